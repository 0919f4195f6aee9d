; nboyer: a theorem prover that rewrites terms by lemmas.  Lists, symbol tables, unification, recursion.

(import (scheme base) (scheme cxr) (scheme write))

(define repeats 4)

; A term is a variable, which is a symbol, or a list of a function's record and its arguments.
; A function's record is a vector of its name and its lemmas.

(define records '())

(define (record-of name)
  (let ((found (assq name records)))
    (if found
        (cdr found)
        (let ((record (vector name '())))
          (set! records (cons (cons name record) records))
          record))))

(define (lemmas record) (vector-ref record 1))

(define (translate term)
  (if (pair? term)
      (cons (record-of (car term)) (map translate (cdr term)))
      term))

(define (add-lemma! lemma)
  (let* ((left (translate (cadr lemma)))
         (right (translate (caddr lemma)))
         (record (car left)))
    (vector-set! record 1 (cons (cons left right) (lemmas record)))))

(define if-record (record-of 'if))
(define true-term (translate '(t)))
(define false-term (translate '(f)))

(for-each
  add-lemma!
  '((equal (and p q) (if p (if q (t) (f)) (f)))
    (equal (or p q) (if p (t) (if q (t) (f))))
    (equal (not p) (if p (f) (t)))
    (equal (implies p q) (if p (if q (t) (f)) (t)))
    (equal (iff p q) (and (implies p q) (implies q p)))
    (equal (if (if a b c) d e) (if a (if b d e) (if c d e)))
    (equal (zerop x) (or (equal x (zero)) (not (numberp x))))
    (equal (greaterp x y) (lessp y x))
    (equal (lesseqp x y) (not (lessp y x)))
    (equal (greatereqp x y) (not (lessp x y)))
    (equal (boolean x) (or (equal x (t)) (equal x (f))))
    (equal (even x) (if (zerop x) (t) (odd (pred x))))
    (equal (plus (plus x y) z) (plus x (plus y z)))
    (equal (plus x (add1 y)) (if (numberp y) (add1 (plus x y)) (add1 x)))
    (equal (equal (plus a b) (zero)) (and (zerop a) (zerop b)))
    (equal (equal (plus a b) (plus a c)) (equal b c))
    (equal (lessp (plus x y) (plus x z)) (lessp y z))
    (equal (difference x x) (zero))
    (equal (difference (plus x y) x) y)
    (equal (difference (plus y x) x) y)
    (equal (difference (add1 (plus y z)) z) (add1 y))
    (equal (equal x (difference x y)) (and (numberp x) (or (equal x (zero)) (zerop y))))
    (equal (times x (plus y z)) (plus (times x y) (times x z)))
    (equal (times (times x y) z) (times x (times y z)))
    (equal (times x (difference c w)) (difference (times c x) (times w x)))
    (equal (times x (add1 y)) (if (numberp y) (plus x (times x y)) x))
    (equal (equal (times x y) (zero)) (or (zerop x) (zerop y)))
    (equal (remainder x x) (zero))
    (equal (remainder (times y z) z) (zero))
    (equal (lessp (remainder x y) y) (not (zerop y)))
    (equal (quotient (plus x (plus x y)) (two)) (plus x (quotient y (two))))
    (equal (power x (plus y z)) (times (power x y) (power x z)))
    (equal (append (append x y) z) (append x (append y z)))
    (equal (append (nil) x) x)
    (equal (reverse (append a b)) (append (reverse b) (reverse a)))
    (equal (reverse (reverse x)) x)
    (equal (length (append a b)) (plus (length a) (length b)))
    (equal (length (reverse x)) (length x))
    (equal (length (cons a x)) (add1 (length x)))
    (equal (member x (append a b)) (or (member x a) (member x b)))
    (equal (member x (reverse y)) (member x y))
    (equal (flatten (cons a b)) (append (flatten a) (flatten b)))
    (equal (nth (nil) i) (if (zerop i) (nil) (zero)))
    (equal (assignment x (append a b)) (if (assigned x a) (assignment x a) (assignment x b)))
    (equal (car (gopher x)) (if (listp x) (car (flatten x)) (zero)))
    (equal (sigma (zero) i) (quotient (times i (add1 i)) (two)))
    (equal (exec (append x y) s e) (exec y (exec x s e) e))))

; Unification of a pattern with a term, one way: the substitution, or #f.
(define (unify pattern term substitution)
  (cond ((not (pair? pattern))
         (let ((bound (assq pattern substitution)))
           (if bound
               (and (same-term? (cdr bound) term) substitution)
               (cons (cons pattern term) substitution))))
        ((and (pair? term) (eq? (car pattern) (car term)))
         (unify-all (cdr pattern) (cdr term) substitution))
        (else #f)))

(define (unify-all patterns terms substitution)
  (cond ((null? patterns) (and (null? terms) substitution))
        ((null? terms) #f)
        (else
         (let ((found (unify (car patterns) (car terms) substitution)))
           (and found (unify-all (cdr patterns) (cdr terms) found))))))

(define (same-term? a b)
  (cond ((pair? a)
         (and (pair? b)
              (eq? (car a) (car b))
              (same-terms? (cdr a) (cdr b))))
        (else (eq? a b))))

(define (same-terms? a b)
  (cond ((null? a) (null? b))
        ((null? b) #f)
        (else (and (same-term? (car a) (car b))
                   (same-terms? (cdr a) (cdr b))))))

(define (substitute substitution term)
  (if (pair? term)
      (cons (car term) (substitute-all substitution (cdr term)))
      (let ((bound (assq term substitution)))
        (if bound (cdr bound) term))))

(define (substitute-all substitution terms)
  (if (null? terms)
      '()
      (cons (substitute substitution (car terms))
            (substitute-all substitution (cdr terms)))))

(define rewrites 0)

(define (rewrite term)
  (set! rewrites (+ rewrites 1))
  (if (pair? term)
      (rewrite-by (cons (car term) (rewrite-all (cdr term)))
                  (lemmas (car term)))
      term))

(define (rewrite-all terms)
  (if (null? terms)
      '()
      (cons (rewrite (car terms)) (rewrite-all (cdr terms)))))

(define (rewrite-by term lemmas)
  (if (null? lemmas)
      term
      (let ((substitution (unify (caar lemmas) term '())))
        (if substitution
            (rewrite (substitute substitution (cdar lemmas)))
            (rewrite-by term (cdr lemmas))))))

(define (known? term terms)
  (and (pair? terms)
       (or (same-term? term (car terms))
           (known? term (cdr terms)))))

(define (tautology? term true false)
  (cond ((or (same-term? term true-term) (known? term true)) #t)
        ((or (same-term? term false-term) (known? term false)) #f)
        ((not (pair? term)) #f)
        ((eq? (car term) if-record)
         (let ((test (cadr term))
               (then (caddr term))
               (else (cadddr term)))
           (cond ((or (same-term? test true-term) (known? test true))
                  (tautology? then true false))
                 ((or (same-term? test false-term) (known? test false))
                  (tautology? else true false))
                 (else
                  (and (tautology? then (cons test true) false)
                       (tautology? else true (cons test false)))))))
        (else #f)))

(define (theorem? term)
  (tautology? (rewrite term) '() '()))

(define (instance substitution term)
  (translate (substitute substitution term)))

(define theorem
  '(implies (and (implies x y)
                 (and (implies y z)
                      (and (implies z u)
                           (implies u w))))
            (implies x w)))

(define terms
  '((x . (f (plus (plus a b) (plus c (zero)))))
    (y . (f (times (times a b) (plus c d))))
    (z . (f (reverse (append (append a b) (nil)))))
    (u . (equal (plus a b) (difference x y)))
    (w . (lessp (remainder a b) (member a (length (append b (reverse c))))))))

(define (run)
  (set! rewrites 0)
  (let ((proved (theorem? (instance terms theorem))))
    (list proved rewrites)))

(define (repeat n)
  (let ((answer (run)))
    (if (> n 1) (repeat (- n 1)) answer)))

(let ((answer (repeat repeats)))
  (write answer)
  (newline)
  (if (not (equal? answer '(#t 101049))) (error "wrong answer" answer)))
