; takl: Takeuchi's function with lists for numbers.  Walks two lists side by side.

(import (scheme base) (scheme write))

(define repeats 30)

(define (count-down n)
  (if (= n 0)
      '()
      (cons n (count-down (- n 1)))))

(define (shorter? x y)
  (and (not (null? y))
       (or (null? x)
           (shorter? (cdr x) (cdr y)))))

(define (mas x y z)
  (if (not (shorter? y x))
      z
      (mas (mas (cdr x) y z)
           (mas (cdr y) z x)
           (mas (cdr z) x y))))

(define l18 (count-down 18))
(define l12 (count-down 12))
(define l6 (count-down 6))

(define (run) (length (mas l18 l12 l6)))

(define (repeat n)
  (let ((answer (run)))
    (if (> n 1) (repeat (- n 1)) answer)))

(let ((answer (repeat repeats)))
  (write answer)
  (newline)
  (if (not (equal? answer 7)) (error "wrong answer" answer)))
