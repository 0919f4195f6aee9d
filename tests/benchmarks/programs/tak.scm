; tak: Takeuchi's function on integers.  Calls with three arguments, three of four not in tail position.

(import (scheme base) (scheme write))

(define repeats 5)

(define (tak x y z)
  (if (not (< y x))
      z
      (tak (tak (- x 1) y z)
           (tak (- y 1) z x)
           (tak (- z 1) x y))))

(define (run) (tak 24 16 8))

(define (repeat n)
  (let ((answer (run)))
    (if (> n 1) (repeat (- n 1)) answer)))

(let ((answer (repeat repeats)))
  (write answer)
  (newline)
  (if (not (equal? answer 9)) (error "wrong answer" answer)))
