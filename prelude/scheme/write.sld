(define-library (scheme write)
  (import (flowscheme primitive))
  (export
    display write write-shared write-simple))
