(define-library (scheme repl)
  (import (flowscheme primitive))
  (export
    interaction-environment))
