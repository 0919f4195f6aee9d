(define (name) "Ann")
(display (+ 1 (name)))
