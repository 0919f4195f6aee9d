;; What a running flow records: steps and waits (docs/semantics.md, "Step and effect" and "Wait").

;; API: a node that runs once: its result, or what it raised when it gave up, is kept
(define (step name node)
  (%node 'step node)
  (%shape 'step name (list (list 'body node))
    (lambda (input) (%step 'step name (lambda () (node input))))))

;; API: the same as an expression inside a node
(define-syntax once
  (syntax-rules ()
    ((_ name expr ...) (%step 'once name (lambda () expr ...)))))

;; API: suspend as a node
(define (await tag)
  (%shape 'await tag '() (lambda (input) (suspend tag))))

;; API: suspends with a typed envelope, which a host can answer by its kind
(define (request kind payload) (suspend (list 'flow-request kind payload)))

;; API: asks a person
(define (await-human what) (request 'human what))
