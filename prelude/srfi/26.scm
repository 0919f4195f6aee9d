;; SRFI 26.  A slot is <>, the last one may be <...>, which stands for any number of further arguments.
;;
;; Both macros walk over the slots and expressions with what they have gathered so far: the parameters, then (for `cute`)
;; the bindings of values computed at once, then the call.  A parameter is the same name each time, told apart by hygiene.

;; API: (cut slot-or-expression ...): a procedure of the slots; its expressions are evaluated at each call
(define-syntax cut
  (syntax-rules ()
    ((_ first . rest) (%cut () () first . rest))))

;; internal: (%cut (parameter ...) (operand ...) slot-or-expression ...)
(define-syntax %cut
  (syntax-rules (<> <...>)
    ((_ (parameter ...) (operator operand ...)) (lambda (parameter ...) ((begin operator) operand ...)))
    ((_ (parameter ...) (operator operand ...) <...>)
     (lambda (parameter ... . more) (apply operator operand ... more)))
    ((_ (parameter ...) (operand ...) <> . rest) (%cut (parameter ... x) (operand ... x) . rest))
    ((_ parameters (operand ...) expression . rest) (%cut parameters (operand ... expression) . rest))))

;; API: (cute slot-or-expression ...): as cut, but its expressions are evaluated once, when the procedure is made
(define-syntax cute
  (syntax-rules ()
    ((_ first . rest) (%cute () () () first . rest))))

;; internal: (%cute (parameter ...) (binding ...) (operand ...) slot-or-expression ...)
(define-syntax %cute
  (syntax-rules (<> <...>)
    ((_ (parameter ...) bindings (operator operand ...))
     (let bindings (lambda (parameter ...) (operator operand ...))))
    ((_ (parameter ...) bindings (operator operand ...) <...>)
     (let bindings (lambda (parameter ... . more) (apply operator operand ... more))))
    ((_ (parameter ...) bindings (operand ...) <> . rest) (%cute (parameter ... x) bindings (operand ... x) . rest))
    ((_ parameters (binding ...) (operand ...) expression . rest)
     (%cute parameters (binding ... (x expression)) (operand ... x) . rest))))
