; Program structure: definitions, records, values (R7RS 5.3 - 5.5).

; name: top-level definitions
(define add3 (lambda (x) (+ x 3)))
(add3 3)                                                      ; => 6
(define first car)
(first '(1 2))                                                ; => 1
(define (f x . y) (list x y))
(f 1 2 3)                                                     ; => (1 (2 3))
(define (g . x) x)
(g)                                                           ; => ()
(define ((curried a) b) (list a b))
((curried 1) 2)                                               ; => (1 2)
(define x 1)
(define x 2)
x                                                             ; => 2

; name: a definition is no expression with a value of interest
(define x 5)                                                  ; => #<unspecified>
(begin (define a 1) (define b 2))
(+ a b)                                                       ; => 3

; name: internal definitions
(let ((x 5)) (define foo (lambda (y) (bar x y))) (define bar (lambda (a b) (+ (* a b) a))) (foo (+ x 3))) ; => 45
(let () (begin (define a 1) (begin (define b (+ a 1)))) (list a b)) ; => (1 2)
(define (f) (define x 1) (set! x (+ x 1)) x)
(list (f) (f))                                                ; => (2 2)
(let ((x 1)) (define x 2) x)                                  ; => 2
(define (g x) (define x 3) x)
(g 1)                                                         ; => 3
(let () (define-values (a b) (values 1 2)) (define c (+ a b)) c) ; => 3
(let () (define (even? n) (or (= n 0) (odd? (- n 1)))) (define (odd? n) (and (> n 0) (even? (- n 1)))) (even? 100)) ; => #t

; name: a name is defined once in a body
(let () (define x 1) (define x 2) x)                          ; error: bound twice

; name: define-values
(define-values (x y) (exact-integer-sqrt 17))
(list x y)                                                    ; => (4 1)
(define-values all (values 1 2 3))
all                                                           ; => (1 2 3)
(define-values (h . t) (values 1 2 3))
(list h t)                                                    ; => (1 (2 3))
(define-values () (values))
(let () (define-values (x y) (values 1 2)) (+ x y))           ; => 3
(define-values (p q) (values 1))                              ; error: 2 values expected, got 1

; name: records
(define-record-type <pare> (kons x y) pare? (x kar set-kar!) (y kdr))
(list (pare? (kons 1 2)) (pare? (cons 1 2)) (kar (kons 1 2)) (kdr (kons 1 2))) ; => (#t #f 1 2)
(let ((k (kons 1 2))) (set-kar! k 3) (kar k))                 ; => 3
(define-record-type empty (make-empty) empty?)
(list (empty? (make-empty)) (pare? (make-empty)) (eqv? (make-empty) (make-empty)) (vector? (make-empty))) ; => (#t #f #f #f)
(define-record-type partial (make-partial b) partial? (a get-a set-a!) (b get-b))
(let ((r (make-partial 2))) (set-a! r 1) (list (get-a r) (get-b r))) ; => (1 2)
(define-record-type swapped (make-swapped b a) swapped? (a sa) (b sb))
(let ((r (make-swapped 1 2))) (list (sa r) (sb r)))           ; => (2 1)
(let () (define-record-type local (make-local x) local? (x local-x)) (local-x (make-local 7))) ; => 7
(define-record-type node (make-node value next) node? (value node-value) (next node-next set-node-next!))
(let ((n (make-node 1 '()))) (set-node-next! n n) (node-value (node-next (node-next n)))) ; => 1
(map kar (list (kons 1 2) (kons 3 4)))                        ; => (1 3)

; name: two records of one name are two types
(define-record-type point (make-point x) point? (x point-x))
(define old (make-point 1))
(define old-x point-x)
(define-record-type point (make-point x) point? (x point-x))
(list (point? old) (old-x old) (point? (make-point 2)))       ; => (#f 1 #t)
(point-x old)                                                 ; error: point-x: argument 1 must be a point record

; name: a program's own car, + and list
(define (car x) (list 'my-car x))
(define (list . x) (cons 'my-list x))
(define (+ . x) (cons 'plus x))
(define (go) (car (+ 1 2)))
(go)                                                          ; => (my-list my-car (plus 1 2))
(cadr '(1 2))                                                 ; => 2
(map + '(1 2))                                                ; => ((plus 1) (plus 2))
`(a ,(+ 1) ,@(list 2))                                        ; => (a (plus 1) my-list 2)

; name: redefinition takes effect in what was compiled before
(define (helper x) (* x 2))
(define (user x) (+ 1 (helper x)))
(user 5)                                                      ; => 11
(define (helper x) (* x 100))
(user 5)                                                      ; => 501
(define helper (lambda (x) (other x)))
(define (other x) (- x))
(user 5)                                                      ; => -4
(set! helper car)
(user '(1))                                                   ; => 2
(set! helper 5)
(user 1)                                                      ; error: not a procedure

; name: a procedure called before it is redefined in the same unit
(define (f) 'old)
'cut                                                          ; => cut
(define before (f))
(define (f) 'new)
(define after (f))
(list before after)                                           ; => (old new)

; name: an imported name called before it is redefined in the same unit
(define before (list-copy '(1)))
(define (list-copy x) 'mine)
(list before (list-copy '(1)))                                ; => ((1) mine)

; name: set! of an imported name
(define (use x) (cdr x))
(set! cdr (lambda (x) 'mine))
(cdr '(1))                                                    ; => mine

; name: a set! compiled before its target becomes known
(define (set-f! v) (set! f v))
(define f 1)
'cut                                                          ; => cut
(define (f) 'direct)
(define (g) (f))
(g)                                                           ; => direct
(set-f! (lambda () 'changed))
(g)                                                           ; => changed
(set-f! (lambda () (apply list '(tail))))
(g)                                                           ; => (tail)
(list (g) (f))                                                ; => ((tail) (tail))

; name: syntax and variables replace each other
(define-syntax foo (syntax-rules () ((_) 'macro)))
(foo)                                                         ; => macro
(define (foo) 'procedure)
(foo)                                                         ; => procedure
(define-syntax foo (syntax-rules () ((_) 'again)))
(foo)                                                         ; => again
(define if list)
(if 1 2 3 4)                                                  ; => (1 2 3 4)
