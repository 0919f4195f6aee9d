; Primitive expressions (R7RS 4.1).

; name: variables and literals
(define x 28)
x                                  ; => 28
'a                                 ; => a
'#(a b c)                          ; => #(a b c)
'()                                ; => ()
'(+ 1 2)                           ; => (+ 1 2)
''a                                ; => (quote a)
"abc"                              ; => "abc"
145932                             ; => 145932
#t                                 ; => #t
#false                             ; => #f
#\a                                ; => #\a
#(a 10)                            ; => #(a 10)
#u8(64 65)                         ; => #u8(64 65)
'"abc"                             ; => "abc"
'#\a                               ; => #\a
'(a . (b . (c)))                   ; => (a b c)
'(a b . c)                         ; => (a b . c)
'|foo bar|                         ; => |foo bar|
'||                                ; => ||
(quote #t)                         ; => #t

; name: the empty list is no expression
()                                 ; error: the empty list is '\(\)

; name: calls
(+ 3 4)                            ; => 7
((if #f + *) 3 4)                  ; => 12
((lambda (x) (+ x x)) 4)           ; => 8
(((lambda (x) (lambda (y) (- x y))) 10) 3) ; => 7

; name: a list in source must be proper
(+ 1 . 2)                          ; error: dotted pair

; name: operands are evaluated from left to right
(define seen '())
(define (note x) (set! seen (cons x seen)) x)
(begin ((note list) (note 1) (note 2) (note 3)) (reverse (cdr (reverse seen)))) ; => (3 2 1)
(begin (set! seen '()) (list (note 1) (let ((y (note 2))) (note y) y) (note 3)) (reverse seen)) ; => (1 2 2 3)
(begin (set! seen '()) (vector-set! (begin (note 'v) (make-vector 3)) (note 1) (note 2)) (reverse seen)) ; => (v 1 2)
(begin (set! seen '()) (cons (note 1) (if (note 2) (begin (note 3)) 4)) (reverse seen)) ; => (1 2 3)
(begin (set! seen '()) (+ (note 1) (* (note 2) (begin (note 3) (note 4))) (note 5)) (reverse seen)) ; => (1 2 3 4 5)

; name: an operand keeps the value it had when it was evaluated
(define n 1)
(define (bump!) (set! n (+ n 1)) n)
(list n (bump!) n (begin (bump!) n))  ; => (1 2 2 3)
(= n (begin (set! n 7) 3))         ; => #t
(let ((m 1)) (list m (begin (set! m 2) m) m)) ; => (1 2 2)
(let ((m 1)) (= m (begin (set! m 2) 1))) ; => #t
(let* ((m 5) (f (lambda () (set! m 0) 5))) (= m (f))) ; => #t
(let ((m 1)) (- m (let ((old m)) (set! m 10) old))) ; => 0
(let ((v (vector 1 2))) (vector-set! v 0 (begin (set! v (vector 3 4)) 9)) v) ; => #(3 4)
(define (f) 1)
(+ (f) (begin (set! f (lambda () 10)) (f))) ; => 11

; name: lambda formals
((lambda x x) 3 4 5 6)             ; => (3 4 5 6)
((lambda (x y . z) z) 3 4 5 6)     ; => (5 6)
((lambda (x . z) (list x z)) 3)    ; => (3 ())
(define reverse-subtract (lambda (x y) (- y x)))
(reverse-subtract 7 10)            ; => 3
(define add4 (let ((x 4)) (lambda (y) (+ x y))))
(add4 6)                           ; => 10

; name: a formal is bound once
(lambda (a b a) a)                 ; error: bound twice

; name: a formal is a name
(lambda (a 1) a)                   ; error: variable's name

; name: if
(if (> 3 2) 'yes 'no)              ; => yes
(if (> 2 3) 'yes 'no)              ; => no
(if (> 3 2) (- 3 2) (+ 3 2))       ; => 1
(if '() 1 2)                       ; => 1
(if 0 1 2)                         ; => 1
(if "" 1 2)                        ; => 1
(if #f 1)                          ; => #<unspecified>
(list (if (if #t #f #t) 1 2))      ; => (2)
(if (if (if #t #f 0) 1 #f) 2 3)    ; => 3

; name: if wants two or three parts
(if)                               ; error: if: expected

; name: if with too many parts
(if 1 2 3 4)                       ; error: if: expected

; name: set!
(define x 2)
(+ x 1)                            ; => 3
(set! x 4)
(+ x 1)                            ; => 5
(let ((y 1)) (set! y (+ y 1)) y)   ; => 2
((lambda (p . rest) (set! rest (cons p rest)) rest) 1 2 3) ; => (1 2 3)

; name: set! of what is not bound
(set! nowhere 1)                   ; error: unbound variable: nowhere

; name: set! of syntax
(set! if 1)                        ; error: syntax

; name: syntax has no value
(list if)                          ; error: if is syntax

; name: an unbound variable
(list undefined-name)              ; error: unbound variable: undefined-name

; name: constants may be used where code would fold them
(or 5 6)                           ; => 5
(list (null? 5) (eqv? 5 'a) (eq? (- 4) 'b) (not 5) (not #f)) ; => (#f #f #f #f #t)
(if (+ 1 2) 'yes 'no)              ; => yes
(list (+) (*) (+ 5) (* 7) (- 3))   ; => (0 1 5 7 -3)
(/ 1 3)                            ; => 1/3

; name: names that mean something to Python
(define None 1)
(define (class def import) (let ((lambda_ def) (return import)) (list lambda_ return None)))
(class 2 3)                        ; => (2 3 1)
(let ((True 1) (False 2) (None 3) (__debug__ 4) (__class__ 5)) (list True False None __debug__ __class__)) ; => (1 2 3 4 5)
(let ((x 1)) (let ((x 2)) (let ((|x'1| 3)) (list x |x'1|)))) ; => (2 3)
(define |'t| 1)
(define |'d:f| 2)
(define (f) (g))
(define (g) 3)
(list |'t| |'d:f| (f))             ; => (1 2 3)
(let ((|| 1) (|a b| 2) (λ 3)) (list || |a b| λ)) ; => (1 2 3)
(define (loop*->x! a?) (if a? 'y 'n))
(loop*->x! #t)                     ; => y

; name: python's builtins are out of reach
__import__                         ; error: unbound variable: __import__

; name: __builtins__ is no variable
__builtins__                       ; error: unbound variable: __builtins__

; name: globals of the runtime are out of reach
|'force|                           ; error: unbound variable: 'force

; name: a call of a lambda without parameters
((lambda () 1)) ; => 1
(letrec () 2) ; => 2
(+ 1 ((lambda () (let loop ((i 0)) (if (< i 3) (loop (+ i 1)) i))))) ; => 4
