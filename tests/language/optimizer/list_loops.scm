; Calls of map and for-each that become loops do what the primitives do.

; name: map of a lambda
(map (lambda (x) (* x x)) '(1 2 3))                           ; => (1 4 9)

; name: map of the empty list
(map (lambda (x) x) '())                                      ; => ()

; name: map of two lists
(map (lambda (x y) (list x y)) '(1 2 3) '(a b))               ; => ((1 a) (2 b))

; name: map of a primitive, and lists of different lengths
(map + '(1 2 3) '(10 20 30) '(100 200))                       ; => (111 222)

; name: map of an accessor
(map car '((a b) (c)))                                        ; => (a c)

; name: each turn has a variable of its own
(map (lambda (f) (f)) (map (lambda (x) (lambda () x)) '(1 2 3))) ; => (1 2 3)

; name: a closure may assign the variable of its turn
(map (lambda (f) (f)) (map (lambda (x) (lambda () (set! x (+ x 1)) x)) '(1 2 3))) ; => (2 3 4)

; name: map in map in map
(map (lambda (x) (map (lambda (y) (map (lambda (z) (list x y z)) '(5 6))) '(3 4))) '(1 2))
; => ((((1 3 5) (1 3 6)) ((1 4 5) (1 4 6))) (((2 3 5) (2 3 6)) ((2 4 5) (2 4 6))))

; name: map in a procedure that calls itself from it
(define (deep n) (if (= n 0) '() (map (lambda (x) (deep (- n 1))) '(1 2))))
(deep 4)
; => ((((() ()) (() ())) ((() ()) (() ()))) (((() ()) (() ())) ((() ()) (() ()))))

; name: map of a local procedure
(define (local l) (define (up x) (+ x 1)) (map up l))
(local '(1 2))                                                ; => (2 3)

; name: map of a local procedure that is assigned
(define (local l) (define up (lambda (x) (+ x 1))) (set! up (lambda (x) (* x 10))) (map up l))
(local '(1 2))                                                ; => (10 20)

; name: map of a procedure that loops far
(define (far n) (if (= n 0) 'end (far (- n 1))))
(map far '(1 100000))                                         ; => (end end)

; name: map of procedures that tail-call each other
(define (even n) (if (= n 0) #t (odd (- n 1))))
(define (odd n) (if (= n 0) #f (even (- n 1))))
(map even '(100001 2))                                        ; => (#f #t)

; name: a continuation leaves for-each
(call/cc (lambda (k) (for-each (lambda (x) (if (negative? x) (k x))) '(1 -2 3)) 'none)) ; => -2

; name: map in a loop, over what the loop has built
(let loop ((i 0) (all '())) (if (= i 3) all (loop (+ i 1) (map (lambda (x) (+ x i)) (cons i all))))) ; => (4 4 3)

; name: for-each of two lists
(let ((n 0)) (for-each (lambda (x y) (set! n (+ n (* x y)))) '(1 2 3) '(4 5 6)) n) ; => 32

; name: map calls from the first element to the last
(let ((n 0)) (map (lambda (x) (set! n (+ n x)) n) '(1 2 3)))  ; => (1 3 6)

; name: map of a list that is cut meanwhile
(let ((l (list 1 2 3))) (map (lambda (x) (set-cdr! (cdr l) '()) x) l)) ; => (1 2)

; name: map of a circular list and one that ends
(let ((c (list 1 2))) (set-cdr! (cdr c) c) (map (lambda (x y) (cons x y)) c '(a b c))) ; => ((1 . a) (2 . b) (1 . c))

; name: map of a long list
(length (map (lambda (x) x) (make-list 100000 1)))            ; => 100000

; name: for-each of a long list
(let ((n 0)) (for-each (lambda (x) (set! n (+ n x))) (make-list 100000 1)) n) ; => 100000

; name: a loop in map
(apply + (map (lambda (x) (let loop ((i x)) (if (> i 10) i (loop (+ i i))))) '(1 2 3))) ; => 44

; name: for-each in a test
(if (for-each car '()) 'true 'false)                          ; => true

; name: a guard in map
(map (lambda (x) (guard (e (#t (list 'caught x))) (if (odd? x) (raise 'odd) x))) '(1 2 3)) ; => ((caught 1) 2 (caught 3))

; name: a map of the program's own
(define (map f l) 'mine)
(map (lambda (x) x) '(1))                                     ; => mine

; name: a local map
(let ((map (lambda (f l) (list 'inner (f l))))) (map (lambda (x) x) '(1))) ; => (inner (1))

; name: map of a lambda with a rest parameter alone
(map (lambda x x) '(1 2))                                     ; => ((1) (2))

; name: map of a lambda with a rest parameter
(map (lambda (a . b) (cons a b)) '(1 2) '(3 4))               ; => ((1 3) (2 4))

; name: map of what is no list
(map (lambda (x) x) 5)                                        ; error: map: .*a list, got 5
; kind: type
; at: (map (lambda (x) x) 5)

; name: map of an improper list
(map (lambda (x) x) '(1 2 . 3))                               ; error: map: .*a list
; kind: type
; at: (map (lambda (x) x) '(1 2 . 3))

; name: for-each of an improper list
(for-each (lambda (x) x) '(1 . 2))                            ; error: for-each: .*a list
; kind: type
; at: (for-each (lambda (x) x) '(1 . 2))

; name: map of a procedure that takes more arguments
(map (lambda (x y) x) '(1))                                   ; error: expects 2 arguments, got 1
; kind: arity
; at: (map (lambda (x y) x) '(1))

; name: a fault in the lambda
(map (lambda (x) (car x)) '(1))                               ; error: car: .*a pair, got 1
; kind: type
; at: (car x)

; name: a fault in a primitive
(map car '(1))                                                ; error: car: .*a pair, got 1
; kind: type

; name: map of a primitive that takes fewer arguments
(map car '((1)) '((2)))                                       ; error: car: expects 1 argument, got 2
; kind: arity

; name: map of a circular list
(let ((c (list 1 2))) (set-cdr! (cdr c) c) (map (lambda (x) x) c))
; error: map: .*a list
; kind: type
; at: (map (lambda (x) x) c)

; name: for-each of a circular list
(let ((c (list 1 2))) (set-cdr! (cdr c) c) (for-each (lambda (x) x) c))
; error: for-each: .*a list
; kind: type
; at: (for-each (lambda (x) x) c)

; name: map of an unbound variable
(map undefined '(1))                                          ; error: unbound variable: undefined
; kind: unbound
; at: undefined
