;; SRFI 145.

;; API: (assume expression message ...): the value of the expression; an error with the messages if that is #f
(define-syntax assume
  (syntax-rules ()
    ((_ expression message ...)
     (or expression (error "assume: the assumption does not hold:" 'expression message ...)))))
