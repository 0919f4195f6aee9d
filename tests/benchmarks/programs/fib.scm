; fib: doubly recursive Fibonacci numbers.  Calls and small integers.

(import (scheme base) (scheme write))

(define repeats 15)

(define (fib n)
  (if (< n 2)
      n
      (+ (fib (- n 1)) (fib (- n 2)))))

(define (run) (fib 27))

(define (repeat n)
  (let ((answer (run)))
    (if (> n 1) (repeat (- n 1)) answer)))

(let ((answer (repeat repeats)))
  (write answer)
  (newline)
  (if (not (equal? answer 196418)) (error "wrong answer" answer)))
