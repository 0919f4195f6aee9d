; SRFI 128: comparators.

(import (scheme base) (scheme char) (srfi 128))
(define default (make-default-comparator))
(define numbers (make-comparator number? = < number-hash))
(define strings (make-comparator string? string=? string<? string-hash))

; name: predicates and accessors
(comparator? numbers)                                         ; => #t
(comparator? <)                                               ; => #f
(comparator-ordered? numbers)                                 ; => #t
(comparator-ordered? (make-comparator #t eq? #f #f))          ; => #f
(comparator-hashable? numbers)                                ; => #t
(comparator-hashable? (make-comparator #t eq? #f #f))         ; => #f
((comparator-type-test-predicate numbers) 1)                  ; => #t
((comparator-equality-predicate numbers) 1 1.0)               ; => #t
((comparator-ordering-predicate numbers) 1 2)                 ; => #t
(= ((comparator-hash-function numbers) 1) ((comparator-hash-function numbers) 1.0)) ; => #t

; name: what is left out
((comparator-type-test-predicate (make-comparator #t eq? #f #f)) 'anything) ; => #t
(=? (make-comparator number? #t < #f) 1 1.0)                  ; => #t
(=? (make-comparator number? #t < #f) 1 2)                    ; => #f
(<? (make-comparator #t eq? #f #f) 1 2)                       ; error: no ordering predicate
(comparator-hash (make-comparator #t eq? #f #f) 1)            ; error: no hash function

; name: standard comparators
(define key (list 1))
(list (=? (make-eq-comparator) key key) (=? (make-eq-comparator) key (list 1))) ; => (#t #f)
(list (=? (make-eqv-comparator) 1.5 1.5) (=? (make-eqv-comparator) "a" (string #\a))) ; => (#t #f)
(list (=? (make-equal-comparator) "a" (string #\a)) (=? (make-equal-comparator) 1 1.0)) ; => (#t #f)

; name: chains of comparisons
(=? numbers 1 1.0 1)                                          ; => #t
(=? numbers 1 1 2)                                            ; => #f
(<? numbers 1 2 3)                                            ; => #t
(<? numbers 1 2 2)                                            ; => #f
(>? numbers 3 2 1)                                            ; => #t
(>? numbers 3 3)                                              ; => #f
(<=? numbers 1 2 2)                                           ; => #t
(<=? numbers 2 1)                                             ; => #f
(>=? numbers 2 2 1)                                           ; => #t
(>=? numbers 1 2)                                             ; => #f

; name: types
(comparator-test-type numbers 1)                              ; => #t
(comparator-test-type numbers 'a)                             ; => #f
(comparator-check-type numbers 1)                             ; => #t
(comparator-check-type numbers 'a)                            ; error: comparator-check-type: .* a

; name: pairs
(define pairs (make-pair-comparator numbers strings))
(comparator-test-type pairs '(1 . "a"))                       ; => #t
(comparator-test-type pairs '(1 . 2))                         ; => #f
(=? pairs '(1 . "a") (cons 1.0 (string #\a)))                 ; => #t
(<? pairs '(1 . "a") '(1 . "b") '(2 . "a"))                   ; => #t
(= (comparator-hash pairs '(1 . "a")) (comparator-hash pairs (cons 1 (string #\a)))) ; => #t
(comparator-ordered? (make-pair-comparator numbers (make-eq-comparator))) ; => #f
(comparator-hashable? (make-pair-comparator numbers (make-eq-comparator))) ; => #t

; name: lists
(define lists (make-list-comparator numbers))
(comparator-test-type lists '(1 2))                           ; => #t
(comparator-test-type lists '(1 a))                           ; => #f
(=? lists '(1 2) '(1.0 2))                                    ; => #t
(=? lists '(1 2) '(1))                                        ; => #f
(<? lists '() '(1) '(1 1) '(1 2) '(2))                        ; => #t
(<? lists '(1 2) '(1))                                        ; => #f
(= (comparator-hash lists '(1 2)) (comparator-hash lists '(1.0 2.0))) ; => #t
(define vectors-as-lists
  (make-list-comparator numbers vector? (lambda (v) (zero? (vector-length v))) (lambda (v) (vector-ref v 0))
                        (lambda (v) (vector-copy v 1))))
(<? vectors-as-lists #(1) #(1 2) #(3))                        ; => #t

; name: vectors
(define vectors (make-vector-comparator numbers))
(comparator-test-type vectors #(1 2))                         ; => #t
(comparator-test-type vectors #(1 a))                         ; => #f
(=? vectors #(1 2) #(1.0 2))                                  ; => #t
(<? vectors #() #(9) #(1 1) #(1 2))                           ; => #t
(= (comparator-hash vectors #(1 2)) (comparator-hash vectors #(1 2))) ; => #t
(<? (make-vector-comparator (make-comparator char? char=? char<? char-hash) string? string-length string-ref) "b" "aa" "ab")
; => #t

; name: hash functions
(= (boolean-hash #t) (boolean-hash (not #f)))                 ; => #t
(boolean-hash 1)                                              ; error: boolean-hash: argument 1 must be a boolean
(= (char-hash #\a) (char-hash #\a))                           ; => #t
(= (char-ci-hash #\a) (char-ci-hash #\A))                     ; => #t
(= (string-hash "ab") (string-hash (string #\a #\b)))         ; => #t
(= (string-ci-hash "aB") (string-ci-hash "Ab"))               ; => #t
(= (symbol-hash 'a) (symbol-hash (string->symbol "a")))       ; => #t
(= (number-hash 1/2) (number-hash 0.5))                       ; => #t
(number-hash 'a)                                              ; error: number-hash: argument 1 must be a number
(= (default-hash '(1 "a")) (default-hash (list 1.0 (string #\a)))) ; => #t
(exact-integer? (default-hash car))                           ; => #t
(exact-integer? (hash-bound))                                 ; => #t
(exact-integer? (hash-salt))                                  ; => #t
(< -1 (default-hash "anything") (hash-bound))                 ; => #t

; name: the default comparator orders all types
(<? default '() '(1) #f #t #\a #\b "" "a" 'a 'b -1 0.5 1 #() #(1) (bytevector)) ; => #t
(<? default '(1) '(1 2) '(2))                                 ; => #t
(<? default #(2) #(1 1))                                      ; => #t
(<? default (bytevector 2) (bytevector 1 1))                  ; => #t
(=? default '(1 #(2 "x")) (list 1.0 (vector 2 "x")))          ; => #t
(=? default 1 "1")                                            ; => #f
(=? default +nan.0 +nan.0)                                    ; => #t
(<? default +nan.0 -inf.0)                                    ; => #t
(<? default -inf.0 +nan.0)                                    ; => #f
(= (comparator-hash default '(1 2)) (comparator-hash default (list 1.0 2))) ; => #t

; name: registering
(define-record-type point (make-point x) point? (x point-x))
(=? default (make-point 1) (make-point 1))                    ; => #f
(<? default (make-point 1) (make-point 2))                    ; error: the default comparator cannot order
(comparator-register-default!
  (make-comparator point? (lambda (a b) (= (point-x a) (point-x b))) (lambda (a b) (< (point-x a) (point-x b))) point-x))
(=? default (make-point 1) (make-point 1))                    ; => #t
(<? default (make-point 1) (make-point 2))                    ; => #t
(<? default "string" (make-point 1))                          ; => #t
(=? default (list (make-point 1)) (list (make-point 1)))      ; => #t
(= (comparator-hash default (make-point 5)) (comparator-hash default (make-point 5))) ; => #t

; name: three-way branches
(comparator-if<=> 1 2 'less 'same 'more)                      ; => less
(comparator-if<=> numbers 2 2.0 'less 'same 'more)            ; => same
(comparator-if<=> strings "b" "a" 'less 'same 'more)          ; => more
(comparator-if<=> 1 2 'less (error "not evaluated") (error "nor this")) ; => less
