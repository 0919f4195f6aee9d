;; Starting, resuming and asking about runs (docs/semantics.md, "Run and status").
;;
;; Every call made inside a running flow is journaled: it is done once, and replay gives its result again.

;; internal: an operation of the engine, journaled inside a flow
(define (%api operation . arguments)
  (%journal 'api operation (lambda () (apply %engine operation arguments))))

;; internal: the value of a trailing 'key value option
(define (%option options key default)
  (cond ((null? options) default)
        ((null? (cdr options)) (%flow-error 'flow-bad-argument "an option needs a value:" (car options)))
        ((eq? (car options) key) (cadr options))
        (else (%option (cddr options) key default))))

;; internal: refuses options that nobody knows
(define (%known-options who options known)
  (if (pair? options)
      (begin
        (if (not (memq (car options) known))
            (%flow-error 'flow-bad-argument "unknown option:" who (car options)))
        (%known-options who (if (pair? (cdr options)) (cddr options) '()) known))))

;; API: runs flow (or its name) to its end or first park: the raw result, or (flow-suspended id tag).
;; Option 'id "order-42" makes the start idempotent.
(define (flow/start flow input . options)
  (%known-options 'flow/start options '(id))
  (let ((id (%option options 'id (if (%in-flow?) (%flow-place) #f))))
    (%api 'flow/start flow input id)))

;; API: (flow/resume id value) or (flow/resume id tag value): answers a wait and drives again
(define flow/resume
  (case-lambda
    ((id value) (%api 'flow/resume id value))
    ((id tag value) (%api 'flow/resume id value tag))))

;; API: a failed, stuck or orphaned run goes on from its journal
(define (flow/retry id) (%api 'flow/retry id))

;; API: marks the run cancelled; a later resume is rejected
(define (flow/cancel id) (%api 'flow/cancel id))

;; API: running, suspended, done, failed, cancelled, stuck or unknown
(define (flow/status id) (%api 'flow/status id))

;; API: the value; raises what the flow raised if it failed
(define (flow/result id) (%api 'flow/result id))

;; API: (id status) per flow
(define (flow/list) (%api 'flow/list))

;; API: (id tag) per open wait
(define (flow/pending) (%api 'flow/pending))

;; API: the replay log as the list of (tag value), oldest first
(define (flow/log id) (%api 'flow/log id))

;; API: drops the ended records, returns how many
(define (flow/gc) (%api 'flow/gc))

;; API: drops one ended record, refuses a live one
(define (flow/forget id) (%api 'flow/forget id))
