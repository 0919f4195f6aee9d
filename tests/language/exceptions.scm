; Exceptions (R7RS 4.2.7, 6.11) and how they meet dynamic-wind, parameters and escapes.

(define log '())
(define (note x) (set! log (cons x log)) x)
(define (logged) (let ((l (reverse log))) (set! log '()) l))
(define p (make-parameter 'outside))

; name: the handler of raise-continuable gives the value
(with-exception-handler (lambda (e) 42) (lambda () (+ (raise-continuable 'c) 1))) ; => 43
(with-exception-handler
  (lambda (con) (cond ((string? con) (note con)) (else (note "a warning"))) 42)
  (lambda () (+ (raise-continuable "should be a number") 23))) ; => 65
(logged)                                                      ; => ("should be a number")

; name: a handler may not return from raise
(with-exception-handler (lambda (e) 'ignored) (lambda () (raise 'oops))) ; error: handler returned
(with-exception-handler (lambda (e) 'ignored) (lambda () (error "bad"))) ; error: handler returned
(with-exception-handler (lambda (e) 'ignored) (lambda () (car 5)))       ; error: handler returned
(with-exception-handler (lambda (e) 'ignored) (lambda () (+ 1 (vector-ref #(1) 2)))) ; error: handler returned

; name: after a handler returned, the outer handler is told
(call/cc (lambda (k)
  (with-exception-handler (lambda (e) (k (list 'outer (error-object? e))))
    (lambda () (with-exception-handler (lambda (e) (note e)) (lambda () (raise 'oops))))))) ; => (outer #t)
(logged)                                                      ; => (oops)

; name: a handler runs in the dynamic extent of the raise
(call/cc (lambda (k) (with-exception-handler (lambda (e) (k (list e (p)))) (lambda () (parameterize ((p 'inside)) (raise 'x))))))
; => (x inside)
(call/cc (lambda (k) (with-exception-handler (lambda (e) (k (p))) (lambda () (parameterize ((p 'inside)) (car 5)))))) ; => inside
(call/cc (lambda (k) (with-exception-handler (lambda (e) (k (p))) (lambda () (parameterize ((p 'inside)) (+ 'a 1)))))) ; => inside
(call/cc
  (lambda (k)
    (with-exception-handler (lambda (e) (k (p))) (lambda () (parameterize ((p 'inside)) (list (unbound-variable))))))) ; => inside
(call/cc
  (lambda (k) (with-exception-handler (lambda (e) (k (p))) (lambda () (parameterize ((p 'inside)) (vector-ref (vector) 0))))))
; => inside
(p)                                                           ; => outside

; name: a handler runs before dynamic-wind unwinds
(call/cc (lambda (k)
  (with-exception-handler (lambda (e) (note 'handler) (k 'out))
    (lambda () (dynamic-wind (lambda () (note 'in)) (lambda () (raise 'x)) (lambda () (note 'out))))))) ; => out
(logged)                                                      ; => (in handler out)
(call/cc (lambda (k)
  (with-exception-handler (lambda (e) (note 'handler) (k 'out))
    (lambda () (dynamic-wind (lambda () (note 'in)) (lambda () (+ 1 (car '()))) (lambda () (note 'out))))))) ; => out
(logged)                                                      ; => (in handler out)

; name: an escape from within the raise can be used by the handler
(with-exception-handler
  (lambda (e) ((cdr e) (car e)))
  (lambda () (+ 1 (call/cc (lambda (k) (raise (cons 10 k)))))))  ; => 11
(define inner-k #f)
(with-exception-handler
  (lambda (e) (inner-k 10))
  (lambda () (+ 1 (call/cc (lambda (k) (set! inner-k k) (car 5)))))) ; => 11
(with-exception-handler
  (lambda (e) (inner-k 10))
  (lambda () (+ 1 (call/cc (lambda (k) (set! inner-k k) (+ 1 (car 5))))))) ; => 11
(with-exception-handler
  (lambda (e) (inner-k 10))
  (lambda () (+ 1 (call/cc (lambda (k) (set! inner-k k) (list (vector-ref (vector 1) 2))))))) ; => 11

; name: handlers nest
(with-exception-handler (lambda (e) (list 'outer e))
  (lambda () (with-exception-handler (lambda (e) (list 'inner (raise-continuable e))) (lambda () (raise-continuable 'x)))))
; => (inner (outer x))
(with-exception-handler
  (lambda (e) 1)
  (lambda ()
    (+ (raise-continuable 'a) (with-exception-handler (lambda (e) 10) (lambda () (raise-continuable 'b)))
       (raise-continuable 'c))))                              ; => 12

; name: a fault in a handler goes to the outer handler
(call/cc (lambda (k)
  (with-exception-handler (lambda (e) (k (list 'outer (if (error-object? e) 'fault e))))
    (lambda () (with-exception-handler (lambda (e) (car e)) (lambda () (raise 'x))))))) ; => (outer fault)
(guard (e (#t (list 'guard e))) (with-exception-handler (lambda (e) (raise (list 'again e))) (lambda () (raise 'x))))
; => (guard (again x))

; name: a handler is not in force while it runs
(define depth 0)
(guard (e (#t (list e depth)))
  (with-exception-handler (lambda (e) (set! depth (+ depth 1)) (raise 'from-handler)) (lambda () (raise 'first))))
; => (from-handler 1)

; name: the value of with-exception-handler is its thunk's
(with-exception-handler (lambda (e) 'no) (lambda () 1 2))     ; => 2
(call-with-values (lambda () (with-exception-handler (lambda (e) 'no) (lambda () (values 1 2)))) list) ; => (1 2)

; name: handlers are gone after an escape
(call/cc (lambda (k) (with-exception-handler (lambda (e) 'inner) (lambda () (k 1))))) ; => 1
(guard (e (#t (list 'guard e))) (raise-continuable 'x))       ; => (guard x)
(raise-continuable 'nobody)                                   ; error: nobody

; name: guard with dynamic-wind: the body unwinds before the clauses are tested
(guard (e ((begin (note 'clause) #t) (note 'body) 'value))
  (dynamic-wind (lambda () (note 'in)) (lambda () (raise 'x)) (lambda () (note 'out)))) ; => value
(logged)                                                      ; => (in out clause body)
(guard (e (#f 'never) ((symbol? e) (p))) (parameterize ((p 'inside)) (raise 'x))) ; => outside

; name: guard raises again to an outer guard
(guard (e2 ((symbol? e2) (list 'outer e2))) (guard (e1 ((string? e1) 'inner)) (raise 'x))) ; => (outer x)
(guard (e2 (#t (note 'outer) (logged)))
  (dynamic-wind
    (lambda () (note 1))
    (lambda ()
      (guard (e1 ((string? e1) 'inner)) (dynamic-wind (lambda () (note 2)) (lambda () (raise 'x)) (lambda () (note 3)))))
    (lambda () (note 4))))                                    ; => (1 2 3 4 outer)

; name: guard raises again to an outer handler, in place
(with-exception-handler (lambda (e) (list 'handled e))
  (lambda () (list (guard (e1 ((string? e1) 'inner)) (raise-continuable 'x))))) ; => ((handled x))
(with-exception-handler (lambda (e) (list 'handled e))
  (lambda () (guard (e1 ((string? e1) 'inner)) (raise 'x))))   ; error: handler returned
(call/cc (lambda (k) (with-exception-handler (lambda (e) (k (list 'handled (error-object? e) (p))))
  (lambda () (parameterize ((p 'between)) (guard (e1 ((string? e1) 'inner)) (parameterize ((p 'inside)) (car 5))))))))
; => (handled #t between)

; name: a handler inside a guard
(guard (e (#t (list 'guard e)))
  (with-exception-handler (lambda (e) 'value) (lambda () (list (raise-continuable 'a) (raise 'b)))))
; => (guard #<condition the handler returned from a raise that is not continuable: b>)
(guard (e ((error-object? e) (error-object-message e)) (#t e))
  (with-exception-handler (lambda (e) 'value) (lambda () (list (raise-continuable 'a) (raise 'b)))))
; => "the handler returned from a raise that is not continuable:"

; name: faults are error objects
(define (caught thunk)
  (guard (e ((error-object? e) (list (string? (error-object-message e)) (list? (error-object-irritants e)))) (#t 'other))
    (thunk)))
(map caught
     (list (lambda () (car 5)) (lambda () (+ 1 'a)) (lambda () (vector-ref #(1) 9)) (lambda () (undefined))
           (lambda () (error "x" 1)) (lambda () (5)) (lambda () ((lambda (x) x))) (lambda () (/ 1 0))
           (lambda () (string->symbol 1))))
; => ((#t #t) (#t #t) (#t #t) (#t #t) (#t #t) (#t #t) (#t #t) (#t #t) (#t #t))
(guard (e (#t (list (error-object? e) (read-error? e) (file-error? e)))) (raise 'x)) ; => (#f #f #f)
(guard (e ((error-object? e) (error-object-irritants e))) (error "x" 'a "b" 3)) ; => (a "b" 3)

; name: what is raised may be anything
(map (lambda (x) (guard (e (#t (list e))) (raise x))) (list 1 "s" 'sym '() #f #t #\a 1.5 (vector 1) car))
; => ((1) ("s") (sym) (()) (#f) (#t) (#\a) (1.5) (#(1)) (#<procedure car>))

; name: guard in a deep non-tail recursion
(define (nested n) (if (= n 0) (raise 'deep) (guard (e ((number? e) 'no)) (+ 1 (nested (- n 1))))))
(guard (e (#t e)) (nested 500))                               ; => deep

; name: an error in an after thunk
(guard (e (#t e)) (dynamic-wind (lambda () #f) (lambda () 'x) (lambda () (raise 'after)))) ; => after
(guard (e (#t e)) (dynamic-wind (lambda () #f) (lambda () (raise 'body)) (lambda () (raise 'after)))) ; => after
(guard (e (#t e)) (dynamic-wind (lambda () (raise 'before)) (lambda () (note 'body)) (lambda () (note 'after)))) ; => before
(logged)                                                      ; => ()

; name: with-exception-handler around tail calls
(define (loop n) (if (= n 0) (raise-continuable 'end) (loop (- n 1))))
(with-exception-handler (lambda (e) (list 'got e)) (lambda () (loop 1000))) ; => (got end)

; name: the handler of an error in an argument
(define (f a b c) (list a b c))
(with-exception-handler (lambda (e) (note e) 0) (lambda () (f (raise-continuable 1) (raise-continuable 2) (raise-continuable 3))))
; => (0 0 0)
(logged)                                                      ; => (1 2 3)

; name: error-object-message of what error did not make
(error-object-message 'x)                                     ; error: error-object-message: argument 1 must be an error object

; name: exit is not caught
(guard (e (#t 'caught)) (exit 3))                             ; error: SchemeExit
