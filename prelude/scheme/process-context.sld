(define-library (scheme process-context)
  (import (flowscheme primitive))
  (export
    command-line emergency-exit exit get-environment-variable get-environment-variables))
