; Binding constructs (R7RS 4.2.2).
; Law: let evaluates its inits outside of its variables, let* sees those before, letrec and letrec* see all.

; name: let
(let ((x 2) (y 3)) (* x y))                                   ; => 6
(let ((x 2) (y 3)) (let ((x 7) (z (+ x y))) (* z x)))         ; => 35
(let () 5)                                                    ; => 5
(let ((x 1)) (define y 2) (+ x y))                            ; => 3
(let ((x 1)) (define x 2) x)                                  ; => 2
(let ((x 5)) (let ((x x)) (set! x (+ x 1)) x))                ; => 6
(let ((x 5)) (let ((x (+ x 1)) (y x)) (list x y)))            ; => (6 5)
(let ((list vector) (vector list)) (list (vector 1)))         ; => #((1))
(let ((x 1) (y 2)) (let ((x y) (y x)) (list x y)))            ; => (2 1)
(let ((if list)) (if 1 2 3))                                  ; => (1 2 3)
(let ((define 1)) define)                                     ; => 1
(let ((quote -)) '5)                                          ; => -5
(let ((f (lambda (x) (* 2 x))) (x 4)) (f x))                  ; => 8

; name: let*
(let ((x 2) (y 3)) (let* ((x 7) (z (+ x y))) (* z x)))        ; => 70
(let* () 1)                                                   ; => 1
(let* ((x 1) (x (+ x 1)) (x (* x 10))) x)                     ; => 20
(let* ((x 1) (f (lambda () x)) (x 2)) (list (f) x))           ; => (1 2)
(let* ((x 1)) (define y (+ x 1)) y)                           ; => 2
(let* ((x 1) (y (begin (set! x 5) x))) (list x y))            ; => (5 5)

; name: letrec
(letrec ((even? (lambda (n) (if (zero? n) #t (odd? (- n 1))))) (odd? (lambda (n) (if (zero? n) #f (even? (- n 1)))))) (even? 88))
; => #t
(letrec ((f (lambda (n) (if (= n 0) 1 (* n (f (- n 1))))))) (f 20)) ; => 2432902008176640000
(letrec () 1)                                                 ; => 1
(letrec ((a (lambda () b)) (b 2)) (a))                        ; => 2
(letrec ((x 1) (y 2)) (define z (+ x y)) z)                   ; => 3
(let ((x 'outer)) (letrec ((f (lambda () x)) (x 'inner)) (f))) ; => inner
(letrec ((x (lambda () y)) (y (lambda () x))) (eq? ((x)) x))  ; => #t
(letrec ((x y) (y 1)) x)                                      ; error: y is used before its definition

; name: letrec*
(letrec* ((p (lambda (x) (+ 1 (q (- x 1))))) (q (lambda (y) (if (zero? y) 0 (+ 1 (p (- y 1)))))) (x (p 5)) (y x)) y) ; => 5
(letrec* ((a 1) (b (+ a 1)) (c (* b 10))) (list a b c))       ; => (1 2 20)
(letrec* () 1)                                                ; => 1
(letrec* ((a (lambda () c)) (b 1) (c (+ b 1))) (a))           ; => 2
(letrec* ((mean (lambda (f g) (f (/ (sum g 1 5) 5)))) (sum (lambda (g a b) (if (> a b) 0 (+ (g a) (sum g (+ a 1) b))))))
  (mean - +))                                                 ; => -3

; name: let-values
(let-values (((root rem) (exact-integer-sqrt 32))) (* root rem)) ; => 35
(let-values (((a b) (values 1 2)) ((c) (values 3))) (list a b c)) ; => (1 2 3)
(let-values ((all (values 1 2 3))) all)                       ; => (1 2 3)
(let-values (((a . rest) (values 1 2 3))) (list a rest))      ; => (1 (2 3))
(let-values (((a b . rest) (values 1 2))) (list a b rest))    ; => (1 2 ())
(let-values ((() (values))) 'none)                            ; => none
(let-values () 1)                                             ; => 1
(let-values (((a) 5)) a)                                      ; => 5
(let ((a 'a) (b 'b) (x 'x) (y 'y)) (let-values (((a b) (values x y)) ((x y) (values a b))) (list a b x y))) ; => (x y a b)
(let-values (((a b) (values 1 2))) (define c (+ a b)) c)      ; => 3
(let-values (((a b) (values 1 2 3))) a)                       ; error: values: 2 values expected, got 3
(let-values (((a b) 1)) a)                                    ; error: values: 2 values expected, got 1
(let-values (((a b . c) (values 1))) a)                       ; error: values: at least 2 values expected, got 1
(let-values (((a) (values))) a)                               ; error: values: 1 values? expected, got 0
(let-values (((a a) (values 1 2))) a)                         ; error: SourceError: a is bound twice
(let-values (((a) 1) ((a) 2)) a)                              ; error: SourceError: a is bound twice

; name: let*-values
(let ((a 'a) (b 'b) (x 'x) (y 'y)) (let*-values (((a b) (values x y)) ((x y) (values a b))) (list a b x y))) ; => (x y x y)
(let*-values (((a b) (values 1 2)) ((c) (+ a b)) ((a) c)) (list a b c)) ; => (3 2 3)
(let*-values () 1)                                            ; => 1
(let*-values (((a . b) (values 1 2 3)) (c (apply values b))) (list a b c)) ; => (1 (2 3) (2 3))
(let*-values (((x) 1) ((x) (+ x 1)) ((x) (* x 10))) x)        ; => 20
(let*-values (((a) 1)) (define b a) (+ a b))                  ; => 2

; name: malformed bindings
(let)                                                         ; error: SourceError: let: expected
(let ())                                                      ; error: SourceError: let: expected
(let ((x)) x)                                                 ; error: SourceError: let: expected
(let ((x 1 2)) x)                                             ; error: SourceError: let: expected
(let (x) x)                                                   ; error: SourceError: let: expected|a list is expected
(let x)                                                       ; error: SourceError: let: expected
(let ((x 1) (x 2)) x)                                         ; error: SourceError: x is bound twice here
(let ((1 2)) 3)                                               ; error: SourceError: a variable's name is expected here
(let ((x 1)) (define y 2)) ; error: SourceError: a body needs an expression after its definitions
(let ((x 1) . y) x)                                           ; error: SourceError: let: expected
(let* ((x)) x)                                                ; error: SourceError: let\*: expected
(let* x x)                                                    ; error: SourceError: let\*: expected
(letrec ((x 1) (x 2)) x)                                      ; error: SourceError: x is bound twice
(letrec ((x)) x)                                              ; error: SourceError: letrec: expected
(letrec* ((x 1)))                                             ; error: SourceError: letrec\*: expected
(let-values ((a)) a)                                          ; error: SourceError: let-values: expected
(let*-values 5 a)                                             ; error: SourceError: let\*-values: expected
(let loop)                                                    ; error: SourceError: let: expected
(let loop ((i 0)))                                            ; error: SourceError: let: expected
(let loop ((i 0) (i 1)) i)                                    ; error: SourceError: i is bound twice
