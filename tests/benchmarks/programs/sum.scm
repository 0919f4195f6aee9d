; sum: adds the integers up to a number in a loop.

(import (scheme base) (scheme write))

(define repeats 100)

(define (sum-to n)
  (let loop ((i n) (sum 0))
    (if (< i 0)
        sum
        (loop (- i 1) (+ i sum)))))

(define (run) (sum-to 100000))

(define (repeat n)
  (let ((answer (run)))
    (if (> n 1) (repeat (- n 1)) answer)))

(let ((answer (repeat repeats)))
  (write answer)
  (newline)
  (if (not (equal? answer 5000050000)) (error "wrong answer" answer)))
