;; The flows of the law (tests/flow/test_law.py).  Each is driven undisturbed, and again with a kill at every write.
;;
;; A case is a flow and, in the list `corpus` at the end, its input and the answers to give, as (tag value), in order.
;; (perform key value) is a host function: it notes the key as performed and returns the value.  (refuse key) notes it
;; and raises.  Everything else is journaled or deterministic.

(define (do-step name) (step name (lambda (x) (perform (step-key) (list name x)))))
(define (weak-step name) (step name (lambda (x) (refuse (step-key)))))
(define (ticks n) (lambda (x) (do ((i 0 (+ i 1))) ((= i n) x) (tick))))

(define-record-type point (make-point x y) point? (x point-x) (y point-y))
(flow-record-writer! point 'point (lambda (p) (list (point-x p) (point-y p))) (lambda (d) (apply make-point d)))

(defflow steps (sequence (do-step 'a) (do-step 'b) (do-step 'c)))
(defflow wait-between (sequence (do-step 'a) (await 'w) (do-step 'b)))
(defflow two-waits (parallel (sequence (await 'a) (do-step 'a)) (sequence (await 'b) (do-step 'b))))
(defflow two-waits-reversed (parallel (sequence (await 'a) (do-step 'a)) (sequence (await 'b) (do-step 'b))))
(defflow nested-parallels
  (parallel (parallel (await 'a) (do-step 'x)) (sequence (do-step 'y) (parallel (await 'b) (await 'c)) (do-step 'z))))
(defflow each-item (map-flow (sequence (do-step 'item) (lambda (x) (list x (perform (list 'plain x) x))))))
(defflow each-waits (map-flow (lambda (who) (list (suspend who) ((do-step 'after) who)))))
(defflow flaky
  (retry 4
         (step 'try
               (lambda (x)
                 (if (member (step-key) '("flaky:retry.0/0/step.0" "flaky:retry.0/1/step.0"))
                     (refuse (step-key))
                     (perform (step-key) x))))))
(defflow retry-waits
  (retry 3 (lambda (x) ((do-step 'before) x) (let ((v (suspend 'w))) (if (eq? v 'good) ((do-step 'after) v) (raise v))))))
(defflow gives-up (retry 2 (sequence (do-step 'first) (weak-step 'weak))))
(defflow handled (sequence (try-catch (weak-step 'weak) (sequence (do-step 'handler) (await 'h))) (do-step 'after)))
(defflow rails
  (recover (attempt (do-step 'a) (lambda (x) (fail x)) (do-step 'never))
           (lambda (r) (list r (suspend 'r) ((do-step 'saved) r)))))
(defflow budget (timeout 5 (sequence (step 's (ticks 3)) (await 'w) (ticks 2) (do-step 'end))))
(defflow budget-spent (try-catch (timeout 4 (sequence (step 's (ticks 3)) (await 'w) (ticks 2))) (do-step 'too-slow)))
(defflow shared-budget
  (try-catch
    (timeout 4 (parallel
      (sequence (ticks 1) (await 'a) (ticks 1) (do-step 'left))
      (sequence (await 'b) (try-catch (ticks 4) (do-step 'spent)) (await 'c))))
    (do-step 'timeout)))
(defflow turns (flow-while (lambda (x) (< x 3)) (step 'turn (lambda (x) (perform (step-key) (+ x 1)))) 9))
(defflow until-stop (flow-until (lambda (x) (eq? x 'stop)) (sequence (do-step 'ask) (await 'again)) 9))
(defflow step-waits (step 'outer (lambda (x) (let* ((a ((do-step 'a) x)) (v (suspend 'in)) (b ((do-step 'b) v))) (list a v b)))))
(defflow step-of-parallels
  (sequence
    (step 'outer (parallel (do-step 'a) (sequence (await 'in) (do-step 'b)) (step 'inner (await 'deep))))
    (do-step 'end)))
(defflow settled-caught
  (sequence
    (try-catch (parallel (sequence (do-step 'left) (await 'never)) (sequence (await 'w) (weak-step 'weak))) (do-step 'caught))
    (await 'end)))
(defflow settled-fails (parallel (await 'never) (sequence (await 'w) (weak-step 'weak)) (do-step 'right)))
(defflow fails (sequence (do-step 'a) (await 'w) (lambda (x) (error "failed with" x 'here))))
(defflow winds
  (lambda (x)
    (dynamic-wind
      (lambda () ((do-step 'in) x))
      (lambda () (list (suspend 'w) ((do-step 'body) x)))
      (lambda () ((do-step 'out) x)))))
(defflow handlers
  (lambda (x)
    (list (guard (e (#t ((do-step 'guarded) e))) ((weak-step 'weak) x))
          (with-exception-handler (lambda (e) 10) (lambda () (+ (raise-continuable 'c) (suspend 'w)))))))
(defflow hosts
  (lambda (x)
    (let* ((a (perform 'one x)) (b (guard (e (#t 'refused)) (refuse 'two))) (v (suspend 'w)))
      (list a b v (perform 'three x)))))
(defflow clock (lambda (x) (let ((t (current-second))) (suspend 'w) ((do-step 's) (number? t)))))
(defflow child-of-parent (sequence (do-step 'in-child) (do-step 'in-child-2)))
(defflow parent
  (lambda (x) (let ((a (flow/start child-of-parent x))) (suspend 'w) (list a (flow/start 'child-of-parent 'again)))))
(defflow waiting-child (sequence (do-step 'before) (await 'inner) (do-step 'behind)))
(defflow answers-child
  (lambda (x)
    (let* ((parked (flow/start waiting-child x)) (answer (flow/resume (cadr parked) 'from-parent)))
      (list parked answer (flow/status (cadr parked)) (suspend 'w)))))
(defflow asks (sequence (lambda (x) (list (request 'mail x) (await-human "sure?"))) (do-step 'asked)))
(defflow remotes
  (sequence
    (remote-node "peer" 'work)
    (remote-failover '("nowhere" "weak" "peer") 'work (do-step 'local))
    (await 'w)
    (remote-failover '("weak") 'work (do-step 'local))))
(defflow asks-predicate (branch (await 'yes?) (do-step 'then) (do-step 'else)))
(defflow onces
  (lambda (x)
    (let loop ((i 0) (l '()))
      (if (= i 3) (reverse l) (loop (+ i 1) (cons (once (list 'o i) (perform (list 'once i) i)) l))))))
(defflow arguments (lambda (x) (list (suspend 'a) (once 'o (perform 'o 1)) (suspend 'b) ((do-step 's) (suspend 'c)))))
(defflow leaves-parallel
  (lambda (x)
    (list (call/cc (lambda (k) ((parallel (sequence (do-step 'l) (await 'lost)) (sequence (await 'w) k)) x))) ((do-step 's) x)
          (suspend 'end))))
(defflow failure-values
  (sequence (step 's (lambda (x) (fail (perform 's x)))) (parallel fail-reason (await 'w)) (lambda (l) (fail l))))
(defflow points
  (sequence
    (step 's (lambda (x) (perform 's 1) (make-point x 2)))
    (parallel flow-id (await 'w))
    (lambda (l) (list (point-x (car l)) (cadr l)))
    (do-step 'end)))
(defflow equal-tags
  (parallel (sequence (await 'x) (do-step 'a)) (sequence (await 'x) (do-step 'b)) (sequence (await 'x) (do-step 'c))))

(define corpus
  '((steps 1 ())
    (wait-between 1 ((w v)))
    (two-waits 1 ((a 1) (b 2)))
    (two-waits-reversed 1 ((b 2) (a 1)))
    (nested-parallels 1 ((c 3) (a 1) (b 2)))
    (each-item (1 2 3) ())
    (each-waits (ann bob) ((bob 2) (ann 1)))
    (flaky 1 ())
    (retry-waits 1 ((w bad) (w good)))
    (gives-up 1 ())
    (handled 1 ((h mended)))
    (rails 1 ((r v)))
    (budget 1 ((w v)))
    (budget-spent 1 ((w v)))
    (shared-budget 1 ((b 2) (a 1) (c 3)))
    (turns 0 ())
    (until-stop go ((again more) (again stop)))
    (step-waits 1 ((in v)))
    (step-of-parallels 1 ((deep d) (in i)))
    (settled-caught 1 ((w v) (end e)))
    (settled-fails 1 ((w v)))
    (fails 1 ((w v)))
    (winds 1 ((w v)))
    (handlers 1 ((w 5)))
    (hosts 1 ((w v)))
    (clock 1 ((w v)))
    (parent 1 ((w v)))
    (answers-child 1 ((w v)))
    (asks me (((flow-request mail me) sent) ((flow-request human "sure?") yes)))
    (remotes 1 ((w v)))
    (asks-predicate 1 ((yes? #f)))
    (onces 1 ())
    (arguments 1 ((a 1) (b 2) (c 3)))
    (leaves-parallel 1 ((w v) (end e)))
    (failure-values r ((w #t)))
    (points 1 ((w v)))
    (equal-tags 1 ((x 1) (x 2) (x 3)))))
