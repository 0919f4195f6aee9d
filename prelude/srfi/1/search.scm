;; SRFI 1: searching, deleting, and association lists.
;;
;; `find` and its kin call the predicate with the elements in order.  Where SRFI 1 says so, the last call of a predicate is
;; a tail call.

;; API: the first element for which pred holds, or #f
(define (find pred list)
  (let loop ((rest list))
    (cond ((null? rest) #f)
          ((pred (car rest)) (car rest))
          (else (loop (cdr rest))))))

;; API: the part of the list that begins with the first element for which pred holds, or #f
(define (find-tail pred list)
  (let loop ((rest list))
    (cond ((null? rest) #f)
          ((pred (car rest)) rest)
          (else (loop (cdr rest))))))

;; API: the first true value that pred gives for the elements, or #f
(define (any pred list1 . lists)
  (cond ((pair? lists) (%any pred (cons list1 lists)))
        ((null? list1) #f)
        (else
         (let loop ((item (car list1)) (rest (cdr list1)))
           (if (null? rest)
               (pred item)
               (or (pred item) (loop (car rest) (cdr rest))))))))

;; internal: any of several lists
(define (%any pred lists)
  (and (not (memq '() lists))
       (let loop ((columns (map car lists)) (rests (map cdr lists)))
         (if (memq '() rests)
             (apply pred columns)
             (or (apply pred columns) (loop (map car rests) (map cdr rests)))))))

;; API: the last value that pred gives for the elements if all are true (#t if there are none), else #f
(define (every pred list1 . lists)
  (cond ((pair? lists) (%every pred (cons list1 lists)))
        ((null? list1) #t)
        (else
         (let loop ((item (car list1)) (rest (cdr list1)))
           (if (null? rest)
               (pred item)
               (and (pred item) (loop (car rest) (cdr rest))))))))

;; internal: every of several lists
(define (%every pred lists)
  (or (and (memq '() lists) #t)
      (let loop ((columns (map car lists)) (rests (map cdr lists)))
        (if (memq '() rests)
            (apply pred columns)
            (and (apply pred columns) (loop (map car rests) (map cdr rests)))))))

;; API: the index of the first element for which pred holds, or #f
(define (list-index pred list1 . lists)
  (if (null? lists)
      (let loop ((rest list1) (i 0))
        (cond ((null? rest) #f)
              ((pred (car rest)) i)
              (else (loop (cdr rest) (+ i 1)))))
      (let loop ((rests (cons list1 lists)) (i 0))
        (cond ((memq '() rests) #f)
              ((apply pred (map car rests)) i)
              (else (loop (map cdr rests) (+ i 1)))))))

;; API: the longest prefix whose elements all satisfy pred
(define (take-while pred list)
  (let loop ((rest list) (prefix '()))
    (if (and (pair? rest) (pred (car rest)))
        (loop (cdr rest) (cons (car rest) prefix))
        (begin (null-list? rest) (reverse prefix)))))

;; API: the list without the longest prefix whose elements all satisfy pred
(define (drop-while pred list)
  (let loop ((rest list))
    (cond ((null? rest) '())
          ((pred (car rest)) (loop (cdr rest)))
          (else rest))))

;; API: what take-while and drop-while give, as two values
(define (span pred list)
  (let loop ((rest list) (prefix '()))
    (if (and (not (null? rest)) (pred (car rest)))
        (loop (cdr rest) (cons (car rest) prefix))
        (values (reverse prefix) rest))))

;; API: as span, up to the first element that does satisfy pred
(define (break pred list)
  (let loop ((rest list) (prefix '()))
    (if (or (null? rest) (pred (car rest)))
        (values (reverse prefix) rest)
        (loop (cdr rest) (cons (car rest) prefix)))))

;; API: the same; that they may change the list is not made use of
(define take-while! take-while)
;; API: as span; it may alter the list
(define span! span)
;; API: as break; it may alter the list
(define break! break)

;;; Deleting

;; API: the elements that are not equal to x: `equal?`, or (same? x element)
(define (delete x list . same)
  (let ((same? (%optional same equal?)))
    (let loop ((rest list) (kept '()))
      (cond ((null? rest) (reverse kept))
            ((same? x (car rest)) (loop (cdr rest) kept))
            (else (loop (cdr rest) (cons (car rest) kept)))))))

;; API: the elements without those that are equal to an earlier one: `equal?`, or (same? earlier later)
(define (delete-duplicates list . same)
  (let ((same? (%optional same equal?)))
    (let loop ((rest list) (kept '()))
      (cond ((null? rest) (reverse kept))
            ((%has? same? kept (car rest)) (loop (cdr rest) kept))
            (else (loop (cdr rest) (cons (car rest) kept)))))))

;; internal: whether (same? element x) holds for an element of the list
(define (%has? same? list x)
  (let loop ((rest list))
    (cond ((null? rest) #f)
          ((same? (car rest) x) #t)
          (else (loop (cdr rest))))))

;; internal: whether (same? x element) holds for an element of the list
(define (%in? same? x list)
  (let loop ((rest list))
    (cond ((null? rest) #f)
          ((same? x (car rest)) #t)
          (else (loop (cdr rest))))))

;; API: the same; that they may change the list is not made use of
(define delete! delete)
;; API: as delete-duplicates; it may alter the list
(define delete-duplicates! delete-duplicates)

;;; Association lists

;; API: alist with an entry before the others
(define (alist-cons key datum alist)
  (cons (cons key datum) alist))

;; API: a copy of alist whose entries are new pairs
(define (alist-copy alist)
  (map (lambda (entry) (cons (car entry) (cdr entry))) alist))

;; API: the entries whose key is not equal to key: `equal?`, or (same? key entry's-key)
(define (alist-delete key alist . same)
  (let ((same? (%optional same equal?)))
    (let loop ((rest alist) (kept '()))
      (cond ((null? rest) (reverse kept))
            ((same? key (caar rest)) (loop (cdr rest) kept))
            (else (loop (cdr rest) (cons (car rest) kept)))))))

;; API: the same; that it may change the list is not made use of
(define alist-delete! alist-delete)
