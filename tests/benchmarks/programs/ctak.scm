; ctak: Takeuchi's function where each call captures its continuation and returns through it.  Escapes upwards only.

(import (scheme base) (scheme write))

(define repeats 15)

(define (ctak x y z)
  (call-with-current-continuation
    (lambda (k) (ctak-aux k x y z))))

(define (ctak-aux k x y z)
  (if (not (< y x))
      (k z)
      (ctak-aux
        k
        (call-with-current-continuation
          (lambda (k) (ctak-aux k (- x 1) y z)))
        (call-with-current-continuation
          (lambda (k) (ctak-aux k (- y 1) z x)))
        (call-with-current-continuation
          (lambda (k) (ctak-aux k (- z 1) x y))))))

(define (run) (ctak 14 8 3))

(define (repeat n)
  (let ((answer (run)))
    (if (> n 1) (repeat (- n 1)) answer)))

(let ((answer (repeat repeats)))
  (write answer)
  (newline)
  (if (not (equal? answer 4)) (error "wrong answer" answer)))
