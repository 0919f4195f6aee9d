(define (last items)
  (if (null? (cdr items))
      (car items)
      (last (cdr items))))

(define (report items)
  (display (last items))
  (newline))

(report '(1 2 3))
(report '())
