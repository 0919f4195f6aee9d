;; SRFI 133: folds, maps and searches.
;;
;; One vector is walked by a plain loop; several by their columns, each made when its turn comes.

;; internal: the elements at an index of all the vectors
(define (%column vectors i)
  (map (lambda (vec) (vector-ref vec i)) vectors))

;; internal: the length of the shortest vector
(define (%shortest vectors)
  (let loop ((rest (cdr vectors)) (least (vector-length (car vectors))))
    (if (null? rest)
        least
        (loop (cdr rest) (min least (vector-length (car rest)))))))

;;; Iteration

;; API: (kons state element ...) for the elements from left to right; knil is the first state
(define (vector-fold kons knil vec1 . vectors)
  (if (null? vectors)
      (let ((end (vector-length vec1)))
        (let loop ((i 0) (state knil))
          (if (= i end)
              state
              (loop (+ i 1) (kons state (vector-ref vec1 i))))))
      (let* ((all (cons vec1 vectors)) (end (%shortest all)))
        (let loop ((i 0) (state knil))
          (if (= i end)
              state
              (loop (+ i 1) (apply kons state (%column all i))))))))

;; API: as vector-fold, from right to left
(define (vector-fold-right kons knil vec1 . vectors)
  (if (null? vectors)
      (let loop ((i (- (vector-length vec1) 1)) (state knil))
        (if (< i 0)
            state
            (loop (- i 1) (kons state (vector-ref vec1 i)))))
      (let ((all (cons vec1 vectors)))
        (let loop ((i (- (%shortest all) 1)) (state knil))
          (if (< i 0)
              state
              (loop (- i 1) (apply kons state (%column all i))))))))

;; API: as vector-map, the values being stored in vec1
(define (vector-map! f vec1 . vectors)
  (if (null? vectors)
      (let ((end (vector-length vec1)))
        (let loop ((i 0))
          (if (< i end)
              (begin (vector-set! vec1 i (f (vector-ref vec1 i)))
                     (loop (+ i 1))))))
      (let* ((all (cons vec1 vectors)) (end (%shortest all)))
        (let loop ((i 0))
          (if (< i end)
              (begin (vector-set! vec1 i (apply f (%column all i)))
                     (loop (+ i 1))))))))

;; API: for how many elements pred holds
(define (vector-count pred vec1 . vectors)
  (if (null? vectors)
      (let ((end (vector-length vec1)))
        (let loop ((i 0) (n 0))
          (if (= i end)
              n
              (loop (+ i 1) (if (pred (vector-ref vec1 i)) (+ n 1) n)))))
      (let* ((all (cons vec1 vectors)) (end (%shortest all)))
        (let loop ((i 0) (n 0))
          (if (= i end)
              n
              (loop (+ i 1) (if (apply pred (%column all i)) (+ n 1) n)))))))

;; API: a vector of the states that vector-fold goes through, but the first
(define (vector-cumulate f knil vec)
  (let* ((end (vector-length vec)) (result (make-vector end)))
    (let loop ((i 0) (state knil))
      (if (= i end)
          result
          (let ((next (f state (vector-ref vec i))))
            (vector-set! result i next)
            (loop (+ i 1) next))))))

;;; Searching

;; API: the index of the first element for which pred holds, or #f
(define (vector-index pred vec1 . vectors)
  (if (null? vectors)
      (let ((end (vector-length vec1)))
        (let loop ((i 0))
          (cond ((= i end) #f)
                ((pred (vector-ref vec1 i)) i)
                (else (loop (+ i 1))))))
      (let* ((all (cons vec1 vectors)) (end (%shortest all)))
        (let loop ((i 0))
          (cond ((= i end) #f)
                ((apply pred (%column all i)) i)
                (else (loop (+ i 1))))))))

;; API: the index of the last element for which pred holds, or #f
(define (vector-index-right pred vec1 . vectors)
  (if (null? vectors)
      (let loop ((i (- (vector-length vec1) 1)))
        (cond ((< i 0) #f)
              ((pred (vector-ref vec1 i)) i)
              (else (loop (- i 1)))))
      (let ((all (cons vec1 vectors)))
        (let loop ((i (- (%shortest all) 1)))
          (cond ((< i 0) #f)
                ((apply pred (%column all i)) i)
                (else (loop (- i 1))))))))

;; internal: the opposite of a predicate
(define (%opposite pred)
  (lambda arguments (not (apply pred arguments))))

;; API: the index of the first element for which pred does not hold, or #f
(define (vector-skip pred vec1 . vectors)
  (if (null? vectors)
      (vector-index (lambda (item) (not (pred item))) vec1)
      (apply vector-index (%opposite pred) vec1 vectors)))

;; API: the index of the last element for which pred does not hold, or #f
(define (vector-skip-right pred vec1 . vectors)
  (if (null? vectors)
      (vector-index-right (lambda (item) (not (pred item))) vec1)
      (apply vector-index-right (%opposite pred) vec1 vectors)))

;; API: the index of an element for which (compare element value) is 0, or #f; the vector is sorted by compare
(define (vector-binary-search vec value compare)
  (let loop ((low 0) (high (vector-length vec)))
    (if (= low high)
        #f
        (let* ((middle (quotient (+ low high) 2))
               (order (compare (vector-ref vec middle) value)))
          (cond ((= order 0) middle)
                ((< order 0) (loop (+ middle 1) high))
                (else (loop low middle)))))))

;; API: the first true value that pred gives for the elements, or #f
(define (vector-any pred vec1 . vectors)
  (if (null? vectors)
      (let ((last (- (vector-length vec1) 1)))
        (and (>= last 0)
             (let loop ((i 0))
               (if (= i last)
                   (pred (vector-ref vec1 i))
                   (or (pred (vector-ref vec1 i)) (loop (+ i 1)))))))
      (let* ((all (cons vec1 vectors)) (last (- (%shortest all) 1)))
        (and (>= last 0)
             (let loop ((i 0))
               (if (= i last)
                   (apply pred (%column all i))
                   (or (apply pred (%column all i)) (loop (+ i 1)))))))))

;; API: the last value that pred gives for the elements if all are true (#t if there are none), else #f
(define (vector-every pred vec1 . vectors)
  (if (null? vectors)
      (let ((last (- (vector-length vec1) 1)))
        (or (< last 0)
            (let loop ((i 0))
              (if (= i last)
                  (pred (vector-ref vec1 i))
                  (and (pred (vector-ref vec1 i)) (loop (+ i 1)))))))
      (let* ((all (cons vec1 vectors)) (last (- (%shortest all) 1)))
        (or (< last 0)
            (let loop ((i 0))
              (if (= i last)
                  (apply pred (%column all i))
                  (and (apply pred (%column all i)) (loop (+ i 1)))))))))

;; API: a vector of the elements for which pred holds, then the others; and how many the first are
(define (vector-partition pred vec)
  (let* ((end (vector-length vec)) (result (make-vector end)))
    (let loop ((i 0) (in 0) (out '()))
      (cond ((= i end)
             (vector-copy! result in (reverse-list->vector out))
             (values result in))
            ((pred (vector-ref vec i))
             (vector-set! result in (vector-ref vec i))
             (loop (+ i 1) (+ in 1) out))
            (else (loop (+ i 1) in (cons (vector-ref vec i) out)))))))
