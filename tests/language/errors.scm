; Faults are Scheme errors with a message that names the operation (tests/unit/test_compiler.py looks at kind and place).

; name: arithmetic on what is no number
(+ "a" "b")                                                   ; error: \+: expected a number, got a string
(+ #t 1)                                                      ; error: \+: expected a number, got #t
(+ 1 #f)                                                      ; error: \+: expected a number, got #f
(* 2 "ab")                                                    ; error: \*: expected a number, got a string
(* '(1) 2)                                                    ; error: \*: expected a number, got a pair
(- 'a)                                                        ; error: -: expected a number, got a symbol
(- "a" 1)                                                     ; error: -: expected a number, got a string
(+ #(1) #(2))                                                 ; error: \+: expected a number, got a vector
(+ #u8(1) #u8(2))                                             ; error: \+: expected a number, got a bytevector
(* 3 #(1))                                                    ; error: \*: expected a number, got a vector
(+ car 1)                                                     ; error: \+: expected a number, got a procedure
(+ '() 1)                                                     ; error: \+: expected a number, got \(\)
(+ #\a 1)                                                     ; error: \+: expected a number, got a character
(+ "a")                                                       ; error: expected a number, got a string
(* 'x)                                                        ; error: expected a number, got a symbol
(apply + '(1 a))                                              ; error: \+: argument 2 must be a number, got a
(apply + '("a" "b"))                                          ; error: \+: argument 1 must be a number, got "a"
(/ "a" 2)                                                     ; error: /: argument 1 must be a number, got "a"

; name: comparisons of what is no number
(< "a" "b")                                                   ; error: <: expected a number, got a string
(< 1 'a)                                                      ; error: <: expected a number, got a symbol
(= car 0)                                                     ; error: =: expected a number, got a procedure
(= 'a 'a)                                                     ; error: =: expected a number, got a symbol
(= "a" "a")                                                   ; error: =: expected a number, got a string
(> #t #f)                                                     ; error: >: expected a number, got
(zero? 'a) ; error: zero\?: expected a number, got a symbol|expected a number, got a symbol
(even? "a")                                                   ; error: even\?
(even? 1.5)                                                   ; error: even\?: argument 1 must be an integer, got 1.5
(if (< 'a 1) 1 2)                                             ; error: <: expected a number
(max 1 'a)                                                    ; error: max: argument 2 must be a real number, got a
(< 1 2 'a)                                                    ; error: <: argument 3 must be a real number, got a

; name: division by zero
(/ 1 0)                                                       ; error: division by zero
(/ 5 (- 2 2))                                                 ; error: division by zero
(quotient 1 0)                                                ; error: division by zero
(modulo 10 0)                                                 ; error: division by zero
(let ((z 0)) (remainder 5 z))                                 ; error: division by zero
(/ 1.0 0)                                                     ; error: division by zero
(/ 1 0.0)                                                     ; => +inf.0

; name: pairs
(car '())                                                     ; error: car: expected a pair, got \(\)
(cdr 5)                                                       ; error: cdr: expected a pair, got 5
(cadr '(1))                                                   ; error: car: expected a pair, got \(\)
(caddr '(1 2))                                                ; error: car: expected a pair, got \(\)
(set-car! '() 1)                                              ; error: set-car!: argument 1 must be a pair, got \(\)
(length '(1 2 . 3))                                           ; error: length: argument 1 must be a list
(length 5)                                                    ; error: length
(map car 5)                                                   ; error: map|car
(list-tail '(1 2) 3)                                          ; error: list-tail
(apply + 1)                                                   ; error: apply
(reverse 'a)                                                  ; error: reverse: argument 1 must be a list, got a

; name: vectors and strings
(define v (vector 1 2 3))
(vector-ref v -1)                                             ; error: vector-ref: index out of range for length 3: -1
(vector-ref v 3)                                              ; error: vector-ref: index out of range for length 3: 3
(vector-ref v 1.0) ; error: vector-ref: argument 2 must be an exact non-negative integer, got 1.0
(vector-ref v 'a) ; error: vector-ref: argument 2 must be an exact non-negative integer, got a
(vector-ref '(1) 0)                                           ; error: vector-ref: argument 1 must be a vector, got \(1\)
(vector-ref "abc" 0)                                          ; error: vector-ref: argument 1 must be a vector, got "abc"
(vector-set! v 3 'x)                                          ; error: vector-set!: index out of range for length 3: 3
(vector-set! v -1 'x)                                         ; error: vector-set!: index out of range for length 3: -1
(vector-set! v 1.0 'x) ; error: vector-set!: argument 2 must be an exact non-negative integer, got 1.0
(let ((i -1)) (vector-ref v i))                               ; error: vector-ref: index out of range for length 3: -1
(let ((i -1)) (vector-set! v i 0))                            ; error: vector-set!: index out of range for length 3: -1
v                                                             ; => #(1 2 3)
(string-ref "abc" 3)                                          ; error: string-ref: index out of range for length 3: 3
(string-ref "abc" -1)                                         ; error: string-ref: index out of range for length 3: -1
(string-length 'a)                                            ; error: string-length: argument 1 must be a string, got a
(string-append "a" 'b)                                        ; error: string-append: argument 2 must be a string, got b
(string->symbol 'a)                                           ; error: string->symbol: argument 1 must be a string, got a
(substring "hello" 2 9)                                       ; error: substring: index out of range for length 5: 2 9
(string-set! (string #\a) 1 #\b)                              ; error: string-set!: index out of range
(string-set! "literal" 0 #\b)                                 ; error: literal
(char-upcase "a")                                             ; error: char-upcase: argument 1 must be a character, got "a"
(char->integer 5)                                             ; error: char->integer: argument 1 must be a character, got 5
(symbol->string "a")                                          ; error: symbol->string: argument 1 must be a symbol, got "a"
(bytevector-u8-set! (bytevector 1) 0 256)                     ; error: bytevector-u8-set!: argument 3 must be a byte
(bytevector-u8-ref #u8(1) -1)                                 ; error: bytevector-u8-ref
(make-vector -1)                                              ; error: make-vector: argument 1 must be
(list->string '(1 2))                                         ; error: list->string
(integer->char -1)                                            ; error: integer->char
(exact 1.5e400)                                               ; error: exact
(exact (/ 0. 0.))                                             ; error: exact

; name: indexes that are computed
(define v (vector 1 2 3))
(define (ref vectors i) (vector-ref (car vectors) (+ i 1)))
(ref (list v) 1)                                              ; => 3
(ref (list v) 2)                                              ; error: vector-ref: index out of range for length 3: 3
(ref (list v) -2)                                             ; error: vector-ref: index out of range for length 3: -1
(ref (list v) .5) ; error: vector-ref: argument 2 must be an exact non-negative integer, got 1.5
(define (inner v w i) (vector-ref v (vector-ref w i)))
(inner v (vector 0 7) 1)                                      ; error: vector-ref: index out of range for length 3: 7
(inner v (vector 0 7) 2)                                      ; error: vector-ref: index out of range for length 2: 2
(inner v (vector 0 'x) 1) ; error: vector-ref: argument 2 must be an exact non-negative integer, got x
(let loop ((i 0)) (vector-ref v i) (loop (+ i 1)))            ; error: vector-ref: index out of range for length 3: 3
(do ((i 0 (+ i 1)) (s (make-string 2 #\a))) ((= i 9)) (string-ref s i)) ; error: string-ref: index out of range for length 2: 2
(for-each (lambda (i) (vector-ref v i)) '(0 1 2 3))           ; error: vector-ref: index out of range for length 3: 3
(define-syntax both (syntax-rules () ((_ v w i) (vector-ref v (vector-ref w i)))))
(both v (vector 0 7) 1)                                       ; error: vector-ref: index out of range for length 3: 7
(both v (vector 0 7) 2)                                       ; error: vector-ref: index out of range
(let ((w (vector 1)) (i 5)) (vector-ref w (begin (set! w (make-vector 9)) i)))
; error: vector-ref: index out of range for length 1: 5
(let ((w (vector 1))) (vector-set! w (string-length "abc") 0)) ; error: vector-set!: index out of range
(let ((x 'a)) (if (>= x 0) 1 2))                              ; error: >=: expected a number, got a symbol

; name: calls with the wrong number of arguments
(define (two a b) a)
(define (some a . b) a)
(two 1)                                                       ; error: two: expects 2 arguments, got 1
(two 1 2 3)                                                   ; error: two: expects 2 arguments, got 3
(some)                                                        ; error: some: expects at least 1 argument, got 0
((lambda () 1) 2)                                             ; error: expects 0 arguments, got 1
((lambda (x) x))                                              ; error: expects 1 argument, got 0
(car)                                                         ; error: car: expects 1 argument, got 0
(car 1 2)                                                     ; error: car: expects 1 argument, got 2
(cons 1)                                                      ; error: cons: expects 2 arguments, got 1
(vector-ref #(1))                                             ; error: vector-ref: expects 2 arguments, got 1
(not)                                                         ; error: not: expects 1 argument, got 0
(-)                                                           ; error: -: expects at least 1 argument, got 0
(apply two '(1))                                              ; error: two: expects 2 arguments, got 1
(map (lambda (x y) x) '(1 2))                                 ; error: expects 2 arguments, got 1
(let ((f (lambda (x) x))) (f))                                ; error: f: expects 1 argument, got 0
(list-copy)                                                   ; error: list-copy: expects 1 argument, got 0
(call/cc (lambda () 1))                                       ; error: expects 0 arguments, got 1
(with-exception-handler (lambda () 1) (lambda () (raise 'x))) ; error: expects 0 arguments, got 1

; name: calls of what is no procedure
(5)                                                           ; error: not a procedure: (an exact integer|5)
((list 1) 2)                                                  ; error: not a procedure
("a" 1)                                                       ; error: not a procedure
(#t)                                                          ; error: not a procedure
(define (tail f) (f 1))
(tail 'foo)                                                   ; error: not a procedure: foo
(list (tail #f))                                              ; error: not a procedure: #f
(+ 1 (tail "x"))                                              ; error: not a procedure: "x"
(define (non-tail f) (+ 1 (f 1)))
(non-tail 'foo)                                               ; error: not a procedure
(apply 5 '(1))                                                ; error: apply|not a procedure: 5
(map 5 '(1))                                                  ; error: map: argument 1 must be a procedure, got 5
(for-each 5 '(1))                                             ; error: for-each: argument 1 must be a procedure, got 5
(call/cc 5)                                                   ; error: not a procedure|must be a procedure
(dynamic-wind 1 2 3)                                          ; error: not a procedure|must be a procedure
(with-exception-handler 5 (lambda () 1))                      ; error: with-exception-handler: argument 1 must be a procedure
(call-with-values 1 2) ; error: call-with-values: argument 1 must be a procedure|not a procedure
(define-record-type point (make-point x) point? (x point-x set-point-x!))
((make-point 1))                                              ; error: not a procedure

; name: records
(define-record-type point (make-point x y) point? (x point-x set-point-x!) (y point-y))
(define-record-type other (make-other x) other? (x other-x))
(point-x (make-other 1))                                      ; error: point-x: argument 1 must be a point record, got
(point-x 5)                                                   ; error: point-x: argument 1 must be a point record, got 5
(set-point-x! 'a 1)                                           ; error: set-point-x!: argument 1 must be a point record, got a
(make-point 1)                                                ; error: make-point: expects 2 arguments, got 1
(point-x)                                                     ; error: point-x: expects 1 argument, got 0

; name: unbound variables
(foo 1)                                                       ; error: unbound variable: foo
(define (f) (bar))
(f)                                                           ; error: unbound variable: bar
(begin (set! baz 1))                                          ; error: unbound variable: baz
(define (g) later)
(g)                                                           ; error: unbound variable: later
(define later 1)
(g)                                                           ; => 1
(let () (define a b) (define b 1) a)                          ; error: b is used before its definition
(let () (define (f) b) (define a (f)) (define b 1) a)         ; error: b is used before its definition
(let ((b 0)) (letrec ((a (lambda () b)) (c (a)) (b 1)) c))    ; error: ^SchemeError: b is used before its definition

; name: error and raise
(error "message:" 1 "two" 'three '(4))                        ; error: ^SchemeError: message: 1 "two" three \(4\)$
(error 'who "message" 1)                                      ; error: who "message" 1
(raise 'sym)                                                  ; error: sym
(raise 42)                                                    ; error: 42
(raise (list 1 2))                                            ; error: \(1 2\)
(raise-continuable 'c)                                        ; error: c

; name: syntax
(if) ; error: SourceError: if: expected \(if test consequent \[alternate\]\)
(let ((x)) x)                                                 ; error: SourceError: let: expected
(lambda)                                                      ; error: SourceError: lambda: expected
(let loop)                                                    ; error: SourceError: let: expected
(define)                                                      ; error: SourceError: define: expected
(quote 1 2)                                                   ; error: SourceError: quote: expected
(cond)                                                        ; error: SourceError: cond: expected
(let ((1 2)) 3)                                               ; error: SourceError: a variable's name
(lambda (x) (define y 1))                                     ; error: SourceError: a body needs an expression
(let () 1 (define x 2))                                       ; error: SourceError: a body needs an expression
(list (define x 1))                                           ; error: SourceError: define: a definition has no place here
(else)                                                        ; error: SourceError: else has no meaning here
(=> 1)                                                        ; error: SourceError: => has no meaning here
(list . 1)                                                    ; error: SourceError
(do ((i 0 1 2)) (#t))                                         ; error: SourceError: do: expected
(case)                                                        ; error: SourceError: case: expected
(guard)                                                       ; error: SourceError: guard: expected
(define-record-type)                                          ; error: SourceError: define-record-type: expected
(import (no such library))                                    ; error: SourceError: no library is called \(no such library\)
(define-syntax x 5)                                           ; error: SourceError: a transformer is
(let-syntax ((x)) 1)                                          ; error: SourceError: let-syntax: expected
(parameterize 1 2)                                            ; error: SourceError
(let-values 1 2)                                              ; error: SourceError

; name: reading
(read (open-input-string "(1 2"))                             ; error: ends inside a datum
(read (open-input-string ")"))                                ; error: .
(read (open-input-string "#<foo>"))                           ; error: .
(read (open-input-string "\"abc"))                            ; error: .
(guard (e ((read-error? e) 'read)) (read (open-input-string "(1 . )"))) ; => read
(guard (e ((file-error? e) 'file)) (open-input-file "/no/such/file"))   ; => file

; name: an error leaves no trace in what follows
(define x 1)
(begin (set! x 2) (car 5) (set! x 3))                         ; error: car
x                                                             ; => 2
(define p (make-parameter 0))
(parameterize ((p 1)) (car 5))                                ; error: car
(p)                                                           ; => 0
(with-exception-handler (lambda (e) 'ignored) (lambda () (car 5))) ; error: .
(raise 'plain)                                                ; error: plain

; name: clauses and calls that lack everything
(define ("name" x) x)                ; error: define: expected
(case-lambda ())                    ; error: case-lambda: expected
(case 1 ())                         ; error: case: expected
(cond-expand ())                    ; error: cond-expand: expected
(current-second 2)                  ; error: current-second: expects 0 arguments, got 1
||                                  ; error: unbound variable:

; name: code that contains itself is refused, data is not
(eval '(list . #0=(1 2 . #0#)) (interaction-environment))    ; error: this form contains itself
(eval '(+ 1 #1=(- #1#)) (interaction-environment))           ; error: this form contains itself
(eval '(let #2=((x #2#)) x) (interaction-environment))       ; error: this form contains itself
(let ((l (list '+ 1 2))) (set-cdr! (cddr l) l) (eval l (interaction-environment))) ; error: this form contains itself
(eval '(let-syntax ((m (syntax-rules () ((_) '#6=(1 . #6#))))) (m)) (interaction-environment)) ; error: contain
(environment '#7=(scheme . #7#))                              ; error: this form contains itself
(car '#3=(a . #3#))                                           ; => a
(vector-ref '#4=#(1 #4#) 0)                                   ; => 1
(list '#5=(a) '#5#)                                           ; => ((a) (a))

; name: indexes that are literals
(define three (vector 1 2 3))
(vector-ref three #t) ; error: vector-ref: argument 2 must be an exact non-negative integer, got #t
(vector-ref three #f) ; error: vector-ref: argument 2 must be an exact non-negative integer, got #f
(string-ref "abc" #t) ; error: string-ref: argument 2 must be an exact non-negative integer, got #t
(vector-ref three 100000000000000000000000) ; error: vector-ref: index out of range for length 3: 100000000000000000000000
(vector-set! three 100000000000000000000000 1) ; error: vector-set!: index out of range for length 3: 100000000000000000000000

; name: quotations without end
(define ring (list 1))
(set-cdr! ring ring)
(eval (cons 'quote ring) (interaction-environment)) ; error: contains itself
(eval (list 'quote ring 1) (interaction-environment)) ; error: quote
(car (eval (list 'quote ring) (interaction-environment))) ; => 1
(eval '#0=(quote 1 . #0#) (interaction-environment)) ; error: contains itself
