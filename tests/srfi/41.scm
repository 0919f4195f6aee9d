; SRFI 41: streams.

(import (scheme base) (srfi 41))
(define nats (stream-from 0))
(define (head n strm) (stream->list n strm))
(define (items strm) (stream->list strm))
(define forced 0)
(define (note x) (set! forced (+ forced 1)) x)

; name: the primitive streams
(stream? stream-null)                                         ; => #t
(stream? (stream-cons 1 2))                                   ; => #t
(stream? '())                                                 ; => #f
(stream? (delay 1))                                           ; => #f
(stream-null? stream-null)                                    ; => #t
(stream-null? (stream 1))                                     ; => #f
(stream-null? '())                                            ; => #f
(stream-pair? (stream 1))                                     ; => #t
(stream-pair? stream-null)                                    ; => #f
(stream-pair? '(1))                                           ; => #f
(stream-car (stream-cons 1 stream-null))                      ; => 1
(stream-null? (stream-cdr (stream-cons 1 stream-null)))       ; => #t
(stream-car stream-null)                                      ; error: stream-car: expected a stream that is not empty
(stream-cdr 5)                                                ; error: stream-cdr: expected a stream that is not empty, got 5

; name: nothing is computed before it is needed, and nothing twice
(define s (stream-cons (note 'a) (begin (note 'rest) (stream-cons (note 'b) (car 'never)))))
forced                                                        ; => 0
(stream-pair? s)                                              ; => #t
forced                                                        ; => 0
(list (stream-car s) (stream-car s) forced)                   ; => (a a 1)
(list (stream-car (stream-cdr s)) forced)                     ; => (b 3)
(list (stream-car (stream-cdr s)) forced)                     ; => (b 3)
(stream-pair? (stream-cdr (stream-cdr s)))                    ; error: expected a pair|car

; name: the rest must be a stream
(define s (stream-cons 1 'not-a-stream))
(stream-null? (stream-cdr s))                                 ; error: expected a stream, got not-a-stream

; name: stream-lambda, define-stream and stream-let
(define count-up (stream-lambda (n) (stream-cons n (count-up (+ n 1)))))
(head 3 (count-up 5))                                         ; => (5 6 7)
(define-stream (twice strm) (if (stream-null? strm) stream-null (stream-cons (* 2 (stream-car strm)) (twice (stream-cdr strm)))))
(head 3 (twice nats))                                         ; => (0 2 4)
(define-stream (rest-args a . more) (stream a more))
(items (rest-args 1 2 3))                                     ; => (1 (2 3))
(head 3 (stream-let loop ((n 1)) (stream-cons n (loop (* n 2))))) ; => (1 2 4)
(define-stream (lazy) (note 1) stream-null)
(let* ((s (lazy)) (before forced)) (stream-null? s) (list before forced)) ; => (0 1)

; name: making streams
(items (stream))                                              ; => ()
(items (stream 1 2 3))                                        ; => (1 2 3)
(begin (stream (note 1)) forced)                              ; => 0
(items (list->stream '(1 2 3)))                               ; => (1 2 3)
(list->stream 5)                                              ; error: list->stream: expected a list, got 5
(items (port->stream (open-input-string "abc")))              ; => (#\a #\b #\c)
(parameterize ((current-input-port (open-input-string "xy"))) (items (port->stream))) ; => (#\x #\y)
(head 5 (stream-constant 1 2))                                ; => (1 2 1 2 1)
(items (stream-constant))                                     ; => ()
(head 3 (stream-from 3))                                      ; => (3 4 5)
(head 3 (stream-from 3 -1/2))                                 ; => (3 5/2 2)
(head 4 (stream-iterate (lambda (x) (* 2 x)) 1))              ; => (1 2 4 8)
(items (stream-range 0 4))                                    ; => (0 1 2 3)
(items (stream-range 4 0))                                    ; => (4 3 2 1)
(items (stream-range 0 10 4))                                 ; => (0 4 8)
(items (stream-range 1 1))                                    ; => ()
(items (stream-unfold (lambda (x) (* x x)) (lambda (x) (< x 4)) (lambda (x) (+ x 1)) 0)) ; => (0 1 4 9)

; name: unfolds
(define (split strm)
  (stream-unfolds
    (lambda (s)
      (if (stream-null? s)
          (values s '() '())
          (let ((x (stream-car s)))
            (if (odd? x)
                (values (stream-cdr s) (list x) #f)
                (values (stream-cdr s) #f (list x))))))
    strm))
(call-with-values (lambda () (split (stream-range 1 6))) (lambda (odds evens) (list (items odds) (items evens))))
; => ((1 3 5) (2 4))
(call-with-values (lambda () (split nats)) (lambda (odds evens) (list (head 3 odds) (head 3 evens)))) ; => ((1 3 5) (0 2 4))

; name: putting streams together
(items (stream-append))                                       ; => ()
(items (stream-append (stream 1 2) stream-null (stream 3)))   ; => (1 2 3)
(head 3 (stream-append nats (stream 'never)))                 ; => (0 1 2)
(items (stream-concat (stream (stream 1 2) stream-null (stream 3)))) ; => (1 2 3)
(head 4 (stream-concat (stream-map (lambda (n) (stream n n)) nats))) ; => (0 0 1 1)
(items (stream-zip (stream 1 2 3) (stream 'a 'b)))            ; => ((1 a) (2 b))
(stream-append 1)                                             ; error: stream-append: expected a stream, got 1
(stream-zip)                                                  ; error: stream-zip: expected a stream, got none

; name: mapping and filtering
(head 3 (stream-map - nats))                                  ; => (0 -1 -2)
(items (stream-map + (stream 1 2 3) (stream 10 20)))          ; => (11 22)
(head 3 (stream-filter odd? nats))                            ; => (1 3 5)
(items (stream-scan + 0 (stream 1 2 3)))                      ; => (0 1 3 6)
(head 3 (stream-scan + 0 nats))                               ; => (0 0 1)
(stream-map 1 nats)                                           ; error: stream-map: expected a procedure, got 1
(stream-filter odd? 1)                                        ; error: stream-filter: expected a stream, got 1

; name: taking and dropping
(items (stream-take 3 nats))                                  ; => (0 1 2)
(items (stream-take 3 (stream 1)))                            ; => (1)
(items (stream-take-while (lambda (n) (< n 3)) nats))         ; => (0 1 2)
(head 2 (stream-drop 3 nats))                                 ; => (3 4)
(items (stream-drop 3 (stream 1)))                            ; => ()
(head 2 (stream-drop-while (lambda (n) (< n 3)) nats))        ; => (3 4)
(items (stream-reverse (stream 1 2 3)))                       ; => (3 2 1)
(stream-take -1 nats)                                         ; error: stream-take: expected an exact non-negative integer, got -1

; name: using streams
(stream->list (stream 1 2 3))                                 ; => (1 2 3)
(stream->list 2 (stream 1 2 3))                               ; => (1 2)
(stream->list 5 (stream 1))                                   ; => (1)
(stream-fold + 0 (stream 1 2 3))                              ; => 6
(stream-fold (lambda (acc x) (cons x acc)) '() (stream 1 2))  ; => (2 1)
(let ((log '())) (stream-for-each (lambda (x y) (set! log (cons (list x y) log))) (stream 1 2) (stream 'a 'b)) log)
; => ((2 b) (1 a))
(stream-length (stream 1 2 3))                                ; => 3
(stream-ref nats 7)                                           ; => 7
(stream-ref (stream 1) 1)                                     ; error: stream-ref: the stream ends

; name: match
(define (shape strm)
  (stream-match strm
    (() 'empty)
    ((_) 'one)
    ((a b) (> a b) (list 'falling a b))
    ((a b) (list 'two a b))
    ((a _ . rest) (list 'more a (head 1 rest)))))
(map shape (list (stream) (stream 1) (stream 2 1) (stream 1 2) nats)) ; => (empty one (falling 2 1) (two 1 2) (more 0 (2)))
(stream-match nats (whole (stream? whole)))                   ; => #t
(stream-match nats (_ 'any))                                  ; => any
(stream-match (stream 1) (() 'no))                            ; error: stream-match: no pattern matches
(stream-match '() (() 'no))                                   ; error: stream-match: expected a stream, got \(\)
(stream-match (stream (car '())) ((_) 'not-forced))           ; => not-forced

; name: comprehensions
(items (stream-of (* x x) (x in (stream-range 0 10)) (even? x))) ; => (0 4 16 36 64)
(items (stream-of (list a b) (a in (stream-range 1 4)) (b in (stream-range 1 3)))) ; => ((1 1) (1 2) (2 1) (2 2) (3 1) (3 2))
(items (stream-of (list x y) (x in (stream 1 2)) (y is (* 10 x)) (> y 10))) ; => ((2 20))
(head 2
      (stream-of (list i j k) (k in (stream-from 1)) (j in (stream-range 1 k)) (i in (stream-range 1 j))
                 (= (+ (* i i) (* j j)) (* k k))))            ; => ((3 4 5) (6 8 10))
(items (stream-of 'one))                                      ; => (one)

; name: the sieve
(define-stream (sieve strm)
  (stream-match strm
    ((p . rest) (stream-cons p (sieve (stream-filter (lambda (n) (not (zero? (modulo n p)))) rest))))))
(head 8 (sieve (stream-from 2)))                              ; => (2 3 5 7 11 13 17 19)

; name: walking needs neither stack nor memory
(stream-ref (stream-filter (lambda (n) (= n 50000)) (stream-from 0)) 0) ; => 50000
(stream-ref (stream-drop-while (lambda (n) (< n 50000)) nats) 1) ; => 50001
(stream-length (stream-append (stream-range 0 20000) (stream-range 0 20000))) ; => 40000
(items (stream-concat (stream-map (lambda (n) stream-null) (stream-range 0 20000)))) ; => ()
