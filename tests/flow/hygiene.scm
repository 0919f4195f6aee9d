;; A program's own definitions do not break the flow language, nor it theirs.
; name: a program's own fail does not change recover and attempt
(define (fail x) (list 'mine x))
(define (failed? x) #t)
(fail 1)                                                ; => (mine 1)
((attempt (lambda (x) (+ x 1)) (lambda (x) (* x 2))) 5) ; => 12
((recover flow-id (lambda (r) 'recovered)) 1)           ; => 1

; name: a program's own sequence does not change attempt, defflow and remote-failover
(define (sequence . nodes) 'mine)
(sequence 1 2)                                          ; => mine
(defflow f (attempt (parallel flow-id flow-id) (lambda (l) (apply + l))))
(flow/start f 2)                                        ; => 4

; name: a program's own car, list, map and not do not change the prelude
(define (car x) 'broken)
(define (list . x) 'broken)
(define (map . x) 'broken)
(define (not x) 'broken)
(define (reverse x) 'broken)
((parallel flow-id (lambda (x) (+ x 1))) 1)             ; => (1 2)
((flow-until (lambda (x) (> x 3)) (lambda (x) (+ x 1)) 9) 1) ; => 4
(flow/start (map-flow flow-id) '(1 2))                  ; => (1 2)

; name: a program's own suspend, step and retry are the program's
(define (suspend tag) (cons 'not-parked tag))
(define (step name node) (lambda (x) (cons name (node x))))
(flow/start (lambda (x) (suspend 'w)) 1)                ; => (not-parked . w)
(flow/start (step 's (lambda (x) 2)) 1)                 ; => (s . 2)
(flow/start (await 'w) 1 'id "f")                       ; => (flow-suspended "f" w)

; name: local variables with the names of forms
(let ((parallel +) (once 1) (defflow 2)) (parallel once defflow)) ; => 3
(define (f sequence) (let loop ((step sequence)) (if (= step 0) 'end (loop (- step 1)))))
(f 3)                                                   ; => end

; name: once does not capture the program's names
(define-syntax lambda-like (syntax-rules () ((_ x) (once 'v (list x lambda)))))
(let ((lambda 5) (node 6)) (once 'v (list lambda node))) ; => (5 6)
(let ((%step 1)) (once 'v %step))                       ; => 1

; name: defflow works where the program shadows what it expands to
(define let 1)
(define lambda 2)
(defflow (f x) (+ x let))
(flow/start f 1)                                        ; => 2

; name: the internals of the flow language are not in sight
(%register-flow 'x car)                                 ; error: unbound variable: %register-flow
%peers                                                  ; error: unbound variable: %peers
(%engine 'flow/list)                                    ; error: unbound variable: %engine

; name: a macro of the program makes nodes
(define-syntax steps
  (syntax-rules () ((_ (name expr) ...) (sequence (step 'name (lambda (x) (expr x))) ...))))
(define n 0)
(defflow f (steps (a (lambda (x) (set! n (+ n 1)) (+ x 1))) (b (lambda (x) (* x 2)))))
(flow/start f 1)                                        ; => 4
n                                                       ; => 1

; name: the flow language can be imported, whole or renamed
(import (only (flowscheme flow) sequence flow/start) (rename (flowscheme flow) (parallel all-of)))
(flow/start (sequence (all-of (lambda (x) x)) (lambda (l) (apply + l))) 4) ; => 4
