; Sequencing and iteration (R7RS 4.2.3, 4.2.4).
; Law: begin evaluates from left to right; a loop binds its variables anew in each turn and runs in constant space.

(define log '())
(define (note x) (set! log (cons x log)) x)
(define (logged) (let ((l (reverse log))) (set! log '()) l))

; name: begin
(define x 0)
(and (= x 0) (begin (set! x 5) (+ x 1)))                      ; => 6
(begin (display "4 plus 1 equals ") (display (+ 4 1)))        ; output: 4 plus 1 equals 5
(begin 1 2 3)                                                 ; => 3
(begin (note 1) (note 2) (note 3))                            ; => 3
(logged)                                                      ; => (1 2 3)
(begin (define a 1) (define b 2))
(list a b)                                                    ; => (1 2)
(begin (begin (define c 3)) (begin (begin (define d 4)) c))   ; => 3
(+ a b c d)                                                   ; => 10
(let () (begin (define e 1) (define f 2)) (begin) (define g 3) (+ e f g)) ; => 6
(let () (begin) 1)                                            ; => 1
(begin . 5)                                                   ; error: SourceError: begin: expected

; name: do
(do ((vec (make-vector 5)) (i 0 (+ i 1))) ((= i 5) vec) (vector-set! vec i i)) ; => #(0 1 2 3 4)
(let ((x '(1 3 5 7 9))) (do ((x x (cdr x)) (sum 0 (+ sum (car x)))) ((null? x) sum))) ; => 25
(do ((i 0 (+ i 1))) ((= i 3)))                                ; => #<unspecified>
(do () (#t 'done))                                            ; => done
(do ((i 0 (+ i 1)) (j 10 (- j 1))) ((= i j) (note i) (list i j))) ; => (5 5)
(logged)                                                      ; => (5)
(do ((i 0 (+ i 1)) (constant 'c)) ((= i 2) constant))         ; => c
(do ((i 0 (+ i 1))) ((= i 3) 'a 'b) (note i) (note 'turn))    ; => b
(logged)                                                      ; => (0 turn 1 turn 2 turn)
(let ((n 0)) (do () ((= n 4) n) (set! n (+ n 1))))            ; => 4
(let ((fs '())) (do ((i 0 (+ i 1))) ((= i 3)) (set! fs (cons (lambda () i) fs))) (map (lambda (f) (f)) fs)) ; => (2 1 0)
(do ((i 0 (+ i 1)) (i-squares '() (cons (* i i) i-squares))) ((= i 4) i-squares)) ; => (9 4 1 0)
(do ((i 0 (+ i 1))) ((= i 100000) 'done))                     ; => done
(do ((a 1 b) (b 2 a) (n 0 (+ n 1))) ((= n 3) (list a b)))     ; => (2 1)
(do ((x 1 (* x 2)) (y 0 x)) ((> x 10) (list x y)))            ; => (16 8)
(do ((i 0 (+ i 1))) ((= i 2) (define z 1)))                   ; error: SourceError
(do)                                                          ; error: SourceError: do: expected
(do ((i 0)))                                                  ; error: SourceError: do: expected
(do ((i)) (#t))                                               ; error: SourceError: do: expected
(do ((i 0 1 2)) (#t))                                         ; error: SourceError: do: expected
(do ((i 0 1)) ())                                             ; error: SourceError: do: expected
(do ((i 0) (i 1)) (#t))                                       ; error: SourceError: i is bound twice
(do 5 (#t))                                                   ; error: SourceError: do: expected

; name: named let
(let loop ((numbers '(3 -2 1 6 -5)) (nonneg '()) (neg '()))
  (cond ((null? numbers) (list nonneg neg))
        ((>= (car numbers) 0) (loop (cdr numbers) (cons (car numbers) nonneg) neg))
        ((< (car numbers) 0) (loop (cdr numbers) nonneg (cons (car numbers) neg))))) ; => ((6 1 3) (-5 -2))
(let loop () 5)                                               ; => 5
(let f ((n 5)) (if (= n 0) '() (cons n (f (- n 1)))))         ; => (5 4 3 2 1)
(let loop ((i 0)) (if (< i 1000000) (loop (+ i 1)) i))        ; => 1000000
(let loop ((loop 5)) loop)                                    ; => 5
(let - ((x 3)) (if (zero? x) 'zero (- (+ x -1))))             ; => zero
(let ((f #f)) (let loop ((i 0)) (if (= i 2) (set! f loop)) (if (< i 3) (loop (+ i 1)))) (procedure? f)) ; => #t
(let loop ((i 0) (acc '())) (if (= i 3) (map (lambda (f) (f)) acc) (loop (+ i 1) (cons (lambda () i) acc)))) ; => (2 1 0)
(let outer ((i 0) (n 0)) (if (= i 10) n (let inner ((j 0) (n n)) (if (= j 10) (outer (+ i 1) n) (inner (+ j 1) (+ n 1))))))
; => 100
(let ((x 1)) (let loop ((x x) (n 0)) (if (= n 3) x (loop (* x 2) (+ n 1))))) ; => 8
(let loop ((i 0)) (define (next k) (loop k)) (if (< i 10000) (next (+ i 1)) i)) ; => 10000
