;; SRFI 1: lists as sets.
;;
;; Two elements are compared as (same? x y), where x is of an earlier list than y.

;; internal: whether each element of a has an equal one in b
(define (%subset? same? a b)
  (let loop ((rest a))
    (cond ((null? rest) #t)
          ((%in? same? (car rest) b) (loop (cdr rest)))
          (else #f))))

;; internal: whether (holds? a b) for each two lists that follow each other
(define (%chain? holds? lists)
  (or (null? lists)
      (let loop ((a (car lists)) (rest (cdr lists)))
        (or (null? rest)
            (and (or (eq? a (car rest)) (holds? a (car rest)))
                 (loop (car rest) (cdr rest)))))))

;; API: whether each list is a subset of the next
(define (lset<= same? . lists)
  (%chain? (lambda (a b) (%subset? same? a b)) lists))

;; API: whether all lists are the same set
(define (lset= same? . lists)
  (%chain? (lambda (a b)
             (and (%subset? same? a b)
                  (%subset? (lambda (y x) (same? x y)) b a)))
           lists))

;; internal: list with those elements before it that it has not yet
(define (%adjoin same? list elements)
  (let loop ((rest elements) (found list))
    (cond ((null? rest) found)
          ((%has? same? found (car rest)) (loop (cdr rest) found))
          (else (loop (cdr rest) (cons (car rest) found))))))

;; API: list with those elements before it that it has not yet
(define (lset-adjoin same? list . elements)
  (%adjoin same? list elements))

;; API: the union of the lists: the first, with the elements before it that it has not yet
(define (lset-union same? . lists)
  (let loop ((rest lists) (found '()))
    (cond ((null? rest) found)
          ((or (null? (car rest)) (eq? (car rest) found)) (loop (cdr rest) found))
          ((null? found) (loop (cdr rest) (car rest)))
          (else (loop (cdr rest) (%adjoin same? found (car rest)))))))

;; internal: whether x has an equal element in all the lists
(define (%in-all? same? x lists)
  (let loop ((rest lists))
    (cond ((null? rest) #t)
          ((%in? same? x (car rest)) (loop (cdr rest)))
          (else #f))))

;; internal: whether x has an equal element in one of the lists
(define (%in-some? same? x lists)
  (let loop ((rest lists))
    (cond ((null? rest) #f)
          ((%in? same? x (car rest)) #t)
          (else (loop (cdr rest))))))

;; API: the elements of list1 that are in all other lists
(define (lset-intersection same? list1 . lists)
  (filter (lambda (x) (%in-all? same? x lists)) list1))

;; API: the elements of list1 that are in no other list
(define (lset-difference same? list1 . lists)
  (remove (lambda (x) (%in-some? same? x lists)) list1))

;; API: what lset-difference gives, and the elements of list1 that are in another list
(define (lset-diff+intersection same? list1 . lists)
  (let ((in-some? (lambda (x) (%in-some? same? x lists))))
    (values (remove in-some? list1) (filter in-some? list1))))

;; internal: the elements of one of two lists
(define (%xor same? a b)
  (append-reverse
    (remove (lambda (x) (%in? same? x b)) a)
    (remove (lambda (y) (%has? same? a y)) b)))

;; API: the elements that are in an odd number of the lists
(define (lset-xor same? . lists)
  (let loop ((rest lists) (found '()))
    (cond ((null? rest) found)
          ((null? found) (loop (cdr rest) (car rest)))
          (else (loop (cdr rest) (%xor same? found (car rest)))))))

;; API: the same; that they may change the lists is not made use of
(define lset-union! lset-union)
;; API: as lset-intersection; it may alter the first list
(define lset-intersection! lset-intersection)
;; API: as lset-difference; it may alter the first list
(define lset-difference! lset-difference)
;; API: as lset-xor; it may alter the first list
(define lset-xor! lset-xor)
;; API: as lset-diff+intersection; it may alter the first list
(define lset-diff+intersection! lset-diff+intersection)
