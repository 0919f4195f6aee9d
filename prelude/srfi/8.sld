;; SRFI 8, `receive`: binds what an expression returns as multiple values.
(define-library (srfi 8)
  (import (scheme base))
  (export receive)
  (include "8.scm"))
