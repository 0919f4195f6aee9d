; primes: sieves a list by removing the multiples of each prime.

(import (scheme base) (scheme write))

(define repeats 3)

(define (interval m n)
  (if (> m n)
      '()
      (cons m (interval (+ m 1) n))))

(define (sieve l)
  (letrec ((remove-multiples
             (lambda (n l)
               (cond ((null? l) '())
                     ((= (modulo (car l) n) 0) (remove-multiples n (cdr l)))
                     (else (cons (car l) (remove-multiples n (cdr l))))))))
    (if (null? l)
        '()
        (cons (car l)
              (sieve (remove-multiples (car l) (cdr l)))))))

(define (run) (length (sieve (interval 2 5000))))

(define (repeat n)
  (let ((answer (run)))
    (if (> n 1) (repeat (- n 1)) answer)))

(let ((answer (repeat repeats)))
  (write answer)
  (newline)
  (if (not (equal? answer 669)) (error "wrong answer" answer)))
