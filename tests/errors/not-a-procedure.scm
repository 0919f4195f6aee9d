(define numbers (list 1 2 3))
(display (numbers 0))
