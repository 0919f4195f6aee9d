; Derived expressions (R7RS 4.2).

; name: cond
(cond ((> 3 2) 'greater) ((< 3 2) 'less))          ; => greater
(cond ((> 3 3) 'greater) ((< 3 3) 'less) (else 'equal)) ; => equal
(cond ((assv 'b '((a 1) (b 2))) => cadr) (else #f)) ; => 2
(cond (#f 1) (2))                                  ; => 2
(cond (#f 1))                                      ; => #<unspecified>
(cond ((values #f) 1) (else 2 3))                  ; => 3
(cond (1 => (lambda (x) (+ x 1))))                 ; => 2
(let ((else #f)) (cond (else 1) (#t 2)))           ; => 2
(let ((=> #f)) (cond (#t => 'ok)))                 ; => ok
(list (cond (#f 1) ((memv 2 '(1 2 3)) => cdr) (else 4))) ; => ((3))

; name: else comes last
(cond (else 1) (#t 2))                             ; error: cond: expected

; name: case
(case (* 2 3) ((2 3 5 7) 'prime) ((1 4 6 8 9) 'composite)) ; => composite
(case (car '(c d)) ((a e i o u) 'vowel) ((w y) 'semivowel) (else => (lambda (x) x))) ; => c
(case 'x ((x) => (lambda (y) (list y))))           ; => (x)
(case 2.0 ((2) 'exact) ((2.0) 'inexact))           ; => inexact
(case "a" (("a") 1) (else 2))                      ; => 2
(case #\a ((#\b) 1) ((#\a) 2))                     ; => 2
(case '() ((()) 'nil) (else 'no))                  ; => nil
(case 1/2 ((1/2) 'half) (else 'no))                ; => half
(case #f ((#t) 1) ((#f) 2))                        ; => 2
(case 9 ((1) 2))                                   ; => #<unspecified>
(let ((n 0)) (case (begin (set! n (+ n 1)) n) ((5) 'a) ((1) n) (else 'b))) ; => 1
(case 100000000000000000000 ((100000000000000000000) 'big) (else 'no)) ; => big

; name: and, or
(and (= 2 2) (> 2 1))                              ; => #t
(and (= 2 2) (< 2 1))                              ; => #f
(and 1 2 'c '(f g))                                ; => (f g)
(and)                                              ; => #t
(or (= 2 2) (> 2 1))                               ; => #t
(or #f #f #f)                                      ; => #f
(or (memq 'b '(a b c)) (/ 3 0))                    ; => (b c)
(or)                                               ; => #f
(let ((n 0)) (or (begin (set! n (+ n 1)) #f) (begin (set! n (+ n 10)) n))) ; => 11
(list (or #f (and 1 #f) 2) (and (or #f 1) (or 2 #f))) ; => (2 2)

; name: when, unless
(when (> 1 0) 'a 'b)                               ; => b
(when #f 'a)                                       ; => #<unspecified>
(unless #f 'a 'b)                                  ; => b
(unless 1 'a)                                      ; => #<unspecified>

; name: let, let*, letrec, letrec*
(let ((x 2) (y 3)) (* x y))                        ; => 6
(let ((x 2) (y 3)) (let ((x 7) (z (+ x y))) (* z x))) ; => 35
(let ((x 2) (y 3)) (let* ((x 7) (z (+ x y))) (* z x))) ; => 70
(let () 5)                                         ; => 5
(let* () 5)                                        ; => 5
(let* ((x 1) (x (+ x 1)) (x (* x 3))) x)           ; => 6
(let ((x 1) (y 2)) (let ((x y) (y x)) (list x y))) ; => (2 1)
(letrec ((even? (lambda (n) (if (zero? n) #t (odd? (- n 1))))) (odd? (lambda (n) (if (zero? n) #f (even? (- n 1)))))) (even? 88))
; => #t
(letrec* ((p (lambda (x) (+ 1 (q (- x 1))))) (q (lambda (y) (if (zero? y) 0 (+ 1 (p (- y 1)))))) (x (p 5)) (y x)) y) ; => 5
(letrec ((a 1) (b (lambda () a))) (set! a 2) (b))  ; => 2

; name: letrec use before definition
(letrec ((a b) (b 1)) a)                           ; error: b is used before its definition

; name: letrec use before definition by a procedure
(letrec ((f (lambda () b)) (a (f)) (b 1)) a)       ; error: b is used before its definition

; name: let binds a name once
(let ((x 1) (x 2)) x)                              ; error: bound twice

; name: let wants a body
(let ((x 1)))                                      ; error: let: expected

; name: let-values
(let-values (((root rem) (exact-integer-sqrt 32))) (* root rem)) ; => 35
(let ((a 'a) (b 'b) (x 'x) (y 'y)) (let*-values (((a b) (values x y)) ((x y) (values a b))) (list a b x y))) ; => (x y x y)
(let ((a 'a) (b 'b) (x 'x) (y 'y)) (let-values (((a b) (values x y)) ((x y) (values a b))) (list a b x y))) ; => (x y a b)
(let-values (((a . rest) (values 1 2 3)) (all (values 4 5)) (() (values))) (list a rest all)) ; => (1 (2 3) (4 5))
(let-values () 1)                                  ; => 1
(let-values (((a b) (values 1 2)) ((c) (values 3))) (define d 4) (list a b c d)) ; => (1 2 3 4)

; name: let-values wants the right number of values
(let-values (((a b) (values 1 2 3))) a)            ; error: 2 values expected, got 3

; name: begin
(define x 0)
(and (= x 0) (begin (set! x 5) (+ x 1)))           ; => 6
(begin)                                            ; => #<unspecified>
(begin 1 2 3)                                      ; => 3

; name: do
(do ((vec (make-vector 5)) (i 0 (+ i 1))) ((= i 5) vec) (vector-set! vec i i)) ; => #(0 1 2 3 4)
(let ((x '(1 3 5 7 9))) (do ((x x (cdr x)) (sum 0 (+ sum (car x)))) ((null? x) sum))) ; => 25
(do ((i 0 (+ i 1))) ((= i 3)))                     ; => #<unspecified>
(do ((i 0 (+ i 1)) (j 10 (- j i))) ((> i 3) (list i j) j) (set! j (+ j 1))) ; => 8
(do () (#t 'now))                                  ; => now

; name: named let
(let loop ((numbers '(3 -2 1 6 -5)) (nonneg '()) (neg '()))
  (cond ((null? numbers) (list nonneg neg))
        ((>= (car numbers) 0) (loop (cdr numbers) (cons (car numbers) nonneg) neg))
        ((< (car numbers) 0) (loop (cdr numbers) nonneg (cons (car numbers) neg)))))
; => ((6 1 3) (-5 -2))
(let loop () 5)                                    ; => 5
(let f ((n 5)) (if (= n 0) 1 (* n (f (- n 1)))))   ; => 120

; name: the name of a named let is not seen by its inits
(define loop (lambda (x) (* 10 x)))
(let loop ((i (loop 1))) (if (< i 12) (loop (+ i 1)) i)) ; => 12

; name: delay, force, make-promise
(force (delay (+ 1 2)))                            ; => 3
(let ((p (delay (+ 1 2)))) (list (force p) (force p))) ; => (3 3)
(define integers (letrec ((next (lambda (n) (delay (cons n (next (+ n 1))))))) (next 0)))
(define (head s) (car (force s)))
(define (tail s) (cdr (force s)))
(head (tail (tail integers)))                      ; => 2
(define count 0)
(define p (delay (begin (set! count (+ count 1)) (if (> count x) count (force p)))))
(define x 5)
(list (promise? p) (force p) (begin (set! x 10) (force p))) ; => (#t 6 6)
(list (force 5) (force (make-promise 6)) (promise? (make-promise 7)) (promise? 5)) ; => (5 6 #t #f)
(force (make-promise (make-promise 8)))            ; => 8
(promise? (force (delay (delay 1))))               ; => #t

; name: delay-force in constant space
(define (loop n) (if (= n 0) (delay 'done) (delay-force (loop (- n 1)))))
(force (loop 100000))                              ; => done
(define (ints n) (delay (cons n (ints (+ n 1)))))
(define (stream-filter p? s)
  (delay-force (if (p? (car (force s)))
                   (delay (cons (car (force s)) (stream-filter p? (cdr (force s)))))
                   (stream-filter p? (cdr (force s))))))
(car (force (stream-filter (lambda (n) (= n 50000)) (ints 0)))) ; => 50000

; name: delay-force wants a promise
(force (delay-force 5))                            ; => 5

; name: parameterize
(define radix (make-parameter 10 (lambda (x) (if (and (exact-integer? x) (<= 2 x 16)) x (error "invalid radix")))))
(define (f n) (number->string n (radix)))
(f 12)                                             ; => "12"
(parameterize ((radix 2)) (f 12))                  ; => "1100"
(f 12)                                             ; => "12"
(parameterize ((radix 0)) (f 12))                  ; error: invalid radix
(f 12)                                             ; => "12"
(define p (make-parameter 1 (lambda (x) (* x 2))))
(define q (make-parameter 5))
(list (p) (parameterize ((p 10) (q 6)) (list (p) (q))) (p) (q)) ; => (2 (20 6) 2 5)
(parameterize ((p 1)) (parameterize ((p (p))) (p)))  ; => 4
(parameterize () 3)                                ; => 3
(let ((get (lambda () (q)))) (parameterize ((q 'inner)) (get))) ; => inner
(call/cc (lambda (k) (parameterize ((q 9)) (k (q))))) ; => 9
(q)                                                ; => 5
(guard (e (#t (q))) (parameterize ((q 9)) (car 5))) ; => 5
(with-exception-handler (lambda (e) (q)) (lambda () (parameterize ((q 9)) (raise-continuable 'x)))) ; => 9
(parameterize ((q 1)) (define a 2) (+ a (q)))      ; => 3

; name: parameterize wants parameters
(parameterize ((car 1)) 2)                         ; error: not a parameter

; name: guard
(guard (c ((assq 'a c) => cdr) ((assq 'b c))) (raise (list (cons 'a 42)))) ; => 42
(guard (c ((assq 'a c) => cdr) ((assq 'b c))) (raise (list (cons 'b 23)))) ; => (b . 23)
(guard (e ((symbol? e) (list 'sym e)) (else 'other)) (raise 'boom)) ; => (sym boom)
(guard (e ((string? e) 'str)) (guard (e ((number? e) 'num)) (raise "x"))) ; => str
(guard (e (#f 'never)) 1 2)                        ; => 2
(guard (e ((error-object? e) (list (error-object-message e) (error-object-irritants e)))) (error "bad" 1 '(2)))
; => ("bad" (1 (2)))
(guard (e (#t e)) (raise #f))                      ; => #f
(let ((x 1)) (guard (e (#t x)) (set! x 2) (raise 'x))) ; => 2
(guard (e (else (define-free e))) 5)               ; => 5

; name: guard without a clause that fits raises again
(guard (e ((number? e) 'num)) (raise 'sym))        ; error: sym

; name: case-lambda
(define range (case-lambda ((e) (range 0 e)) ((b e) (do ((r '() (cons e r)) (e (- e 1) (- e 1))) ((< e b) r)))))
(list (range 3) (range 3 5))                       ; => ((0 1 2) (3 4))
((case-lambda ((a) 'one) ((a b . c) (list a b c)) (r 'any)) 1 2 3) ; => (1 2 (3))
((case-lambda ((a) 'one) (r (list 'any r))))       ; => (any ())

; name: case-lambda without a clause that fits
((case-lambda ((a) 1) ((a b) 2)) 1 2 3)            ; error: no clause takes

; name: quasiquote
`(list ,(+ 1 2) 4)                                 ; => (list 3 4)
(let ((name 'a)) `(list ,name ',name))             ; => (list a (quote a))
`(a ,(+ 1 2) ,@(map abs '(4 -5 6)) b)              ; => (a 3 4 5 6 b)
`((foo ,(- 10 3)) ,@(cdr '(c)) . ,(car '(cons)))   ; => ((foo 7) . cons)
`#(10 5 ,(sqrt 4) ,@(map sqrt '(16 9)) 8)          ; => #(10 5 2 4 3 8)
(let ((foo '(foo bar)) (@baz 'baz)) `(list ,@foo , @baz)) ; => (list foo bar baz)
`(a `(b ,(c ,(+ 1 2))))                            ; => (a (quasiquote (b (unquote (c 3)))))
`(a `(b ,(foo ,(+ 1 3) d) e) f)                    ; => (a (quasiquote (b (unquote (foo 4 d)) e)) f)
(let ((name1 'x) (name2 'y)) `(a `(b ,,name1 ,',name2 d) e)) ; => (a (quasiquote (b (unquote x) (unquote (quote y)) d)) e)
(quasiquote (list (unquote (+ 1 2)) 4))            ; => (list 3 4)
`,@'(1)                                            ; error: unquote-splicing
`(1 . ,(+ 1 1))                                    ; => (1 . 2)
`(,@'() . 5)                                       ; => 5
`(,@'(1 2) . 5)                                    ; => (1 2 . 5)
`#(,@'())                                          ; => #()
`(1 ,@'(2) ,@'(3 4))                               ; => (1 2 3 4)
`x                                                 ; => x
`(1 ,5 ,"a" ,'b #(,1 2) . ,#t)                     ; => (1 5 "a" b #(1 2) . #t)
(let ((x 5)) `(,x . ,x))                           ; => (5 . 5)

; name: cond-expand
(cond-expand (r7rs 'yes) (else 'no))               ; => yes
(cond-expand ((and r7rs (not no-such-thing)) 'yes) (else 'no)) ; => yes
(cond-expand ((or no-such-thing full-unicode) 1 2)) ; => 2
(cond-expand ((library (scheme base)) 'there) (else 'not)) ; => there
(cond-expand ((library (no such library)) 'there) (else 'not)) ; => not
(let () (cond-expand (r7rs (define x 3))) x)       ; => 3
