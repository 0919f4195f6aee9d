; equal: compares large structures: a long list, a full tree, vectors of strings.

(import (scheme base) (scheme write))

(define repeats 10)

(define (tree depth)
  (if (= depth 0)
      'leaf
      (cons (tree (- depth 1)) (tree (- depth 1)))))

(define (long n)
  (let loop ((i 0) (l '()))
    (if (= i n) l (loop (+ i 1) (cons i l)))))

(define (strings n)
  (let ((v (make-vector n "")))
    (do ((i 0 (+ i 1)))
        ((= i n) v)
      (vector-set! v i (number->string i)))))

(define (nested n)
  (let loop ((i 0) (x "innermost"))
    (if (= i n) x (loop (+ i 1) (vector i x #\c 1.5)))))

(define (same? make n)
  (let ((one (make n))
        (other (make n)))
    (do ((i 0 (+ i 1))
         (same #t (and same (equal? one other))))
        ((= i 10) same))))

(define (run)
  (and (same? tree 10)
       (same? long 5000)
       (same? strings 1000)
       (same? nested 200)
       (not (equal? (tree 10) (tree 9)))))

(define (repeat n)
  (let ((answer (run)))
    (if (> n 1) (repeat (- n 1)) answer)))

(let ((answer (repeat repeats)))
  (write answer)
  (newline)
  (if (not (equal? answer #t)) (error "wrong answer" answer)))
