(define (now) 42)
(display ((now)))
