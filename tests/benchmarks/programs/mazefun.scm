; mazefun: makes a maze without assignment: lists of lists, copied where they change.

(import (scheme base) (scheme write))

(define repeats 100)

(define (iota-list n)
  (let loop ((i (- n 1)) (l '()))
    (if (< i 0) l (loop (- i 1) (cons i l)))))

(define (fold l state f)
  (if (null? l)
      state
      (fold (cdr l) (f (car l) state) f)))

(define (matrix-map f m)
  (map (lambda (row) (map f row)) m))

(define (make-matrix n m init)
  (map (lambda (i) (map (lambda (j) (init i j)) (iota-list m)))
       (iota-list n)))

(define (list-read l i)
  (if (= i 0) (car l) (list-read (cdr l) (- i 1))))

(define (list-write l i value)
  (if (= i 0)
      (cons value (cdr l))
      (cons (car l) (list-write (cdr l) (- i 1) value))))

(define (matrix-read m i j)
  (list-read (list-read m i) j))

(define (matrix-write m i j value)
  (list-write m i (list-write (list-read m i) j value)))

(define (next-random seed)
  (remainder (+ (* seed 3581) 12751) 131072))

; A list in another order: the seed says which.
(define (shuffle l seed)
  (if (null? l)
      '()
      (let ((i (remainder seed (length l))))
        (cons (list-read l i)
              (shuffle (list-remove l i) (next-random seed))))))

(define (list-remove l i)
  (if (= i 0)
      (cdr l)
      (cons (car l) (list-remove (cdr l) (- i 1)))))

; A cave is a matrix: #f is rock, a number says which cavity a place belongs to.
(define (make-cave n m)
  (make-matrix n m
    (lambda (i j)
      (if (and (even? i) (even? j))
          (+ (* i m) j)
          #f))))

(define (walls n m)
  (fold (iota-list n) '()
    (lambda (i found)
      (fold (iota-list m) found
        (lambda (j found)
          (if (odd? (+ i j))
              (cons (cons i j) found)
              found))))))

(define (neighbours cave n m i j)
  (fold (list (cons (- i 1) j) (cons (+ i 1) j) (cons i (- j 1)) (cons i (+ j 1)))
        '()
    (lambda (place found)
      (if (and (>= (car place) 0) (< (car place) n)
               (>= (cdr place) 0) (< (cdr place) m))
          (let ((cavity (matrix-read cave (car place) (cdr place))))
            (if cavity (cons cavity found) found))
          found))))

(define (all-different? l)
  (or (null? l)
      (and (not (memv (car l) (cdr l)))
           (all-different? (cdr l)))))

(define (pierce cave n m place)
  (let* ((i (car place))
         (j (cdr place))
         (around (neighbours cave n m i j)))
    (if (and (pair? around) (all-different? around))
        (matrix-write (join cave around) i j (car around))
        cave)))

; All cavities of a list become the first of them.
(define (join cave cavities)
  (let ((new (car cavities))
        (old (cdr cavities)))
    (matrix-map (lambda (cavity) (if (memv cavity old) new cavity)) cave)))

(define (pierce-all cave n m places)
  (fold places cave
    (lambda (place cave) (pierce cave n m place))))

(define (make-maze n m)
  (pierce-all (make-cave n m) n m (shuffle (walls n m) 20)))

(define (count-open maze)
  (fold maze 0
    (lambda (row count)
      (fold row count
        (lambda (cavity count) (if cavity (+ count 1) count))))))

(define (one-cavity? maze)
  (let ((first (matrix-read maze 0 0)))
    (fold maze #t
      (lambda (row one)
        (fold row one
          (lambda (cavity one)
            (and one (or (not cavity) (= cavity first)))))))))

(define (run)
  (let ((maze (make-maze 13 13)))
    (list (count-open maze) (one-cavity? maze))))

(define (repeat n)
  (let ((answer (run)))
    (if (> n 1) (repeat (- n 1)) answer)))

(let ((answer (repeat repeats)))
  (write answer)
  (newline)
  (if (not (equal? answer '(97 #t))) (error "wrong answer" answer)))
