(define-library (scheme eval)
  (import (flowscheme primitive))
  (export
    environment eval))
