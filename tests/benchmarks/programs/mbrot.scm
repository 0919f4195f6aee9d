; mbrot: counts the iterations of the Mandelbrot set over a grid.  Floating-point numbers in loops.

(import (scheme base) (scheme write))

(define repeats 25)

(define (count r i step x y)
  (let ((max-count 64)
        (radius^2 16.0)
        (cr (+ r (* (inexact x) step)))
        (ci (+ i (* (inexact y) step))))
    (let loop ((zr cr) (zi ci) (c 0))
      (if (= c max-count)
          c
          (let ((zr^2 (* zr zr))
                (zi^2 (* zi zi)))
            (if (> (+ zr^2 zi^2) radius^2)
                c
                (loop (+ (- zr^2 zi^2) cr)
                      (+ (* 2.0 zr zi) ci)
                      (+ c 1))))))))

(define (make-matrix n)
  (let ((matrix (make-vector n 0)))
    (do ((i 0 (+ i 1)))
        ((= i n) matrix)
      (vector-set! matrix i (make-vector n 0)))))

(define (fill! matrix r i step n)
  (let loop1 ((y (- n 1)))
    (if (>= y 0)
        (let loop2 ((x (- n 1)))
          (if (>= x 0)
              (begin
                (vector-set! (vector-ref matrix x) y (count r i step x y))
                (loop2 (- x 1)))
              (loop1 (- y 1)))))))

(define (total matrix n)
  (do ((i 0 (+ i 1))
       (sum 0 (do ((j 0 (+ j 1))
                   (sum sum (+ sum (vector-ref (vector-ref matrix i) j))))
                  ((= j n) sum))))
      ((= i n) sum)))

(define (run)
  (let* ((n 75)
         (matrix (make-matrix n)))
    (fill! matrix -1.0 -0.5 0.005 n)
    (total matrix n)))

(define (repeat n)
  (let ((answer (run)))
    (if (> n 1) (repeat (- n 1)) answer)))

(let ((answer (repeat repeats)))
  (write answer)
  (newline)
  (if (not (equal? answer 166564)) (error "wrong answer" answer)))
