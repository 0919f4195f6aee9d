;; Combinators in combination, and their places in the journal (docs/semantics.md, "Journal, entry and path").
(define-syntax kind
  (syntax-rules () ((_ expr) (guard (e ((flow-error? e) (flow-error-kind e)) (#t (list 'raised e))) expr))))
(define done '())
(define (work name) (step name (lambda (x) (set! done (cons name done)) x)))
(define (key-of name) (step name (lambda (x) (step-key))))

; name: a step's key is the flow's id and the step's path
(flow/start (key-of 's) 1 'id "f")                      ; => "f:step.0"
(flow/start (sequence flow-id (key-of 's)) 1 'id "g")   ; => "g:sequence.0/1/step.0"
(flow/start (parallel (key-of 'a) (key-of 'b)) 1 'id "h") ; => ("h:parallel.0[0]/step.0" "h:parallel.0[1]/step.0")

; name: every combinator, predicate and handler has a segment
(define s (key-of 's))
(define (path-in node) (let ((key (flow/start node 1 'id "f"))) (flow/forget "f") key))
(path-in (sequence s))                                  ; => "f:sequence.0/0/step.0"
(car (path-in (parallel s)))                            ; => "f:parallel.0[0]/step.0"
(path-in (branch (flow-const #t) s s))                  ; => "f:branch.0/then/step.0"
(path-in (branch (flow-const #f) s s))                  ; => "f:branch.0/else/step.0"
(path-in (branch s flow-id s))                          ; => 1
(path-in (retry 2 s))                                   ; => "f:retry.0/0/step.0"
(path-in (timeout 1 s))                                 ; => "f:timeout.0/body/step.0"
(path-in (try-catch s list))                            ; => "f:try-catch.0/body/step.0"
(path-in (try-catch (lambda (x) (raise 'e)) s))         ; => "f:try-catch.0/handler/step.0"
(path-in (recover fail s))                              ; => "f:recover.0/handler/step.0"
(path-in (attempt flow-id s))                           ; => "f:attempt.0/1/step.0"
(path-in (flow-while number? s 5))                      ; => "f:flow-while.0/body.0/step.0"
(path-in (flow-until string? s 5))                      ; => "f:flow-until.0/body.0/step.0"
(path-in (remote-failover '("nowhere") 'f s))           ; => "f:remote-failover.0/local/step.0"
(path-in (step 'outer s))                               ; => "f:step.0/body/step.0"

; name: uses in one node are told apart by their ordinals
(flow/start (lambda (x) (let* ((a ((key-of 'a) x)) (b ((key-of 'b) x)) (c ((sequence (key-of 'c)) x))) (list a b c))) 1 'id "f")
; => ("f:step.0" "f:step.1" "f:sequence.2/0/step.0")

; name: the key is the same on every replay
(define keys '())
(defflow f (step 's (lambda (x) (set! keys (cons (step-key) keys)) (suspend 'w))))
(flow/start f 1 'id "f")                                ; => (flow-suspended "f" w)
(flow/resume "f" 1)                                     ; => 1
keys                                                    ; => ("f:step.0" "f:step.0")

; name: once is a step inside a node
(define n 0)
(defflow f (lambda (x) (let ((v (once 'v (set! n (+ n 1)) (list n x)))) (suspend 'w) v)))
(flow/start f 'x 'id "f")                               ; => (flow-suspended "f" w)
(flow/resume "f" 1)                                     ; => (1 x)
n                                                       ; => 1

; name: step and once outside of a flow just run
((step 's (lambda (x) (+ x 1))) 1)                      ; => 2
(once 'v 1 2 3)                                         ; => 3
(step-key)                                              ; error: only inside a running flow

; name: what a step raised is kept, and raised again on replay
(define n 0)
(defflow f
  (sequence
    (try-catch (step 's (lambda (x) (set! n (+ n 1)) (raise (list 'no n)))) flow-id)
    (lambda (e) (list e (suspend 'w)))))
(flow/start f 1 'id "f")                                ; => (flow-suspended "f" w)
(flow/resume "f" 'v)                                    ; => ((no 1) v)
n                                                       ; => 1

; name: the flow goes on with the recorded copy of a step's value, live too
(define shared (list 1 2))
(defflow f (sequence (step 's (lambda (x) shared)) (lambda (v) (list (eq? v shared) (equal? v shared)))))
(flow/start f 1)                                        ; => (#f #t)

; name: a step whose value is not plain data raises, with the path
(defflow f (step 's (lambda (x) (vector 1 (lambda () x)))))
(kind (flow/start f 1 'id "f"))                         ; => flow-not-plain
(flow/result "f") ; error: not plain data: the procedure.*element 1 of a vector.*step at step.0
(flow/start (try-catch f (lambda (e) 'repaired)) 1)     ; => repaired

; name: a finished step keeps no entries of its inside
(defflow f (sequence (step 'outer (sequence (work 'a) (await 'w) (work 'b))) (await 'end)))
(define (paths id) (map car (cdr (assq 'journal (car (cdr (assq 'runs (cdr (flow-store-export)))))))))
(flow/start f 1 'id "f")                                ; => (flow-suspended "f" w)
(paths "f")                                             ; => ("sequence.0/0/step.0/body/sequence.0/0/step.0")
(flow/resume "f" 1)                                     ; => (flow-suspended "f" end)
(paths "f") ; => ("~sequence.0/0/step.0/body/sequence.0/1/suspend.0" "sequence.0/0/step.0")
(reverse done)                                          ; => (a b)

; name: a step inside a step that waits is done once
(defflow f (step 'outer (parallel (work 'a) (await 'w) (sequence (await 'v) (work 'b)))))
(flow/start f 1 'id "f")                                ; => (flow-suspended "f" w)
(flow/resume "f" 'v 2)                                  ; => (flow-suspended "f" w)
(flow/resume "f" 'w 3)                                  ; => (1 3 2)
(reverse done)                                          ; => (a b)

; name: set! of a global inside a finished step does not happen again
(define total 0)
(defflow f (sequence (step 'add (lambda (x) (set! total (+ total x)) x)) (await 'w) (lambda (v) total)))
(flow/start f 5 'id "f")                                ; => (flow-suspended "f" w)
(flow/resume "f" 'v)                                    ; => 5

; name: clocks are journaled
(defflow f (lambda (x) (let* ((a (current-second)) (j (current-jiffy)) (v (suspend 'w))) (list a j (current-second)))))
(define started (current-second))
(flow/start f 1 'id "f")                                ; => (flow-suspended "f" w)
(define resumed (current-second))
(define times (flow/resume "f" 1))
(<= started (car times) resumed (caddr times))          ; => #t

; name: files, environment and console are read inside a step, or it is an error
(kind (flow/start (lambda (x) (file-exists? "/")) 1))   ; => flow-outside-step
(kind (flow/start (lambda (x) (get-environment-variable "HOME")) 1)) ; => flow-outside-step
(flow/start (step 's (lambda (x) (file-exists? "/"))) 1) ; => #t
(flow/start (lambda (x) (once 'e (string? (get-environment-variable "PATH")))) 1) ; => #t
(kind (flow/start (lambda (x) (call-with-output-file "/tmp/never" write)) 1)) ; => flow-outside-step

; name: a flow cannot end the process
(flow/start (lambda (x) (exit 3)) 1 'id "f")            ; error: exit has no place in a flow
(flow/status "f")                                       ; => failed

; name: retry, try-catch and parallel inside each other go on where they waited
(defflow f (parallel
  (retry 2 (try-catch (lambda (x) (raise (suspend 'a))) (lambda (e) (if (eq? e 'again) (raise 'again) (list 'handled e)))))
  (map-flow (branch odd? (await 'odd) (work 'even)))))
(flow/start (lambda (x)
              ((parallel
                 (lambda (x)
                   ((retry 2
                           (try-catch (lambda (x) (raise (suspend 'a)))
                                      (lambda (e) (if (eq? e 'again) (raise 'again) (list 'handled e)))))
                    x))
                 (lambda (x) ((map-flow (branch odd? (await 'odd) (work 'even))) x)))
               x))
            '(1 2 3) 'id "f")
; => (flow-suspended "f" a)
(flow/resume "f" 'odd 'first)                           ; => (flow-suspended "f" a)
(flow/resume "f" 'a 'again)                             ; => (flow-suspended "f" a)
(flow/resume "f" 'odd 'third)                           ; => (flow-suspended "f" a)
(flow/resume "f" 'a 'end)                               ; => ((handled end) (first 2 third))
done                                                    ; => (even)

; name: console output is dropped while replaying
(defflow f
  (sequence
    (tap (lambda (x) (display "before;")))
    (await 'w)
    (tap (lambda (x) (display "after;")))
    (await 'v)
    (tap (lambda (x) (display "end")))))
(flow/start f 1 'id "f")                                ; output: before;
(flow/resume "f" 2)                                     ; output: after;
(flow/resume "f" 3)                                     ; output: end

; name: console output of branches is not repeated, and none is lost
(define (say . words) (tap (lambda (x) (for-each display words))))
(defflow f (sequence
  (parallel (say "quiet;") (sequence (say "a;") (await 'a) (say "A;")) (sequence (await 'b) (say "B;") (await 'c) (say "C;")))
  (say "joined;") (await 'd) (say "end")))
(flow/start f 1 'id "f")                                ; output: quiet;a;
(flow/resume "f" 'b 1)                                  ; output: B;
(flow/resume "f" 'a 1)                                  ; output: A;
(flow/resume "f" 'c 1)                                  ; output: C;joined;
(flow/resume "f" 'd 1)                                  ; output: end

; name: records with a registered writer go through the journal
(define-record-type point (make-point x y) point? (x point-x) (y point-y))
(kind (flow/start (step 's (lambda (x) (make-point 1 2))) 1)) ; => flow-not-plain
(flow-record-writer! point 'point (lambda (p) (list (point-x p) (point-y p))) (lambda (d) (apply make-point d)))
(defflow f (sequence (step 's (lambda (x) (list (make-point x 2)))) (await 'w) (lambda (p) (point-x p))))
(flow/start f 1 'id "f")                                ; => (flow-suspended "f" w)
(flow/resume "f" (make-point 7 8))                      ; => 7
(map (lambda (entry) (point? (cadr entry))) (flow/log "f")) ; => (#t)
