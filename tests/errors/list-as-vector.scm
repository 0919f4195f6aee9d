(define scores (list 10 20))
(display (vector-ref scores 0))
