;; The derived streams of SRFI 41.  Arguments are checked when a procedure is called, elements when they are needed.

;; internal: complains of an argument that is not what the test wants
(define (%check who test what obj)
  (if (not (test obj))
      (error (string-append who ": expected " what ", got") obj)))

(define (%check-streams who streams)
  (if (null? streams)
      (error (string-append who ": expected a stream, got none")))
  (for-each (lambda (stream) (%check who stream? "a stream" stream)) streams))

(define (%check-procedure who obj) (%check who procedure? "a procedure" obj))

(define (%check-count who obj)
  (%check who (lambda (n) (and (exact-integer? n) (>= n 0))) "an exact non-negative integer" obj))

;; internal: whether none of the streams is at its end
(define (%all-pairs? streams)
  (or (null? streams)
      (and (stream-pair? (car streams)) (%all-pairs? (cdr streams)))))

;; Syntax

;; API: defines a procedure that returns a stream, made when it is wanted
(define-syntax define-stream
  (syntax-rules ()
    ((_ (name . formals) body ...)
     (define name (stream-lambda formals body ...)))))

;; API: a named let whose loop returns a stream
(define-syntax stream-let
  (syntax-rules ()
    ((_ tag ((name value) ...) body ...)
     ((letrec ((tag (stream-lambda (name ...) body ...))) tag) value ...))))

;; API: the stream of some expressions, each evaluated when it is wanted
(define-syntax stream
  (syntax-rules ()
    ((_) stream-null)
    ((_ first rest ...) (stream-cons first (stream rest ...)))))

;; API: the first clause whose pattern fits a stream, with its names bound
(define-syntax stream-match
  (syntax-rules ()
    ((_ expression clause ...)
     (let ((strm expression))
       (%check "stream-match" stream? "a stream" strm)
       (%match strm clause ...)))))

(define-syntax %match
  (syntax-rules ()
    ((_ strm) (error "stream-match: no pattern matches" strm))
    ((_ strm (pattern fender expression) clause ...)
     (let ((otherwise (lambda () (%match strm clause ...))))
       (%match-pattern strm pattern (if fender expression (otherwise)) (otherwise))))
    ((_ strm (pattern expression) clause ...)
     (let ((otherwise (lambda () (%match strm clause ...))))
       (%match-pattern strm pattern expression (otherwise))))))

(define-syntax %match-pattern
  (syntax-rules (_)
    ((%match-pattern strm () yes no)
     (if (stream-null? strm) yes no))
    ((%match-pattern strm (_ . rest) yes no)
     (if (stream-pair? strm)
         (let ((next (stream-cdr strm))) (%match-pattern next rest yes no))
         no))
    ((%match-pattern strm (name . rest) yes no)
     (if (stream-pair? strm)
         (let ((name (stream-car strm)) (next (stream-cdr strm))) (%match-pattern next rest yes no))
         no))
    ((%match-pattern strm _ yes no) yes)
    ((%match-pattern strm name yes no) (let ((name strm)) yes))))

;; API: the stream of an expression's values under `in`, `is` and predicates: a comprehension
(define-syntax stream-of
  (syntax-rules ()
    ((_ expression clause ...) (%stream-of expression stream-null clause ...))))

;; internal: the elements for the clauses, and then those of the stream base
(define-syntax %stream-of
  (syntax-rules (in is)
    ((_ expression base) (stream-cons expression base))
    ((_ expression base (name in strm) clause ...)
     (stream-let loop ((rest strm))
       (if (stream-null? rest)
           base
           (let ((name (stream-car rest)))
             (%stream-of expression (loop (stream-cdr rest)) clause ...)))))
    ((_ expression base (name is value) clause ...)
     (let ((name value)) (%stream-of expression base clause ...)))
    ((_ expression base test clause ...)
     (if test (%stream-of expression base clause ...) base))))

;; Making streams

;; API: the stream of a list's items
(define (list->stream objects)
  (%check "list->stream" list? "a list" objects)
  (stream-let loop ((rest objects))
    (if (null? rest)
        stream-null
        (stream-cons (car rest) (loop (cdr rest))))))

;; API: the stream of the characters of a port, or of the current input
(define (port->stream . options)
  (let ((port (if (null? options) (current-input-port) (car options))))
    (%check "port->stream" input-port? "an input port" port)
    (stream-let loop ()
      (let ((char (read-char port)))
        (if (eof-object? char)
            stream-null
            (stream-cons char (loop)))))))

