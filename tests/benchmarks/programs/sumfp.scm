; sumfp: adds the floating-point numbers up to a number in a loop.

(import (scheme base) (scheme write))

(define repeats 200)

(define (sum-to n)
  (let loop ((i n) (sum 0.0))
    (if (< i 0.0)
        sum
        (loop (- i 1.0) (+ i sum)))))

(define (run) (sum-to 100000.0))

(define (repeat n)
  (let ((answer (run)))
    (if (> n 1) (repeat (- n 1)) answer)))

(let ((answer (repeat repeats)))
  (write answer)
  (newline)
  (if (not (equal? answer 5000050000.0)) (error "wrong answer" answer)))
