; Pairs and lists (R7RS 6.4).

; name: pairs
(pair? '(a . b))                                              ; => #t
(pair? '(a b c))                                              ; => #t
(pair? '())                                                   ; => #f
(pair? '#(a b))                                               ; => #f
(pair? "ab")                                                  ; => #f
(cons 'a '())                                                 ; => (a)
(cons '(a) '(b c d))                                          ; => ((a) b c d)
(cons "a" '(b c))                                             ; => ("a" b c)
(cons 'a 3)                                                   ; => (a . 3)
(cons '(a b) 'c)                                              ; => ((a b) . c)
(car '(a b c))                                                ; => a
(car '((a) b c d))                                            ; => (a)
(car '(1 . 2))                                                ; => 1
(car '())                                                     ; error: car
(car 5)                                                       ; error: car
(cdr '((a) b c d))                                            ; => (b c d)
(cdr '(1 . 2))                                                ; => 2
(cdr '())                                                     ; error: cdr
(cdr "ab")                                                    ; error: cdr
(cons 1)                                                      ; error: cons
(let ((p (cons 1 2))) (set-car! p 3) p)                       ; => (3 . 2)
(let ((p (list 1 2))) (set-cdr! p '()) p)                     ; => (1)
(let ((p (list 1 2))) (set-cdr! p 3) p)                       ; => (1 . 3)
(set-car! '() 1)                                              ; error: set-car!
(set-cdr! 'a 1)                                               ; error: set-cdr!
(let* ((x (list 'a 'b 'c)) (y x)) (set-cdr! x 4) (list y (eqv? x y) (list? y))) ; => ((a . 4) #t #f)

; name: accessors of accessors
(define t '(((((1 . 2) . (3 . 4)) . ((5 . 6) . (7 . 8))) . (((9 . 10) . (11 . 12)) . ((13 . 14) . (15 . 16)))) . 0))
(define u (car t))
(map (lambda (f) (f u)) (list caar cadr cdar cddr)) ; => (((1 . 2) 3 . 4) ((9 . 10) 11 . 12) ((5 . 6) 7 . 8) ((13 . 14) 15 . 16))
(map (lambda (f) (f u)) (list caaar caadr cadar caddr cdaar cdadr cddar cdddr))
; => ((1 . 2) (9 . 10) (5 . 6) (13 . 14) (3 . 4) (11 . 12) (7 . 8) (15 . 16))
(map (lambda (f) (f u)) (list caaaar caaadr caadar caaddr cadaar cadadr caddar cadddr)) ; => (1 9 5 13 3 11 7 15)
(map (lambda (f) (f u)) (list cdaaar cdaadr cdadar cdaddr cddaar cddadr cdddar cddddr)) ; => (2 10 6 14 4 12 8 16)
(caar '((1) 2))                                               ; => 1
(cadr '(1 2 3))                                               ; => 2
(cdar '((1 2) 3))                                             ; => (2)
(cddr '(1 2 3))                                               ; => (3)
(caddr '(1 2 3))                                              ; => 3
(cdddr '(1 2 3 4))                                            ; => (4)
(cadddr '(1 2 3 4))                                           ; => 4
(cddddr '(1 2 3 4 5))                                         ; => (5)
(caar '(1))                                                   ; error: ca+r
(cadr '(1))                                                   ; error: ca
(caddr '(1 2))                                                ; error: ca
(cddddr '(1 2 3))                                             ; error: cddddr

; name: null? and list?
(null? '())                                                   ; => #t
(null? '(a))                                                  ; => #f
(null? #f)                                                    ; => #f
(null? "")                                                    ; => #f
(list? '(a b c))                                              ; => #t
(list? '())                                                   ; => #t
(list? '(a . b))                                              ; => #f
(list? '(a b . c))                                            ; => #f
(list? '#(a b))                                               ; => #f
(list? #f)                                                    ; => #f
(let ((x (list 'a))) (set-cdr! x x) (list? x))                ; => #f
(let ((x (list 'a 'b 'c))) (set-cdr! (cddr x) (cdr x)) (list? x)) ; => #f

; name: making lists
(list 'a (+ 3 4) 'c)                                          ; => (a 7 c)
(list)                                                        ; => ()
(make-list 2 3)                                               ; => (3 3)
(make-list 0 'x)                                              ; => ()
(length (make-list 5))                                        ; => 5
(make-list -1 'x)                                             ; error: make-list
(make-list 'a)                                                ; error: make-list
(length '(a b c))                                             ; => 3
(length '(a (b) (c d e)))                                     ; => 3
(length '())                                                  ; => 0
(length '(a . b))                                             ; error: length
(length 5)                                                    ; error: length
(let ((x (list 1 2))) (set-cdr! (cdr x) x) (length x))        ; error: length
(list-copy '(1 2 3))                                          ; => (1 2 3)
(list-copy '())                                               ; => ()
(list-copy '(1 2 . 3))                                        ; => (1 2 . 3)
(let ((x (list 1))) (set-cdr! x x) (list-copy x))            ; error: list-copy
(list-copy 7)                                                 ; => 7
(let* ((a (list 1 2 3)) (b (list-copy a))) (set-car! b 9) (list a b)) ; => ((1 2 3) (9 2 3))
(let* ((a (list (list 1))) (b (list-copy a))) (eq? (car a) (car b))) ; => #t

; name: append and reverse
(append '(x) '(y))                                            ; => (x y)
(append '(a) '(b c d))                                        ; => (a b c d)
(append '(a (b)) '((c)))                                      ; => (a (b) (c))
(append '(a b) '(c . d))                                      ; => (a b c . d)
(append '() 'a)                                               ; => a
(append)                                                      ; => ()
(append '(1))                                                 ; => (1)
(append 5)                                                    ; => 5
(append '() '())                                              ; => ()
(append '(1) '() '(2 3) '() '(4))                             ; => (1 2 3 4)
(append '(1) 2)                                               ; => (1 . 2)
(let* ((a (list 1)) (b (list 2)) (c (append a b))) (list (eq? (cdr c) b) (eq? c a))) ; => (#t #f)
(append '(1 . 2) '(3))                                        ; error: append
(append 1 '(3))                                               ; error: append
(let ((x (list 1 2))) (set-cdr! (cdr x) x) (append x '(3)))   ; error: append
(reverse '(a b c))                                            ; => (c b a)
(reverse '(a (b c) d (e (f))))                                ; => ((e (f)) d (b c) a)
(reverse '())                                                 ; => ()
(reverse '(1 . 2))                                            ; error: reverse
(reverse 'a)                                                  ; error: reverse

; name: parts by index
(list-tail '(a b c d) 2)                                      ; => (c d)
(list-tail '(a b c) 0)                                        ; => (a b c)
(list-tail '(a b c) 3)                                        ; => ()
(list-tail '(a b . c) 2)                                      ; => c
(list-tail '(a b) 3)                                          ; error: list-tail
(list-tail '(a b) -1)                                         ; error: list-tail
(let ((x (list 1 2 3))) (eq? (list-tail x 1) (cdr x)))        ; => #t
(list-ref '(a b c d) 2)                                       ; => c
(list-ref '(a b c d) (exact (round 1.8)))                     ; => c
(list-ref '(a b . c) 1)                                       ; => b
(list-ref '(a b) 2)                                           ; error: list-ref
(list-ref '(a b) -1)                                          ; error: list-ref
(list-ref '(a b) 1.0)                                         ; error: list-ref
(list-ref '() 0)                                              ; error: list-ref
(let ((ls (list 'one 'two 'five!))) (list-set! ls 2 'three) ls) ; => (one two three)
(let ((ls (list 1 2 3))) (list-set! ls 0 'x) ls)              ; => (x 2 3)
(list-set! (list 1 2) 2 'x)                                   ; error: list-set!
(list-set! (list 1 2) -1 'x)                                  ; error: list-set!
(let ((x (list 1 2))) (set-cdr! (cdr x) x) (list-ref x 7))    ; => 2

; name: members
(memq 'c '(a b c d e))                                        ; => (c d e)
(memq 'a '(a b c))                                            ; => (a b c)
(memq 'x '(a b c))                                            ; => #f
(memq (list 'a) '(b (a) c))                                   ; => #f
(memq 'a '())                                                 ; => #f
(memq 'x '(a . b))                                            ; error: memq
(memv 101 '(100 101 102))                                     ; => (101 102)
(memv 1.0 '(1 1.0 2))                                         ; => (1.0 2)
(memv 1/2 '(0.5 1/2))                                         ; => (1/2)
(memv 'a '())                                                 ; => #f
(memv 1 5)                                                    ; error: memv
(member (list 'a) '(b (a) c))                                 ; => ((a) c)
(member "b" '("a" "b" "c"))                                   ; => ("b" "c")
(member "B" '("a" "b" "c") string-ci=?)                       ; => ("b" "c")
(member 2.0 '(1 2 3))                                         ; => #f
(member 2.0 '(1 2 3) =)                                       ; => (2 3)
(member 2 '(1 2 3) <)                                         ; => (3)
(member '#(1) '(1 #(1) 2))                                    ; => (#(1) 2)
(member 1 '())                                                ; => #f
(let ((l (list 1 2 3))) (eq? (member 2 l) (cdr l)))           ; => #t
(member 1 2)                                                  ; error: member
(member 1 '(1 2) 'x)                                          ; error: member

; name: associations
(define e '((a 1) (b 2) (c 3)))
(assq 'a e)                                                   ; => (a 1)
(assq 'b e)                                                   ; => (b 2)
(assq 'd e)                                                   ; => #f
(assq (list 'a) '(((a)) ((b)) ((c))))                         ; => #f
(assq 'a '())                                                 ; => #f
(assv 5 '((2 3) (5 7) (11 13)))                               ; => (5 7)
(assv 2.0 '((2 3)))                                           ; => #f
(assv 1/2 '((1/2 . half)))                                    ; => (1/2 . half)
(assoc (list 'a) '(((a)) ((b)) ((c))))                        ; => ((a))
(assoc "b" '(("a" . 1) ("b" . 2)))                            ; => ("b" . 2)
(assoc 2.0 '((1 1) (2 4) (3 9)))                              ; => #f
(assoc 2.0 '((1 1) (2 4) (3 9)) =)                            ; => (2 4)
(assoc "B" '(("a" . 1) ("b" . 2)) string-ci=?)                ; => ("b" . 2)
(assoc 3 '((1 . a) (4 . b)) <)                                ; => (4 . b)
(let ((p (cons 'k 'v))) (eq? p (assq 'k (list (cons 'j 1) p)))) ; => #t
(assq 'x '(a b))                                              ; error: assq
(assoc 1 '(2))                                                ; error: assoc
(assv 1 'x)                                                   ; error: assv
