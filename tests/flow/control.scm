;; Raised objects, budgets and loops (docs/semantics.md, "Failure and retry" and "Limits").
(define-syntax kind
  (syntax-rules () ((_ expr) (guard (e ((flow-error? e) (flow-error-kind e)) (#t (list 'raised e))) expr))))
(define (failing times value)             ; a node that raises (no 1), (no 2) ... and then returns value
  (let ((calls 0))
    (lambda (x)
      (set! calls (+ calls 1))
      (if (<= calls times) (raise (list 'no calls)) value))))
(define (ticks n) (lambda (x) (do ((i 0 (+ i 1))) ((= i n) x) (tick))))

; name: retry gives the first value that is not raised
((retry 3 (failing 2 'ok)) 1)                           ; => ok

; name: retry makes no attempt more than it must
(define calls 0)
((retry 5 (lambda (x) (set! calls (+ calls 1)) 'at-once)) 1) ; => at-once
calls                                                   ; => 1

; name: retry makes exactly n attempts, and the last raised object propagates
(kind ((retry 3 (failing 9 'never)) 1))                 ; => (raised (no 3))

; name: retry with one attempt is the node itself
(kind ((retry 1 (failing 1 'late)) 1))                  ; => (raised (no 1))

; name: retry passes failure values through without another attempt
(define tries 0)
(define refusing (lambda (x) (set! tries (+ tries 1)) (fail 'no)))
(fail-reason ((retry 3 refusing) 1))                    ; => no
tries                                                   ; => 1

; name: retry gives every attempt the same input
(define inputs '())
(kind ((retry 2 (lambda (x) (set! inputs (cons x inputs)) (raise 'no))) 7)) ; => (raised no)
inputs                                                  ; => (7 7)

; name: retries multiply when they nest
(define count 0)
(kind ((retry 2 (retry 3 (lambda (x) (set! count (+ count 1)) (raise 'no)))) 1)) ; => (raised no)
count                                                   ; => 6

; name: retry refuses a count that is no positive exact integer
(kind (retry 0 flow-id))                                ; => flow-bad-argument
(kind (retry -1 flow-id))                               ; => flow-bad-argument
(kind (retry 2.0 flow-id))                              ; => flow-bad-argument
(kind (retry "2" flow-id))                              ; => flow-bad-argument

; name: each attempt of a retry has steps of its own
(define log '())
(defflow f (retry 3 (step 's (lambda (x) (set! log (cons (step-key) log)) (raise 'no)))))
(kind (flow/start f 1 'id "r"))                         ; => (raised no)
log                                                     ; => ("r:retry.0/2/step.0" "r:retry.0/1/step.0" "r:retry.0/0/step.0")

; name: timeout lets budget ticks pass
((timeout 3 (lambda (x) (tick) (tick) (tick) x)) 'in)   ; => in

; name: timeout raises flow-timeout at the next tick
(define passed 0)
(kind ((timeout 3 (lambda (x) (do () (#f) (tick) (set! passed (+ passed 1))))) 1)) ; => flow-timeout
passed                                                  ; => 3

; name: timeout with budget 0 allows no tick at all
((timeout 0 flow-id) 'quiet)                            ; => quiet
(kind ((timeout 0 (lambda (x) (tick))) 1))              ; => flow-timeout

; name: a node that never ticks is unbounded
((timeout 1 (lambda (x) (do ((i 0 (+ i 1))) ((= i 1000) i)))) 1) ; => 1000

; name: an inner budget is spent first
(kind ((timeout 9 (timeout 2 (ticks 3))) 1))            ; => flow-timeout
((timeout 9 (try-catch (timeout 2 (ticks 3)) (flow-const 'inner))) 1) ; => inner

; name: each tick counts against all budgets around it
(kind ((timeout 5 (sequence (timeout 9 (ticks 3)) (timeout 9 (ticks 3)))) 1)) ; => flow-timeout
((timeout 6 (sequence (timeout 9 (ticks 3)) (timeout 9 (ticks 3)))) 1) ; => 1

; name: a budget ends with its node
((sequence (timeout 2 (ticks 2)) (ticks 5)) 'free)      ; => free

; name: a budget covers all branches of a parallel
(kind ((timeout 3 (parallel (ticks 2) (ticks 2))) 1))   ; => flow-timeout
((timeout 4 (parallel (ticks 2) (ticks 2))) 1)          ; => (1 1)

; name: tick outside of any budget does nothing
(begin (tick) 'fine)                                    ; => fine

; name: timeout refuses a budget that is no exact natural number
(kind (timeout -1 flow-id))                             ; => flow-bad-argument
(kind (timeout 1.5 flow-id))                            ; => flow-bad-argument

; name: budgets work the same inside a flow
(defflow slow (timeout 3 (ticks 4)))
(defflow quick (timeout 4 (ticks 4)))
(kind (flow/start slow 1))                              ; => flow-timeout
(flow/start quick 1)                                    ; => 1

; name: a step keeps its ticks, and replay charges them
(defflow f (timeout 5 (sequence (step 's (ticks 3)) (await 'w) (ticks 2))))
(flow/start f 1 'id "exact")                            ; => (flow-suspended "exact" w)
(flow/resume "exact" 'done)                             ; => done
(defflow g (timeout 4 (sequence (step 's (ticks 3)) (await 'w) (ticks 2))))
(flow/start g 1 'id "over")                             ; => (flow-suspended "over" w)
(kind (flow/resume "over" 'done))                       ; => flow-timeout

; name: try-catch hands the raised object to its handler
((try-catch (lambda (x) (raise (list 'bad x))) (lambda (e) (list 'caught e))) 1) ; => (caught (bad 1))

; name: try-catch does not run its handler for a value
((try-catch flow-id (lambda (e) 'caught)) 'value)       ; => value

; name: try-catch passes failure values through
(fail-reason ((try-catch (lambda (x) (fail 'soft)) (lambda (e) 'caught)) 1)) ; => soft

; name: what the handler raises propagates
(kind ((try-catch (lambda (x) (raise 'first)) (lambda (e) (raise (list 'second e)))) 1)) ; => (raised (second first))

; name: try-catch catches errors, conditions of primitives and any object
(define (caught node) ((try-catch node (lambda (e) (if (error-object? e) (error-object-message e) e))) 1))
(caught (lambda (x) (error "message" x)))               ; => "message"
(caught (lambda (x) (let ((v (vector x))) (vector-ref v 5)))) ; => "vector-ref: index out of range for length 1:"
(caught (lambda (x) (raise 42)))                        ; => 42
(caught (lambda (x) (raise #f)))                        ; => #f

; name: the inner try-catch is asked first
((try-catch (try-catch (lambda (x) (raise 'e)) (lambda (e) (list 'inner e))) (lambda (e) (list 'outer e))) 1)
; => (inner e)

; name: flow-while runs its body while the test holds
((flow-while (lambda (x) (< x 10)) (lambda (x) (+ x 3)) 10) 1) ; => 10
((flow-while (lambda (x) (< x 10)) (lambda (x) (+ x 3)) 10) 50) ; => 50

; name: flow-until runs its body until the test holds
((flow-until (lambda (x) (> x 10)) (lambda (x) (* x 2)) 10) 1) ; => 16
((flow-until (lambda (x) #t) (lambda (x) (error "never")) 10) 'as-is) ; => as-is

; name: a loop may take exactly max turns, and passing max raises
(define (below n) (lambda (x) (< x n)))
((flow-while (below 3) (lambda (x) (+ x 1)) 3) 0)       ; => 3
(kind ((flow-while (below 4) (lambda (x) (+ x 1)) 3) 0)) ; => flow-too-many-turns
(kind ((flow-until (lambda (x) #f) flow-id 3) 0))       ; => flow-too-many-turns

; name: a loop refuses a bound that is no exact natural number
(kind (flow-while flow-id flow-id 'x))                  ; => flow-bad-argument
(kind (flow-until flow-id flow-id -1))                  ; => flow-bad-argument

; name: a loop with bound 0 takes no turn
((flow-while (lambda (x) #f) flow-id 0) 'in)            ; => in
(kind ((flow-while (lambda (x) #t) flow-id 0) 'in))     ; => flow-too-many-turns

; name: each turn of a loop has entries of its own
(defflow f (flow-while (lambda (x) (< x 3)) (step 'turn (lambda (x) (+ x (host-effect)))) 9))
(flow/start f 0)                                        ; => 3
(defflow g (flow-until (lambda (x) (eq? x 'stop)) (lambda (x) (suspend (list 'again x))) 9))
(flow/start g 'a 'id "g")                               ; => (flow-suspended "g" (again a))
(flow/resume "g" 'b)                                    ; => (flow-suspended "g" (again b))
(flow/resume "g" 'stop)                                 ; => stop

; name: a predicate may suspend
(defflow p (branch (await 'ask) (flow-const 'yes) (flow-const 'no)))
(flow/start p 1 'id "p")                                ; => (flow-suspended "p" ask)
(flow/resume "p" #f)                                    ; => no

; name: a handler may suspend, and replay takes the same way
(define raised 0)
(defflow h (sequence (try-catch (step 's (lambda (x) (set! raised (+ raised 1)) (raise 'oops))) (await 'repair)) list))
(flow/start h 1 'id "h")                                ; => (flow-suspended "h" repair)
(flow/resume "h" 'mended)                               ; => (mended)
raised                                                  ; => 1
