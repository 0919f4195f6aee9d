; earley: parses ambiguous texts by Earley's method and lists all trees.  Vectors of lists of items, association lists.

(import (scheme base) (scheme write))

(define repeats 7)

(define (make-item left rest start) (vector left rest start))
(define (left-of item) (vector-ref item 0))
(define (rest-of item) (vector-ref item 1))
(define (start-of item) (vector-ref item 2))
(define (complete? item) (null? (rest-of item)))

; A grammar is a list of rules, each a list of a symbol and what it may become.
(define sums
  '((expression expression + expression)
    (expression expression * expression)
    (expression n)))

(define pairs
  '((s s s)
    (s a)))

(define (symbol-of-grammar? symbol grammar)
  (if (assq symbol grammar) #t #f))

(define (same-item? a b)
  (and (eq? (left-of a) (left-of b))
       (eq? (rest-of a) (rest-of b))
       (= (start-of a) (start-of b))))

(define (item-known? item items)
  (and (pair? items)
       (or (same-item? item (car items))
           (item-known? item (cdr items)))))

; Adds an item to a set of the chart, and to what is yet to be looked at.
(define (add-item! chart place item agenda)
  (let ((items (vector-ref chart place)))
    (if (item-known? item items)
        agenda
        (begin
          (vector-set! chart place (cons item items))
          (cons item agenda)))))

(define (advance item)
  (make-item (left-of item) (cdr (rest-of item)) (start-of item)))

(define (predict chart place symbol grammar agenda)
  (let loop ((rules grammar) (agenda agenda))
    (cond ((null? rules) agenda)
          ((eq? (caar rules) symbol)
           (loop (cdr rules)
                 (add-item! chart place (make-item symbol (cdar rules) place) agenda)))
          (else (loop (cdr rules) agenda)))))

(define (finish chart place item agenda)
  (let loop ((waiting (vector-ref chart (start-of item))) (agenda agenda))
    (cond ((null? waiting) agenda)
          ((and (not (complete? (car waiting)))
                (eq? (car (rest-of (car waiting))) (left-of item)))
           (loop (cdr waiting)
                 (add-item! chart place (advance (car waiting)) agenda)))
          (else (loop (cdr waiting) agenda)))))

(define (parse grammar start text)
  (let* ((n (vector-length text))
         (chart (make-vector (+ n 1) '())))
    (let each-place ((place 0) (agenda (predict chart 0 start grammar '())))
      (let each-item ((agenda agenda))
        (if (pair? agenda)
            (let ((item (car agenda)))
              (each-item
                (cond ((complete? item)
                       (finish chart place item (cdr agenda)))
                      ((symbol-of-grammar? (car (rest-of item)) grammar)
                       (predict chart place (car (rest-of item)) grammar (cdr agenda)))
                      (else
                       (if (and (< place n)
                                (eq? (car (rest-of item)) (vector-ref text place)))
                           (add-item! chart (+ place 1) (advance item) '()))
                       (cdr agenda)))))))
      (if (< place n)
          (each-place (+ place 1) (vector-ref chart (+ place 1)))
          chart))))

; All trees of a symbol between two places.
(define (trees chart grammar text symbol from to)
  (let loop ((rules grammar) (found '()))
    (cond ((null? rules) found)
          ((and (eq? (caar rules) symbol)
                (completed? chart symbol from to))
           (loop (cdr rules)
                 (append (map (lambda (parts) (cons symbol parts))
                              (sequences chart grammar text (cdar rules) from to))
                         found)))
          (else (loop (cdr rules) found)))))

(define (completed? chart symbol from to)
  (let loop ((items (vector-ref chart to)))
    (and (pair? items)
         (or (and (eq? (left-of (car items)) symbol)
                  (complete? (car items))
                  (= (start-of (car items)) from))
             (loop (cdr items))))))

; All lists of trees for a sequence of symbols between two places.
(define (sequences chart grammar text symbols from to)
  (cond ((null? symbols) (if (= from to) '(()) '()))
        ((>= from to) '())
        ((symbol-of-grammar? (car symbols) grammar)
         (let loop ((middle (if (null? (cdr symbols)) to (+ from 1))) (found '()))
           (if (> middle (- to (length (cdr symbols))))
               found
               (loop (+ middle 1)
                     (append (products (trees chart grammar text (car symbols) from middle)
                                       (lambda () (sequences chart grammar text (cdr symbols) middle to)))
                             found)))))
        ((eq? (car symbols) (vector-ref text from))
         (map (lambda (rest) (cons (car symbols) rest))
              (sequences chart grammar text (cdr symbols) (+ from 1) to)))
        (else '())))

(define (products firsts make-rests)
  (if (null? firsts)
      '()
      (let ((rests (make-rests)))
        (let loop ((firsts firsts) (found '()))
          (if (null? firsts)
              found
              (loop (cdr firsts)
                    (append (map (lambda (rest) (cons (car firsts) rest)) rests)
                            found)))))))

(define (count-trees grammar start text)
  (let ((chart (parse grammar start text)))
    (length (trees chart grammar text start 0 (vector-length text)))))

(define (run)
  (list (count-trees pairs 's (make-vector 8 'a))
        (count-trees sums 'expression '#(n + n * n + n * n + n))
        (count-trees pairs 's '#(a b a))))

(define (repeat n)
  (let ((answer (run)))
    (if (> n 1) (repeat (- n 1)) answer)))

(let ((answer (repeat repeats)))
  (write answer)
  (newline)
  (if (not (equal? answer '(429 42 0))) (error "wrong answer" answer)))
