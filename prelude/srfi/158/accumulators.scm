;; Accumulators (SRFI 158): procedures that take an element at each call, and give the result for an end-of-file object.

(define (make-accumulator kons knil finalizer)
  (let ((state knil))
    (lambda (obj)
      (if (eof-object? obj)
          (finalizer state)
          (set! state (kons obj state))))))

(define (count-accumulator)
  (make-accumulator (lambda (obj n) (+ n 1)) 0 (lambda (n) n)))

(define (list-accumulator) (make-accumulator cons '() reverse))
(define (reverse-list-accumulator) (make-accumulator cons '() (lambda (items) items)))
(define (vector-accumulator) (make-accumulator cons '() (lambda (items) (list->vector (reverse items)))))
(define (reverse-vector-accumulator) (make-accumulator cons '() list->vector))
(define (string-accumulator) (make-accumulator cons '() (lambda (items) (list->string (reverse items)))))

(define (bytevector-accumulator)
  (make-accumulator cons '() (lambda (items) (apply bytevector (reverse items)))))

;; internal: stores what it gets from index at on; at the end it gives the sequence
(define (%storing-accumulator who length store! sequence at)
  (make-accumulator
    (lambda (obj i)
      (if (= i (length sequence))
          (error (string-append who ": there is no room for") obj))
      (store! sequence i obj)
      (+ i 1))
    at
    (lambda (i) sequence)))

(define (vector-accumulator! vec at)
  (%storing-accumulator "vector-accumulator!" vector-length vector-set! vec at))

(define (bytevector-accumulator! bytes at)
  (%storing-accumulator "bytevector-accumulator!" bytevector-length bytevector-u8-set! bytes at))

(define (sum-accumulator) (make-accumulator + 0 (lambda (n) n)))
(define (product-accumulator) (make-accumulator * 1 (lambda (n) n)))
