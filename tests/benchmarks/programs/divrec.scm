; divrec: halves a list again and again, by recursion.

(import (scheme base) (scheme write))

(define repeats 20)

(define (create-n n)
  (do ((n n (- n 1))
       (l '() (cons '() l)))
      ((= n 0) l)))

(define ll (create-n 1000))

(define (recursive-div2 l)
  (if (null? l)
      '()
      (cons (car l) (recursive-div2 (cddr l)))))

(define (run)
  (do ((i 400 (- i 1))
       (half '() (recursive-div2 ll)))
      ((= i 0) (length half))))

(define (repeat n)
  (let ((answer (run)))
    (if (> n 1) (repeat (- n 1)) answer)))

(let ((answer (repeat repeats)))
  (write answer)
  (newline)
  (if (not (equal? answer 500)) (error "wrong answer" answer)))
