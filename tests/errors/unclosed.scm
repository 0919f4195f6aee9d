(define (area width height)
  (let ((product (* width height)))
    product)

(define (twice x) (* 2 x))
(display (twice (area 2 3)))
