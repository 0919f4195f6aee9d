;; Suspending is an escape, resuming is a replay (docs/semantics.md, "Replay" and "Wait").
(define-syntax kind
  (syntax-rules () ((_ expr) (guard (e ((flow-error? e) (flow-error-kind e)) (#t (list 'raised e))) expr))))

; name: suspend parks the flow, and its value is the answer
(defflow f (sequence (lambda (x) (list x (suspend 'ask))) (lambda (v) (cons 'got v))))
(flow/start f 1 'id "f")                                ; => (flow-suspended "f" ask)
(flow/status "f")                                       ; => suspended
(flow/resume "f" 'answer)                               ; => (got 1 answer)
(flow/status "f")                                       ; => done

; name: suspend is an expression, and may stand in an argument
(defflow f (lambda (x) (+ (suspend 'a) (* 10 (suspend 'b)))))
(flow/start f 0 'id "f")                                ; => (flow-suspended "f" a)
(flow/resume "f" 1)                                     ; => (flow-suspended "f" b)
(flow/resume "f" 2)                                     ; => 21

; name: await is suspend as a node
(defflow f (sequence (flow-const 'draft) (await 'review) (lambda (verdict) (list verdict))))
(flow/start f 1 'id "f")                                ; => (flow-suspended "f" review)
(flow/resume "f" 'ok)                                   ; => (ok)

; name: a tag may be any datum
(define (ask tag) (caddr (flow/start (await tag) 1)))
(map ask (list 'sym "text" 42 2.5 #\c #t #f '() '(a (b . 2)) #(1 "v"))) ; => (sym "text" 42 2.5 #\c #t #f () (a (b . 2)) #(1 "v"))

; name: a tag that is no plain data is an error at the suspend
(kind (flow/start (await car) 1))                       ; => flow-not-plain

; name: what came before a suspend runs again on replay, what is in a step does not
(define plain 0)
(define stepped 0)
(defflow f (sequence (lambda (x) (set! plain (+ plain 1)) x)
                     (step 's (lambda (x) (set! stepped (+ stepped 1)) x))
                     (await 'w)))
(flow/start f 1 'id "f")                                ; => (flow-suspended "f" w)
(flow/resume "f" 'end)                                  ; => end
(list plain stepped)                                    ; => (2 1)

; name: branches of a parallel wait at once, and either is answered first
(defflow f (parallel (await 'a) (sequence (await 'b) list) (flow-const 'c)))
(flow/start f 1 'id "ab")                               ; => (flow-suspended "ab" a)
(flow/pending)                                          ; => (("ab" a) ("ab" b))
(flow/resume "ab" 'a 1)                                 ; => (flow-suspended "ab" b)
(flow/resume "ab" 'b 2)                                 ; => (1 (2) c)
(flow/start f 1 'id "ba")                               ; => (flow-suspended "ba" a)
(flow/resume "ba" 'b 2)                                 ; => (flow-suspended "ba" a)
(flow/resume "ba" 'a 1)                                 ; => (1 (2) c)

; name: a branch goes as far as it can while another waits
(define reached #f)
(defflow f (parallel (await 'a) (sequence (await 'b) (step 's (lambda (x) (set! reached x) x)) (await 'c))))
(flow/start f 1 'id "f")                                ; => (flow-suspended "f" a)
(flow/resume "f" 'b 'far)                               ; => (flow-suspended "f" a)
reached                                                 ; => far
(flow/pending)                                          ; => (("f" a) ("f" c))

; name: equal tags are answered in text order
(defflow f (parallel (await 'x) (await 'x) (await 'y)))
(flow/start f 1 'id "f")                                ; => (flow-suspended "f" x)
(flow/resume "f" 'x 'first)                             ; => (flow-suspended "f" x)
(flow/resume "f" 'y 'third)                             ; => (flow-suspended "f" x)
(flow/resume "f" 'x 'second)                            ; => (first second third)

; name: a resume without a tag answers the first wait in text order
(defflow f (parallel (await 'x) (await 'y)))
(flow/start f 1 'id "f")                                ; => (flow-suspended "f" x)
(flow/resume "f" 1)                                     ; => (flow-suspended "f" y)
(flow/resume "f" 2)                                     ; => (1 2)

; name: items of a map-flow wait at once
(defflow f (map-flow (lambda (who) (list who (suspend who)))))
(flow/start f '(ann bob) 'id "f")                       ; => (flow-suspended "f" ann)
(flow/resume "f" 'bob 'no)                              ; => (flow-suspended "f" ann)
(flow/resume "f" 'ann 'yes)                             ; => ((ann yes) (bob no))

; name: parallels that wait nest
(defflow f (parallel (parallel (await 'a) (await 'b)) (sequence (await 'c) (parallel (await 'd) (await 'e)))))
(flow/start f 1 'id "f")                                ; => (flow-suspended "f" a)
(flow/resume "f" 'c 'C)                                 ; => (flow-suspended "f" a)
(map cadr (flow/pending))                               ; => (a b d e)
(flow/resume "f" 'e 'E)                                 ; => (flow-suspended "f" a)
(flow/resume "f" 'b 'B)                                 ; => (flow-suspended "f" a)
(flow/resume "f" 'a 'A)                                 ; => (flow-suspended "f" d)
(flow/resume "f" 'd 'D)                                 ; => ((A B) (D E))

; name: guard, try-catch, retry and with-exception-handler do not see a park
(define seen '())
(define (note x) (set! seen (cons x seen)) 'noted)
(define (asks x) (suspend 'w))
(define (parked node) (kind (car (flow/start node 1))))
(parked (lambda (x) (guard (e (#t (note 'guard))) (asks x)))) ; => flow-suspended
(parked (try-catch asks (lambda (e) (note 'try-catch)))) ; => flow-suspended
(parked (retry 3 asks))                                 ; => flow-suspended
(parked (lambda (x) (with-exception-handler (lambda (e) (note 'handler)) (lambda () (asks x))))) ; => flow-suspended
(parked (recover asks (lambda (e) (note 'recover))))    ; => flow-suspended
(parked (remote-failover '() 'f asks))                  ; => flow-suspended
seen                                                    ; => ()
(length (flow/pending))                                 ; => 6

; name: dynamic-wind runs its after when the flow parks and its before again on replay
(define trail '())
(define (mark x) (set! trail (cons x trail)))
(defflow f (lambda (x) (dynamic-wind (lambda () (mark 'in)) (lambda () (suspend 'w)) (lambda () (mark 'out)))))
(flow/start f 1 'id "f")                                ; => (flow-suspended "f" w)
(reverse trail)                                         ; => (in out)
(flow/resume "f" 'v)                                    ; => v
(reverse trail)                                         ; => (in out in out)

; name: an after thunk that reaches a journaled point performs nothing while the flow parks
(define done 0)
(define cleanup (step 'cleanup (lambda (x) (set! done (+ done 1)) x)))
(defflow f (lambda (x) (dynamic-wind (lambda () #f) (lambda () (suspend 'w)) (lambda () (cleanup x)))))
(flow/start f 1 'id "f")                                ; => (flow-suspended "f" w)
done                                                    ; => 0
(flow/resume "f" 'v)                                    ; => v
done                                                    ; => 1

; name: an after thunk that suspends does not lose the park
(defflow f (lambda (x) (dynamic-wind (lambda () #f) (lambda () (suspend 'w)) (lambda () (suspend 'after)))))
(flow/start f 1 'id "f")                                ; => (flow-suspended "f" w)
(flow/pending)                                          ; => (("f" w))
(flow/resume "f" 'v)                                    ; => (flow-suspended "f" after)
(flow/resume "f" 'x)                                    ; => v

; name: neither an error nor an escape of an after thunk ends a park
(defflow f (lambda (x) (dynamic-wind (lambda () #f) (lambda () (suspend 'w)) (lambda () (error "after")))))
(flow/start f 1 'id "f")                                ; => (flow-suspended "f" w)
(flow/resume "f" 'v)                                    ; error: after
(flow/status "f")                                       ; => failed
(defflow g (lambda (x) (call/cc (lambda (k) (dynamic-wind (lambda () #f) (lambda () (suspend 'w)) (lambda () (k 'out)))))))
(flow/start g 1 'id "g")                                ; => (flow-suspended "g" w)
(flow/resume "g" 'v)                                    ; => out
(defflow h
  (step 's
        (lambda (x)
          (guard (e (#t 'wrong)) (dynamic-wind (lambda () #f) (lambda () (suspend 'w)) (lambda () (raise 'oops)))))))
(flow/start h 1 'id "h")                                ; => (flow-suspended "h" w)

; name: suspend works inside nested procedures, loops and map
(define (ask-all questions) (map (lambda (q) (suspend q)) questions))
(defflow f (lambda (x) (let ((answers (ask-all '(a b c)))) (apply + answers))))
(flow/start f 1 'id "f")                                ; => (flow-suspended "f" a)
(flow/resume "f" 1)                                     ; => (flow-suspended "f" b)
(flow/resume "f" 2)                                     ; => (flow-suspended "f" c)
(flow/resume "f" 3)                                     ; => 6

; name: a retry that waits goes on with the same attempt
(define attempts 0)
(defflow f (retry 3 (lambda (x)
  (once 'count (set! attempts (+ attempts 1)))
  (let ((v (suspend 'w))) (if (eq? v 'good) v (raise v))))))
(flow/start f 1 'id "f")                                ; => (flow-suspended "f" w)
(flow/resume "f" 'bad)                                  ; => (flow-suspended "f" w)
(flow/resume "f" 'good)                                 ; => good
attempts                                                ; => 2

; name: a step that waits runs its node again until it completes
(define runs 0)
(defflow f (sequence (step 's (lambda (x) (set! runs (+ runs 1)) (list (suspend 'a) (suspend 'b)))) (await 'c)))
(flow/start f 1 'id "f")                                ; => (flow-suspended "f" a)
(flow/resume "f" 1)                                     ; => (flow-suspended "f" b)
(flow/resume "f" 2)                                     ; => (flow-suspended "f" c)
runs                                                    ; => 3
(flow/resume "f" 3)                                     ; => 3
runs                                                    ; => 3

; name: an answer may be any plain data, and nothing else
(defflow f (await 'w))
(flow/start f 1 'id "f")                                ; => (flow-suspended "f" w)
(kind (flow/resume "f" (lambda () 1)))                  ; => flow-not-plain
(flow/status "f")                                       ; => suspended
(flow/resume "f" '(1 #(2 "x") #\y))                     ; => (1 #(2 "x") #\y)

; name: suspend outside of a running flow says so
(suspend 'w)                                            ; error: suspend has a meaning only inside a running flow
((await 'w) 1)                                          ; error: only inside a running flow
(request 'human "?")                                    ; error: only inside a running flow

; name: request and await-human suspend with an envelope
(defflow f (lambda (x) (list (request 'mail '(to me)) (await-human "sure?"))))
(flow/start f 1 'id "f")                                ; => (flow-suspended "f" (flow-request mail (to me)))
(flow/resume "f" '(flow-request mail (to me)) 'sent)    ; => (flow-suspended "f" (flow-request human "sure?"))
(flow/resume "f" 'yes)                                  ; => (sent yes)

; name: a continuation cannot leave a step
(defflow f (lambda (x) (call/cc (lambda (k) ((step 's (lambda (v) (k 'out))) x)))))
(kind (flow/start f 1))                                 ; => flow-escape
(defflow g (step 's (lambda (x) (call/cc (lambda (k) (k (list 'inside x)))))))
(flow/start g 1)                                        ; => (inside 1)

; name: an escape out of a parallel abandons what waits in it
(defflow f (lambda (x) (list (call/cc (lambda (k) ((parallel (await 'lost) k) x))) (suspend 'kept))))
(flow/start f 1 'id "f")                                ; => (flow-suspended "f" kept)
(flow/pending)                                          ; => (("f" kept))
(flow/resume "f" 2)                                     ; => (1 2)
