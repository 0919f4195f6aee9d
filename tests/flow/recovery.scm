;; Failed, stuck and cancelled runs, and going on (docs/semantics.md, "Failure and retry" and "Cancel").
(define-syntax kind
  (syntax-rules () ((_ expr) (guard (e ((flow-error? e) (flow-error-kind e)) (#t (list 'raised e))) expr))))
(define broken #t)
(define done '())
(define (work name)
  (step name (lambda (x) (set! done (cons name done)) (if (and broken (eq? name 'weak)) (raise 'broken)) (list name x))))

; name: a flow that raises is recorded as failed and raises the same object to its caller
(define object (list 'an "object"))
(defflow f (lambda (x) (raise object)))
(eq? object (guard (e (#t e)) (flow/start f 1 'id "f"))) ; => #t
(flow/status "f")                                       ; => failed
(equal? object (guard (e (#t e)) (flow/result "f")))    ; => #t

; name: flow/resume raises what the flow raises
(defflow f (lambda (x) (raise (list 'bad (suspend 'w)))))
(flow/start f 1 'id "f")                                ; => (flow-suspended "f" w)
(kind (flow/resume "f" 'v))                             ; => (raised (bad v))
(kind (flow/result "f"))                                ; => (raised (bad v))

; name: an error keeps its message, irritants and kind in the record
(defflow f (lambda (x) (error "no such thing:" x 'here)))
(guard (e (#t 'raised)) (flow/start f 1 'id "f"))       ; => raised
(guard (e ((error-object? e) (cons (error-object-message e) (error-object-irritants e)))) (flow/result "f"))
; => ("no such thing:" 1 here)

; name: irritants that are not plain are kept in their written form
(defflow f
  (sequence
    (try-catch (step 's (lambda (x) (error "not good:" x car)))
               (lambda (e) (cons (error-object-message e) (error-object-irritants e))))))
(flow/start f 1)                                        ; => ("not good:" 1 "#<procedure car>")
(defflow g (lambda (x) (raise car)))
(kind (procedure? (guard (e (#t e)) (flow/start g 1 'id "g")))) ; => #t
(flow/result "g")                                       ; error: a raised object that is not plain data

; name: retry goes on behind the last recorded value
(defflow f (sequence (work 'first) (work 'weak) (work 'last)))
(kind (flow/start f 1 'id "f"))                         ; => (raised broken)
(set! broken #f)
(flow/retry "f")                                        ; => (last (weak (first 1)))
(reverse done)                                          ; => (first weak weak last)
(flow/status "f")                                       ; => done

; name: retry fails again while the reason lasts
(defflow f (sequence (work 'first) (work 'weak)))
(kind (flow/start f 1 'id "f"))                         ; => (raised broken)
(kind (flow/retry "f"))                                 ; => (raised broken)
(flow/status "f")                                       ; => failed
(reverse done)                                          ; => (first weak weak)

; name: retry of a retry repeats only its last attempt
(define keys '())
(defflow f
  (retry 2
         (sequence
           (work 'first)
           (step 'weak (lambda (x) (set! keys (cons (step-key) keys)) (if broken (raise 'broken) 'mended))))))
(kind (flow/start f 1 'id "f"))                         ; => (raised broken)
(set! broken #f)
(flow/retry "f")                                        ; => mended
(reverse keys) ; => ("f:retry.0/0/sequence.0/1/step.0" "f:retry.0/1/sequence.0/1/step.0" "f:retry.0/1/sequence.0/1/step.0")
(length done)                                           ; => 2

; name: retry keeps a raised entry that the flow went on from
(define tries 0)
(defflow f (sequence
  (try-catch (step 'caught (lambda (x) (set! tries (+ tries 1)) (raise 'no))) (step 'instead (lambda (e) (list 'instead e))))
  (work 'weak)))
(kind (flow/start f 1 'id "f"))                         ; => (raised broken)
(set! broken #f)
(flow/retry "f")                                        ; => (weak (instead no))
tries                                                   ; => 1

; name: retry keeps what a finished parallel recorded, raised entries too
(define tries 0)
(defflow f (sequence
  (parallel (try-catch (step 'c (lambda (x) (set! tries (+ tries 1)) (raise 'no))) (lambda (e) 'caught)) (work 'a))
  (work 'b) (work 'weak)))
(kind (flow/start f 1 'id "f"))                         ; => (raised broken)
(set! broken #f)
(flow/retry "f")                                        ; => (weak (b (caught (a 1))))
tries                                                   ; => 1
(reverse done)                                          ; => (a b weak weak)

; name: a parallel that raises while branches wait is settled and closes its waits
(defflow f (parallel (await 'never) (work 'weak)))
(kind (flow/start f 1 'id "f"))                         ; => (raised broken)
(flow/status "f")                                       ; => failed
(flow/pending)                                          ; => ()
(kind (flow/resume "f" 'never 1))                       ; => flow-not-suspended

; name: retry of a settled parallel opens its waits again
(defflow f (parallel (sequence (work 'before) (await 'w)) (work 'weak)))
(kind (flow/start f 1 'id "f"))                         ; => (raised broken)
(set! broken #f)
(flow/retry "f")                                        ; => (flow-suspended "f" w)
(flow/resume "f" 'v)                                    ; => (v (weak 1))
(reverse done)                                          ; => (before weak weak)

; name: what a settled parallel raised is caught, and replay drives no branch of it
(define runs 0)
(defflow f (sequence
  (try-catch (parallel (await 'never) (lambda (x) (set! runs (+ runs 1)) (raise (list 'no x)))) (lambda (e) (list 'caught e)))
  (lambda (v) (list v (suspend 'w)))))
(flow/start f 1 'id "f")                                ; => (flow-suspended "f" w)
(flow/pending)                                          ; => (("f" w))
(flow/resume "f" 'v)                                    ; => ((caught (no 1)) v)
runs                                                    ; => 1

; name: the first raised object in written order is raised, once every branch is done, waiting or raised
(defflow f (parallel (work 'a) (lambda (x) (raise 'first)) (lambda (x) (raise 'second)) (work 'b)))
(kind (flow/start f 1))                                 ; => (raised first)
(reverse done)                                          ; => (a b)
(defflow g (map-flow (lambda (x) (if (odd? x) (raise x) x))))
(kind (flow/start g '(2 5 4 3)))                        ; => (raised 5)

; name: a cancelled run cannot be resumed, retried or read
(defflow f (await 'w))
(flow/start f 1 'id "f")                                ; => (flow-suspended "f" w)
(flow/cancel "f")                                       ; => cancelled
(flow/status "f")                                       ; => cancelled
(flow/pending)                                          ; => ()
(kind (flow/resume "f" 1))                              ; => flow-cancelled
(kind (flow/retry "f"))                                 ; => flow-cancelled
(kind (flow/result "f"))                                ; => flow-cancelled
(kind (flow/start f 1 'id "f"))                         ; => flow-cancelled
(flow/cancel "f")                                       ; => cancelled

; name: a flow that is cancelled by its own step stops at the next journaled point
(defflow f (sequence (step 'suicide (lambda (x) (flow/cancel "f"))) (lambda (x) (set! done '(plain)) x) (work 'never)))
(kind (flow/start f 1 'id "f"))                         ; => flow-cancelled
(flow/status "f")                                       ; => cancelled
done                                                    ; => ()

; name: an ended run cannot be cancelled
(flow/start flow-id 1 'id "f")                          ; => 1
(kind (flow/cancel "f"))                                ; => flow-not-suspended
(flow/status "f")                                       ; => done

; name: only a failed, stuck or orphaned run can be retried
(defflow f (await 'w))
(flow/start f 1 'id "f")                                ; => (flow-suspended "f" w)
(kind (flow/retry "f"))                                 ; => flow-not-suspended
(flow/resume "f" 1)                                     ; => 1
(kind (flow/retry "f"))                                 ; => flow-not-suspended
(kind (flow/retry "nobody"))                            ; => flow-unknown-id

; name: code that does not fit its journal makes the run stuck, and it goes on when the code fits again
(define version 1)
(define (step-named name) (step name (lambda (x) (set! done (cons name done)) x)))
(defflow f (sequence (lambda (x) ((step-named (if (= version 1) 'old 'new)) x)) (await 'w) (step-named 'end)))
(flow/start f 1 'id "f")                                ; => (flow-suspended "f" w)
(set! version 2)
(kind (flow/resume "f" 'v))                             ; => flow-nondeterminism
(flow/status "f")                                       ; => stuck
(flow/result "f") ; error: does not fit its journal at sequence.0/0/step.0: expected step old, got step new
(kind (flow/resume "f" 'v))                             ; => flow-not-suspended
(flow/log "f")                                          ; => ((w v))
(set! version 1)
(flow/retry "f")                                        ; => v
(reverse done)                                          ; => (old end)

; name: runaway recursion fails the run and leaves the engine usable
(define (runaway n) (+ 1 (runaway n)))
(defflow f (try-catch (step 's runaway) (lambda (e) 'swallowed)))
(flow/start f 1 'id "f")                                ; error: recursion too deep
(flow/status "f")                                       ; => failed
(flow/start flow-id 'fine)                              ; => fine

; name: a handler sees the recorded copy of what a step raised, live too
(define object (list 'bad))
(defflow f (try-catch (step 's (lambda (x) (raise object))) (lambda (e) (list (eq? e object) (equal? e object)))))
(flow/start f 1)                                        ; => (#f #t)
