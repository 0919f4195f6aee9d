; Deep recursion, and source that nests deeply.

; name: recursion a hundred thousand deep
(define (count n) (if (= n 0) 0 (+ 1 (count (- n 1)))))
(count 100000)                                                ; => 100000
(define (build n) (if (= n 0) '() (cons n (build (- n 1)))))
(length (build 100000))                                       ; => 100000
(apply + (map (lambda (x) 1) (build 100000)))                 ; => 100000

; name: deep recursion through procedures that take procedures
(define (through-map n) (if (= n 0) 0 (+ 1 (car (map through-map (list (- n 1)))))))
(through-map 30000)                                           ; => 30000
(define (through-apply n) (if (= n 0) 0 (+ 1 (apply through-apply (list (- n 1))))))
(through-apply 30000)                                         ; => 30000
(define (through-for-each n) (if (> n 0) (for-each through-for-each (list (- n 1)))) n)
(through-for-each 30000)                                      ; => 30000
(define (through-vector-map n) (if (= n 0) 0 (+ 1 (vector-ref (vector-map through-vector-map (vector (- n 1))) 0))))
(through-vector-map 30000)                                    ; => 30000
(define (through-cc n) (if (= n 0) 0 (+ 1 (call/cc (lambda (k) (through-cc (- n 1)))))))
(through-cc 30000)                                            ; => 30000
(define (through-values n) (if (= n 0) 0 (+ 1 (call-with-values (lambda () (values (through-values (- n 1)) 0)) +))))
(through-values 30000)                                        ; => 30000
(define (through-wind n) (if (= n 0) 0 (+ 1 (dynamic-wind (lambda () #f) (lambda () (through-wind (- n 1))) (lambda () #f)))))
(through-wind 30000)                                          ; => 30000
(define p (make-parameter 0))
(define (through-parameterize n) (if (= n 0) (p) (+ 1 (parameterize ((p 0)) (through-parameterize (- n 1))))))
(through-parameterize 30000)                                  ; => 30000
(define (through-guard n) (if (= n 0) 0 (+ 1 (guard (e (#f 1)) (through-guard (- n 1))))))
(through-guard 30000)                                         ; => 30000
(define (through-handler n) (if (= n 0) 0 (+ 1 (with-exception-handler (lambda (e) 1) (lambda () (through-handler (- n 1)))))))
(through-handler 30000)                                       ; => 30000
(define (through-force n) (if (= n 0) 0 (+ 1 (force (delay (through-force (- n 1)))))))
(through-force 30000)                                         ; => 30000
(define (through-case-lambda n) ((case-lambda ((m) (if (= m 0) 0 (+ 1 (through-case-lambda (- m 1))))) ((a b) 0)) n))
(through-case-lambda 30000)                                   ; => 30000
(define (through-rest . n) (if (= (car n) 0) 0 (+ 1 (through-rest (- (car n) 1) 'x 'y))))
(through-rest 30000)                                          ; => 30000
(define (through-string n) (if (> n 0) (string-for-each (lambda (c) (through-string (- n 1))) "x")) n)
(through-string 30000)                                        ; => 30000
(define (through-assoc n) (if (= n 0) #f (assoc 1 '((1 . 2)) (lambda (a b) (through-assoc (- n 1)) #t))))
(through-assoc 30000)                                         ; => (1 . 2)
(define (through-port n) (if (= n 0) 0 (+ 1 (call-with-port (open-input-string "") (lambda (port) (through-port (- n 1)))))))
(through-port 30000)                                          ; => 30000

; name: what is compiled while the program runs is compiled at any depth
(define (record-at n)
  (if (= n 0) (let () (define-record-type point (make x) point? (x x-of)) (x-of (make 1))) (+ 0 (record-at (- n 1)))))
(record-at 30000)                                             ; => 1
(define (values-at n count)
  (if (= n 0) (call-with-values (lambda () (apply values (make-list count 1))) +) (+ 0 (values-at (- n 1) count))))
(values-at 30000 97)                                          ; => 97

; name: an exception out of a deep recursion
(define (fall n) (if (= n 0) (raise 'bottom) (+ 1 (fall (- n 1)))))
(guard (e (#t e)) (fall 100000))                              ; => bottom
(define (fault n) (if (= n 0) (car '()) (+ 1 (fault (- n 1)))))
(guard (e ((error-object? e) 'fault)) (fault 100000))         ; => fault
(call/cc (lambda (k) (let down ((n 100000)) (if (= n 0) (k 'out) (+ 1 (down (- n 1)))))))  ; => out

; name: runaway recursion is stopped, and the interpreter goes on
(define (forever n) (+ 1 (forever (+ n 1))))
(forever 0)                                                   ; error: LimitExceeded: recursion too deep in forever
(+ 1 2)                                                       ; => 3
(guard (e (#t 'caught)) (forever 0))                          ; error: LimitExceeded
(forever 0)                                                   ; error: LimitExceeded
(length (let loop ((i 0) (l '())) (if (= i 10) l (loop (+ i 1) (cons i l))))) ; => 10

; name: no after thunk runs once a limit is exceeded
(define ran #f)
(define (forever) (+ 1 (forever)))
(dynamic-wind (lambda () #f) (lambda () (forever)) (lambda () (set! ran #t))) ; error: LimitExceeded
ran                                                           ; => #f