;; API: the stream that repeats the objects for ever
(define (stream-constant . objects)
  (if (null? objects)
      stream-null
      (stream-let loop ((rest objects))
        (if (null? rest)
            (loop objects)
            (stream-cons (car rest) (loop (cdr rest)))))))

;; API: the stream first, first + step, ..., which does not end
(define (stream-from first . options)
  (let ((step (if (null? options) 1 (car options))))
    (%check "stream-from" number? "a number" first)
    (%check "stream-from" number? "a number" step)
    (stream-let loop ((n first))
      (stream-cons n (loop (+ n step))))))

;; API: the stream base, (proc base), (proc (proc base)), ...
(define (stream-iterate proc base)
  (%check-procedure "stream-iterate" proc)
  (stream-let loop ((obj base))
    (stream-cons obj (loop (proc obj)))))

;; API: the stream of the numbers from first up to, but not, past
(define (stream-range first past . options)
  (%check "stream-range" number? "a number" first)
  (%check "stream-range" number? "a number" past)
  (let* ((step (if (null? options) (if (< first past) 1 -1) (car options)))
         (more? (if (and (number? step) (< step 0)) > <)))
    (%check "stream-range" number? "a number" step)
    (stream-let loop ((n first))
      (if (more? n past)
          (stream-cons n (loop (+ n step)))
          stream-null))))

;; API: the stream of what mapper makes of base, (generator base), ..., while pred? holds
(define (stream-unfold mapper pred? generator base)
  (%check-procedure "stream-unfold" mapper)
  (%check-procedure "stream-unfold" pred?)
  (%check-procedure "stream-unfold" generator)
  (stream-let loop ((base base))
    (if (pred? base)
        (stream-cons (mapper base) (loop (generator base)))
        stream-null)))

