(define-library (scheme load)
  (import (flowscheme primitive))
  (export
    load))
