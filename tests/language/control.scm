; Control features (R7RS 6.10).

(define log '())
(define (note x) (set! log (cons x log)) x)
(define (logged) (let ((l (reverse log))) (set! log '()) l))

; name: procedure?
(list (procedure? car) (procedure? 'car) (procedure? (lambda (x) x)) (procedure? '(lambda (x) x)) (call/cc procedure?)
      (procedure? (make-parameter 1)))                        ; => (#t #f #t #f #t #t)

; name: apply
(apply + '(3 4))                                              ; => 7
(apply + 1 2 '(3 4))                                          ; => 10
(apply list '())                                              ; => ()
(apply apply (list list 1 (list 2 '(3))))                     ; => (1 2 (3))
(define (compose f g) (lambda args (f (apply g args))))
((compose sqrt *) 12 75)                                      ; => 30
(apply + (let loop ((i 0) (l '())) (if (= i 10000) l (loop (+ i 1) (cons i l))))) ; => 49995000
(apply (lambda (a . r) (length r)) (let loop ((i 0) (l '())) (if (= i 1000) l (loop (+ i 1) (cons i l))))) ; => 999

; name: map, for-each and their kin
(map cadr '((a b) (d e) (g h)))                               ; => (b e h)
(map + '(1 2 3) '(4 5 6))                                     ; => (5 7 9)
(map + '(1 2) '(10 20 30))                                    ; => (11 22)
(map (lambda (n) (expt n n)) '(1 2 3 4 5))                    ; => (1 4 27 256 3125)
(let ((count 0)) (map (lambda (ignored) (set! count (+ count 1)) count) '(a b))) ; => (1 2)
(string-map char-foldcase "AbdEgH")                           ; => "abdegh"
(string-map (lambda (c k) ((if (eqv? k #\u) char-upcase char-downcase) c)) "studlycaps xxx" "ululululul") ; => "StUdLyCaPs"
(vector-map cadr '#((a b) (d e) (g h)))                       ; => #(b e h)
(vector-map + #(1 2) #(10 20 30))                             ; => #(11 22)
(let ((v (make-vector 5))) (for-each (lambda (i) (vector-set! v i (* i i))) '(0 1 2 3 4)) v) ; => #(0 1 4 9 16)
(let ((v '())) (string-for-each (lambda (c) (set! v (cons (char->integer c) v))) "abcde") v) ; => (101 100 99 98 97)
(let ((v (make-list 5))) (vector-for-each (lambda (i) (list-set! v i (* i i))) #(0 1 2 3 4)) v) ; => (0 1 4 9 16)
(map (lambda (x) x) '())                                      ; => ()

; name: values
(call-with-values (lambda () (values 4 5)) (lambda (a b) b))  ; => 5
(call-with-values * -)                                        ; => -1
(call-with-values (lambda () (values)) list)                  ; => ()
(call-with-values (lambda () 1) list)                         ; => (1)
(values 7)                                                    ; => 7
(call/cc (lambda (k) (call-with-values (lambda () (k 1)) list))) ; => 1
(call-with-values (lambda () (call/cc (lambda (k) (k 1 2 3)))) list) ; => (1 2 3)
(begin (values 1 2) 3)                                        ; => 3
(call-with-values (lambda () (if #t (values 1 2) 3)) cons)    ; => (1 . 2)
(define-values (a . b) (values 1 2 3))
(list a b)                                                    ; => (1 (2 3))
(receive-like)                                                ; error: unbound
(call-with-values (lambda () (dynamic-wind (lambda () #f) (lambda () (values 1 2)) (lambda () (values 3 4)))) list) ; => (1 2)

; name: call/cc escapes
(call-with-current-continuation (lambda (exit) (for-each (lambda (x) (if (negative? x) (exit x))) '(54 0 37 -3 245 19)) #t))
; => -3
(define (list-length obj)
  (call/cc
    (lambda (return)
      (letrec ((r (lambda (obj) (cond ((null? obj) 0) ((pair? obj) (+ (r (cdr obj)) 1)) (else (return #f)))))) (r obj)))))
(list (list-length '(1 2 3 4)) (list-length '(a b . c)))      ; => (4 #f)
(+ 1 (call/cc (lambda (k) (+ 10 (k 1)))))                     ; => 2
(call/cc (lambda (k) 5))                                      ; => 5
(+ 1 (call/cc (lambda (outer) (+ 10 (call/cc (lambda (inner) (outer 1)))))))  ; => 2
(+ 1 (call/cc (lambda (outer) (+ 10 (call/cc (lambda (inner) (inner 1)))))))  ; => 12
(call/cc (lambda (k1) (call/cc (lambda (k2) (k1 'one))) 'two)) ; => one
(call/cc (lambda (k) (map (lambda (x) (if (= x 2) (k 'left) x)) '(1 2 3)))) ; => left
(list (call/cc call/cc))                                      ; => (#<procedure continuation>)
(let ((k (call/cc (lambda (k) k)))) (procedure? k))           ; => #t

; name: a continuation is dead once its call has returned
(define saved #f)
(+ 1 (call/cc (lambda (k) (set! saved k) 1)))                 ; => 2
(saved 5)                                                     ; error: called after its extent ended
(define (generator) (let ((k (call/cc (lambda (k) k)))) (k k)))
(generator)                                                   ; error: called after its extent ended

; name: dynamic-wind
(dynamic-wind (lambda () (note 'in)) (lambda () (note 'body)) (lambda () (note 'out))) ; => body
(logged)                                                      ; => (in body out)
(call/cc (lambda (k) (dynamic-wind (lambda () (note 'in)) (lambda () (k 'escaped)) (lambda () (note 'out))))) ; => escaped
(logged)                                                      ; => (in out)
(call/cc (lambda (k)
  (dynamic-wind (lambda () (note 1))
    (lambda () (dynamic-wind (lambda () (note 2)) (lambda () (k 'x)) (lambda () (note 3))))
    (lambda () (note 4)))))                                   ; => x
(logged)                                                      ; => (1 2 3 4)
(call/cc
  (lambda (outer)
    (dynamic-wind
      (lambda () (note 1))
      (lambda ()
        (call/cc (lambda (inner) (dynamic-wind (lambda () (note 2)) (lambda () (inner 'x)) (lambda () (note 3)))))
        (note 'between))
      (lambda () (note 4)))))                                 ; => between
(logged)                                                      ; => (1 2 3 between 4)
(call/cc (lambda (k) (dynamic-wind (lambda () #f) (lambda () (k 'first)) (lambda () (k 'second))))) ; => second
(call/cc (lambda (k) (dynamic-wind (lambda () (k 'in)) (lambda () (note 'body)) (lambda () (note 'out))))) ; => in
(logged)                                                      ; => ()

; name: dynamic-wind and parameters
(define p (make-parameter 'outer))
(dynamic-wind (lambda () (note (p))) (lambda () (parameterize ((p 'inner)) (note (p)))) (lambda () (note (p)))) ; => inner
(logged)                                                      ; => (outer inner outer)
(call/cc (lambda (k) (dynamic-wind (lambda () #f) (lambda () (parameterize ((p 'inner)) (k 1))) (lambda () (note (p)))))) ; => 1
(logged)                                                      ; => (outer)

; name: eval and environments
(eval '(* 7 3) (environment '(scheme base)))                  ; => 21
(let ((f (eval '(lambda (f x) (f x x)) (environment '(scheme base))))) (f + 10)) ; => 20
(eval '(define zz 5) (interaction-environment))
zz                                                            ; => 5
(eval '(if #f 1 2) (environment '(only (scheme base) if)))    ; => 2
(eval '(car '(1)) (environment '(only (scheme base) quote)))  ; error: unbound variable: car
(eval '(define x 1) (environment '(scheme base)))             ; error: not open
(eval '(set! car 1) (environment '(scheme base)))             ; error: .
(eval 'p (environment '(prefix (only (scheme base) car) my:))) ; error: unbound variable: p
(eval '(my:car '(1 2)) (environment '(prefix (only (scheme base) car quote) my:) '(only (scheme base) quote))) ; => 1
(eval (list + 1 2) (interaction-environment))                 ; => 3
(eval (list 'quote (list 1 2)) (interaction-environment))     ; => (1 2)
(eval '(let loop ((i 0)) (if (< i 10) (loop (+ i 1)) i)) (interaction-environment)) ; => 10
(eval '(begin (define-syntax twice (syntax-rules () ((_ e) (begin e e)))) (twice (note 1))) (interaction-environment)) ; => 1
(logged)                                                      ; => (1 1)
(eval '(if) (interaction-environment))                        ; error: if: expected
(guard (e (#t 'caught)) (eval '(if) (interaction-environment))) ; => caught
(eval 'undefined-here (interaction-environment))              ; error: unbound variable: undefined-here
