; Exceptions (R7RS 6.11).
; Law: raise calls the innermost handler with the object, in the dynamic environment of the raise but for the handler.

(define log '())
(define (note x) (set! log (cons x log)) x)
(define (logged) (let ((l (reverse log))) (set! log '()) l))

; name: with-exception-handler
(call/cc
  (lambda (k)
    (with-exception-handler (lambda (e) (note (list 'condition e)) (k 'exception)) (lambda () (+ 1 (raise 'an-error))))))
; => exception
(logged)                                                      ; => ((condition an-error))
(with-exception-handler (lambda (con) 42) (lambda () (+ (raise-continuable 'c) 23))) ; => 65
(with-exception-handler (lambda (e) 'unused) (lambda () 'value)) ; => value
(call-with-values (lambda () (with-exception-handler (lambda (e) 0) (lambda () (values 1 2)))) list) ; => (1 2)
(with-exception-handler (lambda (e) 'ignored) (lambda () (raise 'oops))) ; error: handler returned
(guard (e (#t (error-object? e))) (with-exception-handler (lambda (e) 'ignored) (lambda () (raise 'oops)))) ; => #t
(with-exception-handler 5 (lambda () 1))                      ; error: with-exception-handler: argument 1 must be a procedure
(with-exception-handler (lambda (e) 1) 5)                     ; error: with-exception-handler: argument 2 must be a procedure
(with-exception-handler (lambda (e) 1))                       ; error: with-exception-handler: expects 2 arguments

; name: handlers nest
(with-exception-handler
  (lambda (e) (list 'outer e))
  (lambda () (with-exception-handler (lambda (e) (list 'inner (raise-continuable e))) (lambda () (raise-continuable 'x)))))
; => (inner (outer x))
(guard (e (#t (list 'guard e))) (with-exception-handler (lambda (e) (raise (list 'handler e))) (lambda () (raise 'x))))
; => (guard (handler x))
(with-exception-handler
  (lambda (e) 1)
  (lambda ()
    (+ (raise-continuable 'a) (with-exception-handler (lambda (e) 10) (lambda () (raise-continuable 'b)))
       (raise-continuable 'c))))                              ; => 12
(with-exception-handler (lambda (e) (* e 2)) (lambda () (guard (e2 ((string? e2) 'string)) (+ 1 (raise-continuable 20))))) ; => 41

; name: the handler's dynamic environment
(define p (make-parameter 'outer))
(call/cc (lambda (k) (with-exception-handler (lambda (e) (k (p))) (lambda () (parameterize ((p 'inner)) (raise 'x)))))) ; => inner
(with-exception-handler (lambda (e) (p)) (lambda () (parameterize ((p 'inner)) (raise-continuable 'x)))) ; => inner
(call/cc
  (lambda (k)
    (with-exception-handler
      (lambda (e) (note 'handler) (k 1))
      (lambda () (dynamic-wind (lambda () (note 'in)) (lambda () (raise 'x)) (lambda () (note 'out))))))) ; => 1
(logged)                                                      ; => (in handler out)

; name: raise
(raise 'some-error)                                           ; error: some-error
(raise 42)                                                    ; error: 42
(guard (e (#t e)) (raise #f))                                 ; => #f
(guard (e ((not e) 'false)) (raise #f))                       ; => false
(guard (e (#t e)) (raise '()))                                ; => ()
(guard (e (#t (e 1))) (raise (lambda (x) (+ x 1))))           ; => 2
(guard (e ((symbol? e) e)) (+ 1 (* 2 (raise 'deep))))         ; => deep
(raise)                                                       ; error: raise: expects 1 argument
(raise-continuable 'uncaught)                                 ; error: uncaught
(let loop ((i 0)) (if (< i 1000) (loop (guard (e (#t (+ e 1))) (raise i))) i)) ; => 1000

; name: raise-continuable
(with-exception-handler (lambda (e) (+ e 1)) (lambda () (list (raise-continuable 1) (raise-continuable 2)))) ; => (2 3)
(guard (e (#t (list 'guarded e))) (raise-continuable 'c))     ; => (guarded c)
(call-with-values (lambda () (with-exception-handler (lambda (e) (values 1 2)) (lambda () (raise-continuable 'x)))) list)
; => (1 2)

; name: error
(define (null-list? l) (cond ((pair? l) #f) ((null? l) #t) (else (error "null-list?: argument out of domain" l))))
(null-list? 5)                                                ; error: null-list\?: argument out of domain 5
(guard (e (#t (list (error-object? e) (error-object-message e) (error-object-irritants e)))) (error "message" 1 'two "three"))
; => (#t "message" (1 two "three"))
(guard (e (#t (error-object-irritants e))) (error "none"))    ; => ()
(guard (e ((error-object? e) 'error-object)) (error "x"))     ; => error-object
(error "shown:" 'a "b" #\c 1.5 '(d))                          ; error: ^SchemeError: shown: a "b" #\\c 1.5 \(d\)$
(error)                                                       ; error: error: expects

; name: error-object?
(error-object? 'x)                                            ; => #f
(error-object? "text")                                        ; => #f
(map (lambda (thunk) (guard (e (#t (error-object? e))) (thunk)))
     (list (lambda () (car 5)) (lambda () (vector-ref #(1) 5)) (lambda () (undefined-variable)) (lambda () (5))
           (lambda () (/ 1 0)) (lambda () (raise 'x)) (lambda () (error "x")))) ; => (#t #t #t #t #t #f #t)
(guard (e (#t (string? (error-object-message e)))) (car 5))   ; => #t
(guard (e (#t (list? (error-object-irritants e)))) (car 5))   ; => #t
(error-object-message 'x)                                     ; error: error-object-message: argument 1 must be
(error-object-irritants 5)                                    ; error: error-object-irritants: argument 1 must be

; name: read-error? and file-error?
(guard (e (#t (list (read-error? e) (file-error? e)))) (read (open-input-string "(1 2"))) ; => (#t #f)
(guard (e (#t (list (read-error? e) (file-error? e)))) (read (open-input-string ")"))) ; => (#t #f)
(guard (e (#t (list (read-error? e) (file-error? e)))) (open-input-file "/no/such/file")) ; => (#f #t)
(guard (e (#t (list (read-error? e) (file-error? e)))) (delete-file "/no/such/file")) ; => (#f #t)
(guard (e (#t (list (read-error? e) (file-error? e)))) (error "x")) ; => (#f #f)
(list (read-error? 'x) (file-error? 5))                       ; => (#f #f)
(guard (e ((file-error? e) 'file)) (load "/no/such/file.scm")) ; => file

; name: guard and reraise
(guard (e ((string? e) 'outer)) (guard (e ((number? e) 'inner)) (raise "text"))) ; => outer
(guard (e ((symbol? e) (list 'reraised e))) (guard (e (#f 'never)) (raise 'x))) ; => (reraised x)
(guard (e (#t (list 'second e))) (guard (e (#t (raise (list 'first e)))) (raise 'x))) ; => (second (first x))
(guard (e (#t (note 'outer) 'done))
  (dynamic-wind (lambda () (note 'in)) (lambda () (guard (e ((number? e) 'n)) (raise 'x))) (lambda () (note 'out)))) ; => done
(logged)                                                      ; => (in out outer)
