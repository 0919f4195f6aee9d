; nqueens: counts the ways to place eight queens.  Short lists, appended and walked.

(import (scheme base) (scheme write))

(define repeats 90)

(define (one-to n)
  (let loop ((i n) (l '()))
    (if (= i 0) l (loop (- i 1) (cons i l)))))

(define (ok? row distance placed)
  (or (null? placed)
      (and (not (= (car placed) (+ row distance)))
           (not (= (car placed) (- row distance)))
           (ok? row (+ distance 1) (cdr placed)))))

(define (place untried skipped placed)
  (if (null? untried)
      (if (null? skipped) 1 0)
      (+ (if (ok? (car untried) 1 placed)
             (place (append (cdr untried) skipped) '() (cons (car untried) placed))
             0)
         (place (cdr untried) (cons (car untried) skipped) placed))))

(define (run) (place (one-to 8) '() '()))

(define (repeat n)
  (let ((answer (run)))
    (if (> n 1) (repeat (- n 1)) answer)))

(let ((answer (repeat repeats)))
  (write answer)
  (newline)
  (if (not (equal? answer 92)) (error "wrong answer" answer)))
