; array1: makes vectors, fills them by a loop, copies them backwards.

(import (scheme base) (scheme write))

(define repeats 30)

(define (create-x n)
  (define result (make-vector n 0))
  (do ((i 0 (+ i 1)))
      ((>= i n) result)
    (vector-set! result i i)))

(define (create-y x)
  (let* ((n (vector-length x))
         (result (make-vector n 0)))
    (do ((i (- n 1) (- i 1)))
        ((< i 0) result)
      (vector-set! result i (vector-ref x i)))))

(define (my-try n)
  (vector-length (create-y (create-x n))))

(define (go m n r)
  (if (> m 0)
      (go (- m 1) n (my-try n))
      r))

(define (run) (go 10 20000 0))

(define (repeat n)
  (let ((answer (run)))
    (if (> n 1) (repeat (- n 1)) answer)))

(let ((answer (repeat repeats)))
  (write answer)
  (newline)
  (if (not (equal? answer 20000)) (error "wrong answer" answer)))
