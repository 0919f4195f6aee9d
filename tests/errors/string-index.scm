(define (initial name) (string-ref name 0))
(display (initial ""))
