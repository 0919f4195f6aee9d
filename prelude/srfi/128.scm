;; Comparators (SRFI 128).  A comparator is a record of four procedures; what it lacks, the ordering or the hash
;; function, is a procedure that says so, and a flag remembers that.
;;
;; The default comparator orders the empty list, pairs, booleans, characters, strings, symbols, numbers, vectors and
;; bytevectors, in this order, and then what was registered.  Numbers are compared by their value, exact or not; a NaN
;; equals itself and comes before the other numbers, so that the ordering stays a total one.

(define-record-type comparator
  (%make-comparator type-test equality ordering hash ordered? hashable?)
  comparator?
  (type-test comparator-type-test-predicate)
  (equality comparator-equality-predicate)
  (ordering comparator-ordering-predicate)
  (hash comparator-hash-function)
  (ordered? comparator-ordered?)
  (hashable? comparator-hashable?))

;; API: type-test may be #t (anything), equality #t (neither is before the other), ordering and hash #f (none)
(define (make-comparator type-test equality ordering hash)
  (%make-comparator
    (if (eq? type-test #t) (lambda (obj) #t) type-test)
    (if (eq? equality #t) (lambda (a b) (not (or (ordering a b) (ordering b a)))) equality)
    (or ordering (lambda (a b) (error "<?: the comparator has no ordering predicate")))
    (or hash (lambda (obj) (error "comparator-hash: the comparator has no hash function")))
    (and ordering #t)
    (and hash #t)))

;; Hashes

;; API: above what a hash function's results should be
(define-syntax hash-bound
  (syntax-rules () ((_) 1152921504606846976)))

;; API: a number that hash functions may mix into their results
(define-syntax hash-salt
  (syntax-rules () ((_) 16064047)))

;; internal: puts two hashes together
(define (%mix a b)
  (modulo (+ (* a 31) b 17) (hash-bound)))

;; Standard comparators

;; API: a comparator by eq?, without an ordering
(define (make-eq-comparator) (make-comparator #t eq? #f default-hash))
;; API: a comparator by eqv?, without an ordering
(define (make-eqv-comparator) (make-comparator #t eqv? #f default-hash))
;; API: a comparator by equal?, without an ordering
(define (make-equal-comparator) (make-comparator #t equal? #f default-hash))

;; Comparators of compound objects

;; internal: the procedure, if all the comparators have what it needs
(define (%when-all has? procedure . comparators)
  (let loop ((rest comparators))
    (cond ((null? rest) procedure)
          ((has? (car rest)) (loop (cdr rest)))
          (else #f))))

;; API: pairs, by their cars and then their cdrs
(define (make-pair-comparator first second)
  (let ((first-test (comparator-type-test-predicate first))
        (second-test (comparator-type-test-predicate second))
        (first-hash (comparator-hash-function first))
        (second-hash (comparator-hash-function second)))
    (make-comparator
      (lambda (obj) (and (pair? obj) (first-test (car obj)) (second-test (cdr obj))))
      (lambda (a b) (and (=? first (car a) (car b)) (=? second (cdr a) (cdr b))))
      (%when-all comparator-ordered?
        (lambda (a b)
          (if (=? first (car a) (car b)) (<? second (cdr a) (cdr b)) (<? first (car a) (car b))))
        first second)
      (%when-all comparator-hashable?
        (lambda (obj) (%mix (first-hash (car obj)) (second-hash (cdr obj))))
        first second))))

;; API: list-like objects, element by element; a prefix comes first
(define (make-list-comparator element . options)
  (let-values (((test empty? head tail)
                (if (null? options) (values list? null? car cdr) (apply values options))))
    (let ((element-test (comparator-type-test-predicate element))
          (element-hash (comparator-hash-function element)))
      (make-comparator
        (lambda (obj)
          (and (test obj)
               (let loop ((rest obj))
                 (or (empty? rest) (and (element-test (head rest)) (loop (tail rest)))))))
        (lambda (a b)
          (let loop ((a a) (b b))
            (cond ((empty? a) (empty? b))
                  ((empty? b) #f)
                  ((=? element (head a) (head b)) (loop (tail a) (tail b)))
                  (else #f))))
        (%when-all comparator-ordered?
          (lambda (a b)
            (let loop ((a a) (b b))
              (cond ((empty? a) (not (empty? b)))
                    ((empty? b) #f)
                    ((=? element (head a) (head b)) (loop (tail a) (tail b)))
                    (else (<? element (head a) (head b))))))
          element)
        (%when-all comparator-hashable?
          (lambda (obj)
            (let loop ((rest obj) (result 0))
              (if (empty? rest) result (loop (tail rest) (%mix result (element-hash (head rest)))))))
          element)))))

;; API: vector-like objects: the shorter first, then element by element
(define (make-vector-comparator element . options)
  (let-values (((test length ref)
                (if (null? options) (values vector? vector-length vector-ref) (apply values options))))
    (let ((element-test (comparator-type-test-predicate element))
          (element-hash (comparator-hash-function element)))
      (make-comparator
        (lambda (obj)
          (and (test obj)
               (let ((end (length obj)))
                 (let loop ((i 0)) (or (= i end) (and (element-test (ref obj i)) (loop (+ i 1))))))))
        (lambda (a b)
          (let ((end (length a)))
            (and (= end (length b))
                 (let loop ((i 0)) (or (= i end) (and (=? element (ref a i) (ref b i)) (loop (+ i 1))))))))
        (%when-all comparator-ordered?
          (lambda (a b)
            (let ((end (length a)))
              (if (= end (length b))
                  (let loop ((i 0))
                    (cond ((= i end) #f)
                          ((=? element (ref a i) (ref b i)) (loop (+ i 1)))
                          (else (<? element (ref a i) (ref b i)))))
                  (< end (length b)))))
          element)
        (%when-all comparator-hashable?
          (lambda (obj)
            (let ((end (length obj)))
              (let loop ((i 0) (result end))
                (if (= i end) result (loop (+ i 1) (%mix result (element-hash (ref obj i))))))))
          element)))))

;; The default comparator

(define %registered '())

;; API: lets the default comparator know objects of another type
(define (comparator-register-default! comparator)
  (set! %registered (append %registered (list comparator))))

;; internal: the place of an object's type in the ordering of types
(define (%rank obj)
  (cond ((null? obj) 0)
        ((pair? obj) 1)
        ((boolean? obj) 2)
        ((char? obj) 3)
        ((string? obj) 4)
        ((symbol? obj) 5)
        ((number? obj) 6)
        ((vector? obj) 7)
        ((bytevector? obj) 8)
        (else
          (let loop ((rest %registered) (rank 9))
            (cond ((null? rest) rank)
                  (((comparator-type-test-predicate (car rest)) obj) rank)
                  (else (loop (cdr rest) (+ rank 1))))))))

;; internal: what was registered for objects of this rank, or #f
(define (%registered-for rank)
  (let loop ((rest %registered) (k 9))
    (cond ((null? rest) #f) ((= k rank) (car rest)) (else (loop (cdr rest) (+ k 1))))))

(define (%nan-number? z)
  (and (inexact? z) (nan? z)))

(define (%number-equal? a b)
  (or (= a b) (and (%nan-number? a) (%nan-number? b))))

(define (%number-before? a b)
  (cond ((%nan-number? a) (not (%nan-number? b)))
        ((%nan-number? b) #f)
        ((and (real? a) (real? b)) (< a b))
        (else (%complex-before? a b))))

(define (%bytes->vector bytes)
  (let loop ((i (- (bytevector-length bytes) 1)) (result '()))
    (if (< i 0) (list->vector result) (loop (- i 1) (cons (bytevector-u8-ref bytes i) result)))))

(define (%boolean-before? a b)
  (and (not a) b))

(define (%symbol-before? a b)
  (string<? (symbol->string a) (symbol->string b)))

(define (%default-equal? a b)
  (let loop ((a a) (b b))
    (let ((rank (%rank a)))
      (and (= rank (%rank b))
           (case rank
             ((1) (and (%default-equal? (car a) (car b)) (loop (cdr a) (cdr b))))
             ((6) (%number-equal? a b))
             ((7) (=? %default-vectors a b))
             ((0 2 3 4 5 8) (equal? a b))
             (else
               (let ((comparator (%registered-for rank)))
                 (if comparator (=? comparator a b) (eqv? a b)))))))))

(define (%default-before? a b)
  (let loop ((a a) (b b))
    (let ((rank (%rank a)) (other (%rank b)))
      (if (not (= rank other))
          (< rank other)
          (case rank
            ((0) #f)
            ((1) (if (%default-equal? (car a) (car b))
                     (loop (cdr a) (cdr b))
                     (%default-before? (car a) (car b))))
            ((2) (%boolean-before? a b))
            ((3) (char<? a b))
            ((4) (string<? a b))
            ((5) (%symbol-before? a b))
            ((6) (%number-before? a b))
            ((7) (<? %default-vectors a b))
            ((8) (<? %default-vectors (%bytes->vector a) (%bytes->vector b)))
            (else
              (let ((comparator (%registered-for rank)))
                (if comparator
                    (<? comparator a b)
                    (error "<?: the default comparator cannot order" a b)))))))))

;; internal: as default-hash, which knows nothing of what was registered
(define (%default-hash obj)
  (cond ((pair? obj)
         (let loop ((rest obj) (result 1))
           (if (pair? rest)
               (loop (cdr rest) (%mix result (%default-hash (car rest))))
               (%mix result (%default-hash rest)))))
        ((vector? obj) (comparator-hash %default-vectors obj))
        (else
          (let ((comparator (%registered-for (%rank obj))))
            (if comparator (comparator-hash comparator obj) (default-hash obj))))))

(define %default-comparator
  (make-comparator #t %default-equal? %default-before? %default-hash))

(define %default-vectors (make-vector-comparator %default-comparator))

;; API: the comparator of all data, which orders them all
(define (make-default-comparator) %default-comparator)

;; internal: whether an equality is the default comparator's while nothing is registered
(define (plain-default-equality? equality)
  (and (eq? equality %default-equal?) (null? %registered)))

;; Applying comparators

;; API: whether the comparator takes an object
(define (comparator-test-type comparator obj)
  ((comparator-type-test-predicate comparator) obj))

;; API: #t if the comparator takes an object, else an error
(define (comparator-check-type comparator obj)
  (or (comparator-test-type comparator obj)
      (error "comparator-check-type: the comparator does not compare such objects:" obj)))

;; API: the hash of an object
(define (comparator-hash comparator obj)
  ((comparator-hash-function comparator) obj))

;; internal: whether the test holds for all neighbours
(define (%chain test a b rest)
  (and (test a b)
       (or (null? rest) (%chain test b (car rest) (cdr rest)))))

;; API: whether each object equals the next, by the comparator
(define (=? comparator a b . rest)
  (let ((equality (comparator-equality-predicate comparator)))
    (if (null? rest) (equality a b) (%chain equality a b rest))))

;; API: whether each object comes before the next, by the comparator
(define (<? comparator a b . rest)
  (let ((before? (comparator-ordering-predicate comparator)))
    (if (null? rest) (before? a b) (%chain before? a b rest))))

;; API: whether each object comes after the next, by the comparator
(define (>? comparator a b . rest)
  (let ((before? (comparator-ordering-predicate comparator)))
    (%chain (lambda (a b) (before? b a)) a b rest)))

;; API: whether no object comes after the next, by the comparator
(define (<=? comparator a b . rest)
  (let ((before? (comparator-ordering-predicate comparator)))
    (%chain (lambda (a b) (not (before? b a))) a b rest)))

;; API: whether no object comes before the next, by the comparator
(define (>=? comparator a b . rest)
  (let ((before? (comparator-ordering-predicate comparator)))
    (%chain (lambda (a b) (not (before? a b))) a b rest)))

;; internal: which of three thunks to call
(define (%if<=> comparator a b less same more)
  (cond ((=? comparator a b) (same))
        ((<? comparator a b) (less))
        (else (more))))

;; API: one of three expressions: for less, equal or greater
(define-syntax comparator-if<=>
  (syntax-rules ()
    ((_ a b less same more)
     (comparator-if<=> (make-default-comparator) a b less same more))
    ((_ comparator a b less same more)
     (%if<=> comparator a b (lambda () less) (lambda () same) (lambda () more)))))
