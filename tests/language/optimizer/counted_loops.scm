; Loops that count in C have the values that they would have otherwise, whatever the numbers are.

; name: a counter that is kept and returned
(do ((i 0 (+ i 1)) (l '() (cons i l))) ((= i 5) (list i l)))  ; => (5 (4 3 2 1 0))

; name: closures over the counter
(do ((i 0 (+ i 1)) (l '() (cons (lambda () i) l))) ((= i 3) (map (lambda (f) (f)) l))) ; => (2 1 0)

; name: a loop in a loop
(define (grid n)
  (let ((v (make-vector 9 0)))
    (do ((i 0 (+ i 1))) ((= i n) v)
      (do ((j 0 (+ j 1))) ((= j n)) (vector-set! v (+ (* i n) j) (- i j))))))
(grid 3)                                                      ; => #(0 -1 -2 1 0 -1 2 1 0)

; name: down to the first element of a vector
(define (f v)
  (let loop ((i (- (vector-length v) 1)) (s 0))
    (if (< i 0) (list i s) (loop (- i 1) (+ s (vector-ref v i))))))
(f #(1 2 3))                                                  ; => (-1 6)

; name: two jumps, and bounds that are no integers
(define (f n) (let loop ((i 0)) (cond ((> i n) i) ((odd? i) (loop (+ i 1))) (else (loop (+ i 1))))))
(list (f 3) (f 3.5) (f 7/2) (f -1))                           ; => (4 4 4 0)

; name: a step of two
(define (f n) (+ 1 (let loop ((i 0)) (if (< i n) (loop (+ i 2)) i))))
(list (f 5) (f 4) (f 0))                                      ; => (7 5 1)

; name: along a string
(define (f s)
  (let ((n (string-length s)))
    (let loop ((i 0) (k 0))
      (if (= i n) k (loop (+ i 1) (if (char=? (string-ref s i) #\a) (+ k 1) k))))))
(f "banana")                                                  ; => 3

; name: a bound that is assigned
(define (f n) (let loop ((i 0)) (if (= i n) 'end (begin (set! n (- n 1)) (loop (+ i 1))))))
(f 10)                                                        ; => end

; name: a bound that is a parameter of the loop
(define (f n) (let loop ((i 0) (n n)) (if (= i n) (list i n) (loop (+ i 1) (- n 1)))))
(f 10)                                                        ; => (5 5)

; name: a counter that is assigned
(define (f) (let loop ((i 0)) (if (= i 3) i (begin (set! i (+ i 1)) (loop (+ i 1))))))
(guard (e (#t 'never)) (let loop ((i 0)) (if (> i 3) i (begin (set! i (+ i 1)) (loop (+ i 1)))))) ; => 4

; name: the inner loop goes on with the outer one
(let outer ((i 0) (l '()))
  (if (= i 3)
      l
      (let inner ((j 0) (l l))
        (if (= j i) (outer (+ i 1) l) (inner (+ j 1) (cons (list i j) l))))))
; => ((2 1) (2 0) (1 0))

; name: different steps
(let loop ((i 0)) (if (< i 10) (if (even? i) (loop (+ i 1)) (loop (+ i 2))) i)) ; => 11

; name: long integers
(let loop ((i (expt 10 30)) (n 0)) (if (= i (+ (expt 10 30) 3)) (list i n) (loop (+ i 1) (+ n 1))))
; => (1000000000000000000000000000003 3)

; name: a loop in a test
(if (let loop ((i 0)) (if (= i 4) #f (loop (+ i 1)))) 'true 'false) ; => false

; name: a literal bound that is no number
(let loop ((i 0)) (if (= i 'a) i (loop (+ i 1))))             ; error: =: .*a number, got a
; kind: type
; at: (= i 'a)

; name: a literal bound that is a string
(let loop ((i 0)) (if (< i "9") (loop (+ i 1)) i))            ; error: <: .*number, got
; kind: type
; at: (< i "9")

; name: a bound that is no number
(define (f n) (do ((i 0 (+ i 1))) ((>= i n) i)))
(f #f)                                                        ; error: >=: .*number, got #f
; kind: type
; at: (>= i n)

; name: a counter that is no number
(define (f i) (let loop ((i i)) (if (= i 3) i (loop (+ i 1)))))
(f 'a)                                                        ; error: =: .*a number, got a
; kind: type
; at: (= i 3)

; name: the length of what is no vector
(define (f v) (do ((i 0 (+ i 1))) ((= i (vector-length v)) i)))
(f '(1))                                                      ; error: vector-length: .*a vector, got \(1\)
; kind: type
; at: (vector-length v)

; name: a bound that has no order
(define (f n) (do ((i 0 (+ i 1))) ((> i n) i)))
(f 1+2i)                                                      ; error: >: .*a real number
; kind: type
; at: (> i n)
