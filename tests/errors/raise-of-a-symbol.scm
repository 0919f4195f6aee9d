(define (check x) (if (negative? x) (raise 'negative) x))
(display (check -1))
