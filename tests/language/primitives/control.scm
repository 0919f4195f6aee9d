; What primitives that call procedures compute, called and compiled to operators.

; name: apply
(apply + 1 '(2 3))                                            ; => 6

; name: map over lists, vectors and strings
(map + '(1 2) '(10 20 30))                                    ; => (11 22)
(map - '(1 2))                                                ; => (-1 -2)
(vector-map + #(1 2) #(10 20))                                ; => #(11 22)
(string-map char-upcase "ab")                                 ; => "AB"

; name: several values
(values 1 2)                                                  ; => #<values 1 2>
(values 1)                                                    ; => 1
(call-with-values (lambda () (values 1 2)) cons)              ; => (1 . 2)

; name: a continuation that is called in tail position
(call/cc (lambda (k) (k 5)))                                  ; => 5

; name: promises
(make-promise 5)                                              ; => #<promise>
(force 5)                                                     ; => 5

; name: the outside
(file-exists? "/nowhere")                                     ; => #f
(jiffies-per-second)                                          ; => 1000000
