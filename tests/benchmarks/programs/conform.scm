; conform: which types conform to which.  A graph with cycles of mutable nodes, memoised meets and joins, sets as lists.

(import (scheme base) (scheme write))

(define repeats 80)

; A node is a type: its name and its operations, each a vector of a name, an argument's type and a result's type.
(define (make-node name) (vector name '()))
(define (node-name node) (vector-ref node 0))
(define (operations node) (vector-ref node 1))
(define (set-operations! node operations) (vector-set! node 1 operations))

(define (make-operation name argument result) (vector name argument result))
(define (operation-name operation) (vector-ref operation 0))
(define (argument operation) (vector-ref operation 1))
(define (result operation) (vector-ref operation 2))

(define (find-operation name operations)
  (cond ((null? operations) #f)
        ((eq? name (operation-name (car operations))) (car operations))
        (else (find-operation name (cdr operations)))))

; Meets and joins are made once for each two nodes; a node is known before its operations are, for they may lead back.
(define meets '())
(define joins '())
(define made '())

(define (known-pair a b table)
  (cond ((null? table) #f)
        ((or (and (eq? a (caar table)) (eq? b (cadr (car table))))
             (and (eq? b (caar table)) (eq? a (cadr (car table)))))
         (cddr (car table)))
        (else (known-pair a b (cdr table)))))

(define (combined-name a b sign)
  (string-append "(" (node-name a) sign (node-name b) ")"))

(define (make-combined a b sign)
  (let ((node (make-node (combined-name a b sign))))
    (set! made (cons node made))
    node))

(define (meet a b)
  (if (eq? a b)
      a
      (or (known-pair a b meets)
          (let ((node (make-combined a b "&")))
            (set! meets (cons (cons a (cons b node)) meets))
            (set-operations! node (all-operations (operations a) (operations b)))
            node))))

(define (join a b)
  (if (eq? a b)
      a
      (or (known-pair a b joins)
          (let ((node (make-combined a b "|")))
            (set! joins (cons (cons a (cons b node)) joins))
            (set-operations! node (common-operations (operations a) (operations b)))
            node))))

(define (all-operations these those)
  (append
    (map (lambda (operation)
           (let ((other (find-operation (operation-name operation) those)))
             (if other
                 (let* ((argument (join (argument operation) (argument other)))
                        (result (meet (result operation) (result other))))
                   (make-operation (operation-name operation) argument result))
                 operation)))
         these)
    (filter (lambda (operation)
              (not (find-operation (operation-name operation) these)))
            those)))

(define (common-operations these those)
  (cond ((null? these) '())
        ((find-operation (operation-name (car these)) those)
         => (lambda (other)
              (let* ((argument (meet (argument (car these)) (argument other)))
                     (result (join (result (car these)) (result other))))
                (cons (make-operation (operation-name other) argument result)
                      (common-operations (cdr these) those)))))
        (else (common-operations (cdr these) those))))

(define (filter keep? l)
  (cond ((null? l) '())
        ((keep? (car l)) (cons (car l) (filter keep? (cdr l))))
        (else (filter keep? (cdr l)))))

; Whether a conforms to b if the assumed pairs do: then the assumptions with what was found, else #f.
(define (conforms a b assumed)
  (cond ((eq? a b) assumed)
        ((assumed? a b assumed) assumed)
        (else
         (let each ((wanted (operations b))
                    (assumed (cons (cons a b) assumed)))
           (if (null? wanted)
               assumed
               (let ((operation (find-operation (operation-name (car wanted)) (operations a))))
                 (and operation
                      (let ((found (conforms (argument (car wanted)) (argument operation) assumed)))
                        (and found
                             (let ((found (conforms (result operation) (result (car wanted)) found)))
                               (and found (each (cdr wanted) found))))))))))))

(define (assumed? a b assumed)
  (and (pair? assumed)
       (or (and (eq? a (caar assumed)) (eq? b (cdar assumed)))
           (assumed? a b (cdr assumed)))))

(define (conforms? a b)
  (if (conforms a b '()) #t #f))

; The classes of nodes that conform to each other.
(define (classes nodes)
  (let loop ((nodes nodes) (found '()))
    (if (null? nodes)
        found
        (loop (cdr nodes) (insert (car nodes) found)))))

(define (insert node classes)
  (cond ((null? classes) (list (list node)))
        ((and (conforms? node (caar classes)) (conforms? (caar classes) node))
         (cons (cons node (car classes)) (cdr classes)))
        (else (cons (car classes) (insert node (cdr classes))))))

(define (sort l less?)
  (define (place x sorted)
    (if (or (null? sorted) (not (less? (car sorted) x)))
        (cons x sorted)
        (cons (car sorted) (place x (cdr sorted)))))
  (let loop ((l l) (sorted '()))
    (if (null? l)
        sorted
        (loop (cdr l) (place (car l) sorted)))))

(define (count keep? l)
  (length (filter keep? l)))

; How many pairs of classes conform.
(define (count-conforming classes)
  (apply +
    (map (lambda (class)
           (count (lambda (other) (conforms? (car class) (car other))) classes))
         classes)))

(define (make-basic-nodes n)
  (let ((nodes (list->vector
                 (map (lambda (i) (make-node (number->string i))) (one-to n))))
        (seed 7))
    (define (random k)
      (set! seed (modulo (+ (* seed 421) 1663) 7875))
      (modulo (quotient seed 16) k))
    (define (random-node) (vector-ref nodes (random n)))
    (define (random-operations names)
      (cond ((null? names) '())
            ((< (random 4) 2) (random-operations (cdr names)))
            (else
             (let* ((argument (random-node))
                    (result (random-node)))
               (cons (make-operation (car names) argument result)
                     (random-operations (cdr names)))))))
    (do ((i 0 (+ i 1)))
        ((= i n) (vector->list nodes))
      (set-operations! (vector-ref nodes i) (random-operations '(get put next size))))))

(define (one-to n)
  (let loop ((i n) (l '()))
    (if (= i 0) l (loop (- i 1) (cons i l)))))

(define (run)
  (set! meets '())
  (set! joins '())
  (set! made '())
  (let ((basic (make-basic-nodes 6)))
    (for-each (lambda (a) (for-each (lambda (b) (meet a b) (join a b)) basic)) basic)
    (let* ((nodes (append basic made))
           (found (classes nodes))
           (sorted (sort nodes (lambda (a b) (string<? (node-name a) (node-name b))))))
      (list (length nodes)
            (length found)
            (count-conforming found)
            (node-name (car sorted))))))

(define (repeat n)
  (let ((answer (run)))
    (if (> n 1) (repeat (- n 1)) answer)))

(let ((answer (repeat repeats)))
  (write answer)
  (newline)
  (if (not (equal? answer '(36 25 150 "(1&2)"))) (error "wrong answer" answer)))
