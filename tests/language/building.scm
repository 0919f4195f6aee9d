; Recursion that conses in tail position is a loop that builds its list from the front: nothing of that may be seen.

; name: a filter written by hand
(define (odds l)
  (cond ((null? l) '())
        ((odd? (car l)) (cons (car l) (odds (cdr l))))
        (else (odds (cdr l)))))
(odds '(1 2 3 4 5))                                           ; => (1 3 5)
(odds '())                                                    ; => ()
(odds '(2 . 4))                                               ; error: car

; name: a list of a million is built without depth
(define (count i n) (if (< i n) (cons i (count (+ i 1) n)) '()))
(length (count 0 1000000))                                    ; => 1000000

; name: what ends the loop becomes the tail
(let loop ((l '(1 2 3))) (if (null? l) 'tail (cons (car l) (loop (cdr l)))))     ; => (1 2 3 . tail)
(let loop ((i 0)) (or (and (= i 3) '(end)) (cons i (loop (+ i 1)))))             ; => (0 1 2 end)

; name: several elements a turn, in order
(define (twice l) (if (null? l) '() (cons (begin (display (car l)) (car l)) (cons (car l) (twice (cdr l))))))
(twice '(a b))                                                ; => (a a b b)
; output: ab

; name: a loop in the tail position of another goes on building
(define (down l)
  (let outer ((l l) (turns 0))
    (if (null? l)
        (list 'done turns)
        (let inner ((n (car l)))
          (if (= n 0)
              (outer (cdr l) (+ turns 1))
              (cons n (inner (- n 1))))))))
(down '(2 3 0 1))                                             ; => (2 1 3 2 1 1 done 4)

; name: a tail call of another procedure ends the list
(define (f l) (cond ((null? l) '()) ((eq? (car l) 'g) (g (cdr l))) (else (cons (car l) (f (cdr l))))))
(define (g l) (if (null? l) 'end (cons '! (f l))))
(f '(1 2 g 3 g))                                              ; => (1 2 ! 3 . end)

; name: mutual tail calls stay in constant space as long as nothing was consed
(define (even n) (cond ((= n 0) '(even)) ((= n -1) (cons 1 (even n))) (else (odd (- n 1)))))
(define (odd n) (if (= n 0) '(odd) (even (- n 1))))
(even 1000001)                                                ; => (odd)

; name: closures over the parameters are of their own turn
(define (counters l) (if (null? l) '() (cons (lambda () (set! l (cons 'x l)) l) (counters (cdr l)))))
(map (lambda (p) (p)) (counters '(1 2 3)))                    ; => ((x 1 2 3) (x 2 3) (x 3))

; name: recursive procedures inside a turn are of that turn
(define (powers n)
  (let loop ((i 0) (made '()))
    (if (= i n)
        (map (lambda (f) (f 3)) made)
        (let ()
          (define (power k) (if (= k 0) i (* k (power (- k 1)))))
          (loop (+ i 1) (cons power made))))))
(powers 4)                                                    ; => (18 12 6 0)
(define (parities n)
  (let loop ((i 0) (made '()))
    (if (= i n)
        (map (lambda (f) (f 3)) made)
        (let ()
          (define (ev? k) (if (= k 0) i (od? (- k 1))))
          (define (od? k) (if (= k 0) (- i) (ev? (- k 1))))
          (loop (+ i 1) (cons ev? made))))))
(parities 4)                                                  ; => (-3 -2 -1 0)

; name: a value that nobody wants is built for its effects alone
(begin (let loop ((i 0)) (if (< i 3) (cons (begin (display i) i) (loop (+ i 1))))) 7) ; => 7
; output: 012

; name: an escape leaves no list behind
(define (until l)
  (call/cc
    (lambda (k) (let loop ((l l)) (if (null? l) '() (cons (if (negative? (car l)) (k 'negative) (car l)) (loop (cdr l))))))))
(until '(1 2))                                                ; => (1 2)
(until '(1 -2))                                               ; => negative

; name: one without end is a recursion without end
(define (ones) (cons 1 (ones)))
(ones)                                                        ; error: recursion too deep in ones
