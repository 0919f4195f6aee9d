(define-library (scheme time)
  (import (flowscheme primitive))
  (export
    current-jiffy current-second jiffies-per-second))
