(define (sign x)
  (if (< x 0) 'minus (else 'plus)))
