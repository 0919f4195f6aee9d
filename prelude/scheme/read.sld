(define-library (scheme read)
  (import (flowscheme primitive))
  (export
    read))
