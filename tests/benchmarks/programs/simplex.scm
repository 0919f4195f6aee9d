; simplex: linear programming by the simplex method.  A matrix of floating-point numbers: a vector of vectors.

(import (scheme base) (scheme write))

(define repeats 100)

(define (matrix-ref m i j) (vector-ref (vector-ref m i) j))
(define (matrix-set! m i j value) (vector-set! (vector-ref m i) j value))

(define (copy-matrix rows)
  (list->vector (map (lambda (row) (list->vector row)) rows)))

; The column with the most negative entry in the last row, or #f.
(define (entering tableau last-row columns)
  (let loop ((j 0) (best #f) (least -1e-9))
    (cond ((= j columns) best)
          ((< (matrix-ref tableau last-row j) least)
           (loop (+ j 1) j (matrix-ref tableau last-row j)))
          (else (loop (+ j 1) best least)))))

; The row whose bound is tightest for a column, or #f.
(define (leaving tableau rows column bound)
  (let loop ((i 0) (best #f) (least 0.0))
    (if (= i rows)
        best
        (let ((entry (matrix-ref tableau i column)))
          (if (> entry 1e-9)
              (let ((ratio (/ (matrix-ref tableau i bound) entry)))
                (if (or (not best) (< ratio least))
                    (loop (+ i 1) i ratio)
                    (loop (+ i 1) best least)))
              (loop (+ i 1) best least))))))

(define (scale! row factor)
  (do ((j 0 (+ j 1)))
      ((= j (vector-length row)))
    (vector-set! row j (* factor (vector-ref row j)))))

(define (subtract! row factor other)
  (do ((j 0 (+ j 1)))
      ((= j (vector-length row)))
    (vector-set! row j (- (vector-ref row j) (* factor (vector-ref other j))))))

(define (pivot! tableau row column)
  (let ((pivot-row (vector-ref tableau row)))
    (scale! pivot-row (/ 1.0 (vector-ref pivot-row column)))
    (do ((i 0 (+ i 1)))
        ((= i (vector-length tableau)))
      (if (not (= i row))
          (let ((factor (matrix-ref tableau i column)))
            (if (not (= factor 0.0))
                (subtract! (vector-ref tableau i) factor pivot-row)))))))

; The greatest value of the objective, which the last row holds negated; #f if there is none.
(define (solve! tableau)
  (let* ((last-row (- (vector-length tableau) 1))
         (bound (- (vector-length (vector-ref tableau 0)) 1)))
    (let loop ()
      (let ((column (entering tableau last-row bound)))
        (if (not column)
            (matrix-ref tableau last-row bound)
            (let ((row (leaving tableau last-row column bound)))
              (if (not row)
                  #f
                  (begin
                    (pivot! tableau row column)
                    (loop)))))))))

; A program of n variables: row i bounds their sum, weighted, and has a slack variable of its own.
(define (make-tableau n)
  (let ((tableau (make-vector (+ n 1) #f)))
    (do ((i 0 (+ i 1)))
        ((= i n))
      (let ((row (make-vector (+ n n 1) 0.0)))
        (do ((j 0 (+ j 1)))
            ((= j n))
          (vector-set! row j (inexact (+ 1 (modulo (+ (* 7 i i) (* 3 j j) (* 5 i j)) 17)))))
        (vector-set! row (+ n i) 1.0)
        (vector-set! row (+ n n) (inexact (+ 100 (modulo (* 37 i) 23))))
        (vector-set! tableau i row)))
    (let ((row (make-vector (+ n n 1) 0.0)))
      (do ((j 0 (+ j 1)))
          ((= j n))
        (vector-set! row j (- (inexact (+ 1 (modulo (* 11 j j) 13))))))
      (vector-set! tableau n row))
    tableau))

(define (run)
  (let ((small (solve! (copy-matrix '((1.0 1.0 1.0 0.0 0.0 4.0)
                                      (1.0 3.0 0.0 1.0 0.0 6.0)
                                      (1.0 0.0 0.0 0.0 1.0 3.0)
                                      (-3.0 -5.0 0.0 0.0 0.0 0.0)))))
        (large (solve! (make-tableau 40))))
    (and (< (abs (- small 14.0)) 1e-6)
         (> large 0.0))))

(define (repeat n)
  (let ((answer (run)))
    (if (> n 1) (repeat (- n 1)) answer)))

(let ((answer (repeat repeats)))
  (write answer)
  (newline)
  (if (not (equal? answer #t)) (error "wrong answer" answer)))
