;; SRFI 8.

;; API: (receive formals expression body ...): the body, with the values of the expression bound to formals
(define-syntax receive
  (syntax-rules ()
    ((_ formals expression body1 body2 ...)
     (let-values ((formals expression)) body1 body2 ...))))
