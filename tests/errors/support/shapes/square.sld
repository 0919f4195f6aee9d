(define-library (support shapes square)
  (import (scheme base))
  (export square-area)
  (begin
    (define (square-area side)
      (* side side))))
