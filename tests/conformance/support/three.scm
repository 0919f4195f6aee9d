(define one 1)
(define two 2)
(+ one two)
