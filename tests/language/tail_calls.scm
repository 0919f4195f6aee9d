; Proper tail calls (R7RS 3.5): a million turns through every tail position, in constant space.
; `tests/unit/test_space.py` runs the same cases and measures what they keep.

(define N 1000000)

; name: self call of a procedure
(define (f n) (if (= n 0) 'done (f (- n 1))))
(f N)                                                         ; => done

; name: mutual recursion of known procedures
(define (ev? n) (if (= n 0) #t (od? (- n 1))))
(define (od? n) (if (= n 0) #f (ev? (- n 1))))
(ev? N)                                                       ; => #t

; name: three procedures in a ring
(define (a n) (if (= n 0) 'a (b (- n 1))))
(define (b n) (if (= n 0) 'b (c (- n 1))))
(define (c n) (if (= n 0) 'c (a (- n 1))))
(a N)                                                         ; => b

; name: local mutual recursion
(define (run n)
  (define (ev? n) (if (= n 0) #t (od? (- n 1))))
  (define (od? n) (if (= n 0) #f (ev? (- n 1))))
  (ev? n))
(run N)                                                       ; => #t

; name: an unknown procedure
(define (call f n) (if (= n 0) 'done (f f (- n 1))))
(call call N)                                                 ; => done

; name: procedures defined later, in other units
(define (one n) (if (= n 0) 'one (two (- n 1))))
'cut                                                          ; => cut
(define (two n) (if (= n 0) 'two (one (- n 1))))
(one N)                                                       ; => one

; name: if, both branches
(define (f n) (if (odd? n) (f (- n 1)) (if (= n 0) 'done (f (- n 1)))))
(f N)                                                         ; => done

; name: cond: clause, else, =>, test without body
(define g
  (lambda (f n)
    (cond ((= n 0) 'done)
          ((= (modulo n 3) 0) 1 (f f (- n 1)))
          ((and (= (modulo n 3) 1) (- n 1)) => (lambda (m) (f f m)))
          (else 1 (f f (- n 1))))))
(g g N)                                                       ; => done

; name: cond: => with a known procedure
(define (g n) (cond ((= n 0) 'done) ((- n 1) => g)))
(g N)                                                         ; => done

; name: case: clause, else, =>
(define (g f n)
  (case (modulo n 4)
    ((1) (f f (- n 1)))
    ((2) => (lambda (x) (f f (- n 1))))
    ((0) (if (= n 0) 'done (f f (- n 1))))
    (else => (lambda (x) (f f (- n 1))))))
(g g N)                                                       ; => done

; name: case: else with a body
(define (g f n) (case n ((0) 'done) (else 'x (f f (- n 1)))))
(g g N)                                                       ; => done

; name: and, or
(define (g f n) (and #t (or (and (= n 0) 'done) (f f (- n 1)))))
(g g N)                                                       ; => done
(define (h n) (or (and (= n 0) 'done) (and n (h (- n 1)))))
(h N)                                                         ; => done

; name: when, unless
(define (g f n) (when #t (if (= n 0) 'done (unless #f 1 (f f (- n 1))))))
(g g N)                                                       ; => done

; name: let, let*, letrec, letrec*, begin
(define (g f n) (let ((m (- n 1))) (let* ((k m)) (letrec ((x k)) (letrec* ((y x)) (begin 1 (if (< y 0) 'done (f f y))))))))
(g g N)                                                       ; => done

; name: bodies with internal definitions
(define (g f n) (define m (- n 1)) (define (stop) 'done) (if (< m 0) (stop) (f f m)))
(g g N)                                                       ; => done

; name: let-values, let*-values, define-values
(define (g f n)
  (let-values (((m) (- n 1)) ((a b) (values 1 2)))
    (let*-values (((x y) (values m b))) (define-values (p q) (values x y)) (if (< p 0) 'done (f f p)))))
(g g (quotient N 3))                                                  ; => done

; name: let-syntax, letrec-syntax
(define (g f n)
  (let-syntax ((call (syntax-rules () ((_ x) (f f x)))))
    (letrec-syntax ((go (syntax-rules () ((_ x) (call x))))) (if (= n 0) 'done (go (- n 1))))))
(g g N)                                                       ; => done

; name: results of do
(define (g f n) (do ((i 0 (+ i 1))) ((= i 2) 'x (if (= n 0) 'done (f f (- n 1))))))
(g g N)                                                       ; => done
(define (h n) (do ((i 0 (+ i 1))) ((= i 2) (if (= n 0) 'done (h (- n 1))))))
(h N)                                                         ; => done

; name: named let
(let loop ((n N)) (if (= n 0) 'done (loop (- n 1))))          ; => done
(define (g f n) (let loop ((i 0)) (if (< i 2) (loop (+ i 1)) (if (= n 0) 'done (f f (- n 1))))))
(g g N)                                                       ; => done

; name: a named let that escapes
(define keep #f)
(let loop ((n N)) (set! keep loop) (if (= n 0) 'done (loop (- n 1)))) ; => done

; name: self calls from inside nested loops
(define (g n) (if (= n 0) 'done (let a ((i 0)) (if (< i 1) (a (+ i 1)) (let b ((j 0)) (if (< j 1) (b (+ j 1)) (g (- n 1))))))))
(g N)                                                         ; => done

; name: closures
(define (make k) (lambda (n) (if (= n 0) k ((make k) (- n 1)))))
((make 'done) N)                                              ; => done

; name: continuation-passing style
(define (cps n k) (if (= n 0) (k 'done) (cps (- n 1) (lambda (x) (k x)))))
(cps (quotient N 10) (lambda (x) x))                                   ; => done
(define (cps* n k) (if (= n 0) (k 'done) (cps* (- n 1) k)))
(cps* N (lambda (x) x))                                       ; => done

; name: rest parameters
(define (g . args) (if (= (car args) 0) 'done (g (- (car args) 1) 2 3)))
(g N)                                                         ; => done

; name: case-lambda
(define g (case-lambda ((n) (if (= n 0) 'done (g (- n 1) 'x))) ((n x) (g n))))
(g (quotient N 2))                                                    ; => done

; name: apply
(define (g n . rest) (if (= n 0) 'done (apply g (- n 1) rest)))
(g N 1 2)                                                     ; => done

; name: call/cc
(define (g n) (if (= n 0) 'done (call/cc (lambda (k) (g (- n 1))))))
(g N)                                                         ; => done
(define (h n) (call-with-current-continuation (lambda (k) (if (= n 0) (k 'done) (h (- n 1))))))
(h N)                                                         ; => done

; name: call-with-values
(define (g n m) (if (= n 0) 'done (call-with-values (lambda () (values (- n 1) m)) g)))
(g N 'x)                                                      ; => done

; name: eval
(define (g n) (if (= n 0) 'done (eval (list 'g (- n 1)) (interaction-environment))))
(g (quotient N 300))                                                      ; => done

; name: guard clauses
(define (g n) (guard (e ((= n 0) 'done) ((eq? e 'x) (g (- n 1)))) (raise 'x)))
(g (quotient N 10))                                                    ; => done
(define (h n) (guard (e ((= n 0) 'done) (#f 1) ((memq e '(x)) => (lambda (l) (h (- n 1)))) (else 'no)) (raise 'x)))
(h (quotient N 10))                                                    ; => done

; name: guard else
(define (g n) (guard (e (else (if (= n 0) 'done (g (- n 1))))) (raise 'x)))
(g (quotient N 10))                                                    ; => done

; name: force of a chain of delay-force
(define (g n) (delay-force (if (= n 0) (delay 'done) (g (- n 1)))))
(force (g (quotient N 3)))                                            ; => done

; name: a loop through a parameter's value
(define p (make-parameter #f))
(define (g n) (if (= n 0) 'done ((p) (- n 1))))
(parameterize ((p g)) (g N))                                  ; => done

; name: a loop through a record's field
(define-record-type machine (make-machine step) machine? (step machine-step))
(define (g m n) (if (= n 0) 'done ((machine-step m) m (- n 1))))
(g (make-machine g) N)                                        ; => done

; name: a loop through vectors of procedures
(define table (vector (lambda (n) (if (= n 0) 'done ((vector-ref table 1) (- n 1)))) (lambda (n) ((vector-ref table 0) n))))
((vector-ref table 0) (quotient N 2))                                 ; => done

; name: a redefined procedure
(define (g n) (if (= n 0) 'first (g (- n 1))))
(g 10)                                                        ; => first
(define (g n) (if (= n 0) 'second (h (- n 1))))
(define (h n) (g n))
(g N)                                                         ; => second

; name: tail calls in when clauses inside loops with a wanted value
(define (g f n) (list (let loop ((i n)) (cond ((= i 0) 'done) (else (loop (- i 1)))))))
(g g N)                                                       ; => (done)
