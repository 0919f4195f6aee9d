(define-library (scheme inexact)
  (import (flowscheme primitive))
  (export
    acos asin atan cos exp finite? infinite? log nan? sin sqrt tan))
