;; Basic hash tables (SRFI 69).  Most of it are primitives, which SRFI 125 shares.  An equivalence that is not one of
;; R7RS's needs a hash function that agrees with it; without one the table works, but searches all its keys.

;; internal: the first of optional arguments, or a default
(define (%option options default)
  (if (pair? options) (car options) default))

;; API: the options are an equivalence (equal?), a hash function, and hints, which are ignored
(define (make-hash-table . options)
  (%make-hash-table (%option options equal?)
                    (if (and (pair? options) (pair? (cdr options)) (procedure? (cadr options))) (cadr options) #f)
                    #f))

;; API: of several associations with one key the first counts
(define (alist->hash-table alist . options)
  (let ((table (apply make-hash-table options)))
    (for-each
      (lambda (association)
        (hash-table-update!/default table (car association) (lambda (value) value) (cdr association)))
      alist)
    table))

;; internal: the hash function that agrees with an equivalence
(define (%hash-function-for equivalence)
  (cond ((eq? equivalence eq?) hash-by-identity)
        ((eq? equivalence string=?) string-hash)
        ((eq? equivalence string-ci=?) string-ci-hash)
        (else hash)))

(define (hash-table-hash-function table)
  (or (%given-hash-function table)
      (%hash-function-for (hash-table-equivalence-function table))))

;; API: folds (proc key value seed) over the associations
(define (hash-table-fold table proc seed)
  (%hash-table-fold proc seed table))

;; API: a new table with the same associations
(define (hash-table-copy table)
  (%hash-table-copy table #t))

;; API: the associations of the second table go into the first, which is returned
(define (hash-table-merge! table other)
  (hash-table-walk other (lambda (key value) (hash-table-set! table key value)))
  table)
