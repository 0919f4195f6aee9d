;; Regular expressions (SRFI 115): the shorthand for a regexp of a sequence.

(define-syntax rx
  (syntax-rules ()
    ((_ sre ...) (regexp `(: sre ...)))))
