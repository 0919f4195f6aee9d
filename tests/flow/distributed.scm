;; Peers, and the store as plain data (docs/semantics.md, "Peers" and "Export and import").
(define-syntax kind
  (syntax-rules () ((_ expr) (guard (e ((flow-error? e) (flow-error-kind e)) (#t (list 'raised e))) expr))))
(define calls 0)
(define (counted x) (set! calls (+ calls 1)) (list calls x))
(define (broken x) (raise (list 'broken x)))
(flow-peer-register! "one" (list (cons 'add1 (lambda (x) (+ x 1))) (cons 'count counted) (cons 'broken broken)))
(flow-peer-register! "two" (list (list 'add1 (lambda (x) (+ x 2))) (list 'broken broken)))
(define (field name run) (cdr (assq name run)))
(define (runs data) (cdr (assq 'runs (cdr data))))
(define (forget-all)
  (for-each (lambda (entry) (if (not (memq (cadr entry) '(done failed cancelled))) (flow/cancel (car entry)))) (flow/list))
  (flow/gc))

; name: remote-node runs the function of the peer on the input
((remote-node "one" 'add1) 41)                          ; => 42
((remote-node "two" 'add1) 41)                          ; => 43
((sequence (remote-node "one" 'add1) (remote-node "two" 'add1)) 0) ; => 3

; name: a later registration replaces the peer
(flow-peer-register! "one" (list (cons 'add1 (lambda (x) 'new))))
((remote-node "one" 'add1) 1)                           ; => new

; name: an unknown peer is unreachable
(kind ((remote-node "nowhere" 'add1) 1))                ; => flow-remote-unreachable

; name: a peer without the function says so
(kind ((remote-node "two" 'count) 1))                   ; => flow-remote-no-fn

; name: what the peer raised comes with the error
(kind ((remote-node "one" 'broken) 5))                  ; => flow-remote-error
(guard (e (#t (member '(broken 5) (error-object-irritants e)))) ((remote-node "one" 'broken) 5)) ; => ((broken 5))

; name: a peer must be an alist
(kind (flow-peer-register! "three" car))                ; => flow-bad-argument

; name: a remote call inside a flow is done once
(defflow f (sequence (remote-node "one" 'count) (lambda (v) (list v (suspend 'w)))))
(flow/start f 'x 'id "f")                               ; => (flow-suspended "f" w)
(flow/resume "f" 'v)                                    ; => ((1 x) v)
calls                                                   ; => 1

; name: a remote error inside a flow is recorded and raised again on replay
(define tried 0)
(flow-peer-register! "flaky" (list (cons 'f (lambda (x) (set! tried (+ tried 1)) (raise 'down)))))
(defflow f (sequence (try-catch (remote-node "flaky" 'f) (lambda (e) (flow-error-kind e))) (lambda (v) (list v (suspend 'w)))))
(flow/start f 1 'id "f")                                ; => (flow-suspended "f" w)
(flow/resume "f" 'v)                                    ; => (flow-remote-error v)
tried                                                   ; => 1

; name: remote-failover takes the first peer that answers
((remote-failover '("one" "two") 'add1 (flow-const 'local)) 1) ; => 2
((remote-failover '("nowhere" "two" "one") 'add1 (flow-const 'local)) 1) ; => 3

; name: remote-failover moves on at any raised error, and runs local if all fail
((remote-failover '("nowhere" "one" "two") 'broken (lambda (x) (list 'local x))) 1) ; => (local 1)
((remote-failover '() 'add1 (lambda (x) (list 'local x))) 1) ; => (local 1)
(kind ((remote-failover '("nowhere") 'add1 (lambda (x) (raise 'local-too))) 1)) ; => (raised local-too)

; name: local of a failover may suspend
(defflow f (remote-failover '("nowhere") 'add1 (await 'by-hand)))
(flow/start f 1 'id "f")                                ; => (flow-suspended "f" by-hand)
(flow/resume "f" 'typed)                                ; => typed

; name: a remote result that is not plain is an error of the call
(flow-peer-register! "odd" (list (cons 'f (lambda (x) car))))
(kind (flow/start (remote-node "odd" 'f) 1))            ; => flow-not-plain
(flow/start (remote-failover '("odd") 'f (flow-const 'local)) 1) ; => local

; name: remote calls of two branches keep to their branches
(defflow f
  (parallel (sequence (await 'a) (remote-node "one" 'count)) (sequence (await 'b) (remote-node "one" 'count)) (await 'c)))
(flow/start f 1 'id "f")                                ; => (flow-suspended "f" a)
(flow/resume "f" 'b 'B)                                 ; => (flow-suspended "f" a)
(flow/resume "f" 'a 'A)                                 ; => (flow-suspended "f" c)
(flow/resume "f" 'c 'C)                                 ; => ((2 A) (1 B) C)

; name: an export is one datum with every run in it
(defflow f (sequence (step 's list) (await 'w)))
(flow/start f 1 'id "f")                                ; => (flow-suspended "f" w)
(flow/start flow-id 'x 'id "g")                         ; => x
(define data (flow-store-export))
(list (car data) (map (lambda (run) (list (car (field 'id run)) (car (field 'status run)))) (runs data)))
; => (flowscheme-store (("f" suspended) ("g" done)))
(define (written datum) (let ((port (open-output-string))) (write datum port) (get-output-string port)))
(equal? data (read (open-input-string (written data)))) ; => #t

; name: import brings missing runs back, which then go on
(define stepped 0)
(defflow f (sequence (step 's (lambda (x) (set! stepped (+ stepped 1)) (list x))) (await 'w) list))
(flow/start f 1 'id "f")                                ; => (flow-suspended "f" w)
(define data (flow-store-export))
(forget-all)                                            ; => 1
(flow/status "f")                                       ; => unknown
(flow-store-import! data)                               ; => 1
(flow/pending)                                          ; => (("f" w))
(flow/resume "f" 'v)                                    ; => (v)
stepped                                                 ; => 1

; name: import skips identical runs
(defflow f (await 'w))
(flow/start f 1 'id "f")                                ; => (flow-suspended "f" w)
(flow-store-import! (flow-store-export))                ; => 0
(flow/status "f")                                       ; => suspended

; name: import replaces a run by a longer log of itself, never by a shorter one
(defflow f (sequence (await 'a) (await 'b) list))
(flow/start f 1 'id "f")                                ; => (flow-suspended "f" a)
(define short (flow-store-export))
(flow/resume "f" 1)                                     ; => (flow-suspended "f" b)
(define long (flow-store-export))
(flow-store-import! short)                              ; => 0
(flow/log "f")                                          ; => ((a 1))
(forget-all)                                            ; => 1
(flow-store-import! short)                              ; => 1
(flow/pending)                                          ; => (("f" a))
(flow-store-import! long)                               ; => 1
(flow/log "f")                                          ; => ((a 1))
(flow/resume "f" 2)                                     ; => (2)

; name: import refuses whole on a conflict
(defflow f (sequence (await 'a) (await 'b)))
(flow/start f 1 'id "f")                                ; => (flow-suspended "f" a)
(flow/resume "f" 'here)                                 ; => (flow-suspended "f" b)
(define here (flow-store-export))
(forget-all)                                            ; => 1
(flow/start f 1 'id "f")                                ; => (flow-suspended "f" a)
(flow/start flow-id 1 'id "other")                      ; => 1
(kind (flow-store-import! here))                        ; => flow-id-conflict
(define other-first
  (append (list (car here) (cadr here) (caddr here)) (list (cons 'runs (append (runs (flow-store-export)) (runs here))))))
(flow/resume "f" 'there)                                ; => (flow-suspended "f" b)
(flow/forget "other")
(kind (flow-store-import! other-first))                 ; => flow-id-conflict
(flow/list)                                             ; => (("f" suspended))
(flow/log "f")                                          ; => ((a there))

; name: import refuses what is no export
(kind (flow-store-import! '(something else)))           ; => flow-bad-export
(kind (flow-store-import! '(flowscheme-store (version 99)))) ; => flow-bad-export
(kind (flow-store-import! 5))                           ; => flow-bad-export
(kind (flow-store-import! (list (car (flow-store-export)) '(version 1) '(sources) '(runs ((id "x")))))) ; => flow-bad-export
(flow/list)                                             ; => ()

; name: failures, conditions and records survive an export
(define-record-type point (make-point x y) point? (x point-x) (y point-y))
(flow-record-writer! point 'point (lambda (p) (list (point-x p) (point-y p))) (lambda (d) (apply make-point d)))
(defflow f
  (sequence
    (step 's (lambda (x) (make-point x 2)))
    (parallel flow-id (await 'w))
    (lambda (l) (list (point-x (car l)) (fail-reason (cadr l))))))
(flow/start f 1 'id "f")                                ; => (flow-suspended "f" w)
(flow/start (lambda (x) (error "kept" x)) 1 'id "g")  ; error: kept 1
(define data (flow-store-export))
(forget-all)                                            ; => 2
(define (written datum) (let ((port (open-output-string))) (write datum port) (get-output-string port)))
(flow-store-import! (read (open-input-string (written data)))) ; => 2
(flow/resume "f" (fail 'soft))                          ; => (1 soft)
(flow/result "g")                                       ; error: kept 1

; name: replicate to a peer, and restore from it when this instance was down
(flow-peer-register! "safe" '())
(defflow f (sequence (await 'w) list))
(flow/start f 1 'id "f")                                ; => (flow-suspended "f" w)
(flow-replicate-to "safe")                              ; => #t
(forget-all)                                            ; => 1
(flow-restore-from "safe")                              ; => 1
(flow/resume "f" 'v)                                    ; => (v)
(flow-restore-from "safe")                              ; => 0
(flow/result "f")                                       ; => (v)

; name: replicating to or restoring from where nothing is
(kind (flow-replicate-to "nowhere"))                    ; => flow-remote-unreachable
(kind (flow-restore-from "nowhere"))                    ; => flow-remote-unreachable
(kind (flow-restore-from "one"))                        ; => flow-remote-error

; name: the resumable ids are those of suspended runs whose flow has a name
(defflow f (await 'w))
(flow/start f 1 'id "named")                            ; => (flow-suspended "named" w)
(flow/start (lambda (x) (suspend 'w)) 1 'id "unnamed")  ; => (flow-suspended "unnamed" w)
(flow/start flow-id 1 'id "done")                       ; => 1
(flow-resumable-ids)                                    ; => ("named")
