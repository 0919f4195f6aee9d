; What the benchmark programs use of (scheme base) and calysto-scheme does not have.

(define (write x)
  (display (cond ((eq? x #t) "#t") ((eq? x #f) "#f") (else x))))
(define (newline) (display "\n"))

(define-syntax when [(when ?test . ?body) (if ?test (begin . ?body))])
(define-syntax unless [(unless ?test . ?body) (if ?test #f (begin . ?body))])

(define-syntax do
  [(do ?variables ?end . ?body) (%do ?variables () () ?end ?body)])

(define-syntax %do
  [(%do () ?bindings ?steps (?test . ?results) ?body)
   (let %turn ?bindings
     (if ?test
         (begin #f . ?results)
         (begin (begin #f . ?body) (%turn . ?steps))))]
  [(%do ((?name ?first) . ?more) ?bindings ?steps ?end ?body)
   (%do ?more ((?name ?first) . ?bindings) (?name . ?steps) ?end ?body)]
  [(%do ((?name ?first ?step) . ?more) ?bindings ?steps ?end ?body)
   (%do ?more ((?name ?first) . ?bindings) (?step . ?steps) ?end ?body)])

(define %make-vector make-vector)

(define make-vector
  (lambda (n . fill)
    (let ((v (%make-vector n)))
      (if (not (null? fill)) (vector-fill! v (car fill)))
      v)))

(define (vector-fill! v fill)
  (let loop ((i 0))
    (if (< i (vector-length v))
        (begin (vector-set! v i fill) (loop (+ i 1))))))

(define (negative? n) (< n 0))
(define (positive? n) (> n 0))
(define (char<? a b) (< (char->integer a) (char->integer b)))

(define (assoc key pairs)
  (cond ((null? pairs) #f)
        ((equal? (caar pairs) key) (car pairs))
        (else (assoc key (cdr pairs)))))

(define (inexact n) (* 1.0 n))
