; Exception handling syntax, quasiquotation, case-lambda (R7RS 4.2.7, 4.2.8, 4.2.9).
; Law: guard is left before its clauses are tested; a clause that holds gives the value, none raises again.

; name: guard
(guard (condition ((assq 'a condition) => cdr) ((assq 'b condition))) (raise (list (cons 'a 42)))) ; => 42
(guard (condition ((assq 'a condition) => cdr) ((assq 'b condition))) (raise (list (cons 'b 23)))) ; => (b . 23)
(guard (e (#t 'caught)) 'no-error)                            ; => no-error
(guard (e (#t 'caught)) 1 2 3)                                ; => 3
(guard (e ((symbol? e) (list 'sym e)) ((string? e) (list 'str e))) (raise 'boom)) ; => (sym boom)
(guard (e ((symbol? e) (list 'sym e)) ((string? e) (list 'str e))) (raise "boom")) ; => (str "boom")
(guard (e (else 'other)) (raise 5))                           ; => other
(guard (e ((symbol? e) 'sym)) (raise 5))                      ; error: 5
(guard (e) (raise 'through))                                  ; error: through
(guard (outer (#t (list 'outer outer))) (guard (inner ((number? inner) 'number)) (raise 'symbol))) ; => (outer symbol)
(guard (outer (#t (list 'outer outer))) (guard (inner (#t (raise (list 'again inner)))) (raise 'first)))
; => (outer (again first))
(guard (e ((memq e '(a b c)) => length)) (raise 'b))          ; => 2
(guard (e (#f 'never) (e => list)) (raise 1))                 ; => (1)
(guard (e ((error-object? e) (error-object-message e))) (error "bad thing" 1 2)) ; => "bad thing"
(guard (e ((error-object? e) (error-object-irritants e))) (error "bad thing" 1 2)) ; => (1 2)
(guard (e (#t (error-object? e))) (car 5))                    ; => #t
(guard (e (#t (error-object? e))) (vector-ref #(1) 9))        ; => #t
(guard (e (#t 'caught)) (undefined-procedure))                ; => caught
(guard (e (#t 'caught)) ("not a procedure"))                  ; => caught
(guard (e (#t e)) (define x 5) (raise x))                     ; => 5
(+ 1 (guard (e (#t 10)) (+ 100 (raise 'x))))                  ; => 11
(call-with-values (lambda () (guard (e (#t (values e 2))) (raise 1))) list) ; => (1 2)
(call-with-values (lambda () (guard (e (#t 0)) (values 1 2))) list) ; => (1 2)
(let loop ((i 0)) (if (= i 1000) i (loop (guard (e (#t (+ e 1))) (raise i))))) ; => 1000
(guard (e ((string? e) e)) (guard (e2 ((number? e2) e2)) (raise "text"))) ; => "text"
(let ((else #f)) (guard (e (else 'no) (#t 'yes)) (raise 1)))  ; => yes
(guard (e ((begin (set! e (list e)) #f) 1) (#t e)) (raise 'x)) ; => (x)

; name: guard unwinds before its clauses are tested
(define log '())
(define (note x) (set! log (cons x log)) x)
(define (logged) (let ((l (reverse log))) (set! log '()) l))
(guard (e (#t (note 'clause))) (dynamic-wind (lambda () (note 'in)) (lambda () (raise 'x)) (lambda () (note 'out)))) ; => clause
(logged)                                                      ; => (in out clause)
(define p (make-parameter 'outside))
(guard (e (#t (p))) (parameterize ((p 'inside)) (raise 'x)))  ; => outside

; name: a reraise reaches the outer handler
(guard (e (#t (list 'outer e))) (guard (e ((number? e) 'inner)) (raise 'not-a-number))) ; => (outer not-a-number)
(with-exception-handler
  (lambda (e) 42)
  (lambda () (+ 1 (guard (e ((number? e) 'number)) (raise-continuable 'symbol))))) ; => 43

; name: where no clause holds, raise-continuable goes on to the outer handler and returns what that does
(define (answering value thunk) (with-exception-handler (lambda (e) value) thunk))
(answering 10 (lambda () (guard (e ((string? e) 'no)) (+ 1 (raise-continuable 'foo))))) ; => 11
(answering 10 (lambda () (guard (e ((symbol? e) (list 'yes e))) (+ 1 (raise-continuable 'foo))))) ; => (yes foo)
(answering 10 (lambda () (guard (e ((assq 'a e) => cdr) ((assq 'b e))) (+ 1 (raise-continuable '((a . 42))))))) ; => 42
(answering 10 (lambda () (guard (e ((assq 'a e) => cdr) ((assq 'b e))) (+ 1 (raise-continuable '((b . 23))))))) ; => (b . 23)
(answering 10 (lambda () (guard (e ((assq 'a e) => cdr) ((assq 'b e))) (+ 1 (raise-continuable '((c . 23))))))) ; => 11
(answering 7 (lambda () (guard (e ((symbol? e) 'a)) (+ 1 (guard (e ((number? e) 'b)) (+ 1 (raise-continuable 'x))))))) ; => a
(answering 7 (lambda () (guard (e ((string? e) 'a)) (+ 1 (guard (e ((number? e) 'b)) (+ 1 (raise-continuable 'x))))))) ; => 9
(answering 0
           (lambda ()
             (guard (e ((string? e) 1)) (guard (e ((raise-continuable 'inner) 'chosen)) (+ 1 (raise-continuable 'x))))))
; => chosen
(answering 1 (lambda () (guard (e (else (+ 1 (raise-continuable 'y)))) (raise-continuable 'x)))) ; => 2
(guard (e (#t (list 'outer e))) (guard (e ((string? e) 'inner)) (raise-continuable 'x))) ; => (outer x)
(call/cc (lambda (k) (guard (e ((k 'escaped) 1)) (+ 1 (raise-continuable 'x))))) ; => escaped
(call-with-values (lambda () (guard (e (#t (values 1 2))) (raise-continuable 'x))) list) ; => (1 2)

; name: its clauses are tested among the guard's parameters and handlers
(define where (make-parameter 'outside))
(let ((seen #f))
  (with-exception-handler (lambda (e) (where))
    (lambda ()
      (guard (e ((begin (set! seen (where)) #f) 'never))
        (let ((answer (parameterize ((where 'inside)) (raise-continuable 'x))))
          (list answer seen (where))))))) ; => (inside outside outside)
(guard (e (#t (list 'outer (error-object? e)))) (guard (e ((car 5) 'never)) (+ 1 (raise-continuable 'x)))) ; => (outer #t)
(guard (e (#t (list 'outer e))) (guard (e ((raise 'test) 'never)) (+ 1 (raise-continuable 'x)))) ; => (outer test)
(guard (e (#t (list 'outer e)))
  (with-exception-handler (lambda (e) (raise (list 'handler e)))
    (lambda () (guard (e ((string? e) 1)) (raise-continuable 'x))))) ; => (outer (handler x))

; name: a dynamic-wind in the body is left before the clauses are tested
(let ((path '()))
  (define (note x) (set! path (cons x path)))
  (guard (e ((begin (note 'test) #t) (note 'body)))
    (dynamic-wind (lambda () (note 'in)) (lambda () (raise-continuable 'x)) (lambda () (note 'out))))
  (reverse path)) ; => (in out test body)

; name: malformed guard
(guard)                                                       ; error: SourceError: guard: expected
(guard (e))                                                   ; error: SourceError: guard: expected
(guard () 1)                                                  ; error: SourceError: guard: expected
(guard e 1)                                                   ; error: SourceError: guard: expected|a list is expected
(guard (5 (#t 1)) 1)                                          ; error: SourceError: a variable's name is expected
(guard (e (else 1) (#t 2)) 1)                                 ; error: SourceError: guard: expected

; name: quasiquotation
`(list ,(+ 1 2) 4)                                            ; => (list 3 4)
(let ((name 'a)) `(list ,name ',name))                        ; => (list a (quote a))
`(a ,(+ 1 2) ,@(map abs '(4 -5 6)) b)                         ; => (a 3 4 5 6 b)
`((foo ,(- 10 3)) ,@(cdr '(c)) . ,(car '(cons)))              ; => ((foo 7) . cons)
`#(10 5 ,(sqrt 4) ,@(map sqrt '(16 9)) 8)                     ; => #(10 5 2 4 3 8)
(let ((foo '(foo bar)) (@baz 'baz)) `(list ,@foo , @baz))     ; => (list foo bar baz)
`,(+ 2 3)                                                     ; => 5
`5                                                            ; => 5
`a                                                            ; => a
`()                                                           ; => ()
`#()                                                          ; => #()
`"text"                                                       ; => "text"
`(1 . ,(+ 1 1))                                               ; => (1 . 2)
`(,@'(1 2) . 3)                                               ; => (1 2 . 3)
`(,@'() . 3)                                                  ; => 3
`(,@'(1 2))                                                   ; => (1 2)
`(,@'(1 2) ,@'(3 4))                                          ; => (1 2 3 4)
`(0 ,@'() 1)                                                  ; => (0 1)
`#(,@'(1 2) ,@'() 3)                                          ; => #(1 2 3)
`#(,@(list 1 2))                                              ; => #(1 2)
`((,@'(1)) (,@'() 2))                                         ; => ((1) (2))
`(1 unquote (+ 1 2))                                          ; => (1 . 3)
`(1 . `,(2 unquote (+ 1 2)))                                  ; => (1 quasiquote (unquote (2 . 3)))
(quasiquote (list (unquote (+ 1 2)) 4))                       ; => (list 3 4)
'(quasiquote (list (unquote (+ 1 2)) 4))                      ; => (quasiquote (list (unquote (+ 1 2)) 4))
`(a . #(1 ,(+ 1 1)))                                          ; => (a . #(1 2))
`(x ,@(list 1 2) . ,(list 3 4))                               ; => (x 1 2 3 4)
(let ((l (list 1 2))) (eq? (cdr `(0 ,@l)) l))                 ; => #t

; name: nested quasiquotation
`(a `(b ,(foo ,(+ 1 3) d) e) f)                               ; => (a (quasiquote (b (unquote (foo 4 d)) e)) f)
(let ((name1 'x) (name2 'y)) `(a `(b ,,name1 ,',name2 d) e))  ; => (a (quasiquote (b (unquote x) (unquote (quote y)) d)) e)
`(1 `(2 ,(3 ,(+ 1 3))))                                       ; => (1 (quasiquote (2 (unquote (3 4)))))
`(1 ```,,@,,@(list (+ 1 2)) 4) ; => (1 (quasiquote (quasiquote (quasiquote (unquote (unquote-splicing (unquote 3)))))) 4)
`(1 `,@(2 ,@(list 3 4)))                                      ; => (1 (quasiquote (unquote-splicing (2 3 4))))
`(1 `(,@,(list 1 2)))                                         ; => (1 (quasiquote ((unquote-splicing (1 2)))))
`(1 `(,@(,@(list 1 2))))                                      ; => (1 (quasiquote ((unquote-splicing (1 2)))))
`(1 `(,,@(list 1 2)))                                         ; => (1 (quasiquote ((unquote 1 2))))
`(1 `(,@,@(list 1 2)))                                        ; => (1 (quasiquote ((unquote-splicing 1 2))))
`#(1 `#(2 ,(3 ,(+ 1 3))))                                     ; => #(1 (quasiquote #(2 (unquote (3 4)))))
``,,(+ 1 2)                                                   ; => (quasiquote (unquote 3))
``(,@,'(1 2))                                                 ; => (quasiquote ((unquote-splicing (1 2))))
``(a ,(b ,(+ 1 2)))                                           ; => (quasiquote (a (unquote (b 3))))

; name: unquote is known by its binding
(let ((unquote -)) `(1 ,5))                                   ; => (1 (unquote 5))
(let ((quasiquote list)) `5)                                  ; => (5)
(define-syntax qq (syntax-rules () ((_ x) `(got ,x ,@(list x x)))))
(qq (+ 1 1))                                                  ; => (got 2 2 2)
`,@(list 1)                                                   ; error: SourceError: unquote-splicing
(quasiquote)                                                  ; error: SourceError: quasiquote: expected
(quasiquote 1 2)                                              ; error: SourceError: quasiquote: expected
`(,@5 1)                                                      ; error: append

; name: case-lambda
(define range (case-lambda ((e) (range 0 e)) ((b e) (do ((r '() (cons e r)) (e (- e 1) (- e 1))) ((< e b) r)))))
(range 3)                                                     ; => (0 1 2)
(range 3 5)                                                   ; => (3 4)
(define f (case-lambda (() 'none) ((a) (list 'one a)) ((a b) (list 'two a b)) ((a b . c) (list 'many a b c))))
(list (f) (f 1) (f 1 2) (f 1 2 3 4))                          ; => (none (one 1) (two 1 2) (many 1 2 (3 4)))
((case-lambda (args args)) 1 2 3)                             ; => (1 2 3)
((case-lambda ((a . r) (list a r)) (() 'empty)))              ; => empty
((case-lambda ((a) 'first) ((b) 'second)) 1)                  ; => first
((case-lambda ((a) (define b (* a 2)) b)) 4)                  ; => 8
((case-lambda ((a) 1) ((a b) 2)) 1 2 3)                       ; error: case-lambda: no clause takes this many arguments: 3
((case-lambda) 1)                                             ; error: case-lambda: no clause takes this many arguments
(procedure? (case-lambda))                                    ; => #t
(define count (case-lambda ((n) (count n 0)) ((n acc) (if (= n 0) acc (count (- n 1) (+ acc 1))))))
(count 100000)                                                ; => 100000
(map (case-lambda ((x) x) ((x y) (+ x y))) '(1 2) '(10 20))   ; => (11 22)
(apply (case-lambda ((x) 'one) (r (length r))) '(1 2 3))      ; => 3
(case-lambda ((x x) 1))                                       ; error: SourceError: x is bound twice
(case-lambda ((x)))                                           ; error: SourceError: case-lambda: expected
(case-lambda 5)                                               ; error: SourceError
