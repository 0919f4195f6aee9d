; browse: searches a data base of property lists by matching patterns.  Symbols, association lists, recursion on lists.

(import (scheme base) (scheme write))

(define repeats 1)

(define seed 21)

(define (random n)
  (set! seed (modulo (* seed 17) 251))
  (modulo seed n))

(define properties '())

(define (get name key)
  (let ((entry (assq name properties)))
    (if entry
        (let ((found (assq key (cdr entry))))
          (if found (cdr found) '()))
        '())))

(define (put! name key value)
  (let ((entry (assq name properties)))
    (if entry
        (let ((found (assq key (cdr entry))))
          (if found
              (set-cdr! found value)
              (set-cdr! entry (cons (cons key value) (cdr entry)))))
        (set! properties (cons (list name (cons key value)) properties)))))

(define (make-names n)
  (let loop ((i n) (l '()))
    (if (= i 0)
        l
        (loop (- i 1)
              (cons (string->symbol (string-append "name" (number->string i))) l)))))

; Each name has so many properties: four base patterns, turned a little further from name to name.
(define (make-base names units patterns)
  (for-each
    (lambda (name)
      (do ((i units (- i 1)))
          ((= i 0))
        (let* ((key (list-ref '(p0 p1 p2 p3 p4) (random 5)))
               (value (turn patterns (random 4))))
          (put! name key value))))
    names)
  names)

(define (turn l n)
  (if (= n 0)
      l
      (turn (append (cdr l) (list (car l))) (- n 1))))

(define (shuffle l)
  (let loop ((rest l) (done '()))
    (if (null? rest)
        done
        (let ((i (random (length rest))))
          (loop (without i rest)
                (cons (list-ref rest i) done))))))

(define (without i l)
  (if (= i 0)
      (cdr l)
      (cons (car l) (without (- i 1) (cdr l)))))

; A pattern is matched against data: ? stands for any datum, * for any number of them, a name that begins with one of them
; for the same wherever it appears; what they stand for is in an association list.
(define (match pattern datum bindings)
  (cond ((null? pattern) (null? datum))
        ((null? datum)
         (and (pair? pattern) (star? (car pattern)) (match (cdr pattern) datum bindings)))
        ((or (eq? (car pattern) '?)
             (eq? (car pattern) (car datum)))
         (match (cdr pattern) (cdr datum) bindings))
        ((eq? (car pattern) '*)
         (or (match (cdr pattern) datum bindings)
             (match (cdr pattern) (cdr datum) bindings)
             (match pattern (cdr datum) bindings)))
        ((symbol? (car pattern))
         (let ((bound (assq (car pattern) bindings)))
           (cond ((question? (car pattern))
                  (if bound
                      (and (eq? (cdr bound) (car datum))
                           (match (cdr pattern) (cdr datum) bindings))
                      (match (cdr pattern) (cdr datum)
                             (cons (cons (car pattern) (car datum)) bindings))))
                 ((star? (car pattern))
                  (if bound
                      (match (append (cdr bound) (cdr pattern)) datum bindings)
                      (match-star (car pattern) (cdr pattern) '() datum bindings)))
                 (else #f))))
        (else
         (and (pair? (car pattern))
              (pair? (car datum))
              (match (car pattern) (car datum) bindings)
              (match (cdr pattern) (cdr datum) bindings)))))

(define (match-star name pattern taken datum bindings)
  (or (match pattern datum (cons (cons name (reverse taken)) bindings))
      (and (pair? datum)
           (match-star name pattern (cons (car datum) taken) (cdr datum) bindings))))

(define (first-char symbol) (string-ref (symbol->string symbol) 0))
(define (question? symbol) (char=? (first-char symbol) #\?))
(define (star? symbol) (and (symbol? symbol) (char=? (first-char symbol) #\*)))

(define (investigate names patterns)
  (let ((count 0))
    (for-each
      (lambda (name)
        (for-each
          (lambda (pattern)
            (for-each
              (lambda (key)
                (for-each
                  (lambda (datum)
                    (if (match pattern datum '())
                        (set! count (+ count 1))))
                  (get name key)))
              '(p0 p1 p2 p3 p4)))
          patterns))
      names)
    count))

(define (run)
  (set! seed 21)
  (set! properties '())
  (investigate
    (shuffle
      (make-base
        (make-names 50)
        8
        '((a a a b b b b a a a a a b b a a a)
          (a a b b b b a a (a a) (b b))
          (a a a b (b a) b a b a))))
    '((*a ?b *b ?b a *a a *b *a)
      (*a *b *b *a (*a) (*b))
      (? ? * (b a) * ? ?)
      (a a ?x * (?x ?y) *))))

(define (repeat n)
  (let ((answer (run)))
    (if (> n 1) (repeat (- n 1)) answer)))

(let ((answer (repeat repeats)))
  (write answer)
  (newline)
  (if (not (equal? answer 836)) (error "wrong answer" answer)))
