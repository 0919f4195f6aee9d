;; SRFI 1: folds, unfolds, maps and filters.
;;
;; One list is walked by a plain loop.  Several are walked as a list of their rests, until one of them is empty; the
;; others may be circular.  What goes from right to left is done on the reversed list.

;; API: (kons element accumulator) for each element from left to right; knil is the first accumulator
(define (fold kons knil list1 . lists)
  (if (null? lists)
      (let loop ((rest list1) (result knil))
        (if (null? rest)
            result
            (loop (cdr rest) (kons (car rest) result))))
      (let loop ((rests (cons list1 lists)) (result knil))
        (if (memq '() rests)
            result
            (loop (map cdr rests) (apply kons (append (map car rests) (list result))))))))

;; internal: the columns of lists, the last one first
(define (%columns lists)
  (let loop ((rests lists) (columns '()))
    (if (memq '() rests)
        columns
        (loop (map cdr rests) (cons (map car rests) columns)))))

;; API: as fold, from right to left
(define (fold-right kons knil list1 . lists)
  (if (null? lists)
      (let loop ((rest (reverse list1)) (result knil))
        (if (null? rest)
            result
            (loop (cdr rest) (kons (car rest) result))))
      (let loop ((columns (%columns (cons list1 lists))) (result knil))
        (if (null? columns)
            result
            (loop (cdr columns) (apply kons (append (car columns) (list result))))))))

;; API: as fold, with the pairs of the lists instead of their elements; kons may change the pair's cdr
(define (pair-fold kons knil list1 . lists)
  (if (null? lists)
      (let loop ((rest list1) (result knil))
        (if (null? rest)
            result
            (let ((next (cdr rest)))
              (loop next (kons rest result)))))
      (let loop ((rests (cons list1 lists)) (result knil))
        (if (memq '() rests)
            result
            (let ((next (map cdr rests)))
              (loop next (apply kons (append rests (list result)))))))))

;; internal: the pairs of a list, the last one first
(define (%pairs list)
  (let loop ((rest list) (pairs '()))
    (if (null? rest)
        pairs
        (loop (cdr rest) (cons rest pairs)))))

;; API: as pair-fold, from right to left
(define (pair-fold-right kons knil list1 . lists)
  (if (null? lists)
      (let loop ((pairs (%pairs list1)) (result knil))
        (if (null? pairs)
            result
            (loop (cdr pairs) (kons (car pairs) result))))
      (let gather ((rests (cons list1 lists)) (columns '()))
        (if (memq '() rests)
            (let loop ((columns columns) (result knil))
              (if (null? columns)
                  result
                  (loop (cdr columns) (apply kons (append (car columns) (list result))))))
            (gather (map cdr rests) (cons rests columns))))))

;; API: fold with the first element as the first accumulator; ridentity for an empty list
(define (reduce f ridentity list)
  (if (null? list)
      ridentity
      (let loop ((rest (cdr list)) (result (car list)))
        (if (null? rest)
            result
            (loop (cdr rest) (f (car rest) result))))))

;; API: fold-right with the last element as the first accumulator; ridentity for an empty list
(define (reduce-right f ridentity list)
  (if (null? list)
      ridentity
      (reduce f ridentity (reverse list))))

;; API: the list of (mapper seed) for seed, (successor seed) and so on until stop?, then (tail-gen seed) or ()
(define (unfold stop? mapper successor seed . tail-gen)
  (let loop ((seed seed) (result '()))
    (if (stop? seed)
        (append-reverse result (if (pair? tail-gen) ((car tail-gen) seed) '()))
        (loop (successor seed) (cons (mapper seed) result)))))

;; API: as unfold, the list being built from its end, before tail or ()
(define (unfold-right stop? mapper successor seed . tail)
  (let loop ((seed seed) (result (%optional tail '())))
    (if (stop? seed)
        result
        (loop (successor seed) (cons (mapper seed) result)))))

;;; Maps

;; API: the lists that f gives for the elements, in one list
(define (append-map f list1 . lists)
  (concatenate (if (null? lists) (map f list1) (apply map f list1 lists))))

;; API: as append-map, but may change the lists that f gives
(define (append-map! f list1 . lists)
  (concatenate! (if (null? lists) (map f list1) (apply map f list1 lists))))

;; API: as map, but may change list1
(define (map! f list1 . lists)
  (if (null? lists)
      (let loop ((rest list1))
        (if (null? rest)
            list1
            (begin (set-car! rest (f (car rest)))
                   (loop (cdr rest)))))
      (apply map f list1 lists)))

;; API: as map, surely from left to right
(define map-in-order map)

;; API: calls f with the pairs of the lists; f may change the pair's cdr
(define (pair-for-each f list1 . lists)
  (if (null? lists)
      (let loop ((rest list1))
        (if (not (null? rest))
            (let ((next (cdr rest)))
              (f rest)
              (loop next))))
      (let loop ((rests (cons list1 lists)))
        (if (not (memq '() rests))
            (let ((next (map cdr rests)))
              (apply f rests)
              (loop next))))))

;; API: the true values that f gives for the elements
(define (filter-map f list1 . lists)
  (let loop ((rest (if (null? lists) (map f list1) (apply map f list1 lists))) (kept '()))
    (cond ((null? rest) (reverse kept))
          ((car rest) (loop (cdr rest) (cons (car rest) kept)))
          (else (loop (cdr rest) kept)))))

;;; Filters

;; API: the elements for which pred holds
(define (filter pred list)
  (let loop ((rest list) (kept '()))
    (cond ((null? rest) (reverse kept))
          ((pred (car rest)) (loop (cdr rest) (cons (car rest) kept)))
          (else (loop (cdr rest) kept)))))

;; API: the elements for which pred does not hold
(define (remove pred list)
  (let loop ((rest list) (kept '()))
    (cond ((null? rest) (reverse kept))
          ((pred (car rest)) (loop (cdr rest) kept))
          (else (loop (cdr rest) (cons (car rest) kept))))))

;; API: the elements for which pred holds, and the others
(define (partition pred list)
  (let loop ((rest list) (in '()) (out '()))
    (cond ((null? rest) (values (reverse in) (reverse out)))
          ((pred (car rest)) (loop (cdr rest) (cons (car rest) in) out))
          (else (loop (cdr rest) in (cons (car rest) out))))))

;; API: the same; that they may change the list is not made use of
(define filter! filter)
;; API: as remove; it may alter the list
(define remove! remove)
;; API: as partition; it may alter the list
(define partition! partition)
