(define (f x) (* 2 x)))
(display (f 2))
