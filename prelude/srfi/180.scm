;; JSON (SRFI 180).  Texts are taken apart and put together by primitives, which know no recursion: how deep a value may
;; nest is bounded by memory and by json-nesting-depth-limit alone.

;; API: how deep JSON may nest: a parameter
(define json-nesting-depth-limit (make-parameter +inf.0))
;; API: how many characters a JSON text may have: a parameter
(define json-number-of-character-limit (make-parameter +inf.0))

;; internal: a reader of the first of the options, or of the current port
(define (%reader options)
  (%json-reader (if (null? options) (current-input-port) (car options))
                (json-nesting-depth-limit)
                (json-number-of-character-limit)))

;; API: a generator of the events of one value
(define (json-generator . options)
  (let ((reader (%reader options)))
    (lambda () (%json-event reader))))

;; API: folds over the events of one value; a structure's seed is put by while the next inner one is folded
(define (json-fold proc array-start array-end object-start object-end seed . options)
  (let ((next (apply json-generator options)))
    (let loop ((seed seed) (outer '()))
      (let ((event (next)))
        (case event
          ((array-start) (loop (array-start seed) (cons seed outer)))
          ((object-start) (loop (object-start seed) (cons seed outer)))
          ((array-end) (loop (proc (array-end seed) (car outer)) (cdr outer)))
          ((object-end) (loop (proc (object-end seed) (car outer)) (cdr outer)))
          (else (if (eof-object? event) seed (loop (proc event seed) outer))))))))

;; API: the first value, or the end-of-file object
(define (json-read . options)
  (%json-read (%reader options)))

;; internal: a port for the options that several values are read from
(define (%source options)
  (%json-source (if (null? options) (current-input-port) (car options))))

;; API: a generator of values, one on each line; blank lines do not count
(define (json-lines-read . options)
  (let ((source (%source options)))
    (lambda ()
      (let ((value (json-read source)))
        (let ((next (%json-skip (%reader (list source)) " \t\r")))
          (if (or (eof-object? next) (string=? next "\n"))
              value
              (%json-fail "json-lines-read: a line has more than one value")))))))

;; API: a generator of values, each behind a record separator (RFC 7464)
(define (json-sequence-read . options)
  (let ((source (%source options)))
    (lambda ()
      (let* ((next (%json-skip (%reader (list source)) " \t\n\r"))
             (reader (%reader (list source))))
        (cond ((eof-object? next) next)
              ((not (string=? next "\x1e;"))
               (%json-fail "json-sequence-read: expected a record separator"))
              (else (%json-skip reader "\x1e; \t\n\r")
                    (%json-read reader)))))))

;; internal: hands a text to a port or to an accumulator
(define (%put text out)
  (if (port? out) (write-string text out) (out text)))

;; API: an accumulator of events, which writes them to a port or hands strings to an accumulator
(define (json-accumulator out)
  (let ((writer (%json-writer)))
    (lambda (event)
      (let ((text (%json-event-text writer event)))
        (if (not (string=? text "")) (%put text out))))))

;; API: writes a value; nothing is written if it cannot be
(define (json-write obj . options)
  (%put (%json-text obj) (if (null? options) (current-output-port) (car options))))
