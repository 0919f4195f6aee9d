(define-library (scheme case-lambda)
  (import (flowscheme primitive))
  (export
    case-lambda))
