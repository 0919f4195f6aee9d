(define big (make-vector 1000 '(a "long" list)))
(define (pick v i) (vector-ref v i))
(display (pick big 1000))
