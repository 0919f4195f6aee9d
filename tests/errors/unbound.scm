(define (count items) (lenght items))
(display (count '(1 2 3)))
