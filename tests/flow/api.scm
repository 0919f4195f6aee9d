;; The API and its errors (docs/semantics.md, "Run and status" and "Errors").
(define-syntax kind
  (syntax-rules () ((_ expr) (guard (e ((flow-error? e) (flow-error-kind e)) (#t (list 'raised e))) expr))))
(defflow ask (sequence (await 'w) list))

; name: a start with an id attaches to the run that has it, and answers as it does
(define n 0)
(defflow f (sequence (step 's (lambda (x) (set! n (+ n 1)) x)) (await 'w) list))
(flow/start f '(1) 'id "f")                             ; => (flow-suspended "f" w)
(flow/start f (list 1) 'id "f")                         ; => (flow-suspended "f" w)
(flow/start 'f '(1) 'id 'f)                             ; => (flow-suspended "f" w)
(flow/resume "f" 'v)                                    ; => (v)
(flow/start f '(1) 'id "f")                             ; => (v)
n                                                       ; => 1
(flow/list)                                             ; => (("f" done))

; name: a start with the id of a failed run raises what it raised
(defflow f (lambda (x) (raise (list 'bad x))))
(kind (flow/start f 1 'id "f"))                         ; => (raised (bad 1))
(kind (flow/start f 1 'id "f"))                         ; => (raised (bad 1))

; name: an id with another input or flow is a conflict and changes nothing
(flow/start ask 1 'id "f")                              ; => (flow-suspended "f" w)
(define before (flow-store-export))
(kind (flow/start ask 2 'id "f"))                       ; => flow-id-conflict
(kind (flow/start ask 1.0 'id "f"))                     ; => flow-id-conflict
(defflow other flow-id)
(kind (flow/start other 1 'id "f"))                     ; => flow-id-conflict
(equal? (assq 'runs (cdr before)) (assq 'runs (cdr (flow-store-export)))) ; => #t

; name: without an id each start is a run of its own
(define ids (map cadr (list (flow/start ask 1) (flow/start ask 1))))
(equal? (car ids) (cadr ids))                           ; => #f
(length (flow/list))                                    ; => 2

; name: unknown options are refused
(kind (flow/start ask 1 'ident "f"))                    ; => flow-bad-argument
(kind (flow/start ask 1 'id))                           ; => flow-bad-argument
(flow/start ask 1 'id 5)                                ; error: id must be a string
(flow/list)                                             ; => ()

; name: an unknown id is an error everywhere but in status
(map (lambda (thunk) (kind (thunk)))
     (list (lambda () (flow/resume "x" 1)) (lambda () (flow/resume "x" 'w 1)) (lambda () (flow/retry "x"))
           (lambda () (flow/cancel "x")) (lambda () (flow/result "x")) (lambda () (flow/log "x")) (lambda () (flow/forget "x"))))
; => (flow-unknown-id flow-unknown-id flow-unknown-id flow-unknown-id flow-unknown-id flow-unknown-id flow-unknown-id)
(flow/status "x")                                       ; => unknown

; name: a run that does not wait cannot be resumed
(flow/start flow-id 1 'id "done")                       ; => 1
(kind (flow/resume "done" 1))                           ; => flow-not-suspended
(kind (flow/start (lambda (x) (raise 'e)) 1 'id "failed")) ; => (raised e)
(kind (flow/resume "failed" 1))                         ; => flow-not-suspended
(map cadr (flow/list))                                  ; => (done failed)

; name: a wrong tag is refused, names the open ones, and changes nothing
(flow/start (parallel (await 'a) (await "b")) 1 'id "f") ; => (flow-suspended "f" a)
(define before (flow-store-export))
(kind (flow/resume "f" 'b 1))                           ; => flow-wrong-tag
(flow/resume "f" 'c 1)                                  ; error: c.*\(a "b"\)
(equal? before (flow-store-export))                     ; => #t

; name: of two answers to one wait the second is refused
(flow/start (parallel (await 'a) (await 'b)) 1 'id "f") ; => (flow-suspended "f" a)
(flow/resume "f" 'a 1)                                  ; => (flow-suspended "f" b)
(kind (flow/resume "f" 'a 2))                           ; => flow-wrong-tag
(flow/resume "f" 'b 3)                                  ; => (1 3)
(kind (flow/resume "f" 'b 4))                           ; => flow-not-suspended

; name: result of a run that is not done is a clear error
(flow/start ask 1 'id "f")                              ; => (flow-suspended "f" w)
(flow/result "f")                                       ; error: f is not done: it is suspended

; name: list and pending show every run and every open wait
(flow/list)                                             ; => ()
(flow/start ask 1 'id "one")                            ; => (flow-suspended "one" w)
(flow/start (parallel (await 'a) (await '(b 2))) 1 'id "two") ; => (flow-suspended "two" a)
(flow/start flow-id 1 'id "three")                      ; => 1
(flow/list)                                             ; => (("one" suspended) ("two" suspended) ("three" done))
(flow/pending)                                          ; => (("one" w) ("two" a) ("two" (b 2)))

; name: the log has every answer, oldest first, also of waits inside finished steps
(flow/start (sequence
              (await 'a)
              (step 's (sequence (await 'in) (step 'inner (await 'deep))))
              (parallel (await 'p) (await 'q)))
            1 'id "f")
(flow/resume "f" 1)                                     ; => (flow-suspended "f" in)
(flow/resume "f" 2)                                     ; => (flow-suspended "f" deep)
(flow/resume "f" 3)                                     ; => (flow-suspended "f" p)
(flow/log "f")                                          ; => ((a 1) (in 2) (deep 3))
(flow/resume "f" 'q 4)                                  ; => (flow-suspended "f" p)
(flow/resume "f" 'p 5)                                  ; => (5 4)
(flow/log "f")                                          ; => ((a 1) (in 2) (deep 3) (q 4) (p 5))

; name: gc drops the ended records, forget one of them
(flow/start flow-id 1 'id "a")                          ; => 1
(flow/start flow-id 1 'id "b")                          ; => 1
(flow/start ask 1 'id "live")                           ; => (flow-suspended "live" w)
(flow/start ask 2 'id "cancelled")                      ; => (flow-suspended "cancelled" w)
(flow/cancel "cancelled")                               ; => cancelled
(flow/forget "a")
(flow/list)                                             ; => (("b" done) ("live" suspended) ("cancelled" cancelled))
(kind (flow/forget "live"))                             ; => flow-not-suspended
(flow/gc)                                               ; => 2
(flow/gc)                                               ; => 0
(flow/list)                                             ; => (("live" suspended))
(flow/start flow-id 'again 'id "a")                     ; => again

; name: every error of the API is a flow error, and nothing else is
(guard (e (#t (list (error-object? e) (flow-error? e) (string? (error-object-message e))))) (flow/resume "x" 1)) ; => (#t #t #t)
(map flow-error? (list 1 'flow-unknown-id "x" (fail 'x)))  ; => (#f #f #f #f)
(guard (e (#t (flow-error? e))) (error "flow-unknown-id")) ; => #f
(guard (e (#t (flow-error? e))) (car 1))                ; => #f

; name: a run that is being driven cannot wait for itself
(defflow f (lambda (x) (guard (e (#t (flow-error-kind e))) (flow/resume "f" 1))))
(flow/start f 1 'id "f")                                ; => flow-not-suspended
(defflow g (lambda (x) (guard (e (#t (flow-error-kind e))) (flow/start g x 'id "g"))))
(flow/start g 1 'id "g")                                ; => flow-not-suspended

; name: redefining a flow leaves parked runs with their own code
(define (old-way x) (list 'old x))
(defflow f (sequence (await 'w) (lambda (v) (old-way v))))
(flow/start f 1 'id "f")                                ; => (flow-suspended "f" w)
(define before 'other)
(defflow f (sequence (await 'w) (lambda (v) (list 'new v))))
(flow/resume "f" 1)                                     ; => (old 1)
(flow/start f 2 'id "g")                                ; => (flow-suspended "g" w)
(flow/resume "g" 2)                                     ; => (new 2)
