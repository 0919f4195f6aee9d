; Vectors (R7RS 6.8).

; name: making and reading
(vector? #())                                                 ; => #t
(vector? '#(1 2 3))                                           ; => #t
(vector? '(1 2))                                              ; => #f
(vector? "ab")                                                ; => #f
(vector? #u8(1))                                              ; => #f
#(1 2 3)                                                      ; => #(1 2 3)
'#(0 (2 2 2 2) "Anna")                                        ; => #(0 (2 2 2 2) "Anna")
#(a #(b))                                                     ; => #(a #(b))
(vector 'a 'b 'c)                                             ; => #(a b c)
(vector)                                                      ; => #()
(make-vector 3 'x)                                            ; => #(x x x)
(make-vector 0)                                               ; => #()
(vector-length (make-vector 4))                               ; => 4
(make-vector -1)                                              ; error: make-vector
(make-vector 1.5)                                             ; error: make-vector
(make-vector 'a 0)                                            ; error: make-vector
(vector-length #(1 2 3))                                      ; => 3
(vector-length '#())                                          ; => 0
(vector-length '(1 2))                                        ; error: vector-length
(vector-ref '#(1 1 2 3 5 8 13 21) 5)                          ; => 8
(vector-ref '#(1 1 2 3 5 8 13 21) (exact (round (* 2 (acos -1))))) ; => 13
(vector-ref #(1 2 3) 3)                                       ; error: vector-ref
(vector-ref #(1 2 3) -1)                                      ; error: vector-ref
(vector-ref #(1 2 3) 1.0)                                     ; error: vector-ref
(vector-ref #(1 2 3) 'a)                                      ; error: vector-ref
(vector-ref '(1) 0)                                           ; error: vector-ref
(vector-ref #() 0)                                            ; error: vector-ref
(let ((vec (vector 0 '(2 2 2 2) "Anna"))) (vector-set! vec 1 '("Sue" "Sue")) vec) ; => #(0 ("Sue" "Sue") "Anna")
(let* ((v (vector 1 2)) (w v)) (vector-set! v 0 'x) w)        ; => #(x 2)
(vector-set! (vector 1 2) 2 'x)                               ; error: vector-set!
(vector-set! (vector 1 2) -1 'x)                              ; error: vector-set!
(vector-set! (list 1 2) 0 'x)                                 ; error: vector-set!
(let ((v (make-vector 2 (list 1)))) (eq? (vector-ref v 0) (vector-ref v 1))) ; => #t

; name: vectors and lists
(vector->list '#(dah dah didah))                              ; => (dah dah didah)
(vector->list '#(dah dah didah) 1)                            ; => (dah didah)
(vector->list '#(dah dah didah) 1 2)                          ; => (dah)
(vector->list #())                                            ; => ()
(vector->list #(1 2) 2)                                       ; => ()
(vector->list #(1 2) 1 3)                                     ; error: vector->list
(vector->list #(1 2) 2 1)                                     ; error: vector->list
(vector->list '(1))                                           ; error: vector->list
(list->vector '(dididit dah))                                 ; => #(dididit dah)
(list->vector '())                                            ; => #()
(list->vector '(1 . 2))                                       ; error: list->vector
(list->vector 5)                                              ; error: list->vector
(let ((l (list 1 2))) (set-cdr! (cdr l) l) (list->vector l))  ; error: list->vector

; name: vectors and strings
(string->vector "ABC")                                        ; => #(#\A #\B #\C)
(string->vector "ABC" 1)                                      ; => #(#\B #\C)
(string->vector "ABC" 1 2)                                    ; => #(#\B)
(string->vector "")                                           ; => #()
(string->vector "ABC" 2 1)                                    ; error: string->vector
(string->vector 'abc)                                         ; error: string->vector
(vector->string #(#\1 #\2 #\3))                               ; => "123"
(vector->string #(#\1 #\2 #\3) 1)                             ; => "23"
(vector->string #(#\1 #\2 #\3) 1 2)                           ; => "2"
(vector->string #())                                          ; => ""
(vector->string #(#\a 1))                                     ; error: vector->string
(vector->string #(#\a) 2)                                     ; error: vector->string
(vector->string "abc")                                        ; error: vector->string

; name: copying
(define a #(1 8 2 8))
(define b (vector-copy a))
(begin (vector-set! b 0 3) b)                                 ; => #(3 8 2 8)
a                                                             ; => #(1 8 2 8)
(define c (vector-copy b 1 3))
c                                                             ; => #(8 2)
(vector-copy #())                                             ; => #()
(vector-copy #(a b c) 1)                                      ; => #(b c)
(vector-copy #(a b c) 3)                                      ; => #()
(vector-copy #(a b c) 4)                                      ; error: vector-copy
(vector-copy #(a b c) 2 1)                                    ; error: vector-copy
(let ((a (vector 1 2 3 4 5)) (b (vector 10 20 30 40 50))) (vector-copy! b 1 a 0 2) b) ; => #(10 1 2 40 50)
(let ((v (vector 1 2 3 4 5))) (vector-copy! v 0 #(a b c d e)) v) ; => #(a b c d e)
(let ((v (vector 1 2 3 4 5))) (vector-copy! v 0 #(a b c d e) 2) v) ; => #(c d e 4 5)
(let ((v (vector 1 2 3 4 5))) (vector-copy! v 2 #(a b c d e) 2 3) v) ; => #(1 2 c 4 5)
(let ((v (vector 1 2 3 4 5))) (vector-copy! v 5 #()) v)       ; => #(1 2 3 4 5)
(let ((v (vector 1 2 3 4 5))) (vector-copy! v 1 v 0 2) v)     ; => #(1 1 2 4 5)
(let ((v (vector 1 2 3 4 5))) (vector-copy! v 2 v 0 3) v)     ; => #(1 2 1 2 3)
(let ((v (vector 1 2 3 4 5))) (vector-copy! v 0 v 2) v)       ; => #(3 4 5 4 5)
(vector-copy! (vector 1 2) 1 #(1 2 3))                        ; error: vector-copy!
(vector-copy! (vector 1 2) 3 #())                             ; error: vector-copy!
(vector-copy! (vector 1 2) -1 #(1))                           ; error: vector-copy!
(vector-copy! (vector 1 2) 0 '(1))                            ; error: vector-copy!
(vector-append #(a b c) #(d e f))                             ; => #(a b c d e f)
(vector-append)                                               ; => #()
(vector-append #(1))                                          ; => #(1)
(vector-append #() #(1) #() #(2 3))                           ; => #(1 2 3)
(let* ((v (vector 1)) (w (vector-append v))) (eq? v w))       ; => #f
(vector-append #(1) '(2))                                     ; error: vector-append

; name: filling
(define f (vector 1 2 3 4 5))
(begin (vector-fill! f 'smash 2 4) f)                         ; => #(1 2 smash smash 5)
(let ((v (vector 1 2 3))) (vector-fill! v 'x) v)              ; => #(x x x)
(let ((v (vector 1 2 3))) (vector-fill! v 'x 1) v)            ; => #(1 x x)
(let ((v (vector 1 2 3))) (vector-fill! v 'x 3) v)            ; => #(1 2 3)
(let ((v (vector 1 2 3))) (vector-fill! v 'x 1 1) v)          ; => #(1 2 3)
(vector-fill! (vector 1 2 3) 'x 2 5)                          ; error: vector-fill!
(vector-fill! (vector 1 2 3) 'x 2 1)                          ; error: vector-fill!
(vector-fill! '(1 2) 'x)                                      ; error: vector-fill!
