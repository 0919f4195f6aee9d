(define twice (lamda (x) (* 2 x)))
