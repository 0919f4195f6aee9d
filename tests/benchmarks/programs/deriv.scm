; deriv: symbolic derivatives.  Lists of symbols, map with closures.

(import (scheme base) (scheme cxr) (scheme write))

(define repeats 15)

(define (deriv a)
  (cond ((not (pair? a))
         (if (eq? a 'x) 1 0))
        ((eq? (car a) '+)
         (cons '+ (map deriv (cdr a))))
        ((eq? (car a) '-)
         (cons '- (map deriv (cdr a))))
        ((eq? (car a) '*)
         (list '*
               a
               (cons '+ (map (lambda (a) (list '/ (deriv a) a)) (cdr a)))))
        ((eq? (car a) '/)
         (list '-
               (list '/ (deriv (cadr a)) (caddr a))
               (list '/
                     (cadr a)
                     (list '* (caddr a) (caddr a) (deriv (caddr a))))))
        (else (error "no derivation of" (car a)))))

(define (run)
  (do ((i 3000 (- i 1))
       (answer '() (deriv '(+ (* 3 x x) (* a x x) (* b x) 5))))
      ((= i 0) answer)))

(define (repeat n)
  (let ((answer (run)))
    (if (> n 1) (repeat (- n 1)) answer)))

(let ((answer (repeat repeats)))
  (write answer)
  (newline)
  (if (not (equal? answer
                   '(+ (* (* 3 x x) (+ (/ 0 3) (/ 1 x) (/ 1 x)))
                       (* (* a x x) (+ (/ 0 a) (/ 1 x) (/ 1 x)))
                       (* (* b x) (+ (/ 0 b) (/ 1 x)))
                       0)))
      (error "wrong answer" answer)))
