; Equivalence predicates (R7RS 6.1).

; name: eqv? on the same kinds of objects
(eqv? 'a 'a)                                                  ; => #t
(eqv? 'a 'b)                                                  ; => #f
(eqv? #t #t)                                                  ; => #t
(eqv? #f #f)                                                  ; => #t
(eqv? #t #f)                                                  ; => #f
(eqv? '() '())                                                ; => #t
(eqv? 2 2)                                                    ; => #t
(eqv? 2 3)                                                    ; => #f
(eqv? 100000000000000000000 100000000000000000000)            ; => #t
(eqv? 1/2 2/4)                                                ; => #t
(eqv? 2.5 2.5)                                                ; => #t
(eqv? #\a #\a)                                                ; => #t
(eqv? #\a #\A)                                                ; => #f
(eqv? (cons 1 2) (cons 1 2))                                  ; => #f
(eqv? (vector 1) (vector 1))                                  ; => #f
(eqv? (string #\a) (string #\a))                              ; => #f
(eqv? (bytevector 1) (bytevector 1))                          ; => #f
(let ((x (list 1))) (eqv? x x))                               ; => #t
(let ((p (lambda (x) x))) (eqv? p p))                         ; => #t
(eqv? (lambda () 1) (lambda () 2))                            ; => #f
(eqv? car car)                                                ; => #t
(let ((n (string->symbol "odd name"))) (eqv? n '|odd name|))  ; => #t

; name: eqv? on different kinds of objects
(eqv? 'a "a")                                                 ; => #f
(eqv? #f 'nil)                                                ; => #f
(eqv? #f '())                                                 ; => #f
(eqv? 0 #f)                                                   ; => #f
(eqv? "" '())                                                 ; => #f
(eqv? 1 #\1)                                                  ; => #f

; name: eqv? tells exactness and the sign of zero
(eqv? 2 2.0)                                                  ; => #f
(eqv? 1/2 0.5)                                                ; => #f
(eqv? 0.0 -0.0)                                               ; => #f
(eqv? 0.0 0.0)                                                ; => #t
(eqv? 0 -0)                                                   ; => #t
(eqv? +inf.0 +inf.0)                                          ; => #t
(eqv? +inf.0 -inf.0)                                          ; => #f

; name: eqv? on procedures with state
(define gen-counter (lambda () (let ((n 0)) (lambda () (set! n (+ n 1)) n))))
(let ((g (gen-counter))) (eqv? g g))                          ; => #t
(eqv? (gen-counter) (gen-counter))                            ; => #f
(define gen-loser (lambda () (let ((n 0)) (lambda () (set! n (+ n 1)) 27))))
(let ((g (gen-loser))) (eqv? g g))                            ; => #t
(letrec ((f (lambda () (if (eqv? f g) 'f 'both))) (g (lambda () (if (eqv? f g) 'g 'both)))) (eqv? f g)) ; => #f

; name: eq?
(eq? 'a 'a)                                                   ; => #t
(eq? (list 'a) (list 'a))                                     ; => #f
(eq? '() '())                                                 ; => #t
(eq? #t #t)                                                   ; => #t
(eq? car car)                                                 ; => #t
(eq? (string #\a) (string #\a))                               ; => #f
(let ((x '(a))) (eq? x x))                                    ; => #t
(let ((x '#())) (eq? x x))                                    ; => #t
(let ((p (lambda (x) x))) (eq? p p))                          ; => #t
(let ((s "text")) (eq? s s))                                  ; => #t
(eq? 'abc (string->symbol "abc"))                             ; => #t
(let* ((x (list 1 2)) (y (cons 0 x))) (eq? x (cdr y)))        ; => #t
(eq? (eof-object) (eof-object))                               ; => #t

; name: equal?
(equal? 'a 'a)                                                ; => #t
(equal? '(a) '(a))                                            ; => #t
(equal? '(a (b) c) '(a (b) c))                                ; => #t
(equal? '(a (b) c) '(a (b) d))                                ; => #f
(equal? "abc" "abc")                                          ; => #t
(equal? "abc" "abd")                                          ; => #f
(equal? "abc" 'abc)                                           ; => #f
(equal? 2 2)                                                  ; => #t
(equal? 2 2.0)                                                ; => #f
(equal? 0.0 -0.0)                                             ; => #f
(equal? (make-vector 5 'a) (make-vector 5 'a))                ; => #t
(equal? (vector 1 2) (vector 1 2 3))                          ; => #f
(equal? (vector 1 '(2 "x")) (vector 1 (list 2 (string #\x)))) ; => #t
(equal? '(1 . 2) '(1 . 3))                                    ; => #f
(equal? '(1 2) '#(1 2))                                       ; => #f
(equal? #u8(1 2 3) (bytevector 1 2 3))                        ; => #t
(equal? #u8(1 2 3) #u8(1 2))                                  ; => #f
(equal? #\a #\a)                                              ; => #t
(equal? '() '())                                              ; => #t
(equal? '() #f)                                               ; => #f
(equal? car car)                                              ; => #t
(equal? "" "")                                                ; => #t
(equal? '#() '#())                                            ; => #t
(equal? +nan.0 1.0)                                           ; => #f

; name: equal? ends on circular data
(equal? '#1=(a b . #1#) '#2=(a b a b . #2#))                  ; => #t
(let ((a (list 1)) (b (list 1))) (set-cdr! a a) (set-cdr! b b) (equal? a b)) ; => #t
(let ((a (list 1)) (b (list 2))) (set-cdr! a a) (set-cdr! b b) (equal? a b)) ; => #f
(let ((a (list 1)) (b (list 1))) (set-car! a a) (set-car! b b) (equal? a b)) ; => #t
(let ((a (vector 1 2)) (b (vector 1 2))) (vector-set! a 0 a) (vector-set! b 0 b) (equal? a b)) ; => #t
(let ((a (vector 1 2)) (b (vector 1 3))) (vector-set! a 0 a) (vector-set! b 0 b) (equal? a b)) ; => #f
(let ((a (list 1 2)) (b (list 1 2 1 2))) (set-cdr! (cdr a) a) (set-cdr! (cdddr b) b) (equal? a b)) ; => #t
(let ((a (list 1 2)) (b (list 1 2 1))) (set-cdr! (cdr a) a) (set-cdr! (cddr b) b) (equal? a b)) ; => #f
(let ((a (list 'x)) (v (vector 0))) (set-cdr! a v) (vector-set! v 0 a) (equal? a (cons 'x v))) ; => #t
