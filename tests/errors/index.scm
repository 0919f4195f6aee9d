(define v (vector 1 2 3))
(define (last v)
  (vector-ref v (vector-length v)))
(display (last v))
