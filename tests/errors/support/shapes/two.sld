(define-library (support shapes two)
  (import (scheme base)
          (support shapes one))
  (export))
