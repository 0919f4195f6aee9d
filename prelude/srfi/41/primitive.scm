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

;; API: the empty stream
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

;; API: the stream of an object and the stream of the rest, neither of which is evaluated yet
(define-syntax stream-cons
  (syntax-rules ()
    ((_ first rest)
     (%make-stream (make-promise (%make-pair (delay first) (%stream-lazy rest)))))))

;; API: a procedure that returns a stream, made when it is wanted
(define-syntax stream-lambda
  (syntax-rules ()
    ((_ formals body ...)
     (lambda formals (%stream-lazy (let () body ...))))))

;; API: whether obj is a stream that is not empty
(define (stream-pair? obj)
  (and (stream? obj) (%pair? (force (%promise obj)))))

;; API: whether obj is the empty stream
(define (stream-null? obj)
  (and (stream? obj) (not (%pair? (force (%promise obj))))))

;; internal: the pair that a stream begins with
(define (%begin who obj)
  (let ((pair (if (stream? obj) (force (%promise obj)) #f)))
    (if (%pair? pair)
        pair
        (error (string-append who ": expected a stream that is not empty, got") obj))))

;; API: the first element
(define (stream-car stream) (force (%first (%begin "stream-car" stream))))

;; API: the stream of the other elements
(define (stream-cdr stream) (%rest (%begin "stream-cdr" stream)))
