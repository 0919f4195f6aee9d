(define (even n) (if (= n 0) (car n) (list (odd (- n 1)))))
(define (odd n) (list (even (- n 1))))
(even 60)
