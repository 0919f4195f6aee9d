; Primitive expression types (R7RS 4.1): references, literals, calls, lambda, if, set!, include.
; Law: an expression's value does not depend on where in a program it stands, nor on what else is bound.

; name: variable references
(define x 28)
x                                                             ; => 28
(let ((x 1)) x)                                               ; => 1
(let ((x 1)) (let ((y 2)) x))                                 ; => 1
(let ((|odd name| 5)) |odd name|)                             ; => 5
(let ((X 1) (x 2)) (list X x))                                ; => (1 2)
(let ((None 1) (True 2) (False 3) (lambda-list 4) (__import__ 5) (class 6)) (list None True False lambda-list __import__ class))
; => (1 2 3 4 5 6)
(let ((+1+ 1) (- 2) (... 3) (<=? 4) (->x 5)) (list +1+ - <=? ->x)) ; => (1 2 4 5)
unbound-here                                                  ; error: unbound variable: unbound-here
(list (not-there 1))                                          ; error: unbound variable: not-there

; name: quote
(quote a)                                                     ; => a
(quote #(a b c))                                              ; => #(a b c)
(quote (+ 1 2))                                               ; => (+ 1 2)
'a                                                            ; => a
'#(a b c)                                                     ; => #(a b c)
'()                                                           ; => ()
'(+ 1 2)                                                      ; => (+ 1 2)
'(quote a)                                                    ; => (quote a)
''a                                                           ; => (quote a)
'(a . b)                                                      ; => (a . b)
'(a b . c)                                                    ; => (a b . c)
(equal? ''a (list 'quote 'a))                                 ; => #t
'|a b|                                                        ; => |a b|
'(1 . (2 . (3 . ())))                                         ; => (1 2 3)

; name: literals evaluate to themselves
'145932                                                       ; => 145932
145932                                                        ; => 145932
'"abc"                                                        ; => "abc"
"abc"                                                         ; => "abc"
'#\a                                                          ; => #\a
#\a                                                           ; => #\a
'#t                                                           ; => #t
#t                                                            ; => #t
#true                                                         ; => #t
#false                                                        ; => #f
#(a 10)                                                       ; => #(a 10)
#u8(64 65)                                                    ; => #u8(64 65)
'#u8(64 65)                                                   ; => #u8(64 65)
1/2                                                           ; => 1/2
1.5                                                           ; => 1.5
()                                                            ; error: \(\) is not an expression

; name: a literal is one object
(define (constant) '(a b))
(eq? (constant) (constant))                                   ; => #t
(let ((f (lambda () "text"))) (eq? (f) (f)))                  ; => #t

; name: procedure calls
(+ 3 4)                                                       ; => 7
((if #f + *) 3 4)                                             ; => 12
((lambda (x) (* x x)) 7)                                      ; => 49
(((lambda (x) (lambda (y) (- x y))) 10) 3)                    ; => 7
((car (list + -)) 1 2)                                        ; => 3
(let ((f list)) (f))                                          ; => ()
((lambda args args) 1 2 3)                                    ; => (1 2 3)
(list 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30)
; => (1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30)
("not a procedure" 1)                                         ; error: not a procedure
((quote f) 1)                                                 ; error: not a procedure
(+ . 1)                                                       ; error: SourceError
(list 1 . 2)                                                  ; error: SourceError

; name: operator and operands are all evaluated before the call
(define log '())
(define (note x) (set! log (cons x log)) x)
((begin (note 'operator) list) (note 'a) (note 'b))           ; => (a b)
(length log)                                                  ; => 3

; name: lambda
((lambda (x) (+ x x)) 4)                                      ; => 8
(define reverse-subtract (lambda (x y) (- y x)))
(reverse-subtract 7 10)                                       ; => 3
(define add4 (let ((x 4)) (lambda (y) (+ x y))))
(add4 6)                                                      ; => 10
((lambda x x) 3 4 5 6)                                        ; => (3 4 5 6)
((lambda (x y . z) z) 3 4 5 6)                                ; => (5 6)
((lambda (x y . z) (list x y z)) 3 4)                         ; => (3 4 ())
((lambda () 1 2 3))                                           ; => 3
((lambda x x))                                                ; => ()
((lambda (x . y) (set! y (cons x y)) y) 1 2)                  ; => (1 2)
(procedure? (lambda (x) x))                                   ; => #t
((lambda (a #!fold-case B) b) 1 2)                            ; => 2
(let ((make (lambda () (lambda () 1)))) (eq? (make) (make)))  ; => #f

; name: each call makes new variables
(define (counter) (let ((n 0)) (lambda () (set! n (+ n 1)) n)))
(let ((a (counter)) (b (counter))) (a) (a) (list (a) (b)))    ; => (3 1)
(map (lambda (f) (f)) (map (lambda (i) (lambda () (* i i))) '(1 2 3))) ; => (1 4 9)

; name: rest lists are fresh
(let* ((l (list 1 2 3)) (m (apply list l))) (set-car! m 'x) l) ; => (1 2 3)
(let* ((l (list 1 2 3)) (m (apply (lambda r r) l))) (eq? l m)) ; => #f

; name: malformed lambda
(lambda)                                                      ; error: SourceError: lambda: expected
(lambda (x))                                                  ; error: SourceError: lambda: expected
(lambda (x x) x)                                              ; error: SourceError: x is bound twice
(lambda (x y . x) x)                                          ; error: SourceError: x is bound twice
(lambda (1) 2)                                                ; error: SourceError: a variable's name is expected here
(lambda ("x") 2)                                              ; error: SourceError: a variable's name is expected here
(lambda (x . 5) 2)                                            ; error: SourceError: a variable's name is expected here
(lambda 5 2)                                                  ; error: SourceError: a variable's name is expected here
(lambda (x) . 5)                                              ; error: SourceError: lambda: expected

; name: if
(if (> 3 2) 'yes 'no)                                         ; => yes
(if (> 2 3) 'yes 'no)                                         ; => no
(if (> 3 2) (- 3 2) (+ 3 2))                                  ; => 1
(if #t 1)                                                     ; => 1
(if #f #f)                                                    ; => #<unspecified>
(if '() 'true 'false)                                         ; => true
(if 0 'true 'false)                                           ; => true
(if "" 'true 'false)                                          ; => true
(if 'nil 'true 'false)                                        ; => true
(if #() 'true 'false)                                         ; => true
(if (if #f #t #f) 1 2)                                        ; => 2
(if (car '(#f)) 1 2)                                          ; => 2
(if) ; error: SourceError: if: expected \(if test consequent \[alternate\]\)
(if 1)                                                        ; error: SourceError: if: expected
(if 1 2 3 4)                                                  ; error: SourceError: if: expected
(if . 1)                                                      ; error: SourceError: if: expected
(if 1 2 . 3)                                                  ; error: SourceError: if: expected

; name: set!
(define x 2)
(+ x 1)                                                       ; => 3
(set! x 4)
(+ x 1)                                                       ; => 5
(let ((y 1)) (set! y (+ y 1)) y)                              ; => 2
(let ((y 1)) (let ((f (lambda () (set! y 10)))) (f) y))       ; => 10
(let ((f #f)) (set! f (lambda (n) (if (= n 0) 'done (f (- n 1))))) (f 100)) ; => done
(set! never-defined 1)                                        ; error: unbound variable: never-defined
(set!)                                                        ; error: SourceError: set!: expected
(set! x)                                                      ; error: SourceError: set!: expected
(set! x 1 2)                                                  ; error: SourceError: set!: expected
(set! 5 1)                                                    ; error: SourceError: set!: a variable's name is expected
(set! (car x) 1)                                              ; error: SourceError: set!: a variable's name is expected
(set! if 1)                                                   ; error: SourceError: set!: if is syntax, not a variable

; name: include
(include "support/three.scm")                                 ; => 3
(list one two)                                                ; => (1 2)
(let () (include "support/three.scm") (* 10 (+ one two)))     ; => 30
(include-ci "support/folded.scm")
folded                                                        ; => value
(let () (include-ci "support/folded.scm") folded)             ; => value
(include)                                                     ; error: SourceError: include: expected
(include 5)                                                   ; error: SourceError: include: a file name is expected
(include "support/no-such-file.scm")                          ; error: SourceError: cannot read .*no-such-file.scm

; name: a keyword is no variable
if                                                            ; error: SourceError: if is syntax and has no value
(list else)                                                   ; error: SourceError: else is syntax and has no value
(map and '(1 2))                                              ; error: SourceError: and is syntax and has no value
(else)                                                        ; error: SourceError: else has no meaning here
(=> 1 2)                                                      ; error: SourceError: => has no meaning here
(unquote x)                                                   ; error: SourceError: unquote has no meaning here
,x                                                            ; error: SourceError: unquote has no meaning here
,@x                                                           ; error: SourceError: unquote-splicing has no meaning here
(_ 1)                                                         ; error: SourceError: _ has no meaning here
(quote)                                                       ; error: SourceError: quote: expected
(quote a b)                                                   ; error: SourceError: quote: expected
