; destruc: takes a table of lists apart and puts it together again by assigning to pairs.

(import (scheme base) (scheme write))

(define repeats 9)

(define (make-list-of n x)
  (do ((n n (- n 1))
       (l '() (cons x l)))
      ((= n 0) l)))

(define (last-pair! l)
  (if (null? (cdr l)) l (last-pair! (cdr l))))

(define (append-to-tail! l tail)
  (if (null? l)
      tail
      (begin (set-cdr! (last-pair! l) tail) l)))

; Cuts a list behind its first n pairs, marking each of them; the rest.
(define (cut! l n mark)
  (do ((n n (- n 1))
       (l l (cdr l)))
      ((= n 1)
       (set-car! l mark)
       (let ((rest (cdr l)))
         (set-cdr! l '())
         rest))
    (set-car! l mark)))

; Moves the second half of each row to the end of the next one.
(define (move-halves! table mark)
  (do ((row table (cdr row)))
      ((null? (cdr row)) table)
    (let* ((here (car row))
           (half (quotient (length here) 2)))
      (if (> half 0)
          (set-car! (cdr row)
                    (append-to-tail! (cadr row) (cut! here half mark)))))))

(define (fill-up! table n mark)
  (do ((row table (cdr row)))
      ((null? row) table)
    (let ((missing (- n (length (car row)))))
      (if (> missing 0)
          (set-car! row (append-to-tail! (make-list-of missing mark) (car row)))))))

(define (drop! table n)
  (do ((row table (cdr row)))
      ((null? row) table)
    (if (> (length (car row)) n)
        (cut! (car row) n 'kept))))

(define (count-pairs table)
  (do ((row table (cdr row))
       (n 0 (+ n (length (car row)))))
      ((null? row) n)))

(define (run)
  (do ((i 40 (- i 1))
       (table (make-list-of 50 '())
              (drop! (move-halves! (fill-up! table 100 i) i) 100)))
      ((= i 0) (count-pairs (fill-up! table 100 i)))))

(define (repeat n)
  (let ((answer (run)))
    (if (> n 1) (repeat (- n 1)) answer)))

(let ((answer (repeat repeats)))
  (write answer)
  (newline)
  (if (not (equal? answer 5000)) (error "wrong answer" answer)))
