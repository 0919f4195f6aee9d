;; What a stream is (SRFI 41, even streams): a record of a promise, which gives the empty-stream object or a pair of a
;; promise of the element and the stream of the rest.  A stream that another expression will give is a promise made
;; with delay-force, so that walking a stream that was filtered, mapped or appended needs constant space.

(define-record-type <stream>
  (%make-stream promise)
  stream?
  (promise %promise))

(define-record-type <stream-pair>
  (%make-pair first rest)
  %pair?
  (first %first)
  (rest %rest))

(define stream-null (%make-stream (make-promise 'stream-null)))

;; internal: the promise of a stream, for delay-force
(define (%promise-of obj)
  (if (stream? obj)
      (%promise obj)
      (error "stream: expected a stream, got" obj)))

;; internal: the stream that an expression will give
(define-syntax %stream-lazy
  (syntax-rules ()
    ((_ expression) (%make-stream (delay-force (%promise-of expression))))))

(define-syntax stream-cons
  (syntax-rules ()
    ((_ first rest)
     (%make-stream (make-promise (%make-pair (delay first) (%stream-lazy rest)))))))

(define-syntax stream-lambda
  (syntax-rules ()
    ((_ formals body ...)
     (lambda formals (%stream-lazy (let () body ...))))))

(define (stream-pair? obj)
  (and (stream? obj) (%pair? (force (%promise obj)))))

(define (stream-null? obj)
  (and (stream? obj) (not (%pair? (force (%promise obj))))))

;; internal: the pair that a stream begins with
(define (%begin who obj)
  (let ((pair (if (stream? obj) (force (%promise obj)) #f)))
    (if (%pair? pair)
        pair
        (error (string-append who ": expected a stream that is not empty, got") obj))))

(define (stream-car stream) (force (%first (%begin "stream-car" stream))))

(define (stream-cdr stream) (%rest (%begin "stream-cdr" stream)))
