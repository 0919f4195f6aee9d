; lattice: counts the order-preserving maps between lattices.  Closures in place of data, symbols as results of comparisons.

(import (scheme base) (scheme write))

(define repeats 2)

(define (make-lattice elements compare) (cons elements compare))
(define (elements-of lattice) (car lattice))
(define (comparison-of lattice) (cdr lattice))

; Whether two comparisons of parts agree: the comparison of the whole.
(define (combine x y)
  (cond ((eq? x 'equal) y)
        ((eq? y 'equal) x)
        ((eq? x y) x)
        (else 'uncomparable)))

(define (lexicographic compare)
  (lambda (as bs)
    (let loop ((as as) (bs bs) (so-far 'equal))
      (if (or (null? as) (eq? so-far 'uncomparable))
          so-far
          (loop (cdr as)
                (cdr bs)
                (combine so-far (compare (car as) (car bs))))))))

(define two
  (make-lattice
    '(low high)
    (lambda (a b)
      (cond ((eq? a b) 'equal)
            ((eq? a 'low) 'less)
            (else 'more)))))

; The lattice of the tuples of n elements.
(define (power lattice n)
  (make-lattice
    (let tuples ((n n))
      (if (= n 0)
          '(())
          (let ((shorter (tuples (- n 1))))
            (flatten
              (map (lambda (element)
                     (map (lambda (tuple) (cons element tuple)) shorter))
                   (elements-of lattice))))))
    (lexicographic (comparison-of lattice))))

(define (flatten lists)
  (if (null? lists)
      '()
      (append (car lists) (flatten (cdr lists)))))

(define (all? f l)
  (or (null? l)
      (and (f (car l)) (all? f (cdr l)))))

; Whether a map, an association list, can be continued by sending `from` to `to`.
(define (fits? source-compare target-compare map-so-far from to)
  (all? (lambda (known)
          (let ((order (source-compare (car known) from)))
            (or (eq? order 'uncomparable)
                (let ((image-order (target-compare (cdr known) to)))
                  (or (eq? image-order 'equal)
                      (eq? image-order order))))))
        map-so-far))

(define (count-maps source target)
  (let ((source-compare (comparison-of source))
        (target-compare (comparison-of target))
        (images (elements-of target)))
    (let count ((rest (elements-of source)) (map-so-far '()))
      (if (null? rest)
          1
          (let try ((candidates images) (sum 0))
            (cond ((null? candidates) sum)
                  ((fits? source-compare target-compare map-so-far (car rest) (car candidates))
                   (try (cdr candidates)
                        (+ sum
                           (count (cdr rest)
                                  (cons (cons (car rest) (car candidates)) map-so-far)))))
                  (else (try (cdr candidates) sum))))))))

(define (run)
  (count-maps (power two 3) (power two 3)))

(define (repeat n)
  (let ((answer (run)))
    (if (> n 1) (repeat (- n 1)) answer)))

(let ((answer (repeat repeats)))
  (write answer)
  (newline)
  (if (not (equal? answer 8000)) (error "wrong answer" answer)))
