(define (f x)
	(list	1	(car x)))
(f 5)
