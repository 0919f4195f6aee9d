; Bytevectors (R7RS 6.9).

; name: making and taking apart
(bytevector? #u8())                                           ; => #t
(bytevector? #u8(0 10 5))                                     ; => #t
(bytevector? (bytevector))                                    ; => #t
(bytevector? '#(1 2))                                         ; => #f
(bytevector? "a")                                             ; => #f
#u8(0 10 5)                                                   ; => #u8(0 10 5)
'#u8(255)                                                     ; => #u8(255)
(make-bytevector 2 12)                                        ; => #u8(12 12)
(bytevector-length (make-bytevector 3))                       ; => 3
(make-bytevector 0 1)                                         ; => #u8()
(make-bytevector 3 256)                                       ; error: make-bytevector
(make-bytevector 3 -1)                                        ; error: make-bytevector
(make-bytevector -1)                                          ; error: make-bytevector
(bytevector 1 3 5 1 3 5)                                      ; => #u8(1 3 5 1 3 5)
(bytevector)                                                  ; => #u8()
(bytevector 256)                                              ; error: bytevector
(bytevector 1 'a)                                             ; error: bytevector
(bytevector 1.0)                                              ; error: bytevector
(bytevector-length #u8(1 2 3))                                ; => 3
(bytevector-length #u8())                                     ; => 0
(bytevector-length "abc")                                     ; error: bytevector-length
(bytevector-u8-ref '#u8(1 1 2 3 5 8 13 21) 5)                 ; => 8
(bytevector-u8-ref #u8(1 2) 2)                                ; error: bytevector-u8-ref
(bytevector-u8-ref #u8(1 2) -1)                               ; error: bytevector-u8-ref
(bytevector-u8-ref #u8(1 2) 1.0)                              ; error: bytevector-u8-ref
(bytevector-u8-ref '(1) 0)                                    ; error: bytevector-u8-ref
(let ((bv (bytevector 1 2 3 4))) (bytevector-u8-set! bv 1 3) bv) ; => #u8(1 3 3 4)
(let ((bv (bytevector 1 2 3 4))) (bytevector-u8-set! bv 3 255) bv) ; => #u8(1 2 3 255)
(bytevector-u8-set! (bytevector 1 2) 2 0)                     ; error: bytevector-u8-set!
(bytevector-u8-set! (bytevector 1 2) 0 256)                   ; error: bytevector-u8-set!
(bytevector-u8-set! (bytevector 1 2) 0 -1)                    ; error: bytevector-u8-set!
(bytevector-u8-set! (bytevector 1 2) 0 'x)                    ; error: bytevector-u8-set!

; name: copying
(let ((a #u8(1 2 3 4 5))) (bytevector-copy a 2 4))            ; => #u8(3 4)
(bytevector-copy #u8(1 2 3))                                  ; => #u8(1 2 3)
(bytevector-copy #u8(1 2 3) 1)                                ; => #u8(2 3)
(bytevector-copy #u8(1 2 3) 3)                                ; => #u8()
(bytevector-copy #u8(1 2 3) 1 1)                              ; => #u8()
(let* ((a (bytevector 1 2)) (b (bytevector-copy a))) (bytevector-u8-set! b 0 9) (list a b)) ; => (#u8(1 2) #u8(9 2))
(bytevector-copy #u8(1 2 3) 4)                                ; error: bytevector-copy
(bytevector-copy #u8(1 2 3) 2 1)                              ; error: bytevector-copy
(bytevector-copy #u8(1 2 3) 0 4)                              ; error: bytevector-copy
(let ((a (bytevector 1 2 3 4 5)) (b (bytevector 10 20 30 40 50))) (bytevector-copy! b 1 a 0 2) b) ; => #u8(10 1 2 40 50)
(let ((a (bytevector 1 2 3)) (b (bytevector 10 20 30 40))) (bytevector-copy! b 0 a) b) ; => #u8(1 2 3 40)
(let ((a (bytevector 1 2 3)) (b (bytevector 10 20 30 40))) (bytevector-copy! b 2 a 1) b) ; => #u8(10 20 2 3)
(let ((b (bytevector 1 2 3 4 5))) (bytevector-copy! b 1 b 0 3) b) ; => #u8(1 1 2 3 5)
(let ((b (bytevector 1 2 3 4 5))) (bytevector-copy! b 0 b 2) b) ; => #u8(3 4 5 4 5)
(let ((b (bytevector 1 2 3 4 5))) (bytevector-copy! b 2 b 0 3) b) ; => #u8(1 2 1 2 3)
(bytevector-copy! (bytevector 1 2) 0 #u8(1 2 3))              ; error: bytevector-copy!
(bytevector-copy! (bytevector 1 2) 1 #u8(1 2))                ; error: bytevector-copy!
(bytevector-copy! (bytevector 1 2) -1 #u8(1))                 ; error: bytevector-copy!
(bytevector-append #u8(0 1 2) #u8(3 4 5))                     ; => #u8(0 1 2 3 4 5)
(bytevector-append)                                           ; => #u8()
(bytevector-append #u8(1))                                    ; => #u8(1)
(bytevector-append #u8() #u8(1) #u8() #u8(2 3))               ; => #u8(1 2 3)
(bytevector-append #u8(1) '(2))                               ; error: bytevector-append

; name: strings and bytes
(utf8->string #u8(#x41))                                      ; => "A"
(string->utf8 "λ")                                            ; => #u8(206 187)
(utf8->string #u8(65 206 187 66))                             ; => "AλB"
(utf8->string #u8(65 206 187 66) 1)                           ; => "λB"
(utf8->string #u8(65 206 187 66) 1 3)                         ; => "λ"
(utf8->string #u8())                                          ; => ""
(string->utf8 "abc")                                          ; => #u8(97 98 99)
(string->utf8 "abc" 1)                                        ; => #u8(98 99)
(string->utf8 "abc" 1 2)                                      ; => #u8(98)
(string->utf8 "aλb" 1 2)                                      ; => #u8(206 187)
(string->utf8 "")                                             ; => #u8()
(utf8->string (string->utf8 "日本語 €"))                         ; => "日本語 €"
(utf8->string (string->utf8 "\x1F600;"))                      ; => "😀"
(utf8->string #u8(255))                                       ; error: utf8->string
(utf8->string #u8(206))                                       ; error: utf8->string
(utf8->string #u8(237 160 128))                               ; error: utf8->string
(utf8->string #u8(65 66) 3)                                   ; error: utf8->string
(string->utf8 "abc" 2 1)                                      ; error: string->utf8
(string->utf8 'abc)                                           ; error: string->utf8
(utf8->string "abc")                                          ; error: utf8->string
