; paraffins: generates the isomers of paraffins by size.  Vectors of lists of small vectors, loops over partitions.

(import (scheme base) (scheme write))

(define repeats 100)

(define (make-radical x y z) (vector 'carbon x y z))

; The triples (a b c) with a <= b <= c and a + b + c = m, as a list.
(define (three-partitions m)
  (let loop ((a (quotient m 3)) (b (quotient (- m (quotient m 3)) 2)) (found '()))
    (cond ((< a 0) found)
          ((< b a)
           (loop (- a 1) (quotient (- m (- a 1)) 2) found))
          (else
           (loop a (- b 1) (cons (vector a b (- m (+ a b))) found))))))

; The quadruples (a b c d), ascending, of that sum, none over half of it.
(define (four-partitions m)
  (let ((half (quotient m 2)))
    (let loop-d ((d half) (found '()))
      (if (< d (quotient m 4))
          found
          (loop-d
            (- d 1)
            (let loop-c ((c (min d (- m d))) (found found))
              (if (< c 0)
                  found
                  (loop-c
                    (- c 1)
                    (let loop-b ((b (min c (- m d c))) (found found))
                      (let ((a (- m d c b)))
                        (cond ((< b 0) found)
                              ((and (>= a 0) (<= a b))
                               (loop-b (- b 1) (cons (vector a b c d) found)))
                              (else (loop-b (- b 1) found)))))))))))))

; Like fold-list, but gives the procedure the rest of the list that begins with the element.
(define (fold-tails f l state)
  (if (null? l)
      state
      (fold-tails f (cdr l) (f l state))))

(define (fold-list f l state)
  (if (null? l)
      state
      (fold-list f (cdr l) (f (car l) state))))

; The lists to choose the next element from: the rest of the same list if it is from the same size, else another.
(define (choices radicals size previous-size previous)
  (if (= size previous-size)
      previous
      (vector-ref radicals size)))

(define (radicals-of-size radicals n)
  (fold-list
    (lambda (parts found)
      (let ((a (vector-ref parts 0))
            (b (vector-ref parts 1))
            (c (vector-ref parts 2)))
        (fold-tails
          (lambda (xs found)
            (fold-tails
              (lambda (ys found)
                (fold-tails
                  (lambda (zs found)
                    (cons (make-radical (car xs) (car ys) (car zs)) found))
                  (choices radicals c b ys)
                  found))
              (choices radicals b a xs)
              found))
          (vector-ref radicals a)
          found)))
    (three-partitions (- n 1))
    '()))

(define (radicals-up-to n)
  (let ((radicals (make-vector (+ n 1) '())))
    (vector-set! radicals 0 '(hydrogen))
    (do ((i 1 (+ i 1)))
        ((> i n) radicals)
      (vector-set! radicals i (radicals-of-size radicals i)))))

(define (bond-centred radicals n)
  (if (odd? n)
      '()
      (let ((halves (vector-ref radicals (quotient n 2))))
        (fold-tails
          (lambda (xs found)
            (fold-list
              (lambda (y found) (cons (vector 'bond (car xs) y) found))
              xs
              found))
          halves
          '()))))

(define (carbon-centred radicals n)
  (fold-list
    (lambda (parts found)
      (let ((a (vector-ref parts 0))
            (b (vector-ref parts 1))
            (c (vector-ref parts 2))
            (d (vector-ref parts 3)))
        (fold-tails
          (lambda (ws found)
            (fold-tails
              (lambda (xs found)
                (fold-tails
                  (lambda (ys found)
                    (fold-tails
                      (lambda (zs found)
                        (cons (vector 'carbon (car ws) (car xs) (car ys) (car zs)) found))
                      (choices radicals d c ys)
                      found))
                  (choices radicals c b xs)
                  found))
              (choices radicals b a ws)
              found))
          (vector-ref radicals a)
          found)))
    (four-partitions (- n 1))
    '()))

(define (count-isomers n)
  (let ((radicals (radicals-up-to (quotient n 2))))
    (+ (length (bond-centred radicals n))
       (length (carbon-centred radicals n)))))

(define (run) (count-isomers 15))

(define (repeat n)
  (let ((answer (run)))
    (if (> n 1) (repeat (- n 1)) answer)))

(let ((answer (repeat repeats)))
  (write answer)
  (newline)
  (if (not (equal? answer 4347)) (error "wrong answer" answer)))
