;; SRFI 1: making lists, asking what they are, and taking them apart.
;;
;; Nothing is checked beforehand: `car` of what is no pair fails by itself, in the name of the procedure that was called.

;; internal: an exact non-negative integer, or an error in the procedure's name
(define (%count who k)
  (if (not (and (exact-integer? k) (>= k 0)))
      (error (string-append (symbol->string who) ": expected an exact non-negative integer, got") k)))

;; internal: refuses the length of a new list that is none, or more than a string or vector may have
(define (%new-length who k)
  (%count who k)
  (if (> k 268435456)
      (error (string-append (symbol->string who) ": the result is too large") k)))

;; internal: the optional argument of a procedure, or its default
(define (%optional arguments default)
  (if (null? arguments) default (car arguments)))

;;; Constructors

;; API: a pair of d and a, for use where the cdr comes first
(define (xcons d a) (cons a d))

;; API: a list of the arguments, the last of which is its tail
(define (cons* first . rest)
  (let ((all (reverse (cons first rest))))
    (append-reverse (cdr all) (car all))))

;; API: the list of (proc 0) to (proc (- n 1))
(define (list-tabulate n proc)
  (%new-length 'list-tabulate n)
  (let loop ((i (- n 1)) (items '()))
    (if (< i 0)
        items
        (loop (- i 1) (cons (proc i) items)))))

;; API: a circular list of the arguments
(define (circular-list first . rest)
  (let ((all (cons first rest)))
    (set-cdr! (last-pair all) all)
    all))

;; API: the list of count numbers from start (or 0) on, each step (or 1) more than the one before
(define (iota count . start+step)
  (%new-length 'iota count)
  (let ((start (%optional start+step 0))
        (step (if (pair? start+step) (%optional (cdr start+step) 1) 1)))
    (let loop ((i (- count 1)) (items '()))
      (if (< i 0)
          items
          (loop (- i 1) (cons (+ start (* i step)) items))))))

;;; Predicates

;; API: whether x is a finite list that ends in ()
(define proper-list? list?)

;; internal: the first tail of x that is no pair, or #f if x is circular: the slow pointer makes half of the way
(define (%end x)
  (let loop ((fast x) (slow x))
    (cond ((not (pair? fast)) (list fast))
          ((not (pair? (cdr fast))) (list (cdr fast)))
          (else
           (let ((fast (cddr fast)) (slow (cdr slow)))
             (if (eq? fast slow) (if (pair? fast) #f (list fast)) (loop fast slow)))))))

;; API: whether x is a list without an end
(define (circular-list? x)
  (not (%end x)))

;; API: whether x is a finite list that ends in something else than (), such as an object that is no pair
(define (dotted-list? x)
  (let ((end (%end x)))
    (and end (not (null? (car end))))))

;; API: whether x is no pair
(define (not-pair? x) (not (pair? x)))

;; API: whether a proper or circular list is empty
(define (null-list? list)
  (cond ((pair? list) #f)
        ((null? list) #t)
        (else (error "null-list?: expected a list, got" list))))

;; internal: whether two lists have as many elements, equal one by one
(define (%list= same? a b)
  (let loop ((a a) (b b))
    (cond ((null? a) (null? b))
          ((null? b) #f)
          ((same? (car a) (car b)) (loop (cdr a) (cdr b)))
          (else #f))))

;; API: whether all the lists have as many elements, equal one by one
(define (list= same? . lists)
  (or (null? lists)
      (let loop ((a (car lists)) (rest (cdr lists)))
        (or (null? rest)
            (and (or (eq? a (car rest)) (%list= same? a (car rest)))
                 (loop (car rest) (cdr rest)))))))

;;; Selectors

;; API: the element of a list at that place
(define (first list) (car list))
;; API: the second item
(define (second list) (cadr list))
;; API: the third item
(define (third list) (caddr list))
;; API: the fourth item
(define (fourth list) (cadddr list))
;; API: the fifth item
(define (fifth list) (car (cddddr list)))
;; API: the sixth item
(define (sixth list) (cadr (cddddr list)))
;; API: the seventh item
(define (seventh list) (caddr (cddddr list)))
;; API: the eighth item
(define (eighth list) (cadddr (cddddr list)))
;; API: the ninth item
(define (ninth list) (car (cddddr (cddddr list))))
;; API: the tenth item
(define (tenth list) (cadr (cddddr (cddddr list))))

;; API: the car and the cdr of a pair, as two values
(define (car+cdr pair)
  (values (car pair) (cdr pair)))

;; API: the first k elements of x
(define (take x k)
  (%count 'take k)
  (let loop ((rest x) (k k) (taken '()))
    (if (= k 0)
        (reverse taken)
        (loop (cdr rest) (- k 1) (cons (car rest) taken)))))

;; API: x without its first k elements
(define (drop x k)
  (%count 'drop k)
  (let loop ((rest x) (k k))
    (if (= k 0)
        rest
        (loop (cdr rest) (- k 1)))))

;; API: the last k elements of x, with what ends it
(define (take-right x k)
  (%count 'take-right k)
  (let loop ((ahead (drop x k)) (rest x))
    (if (pair? ahead)
        (loop (cdr ahead) (cdr rest))
        rest)))

;; API: x without its last k elements, and without what ends it
(define (drop-right x k)
  (%count 'drop-right k)
  (let loop ((ahead (drop x k)) (rest x) (taken '()))
    (if (pair? ahead)
        (loop (cdr ahead) (cdr rest) (cons (car rest) taken))
        (reverse taken))))

;; API: as take, but may change x
(define (take! x k)
  (%count 'take! k)
  (if (= k 0)
      '()
      (begin (set-cdr! (drop x (- k 1)) '()) x)))

;; API: as drop-right, but may change x
(define (drop-right! x k)
  (%count 'drop-right! k)
  (let ((ahead (drop x k)))
    (if (pair? ahead)
        (let loop ((ahead (cdr ahead)) (rest x))
          (if (pair? ahead)
              (loop (cdr ahead) (cdr rest))
              (begin (set-cdr! rest '()) x)))
        '())))

;; API: the first k elements of x, and the rest
(define (split-at x k)
  (%count 'split-at k)
  (let loop ((rest x) (k k) (taken '()))
    (if (= k 0)
        (values (reverse taken) rest)
        (loop (cdr rest) (- k 1) (cons (car rest) taken)))))

;; API: as split-at, but may change x
(define (split-at! x k)
  (%count 'split-at! k)
  (if (= k 0)
      (values '() x)
      (let* ((before (drop x (- k 1))) (rest (cdr before)))
        (set-cdr! before '())
        (values x rest))))

;; API: the last element of a list that is not empty
(define (last list)
  (car (last-pair list)))

;; API: the last pair of a list that is not empty
(define (last-pair list)
  (let loop ((pair list) (rest (cdr list)))
    (if (pair? rest)
        (loop rest (cdr rest))
        pair)))

;;; Length, append, reverse, zip, count

;; API: the number of elements of a list, or #f if it is circular
(define (length+ list)
  (if (circular-list? list) #f (length list)))

;; API: all elements of the lists, in one list
(define (concatenate lists)
  (let ((lists (reverse lists)))
    (if (null? lists)
        '()
        (let loop ((rest (cdr lists)) (result (car lists)))
          (if (null? rest)
              result
              (loop (cdr rest) (append (car rest) result)))))))

;; API: as concatenate, but may change the lists
(define (concatenate! lists)
  (let ((lists (reverse lists)))
    (if (null? lists)
        '()
        (let loop ((rest (cdr lists)) (result (car lists)))
          (cond ((null? rest) result)
                ((null? (car rest)) (loop (cdr rest) result))
                (else
                 (set-cdr! (last-pair (car rest)) result)
                 (loop (cdr rest) (car rest))))))))

;; API: as append, but may change the lists
(define (append! . lists) (concatenate! lists))

;; API: as reverse, but may change the list
(define (reverse! list) (append-reverse! list '()))

;; API: the elements of head, in reverse, before tail
(define (append-reverse head tail)
  (let loop ((rest head) (result tail))
    (if (null? rest)
        result
        (loop (cdr rest) (cons (car rest) result)))))

;; API: as append-reverse, but may change head
(define (append-reverse! head tail)
  (let loop ((rest head) (result tail))
    (if (null? rest)
        result
        (let ((next (cdr rest)))
          (set-cdr! rest result)
          (loop next rest)))))

;; API: lists of the first elements of all lists, of the second ones, and so on
(define (zip list1 . lists)
  (apply map list list1 lists))

;; API: the first elements, the second ones and so on of a list of lists
(define (unzip1 lists) (map first lists))
;; API: two values: the lists of the first and of the second items
(define (unzip2 lists) (values (map first lists) (map second lists)))
;; API: three values: the lists of the first, second and third items
(define (unzip3 lists) (values (map first lists) (map second lists) (map third lists)))
;; API: four values: the lists of the first to the fourth items
(define (unzip4 lists)
  (values (map first lists) (map second lists) (map third lists) (map fourth lists)))
;; API: five values: the lists of the first to the fifth items
(define (unzip5 lists)
  (values (map first lists) (map second lists) (map third lists) (map fourth lists) (map fifth lists)))

;; API: for how many elements pred holds
(define (count pred list1 . lists)
  (if (null? lists)
      (let loop ((rest list1) (n 0))
        (if (null? rest)
            n
            (loop (cdr rest) (if (pred (car rest)) (+ n 1) n))))
      (let loop ((rests (cons list1 lists)) (n 0))
        (if (memq '() rests)
            n
            (loop (map cdr rests) (if (apply pred (map car rests)) (+ n 1) n))))))
