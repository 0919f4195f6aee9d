;; The area of a rectangle.
(define (area width height) (* width height))

(display (area 2))
