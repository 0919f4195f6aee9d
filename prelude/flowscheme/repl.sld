;; What helps at the prompt, for programs and libraries that do not see everything.
(define-library (flowscheme repl)
  (import (flowscheme primitive))
  (export describe))
