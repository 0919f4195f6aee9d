; Delayed evaluation and dynamic bindings (R7RS 4.2.5, 4.2.6).
; Law: a promise is computed at most once; a parameter has its value for the dynamic extent of its parameterize.

; name: delay and force
(force (delay (+ 1 2)))                                       ; => 3
(let ((p (delay (+ 1 2)))) (list (force p) (force p)))        ; => (3 3)
(define integers (letrec ((next (lambda (n) (delay (cons n (next (+ n 1))))))) (next 0)))
(define (head stream) (car (force stream)))
(define (tail stream) (cdr (force stream)))
(head (tail (tail integers)))                                 ; => 2
(let* ((n 0) (p (delay (begin (set! n (+ n 1)) n)))) (force p) (force p) n) ; => 1
(promise? (delay 1))                                          ; => #t
(promise? (delay (car '())))                                  ; => #t
(force 5)                                                     ; => 5
(force 'not-a-promise)                                        ; => not-a-promise
(promise? (force (delay (delay 1))))                          ; => #t
(force (force (delay (delay 1))))                             ; => 1
(delay)                                                       ; error: SourceError: delay: expected
(delay 1 2)                                                   ; error: SourceError: delay: expected

; name: a promise that forces itself keeps its first value
(define count 0)
(define p (delay (begin (set! count (+ count 1)) (if (> count x) count (force p)))))
(define x 5)
(promise? p)                                                  ; => #t
(force p)                                                     ; => 6
(promise? p)                                                  ; => #t
(begin (set! x 10) (force p))                                 ; => 6
(define q (let ((first? #t)) (delay (if first? (begin (set! first? #f) (force q)) 'second))))
(force q)                                                     ; => second

; name: an error leaves a promise unforced
(define fails #t)
(define p (delay (if fails (raise 'no) 'yes)))
(guard (e (#t e)) (force p))                                  ; => no
(guard (e (#t e)) (force p))                                  ; => no
(begin (set! fails #f) (force p))                             ; => yes
(begin (set! fails #t) (force p))                             ; => yes

; name: delay-force
(define (stream-filter p? s)
  (delay-force
    (if (null? (force s)) (delay '())
      (let ((h (car (force s))) (t (cdr (force s))))
        (if (p? h) (delay (cons h (stream-filter p? t))) (stream-filter p? t))))))
(define (from n) (delay (cons n (from (+ n 1)))))
(car (force (cdr (force (cdr (force (stream-filter odd? (from 0))))))))  ; => 5
(force (delay-force (delay 7)))                               ; => 7
(promise? (delay-force (delay 1)))                            ; => #t
(force (delay-force (make-promise 3)))                        ; => 3
(let ((n 0)) (define p (delay-force (begin (set! n (+ n 1)) (delay n)))) (force p) (force p) n) ; => 1
(delay-force)                                                 ; error: SourceError: delay-force: expected
(force (delay-force 5))                                       ; => 5
(force (delay-force (delay-force (+ 1 2))))                   ; => 3

; name: a loop of delay-force runs in constant space
(define (loop n) (if (= n 0) (delay 'done) (delay-force (loop (- n 1)))))
(force (loop 1000000))                                        ; => done
(define (count-down s n) (delay-force (if (= n 0) (delay 'end) (count-down s (- n 1)))))
(force (count-down 1 200000))                                 ; => end

; name: make-promise
(force (make-promise 5))                                      ; => 5
(promise? (make-promise 5))                                   ; => #t
(let ((p (delay 1))) (eq? p (make-promise p)))                ; => #t
(let ((p (make-promise 1))) (eq? p (make-promise p)))         ; => #t
(force (make-promise (list 1 2)))                             ; => (1 2)
(promise? 5)                                                  ; => #f
(promise? (lambda () 5))                                      ; => #f

; name: parameters
(define radix (make-parameter 10 (lambda (x) (if (and (exact-integer? x) (<= 2 x 16)) x (error "invalid radix")))))
(define (f n) (number->string n (radix)))
(f 12)                                                        ; => "12"
(parameterize ((radix 2)) (f 12))                             ; => "1100"
(f 12)                                                        ; => "12"
(parameterize ((radix 0)) (f 12))                             ; error: invalid radix
(radix)                                                       ; => 10
(make-parameter 1 (lambda (x) (raise 'converter)))            ; error: converter

; name: parameterize
(define p (make-parameter 1))
(define q (make-parameter 2 (lambda (x) (* x 10))))
(list (p) (q))                                                ; => (1 20)
(parameterize ((p 5) (q 6)) (list (p) (q)))                   ; => (5 60)
(parameterize ((p 5)) (parameterize ((p 6)) (p)))             ; => 6
(parameterize ((p 5)) (list (parameterize ((p 6)) (p)) (p)))  ; => (6 5)
(parameterize () 1)                                           ; => 1
(parameterize ((p 5)) (define x (p)) x)                       ; => 5
(parameterize ((p 5)) 1 2 (p))                                ; => 5
(parameterize ((p (+ (p) 1)) (q (p))) (list (p) (q)))         ; => (2 10)
(parameterize ((q (q))) (q))                                  ; => 200
(q)                                                           ; => 20
(let ((get (parameterize ((p 'inside)) (lambda () (p))))) (get)) ; => 1
(parameterize (((car (list p)) 9)) (p))                       ; => 9
(call/cc (lambda (k) (parameterize ((p 'gone)) (k (p)))))     ; => gone
(p)                                                           ; => 1
(guard (e (#t (list e (p)))) (parameterize ((p 'raised)) (raise (p)))) ; => (raised 1)
(call-with-values (lambda () (parameterize ((p 3)) (values (p) 4))) list) ; => (3 4)
(let loop ((i 0)) (if (< i 1000) (parameterize ((p i)) (if (= (p) i) #t (car 5))) #f) (if (< i 1000) (loop (+ i 1)) (p))) ; => 1
(procedure? p)                                                ; => #t
(parameterize ((5 1)) 2)                                      ; error: parameterize: not a parameter
(parameterize ((car 1)) 2)                                    ; error: parameterize: not a parameter
(parameterize)                                                ; error: SourceError: parameterize: expected
(parameterize ((p 1)))                                        ; error: SourceError: parameterize: expected
(parameterize ((p)) 1)                                        ; error: SourceError: parameterize: expected
(begin (parameterize ((p 5)) (p 6)) (p))                       ; => 1
(p 1 2)                                                       ; error: expects 0 to 1 argument, got 2
(make-parameter)                                              ; error: make-parameter: expects

; name: converters of a parameterize run before any value is in force
(define log '())
(define a (make-parameter 0 (lambda (x) (set! log (cons x log)) x)))
(define b (make-parameter 0 (lambda (x) (list x (a)))))
(parameterize ((a 1) (b 2)) (list (a) (b)))                   ; => (1 (2 0))
(reverse log)                                                 ; => (0 1)
