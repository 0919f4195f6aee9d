;; SRFI 9, record types: R7RS has taken them over as they are.
(define-library (srfi 9)
  (import (scheme base))
  (export define-record-type))
