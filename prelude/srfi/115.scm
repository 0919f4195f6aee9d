;; Regular expressions (SRFI 115): the shorthand for a regexp of a sequence.

;; API: a regexp of the SREs, which may hold `,expression`s
(define-syntax rx
  (syntax-rules ()
    ((_ sre ...) (regexp `(: sre ...)))))
