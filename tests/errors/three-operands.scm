(define (sum a b c) (+ a b c))
(display (sum 1 2 "three"))
