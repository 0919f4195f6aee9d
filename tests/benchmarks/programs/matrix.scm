; matrix: the matrices of ones and minus ones, up to the order and the signs of rows and columns.  Lists, higher-order procedures.

(import (scheme base) (scheme write))

(define repeats 9)

(define (iota-from i n)
  (if (= n 0) '() (cons i (iota-from (+ i 1) (- n 1)))))

; All lists of n signs.
(define (rows n)
  (if (= n 0)
      '(())
      (let ((shorter (rows (- n 1))))
        (append (map (lambda (row) (cons 1 row)) shorter)
                (map (lambda (row) (cons -1 row)) shorter)))))

(define (negate row) (map (lambda (x) (- x)) row))

(define (transpose matrix) (apply map list matrix))

(define (row<? a b)
  (cond ((null? a) #f)
        ((= (car a) (car b)) (row<? (cdr a) (cdr b)))
        (else (< (car a) (car b)))))

(define (matrix<? a b)
  (cond ((null? a) #f)
        ((equal? (car a) (car b)) (matrix<? (cdr a) (cdr b)))
        (else (row<? (car a) (car b)))))

(define (insert x sorted less?)
  (if (or (null? sorted) (not (less? (car sorted) x)))
      (cons x sorted)
      (cons (car sorted) (insert x (cdr sorted) less?))))

(define (sort l less?)
  (let loop ((l l) (sorted '()))
    (if (null? l)
        sorted
        (loop (cdr l) (insert (car l) sorted less?)))))

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

; Rows and columns so signed that they begin with a one; columns in order.
(define (normal matrix)
  (let* ((signed (map (lambda (row) (if (< (car row) 0) (negate row) row)) matrix))
         (columns (map (lambda (column) (if (< (car column) 0) (negate column) column))
                       (transpose signed))))
    (transpose (cons (car columns) (sort (cdr columns) row<?)))))

; Moves column i to the front.
(define (column-first matrix i)
  (map (lambda (row) (cons (list-ref row i) (drop-nth row i))) matrix))

(define (drop-nth l i)
  (if (= i 0) (cdr l) (cons (car l) (drop-nth (cdr l) (- i 1)))))

; The least of all the matrices that have the same meaning.
(define (canonical matrix)
  (let ((columns (iota-from 0 (length (car matrix)))))
    (let by-rows ((orders (permutations matrix)) (least #f))
      (if (null? orders)
          least
          (by-rows
            (cdr orders)
            (let by-columns ((columns columns) (least least))
              (if (null? columns)
                  least
                  (let ((candidate (normal (column-first (car orders) (car columns)))))
                    (by-columns
                      (cdr columns)
                      (if (or (not least) (matrix<? candidate least)) candidate least))))))))))

(define (matrices n rows)
  (if (= n 0)
      '(())
      (let ((smaller (matrices (- n 1) rows)))
        (let each ((rows rows))
          (if (null? rows)
              '()
              (append (map (lambda (matrix) (cons (car rows) matrix)) smaller)
                      (each (cdr rows))))))))

(define (filter keep? l)
  (cond ((null? l) '())
        ((keep? (car l)) (cons (car l) (filter keep? (cdr l))))
        (else (filter keep? (cdr l)))))

(define (classes candidates)
  (let loop ((candidates candidates) (found '()))
    (cond ((null? candidates) found)
          ((member (canonical (car candidates)) found) (loop (cdr candidates) found))
          (else (loop (cdr candidates) (cons (canonical (car candidates)) found))))))

(define (run)
  (let* ((normalised (filter (lambda (row) (> (car row) 0)) (rows 4)))
         (candidates (matrices 2 normalised)))
    (list (length candidates)
          (length (classes (map (lambda (matrix) (cons '(1 1 1 1) matrix)) candidates))))))

(define (repeat n)
  (let ((answer (run)))
    (if (> n 1) (repeat (- n 1)) answer)))

(let ((answer (repeat repeats)))
  (write answer)
  (newline)
  (if (not (equal? answer '(64 5))) (error "wrong answer" answer)))
