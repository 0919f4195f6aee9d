;; Nodes and their combinators (docs/semantics.md, "Flow and node").
;;
;; A node is a procedure of one argument, input -> output.  A combinator makes a node of nodes, and keeps four rules:
;;
;; - it takes a *use* when it starts, which gives its place in the journal its ordinal: (%use kind);
;; - it runs every child, predicate and handler in a frame of its own: (%in use segment thunk);
;; - it attaches its shape to the procedure that it returns, so that the flow can be drawn: (%shape ...);
;; - outside a running flow it is an ordinary higher-order procedure: a use is then #f.

;; internal: a node, or an error that names the combinator that was given something else
(define (%node who node)
  (if (procedure? node)
      node
      (%flow-error 'flow-not-a-node "a node must be a procedure of one argument:" who node)))

;; internal: the nodes 0 1 2 ... as children of a shape
(define (%numbered nodes)
  (let loop ((i 0) (rest nodes) (children '()))
    (if (null? rest)
        (reverse children)
        (loop (+ i 1) (cdr rest) (cons (list i (car rest)) children)))))

;; internal: the nodes as parallel branches of a shape
(define (%branches nodes)
  (map (lambda (child) (list (vector (car child)) (cadr child))) (%numbered nodes)))

;; API: the node that applies f; a procedure is a node already
(define (flow-node f) (%node 'flow-node f))

;; API: the node that returns its input
(define flow-id (%shape 'flow-id "" '() (lambda (input) input)))

;; API: the node that returns v
(define (flow-const v) (%shape 'flow-const v '() (lambda (input) v)))

;; API: threads the value through the nodes, left to right
(define (sequence . nodes)
  (for-each (lambda (node) (%node 'sequence node)) nodes)
  (%shape 'sequence "" (%numbered nodes)
    (lambda (input)
      (let ((use (%use 'sequence)))
        (let loop ((i 0) (rest nodes) (value input))
          (if (null? rest)
              value
              (loop (+ i 1) (cdr rest) (%in use i (lambda () ((car rest) value))))))))))

;; internal: what the branches of a parallel came to.  The first raised object in written order is raised, once every
;; branch is done, waiting or raised; if some wait meanwhile, that is recorded first (the parallel is settled).
(define (%join use outcomes)
  (let ((raised (assq 'raised outcomes))
        (waiting (assq 'waiting outcomes)))
    (cond ((and raised waiting) (raise (%settle use (cadr raised))))
          (raised (raise (cadr raised)))
          (waiting (%park))
          (else (map cadr outcomes)))))

;; API: gives every node the same input; the list of their outputs in the order written
(define (parallel . nodes)
  (for-each (lambda (node) (%node 'parallel node)) nodes)
  (%shape 'parallel "" (%branches nodes)
    (lambda (input)
      (let ((use (%use 'parallel)))
        (%settled use)
        (let loop ((i 0) (rest nodes) (outcomes '()))
          (if (null? rest)
              (%join use (reverse outcomes))
              (loop (+ i 1) (cdr rest)
                    (cons (%branch use i (lambda () ((car rest) input))) outcomes))))))))

;; API: runs the node on each item of a list input, as parallel does its branches
(define (map-flow node)
  (%node 'map-flow node)
  (%shape 'map-flow "" (%branches (list node))
    (lambda (items)
      (if (not (list? items)) (%flow-error 'flow-not-a-list "map-flow: the input must be a list:" items))
      (let ((use (%use 'map-flow)))
        (%settled use)
        (let loop ((i 0) (rest items) (outcomes '()))
          (if (null? rest)
              (%join use (reverse outcomes))
              (loop (+ i 1) (cdr rest)
                    (cons (%branch use i (lambda () (node (car rest)))) outcomes))))))))

;; API: (pred input) selects the node that gets the same input
(define (branch pred then else)
  (for-each (lambda (node) (%node 'branch node)) (list pred then else))
  (%shape 'branch "" (list (list 'pred pred) (list 'then then) (list 'else else))
    (lambda (input)
      (let ((use (%use 'branch)))
        (if (%in use 'pred (lambda () (pred input)))
            (%in use 'then (lambda () (then input)))
            (%in use 'else (lambda () (else input))))))))

;; API: runs the node for its effect, returns its input
(define (tap node)
  (%node 'tap node)
  (%shape 'tap "" (list (list 'body node))
    (lambda (input)
      (%in (%use 'tap) 'body (lambda () (node input)))
      input)))

;; API: defines name and registers it, so that a stored flow finds its procedure again by name
(define-syntax defflow
  (syntax-rules ()
    ((_ (name input) body ...)
     (define name (%register-flow 'name (let ((name (lambda (input) body ...))) name))))
    ((_ name node)
     (define name (%register-flow 'name (%node 'name node))))))
