;; SRFI 145, assumptions: what a program takes for granted, checked.
(define-library (srfi 145)
  (import (scheme base))
  (export assume)
  (include "145.scm"))
