;; SRFI 1: folds, unfolds, maps and filters.
;;
;; One list is walked by a plain loop.  Several are walked as a list of their rests, until one of them is empty; the
;; others may be circular.  What goes from right to left is done on the reversed list.

;; API: (kons element accumulator) for each element from left to right; knil is the first accumulator
(define (fold kons knil list1 . lists)
  (if (null? lists)
      (let loop ((rest list1) (found knil))
        (if (null? rest)
            found
            (loop (cdr rest) (kons (car rest) found))))
      (let loop ((rests (cons list1 lists)) (found knil))
        (if (memq '() rests)
            found
            (loop (map cdr rests) (apply kons (append (map car rests) (list found))))))))

;; internal: the columns of lists, the last one first
(define (%columns lists)
  (let loop ((rests lists) (found '()))
    (if (memq '() rests)
        found
        (loop (map cdr rests) (cons (map car rests) found)))))

;; API: as fold, from right to left
(define (fold-right kons knil list1 . lists)
  (if (null? lists)
      (let loop ((rest (reverse list1)) (found knil))
        (if (null? rest)
            found
            (loop (cdr rest) (kons (car rest) found))))
      (let loop ((columns (%columns (cons list1 lists))) (found knil))
        (if (null? columns)
            found
            (loop (cdr columns) (apply kons (append (car columns) (list found))))))))

;; API: as fold, with the pairs of the lists instead of their elements; kons may change the pair's cdr
(define (pair-fold kons knil list1 . lists)
  (if (null? lists)
      (let loop ((rest list1) (found knil))
        (if (null? rest)
            found
            (let ((next (cdr rest)))
              (loop next (kons rest found)))))
      (let loop ((rests (cons list1 lists)) (found knil))
        (if (memq '() rests)
            found
            (let ((next (map cdr rests)))
              (loop next (apply kons (append rests (list found)))))))))

;; internal: the pairs of a list, the last one first
(define (%pairs list)
  (let loop ((rest list) (found '()))
    (if (null? rest)
        found
        (loop (cdr rest) (cons rest found)))))

;; API: as pair-fold, from right to left
(define (pair-fold-right kons knil list1 . lists)
  (if (null? lists)
      (let loop ((pairs (%pairs list1)) (found knil))
        (if (null? pairs)
            found
            (loop (cdr pairs) (kons (car pairs) found))))
      (let gather ((rests (cons list1 lists)) (columns '()))
        (if (memq '() rests)
            (let loop ((columns columns) (found knil))
              (if (null? columns)
                  found
                  (loop (cdr columns) (apply kons (append (car columns) (list found))))))
            (gather (map cdr rests) (cons rests columns))))))

;; API: fold with the first element as the first accumulator; ridentity for an empty list
(define (reduce f ridentity list)
  (if (null? list)
      ridentity
      (let loop ((rest (cdr list)) (found (car list)))
        (if (null? rest)
            found
            (loop (cdr rest) (f (car rest) found))))))

;; API: fold-right with the last element as the first accumulator; ridentity for an empty list
(define (reduce-right f ridentity list)
  (if (null? list)
      ridentity
      (reduce f ridentity (reverse list))))

;; API: the list of (mapper seed) for seed, (successor seed) and so on until stop?, then (tail-gen seed) or ()
(define (unfold stop? mapper successor seed . tail-gen)
  (let loop ((seed seed) (found '()))
    (if (stop? seed)
        (append-reverse found (if (pair? tail-gen) ((car tail-gen) seed) '()))
        (loop (successor seed) (cons (mapper seed) found)))))

;; API: as unfold, the list being built from its end, before tail or ()
(define (unfold-right stop? mapper successor seed . tail)
  (let loop ((seed seed) (found (%optional tail '())))
    (if (stop? seed)
        found
        (loop (successor seed) (cons (mapper seed) found)))))

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
  (let loop ((rest (if (null? lists) (map f list1) (apply map f list1 lists))) (found '()))
    (cond ((null? rest) (reverse found))
          ((car rest) (loop (cdr rest) (cons (car rest) found)))
          (else (loop (cdr rest) found)))))

;;; Filters

;; API: the elements for which pred holds
(define (filter pred list)
  (let loop ((rest list) (found '()))
    (cond ((null? rest) (reverse found))
          ((pred (car rest)) (loop (cdr rest) (cons (car rest) found)))
          (else (loop (cdr rest) found)))))

;; API: the elements for which pred does not hold
(define (remove pred list)
  (let loop ((rest list) (found '()))
    (cond ((null? rest) (reverse found))
          ((pred (car rest)) (loop (cdr rest) found))
          (else (loop (cdr rest) (cons (car rest) found))))))

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
