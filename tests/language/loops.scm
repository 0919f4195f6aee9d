; What the compiler makes of loops: they must behave like the procedures that they are (R7RS 4.2.4, 3.5).

; name: closures get a fresh binding in every turn
(define (collect) (let loop ((i 0) (made '())) (if (= i 3) made (loop (+ i 1) (cons (lambda () i) made)))))
(map (lambda (f) (f)) (collect))                              ; => (2 1 0)
(map (lambda (f) (f)) (do ((i 0 (+ i 1)) (made '() (cons (lambda () i) made))) ((= i 3) made))) ; => (2 1 0)
(define (self-loop i made) (if (= i 3) made (self-loop (+ i 1) (cons (lambda () (* 10 i)) made))))
(map (lambda (f) (f)) (self-loop 0 '()))                      ; => (20 10 0)

; name: set! on a captured loop variable changes only its turn's binding
(define (counters)
  (let loop ((i 0) (made '()))
    (if (= i 3) (reverse made)
        (loop (+ i 1) (cons (cons (lambda () (set! i (+ i 100)) i) (lambda () i)) made)))))
(define cs (counters))
(list ((caar cs)) ((caar cs)) ((cdar cs)) ((cdr (cadr cs))))  ; => (100 200 200 1)
(define (set-in-loop)
  (let loop ((i 0) (made '()))
    (if (> i 5) (map (lambda (f) (f)) made) (let ((f (lambda () i))) (set! i (+ i 1)) (loop (+ i 1) (cons f made))))))
(set-in-loop)                                                 ; => (5 3 1)
(define (set-self i made)
  (if (> i 5) (map (lambda (f) (f)) made) (let ((f (lambda () i))) (set! i (* 2 i)) (set-self (+ i 1) (cons f made)))))
(set-self 1 '())                                              ; => (6 2)

; name: variables of lets in loops are fresh, too
(define (lets)
  (let loop ((i 0) (made '()))
    (if (= i 3) (map (lambda (f) (f)) made)
        (let* ((j (* i i)) (k (+ j 1)))
          (define (show) (list i j k))
          (loop (+ i 1) (cons show made))))))
(lets)                                                        ; => ((2 4 5) (1 1 2) (0 0 1))
(define (assigned-lets)
  (do ((i 0 (+ i 1)) (made '() (cons (let ((n i)) (lambda () (set! n (+ n 10)) n)) made))) ((= i 3) made)))
(let ((fs (assigned-lets))) (list ((car fs)) ((car fs)) ((cadr fs)))) ; => (12 22 11)

; name: internal definitions in loops
(define (run n)
  (let loop ((i 0) (acc '()))
    (define (even? k) (if (= k 0) #t (odd? (- k 1))))
    (define (odd? k) (if (= k 0) #f (even? (- k 1))))
    (define j (* i 2))
    (define (get) j)
    (if (= i n) (reverse acc) (loop (+ i 1) (cons (list i (even? i) (get)) acc)))))
(run 3)                                                       ; => ((0 #t 0) (1 #f 2) (2 #t 4))
(define (later n)
  (let loop ((i 0) (fs '()))
    (define (a) (b))
    (define (b) i)
    (if (= i n) (map (lambda (f) (f)) fs) (loop (+ i 1) (cons a fs)))))
(later 3)                                                     ; => (2 1 0)

; name: an internal definition used too early in a loop
(define (early)
  (let loop ((i 0))
    (define (get) j)
    (define k (get))
    (define j i)
    (define keep (lambda () (list k j)))
    (if (= i 2) keep (loop (+ i 1)))))
(early)                                                       ; error: j is used before its definition

; name: nested loops that jump to an outer loop in tail position
(define (two n)
  (let outer ((i 0) (acc '()))
    (if (= i n) (reverse acc)
        (let inner ((j 0))
          (if (= j i) (outer (+ i 1) (cons j acc)) (inner (+ j 1)))))))
(two 4)                                                       ; => (0 1 2 3)
(define (three n)
  (let a ((i 0) (acc '()))
    (if (> i n) acc
        (let b ((j 0))
          (let c ((k 0))
            (cond ((= k 2) (if (= j 2) (a (+ i 1) acc) (b (+ j 1))))
                  ((= (+ i j k) 5) (a (+ i 1) (cons (list i j k) acc)))
                  (else (c (+ k 1)))))))))
(three 4)                                                     ; => ((4 0 1) (3 1 1) (2 2 1))
(define (four)
  (let a ((w 0) (n 0))
    (let b ((x 0) (n n))
      (let c ((y 0) (n n))
        (let d ((z 0) (n (+ n 1)))
          (cond ((< z 2) (d (+ z 1) n)) ((< y 2) (c (+ y 1) n)) ((< x 2) (b (+ x 1) n)) ((< w 2) (a (+ w 1) n))
                (else (list w x y z n))))))))
(four)                                                        ; => (2 2 2 2 27)

; name: nested loops in non-tail position, left from within
(define (find-pair p)
  (list 'found
    (let outer ((i 0))
      (if (= i 5) 'none
          (let inner ((j 0))
            (cond ((= j 5) (outer (+ i 1)))
                  ((p i j) (list i j))
                  (else (inner (+ j 1)))))))
    'end))
(find-pair (lambda (i j) (= (* i j) 6)))                      ; => (found (2 3) end)
(find-pair (lambda (i j) #f))                                 ; => (found none end)
(define (deep)
  (+ 1 (let a ((i 0))
    (+ 10 (let b ((j 0))
       (if (< j 2) (b (+ j 1))
         (+ 100 (let c ((k 0)) (cond ((< k 3) (c (+ k 1))) ((< i 0) (c 9)) (else (+ i j k)))))))))))
(deep)                                                        ; => 116

; name: outer loops reached over one to three inner ones, value wanted
(define (hop depth)
  (define log '())
  (define value
    (let a ((i 0))
      (set! log (cons (list 'a i) log))
      (if (= i 2) (list 'done i)
        (let b ((j 0))
          (let c ((k 0))
            (let d ((l 0))
              (set! log (cons (list i j k l) log))
              (case depth
                ((0) (if (< l 1) (d (+ l 1)) 'left-d))
                ((1) (if (< k 1) (c (+ k 1)) 'left-c))
                ((2) (if (< j 1) (b (+ j 1)) 'left-b))
                (else (a (+ i 1))))))))))
  (list value (length log)))
(map hop '(0 1 2 3))                                          ; => ((left-d 3) (left-c 3) (left-b 3) ((done 2) 5))

; name: a procedure calls itself from within an inner loop
(define (f n)
  (if (= n 0) 0
      (if (> n 5) (f (- n 1))
          (+ 1 (let loop ((i 0)) (if (< i 3) (loop (+ i 1)) (f (- n 1))))))))
(f 8)                                                         ; => 5
(define (g n)
  (if (= n 0) 'end
      (if (> n 5) (g (- n 1))
          (begin (let loop ((i 0)) (if (< i 3) (loop (+ i 1)) (g (- n 1)))) n))))
(g 8)                                                         ; => 5
(define (h n acc)
  (if (= n 0) acc
      (let loop ((i 0) (acc acc))
        (if (= i n) (h (- n 1) acc) (loop (+ i 1) (cons i acc))))))
(h 3 '())                                                     ; => (0 1 0 2 1 0)

; name: loops in test position
(define (any-even? l) (if (let loop ((l l)) (cond ((null? l) #f) ((even? (car l)) #t) (else (loop (cdr l))))) 'yes 'no))
(list (any-even? '(1 3 4)) (any-even? '(1 3)))                ; => (yes no)
(cond ((let loop ((i 0)) (if (< i 3) (loop (+ i 1)) i)) => list) (else 'no)) ; => (3)
(and (let loop ((i 0)) (if (< i 3) (loop (+ i 1)) i)) (let loop ((i 0)) (if (< i 4) (loop (+ i 1)) i))) ; => 4
(or (let loop ((i 0)) (if (< i 3) (loop (+ i 1)) #f)) (let loop ((i 0)) (if (< i 4) (loop (+ i 1)) i))) ; => 4
(if (and (let l ((i 0)) (if (< i 2) (l (+ i 1)) #t)) (not (let l ((i 0)) (if (< i 2) (l (+ i 1)) #f)))) 'a 'b) ; => a

; name: loops in operand position, evaluated left to right
(define log '())
(define (note x) (set! log (cons x log)) x)
(define (operands)
  (list (note 'a)
        (let loop ((i 0)) (note i) (if (< i 1) (loop (+ i 1)) 'l1))
        (note 'b)
        (do ((j 10 (+ j 1))) ((= j 12) (note 'l2)) (note j))
        (note 'c)))
(operands)                                                    ; => (a l1 b l2 c)
(reverse log)                                                 ; => (a 0 1 b 10 11 l2 c)
(define x 1)
(+ x (let loop ((i 0)) (if (< i 3) (begin (set! x 100) (loop (+ i 1))) i)) x) ; => 104
(let ((y 1)) (vector y (let loop ((i 0)) (if (< i 3) (begin (set! y (* y 2)) (loop (+ i 1))) y)) y)) ; => #(1 8 8)

; name: loops as values of lets and definitions
(define total (let loop ((i 0) (s 0)) (if (> i 10) s (loop (+ i 1) (+ s i)))))
total                                                         ; => 55
(let* ((a (let loop ((i 0)) (if (< i 5) (loop (+ i 1)) i)))
       (b (let loop ((i a) (s 0)) (if (= i 0) s (loop (- i 1) (+ s i))))))
  (list a b))                                                 ; => (5 15)
(define (init) (let ((a 1) (b (let loop ((i 0)) (if (= i 3) i (loop (+ i 1)))))) (set! a (+ a b)) (lambda () a)))
((init))                                                      ; => 4

; name: loops nested sixteen deep
(define-syntax nest
  (syntax-rules () ((_ () e) e) ((_ (i . r) e) (do ((i 0 (+ i 1))) ((= i 2)) (nest r e)))))
(define (sixteen) (let ((n 0)) (nest (a b c d e f g h i j k l m) (set! n (+ n 1))) n))
(sixteen)                                                     ; => 8192
(define-syntax nest-let
  (syntax-rules () ((_ () e) e) ((_ (i . r) e) (let i ((n 0)) (if (< n 1) (begin (nest-let r e) (i (+ n 1))))))))
(define count 0)
(nest-let (a b c d e f g h i j k l m n o p q r s t u v w x y z) (set! count (+ count 1)))
count                                                         ; => 1
(define-syntax nest-tail
  (syntax-rules () ((_ () out e) e) ((_ (i . r) out e) (let i ((n 0)) (if (< n 2) (nest-tail r i e) (out (- n 2)))))))
(define (deep-tail) (let start ((n 0)) (nest-tail (a b c d e f g h i j k l m n o p q r s t) (lambda (x) x) 'reached)))
(deep-tail)                                                   ; => reached
(define (count-down)
  (let a ((i 2)) (if (= i 0) 'out
  (let b ((j 0)) (if (= j 1) (a (- i 1))
  (let c ((k 0)) (if (= k 1) (b (+ j 1))
  (let d ((l 0)) (if (= l 1) (c (+ k 1))
  (let e ((m 0)) (if (= m 1) (d (+ l 1))
  (let f ((n 0)) (if (= n 1) (e (+ m 1))
  (let g ((o 0)) (if (= o 1) (f (+ n 1))
  (let h ((p 0)) (if (= p 1) (g (+ o 1))
  (let i2 ((q 0)) (if (= q 1) (h (+ p 1))
  (let j2 ((r 0)) (if (= r 1) (i2 (+ q 1))
  (let k2 ((s 0)) (if (= s 1) (j2 (+ r 1))
  (let l2 ((t 0)) (if (= t 1) (k2 (+ s 1))
  (let m2 ((u 0)) (if (= u 1) (l2 (+ t 1))
  (let n2 ((v 0)) (if (= v 1) (m2 (+ u 1))
  (n2 (+ v 1)))))))))))))))))))))))))))))))
(count-down)                                                  ; => out

; name: a named let that is never called, or not only in tail position
(let unused ((i 5)) (* i 2))                                  ; => 10
(let fib ((n 10)) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2))))) ; => 55
(let tree ((n 3)) (if (= n 0) '() (cons (tree (- n 1)) (tree (- n 1))))) ; => (((()) ()) (()) ())
(let loop ((i 0)) (if (< i 3) (begin (loop (+ i 1)) i) 'end)) ; => 0

; name: a named let that escapes as a value
(define escaped #f)
(let loop ((i 0)) (set! escaped loop) (if (< i 3) (loop (+ i 1)) i)) ; => 3
(escaped 1)                                                   ; => 3
(map (let loop ((i 0)) (if (= i 3) (lambda (x) (* x i)) (loop (+ i 1)))) '(1 2)) ; => (3 6)
(define (mapped) (let walk ((t '(1 (2 3) (4 (5))))) (if (pair? t) (map walk t) (* t t))))
(mapped)                                                      ; => (1 (4 9) (16 (25)))

; name: a named let assigned in its body
(let loop ((i 0)) (if (< i 3) (begin (set! loop (lambda (x) (list 'other x))) (loop i)) i)) ; => (other 0)

; name: loops called with the wrong number of arguments
(let loop ((i 0)) (if (< i 3) (loop) i))                      ; error: loop: expects 1 argument, got 0

; name: a procedure that calls itself with the wrong number of arguments
(define (f i) (if (< i 3) (f i i) i))
(f 0)                                                         ; error: f: expects 1 argument, got 2

; name: parameters swap in parallel
(let loop ((a 1) (b 2) (n 3)) (if (= n 0) (list a b) (loop b a (- n 1)))) ; => (2 1)
(let loop ((a 1) (b 2) (c 3) (n 4)) (if (= n 0) (list a b c) (loop b c (+ a b) (- n 1)))) ; => (5 6 8)
(do ((a 1 b) (b 2 a) (n 0 (+ n 1))) ((= n 3) (list a b)))     ; => (2 1)
(define (gcd* a b) (if (= b 0) a (gcd* b (remainder a b))))
(gcd* 48 36)                                                  ; => 12

; name: escapes out of loops
(define (first-neg l) (call/cc (lambda (return) (for-each (lambda (x) (if (< x 0) (return x))) l) 'none)))
(list (first-neg '(1 -2 3)) (first-neg '(1 2)))               ; => (-2 none)
(define (break-at n) (call/cc (lambda (break) (let loop ((i 0)) (if (= i n) (break (list 'at i))) (loop (+ i 1))))))
(break-at 5)                                                  ; => (at 5)
(define (continue-odd)
  (let loop ((i 0) (acc '())) (if (= i 6) acc (loop (+ i 1) (call/cc (lambda (k) (if (odd? i) (k acc)) (cons i acc)))))))
(continue-odd)                                                ; => (4 2 0)

; name: guard in loops
(define (guarded)
  (let loop ((i 0) (acc '()))
    (if (= i 4) (reverse acc) (loop (+ i 1) (cons (guard (e (#t (list 'caught e i))) (if (odd? i) (raise i) i)) acc)))))
(guarded)                                                     ; => (0 (caught 1 1) 2 (caught 3 3))

; name: rest parameters and loops
(define (sum . l) (let loop ((l l) (s 0)) (if (null? l) s (loop (cdr l) (+ s (car l))))))
(sum 1 2 3 4)                                                 ; => 10
(define (drop-to n . l) (if (<= (length l) n) l (apply drop-to n (cdr l))))
(drop-to 2 1 2 3 4)                                           ; => (3 4)
(define (restful n . r) (if (= n 0) r (restful (- n 1) n r)))
(restful 2)                                                   ; => (1 (2 ()))
(define (capture . l)
  (let loop ((n 2) (fs '())) (if (= n 0) (map (lambda (f) (f)) fs) (loop (- n 1) (cons (lambda () (cons n l)) fs)))))
(capture 'x)                                                  ; => ((1 x) (2 x))

; name: mutual recursion inside a loop, with captures on several levels
(define (levels)
  (let a ((i 0) (out '()))
    (if (= i 2) (map (lambda (f) (f)) (reverse out))
        (let b ((j 0) (out out))
          (if (= j 2) (a (+ i 1) out)
              (let ((k (+ (* 10 i) j)))
                (b (+ j 1) (cons (lambda () (let ((inner (lambda () (set! k (+ k 100)) (list i j k)))) (inner))) out))))))))
(levels)                                                      ; => ((0 0 100) (0 1 101) (1 0 110) (1 1 111))

; name: a captured variable of a loop that an inner lambda assigns
(define (inner-set)
  (let loop ((i 0) (sum 0))
    (if (= i 4) sum (begin (for-each (lambda (x) (set! sum (+ sum x))) (list i i)) (loop (+ i 1) sum)))))
(inner-set)                                                   ; => 12

; name: a loop in the body of a closure of a loop
(define (loops-in-closures)
  (map (lambda (f) (f))
       (let loop ((i 1) (fs '()))
         (if (> i 3)
             (reverse fs)
             (loop (+ i 1) (cons (lambda () (let sum ((j i) (s 0)) (if (= j 0) s (sum (- j 1) (+ s i))))) fs))))))
(loops-in-closures)                                           ; => (1 4 9)
