; SRFI 125: intermediate hash tables, made of comparators (SRFI 128).

(import (scheme base) (scheme char) (srfi 125) (srfi 128))
(define default (make-default-comparator))
(define (table . objects) (hash-table-copy (apply hash-table default objects) #t))

; name: constructors
(hash-table->alist (hash-table default 'a 1 'b 2))            ; => ((a . 1) (b . 2))
(hash-table default 'a)                                       ; error: hash-table: a key has no value: a
(hash-table default 'a 1 'a 2)                                ; error: hash-table: a key occurs twice: a
(hash-table-mutable? (hash-table default))                    ; => #f
(hash-table-mutable? (make-hash-table default))               ; => #t
(hash-table-set! (hash-table default) 'a 1)                   ; error: hash-table-set!: the hash table is immutable
(hash-table->alist (hash-table-unfold (lambda (n) (= n 3)) (lambda (n) (values n (* n n))) (lambda (n) (+ n 1)) 0 default))
; => ((0 . 0) (1 . 1) (2 . 4))
(hash-table->alist (alist->hash-table '((a . 1) (a . 2) (b . 3)) default)) ; => ((a . 1) (b . 3))
(hash-table-size (make-hash-table eq? hash-by-identity))      ; => 0
(make-hash-table 'no)                                         ; error: make-hash-table: expected a comparator, got no
(make-hash-table default 'weak-keys)                          ; error: no weak or ephemeral tables: weak-keys
(hash-table-size (make-hash-table default 'thread-safe 100))  ; => 0

; name: predicates
(hash-table? (table))                                         ; => #t
(hash-table? 'a)                                              ; => #f
(hash-table-contains? (table 'a 1) 'a)                        ; => #t
(hash-table-contains? (table 'a 1) 'b)                        ; => #f
(hash-table-exists? (table 'a 1) 'a)                          ; => #t
(hash-table-empty? (table))                                   ; => #t
(hash-table-empty? (table 'a 1))                              ; => #f
(hash-table=? default (table 'a 1 'b 2) (table 'b 2 'a 1))    ; => #t
(hash-table=? default (table 'a 1) (table 'a 2))              ; => #f
(hash-table=? default (table 'a 1) (table 'b 1))              ; => #f
(hash-table=? default (table 'a 1) (table))                   ; => #f

; name: accessors
(define t (table 'a 1))
(hash-table-ref t 'a)                                         ; => 1
(hash-table-ref t 'a (lambda () 'none) list)                  ; => (1)
(hash-table-ref t 'b (lambda () 'none) list)                  ; => none
(hash-table-ref t 'b)                                         ; error: hash-table-ref: the table has no such key: b
(hash-table-ref/default t 'b 0)                               ; => 0

; name: mutators
(define t (table))
(hash-table-set! t 'a 1 'b 2 'c 3)
(hash-table->alist t)                                         ; => ((a . 1) (b . 2) (c . 3))
(hash-table-set! t)
(hash-table-delete! t 'a 'c 'zzz)                             ; => 2
(hash-table-delete! t)                                        ; => 0
(hash-table-intern! t 'b (lambda () 'new))                    ; => 2
(hash-table-intern! t 'd (lambda () 'new))                    ; => new
(hash-table->alist t)                                         ; => ((b . 2) (d . new))
(hash-table-update! t 'b (lambda (n) (+ n 1)))
(hash-table-update! t 'b list (lambda () 0) -)
(hash-table-update! t 'e list (lambda () 0))
(hash-table-update!/default t 'f list 1)
(hash-table->alist t)                                         ; => ((b -3) (d . new) (e 0) (f 1))
(hash-table-update! t 'g list)                                ; error: hash-table-update!: the table has no such key: g
(call-with-values (lambda () (hash-table-pop! t)) list)       ; => (f (1))
(hash-table-size t)                                           ; => 3
(hash-table-clear! t)
(hash-table-size t)                                           ; => 0
(hash-table-pop! t)                                           ; error: hash-table-pop!: the table is empty

; name: an immutable table refuses every change
(define t (hash-table default 'a 1))
(hash-table-delete! t 'a)                                     ; error: hash-table-delete!: the hash table is immutable
(hash-table-intern! t 'b (lambda () 1))                       ; error: hash-table-intern!: the hash table is immutable
(hash-table-update! t 'a list)                                ; error: hash-table-update!: the hash table is immutable
(hash-table-update!/default t 'a list 1)                      ; error: hash-table-update!/default: the hash table is immutable
(hash-table-pop! t)                                           ; error: hash-table-pop!: the hash table is immutable
(hash-table-clear! t)                                         ; error: hash-table-clear!: the hash table is immutable
(hash-table-intern! t 'a (lambda () 2))                       ; => 1

; name: whole tables
(define t (table 'a 1 'b 2 'c 3))
(hash-table-size t)                                           ; => 3
(hash-table-keys t)                                           ; => (a b c)
(hash-table-values t)                                         ; => (1 2 3)
(call-with-values (lambda () (hash-table-entries t)) list)    ; => ((a b c) (1 2 3))
(hash-table-find (lambda (key value) (and (even? value) key)) t (lambda () 'none)) ; => b
(hash-table-find (lambda (key value) #f) t (lambda () 'none)) ; => none
(hash-table-count (lambda (key value) (odd? value)) t)        ; => 2

; name: mapping and folding
(define t (table 'a 1 'b 2 'c 3))
(hash-table->alist (hash-table-map - default t))              ; => ((a . -1) (b . -2) (c . -3))
(define sum 0)
(hash-table-for-each (lambda (key value) (set! sum (+ sum value))) t)
sum                                                           ; => 6
(hash-table-walk t (lambda (key value) (set! sum (+ sum value))))
sum                                                           ; => 12
(hash-table-map->list cons t)                                 ; => ((a . 1) (b . 2) (c . 3))
(hash-table-fold (lambda (key value n) (+ value n)) 100 t)    ; => 106
(hash-table-fold t (lambda (key value n) (+ value n)) 100)    ; => 106
(hash-table-map! (lambda (key value) (list key value)) t)
(hash-table-values t)                                         ; => ((a 1) (b 2) (c 3))
(hash-table-prune! (lambda (key value) (eq? key 'b)) t)
(hash-table-keys t)                                           ; => (a c)

; name: copies
(define t (table 'a 1))
(hash-table-mutable? (hash-table-copy t))                     ; => #f
(hash-table-mutable? (hash-table-copy t #t))                  ; => #t
(hash-table->alist (hash-table-copy t))                       ; => ((a . 1))
(hash-table-size (hash-table-empty-copy t))                   ; => 0
(hash-table-mutable? (hash-table-empty-copy (hash-table-copy t))) ; => #t
(hash-table->alist t)                                         ; => ((a . 1))

; name: tables as sets
(define (two) (table 'a 1 'b 2))
(define other (table 'b 20 'c 30))
(hash-table->alist (hash-table-union! (two) other))           ; => ((a . 1) (b . 2) (c . 30))
(hash-table->alist (hash-table-merge! (two) other))           ; => ((a . 1) (b . 2) (c . 30))
(hash-table->alist (hash-table-intersection! (two) other))    ; => ((b . 2))
(hash-table->alist (hash-table-difference! (two) other))      ; => ((a . 1))
(hash-table->alist (hash-table-xor! (two) other))             ; => ((a . 1) (c . 30))
(let ((t (two))) (eq? t (hash-table-union! t other)))         ; => #t
(let ((t (two))) (hash-table-size (hash-table-difference! t t))) ; => 0

; name: the default comparator's keys
(define t (table 1 'number "a" 'string '(1 2) 'list #(x) 'vector))
(list (hash-table-ref t 1.0) (hash-table-ref t (string #\a)) (hash-table-ref t '(1.0 2)) (hash-table-ref t (vector 'x)))
; => (number string list vector)

; name: a registered comparator counts
(define-record-type point (make-point x y) point? (x point-x) (y point-y))
(define point-comparator
  (make-comparator point? (lambda (a b) (and (= (point-x a) (point-x b)) (= (point-y a) (point-y b)))) #f point-x))
(define before (make-hash-table (make-default-comparator)))
(comparator-register-default! point-comparator)
(define t (make-hash-table (make-default-comparator)))
(hash-table-set! t (make-point 1 2) 'found (list (make-point 3 4)) 'inside)
(hash-table-ref t (make-point 1 2))                           ; => found
(hash-table-ref t (list (make-point 3 4)))                    ; => inside
(hash-table-ref/default t (make-point 1 3) #f)                ; => #f

; name: comparators of one's own
(define t (make-hash-table (make-comparator string? string-ci=? #f string-ci-hash)))
(hash-table-set! t "A" 1 "a" 2)
(hash-table->alist t)                                         ; => (("A" . 2))
(define by-length (make-comparator string? (lambda (a b) (= (string-length a) (string-length b))) #f string-length))
(define t (make-hash-table by-length))
(hash-table-set! t "one" 1 "two" 2 "three" 3)
(hash-table->alist t)                                         ; => (("one" . 2) ("three" . 3))
(hash-table-delete! t "six" "nine")                           ; => 1
(hash-table->alist t)                                         ; => (("three" . 3))

; name: procedures that are given to a table may nest deeply
(define t (make-hash-table (make-default-comparator)))
(define (through-updater n)
  (if (= n 0)
      0
      (begin (hash-table-update! t n (lambda (value) (+ 1 (through-updater (- n 1)))) (lambda () 0)) (hash-table-ref t n))))
(through-updater 30000)                                       ; => 30000
(define (through-failure n) (if (= n 0) 0 (+ 1 (hash-table-intern! t (- n) (lambda () (through-failure (- n 1)))))))
(through-failure 30000)                                       ; => 30000
(define (through-equivalence n)
  (define (same? a b) (through-equivalence (- n 1)) #t)
  (define t (make-hash-table (make-comparator (lambda (obj) #t) same? #f (lambda (obj) 0))))
  (if (> n 0) (begin (hash-table-set! t 1 1) (hash-table-set! t 2 2)))
  n)
(through-equivalence 30000)                                   ; => 30000

; name: deprecated
(= (hash "a") (hash (string #\a)))                            ; => #t
(= (string-hash "a") (string-hash (string #\a)))              ; => #t
(= (string-ci-hash "A") (string-ci-hash "a"))                 ; => #t
(= (hash-by-identity 'a) (hash-by-identity 'a))               ; => #t
(eq? (hash-table-equivalence-function (make-hash-table string=? string-hash)) string=?) ; => #t
(eq? (hash-table-hash-function (make-hash-table string=? string-hash)) string-hash) ; => #t
