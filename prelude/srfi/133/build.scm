;; SRFI 133: making, changing and converting vectors.

;; internal: the bounds of an optional [start [end]]
(define (%start range) (if (pair? range) (car range) 0))
(define (%end range vec)
  (if (and (pair? range) (pair? (cdr range))) (cadr range) (vector-length vec)))

;; internal: an error in the procedure's name if the bounds are not within the vector
(define (%check-range who vec start end)
  (if (not (and (exact-integer? start) (exact-integer? end) (<= 0 start end (vector-length vec))))
      (error (string-append (symbol->string who) ": index out of range:") start end)))

;;; Constructors

;; API: a vector of that length, whose elements are the first values of (f index seed ...); the others are the next seeds
(define (vector-unfold f length . seeds)
  (let ((vec (make-vector length)))
    (%unfold! f vec 0 length seeds)
    vec))

;; API: as vector-unfold, from the last index to the first
(define (vector-unfold-right f length . seeds)
  (let ((vec (make-vector length)))
    (%unfold-right! f vec 0 length seeds)
    vec))

;; API: sets the elements from start to before end as vector-unfold would
(define (vector-unfold! f vec start end . seeds)
  (%check-range 'vector-unfold! vec start end)
  (%unfold! f vec start end seeds))

;; API: as vector-unfold!, from the last index to the first
(define (vector-unfold-right! f vec start end . seeds)
  (%check-range 'vector-unfold-right! vec start end)
  (%unfold-right! f vec start end seeds))

;; internal: sets elements to what f gives for their indexes, upwards
(define (%unfold! f vec start end seeds)
  (if (null? seeds)
      (let loop ((i start))
        (if (< i end)
            (begin (vector-set! vec i (f i))
                   (loop (+ i 1)))))
      (let loop ((i start) (seeds seeds))
        (if (< i end)
            (let-values (((item . next) (apply f i seeds)))
              (vector-set! vec i item)
              (loop (+ i 1) next))))))

;; internal: as %unfold!, downwards
(define (%unfold-right! f vec start end seeds)
  (if (null? seeds)
      (let loop ((i (- end 1)))
        (if (>= i start)
            (begin (vector-set! vec i (f i))
                   (loop (- i 1)))))
      (let loop ((i (- end 1)) (seeds seeds))
        (if (>= i start)
            (let-values (((item . next) (apply f i seeds)))
              (vector-set! vec i item)
              (loop (- i 1) next))))))

;; API: the elements from start to before end, in reverse
(define (vector-reverse-copy vec . range)
  (let ((copy (vector-copy vec (%start range) (%end range vec))))
    (vector-reverse! copy)
    copy))

;; API: the elements of all vectors of a list, in one vector
(define (vector-concatenate vectors)
  (let ((result (make-vector (%total vectors))))
    (let loop ((rest vectors) (at 0))
      (if (null? rest)
          result
          (begin
            (vector-copy! result at (car rest))
            (loop (cdr rest) (+ at (vector-length (car rest)))))))))

;; internal: how many elements the vectors of a list have
(define (%total vectors)
  (let loop ((rest vectors) (total 0))
    (if (null? rest)
        total
        (loop (cdr rest) (+ total (vector-length (car rest)))))))

;; API: the elements of parts of vectors, each given as vector, start and end
(define (vector-append-subvectors . parts)
  (let loop ((rest parts) (copies '()))
    (if (null? rest)
        (vector-concatenate (reverse copies))
        (loop (cdddr rest) (cons (vector-copy (car rest) (cadr rest) (caddr rest)) copies)))))

;;; Predicates

;; API: whether a vector has no elements
(define (vector-empty? vec) (= (vector-length vec) 0))

;; API: whether the vectors have as many elements, equal one by one
(define (vector= same? . vectors)
  (or (null? vectors)
      (let loop ((a (car vectors)) (rest (cdr vectors)))
        (or (null? rest)
            (and (%same? same? a (car rest))
                 (loop (car rest) (cdr rest)))))))

;; internal: vector= of two vectors
(define (%same? same? a b)
  (let ((end (vector-length a)))
    (and (= end (vector-length b))
         (let loop ((i 0))
           (cond ((= i end) #t)
                 ((same? (vector-ref a i) (vector-ref b i)) (loop (+ i 1)))
                 (else #f))))))

;;; Mutators

;; API: swaps two elements
(define (vector-swap! vec i j)
  (let ((item (vector-ref vec i)))
    (vector-set! vec i (vector-ref vec j))
    (vector-set! vec j item)))

;; API: reverses the elements from start to before end, in place
(define (vector-reverse! vec . range)
  (let ((start (%start range)) (end (%end range vec)))
    (%check-range 'vector-reverse! vec start end)
    (let loop ((i start) (j (- end 1)))
      (if (< i j)
          (let ((item (vector-ref vec i)))
            (vector-set! vec i (vector-ref vec j))
            (vector-set! vec j item)
            (loop (+ i 1) (- j 1)))))))

;; API: as vector-copy!, the elements in reverse
(define (vector-reverse-copy! to at from . range)
  (vector-copy! to at (vector-reverse-copy from (%start range) (%end range from))))

;;; Conversion

;; API: a list of the elements from start to before end, in reverse
(define (reverse-vector->list vec . range)
  (let ((start (%start range)) (end (%end range vec)))
    (%check-range 'reverse-vector->list vec start end)
    (let loop ((i start) (items '()))
      (if (= i end)
          items
          (loop (+ i 1) (cons (vector-ref vec i) items))))))

;; API: a vector of the elements of a list, in reverse
(define (reverse-list->vector list)
  (list->vector (reverse list)))
