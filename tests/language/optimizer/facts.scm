; What is known of values saves checks, and never one that is needed.

; name: a counter that was compared with a number
(define (f n) (do ((i 0 (+ i 1))) ((= i n) i)))
(f 10)                                                        ; => 10

; name: a bound that is a complex number
(define (f n) (do ((i 0 (+ i 1))) ((= i n) i)))
(f 3+0.0i)                                                    ; => 3

; name: numbers of different classes that are equal or not
(define (f i n) (if (> i 0) (if (= n i) 'same 'other) 'none))
(list (f 1 1.0) (f 1 1+i))                                    ; => (same other)

; name: a divisor that an operand assigns
(define (f a b) (/ (begin (set! b 2.0) a) b))
(f 1 0)                                                       ; => 0.5

; name: integer division of negative numbers and of floats
(define (f a b) (list (quotient a b) (remainder a b) (modulo a b)))
(list (f -7 2) (f 7 -2) (f 7.0 2))                            ; => ((-3 -1 1) (-3 1 -1) (3.0 1.0 1.0))

; name: integer division of a counter
(let loop ((i 0) (l '())) (if (= i 4) l (loop (+ i 1) (cons (if (even? i) (quotient i 2) (modulo i 3)) l)))) ; => (0 1 1 0)

; name: division of exact and inexact numbers
(define (f x y) (/ x y))
(list (f 1/2 0.5) (f 3 0.0) (f 1 3) (f 1.0 4))                ; => (1.0 +inf.0 1/3 0.25)

; name: a bound that is a symbol
(define (f n) (do ((i 0 (+ i 1))) ((= i n) i)))
(f 'a)                                                        ; error: number

; name: a bound that is a string
(define (f n) (do ((i 0 (+ i 1))) ((= i n) i)))
(f "3")                                                       ; error: number

; name: a bound that is a boolean
(define (f n) (do ((i 0 (+ i 1))) ((= i n) i)))
(f #t)                                                        ; error: number

; name: a bound that is a procedure
(define (f n) (do ((i 0 (+ i 1))) ((= i n) i)))
(f car)                                                       ; error: number
