;; SRFI 2.  A clause is (variable expression), (expression) or a variable that is bound already.  Clauses are evaluated in
;; order, each in the scope of the bindings before it, until one is #f; then that is the value.  Without a body, the value
;; is that of the last clause, or #t.

;; API: (and-let* (clause ...) body ...)
(define-syntax and-let*
  (syntax-rules ()
    ((_ ()) #t)
    ((_ () body ...) (let () body ...))
    ((_ ((variable expression))) (let ((variable expression)) variable))
    ((_ ((expression))) expression)
    ((_ (variable)) (%bound variable))
    ((_ ((variable expression) . clauses) . body)
     (let ((variable expression)) (if variable (and-let* clauses . body) #f)))
    ((_ ((expression) . clauses) . body) (if expression (and-let* clauses . body) #f))
    ((_ (variable . clauses) . body) (if (%bound variable) (and-let* clauses . body) #f))))

;; internal: the value of a variable; anything else is no clause
(define-syntax %bound
  (syntax-rules ()
    ((_ (part . rest))
     (syntax-error "and-let*: a clause is (variable expression), (expression) or a variable, not" (part . rest)))
    ((_ variable) variable)))
