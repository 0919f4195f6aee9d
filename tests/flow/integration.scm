;; Whole flows, as users write them.
(define-syntax kind
  (syntax-rules () ((_ expr) (guard (e ((flow-error? e) (flow-error-kind e)) (#t (list 'raised e))) expr))))
(define outbox '())
(define (send! . words) (set! outbox (cons words outbox)) 'sent)

; name: a content pipeline writes, is reviewed and checked, and is published
(define (write-draft topic) (list 'draft topic))
(define spell-check (step 'spell (lambda (draft) (send! 'checked (cadr draft)) '())))
(define publish (step 'publish (lambda (x) (send! 'published) 'public)))
(defflow pipeline (sequence
  write-draft
  (parallel (await 'review) spell-check)
  (branch (lambda (verdicts) (and (eq? (car verdicts) 'approved) (null? (cadr verdicts))))
    publish
    (step 'notify (lambda (x) (send! 'rejected) 'back-to-author)))))
(flow/start pipeline 'cats 'id "cats")                  ; => (flow-suspended "cats" review)
(flow/start pipeline 'dogs 'id "dogs")                  ; => (flow-suspended "dogs" review)
(flow/resume "dogs" 'rejected)                          ; => back-to-author
(flow/resume "cats" 'approved)                          ; => public
(reverse outbox)                                        ; => ((checked cats) (checked dogs) (rejected) (published))

; name: a digest goes to every recipient, and one that fails does not stop the others
(define (send-to who) (if (eq? who 'bob) (error "mailbox full:" who)) (send! 'digest who) (list 'sent who))
(defflow digest (map-flow (try-catch (step 'send send-to) (lambda (e) (cons 'failed (error-object-irritants e))))))
(flow/start digest '(ann bob cem) 'id "d")              ; => ((sent ann) (failed bob) (sent cem))
(reverse outbox)                                        ; => ((digest ann) (digest cem))

; name: onboarding reminds until the user confirms, at most three times
(define (remind n) (once 'remind (send! 'reminder n)))
(defflow onboard
  (sequence
    (step 'sign-up (lambda (user) (send! 'welcome user) (list user 0)))
    (flow-while (lambda (state) (not (eq? (suspend 'confirmed?) 'yes)))
                (lambda (state) (remind (+ 1 (cadr state))) (list (car state) (+ 1 (cadr state)))) 3)
    (step 'onboard (lambda (state) (send! 'onboarded) state))))
(flow/start onboard 'eve 'id "eve")                     ; => (flow-suspended "eve" confirmed?)
(flow/resume "eve" 'no)                                 ; => (flow-suspended "eve" confirmed?)
(flow/resume "eve" 'no)                                 ; => (flow-suspended "eve" confirmed?)
(flow/resume "eve" 'yes)                                ; => (eve 2)
(reverse outbox)                                        ; => ((welcome eve) (reminder 1) (reminder 2) (onboarded))
(flow/start onboard 'max 'id "max")                     ; => (flow-suspended "max" confirmed?)
(for-each (lambda (i) (flow/resume "max" 'no)) '(1 2 3))
(kind (flow/resume "max" 'no))                          ; => flow-too-many-turns

; name: a flow starts another, and its call is journaled
(define runs 0)
(defflow child (lambda (x) (set! runs (+ runs 1)) (* 2 x)))
(defflow parent (lambda (x) (let ((a (flow/start child x))) (suspend 'w) (list a (flow/start 'child a)))))
(flow/start parent 5 'id "p")                           ; => (flow-suspended "p" w)
(flow/list)                                             ; => (("p" suspended) ("p:0" done))
(flow/resume "p" 1)                                     ; => (10 20)
runs                                                    ; => 2
(map car (flow/list))                                   ; => ("p" "p:0" "p:2")

; name: a child that suspends is answered by its own id
(defflow child (sequence (await 'inner) list))
(defflow parent (lambda (x) (let ((started (flow/start child x))) (list started (suspend 'outer)))))
(flow/start parent 1 'id "p")                           ; => (flow-suspended "p" outer)
(flow/pending)                                          ; => (("p" outer) ("p:0" inner))
(flow/resume "p:0" 'in)                                 ; => (in)
(flow/resume "p" 'out)                                  ; => ((flow-suspended "p:0" inner) out)

; name: children in branches have ids of their own, the same on every replay
(defflow child (lambda (x) x))
(defflow parent (parallel (lambda (x) (flow/start child 'a)) (lambda (x) (suspend 'w) (flow/start child 'b))))
(flow/start parent 1 'id "p")                           ; => (flow-suspended "p" w)
(flow/resume "p" 1)                                     ; => (a b)
(map car (flow/list))                                   ; => ("p" "p:parallel.0[0]/0" "p:parallel.0[1]/1")

; name: what a child raises is raised in its parent, once
(define runs 0)
(defflow child (lambda (x) (set! runs (+ runs 1)) (raise (list 'child x))))
(defflow parent (lambda (x) (let ((r (guard (e (#t e)) (flow/start child x)))) (list r (suspend 'w)))))
(flow/start parent 1 'id "p")                           ; => (flow-suspended "p" w)
(flow/resume "p" 'v)                                    ; => ((child 1) v)
runs                                                    ; => 1

; name: a flow asks about and answers other flows, and replay gives the same answers
(defflow worker (await 'job))
(flow/start worker 1 'id "w")                           ; => (flow-suspended "w" job)
(defflow boss (lambda (x) (let* ((before (flow/status "w")) (answer (flow/resume "w" x)) (after (flow/status "w")))
  (suspend 'pause) (list before answer after (flow/log "w")))))
(flow/start boss 'task 'id "b")                         ; => (flow-suspended "b" pause)
(flow/forget "w")
(kind (flow/resume "b" 1))                              ; => flow-unknown-id
(flow/start worker 1 'id "w")                           ; => (flow-suspended "w" job)
(flow/resume "w" 'other)                                ; => other
(flow/retry "b")                                        ; => (suspended task done ((job other)))

; name: saga: what was done is undone in reverse when a later step fails
(define (action name) (step name (lambda (done) (if (eq? name 'hotel) (raise 'full)) (send! 'book name) (cons name done))))
(define (undo names) (for-each (lambda (name) (once (list 'undo name) (send! 'cancel name))) names) 'undone)
(defflow trip (lambda (x)
  (let loop ((names '(flight train hotel)) (done '()))
    (if (null? names) done
        (let ((r (guard (e (#t (list 'failed e))) ((action (car names)) done))))
          (if (and (pair? r) (eq? (car r) 'failed)) (list (undo done) r) (loop (cdr names) r)))))))
(flow/start trip 1)                                     ; => (undone (failed full))
(reverse outbox)                                        ; => ((book flight) (book train) (cancel train) (cancel flight))

; name: approvals: two of three votes decide, and the late vote finds its wait closed
(defflow vote (lambda (x) (call/cc (lambda (decide)
  (let ((yes 0))
    (define (ballot who) (lambda (x) (if (eq? (suspend who) 'yes) (set! yes (+ yes 1))) (if (= yes 2) (decide 'accepted)) yes))
    ((parallel (ballot 'ann) (ballot 'bob) (ballot 'cem)) x)
    'rejected)))))
(flow/start vote 1 'id "v")                             ; => (flow-suspended "v" ann)
(flow/resume "v" 'cem 'yes)                             ; => (flow-suspended "v" ann)
(flow/resume "v" 'ann 'yes)                             ; => accepted
(kind (flow/resume "v" 'bob 'yes))                      ; => flow-not-suspended

; name: a long flow of steps and waits ends with everything in order
(define (leg i) (sequence (step i (lambda (l) (send! i) (cons i l))) (if (= 0 (modulo i 3)) (await i) flow-id)))
(defflow long (apply sequence (map leg '(1 2 3 4 5 6 7 8 9))))
(flow/start long '() 'id "l")                           ; => (flow-suspended "l" 3)
(flow/resume "l" '(three))                              ; => (flow-suspended "l" 6)
(flow/resume "l" '(six))                                ; => (flow-suspended "l" 9)
(flow/resume "l" '(nine))                               ; => (nine)
(map car (reverse outbox))                              ; => (1 2 3 4 5 6 7 8 9)
