; SRFI 1.  The laws that hold for all lists are in test_laws.py; here is what each procedure does with lists of each kind.
(import (scheme base) (srfi 1))
(define (both producer) (call-with-values producer list))
(define abc (circular-list 'a 'b 'c))

; name: constructors
(xcons '(b c) 'a)                                  ; => (a b c)
(cons* 1 2 3 '(4 5))                               ; => (1 2 3 4 5)
(cons* 1 2 3)                                      ; => (1 2 . 3)
(cons* '(1 2))                                     ; => (1 2)
(make-list 3 'c)                                   ; => (c c c)
(length (make-list 4))                             ; => 4
(list-tabulate 4 values)                           ; => (0 1 2 3)
(list-tabulate 0 values)                           ; => ()
(list-tabulate 3 (lambda (i) (* i i)))             ; => (0 1 4)
(list-tabulate -1 values)                          ; error: list-tabulate: expected an exact non-negative integer, got -1
(list-copy '(1 2 3))                               ; => (1 2 3)
(let ((l (list 1 2))) (eq? l (list-copy l)))       ; => #f
(take (circular-list 'z 'q) 6)                     ; => (z q z q z q)
(circular-list 1)                                  ; => #0=(1 . #0#)
(iota 5)                                           ; => (0 1 2 3 4)
(iota 5 1)                                         ; => (1 2 3 4 5)
(iota 5 0 -1/2)                                    ; => (0 -1/2 -1 -3/2 -2)
(iota 3 1.0 0.5)                                   ; => (1.0 1.5 2.0)
(iota 0)                                           ; => ()
(iota -1)                                          ; error: iota: expected an exact non-negative integer, got -1
(iota 'x)                                          ; error: iota: expected an exact non-negative integer, got x
(cons 1 2)                                         ; => (1 . 2)
(list 1 2)                                         ; => (1 2)

; name: predicates
(pair? '(1))                                       ; => #t
(null? '())                                        ; => #t
(map proper-list? (list '() '(1 2) '(1 . 2) abc 5))    ; => (#t #t #f #f #f)
(map circular-list? (list '() '(1 2) '(1 . 2) abc 5))  ; => (#f #f #f #t #f)
(map dotted-list? (list '() '(1 2) '(1 . 2) abc 5))    ; => (#f #f #t #f #t)
(map dotted-list? '((1 2 . 3) (1 2 3 . 4) (1 2 3) (1 2 3 4))) ; => (#t #t #f #f)
(circular-list? (cons* 1 2 3 (circular-list 4 5)))  ; => #t
(circular-list? (cons 1 (circular-list 4)))        ; => #t
(circular-list? (iota 1000))                       ; => #f
(map not-pair? (list 1 '() '(1)))                  ; => (#t #t #f)
(map null-list? (list '() '(1) abc))               ; => (#t #f #f)
(null-list? 5)                                     ; error: null-list\?: expected a list, got 5
(list= eq?)                                        ; => #t
(list= eq? '(a))                                   ; => #t
(list= eq? '(a b) (list 'a 'b) (list 'a 'b))       ; => #t
(list= = '(1 2) '(1 2) '(1 2 3))                   ; => #f
(list= = '(1 2 3) '(1 2))                          ; => #f
(list= = '() '())                                  ; => #t
(list= < '(1 2) '(2 3) '(3 4))                     ; => #t

; name: selectors
(define ten '(1 2 3 4 5 6 7 8 9 10))
(map (lambda (f) (f ten)) (list first second third fourth fifth sixth seventh eighth ninth tenth)) ; => (1 2 3 4 5 6 7 8 9 10)
(first '())                                        ; error: first: car: expected a pair, got \(\)
(tenth '(1 2 3 4 5 6 7 8 9))                       ; error: tenth: c
(list-ref ten 2)                                   ; => 3
(map (lambda (f) (f '((1 . 2) (3 . 4)))) (list car cdr caar cadr cdar cddr)) ; => ((1 . 2) ((3 . 4)) 1 (3 . 4) 2 ())
(map (lambda (f) (f '(((1) 2) (3 4) 5))) (list caaar caadr cadar caddr cdaar cdadr cddar cdddr)) ; => (1 3 2 5 () (4) () ())
(map (lambda (f) (f '((((1) 2) (3) 4) ((5) 6) (7) 8))) (list caaaar caaadr caadar caaddr cadaar cadadr caddar cadddr))
; => (1 5 3 7 2 6 4 8)
(map (lambda (f) (f '((((1) 2) (3) 4) ((5) 6) (7) 8))) (list cdaaar cdaadr cdadar cdaddr cddaar cddadr cdddar cddddr))
; => (() () () () () () () ())
(both (lambda () (car+cdr '(1 . 2))))              ; => (1 2)
(take '(a b c d e) 2)                              ; => (a b)
(drop '(a b c d e) 2)                              ; => (c d e)
(take '(1 2 3 . d) 2)                              ; => (1 2)
(drop '(1 2 3 . d) 2)                              ; => (3 . d)
(take '(1 2 3 . d) 3)                              ; => (1 2 3)
(drop '(1 2 3 . d) 3)                              ; => d
(take '(1 2) 3)                                    ; error: take: c.r: expected a pair, got \(\)
(drop '(1 2) 3)                                    ; error: drop: cdr: expected a pair, got \(\)
(take '(1 2) -1)                                   ; error: take: expected an exact non-negative integer, got -1
(take abc 5)                                       ; => (a b c a b)
(take-right '(a b c d e) 2)                        ; => (d e)
(drop-right '(a b c d e) 2)                        ; => (a b c)
(take-right '(1 2 3 . d) 2)                        ; => (2 3 . d)
(drop-right '(1 2 3 . d) 2)                        ; => (1)
(take-right '(1 2 3 . d) 0)                        ; => d
(drop-right '(1 2 3 . d) 0)                        ; => (1 2 3)
(take-right '(1 2) 3)                              ; error: take-right|drop
(take! (list 1 2 3 4) 2)                           ; => (1 2)
(take! (list 1 2) 0)                               ; => ()
(take! (circular-list 1 3 5) 8)                    ; => (1 3)
(drop-right! (list 1 2 3 4 5) 2)                   ; => (1 2 3)
(drop-right! (list 1 2) 2)                         ; => ()
(drop-right! (list 1 2) 0)                         ; => (1 2)
(both (lambda () (split-at '(a b c d e f g h) 3))) ; => ((a b c) (d e f g h))
(both (lambda () (split-at '(a) 0)))               ; => (() (a))
(both (lambda () (split-at! (list 'a 'b 'c) 2)))   ; => ((a b) (c))
(both (lambda () (split-at! (list 'a 'b) 0)))      ; => (() (a b))
(last '(a b c))                                    ; => c
(last '(a b . c))                                  ; => b
(last '())                                         ; error: last
(last-pair '(a b c))                               ; => (c)
(last-pair '(a b . c))                             ; => (b . c)
(last-pair 5)                                      ; error: last-pair: cdr: expected a pair, got 5

; name: length, append, reverse, zip and count
(length '(1 2 3))                                  ; => 3
(length+ '(1 2 3))                                 ; => 3
(length+ abc)                                      ; => #f
(length+ '(1 2 . 3))                               ; error: length
(append '(x) '(y))                                 ; => (x y)
(append '(a) '(b c d) '() '(e . f))                ; => (a b c d e . f)
(append! (list 'x) (list 'y))                      ; => (x y)
(append!)                                          ; => ()
(append! '() '())                                  ; => ()
(append! (list 1) '() (list 2 3) 4)                ; => (1 2 3 . 4)
(append! '() 5)                                    ; => 5
(concatenate '((1 2) () (3) (4 5)))                ; => (1 2 3 4 5)
(concatenate '())                                  ; => ()
(concatenate '((1) . ((2 . 3))))                   ; => (1 2 . 3)
(concatenate (list '(1) 2))                        ; => (1 . 2)
(concatenate! (list (list 1 2) '() (list 3)))      ; => (1 2 3)
(reverse '(a (b c) d (e (f))))                     ; => ((e (f)) d (b c) a)
(reverse! (list 1 2 3))                            ; => (3 2 1)
(reverse! '())                                     ; => ()
(append-reverse '(3 2 1) '(4 5))                   ; => (1 2 3 4 5)
(append-reverse '() 5)                             ; => 5
(append-reverse! (list 3 2 1) '(4 5))              ; => (1 2 3 4 5)
(append-reverse 5 '())                             ; error: append-reverse: c.r: expected a pair, got 5
(zip '(one two three) '(1 2 3) '(odd even odd even odd even odd even)) ; => ((one 1 odd) (two 2 even) (three 3 odd))
(zip '(1 2 3))                                     ; => ((1) (2) (3))
(zip '(3 1 4 1) (circular-list #f #t))             ; => ((3 #f) (1 #t) (4 #f) (1 #t))
(unzip1 '((1) (2 a) (3)))                          ; => (1 2 3)
(both (lambda () (unzip2 '((1 one) (2 two) (3 three)))))        ; => ((1 2 3) (one two three))
(both (lambda () (unzip3 '((1 2 3) (4 5 6)))))                  ; => ((1 4) (2 5) (3 6))
(both (lambda () (unzip4 '((1 2 3 4) (5 6 7 8)))))              ; => ((1 5) (2 6) (3 7) (4 8))
(both (lambda () (unzip5 '((1 2 3 4 5) (6 7 8 9 0)))))          ; => ((1 6) (2 7) (3 8) (4 9) (5 0))
(count even? '(3 1 4 1 5 9 2 5 6))                 ; => 3
(count < '(1 2 4 8) '(2 4 6 8 10 12 14 16))        ; => 3
(count < '(3 1 4 1) (circular-list 1 10))          ; => 2
(count even? '())                                  ; => 0

; name: folds
(fold + 0 '(1 2 3))                                ; => 6
(fold cons '() '(1 2 3))                           ; => (3 2 1)
(fold cons* '() '(a b c) '(1 2 3 4 5))             ; => (c 3 b 2 a 1)
(fold (lambda (x n) (if (symbol? x) (+ n 1) n)) 0 '(a 1 b)) ; => 2
(fold cons 0 '())                                  ; => 0
(fold list 0 '(1 2) (circular-list 'a 'b) '(x y z)) ; => (2 b y (1 a x 0))
(fold-right cons '() '(1 2 3))                     ; => (1 2 3)
(fold-right list 'z '(1 2 3))                      ; => (1 (2 (3 z)))
(fold-right (lambda (x l) (if (even? x) (cons x l) l)) '() '(1 2 3 4)) ; => (2 4)
(fold-right cons* '() '(a b c) '(1 2 3 4 5))       ; => (a 1 b 2 c 3)
(pair-fold cons '() '(a b c))                      ; => ((c) (b c) (a b c))
(pair-fold (lambda (p tail) (set-cdr! p tail) p) '() (list 1 2 3)) ; => (3 2 1)
(pair-fold cons* '() '(a b) '(1 2 3))              ; => ((b) (2 3) (a b) (1 2 3))
(pair-fold-right cons '() '(a b c))                ; => ((a b c) (b c) (c))
(pair-fold-right cons* '() '(a b) '(1 2 3))        ; => ((a b) (1 2 3) (b) (2 3))
(reduce max 0 '(3 9 2))                            ; => 9
(reduce max 0 '())                                 ; => 0
(reduce - 0 '(1 2 3 4))                            ; => 2
(reduce list 'z '(1 2 3))                          ; => (3 (2 1))
(reduce-right append '() '((1) (2) (3)))           ; => (1 2 3)
(reduce-right list 'z '(1 2 3))                    ; => (1 (2 3))
(reduce-right + 0 '())                             ; => 0
(unfold (lambda (x) (> x 10)) (lambda (x) (* x x)) (lambda (x) (+ x 1)) 1) ; => (1 4 9 16 25 36 49 64 81 100)
(unfold null? car cdr '(1 2 3))                    ; => (1 2 3)
(unfold not-pair? car cdr '(1 2 . 3) values)       ; => (1 2 . 3)
(unfold null? car cdr '(1 2) (lambda (x) '(9)))    ; => (1 2 9)
(unfold-right zero? (lambda (x) (* x x)) (lambda (x) (- x 1)) 5) ; => (1 4 9 16 25)
(unfold-right null? car cdr '(1 2 3))              ; => (3 2 1)
(unfold-right null? car cdr '(1 2 3) '(4 5))       ; => (3 2 1 4 5)
(fold + 0 5)                                       ; error: fold: c.r: expected a pair, got 5
(fold 5 0 '(1))                                    ; error: fold: not a procedure
(fold car 0 '(1))                                  ; error: fold: car: expects 1 argument, got 2
(fold (lambda (x n) (+ n 'a)) 0 '(1))              ; error: ^SchemeError: \+: expected a number, got a symbol
(fold-right cons '() '(1 . 2))                     ; error: fold-right: reverse
(reduce + 0 'a)                                    ; error: reduce: c.r: expected a pair, got a
(fold + 0 (iota 100000))                           ; => 4999950000
(fold-right + 0 (iota 100000))                     ; => 4999950000
(length (unfold (lambda (i) (= i 100000)) values (lambda (i) (+ i 1)) 0)) ; => 100000

; name: maps
(map + '(1 2 3) (circular-list 10 20))             ; => (11 22 13)
(let ((s '())) (for-each (lambda (a b) (set! s (cons (+ a b) s))) '(1 2) '(3 4 5)) s) ; => (6 4)
(append-map (lambda (x) (list x (- x))) '(1 3 8))  ; => (1 -1 3 -3 8 -8)
(append-map list '(1 2) '(a b c))                  ; => (1 a 2 b)
(append-map list '())                              ; => ()
(append-map! (lambda (x) (list x (- x))) '(1 3 8)) ; => (1 -1 3 -3 8 -8)
(append-map! list '(1 2) '(a b c))                 ; => (1 a 2 b)
(map! (lambda (x) (* x x)) (list 1 2 3))           ; => (1 4 9)
(map! + (list 1 2 3) '(10 20 30))                  ; => (11 22 33)
(let ((n 0)) (map-in-order (lambda (x) (set! n (+ n 1)) (list n x)) '(a b c))) ; => ((1 a) (2 b) (3 c))
(let ((s '())) (pair-for-each (lambda (p) (set! s (cons p s))) '(a b c)) s) ; => ((c) (b c) (a b c))
(let ((s '())) (pair-for-each (lambda (p) (set-cdr! p '()) (set! s (cons p s))) (list 1 2 3)) s) ; => ((3) (2) (1))
(let ((s '())) (pair-for-each (lambda (p q) (set! s (cons (list p q) s))) '(a b) '(1 2 3)) s) ; => (((b) (2 3)) ((a b) (1 2 3)))
(filter-map (lambda (x) (and (number? x) (* x x))) '(a 1 b 3 c 7)) ; => (1 9 49)
(filter-map (lambda (x y) (and (< x y) (list x y))) '(1 5 2) '(3 4 5 6)) ; => ((1 3) (2 5))

; name: filters
(filter even? '(0 7 8 8 43 -4))                    ; => (0 8 8 -4)
(remove even? '(0 7 8 8 43 -4))                    ; => (7 43)
(both (lambda () (partition symbol? '(one 2 3 four five 6)))) ; => ((one four five) (2 3 6))
(filter! even? (list 0 7 8 8 43 -4))               ; => (0 8 8 -4)
(remove! even? (list 0 7 8 8 43 -4))               ; => (7 43)
(both (lambda () (partition! even? (list 1 2 3))))  ; => ((2) (1 3))
(filter even? '())                                 ; => ()
(filter even? '(2 4 . 6))                          ; error: filter: car: expected a pair, got 6
(filter even? '(2 x))                              ; error: filter: even\?: argument 1 must be an integer, got x

; name: searching
(find even? '(3 1 4 1 5 9))                        ; => 4
(find even? '(1 7 3))                              ; => #f
(find even? (circular-list 1 6 3))                 ; => 6
(find even? '(1 3 . x))                            ; error: find: c.r: expected a pair, got x
(find-tail even? '(3 1 37 -8 -5 0 0))              ; => (-8 -5 0 0)
(find-tail even? '(3 1 37 -5))                     ; => #f
(any integer? '(a 3 b 2.7))                        ; => #t
(any integer? '(a 3.1 b 2.7))                      ; => #f
(any < '(3 1 4 1 5) '(2 7 1 8 2))                  ; => #t
(any (lambda (x) (and (even? x) (* x x))) '(1 4 6)) ; => 16
(any even? '())                                    ; => #f
(any < '() '(1))                                   ; => #f
(any < (circular-list 1 2) '(0 1 0))               ; => #f
(any even? '(1 3 . x))                             ; error: any: c.r: expected a pair, got x
(every integer? '(1 2 3))                          ; => #t
(every (lambda (x) (and (even? x) (* x x))) '(2 4)) ; => 16
(every even? '(2 3 x))                             ; => #f
(every even? '())                                  ; => #t
(every < '(1 2) '())                               ; => #t
(every < '(1 2 3) '(2 3 4 0))                      ; => #t
(every < '(1 2 3) '(2 3 3))                        ; => #f
(every + '(1 2) '(3 4))                            ; => 6
(let loop ((n 100000)) (any (lambda (x) (if (= n 0) 'deep (begin (set! n (- n 1)) (loop n)))) '(1))) ; => deep
(let loop ((n 100000)) (every (lambda (x) (if (= n 0) 'deep (begin (set! n (- n 1)) (loop n)))) '(1))) ; => deep
(list-index even? '(3 1 4 1 5 9))                  ; => 2
(list-index < '(3 1 4 1 5 9 2 5 6) '(2 7 1 8 2))   ; => 1
(list-index = '(3 1 4 1 5 9 2 5 6) '(2 7 1 8 2))   ; => #f
(list-index even? '())                             ; => #f
(take-while even? '(2 18 3 10 22 9))               ; => (2 18)
(take-while even? '(2 4))                          ; => (2 4)
(take-while even? '())                             ; => ()
(take-while even? '(2 . x))                        ; error: take-while|null-list
(take-while! even? (list 2 18 3))                  ; => (2 18)
(drop-while even? '(2 18 3 10 22 9))               ; => (3 10 22 9)
(drop-while even? '(2 4))                          ; => ()
(both (lambda () (span even? '(2 18 3 10 22 9))))  ; => ((2 18) (3 10 22 9))
(both (lambda () (break even? '(3 1 4 1 5 9))))    ; => ((3 1) (4 1 5 9))
(both (lambda () (span! even? (list 1))))          ; => (() (1))
(both (lambda () (break! even? (list 1))))         ; => ((1) ())
(member 2 '(1 2 3))                                ; => (2 3)
(member 5 '(3 9 6) <)                              ; => (9 6)
(memq 'b '(a b c))                                 ; => (b c)
(memv 101 '(100 101 102))                          ; => (101 102)

; name: deleting
(delete 3 '(1 3 2 3))                              ; => (1 2)
(delete "b" '("a" "b"))                            ; => ("a")
(delete 5 '(3 7 5 9) <)                            ; => (3 5)
(delete! 3 (list 1 3 2 3))                         ; => (1 2)
(delete-duplicates '(a b a c a b c z))             ; => (a b c z)
(delete-duplicates '((a . 3) (b . 7) (c . 1) (a . 9) (b . 11)) (lambda (x y) (eq? (car x) (car y))))
; => ((a . 3) (b . 7) (c . 1))
(delete-duplicates! (list 1 1 2))                  ; => (1 2)
(delete-duplicates '(3 1 2 4) <)                   ; => (3 1)
(delete-duplicates 'a)                             ; error: delete-duplicates: c.r: expected a pair, got a

; name: association lists
(assoc 2.0 '((1 one) (2 two)) =)                   ; => (2 two)
(assoc "b" '(("a" . 1) ("b" . 2)))                 ; => ("b" . 2)
(assq 'b '((a . 1) (b . 2)))                       ; => (b . 2)
(assv 2 '((1 . 1) (2 . 2)))                        ; => (2 . 2)
(alist-cons 'a 1 '((b . 2)))                       ; => ((a . 1) (b . 2))
(let* ((a (list (cons 1 2))) (b (alist-copy a))) (list (equal? a b) (eq? (car a) (car b)))) ; => (#t #f)
(alist-delete 'a '((a . 1) (b . 2) (a . 3)))       ; => ((b . 2))
(alist-delete 5 '((3 . a) (7 . b) (5 . c)) <)      ; => ((3 . a) (5 . c))
(alist-delete! 'a (list (cons 'a 1)))              ; => ()

; name: lists as sets
(lset<= eq? '(a) '(a b a) '(a b c c))              ; => #t
(lset<= eq?)                                       ; => #t
(lset<= eq? '(a))                                  ; => #t
(lset<= eq? '(a b) '(a))                           ; => #f
(lset= eq? '(b e a) '(a e b) '(e e b a))           ; => #t
(lset= eq?)                                        ; => #t
(lset= eq? '(a))                                   ; => #t
(lset= eq? '(a) '(a b))                            ; => #f
(lset-adjoin eq? '(a b c d c e) 'a 'e 'i 'o 'u)    ; => (u o i a b c d c e)
(lset-adjoin eq? '() 'a 'a)                        ; => (a)
(lset-union eq? '(a b c d e) '(a e i o u))         ; => (u o i a b c d e)
(lset-union eq? '(a a c) '(x a x))                 ; => (x a a c)
(lset-union eq?)                                   ; => ()
(lset-union eq? '(a b c))                          ; => (a b c)
(lset-union! eq? (list 1 2) (list 2 3))            ; => (3 1 2)
(lset-intersection eq? '(a b c d e) '(a e i o u))  ; => (a e)
(lset-intersection eq? '(a x y a) '(a x a x z))    ; => (a x a)
(lset-intersection eq? '(a b c))                   ; => (a b c)
(lset-intersection! eq? (list 1 2 3) '(3 2) '(2))  ; => (2)
(lset-difference eq? '(a b c d e) '(a e i o u))    ; => (b c d)
(lset-difference eq? '(a b c))                     ; => (a b c)
(lset-difference! eq? (list 1 2 3) '(3) '(1))      ; => (2)
(lset-xor eq? '(a b c d e) '(a e i o u))           ; => (d c b i o u)
(lset-xor eq?)                                     ; => ()
(lset-xor eq? '(a b c d e))                        ; => (a b c d e)
(lset-xor eqv? '(1 2) '(2 3) '(3 4))               ; => (1 4)
(lset-xor! eq? (list 1 2) (list 2 3))              ; => (1 3)
(both (lambda () (lset-diff+intersection eq? '(a b c d) '(a) '(c)))) ; => ((b d) (a c))
(both (lambda () (lset-diff+intersection! eq? (list 'a 'b) '(a))))  ; => ((b) (a))
(lset-union 5 '(1) '(2))                           ; error: lset-union: not a procedure

; name: modifiers
(let ((p (list 1))) (set-car! p 2) (set-cdr! p 3) p) ; => (2 . 3)

; name: the procedures that R7RS has too are R7RS's own
(import (prefix (scheme base) r7:))
(list (eq? map r7:map) (eq? member r7:member) (eq? assoc r7:assoc) (eq? append r7:append) (eq? list-copy r7:list-copy))
; => (#t #t #t #t #t)

; name: the feature and the library are told
(cond-expand (srfi-1 'yes) (else 'no))             ; => yes
(cond-expand ((library (srfi 1)) 'yes) (else 'no)) ; => yes
(and (memq 'srfi-1 (features)) #t)                 ; => #t
