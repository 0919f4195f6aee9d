;; SRFI 2, `and-let*`: an `and` with local bindings.
(define-library (srfi 2)
  (import (scheme base))
  (export and-let*)
  (include "2.scm"))
