(define-library (scheme lazy)
  (import (flowscheme primitive))
  (export
    delay delay-force force make-promise promise?))
