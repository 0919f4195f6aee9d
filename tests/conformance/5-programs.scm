; Definitions, records and programs (R7RS 5.1, 5.3, 5.4, 5.5).
; Law: a body's definitions are those of a letrec*: all are in scope everywhere in it, evaluated in order.

; name: top-level definitions
(define add3 (lambda (x) (+ x 3)))
(add3 3)                                                      ; => 6
(define first car)
(first '(1 2))                                                ; => 1
(define (f) 1)
(f)                                                           ; => 1
(define (f a) (list a))
(f 1)                                                         ; => (1)
(define (g . r) r)
(list (g) (g 1 2))                                            ; => (() (1 2))
(define (h a . r) (list a r))
(h 1 2 3)                                                     ; => (1 (2 3))
(define x 1)
(define x (+ x 1))
x                                                             ; => 2
(define (even-n? n) (if (= n 0) #t (odd-n? (- n 1))))
(define (odd-n? n) (if (= n 0) #f (even-n? (- n 1))))
(even-n? 10000)                                               ; => #t

; name: a standard name defined anew
(define (square x) (list 'square x))
(square 3)                                                    ; => (square 3)
(define list-length length)
(set! length (lambda (l) 'mine))
(list (length '(1)) (list-length '(1)))                       ; => (mine 1)
(define car cdr)
(car '(1 2))                                                  ; => (2)
(let () (define (cons a b) (vector a b)) (cons 1 2))          ; => #(1 2)

; name: internal definitions
(let ((x 5)) (define foo (lambda (y) (bar x y))) (define bar (lambda (a b) (+ (* a b) a))) (foo (+ x 3))) ; => 45
(let () (define a 1) (define b (+ a 1)) (* a b))              ; => 2
(define (f x) (define y (* x 2)) (define (g z) (+ y z)) (g 1))
(f 10)                                                        ; => 21
(let () (define (ev? n) (or (= n 0) (od? (- n 1)))) (define (od? n) (and (> n 0) (ev? (- n 1)))) (ev? 1000)) ; => #t
(let () (define x 1) (set! x 2) x)                            ; => 2
(let ((x 'outer)) (define (get) x) (define x 'inner) (get))   ; => inner
(let () (define x 'a) (let () (define x 'b) x) x)             ; => a
((lambda (a) (define b a) (define c b) c) 7)                  ; => 7
(let* () (define z 3) z)                                      ; => 3
(letrec () (define z 4) z)                                    ; => 4
(let loop ((i 0)) (define next (+ i 1)) (if (< i 5) (loop next) i)) ; => 5
(let () (define f (lambda () (define inner 1) inner)) (f))    ; => 1
(when #t (let () (define w 1) w))                             ; => 1

; name: definitions after expressions, which R7RS does not ask for, take effect in order
(let () 1 (define x 2) x)                                     ; => 2
(let ((l '()))
  (define (note x) (set! l (cons x l)))
  (note 1)
  (define a (begin (note 2) 3))
  (note a)
  (define (f) (g))
  (note 4)
  (define (g) (note 5))
  (f)
  (reverse l))                                                ; => (1 2 3 4 5)
(let () (define y 1) (set! y 5) (define-values (a b) (values y 2)) (list y a b)) ; => (5 5 2)
(let () 5 (define-syntax seven (syntax-rules () ((_) 7))) (seven)) ; => 7
(let () 5 (define-record-type r (mk x) r? (x rx)) (rx (mk 8))) ; => 8
(let () (begin 1 2) (begin (define x 3)) x)                   ; => 3
(let () (car (list x)) (define x 1) x)                        ; error: x is used before its definition
(let loop ((i 0)) (when (> i 99) (set! i 0)) (define j (+ i 1)) (if (< j 10) (loop j) j)) ; => 10

; name: malformed definitions
(define)                                                      ; error: SourceError: define: expected
(define 5 1)                                                  ; error: SourceError: define: expected
(define "x" 1)                                                ; error: SourceError: define: expected
(define x 1 2)                                                ; error: SourceError: define: expected
(define (f))                                                  ; error: SourceError: define: expected
(define (f x x) x)                                            ; error: SourceError: x is bound twice
(define (f 1) x)                                              ; error: SourceError: a variable's name is expected
(define (5 x) x)                                              ; error: SourceError: define: expected
(define x . 1)                                                ; error: SourceError: define: expected
(let () (define x 1) (define x 2) x)                          ; error: SourceError: x is bound twice here
(let () (define x 1)) ; error: SourceError: a body needs an expression after its definitions
(let () 1 (define x 2)) ; error: SourceError: a body needs an expression after its definitions
(let () 1 (define x 2) (define x 3) x)                        ; error: SourceError: x is bound twice here
(if #t (define x 1))                                          ; error: SourceError: define: a definition has no place here
(+ 1 (define x 1))                                            ; error: SourceError: define: a definition has no place here
(list (define-values (a) 1))                                  ; error: SourceError: define-values: a definition has no place here
(list (define-syntax m (syntax-rules ())))                    ; error: SourceError: define-syntax: a definition has no place here
(list (define-record-type r (m) p)) ; error: SourceError: define-record-type: a definition has no place here
(list (import (scheme base)))                                 ; error: SourceError: import: a definition has no place here
(lambda () (import (scheme base)) 1)                          ; error: SourceError: import: a definition has no place here
(let () (define a b) (define b 1) a)                          ; error: b is used before its definition

; name: define-values
(define-values (x y) (exact-integer-sqrt 17))
(list x y)                                                    ; => (4 1)
(define-values (a b . c) (values 1 2 3 4))
(list a b c)                                                  ; => (1 2 (3 4))
(define-values all (values 1 2))
all                                                           ; => (1 2)
(define-values () (values))
(define-values (one) 1)
one                                                           ; => 1
(let () (define-values (x y) (values 1 2)) (+ x y))           ; => 3
(let () (define-values (x y z) (values 1 2 3)) (define w 4) (+ x y z w)) ; => 10
(let () (define-values (x y . z) (values 1 2 3 4)) (+ x y (car z) (cadr z))) ; => 10
(let () (define-values all (values 1 2)) (define-values () (values)) all) ; => (1 2)
(let () (define (get) (list p q)) (define-values (p q) (values 1 2)) (get)) ; => (1 2)
(let () (define-values (f g) (values (lambda () (g)) (lambda () 'g))) (f)) ; => g
(define-values (x y) (values y x))
(list x y)                                                    ; => (1 4)
(define-values (a b) (values 1 2 3))                          ; error: values: 2 values expected, got 3
(define-values (a a) (values 1 2))                            ; error: SourceError: a is bound twice
(define-values (a))                                           ; error: SourceError: define-values: expected
(define-values (1) 1)                                         ; error: SourceError
(let () (define-values (a a) (values 1 2)) a)                 ; error: SourceError: a is bound twice

; name: define-syntax in bodies and programs
(define-syntax top (syntax-rules () ((_ x) (list 'top x))))
(top 1)                                                       ; => (top 1)
(let ((x 1) (y 2))
  (define-syntax swap! (syntax-rules () ((swap! a b) (let ((tmp a)) (set! a b) (set! b tmp)))))
  (swap! x y)
  (list x y))                                                 ; => (2 1)
(let () (define-syntax two (syntax-rules () ((_) 2))) (define (f) (two)) (f)) ; => 2
(let () (define-syntax top (syntax-rules () ((_ x) (list 'inner x)))) (top 1)) ; => (inner 1)
(top 2)                                                       ; => (top 2)
(define-syntax alias if)
(alias #f 1 2)                                                ; => 2
(let () (define-syntax def (syntax-rules () ((_ n) (define n 'defined)))) (def v) v) ; => defined

; name: records
(define-record-type <pare> (kons x y) pare? (x kar set-kar!) (y kdr))
(pare? (kons 1 2))                                            ; => #t
(pare? (cons 1 2))                                            ; => #f
(kar (kons 1 2))                                              ; => 1
(kdr (kons 1 2))                                              ; => 2
(let ((k (kons 1 2))) (set-kar! k 3) (kar k))                 ; => 3
(let ((k (kons 1 2))) (eqv? k k))                             ; => #t
(eqv? (kons 1 2) (kons 1 2))                                  ; => #f
(equal? (kons 1 2) (kons 1 2))                                ; => #f
(map pare? (list 1 'a "s" #\c '() #t #f (vector) car (delay 1))) ; => (#f #f #f #f #f #f #f #f #f #f)
(list (pair? (kons 1 2)) (vector? (kons 1 2)) (procedure? (kons 1 2)) (symbol? (kons 1 2))) ; => (#f #f #f #f)
(kar 5)                                                       ; error: kar: argument 1 must be a pare record, got 5
(kar (cons 1 2))                                              ; error: kar: argument 1 must be a pare record
(set-kar! 'x 1)                                               ; error: set-kar!: argument 1 must be a pare record
(kons 1)                                                      ; error: kons: expects 2 arguments, got 1

; name: record fields in any order, some left out, some without accessors
(define-record-type point (make-point y x) point? (x point-x) (y point-y set-point-y!) (z point-z set-point-z!))
(let ((p (make-point 1 2))) (list (point-x p) (point-y p)))   ; => (2 1)
(let ((p (make-point 1 2))) (set-point-z! p 9) (set-point-y! p 8) (list (point-x p) (point-y p) (point-z p))) ; => (2 8 9)
(define-record-type empty (make-empty) empty?)
(list (empty? (make-empty)) (empty? (make-point 1 2)))        ; => (#t #f)
(define-record-type hidden (make-hidden a) hidden? (a))
(hidden? (make-hidden 1))                                     ; => #t

; name: record types are generative
(define (make-type) (define-record-type local (make v) local? (v get)) (list make local? get))
(let ((a (make-type)) (b (make-type))) (list ((cadr a) ((car a) 1)) ((cadr b) ((car a) 1)))) ; => (#t #f)
(let ((a (make-type)) (b (make-type))) ((caddr b) ((car a) 1))) ; error: argument 1 must be a local record
(let ()
  (define-record-type inner (make-inner a b) inner? (a inner-a) (b inner-b set-inner-b!))
  (define i (make-inner 1 2))
  (set-inner-b! i 5)
  (list (inner-a i) (inner-b i) (inner? i)))                  ; => (1 5 #t)
(define-record-type t1 (mk1 v) t1? (v v1))
(define-record-type t2 (mk2 v) t2? (v v2))
(v1 (mk2 1))                                                  ; error: v1: argument 1 must be a t1 record
(list (t1? (mk1 1)) (t1? (mk2 1)) (t2? (mk2 1)))              ; => (#t #f #t)

; name: fields are identifiers, not symbols
(define-syntax two
  (syntax-rules ()
    ((_ mk (field get set) hidden-get hidden-set)
     (define-record-type t (mk field a) t? (field get set) (a hidden-get hidden-set)))))
(two mk (a get-a set-a!) get-hidden set-hidden!)
(define r (mk 1 2))
(set-a! r 3)
(list (get-a r) (get-hidden r))                               ; => (3 2)
(set-hidden! r 4)
(list (get-a r) (get-hidden r))                               ; => (3 4)
r                                                             ; => #<t a: 3 a: 4>
(let () (two make (a first set-first!) second set-second!) (let ((r (make 5 6))) (list (first r) (second r)))) ; => (5 6)
(define-syntax nested (syntax-rules () ((_ mk x get hidden) (two mk (x get n-set!) hidden n-hidden!))))
(nested mk2 a n-a n-hidden)
(let ((r (mk2 7 8))) (list (n-a r) (n-hidden r)))             ; => (7 8)
(define-syntax twice (syntax-rules () ((_ mk x) (define-record-type t (mk x x) t? (x one) (x other)))))
(twice mk3 a)                                                 ; error: SourceError: define-record-type: the field a occurs twice
(define-syntax unnamed (syntax-rules () ((_ mk x) (define-record-type t (mk a) t? (x one)))))
(unnamed mk4 a)                        ; error: SourceError: define-record-type: the constructor names a field that

; name: malformed records
(define-record-type)                                          ; error: SourceError: define-record-type: expected
(define-record-type p (mk z) p? (x px)) ; error: SourceError: define-record-type: the constructor names a field
(define-record-type p (mk x) p? (x px) (x py))                ; error: SourceError: define-record-type: .*twice
(define-record-type p (mk x x) p? (x px))                     ; error: SourceError: define-record-type: .*twice
(define-record-type p (mk) p? 5)                              ; error: SourceError: define-record-type: expected
(define-record-type 5 (mk) p?)                                ; error: SourceError: define-record-type: expected
(define-record-type p (mk) p? (x a b c))                      ; error: SourceError: define-record-type: expected

; name: begin at top level and cond-expand define
(begin (define b1 1) (define (b2) (+ b1 1)))
(b2)                                                          ; => 2
(cond-expand (r7rs (define ce 'r7rs)) (else (define ce 'other)))
ce                                                            ; => r7rs

; name: a program imports what it uses
(import (only (scheme base) +) (rename (prefix (only (scheme base) list vector) s:) (s:list lst)))
(lst (+ 1 2) (s:vector 1))                                    ; => (3 #(1))
(import (scheme base) (scheme base))
(+ 1 1)                                                       ; => 2
(import)
(import 5)                                                    ; error: SourceError: an import set is a list
(import (only))                                               ; error: SourceError
(import (scheme bose))                                        ; error: SourceError: no library is called \(scheme bose\)
(import (only (scheme base) crr))                             ; error: SourceError: .*crr

; name: define-values takes names, each once
(define-values (a a) (values 1 2))                            ; error: SourceError: a is bound twice here
(define-values (1) 2)                                         ; error: SourceError: a variable's name is expected here
(define-values (a . "b") (values 1 2))                        ; error: SourceError: a variable's name is expected here
(define-values ((a)) 2)                                       ; error: SourceError: a variable's name is expected here
(define-syntax m (syntax-rules () ((_ formals) (define-values formals 1))))
(m (x 1 1))                                                   ; error: SourceError: a variable's name is expected here
