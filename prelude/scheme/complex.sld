(define-library (scheme complex)
  (import (flowscheme primitive))
  (export
    angle imag-part magnitude make-polar make-rectangular real-part))
