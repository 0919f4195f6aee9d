;; SRFI 26, `cut` and `cute`: procedures of expressions with slots, without currying.
(define-library (srfi 26)
  (import (scheme base))
  (export cut cute)
  (include "26.scm"))
