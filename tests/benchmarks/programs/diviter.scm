; diviter: halves a list again and again, in a loop.

(import (scheme base) (scheme write))

(define repeats 25)

(define (create-n n)
  (do ((n n (- n 1))
       (l '() (cons '() l)))
      ((= n 0) l)))

(define ll (create-n 1000))

(define (iterative-div2 l)
  (do ((l l (cddr l))
       (half '() (cons (car l) half)))
      ((null? l) half)))

(define (run)
  (do ((i 400 (- i 1))
       (half '() (iterative-div2 ll)))
      ((= i 0) (length half))))

(define (repeat n)
  (let ((answer (run)))
    (if (> n 1) (repeat (- n 1)) answer)))

(let ((answer (repeat repeats)))
  (write answer)
  (newline)
  (if (not (equal? answer 500)) (error "wrong answer" answer)))
