;; Accumulators (SRFI 158): procedures that take an element at each call, and give the result for an end-of-file object.

;; API: an accumulator: it takes an object into its state by kons; the eof object gets what finalizer makes of it
(define (make-accumulator kons knil finalizer)
  (let ((state knil))
    (lambda (obj)
      (if (eof-object? obj)
          (finalizer state)
          (set! state (kons obj state))))))

;; API: an accumulator that counts what it is given
(define (count-accumulator)
  (make-accumulator (lambda (obj n) (+ n 1)) 0 (lambda (n) n)))

;; API: an accumulator that gives a list
(define (list-accumulator) (make-accumulator cons '() reverse))
;; API: an accumulator that gives a list, the last object first
(define (reverse-list-accumulator) (make-accumulator cons '() (lambda (items) items)))
;; API: an accumulator that gives a vector
(define (vector-accumulator) (make-accumulator cons '() (lambda (items) (list->vector (reverse items)))))
;; API: an accumulator that gives a vector, the last object first
(define (reverse-vector-accumulator) (make-accumulator cons '() list->vector))
;; API: an accumulator of characters that gives a string
(define (string-accumulator) (make-accumulator cons '() (lambda (items) (list->string (reverse items)))))

;; API: an accumulator of bytes that gives a bytevector
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

;; API: an accumulator that stores into a vector, from an index on
(define (vector-accumulator! vec at)
  (%storing-accumulator "vector-accumulator!" vector-length vector-set! vec at))

;; API: an accumulator that stores into a bytevector, from an index on
(define (bytevector-accumulator! bytes at)
  (%storing-accumulator "bytevector-accumulator!" bytevector-length bytevector-u8-set! bytes at))

;; API: an accumulator that gives the sum
(define (sum-accumulator) (make-accumulator + 0 (lambda (n) n)))
;; API: an accumulator that gives the product
(define (product-accumulator) (make-accumulator * 1 (lambda (n) n)))
