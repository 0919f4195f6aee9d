;; Intermediate hash tables (SRFI 125), over the primitives that SRFI 69 shares.
;;
;; A table may be made of a comparator or, as in SRFI 69, of an equivalence and a hash function.  Standard equivalences are
;; recognised and looked up directly, whatever the hash function; so is the default comparator's while nothing is
;; registered with it.  Others are compared by calling their procedures.

;; internal: refuses the kinds of tables that there are not; other hints count for nothing
(define (%check-hints who hints)
  (for-each
    (lambda (hint)
      (if (memq hint '(weak-keys weak-values ephemeral-keys ephemeral-values))
          (error (string-append who ": there are no weak or ephemeral tables:") hint)))
    hints))

;; internal: an empty table of a comparator, or of an equivalence and perhaps a hash function in the options
(define (%make who comparator options)
  (%check-hints who options)
  (cond ((comparator? comparator)
         (let ((equality (comparator-equality-predicate comparator)))
           (%make-hash-table equality
                             (and (comparator-hashable? comparator) (comparator-hash-function comparator))
                             (plain-default-equality? equality))))
        ((procedure? comparator)
         (%make-hash-table comparator
                           (if (and (pair? options) (procedure? (car options))) (car options) #f)
                           #f))
        (else (error (string-append who ": expected a comparator, got") comparator))))

(define (make-hash-table comparator . options)
  (%make "make-hash-table" comparator options))

;; internal: the table, which is not to be changed any more
(define (%frozen table)
  (%hash-table-copy table #f))

;; API: an immutable table of keys and values that alternate
(define (hash-table comparator . objects)
  (let ((table (%make "hash-table" comparator '())))
    (let loop ((rest objects))
      (cond ((null? rest) (%frozen table))
            ((null? (cdr rest)) (error "hash-table: a key has no value:" (car rest)))
            ((hash-table-contains? table (car rest)) (error "hash-table: a key occurs twice:" (car rest)))
            (else (hash-table-set! table (car rest) (cadr rest))
                  (loop (cddr rest)))))))

;; API: keys and values from (mapper seed), until (stop? seed)
(define (hash-table-unfold stop? mapper successor seed comparator . options)
  (let ((table (%make "hash-table-unfold" comparator options)))
    (let loop ((seed seed))
      (if (stop? seed)
          table
          (let-values (((key value) (mapper seed)))
            (hash-table-set! table key value)
            (loop (successor seed)))))))

;; API: of several associations with one key the first counts
(define (alist->hash-table alist comparator . options)
  (let ((table (%make "alist->hash-table" comparator options)))
    (for-each
      (lambda (association)
        (if (not (hash-table-contains? table (car association)))
            (hash-table-set! table (car association) (cdr association))))
      alist)
    table))

;; API: whether two tables have the same keys, and values that the comparator of values takes for equal
(define (hash-table=? values-comparator a b)
  (let ((same? (comparator-equality-predicate values-comparator)))
    (and (= (hash-table-size a) (hash-table-size b))
         (let loop ((rest (hash-table->alist a)))
           (or (null? rest)
               (let ((value (hash-table-ref b (caar rest) (lambda () %none))))
                 (and (not (eq? value %none))
                      (same? (cdar rest) value)
                      (loop (cdr rest)))))))))

(define %none (list 'none))

;; The whole table

;; API: the first true value of (proc key value); else what failure returns
(define (hash-table-find proc table failure)
  (let loop ((rest (hash-table->alist table)))
    (if (null? rest)
        (failure)
        (or (proc (caar rest) (cdar rest)) (loop (cdr rest))))))

;; API: how many associations satisfy the predicate
(define (hash-table-count pred table)
  (%in-order pred table
    (lambda (pred table)
      (%hash-table-fold (lambda (key value n) (if (pred key value) (+ n 1) n)) 0 table))))

;; internal: calls use with the procedure and the table; older programs give them in the other order
(define (%in-order proc table use)
  (if (hash-table? proc) (use table proc) (use proc table)))

;; API: a new table with the same keys, of another comparator, and the values of proc for the values
(define (hash-table-map proc comparator table)
  (let ((result (%make "hash-table-map" comparator '())))
    (%walk table (lambda (key value) (hash-table-set! result key (proc value))))
    result))

;; API: calls (proc key value) for each association
(define (hash-table-for-each proc table)
  (%in-order proc table (lambda (proc table) (%walk table proc))))

(define (hash-table-walk table proc)
  (hash-table-for-each proc table))

;; API: puts (proc key value) in the place of each value
(define (hash-table-map! proc table)
  (%in-order proc table
    (lambda (proc table)
      (%walk table (lambda (key value) (hash-table-set! table key (proc key value)))))))

;; API: the list of what (proc key value) returns for each association
(define (hash-table-map->list proc table)
  (%in-order proc table
    (lambda (proc table)
      (reverse (%hash-table-fold (lambda (key value result) (cons (proc key value) result)) '() table)))))

;; API: folds (proc key value seed) over the associations
(define (hash-table-fold proc seed table)
  (if (hash-table? proc)
      (%hash-table-fold seed table proc)
      (%hash-table-fold proc seed table)))

;; API: removes the associations that satisfy the predicate
(define (hash-table-prune! pred table)
  (%in-order pred table
    (lambda (pred table)
      (%walk table (lambda (key value) (if (pred key value) (hash-table-delete! table key)))))))

;; API: a copy, immutable unless the option is true
(define (hash-table-copy table . options)
  (%hash-table-copy table (and (pair? options) (car options))))

;; Tables as sets of their keys; the first one is changed, and returned

;; API: adds to a the associations of b whose keys it lacks; returns a
(define (hash-table-union! a b)
  (%walk b (lambda (key value) (if (not (hash-table-contains? a key)) (hash-table-set! a key value))))
  a)

(define (hash-table-merge! a b)
  (hash-table-union! a b))

;; API: deletes from a the keys that b lacks; returns a
(define (hash-table-intersection! a b)
  (%walk a (lambda (key value) (if (not (hash-table-contains? b key)) (hash-table-delete! a key))))
  a)

;; API: deletes from a the keys of b; returns a
(define (hash-table-difference! a b)
  (%walk a (lambda (key value) (if (hash-table-contains? b key) (hash-table-delete! a key))))
  a)

;; API: leaves in a the associations whose keys are in one of both tables only; returns a
(define (hash-table-xor! a b)
  (%walk b
    (lambda (key value)
      (if (hash-table-contains? a key)
          (hash-table-delete! a key)
          (hash-table-set! a key value))))
  a)

;; Deprecated

(define (hash-table-hash-function table)
  (or (%given-hash-function table) hash))