;; API: as many streams as gen returns results beside the seed; each result is a list of an element, or #f for none
;; this time, or () for the end
(define (stream-unfolds gen seed)
  (%check-procedure "stream-unfolds" gen)
  (let ((results (%results gen seed)))
    (apply values
      (let loop ((i (- (length (stream-car results)) 1)) (streams '()))
        (if (< i 0)
            streams
            (loop (- i 1) (cons (%result-stream results i) streams)))))))

;; internal: a stream of the lists of results
(define-stream (%results gen seed)
  (call-with-values
    (lambda () (gen seed))
    (lambda (next . results) (stream-cons results (%results gen next)))))

;; internal: the stream of the results at an index
(define-stream (%result-stream results i)
  (let ((result (list-ref (stream-car results) i)))
    (cond ((pair? result) (stream-cons (car result) (%result-stream (stream-cdr results) i)))
          ((null? result) stream-null)
          (else (%result-stream (stream-cdr results) i)))))

;; Streams of streams

;; API: the elements of the streams, one stream after the other
(define (stream-append . streams)
  (if (null? streams)
      stream-null
      (begin
        (%check-streams "stream-append" streams)
        (stream-let loop ((rest streams))
          (cond ((null? (cdr rest)) (car rest))
                ((stream-null? (car rest)) (loop (cdr rest)))
                (else (stream-cons (stream-car (car rest))
                                   (loop (cons (stream-cdr (car rest)) (cdr rest))))))))))

;; API: the elements of the streams that are the elements of a stream
(define (stream-concat streams)
  (%check "stream-concat" stream? "a stream" streams)
  (stream-let loop ((streams streams))
    (if (stream-null? streams)
        stream-null
        (let ((first (stream-car streams)))
          (%check "stream-concat" stream? "a stream" first)
          (stream-let inner ((rest first))
            (if (stream-null? rest)
                (loop (stream-cdr streams))
                (stream-cons (stream-car rest) (inner (stream-cdr rest)))))))))

;; API: the stream of lists of the streams' first elements, second elements, ...
(define (stream-zip . streams)
  (%check-streams "stream-zip" streams)
  (stream-let loop ((rests streams))
    (if (%all-pairs? rests)
        (stream-cons (map stream-car rests) (loop (map stream-cdr rests)))
        stream-null)))

;; Mapping and filtering

;; API: the stream of what proc makes of the streams' elements
(define (stream-map proc . streams)
  (%check-procedure "stream-map" proc)
  (%check-streams "stream-map" streams)
  (if (null? (cdr streams))
      (stream-let loop ((rest (car streams)))
        (if (stream-null? rest)
            stream-null
            (stream-cons (proc (stream-car rest)) (loop (stream-cdr rest)))))
      (stream-let loop ((rests streams))
        (if (%all-pairs? rests)
            (stream-cons (apply proc (map stream-car rests)) (loop (map stream-cdr rests)))
            stream-null))))

;; API: the stream of the elements for which pred? holds
(define (stream-filter pred? strm)
  (%check-procedure "stream-filter" pred?)
  (%check "stream-filter" stream? "a stream" strm)
  (stream-let loop ((rest strm))
    (cond ((stream-null? rest) stream-null)
          ((pred? (stream-car rest)) (stream-cons (stream-car rest) (loop (stream-cdr rest))))
          (else (loop (stream-cdr rest))))))

;; API: the stream of base, (proc base x0), (proc (proc base x0) x1), ...
(define (stream-scan proc base strm)
  (%check-procedure "stream-scan" proc)
  (%check "stream-scan" stream? "a stream" strm)
  (stream-let loop ((base base) (rest strm))
    (if (stream-null? rest)
        (stream base)
        (stream-cons base (loop (proc base (stream-car rest)) (stream-cdr rest))))))

;; API: the stream of the first n elements, of fewer if there are no more
(define (stream-take n strm)
  (%check-count "stream-take" n)
  (%check "stream-take" stream? "a stream" strm)
  (stream-let loop ((n n) (rest strm))
    (if (or (= n 0) (stream-null? rest))
        stream-null
        (stream-cons (stream-car rest) (loop (- n 1) (stream-cdr rest))))))

;; API: the stream of the elements before the first for which pred? fails
(define (stream-take-while pred? strm)
  (%check-procedure "stream-take-while" pred?)
  (%check "stream-take-while" stream? "a stream" strm)
  (stream-let loop ((rest strm))
    (if (and (stream-pair? rest) (pred? (stream-car rest)))
        (stream-cons (stream-car rest) (loop (stream-cdr rest)))
        stream-null)))

;; API: the stream without its first n elements
(define (stream-drop n strm)
  (%check-count "stream-drop" n)
  (%check "stream-drop" stream? "a stream" strm)
  (stream-let loop ((n n) (rest strm))
    (if (or (= n 0) (stream-null? rest))
        rest
        (loop (- n 1) (stream-cdr rest)))))

;; API: the stream from the first element on for which pred? fails
(define (stream-drop-while pred? strm)
  (%check-procedure "stream-drop-while" pred?)
  (%check "stream-drop-while" stream? "a stream" strm)
  (stream-let loop ((rest strm))
    (if (and (stream-pair? rest) (pred? (stream-car rest)))
        (loop (stream-cdr rest))
        rest)))

;; API: the elements in reverse order
(define (stream-reverse strm)
  (%check "stream-reverse" stream? "a stream" strm)
  (stream-let loop ((rest strm) (result stream-null))
    (if (stream-null? rest)
        result
        (loop (stream-cdr rest) (stream-cons (stream-car rest) result)))))

;; Using streams

;; API: the list of a stream's elements, of the first n if a number is given before the stream
(define (stream->list first . rest)
  (let ((n (if (null? rest) -1 first)) (strm (if (null? rest) first (car rest))))
    (if (pair? rest) (%check-count "stream->list" first))
    (%check "stream->list" stream? "a stream" strm)
    (let loop ((n n) (strm strm) (result '()))
      (if (or (= n 0) (stream-null? strm))
          (reverse result)
          (loop (- n 1) (stream-cdr strm) (cons (stream-car strm) result))))))

;; API: folds the elements from the left, beginning with base
(define (stream-fold proc base strm)
  (%check-procedure "stream-fold" proc)
  (%check "stream-fold" stream? "a stream" strm)
  (let loop ((base base) (strm strm))
    (if (stream-null? strm)
        base
        (loop (proc base (stream-car strm)) (stream-cdr strm)))))

;; API: calls proc with the streams' elements, in order
(define (stream-for-each proc . streams)
  (%check-procedure "stream-for-each" proc)
  (%check-streams "stream-for-each" streams)
  (let loop ((streams streams))
    (if (%all-pairs? streams)
        (begin (apply proc (map stream-car streams))
               (loop (map stream-cdr streams))))))

;; API: how many elements there are
(define (stream-length strm)
  (%check "stream-length" stream? "a stream" strm)
  (let loop ((n 0) (strm strm))
    (if (stream-null? strm) n (loop (+ n 1) (stream-cdr strm)))))

;; API: the element at index n
(define (stream-ref strm n)
  (%check "stream-ref" stream? "a stream" strm)
  (%check-count "stream-ref" n)
  (let loop ((n n) (strm strm))
    (cond ((stream-null? strm) (error "stream-ref: the stream ends before the index" n))
          ((= n 0) (stream-car strm))
          (else (loop (- n 1) (stream-cdr strm))))))
