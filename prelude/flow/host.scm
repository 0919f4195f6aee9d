;; Answering requests in bulk (docs/semantics.md, "Wait").

;; API: the open requests as (id kind payload)
(define (flow-host-requests)
  (let loop ((waits (flow/pending)) (requests '()))
    (if (null? waits)
        (reverse requests)
        (let ((id (caar waits)) (tag (cadar waits)))
          (loop (cdr waits)
                (if (%request? tag) (cons (cons id (cdr tag)) requests) requests))))))

;; internal: whether a tag is the envelope of a request
(define (%request? tag)
  (and (list? tag) (= (length tag) 3) (eq? (car tag) 'flow-request)))

;; API: answers each open request at its own wait, once, with (dispatch kind payload); how many it answered
(define (flow-drive-host dispatch)
  (let loop ((requests (flow-host-requests)) (count 0))
    (if (null? requests)
        count
        (let* ((id (car (car requests)))
               (tag (cons 'flow-request (cdr (car requests)))))
          (loop (cdr requests)
                (+ count (%answer id tag (apply dispatch (cdr (car requests))))))))))

;; internal: answers one wait; 1, or 0 if it was closed meanwhile.  What the flow then raises is in its record.
(define (%answer id tag value)
  (guard (obj ((and (flow-error? obj) (memq (flow-error-kind obj) '(flow-not-suspended flow-wrong-tag flow-cancelled))) 0)
            ((eq? (flow/status id) 'failed) 1))
    (flow/resume id tag value)
    1))

;; API: answers requests until none is left, in at most max-ticks rounds; how many it answered
(define (flow-run-host dispatch max-ticks)
  (let loop ((round 0) (count 0))
    (if (or (= round max-ticks) (null? (flow-host-requests)))
        count
        (loop (+ round 1) (+ count (flow-drive-host dispatch))))))
