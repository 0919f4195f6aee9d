;; Failure values: data that flows downstream, never raised (docs/semantics.md, "Failure and retry").
(define-syntax kind
  (syntax-rules () ((_ expr) (guard (e ((flow-error? e) (flow-error-kind e)) (#t (list 'raised e))) expr))))

; name: a failure keeps its reason
(failed? (fail 'why))                                   ; => #t
(fail-reason (fail '(any "datum" 1)))                   ; => (any "datum" 1)

; name: nothing else is a failure
(map failed? (list 'fail '(fail x) #f "fail" (list 'fail))) ; => (#f #f #f #f #f)

; name: fail-reason refuses what is no failure
(fail-reason 'x)                                        ; error: fail-reason: argument 1 must be a failure value, got x

; name: a failure is not raised, and try-catch does not see it
(failed? ((try-catch (lambda (x) (fail 'no)) (lambda (e) 'caught)) 1)) ; => #t

; name: sequence hands a failure on like any value
((sequence (lambda (x) (fail x)) fail-reason) 'r)       ; => r

; name: recover gives the reason to its handler
((recover (lambda (x) (fail (list x 'bad))) (lambda (r) (cons 'recovered r))) 1) ; => (recovered 1 bad)

; name: recover leaves other values and raised objects alone
((recover flow-id (lambda (r) 'never)) 'value)          ; => value
(kind ((recover (lambda (x) (raise 'e)) (lambda (r) 'never)) 1)) ; => (raised e)

; name: the handler of recover may fail again
(fail-reason ((recover (lambda (x) (fail 1)) (lambda (r) (fail (+ r 1)))) 0)) ; => 2

; name: attempt stops at the first failure and returns it
(define ran '())
(define (mark name) (lambda (x) (set! ran (cons name ran)) x))
(define (refuse x) (fail 'stop))
(fail-reason ((attempt (mark 'a) refuse (mark 'b)) 1))  ; => stop
ran                                                     ; => (a)

; name: attempt without a failure is a sequence
((attempt (lambda (x) (+ x 1)) (lambda (x) (* x 2))) 5) ; => 12
((attempt) 'same)                                       ; => same

; name: attempt returns a failure that comes in
(fail-reason ((attempt (lambda (x) (error "never"))) (fail 'early))) ; => early

; name: attempts nest, and recover brings them back on the rails
(define (refuse-it x) (fail 'no))
((sequence (recover (attempt flow-id (attempt refuse-it) flow-id) (lambda (r) (list 'back r))) list) 1)
; => ((back no))

; name: parallel returns failures in their places
(map failed? ((parallel flow-id (lambda (x) (fail x)) flow-id) 1)) ; => (#f #t #f)

; name: a failure may be the result of a flow
(defflow f (attempt (lambda (x) (fail (list 'no x))) flow-id))
(fail-reason (flow/start f 1 'id "f"))                  ; => (no 1)
(flow/status "f")                                       ; => done
(fail-reason (flow/result "f"))                         ; => (no 1)

; name: a failure passes through steps, answers and the journal
(defflow g (sequence (step 's (lambda (x) (fail 'kept))) (parallel flow-id (await 'w))))
(flow/start g 1 'id "g")                                ; => (flow-suspended "g" w)
(map fail-reason (flow/resume "g" (fail 'answered)))    ; => (kept answered)

; name: recover and attempt take up where they suspended
(defflow h (recover (attempt (await 'first) (lambda (v) (fail v)) (lambda (v) 'never)) (lambda (r) (list r (suspend 'second)))))
(flow/start h 1 'id "h")                                ; => (flow-suspended "h" first)
(flow/resume "h" 'one)                                  ; => (flow-suspended "h" second)
(flow/resume "h" 'two)                                  ; => (one two)
