; SRFI 27: sources of random bits.

(import (scheme base) (srfi 27))
(define (times n thunk) (let loop ((i 0) (l '())) (if (= i n) l (loop (+ i 1) (cons (thunk) l)))))
(define (every? pred l) (or (null? l) (and (pred (car l)) (every? pred (cdr l)))))
(define (draws source n) (let ((int (random-source-make-integers source))) (times n (lambda () (int 1000000)))))

; name: integers
(every? (lambda (n) (and (exact-integer? n) (<= 0 n 5))) (times 300 (lambda () (random-integer 6)))) ; => #t
(let ((seen (make-vector 6 #f))) (times 600 (lambda () (vector-set! seen (random-integer 6) #t))) seen) ; => #(#t #t #t #t #t #t)
(random-integer 1)                                            ; => 0
(< -1 (random-integer (expt 10 50)) (expt 10 50))             ; => #t
(random-integer 0) ; error: random-integer: argument 1 must be a positive exact integer, got 0
(random-integer 1.5) ; error: random-integer: argument 1 must be a positive exact integer, got 1.5

; name: reals
(every? (lambda (x) (and (inexact? x) (< 0 x 1))) (times 300 random-real)) ; => #t

; name: the default source differs from use to use
(random-source? default-random-source)                        ; => #t
(equal? (draws default-random-source 5) (draws default-random-source 5)) ; => #f
(equal? (draws default-random-source 5) (draws (make-random-source) 5)) ; => #f

; name: new sources begin alike
(random-source? (make-random-source))                         ; => #t
(random-source? 'source)                                      ; => #f
(equal? (draws (make-random-source) 10) (draws (make-random-source) 10)) ; => #t
(define s (make-random-source))
(equal? (draws s 5) (draws s 5))                              ; => #f

; name: states
(define s (make-random-source))
(draws s 3)
(define state (random-source-state-ref s))
(define first (draws s 5))
(equal? first (draws s 5))                                    ; => #f
(random-source-state-set! s state)
(equal? first (draws s 5))                                    ; => #t
(define other (make-random-source))
(random-source-state-set! other state)
(equal? first (draws other 5))                                ; => #t
(random-source-state-set! s 'bad) ; error: random-source-state-set!: not the state of a random source: bad
(random-source-state-set! s '(mersenne-twister 1 2))          ; error: not the state of a random source
(random-source-state-ref 1)                                   ; error: random-source-state-ref: argument 1 must be a random source

; name: randomize
(define a (make-random-source))
(define b (make-random-source))
(random-source-randomize! a)
(random-source-randomize! b)
(equal? (draws a 5) (draws b 5))                              ; => #f

; name: pseudo-randomize
(define (pseudo i j) (let ((s (make-random-source))) (random-source-pseudo-randomize! s i j) (draws s 5)))
(equal? (pseudo 1 2) (pseudo 1 2))                            ; => #t
(equal? (pseudo 1 2) (pseudo 2 1))                            ; => #f
(equal? (pseudo 0 0) (draws (make-random-source) 5))          ; => #f
(random-source-pseudo-randomize! (make-random-source) 'a 1)   ; error: argument 2 must be an exact non-negative integer

; name: makers of integers and reals
(define s (make-random-source))
((random-source-make-integers s) 1)                           ; => 0
(let ((x ((random-source-make-reals s)))) (and (inexact? x) (< 0 x 1))) ; => #t
(every? (lambda (x) (and (exact? x) (< 0 x 1) (integer? (* 8 x)))) (times 100 (random-source-make-reals s 1/8))) ; => #t
(every? (lambda (x) (and (inexact? x) (< 0 x 1))) (times 100 (random-source-make-reals s 0.25))) ; => #t
((random-source-make-reals s 2/3))                            ; => 2/3
(random-source-make-reals s 2) ; error: random-source-make-reals: expected a unit between 0 and 1, got 2
