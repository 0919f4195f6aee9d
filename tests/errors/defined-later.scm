(define total (* 2 price))
(define price 21)
