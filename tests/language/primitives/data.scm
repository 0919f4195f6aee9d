; What primitives on pairs, lists, symbols and vectors compute, called and compiled to operators.

; name: equality of compound data
(equal? (list 1 "a" #(#u8(1))) (list 1 (string #\a) (vector (bytevector 1)))) ; => #t
(equal? '(1 2) '(1 3))                                        ; => #f
(equal? #(1) #(1 2))                                          ; => #f

; name: equality of booleans
(boolean=? #f #f #f)                                          ; => #t
(boolean=? #t #f)                                             ; => #f

; name: accessors of accessors
(cadr '(1 2))                                                 ; => 2
(cddadr '(1 (2 3 4)))                                         ; => (4)

; name: append
(append '(1) '() '(2 3) 4)                                    ; => (1 2 3 . 4)
(append)                                                      ; => ()
(append 5)                                                    ; => 5

; name: copies of what is no proper list
(list-copy '(1 . 2))                                          ; => (1 . 2)
(list-copy 5)                                                 ; => 5

; name: parts of lists
(list-tail '(1 2 3) 3)                                        ; => ()
(list-ref '(1 2 3) 2)                                         ; => 3
(length '(1 2))                                               ; => 2
(reverse '(1 2))                                              ; => (2 1)
(make-list 2 0)                                               ; => (0 0)

; name: members
(member 2.0 '(1 2 3) =)                                       ; => (2 3)
(member "b" '("a" "b"))                                       ; => ("b")
(memv 2.0 '(2))                                               ; => #f

; name: association lists
(assoc 2.0 '((1 . 1) (2 . 4)) =)                              ; => (2 . 4)
(assv 2 '((1 . 1) (2 . 4)))                                   ; => (2 . 4)
(assq 'c '())                                                 ; => #f

; name: symbols
(symbol->string 'a)                                           ; => "a"

; name: vectors
(vector->list #(1 2 3) 1 2)                                   ; => (2)
(vector->string #(#\a))                                       ; => "a"
(vector-append #(1) #(2))                                     ; => #(1 2)

; name: bytevectors
(make-bytevector 2 7)                                         ; => #u8(7 7)
(bytevector-append #u8(1) #u8(2))                             ; => #u8(1 2)
(utf8->string #u8(206 187))                                   ; => "λ"
(string->utf8 "λ")                                            ; => #u8(206 187)
