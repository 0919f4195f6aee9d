; graphs: counts directed graphs up to isomorphism.  Higher-order procedures over lists and vectors.

(import (scheme base) (scheme write))

(define repeats 6)

(define (fold-below n f state)
  (let loop ((i 0) (state state))
    (if (= i n) state (loop (+ i 1) (f i state)))))

(define (fold-list f state l)
  (if (null? l) state (fold-list f (f (car l) state) (cdr l))))

(define (vector-map-index f n)
  (let ((v (make-vector n #f)))
    (fold-below n (lambda (i v) (vector-set! v i (f i)) v) v)))

(define (iota-list n)
  (let loop ((i n) (l '()))
    (if (= i 0) l (loop (- i 1) (cons (- i 1) l)))))

; The sublists of a list that have at most n elements.
(define (sublists l n)
  (if (or (null? l) (= n 0))
      '(())
      (append (sublists (cdr l) n)
              (map (lambda (rest) (cons (car l) rest))
                   (sublists (cdr l) (- n 1))))))

(define (permutations l)
  (if (null? l)
      '(())
      (let each ((before '()) (after l))
        (if (null? after)
            '()
            (append
              (map (lambda (rest) (cons (car after) rest))
                   (permutations (append (reverse before) (cdr after))))
              (each (cons (car after) before) (cdr after)))))))

; Calls a procedure with every graph of n vertices, each with at most so many edges that leave it: a vector of vectors.
(define (fold-graphs n most f state)
  (let* ((rows (map (lambda (ends)
                      (vector-map-index (lambda (j) (if (memv j ends) 1 0)) n))
                    (sublists (iota-list n) most)))
         (graph (make-vector n #f)))
    (let choose ((i 0) (state state))
      (if (= i n)
          (f graph state)
          (fold-list
            (lambda (row state)
              (vector-set! graph i row)
              (choose (+ i 1) state))
            state
            rows)))))

; Whether all vertices can be reached from the first one.
(define (rooted? graph n)
  (let ((seen (make-vector n #f)))
    (let visit ((i 0))
      (if (not (vector-ref seen i))
          (begin
            (vector-set! seen i #t)
            (fold-below n
              (lambda (j ignored)
                (if (= 1 (vector-ref (vector-ref graph i) j))
                    (visit j)))
              #f))))
    (fold-below n (lambda (i all) (and all (vector-ref seen i))) #t)))

; How a graph compares with itself renumbered: negative, zero or positive.
(define (compare-renumbered graph n order)
  (let rows ((i 0))
    (if (= i n)
        0
        (let ((row (vector-ref graph i))
              (other (vector-ref graph (vector-ref order i))))
          (let columns ((j 0))
            (if (= j n)
                (rows (+ i 1))
                (let ((difference (- (vector-ref row j)
                                     (vector-ref other (vector-ref order j)))))
                  (if (= difference 0)
                      (columns (+ j 1))
                      difference))))))))

(define (minimal? graph n orders)
  (let each ((orders orders))
    (or (null? orders)
        (and (<= (compare-renumbered graph n (car orders)) 0)
             (each (cdr orders))))))

(define (count-graphs n most)
  (let ((orders (map (lambda (rest) (list->vector (cons 0 rest)))
                     (permutations (cdr (iota-list n))))))
    (fold-graphs n most
      (lambda (graph count)
        (if (and (rooted? graph n) (minimal? graph n orders))
            (+ count 1)
            count))
      0)))

(define (run) (count-graphs 4 2))

(define (repeat n)
  (let ((answer (run)))
    (if (> n 1) (repeat (- n 1)) answer)))

(let ((answer (repeat repeats)))
  (write answer)
  (newline)
  (if (not (equal? answer 802)) (error "wrong answer" answer)))
