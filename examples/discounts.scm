;; The rules of a shop, read by rules_service.py.  An order is an association list: customer, total, items.

(define rules '())

(define (field order name)
  (let ((found (assq name order)))
    (if found (cdr found) (error "the order lacks a field:" name))))

(define-syntax rule
  (syntax-rules (when then)
    ((_ name (order) (when test) (then percent))
     (set! rules (cons (list 'name (lambda (order) test) (lambda (order) percent)) rules)))))

(rule regular (order)
  (when (string=? (field order 'customer) "regular"))
  (then 5))

(rule large (order)
  (when (> (field order 'total) 1000))
  (then 10))

(rule bulk (order)
  (when (> (length (field order 'items)) 20))
  (then (min 15 (quotient (length (field order 'items)) 10))))

;; The rules that apply, each with its percentage, and the price that is left.
(define (decide order)
  (let loop ((rest (reverse rules)) (applied '()) (percent 0))
    (cond ((null? rest)
           (list (cons 'applied (reverse applied))
                 (cons 'price (/ (* (field order 'total) (- 100 (min percent 20))) 100.0))))
          (((cadr (car rest)) order)
           (let ((more ((caddr (car rest)) order)))
             (loop (cdr rest) (cons (symbol->string (caar rest)) applied) (+ percent more))))
          (else (loop (cdr rest) applied percent)))))
