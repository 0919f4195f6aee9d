;; Nodes that run at a peer of the same process, an alist of name and procedure (docs/semantics.md, "Peers").

;; internal: address -> peer; a peer is (functions . slot), the slot holds what was replicated to it
(define (%peers) (vector-ref (%peer-table) 0))

;; API: makes a peer known under an address
(define (flow-peer-register! addr peer)
  (if (not (list? peer))
      (%flow-error 'flow-bad-argument "a peer is an alist of name and procedure:" addr peer))
  (vector-set! (%peer-table) 0
    (cons (cons addr (cons peer (vector #f)))
          (%without addr (%peers)))))

;; internal: the peers but for one
(define (%without addr peers)
  (cond ((null? peers) '())
        ((equal? (caar peers) addr) (%without addr (cdr peers)))
        (else (cons (car peers) (%without addr (cdr peers))))))

;; internal: the peer at an address, or flow-remote-unreachable
(define (%peer addr)
  (let ((entry (assoc addr (%peers))))
    (if entry
        (cdr entry)
        (%flow-error 'flow-remote-unreachable "no peer answers at:" addr))))

;; internal: calls the function of a peer; what it raises becomes flow-remote-error
(define (%call-peer addr fn input)
  (let ((entry (assoc fn (car (%peer addr)))))
    (if (not entry)
        (%flow-error 'flow-remote-no-fn "the peer has no such function:" addr fn))
    (let ((outcome (%attempt (lambda () ((%callable (cdr entry)) input)))))
      (if (eq? (car outcome) 'value)
          (cadr outcome)
          (%flow-error 'flow-remote-error "the peer's function raised:" addr fn (cadr outcome))))))

;; internal: (name . proc) and (name proc) are both entries of a peer
(define (%callable entry) (if (pair? entry) (car entry) entry))

;; API: runs the function named fn of the peer at addr on the input
(define (remote-node addr fn)
  (%shape 'remote-node (list addr fn) '()
    (lambda (input)
      (%journal 'remote (list addr fn) (lambda () (%call-peer addr fn input))))))

;; API: tries the peers in order, moves on at any raised error, and runs the node local if all fail
(define (remote-failover addrs fn local)
  (%node 'remote-failover local)
  (%shape 'remote-failover fn
    (append (%numbered (map (lambda (addr) (remote-node addr fn)) addrs)) (list (list 'local local)))
    (lambda (input)
      (let ((use (%use 'remote-failover)))
        (let loop ((i 0) (rest addrs))
          (if (null? rest)
              (%in use 'local (lambda () (local input)))
              (let ((outcome (%attempt (lambda () (%in use i (lambda () ((remote-node (car rest) fn) input)))))))
                (if (eq? (car outcome) 'value)
                    (cadr outcome)
                    (loop (+ i 1) (cdr rest))))))))))

;; API: hands the store's plain data to a peer
(define (flow-replicate-to addr)
  (%journal 'remote (list addr 'replicate)
    (lambda ()
      (vector-set! (cdr (%peer addr)) 0 (%engine 'flow-store-export))
      #t)))

;; API: brings a peer's replica into this store; how many runs it added or replaced
(define (flow-restore-from addr)
  (%journal 'remote (list addr 'restore)
    (lambda ()
      (let ((data (vector-ref (cdr (%peer addr)) 0)))
        (if data
            (%engine 'flow-store-import! data)
            (%flow-error 'flow-remote-error "the peer holds no replica:" addr))))))
