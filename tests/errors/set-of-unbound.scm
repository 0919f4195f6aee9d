(define counter 0)
(define (next) (set! conter (+ counter 1)) counter)
(next)
