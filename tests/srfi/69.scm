; SRFI 69: basic hash tables.

(import (scheme base) (scheme char) (srfi 69))
(define (table . entries)
  (let ((t (make-hash-table)))
    (let loop ((rest entries))
      (if (pair? rest) (begin (hash-table-set! t (car rest) (cadr rest)) (loop (cddr rest)))))
    t))

; name: making and telling tables
(hash-table? (make-hash-table))                               ; => #t
(hash-table? '((a . 1)))                                      ; => #f
(hash-table? (make-hash-table eq? hash-by-identity 100))      ; => #t
(hash-table-size (make-hash-table))                           ; => 0
(make-hash-table 'equal?)                                     ; error: argument 1 must be a procedure
(table 'a 1 'b 2)                                             ; => #<hash-table of 2>

; name: alist->hash-table keeps the first of equal keys
(define t (alist->hash-table '((a . 1) (b . 2) (a . 3)) eq?))
(hash-table-ref t 'a)                                         ; => 1
(hash-table-size t)                                           ; => 2
(hash-table-ref (alist->hash-table '(("A" . 1)) string-ci=? string-ci-hash) "a") ; => 1

; name: ref
(define t (table 'a 1))
(hash-table-ref t 'a)                                         ; => 1
(hash-table-ref t 'a (lambda () 'none))                       ; => 1
(hash-table-ref t 'b (lambda () 'none))                       ; => none
(hash-table-ref t 'b)                                         ; error: hash-table-ref: the table has no such key: b
(hash-table-ref/default t 'a 0)                               ; => 1
(hash-table-ref/default t 'b 0)                               ; => 0
(hash-table-ref/default t 'b #f)                              ; => #f
(hash-table-ref 'no 'a)                                       ; error: hash-table-ref: argument 1 must be a hash table, got no
(let loop ((i 0)) (if (< i 100000) (hash-table-ref t 'b (lambda () (loop (+ i 1)))) i)) ; => 100000

; name: set! and delete!
(define t (table 'a 1))
(hash-table-set! t 'a 2)
(hash-table-set! t 'b #f)
(hash-table->alist t)                                         ; => ((a . 2) (b . #f))
(hash-table-delete! t 'a)
(hash-table-delete! t 'zzz)
(hash-table->alist t)                                         ; => ((b . #f))
(hash-table-exists? t 'b)                                     ; => #t
(hash-table-exists? t 'a)                                     ; => #f
(hash-table-set! t 'a)                                        ; error: hash-table-set!: a key has no value: a

; name: update!
(define t (table 'a 1))
(define (inc n) (+ n 1))
(hash-table-update! t 'a inc)
(hash-table-ref t 'a)                                         ; => 2
(hash-table-update! t 'b inc (lambda () 10))
(hash-table-ref t 'b)                                         ; => 11
(hash-table-update! t 'c inc)                                 ; error: hash-table-update!: the table has no such key: c
(hash-table-update!/default t 'c inc 0)
(hash-table-update!/default t 'c inc 0)
(hash-table-ref t 'c)                                         ; => 2

; name: whole tables, in the order of insertion
(define t (table 'a 1 'b 2 'c 3))
(hash-table-keys t)                                           ; => (a b c)
(hash-table-values t)                                         ; => (1 2 3)
(hash-table->alist t)                                         ; => ((a . 1) (b . 2) (c . 3))
(hash-table-fold t (lambda (key value sum) (+ value sum)) 0)  ; => 6
(define seen '())
(hash-table-walk t (lambda (key value) (set! seen (cons (list key value) seen))))
(reverse seen)                                                ; => ((a 1) (b 2) (c 3))

; name: a walk may change the table
(define t (table 1 1 2 2 3 3))
(hash-table-walk t (lambda (key value) (hash-table-delete! t key) (hash-table-set! t (+ key 10) value)))
(hash-table->alist t)                                         ; => ((11 . 1) (12 . 2) (13 . 3))

; name: copies are independent
(define t (table 'a 1))
(define u (hash-table-copy t))
(hash-table-set! u 'a 2)
(hash-table-set! u 'b 3)
(list (hash-table->alist t) (hash-table->alist u))            ; => (((a . 1)) ((a . 2) (b . 3)))

; name: merge! adds the second table to the first
(define t (table 'a 1 'b 2))
(eq? t (hash-table-merge! t (table 'b 3 'c 4)))               ; => #t
(hash-table->alist t)                                         ; => ((a . 1) (b . 3) (c . 4))

; name: equal? compares structure, and exactness
(define t (table 1 'exact 1.0 'inexact "s" 'string '(1 #(2 "x")) 'list #\s 'char 's 'symbol 1/2 'ratio))
(map (lambda (key) (hash-table-ref/default t key #f))
     (list 1 1.0 (string #\s) (list 1 (vector 2 "x")) #\s 's (/ 2 4) 0.5 '(1 #(2 "y")) 2))
; => (exact inexact string list char symbol ratio #f #f #f)
(hash-table-set! t 0.0 'plus)
(hash-table-set! t -0.0 'minus)
(list (hash-table-ref t 0.0) (hash-table-ref t -0.0))         ; => (plus minus)
(hash-table-set! t (bytevector 1 2) 'bytes)
(hash-table-ref t (bytevector 1 2))                           ; => bytes
(hash-table-set! t '() 'nil)
(hash-table-set! t #f 'false)
(list (hash-table-ref t '()) (hash-table-ref t #f) (hash-table-ref/default t #t 'none)) ; => (nil false none)
(list (hash-table-ref/default t '(()) 0) (hash-table-ref/default t '#() 0) (hash-table-ref/default t '#(()) 0)) ; => (0 0 0)

; name: structure is not mistaken for other structure
(define t (table '(1 2) 'a '(1 . 2) 'b '((1) 2) 'c '#(1 2) 'd '#(#(1) 2) 'e '(1 (2)) 'f '#(1 #(2)) 'g))
(hash-table-size t)                                           ; => 7
(map (lambda (key) (hash-table-ref t key))
     (list '(1 2) '(1 . 2) '((1) 2) '#(1 2) '#(#(1) 2) '(1 (2)) '#(1 #(2)))) ; => (a b c d e f g)

; name: eq? and eqv? tell objects of equal content apart
(define t (make-hash-table eqv?))
(define key (string #\a))
(hash-table-set! t key 'mine)
(hash-table-ref/default t key #f)                             ; => mine
(hash-table-ref/default t (string #\a) #f)                    ; => #f
(hash-table-set! t 100000000000000000000 'big)
(hash-table-ref t (* 10000000000 10000000000))                ; => big
(hash-table-set! t 1.5 'float)
(hash-table-ref t (+ 1 0.5))                                  ; => float
(string-set! key 0 #\b)
(hash-table-ref t key)                                        ; => mine

; name: equivalences of strings and characters
(define t (make-hash-table string-ci=?))
(hash-table-set! t "Straße" 1)
(hash-table-ref t "STRASSE")                                  ; => 1
(hash-table-keys t)                                           ; => ("Straße")
(hash-table-set! t 'symbol 1)                                 ; error: a key of this table must be a string, got symbol
(define n (make-hash-table =))
(hash-table-set! n 1 'one)
(hash-table-ref n 1.0)                                        ; => one
(hash-table-ref n "1" (lambda () 0))                          ; error: a key of this table must be a number
(define c (make-hash-table char-ci=?))
(hash-table-set! c #\A 1)
(hash-table-ref c #\a)                                        ; => 1
(hash-table-ref/default c "a" 0)                              ; error: must be a character

; name: an equivalence of one's own
(define (same-digit? a b) (= (modulo a 10) (modulo b 10)))
(define t (make-hash-table same-digit? (lambda (n) (modulo n 10))))
(hash-table-set! t 1 'a)
(hash-table-set! t 11 'b)
(hash-table-set! t 2 'c)
(hash-table->alist t)                                         ; => ((1 . b) (2 . c))
(hash-table-exists? t 101)                                    ; => #t
(hash-table-delete! t 32)
(hash-table-keys (hash-table-copy t))                         ; => (1)
(hash-table-update! t 41 (lambda (v) (list v v)))
(hash-table-ref t 1)                                          ; => (b b)
(define u (make-hash-table same-digit?))
(hash-table-set! u 1 'a)
(hash-table-ref/default u 21 #f)                              ; => a
(hash-table-set! (make-hash-table same-digit? (lambda (n) 'x)) 1 1) ; error: the hash function must return an exact integer, got x
(call/cc (lambda (k) (hash-table-ref (alist->hash-table '((1 . 1)) (lambda (a b) (k 'out))) 2 (lambda () 'none)))) ; => out

; name: a circular key is refused
(define circle (list 1 2))
(set-cdr! (cdr circle) circle)
(hash-table-set! (table) circle 1)                            ; error: circular
(hash-table-size (let ((t (make-hash-table eq?))) (hash-table-set! t circle 1) t)) ; => 1

; name: deep keys
(define (deep n) (let loop ((i 0) (l '())) (if (= i n) l (loop (+ i 1) (list l)))))
(define t (table (deep 100000) 'deep))
(hash-table-ref t (deep 100000))                              ; => deep

; name: hash functions agree with their equivalences
(= (hash '(1 "a" #(b))) (hash (list 1 (string #\a) (vector 'b)))) ; => #t
(= (string-hash "ab") (string-hash (string #\a #\b)))         ; => #t
(= (string-ci-hash "Ab") (string-ci-hash "aB"))               ; => #t
(let ((p (list 1))) (= (hash-by-identity p) (hash-by-identity p))) ; => #t
(< -1 (hash "abc" 7) 7)                                       ; => #t
(< -1 (string-hash "abc" 3) 3)                                ; => #t
(< -1 (string-ci-hash "abc" 3) 3)                             ; => #t
(< -1 (hash-by-identity 'a 3) 3)                              ; => #t
(hash "abc" 0)                                                ; error: argument 2 must be a positive exact integer
(string-hash 'abc)                                            ; error: argument 1 must be a string
(let ((p (list 1))) (let ((before (hash-by-identity p))) (set-car! p 2) (= before (hash-by-identity p)))) ; => #t

; name: the procedures that a table was made with
(eq? equal? (hash-table-equivalence-function (make-hash-table))) ; => #t
(eq? string=? (hash-table-equivalence-function (make-hash-table string=? string-hash))) ; => #t
(eq? string-hash (hash-table-hash-function (make-hash-table string=?))) ; => #t
(eq? hash-by-identity (hash-table-hash-function (make-hash-table eq?))) ; => #t
(let ((h (lambda (x) 1))) (eq? h (hash-table-hash-function (make-hash-table equal? h)))) ; => #t

; name: the library is there for cond-expand
(cond-expand ((library (srfi 69)) 'yes) (else 'no))           ; => yes
