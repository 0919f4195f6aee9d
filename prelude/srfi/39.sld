;; SRFI 39, parameter objects: R7RS has taken them over as they are.
(define-library (srfi 39)
  (import (scheme base))
  (export make-parameter parameterize))
