; SRFI 133.  The laws that hold for all vectors are in test_laws.py.
(import (scheme base) (srfi 133))
(define (both producer) (call-with-values producer list))

; name: constructors
(make-vector 3 'x)                                 ; => #(x x x)
(vector 1 2 3)                                     ; => #(1 2 3)
(vector-unfold (lambda (i x) (values x (- x 1))) 10 0) ; => #(0 -1 -2 -3 -4 -5 -6 -7 -8 -9)
(vector-unfold values 5)                           ; => #(0 1 2 3 4)
(vector-unfold values 0)                           ; => #()
(vector-unfold (lambda (i a b) (values (list i a b) (+ a 1) (* b 2))) 3 0 1) ; => #((0 0 1) (1 1 2) (2 2 4))
(vector-unfold-right (lambda (i x) (values (cons i x) (+ x 1))) 5 0) ; => #((0 . 4) (1 . 3) (2 . 2) (3 . 1) (4 . 0))
(let ((v #(1 2 3))) (vector-unfold-right (lambda (i x) (values (vector-ref v x) (+ x 1))) 3 0)) ; => #(3 2 1)
(let ((seen '())) (vector-unfold-right (lambda (i) (set! seen (cons i seen)) i) 3) seen) ; => (0 1 2)
(vector-unfold values -1)                          ; error: vector-unfold: make-vector
(vector-copy #(a b c d e) 1 3)                     ; => #(b c)
(vector-reverse-copy #(5 4 3 2 1 0) 1 5)           ; => #(1 2 3 4)
(vector-reverse-copy #(1 2 3))                     ; => #(3 2 1)
(vector-reverse-copy #(1 2 3) 1)                   ; => #(3 2)
(vector-reverse-copy #(1 2 3) 2 1)                 ; error: vector-reverse-copy: vector-copy: index out of range
(vector-append #(x) #(y))                          ; => #(x y)
(vector-concatenate '(#(a b) #(c d)))              ; => #(a b c d)
(vector-concatenate '())                           ; => #()
(vector-concatenate '(#(1) 2))                     ; error: vector-concatenate: expected a vector, got 2
(vector-append-subvectors #(a b c d e) 0 2 #(f g h i j) 2 4) ; => #(a b h i)
(vector-append-subvectors)                         ; => #()

; name: predicates and selectors
(list (vector? #(a)) (vector? '(a)))               ; => (#t #f)
(map vector-empty? (list #(a) #(()) #(#()) #()))   ; => (#f #f #f #t)
(vector-empty? '())                                ; error: vector-empty\?: expected a vector, got \(\)
(vector= eq? #(a b c d) #(a b c d))                ; => #t
(vector= eq? #(a b c d) #(a b d c))                ; => #f
(vector= = #(1 2 3 4 5) #(1 2 3 4))                ; => #f
(vector= = #(1 2) #(1 2) #(1 2))                   ; => #t
(vector= = #(1 2) #(1 2) #(1 3))                   ; => #f
(vector= eq?)                                      ; => #t
(vector= eq? #(a))                                 ; => #t
(vector= = #() #())                                ; => #t
(vector= equal? (vector (vector 'a)) (vector (vector 'a))) ; => #t
(vector-ref #(a b c d) 2)                          ; => c
(vector-length #(a b c))                           ; => 3

; name: iteration
(vector-fold (lambda (len str) (max (string-length str) len)) 0 #("a" "abc" "ab")) ; => 3
(vector-fold (lambda (tail elt) (cons elt tail)) '() #(1 2 3)) ; => (3 2 1)
(vector-fold (lambda (n x y) (+ n (* x y))) 0 #(1 2 3) #(4 5)) ; => 14
(vector-fold + 7 #())                              ; => 7
(vector-fold-right (lambda (tail elt) (cons elt tail)) '() #(1 2 3)) ; => (1 2 3)
(vector-fold-right (lambda (tail x y) (cons (list x y) tail)) '() #(1 2 3) #(a b)) ; => ((1 a) (2 b))
(vector-map + #(1 2) #(10 20 30))                  ; => #(11 22)
(let ((v (vector 1 2 3))) (vector-map! square v) v) ; => #(1 4 9)
(let ((v (vector 1 2 3))) (vector-map! + v #(10 20)) v) ; => #(11 22 3)
(let ((s '())) (vector-for-each (lambda (x) (set! s (cons x s))) #(1 2)) s) ; => (2 1)
(vector-count even? #(3 1 4 1 5 9 2 5 6))          ; => 3
(vector-count < #(1 3 6 9) #(2 4 6 8 10 12))       ; => 2
(vector-cumulate + 0 #(3 1 4 1 5 9 2 5 6))         ; => #(3 4 8 9 14 23 25 30 36)
(vector-cumulate list 'z #(1 2))                   ; => #((z 1) ((z 1) 2))
(vector-cumulate + 0 #())                          ; => #()
(vector-fold + 0 '(1))                             ; error: vector-fold: expected a vector, got \(1\)
(vector-fold 5 0 #(1))                             ; error: vector-fold: not a procedure
(vector-fold + 0 (make-vector 100000 1))           ; => 100000

; name: searching
(vector-index even? #(3 1 4 1 5 9))                ; => 2
(vector-index < #(3 1 4 1 5 9 2 5 6) #(2 7 1 8 2)) ; => 1
(vector-index = #(3 1 4 1 5 9 2 5 6) #(2 7 1 8 2)) ; => #f
(vector-index even? #())                           ; => #f
(vector-index-right even? #(3 2 4 1))              ; => 2
(vector-index-right < #(3 1 4 1 5) #(2 7 1 8 2))   ; => 3
(vector-index-right even? #(1))                    ; => #f
(vector-skip number? #(1 2 a b 3 4 c d))           ; => 2
(vector-skip = #(1 2 3) #(1 2 4))                  ; => 2
(vector-skip number? #(1))                         ; => #f
(vector-skip-right number? #(1 a b 3))             ; => 2
(vector-skip-right = #(1 2 3) #(0 2 3))            ; => 0
(vector-binary-search #(1 3 5 7 9) 7 -)            ; => 3
(vector-binary-search #(1 3 5 7 9) 1 -)            ; => 0
(vector-binary-search #(1 3 5 7 9) 9 -)            ; => 4
(vector-binary-search #(1 3 5 7 9) 4 -)            ; => #f
(vector-binary-search #() 4 -)                     ; => #f
(vector-binary-search #("a" "bb" "ccc") 2 (lambda (s n) (- (string-length s) n))) ; => 1
(vector-any (lambda (x) (and (even? x) (* x x))) #(1 4 6)) ; => 16
(vector-any even? #(1 3))                          ; => #f
(vector-any even? #())                             ; => #f
(vector-any < #(3 1 4) #(2 7))                     ; => #t
(vector-any < #() #(2 7))                          ; => #f
(vector-every (lambda (x) (and (even? x) (* x x))) #(2 4)) ; => 16
(vector-every even? #(2 3 x))                      ; => #f
(vector-every even? #())                           ; => #t
(vector-every < #(1 2 3) #(2 3))                   ; => #t
(let loop ((n 100000)) (vector-any (lambda (x) (if (= n 0) 'deep (begin (set! n (- n 1)) (loop n)))) #(1))) ; => deep
(both (lambda () (vector-partition number? #(1 x 2 y 3 z)))) ; => (#(1 2 3 x y z) 3)
(both (lambda () (vector-partition number? #())))  ; => (#() 0)

; name: mutators
(define (with-vector f) (let ((v (vector 1 2 3 4 5))) (f v) v))
(with-vector (lambda (v) (vector-set! v 0 'x)))    ; => #(x 2 3 4 5)
(with-vector (lambda (v) (vector-swap! v 0 4)))    ; => #(5 2 3 4 1)
(with-vector (lambda (v) (vector-swap! v 0 5)))    ; error: vector-swap!: vector-ref: index out of range
(with-vector (lambda (v) (vector-fill! v 'x 1 3))) ; => #(1 x x 4 5)
(with-vector (lambda (v) (vector-reverse! v)))     ; => #(5 4 3 2 1)
(with-vector (lambda (v) (vector-reverse! v 1)))   ; => #(1 5 4 3 2)
(with-vector (lambda (v) (vector-reverse! v 1 3))) ; => #(1 3 2 4 5)
(with-vector (lambda (v) (vector-reverse! v 3 1))) ; error: vector-reverse!: index out of range: 3 1
(with-vector (lambda (v) (vector-reverse! v 0 6))) ; error: vector-reverse!: index out of range: 0 6
(with-vector (lambda (v) (vector-copy! v 1 #(a b c) 1))) ; => #(1 b c 4 5)
(with-vector (lambda (v) (vector-reverse-copy! v 1 #(a b c)))) ; => #(1 c b a 5)
(with-vector (lambda (v) (vector-reverse-copy! v 1 #(a b c) 1 3))) ; => #(1 c b 4 5)
(with-vector (lambda (v) (vector-reverse-copy! v 1 v 0 3))) ; => #(1 3 2 1 5)
(with-vector (lambda (v) (vector-reverse-copy! v 4 #(a b c)))) ; error: vector-reverse-copy!: vector-copy!: index out of range
(with-vector (lambda (v) (vector-unfold! (lambda (i x) (values (cons i x) (+ x 1))) v 1 3 0))) ; => #(1 (1 . 0) (2 . 1) 4 5)
(with-vector (lambda (v) (vector-unfold! - v 1 3))) ; => #(1 -1 -2 4 5)
(with-vector (lambda (v) (vector-unfold-right! (lambda (i x) (values (cons i x) (+ x 1))) v 1 3 0))) ; => #(1 (1 . 1) (2 . 0) 4 5)
(with-vector (lambda (v) (vector-unfold-right! - v 1 3))) ; => #(1 -1 -2 4 5)
(with-vector (lambda (v) (vector-unfold! - v 1 6))) ; error: vector-unfold!: index out of range: 1 6

; name: conversion
(vector->list #(1 2 3) 1)                          ; => (2 3)
(reverse-vector->list #(1 2 3))                    ; => (3 2 1)
(reverse-vector->list #(1 2 3 4) 1 3)              ; => (3 2)
(reverse-vector->list #(1 2 3) 4)                  ; error: reverse-vector->list: index out of range: 4 3
(list->vector '(1 2))                              ; => #(1 2)
(reverse-list->vector '(1 2 3))                    ; => #(3 2 1)
(vector->string #(#\a #\b))                        ; => "ab"
(string->vector "ab")                              ; => #(#\a #\b)
