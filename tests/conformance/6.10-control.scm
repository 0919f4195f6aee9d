; Control features (R7RS 6.10).
; Law: a procedure that takes procedures calls them with the arguments that its description says, as often as it says.

(define log '())
(define (note x) (set! log (cons x log)) x)
(define (logged) (let ((l (reverse log))) (set! log '()) l))

; name: procedure?
(procedure? car)                                              ; => #t
(procedure? 'car)                                             ; => #f
(procedure? (lambda (x) (* x x)))                             ; => #t
(procedure? '(lambda (x) (* x x)))                            ; => #f
(call-with-current-continuation procedure?)                   ; => #t
(procedure? (make-parameter 1))                               ; => #t
(procedure? (case-lambda ((x) x)))                            ; => #t
(procedure? (delay car))                                      ; => #f

; name: apply
(apply + (list 3 4))                                          ; => 7
(define compose (lambda (f g) (lambda args (f (apply g args)))))
((compose sqrt *) 12 75)                                      ; => 30
(apply + '())                                                 ; => 0
(apply + 1 2 '(3))                                            ; => 6
(apply list 1 2 3 '())                                        ; => (1 2 3)
(apply apply + 1 '((2 3)))                                    ; => 6
(apply (lambda args (length args)) (make-list 10000 0))       ; => 10000
(apply max '(3 1 4 1 5))                                      ; => 5
(apply (lambda (a #!fold-case . R) r) '(1 2 3))               ; => (2 3)
(apply + 1)                                                   ; error: apply
(apply + '(1 . 2))                                            ; error: apply
(apply)                                                       ; error: apply: expects
(apply +)                                                     ; error: apply: expects at least 2 arguments, got 1
(apply car '(1 2))                                            ; error: car: expects 1 argument, got 2
(let loop ((n 100000)) (if (= n 0) 'done (apply loop (list (- n 1))))) ; => done

; name: map
(map cadr '((a b) (d e) (g h)))                               ; => (b e h)
(map (lambda (n) (expt n n)) '(1 2 3 4 5))                    ; => (1 4 27 256 3125)
(map + '(1 2 3) '(4 5 6))                                     ; => (5 7 9)
(map + '(1 2 3) '(4 5))                                       ; => (5 7)
(map list '(1 2) '(3 4) '(5 6))                               ; => ((1 3 5) (2 4 6))
(map car '())                                                 ; => ()
(map + '() '(1))                                              ; => ()
(let ((circular (list 1 2))) (set-cdr! (cdr circular) circular) (map + '(10 20 30) circular)) ; => (11 22 31)
(length (map (lambda (x) x) (make-list 100000 1)))            ; => 100000
(map (lambda (x) (call/cc (lambda (k) (if (= x 2) (k 'two) x)))) '(1 2 3)) ; => (1 two 3)
(map car 5)                                                   ; error: map
(map 5 '(1))                                                  ; error: map: argument 1 must be a procedure
(map)                                                         ; error: map: expects

; name: for-each
(let ((v (make-vector 5))) (for-each (lambda (i) (vector-set! v i (* i i))) '(0 1 2 3 4)) v) ; => #(0 1 4 9 16)
(for-each (lambda (a b) (note (list a b))) '(1 2) '(x y z))   ; => #<unspecified>
(logged)                                                      ; => ((1 x) (2 y))
(for-each note '())                                           ; => #<unspecified>
(logged)                                                      ; => ()
(call/cc (lambda (k) (for-each (lambda (x) (if (negative? x) (k x))) '(54 0 37 -3 245 19)) #t)) ; => -3

; name: string-map and string-for-each
(string-map char-foldcase "AbdEgH")                           ; => "abdegh"
(string-map (lambda (c) (integer->char (+ 1 (char->integer c)))) "HAL") ; => "IBM"
(string-map (lambda (c k) ((if (eqv? k #\u) char-upcase char-downcase) c)) "studlycaps xxx" "ululululul") ; => "StUdLyCaPs"
(string-map char-upcase "")                                   ; => ""
(string-map (lambda (a b c) b) "abc" "xyz" "12")              ; => "xy"
(string-map (lambda (c) 5) "abc")                             ; error: string-map: the procedure must return a character
(let ((v '())) (string-for-each (lambda (c) (set! v (cons (char->integer c) v))) "abcde") v) ; => (101 100 99 98 97)
(let ((v '())) (string-for-each (lambda (a b) (set! v (cons (string a b) v))) "abc" "xy") v) ; => ("by" "ax")
(string-for-each car "")                                      ; => #<unspecified>
(string-for-each 5 "abc")                                     ; error: string-for-each: argument 1 must be a procedure

; name: vector-map and vector-for-each
(vector-map cadr '#((a b) (d e) (g h)))                       ; => #(b e h)
(vector-map (lambda (n) (expt n n)) #(1 2 3 4 5))             ; => #(1 4 27 256 3125)
(vector-map + #(1 2 3) #(10 20))                              ; => #(11 22)
(vector-map car #())                                          ; => #()
(let ((v (make-list 5))) (vector-for-each (lambda (i) (list-set! v i (* i i))) #(0 1 2 3 4)) v) ; => (0 1 4 9 16)
(vector-for-each (lambda (a b) (note (- a b))) #(5 6) #(1 2 3)) ; => #<unspecified>
(logged)                                                      ; => (4 4)
(vector-map car '(1))                                         ; error: vector-map: argument 2 must be a vector
(vector-for-each car '(1))                                    ; error: vector-for-each: argument 2 must be a vector

; name: call/cc escapes
(call-with-current-continuation (lambda (exit) (for-each (lambda (x) (if (negative? x) (exit x))) '(54 0 37 -3 245 19)) #t))
; => -3
(define list-length
  (lambda (obj)
    (call-with-current-continuation
      (lambda (return)
        (letrec ((r (lambda (obj) (cond ((null? obj) 0) ((pair? obj) (+ (r (cdr obj)) 1)) (else (return #f)))))) (r obj))))))
(list-length '(1 2 3 4))                                      ; => 4
(list-length '(a b . c))                                      ; => #f
(call/cc (lambda (k) 5))                                      ; => 5
(+ 1 (call/cc (lambda (k) (+ 10 (k 1)))))                     ; => 2
(call-with-values (lambda () (call/cc (lambda (k) (k 1 2 3)))) list) ; => (1 2 3)
(call-with-values (lambda () (call/cc (lambda (k) (k)))) list) ; => ()
(let ((r '())) (call/cc (lambda (k1) (set! r (cons 1 r)) (call/cc (lambda (k2) (k1 'out))) (set! r (cons 2 r)))) r) ; => (1)
(eq? call/cc call-with-current-continuation)                  ; => #t
(let loop ((i 0)) (if (< i 10000) (loop (call/cc (lambda (k) (if (odd? i) (k (+ i 1)) (+ i 1))))) i)) ; => 10000
(call/cc (lambda (k) (apply k '(5))))                         ; => 5
(map (lambda (x) (call/cc (lambda (k) (k x)))) '(1 2 3))      ; => (1 2 3)
(call/cc (lambda (k) (with-exception-handler k (lambda () (raise 'handled))))) ; => handled
(call/cc 5)                                                   ; error: procedure
(call/cc)                                                     ; error: expects 1 argument

; name: a continuation ends with its call
(define saved #f)
(+ 1 (call/cc (lambda (k) (set! saved k) 1)))                 ; => 2
(saved 5)                                                     ; error: called after its extent ended
(guard (e ((error-object? e) 'refused)) (saved 5))            ; => refused
(let ((k (call/cc (lambda (k) k)))) (if (procedure? k) (k 5) k)) ; error: called after its extent ended
(define (re-enter) (let ((n 0)) (let ((k (call/cc (lambda (k) k)))) (set! n (+ n 1)) (if (< n 3) (k k) n))))
(re-enter)                                                    ; error: called after its extent ended

; name: values and call-with-values
(call-with-values (lambda () (values 4 5)) (lambda (a b) b))  ; => 5
(call-with-values * -)                                        ; => -1
(call-with-values (lambda () (values)) list)                  ; => ()
(call-with-values (lambda () 7) list)                         ; => (7)
(call-with-values (lambda () (values 1 2 3)) (lambda (a . r) (list a r))) ; => (1 (2 3))
(values 1)                                                    ; => 1
(+ 1 (values 2))                                              ; => 3
(begin (values 1 2) 'ignored)                                 ; => ignored
(call-with-values (lambda () (call-with-values (lambda () (values 1 2)) (lambda (a b) (values b a)))) list) ; => (2 1)
(call-with-values (lambda () (let ((x 1)) (if x (values x 2) 3))) cons) ; => (1 . 2)
(call-with-values (lambda () (apply values '(1 2 3))) +)      ; => 6
(call-with-values (lambda () (values 1 2)) (lambda (a) a))    ; error: expects 1 argument, got 2
(call-with-values 5 list)                                     ; error: procedure
(let loop ((i 0)) (if (= i 10000) i (call-with-values (lambda () (values (+ i 1) 0)) (lambda (a b) (loop a))))) ; => 10000

; name: dynamic-wind
(let ((path '()) (add #f))
  (set! add (lambda (s) (set! path (cons s path))))
  (dynamic-wind (lambda () (add 'connect)) (lambda () (add 'talk)) (lambda () (add 'disconnect)))
  (reverse path))                                             ; => (connect talk disconnect)
(dynamic-wind (lambda () (note 'in)) (lambda () (note 'body) 'value) (lambda () (note 'out) 'dropped)) ; => value
(logged)                                                      ; => (in body out)
(call/cc (lambda (k) (dynamic-wind (lambda () (note 1)) (lambda () (k 'escaped)) (lambda () (note 2))))) ; => escaped
(logged)                                                      ; => (1 2)
(call/cc
  (lambda (k)
    (dynamic-wind
      (lambda () (note 1))
      (lambda () (dynamic-wind (lambda () (note 2)) (lambda () (k 'x)) (lambda () (note 3))))
      (lambda () (note 4)))))                                 ; => x
(logged)                                                      ; => (1 2 3 4)
(guard (e (#t (note 'caught) e)) (dynamic-wind (lambda () (note 'in)) (lambda () (raise 'oops)) (lambda () (note 'out))))
; => oops
(logged)                                                      ; => (in out caught)
(call-with-values (lambda () (dynamic-wind (lambda () #f) (lambda () (values 1 2)) (lambda () #f))) list) ; => (1 2)
(call/cc (lambda (k) (dynamic-wind (lambda () (k 'before)) (lambda () (note 'body)) (lambda () (note 'after))))) ; => before
(logged)                                                      ; => ()
(call/cc (lambda (k) (dynamic-wind (lambda () #f) (lambda () (k 1)) (lambda () (k 2))))) ; => 2
(guard (e (#t e)) (dynamic-wind (lambda () #f) (lambda () (raise 'first)) (lambda () (raise 'second)))) ; => second
(dynamic-wind 1 2 3)                                          ; error: procedure
(let loop ((i 0)) (if (< i 1000) (begin (dynamic-wind (lambda () #f) (lambda () i) (lambda () #f)) (loop (+ i 1))) i)) ; => 1000

; name: tail calls run in constant space
(define (even-n? n) (if (= n 0) #t (odd-n? (- n 1))))
(define (odd-n? n) (if (= n 0) #f (even-n? (- n 1))))
(even-n? 100001)                                              ; => #f
(define (through-cond n) (cond ((= n 0) 'done) (else (through-and n))))
(define (through-and n) (and #t (through-or n)))
(define (through-or n) (or #f (through-case n)))
(define (through-case n) (case 1 ((1) (through-when n)) (else 'no)))
(define (through-when n) (when #t (through-let n)))
(define (through-let n) (let* ((m (- n 1))) (letrec ((f (lambda () (through-apply m)))) (f))))
(define (through-apply n) (apply through-cc (list n)))
(define (through-cc n) (call/cc (lambda (k) (through-values n))))
(define (through-values n) (call-with-values (lambda () (values n 0)) (lambda (a b) (through-cond a))))
(through-cond 20000)                                          ; => done
