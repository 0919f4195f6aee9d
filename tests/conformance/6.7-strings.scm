; Strings (R7RS 6.7).

; name: making and reading
(string? "")                                                  ; => #t
(string? "abc")                                               ; => #t
(string? 'a)                                                  ; => #f
(string? #\a)                                                 ; => #f
(string? (string))                                            ; => #t
(make-string 3 #\-)                                           ; => "---"
(string-length (make-string 3))                               ; => 3
(make-string 0 #\a)                                           ; => ""
(make-string -1 #\a)                                          ; error: make-string
(make-string 2 "a")                                           ; error: make-string
(make-string 2.5 #\a)                                         ; error: make-string
(string)                                                      ; => ""
(string #\a)                                                  ; => "a"
(string #\- #\- #\-)                                          ; => "---"
(string #\k #\i #\t #\t #\e #\n)                              ; => "kitten"
(string #\a "b")                                              ; error: string
(string-length "")                                            ; => 0
(string-length "abc")                                         ; => 3
(string-length "λ\x1F600;")                                   ; => 2
(string-length 'abc)                                          ; error: string-length
(string-ref "abc" 0)                                          ; => #\a
(string-ref "abc" 2)                                          ; => #\c
(string-ref "aλ日" 1)                                          ; => #\λ
(string-ref "abc" 3)                                          ; error: string-ref
(string-ref "abc" -1)                                         ; error: string-ref
(string-ref "" 0)                                             ; error: string-ref
(string-ref "abc" 1.0)                                        ; error: string-ref
(string-ref 'abc 0)                                           ; error: string-ref
(let ((s (string #\a #\b #\c))) (string-set! s 1 #\-) s)      ; => "a-c"
(let ((s (make-string 3 #\*))) (string-set! s 0 #\λ) s)       ; => "λ**"
(let* ((s (string #\a)) (t s)) (string-set! s 0 #\b) t)       ; => "b"
(string-set! (string #\a) 1 #\b)                              ; error: string-set!
(string-set! (string #\a) -1 #\b)                             ; error: string-set!
(string-set! (string #\a) 0 "b")                              ; error: string-set!

; name: literals
"A\x42;C"                                                     ; => "ABC"
"\x3bb;"                                                      ; => "λ"
(string->list "\a\b\t\n\r\"\\\|")                             ; => (#\alarm #\backspace #\tab #\newline #\return #\" #\\ #\|)
(string-length "\t")                                          ; => 1

; name: comparisons
(string=? "" "")                                              ; => #t
(string=? "abc" "abc")                                        ; => #t
(string=? "abc" "abc" "abc")                                  ; => #t
(string=? "abc" "abc" "abd")                                  ; => #f
(string=? "" "abc")                                           ; => #f
(string=? "abc" "aBc")                                        ; => #f
(string<? "" "")                                              ; => #f
(string<? "" "a")                                             ; => #t
(string<? "abc" "abcd" "acd")                                 ; => #t
(string<? "abc" "abc")                                        ; => #f
(string<? "abcd" "abc")                                       ; => #f
(string<? "B" "a")                                            ; => #t
(string<? "a" "b" "b")                                        ; => #f
(string<? "z" "λ")                                            ; => #t
(string<? "\xFFFF;" "\x10000;")                               ; => #t
(string>? "acd" "abcd" "abc")                                 ; => #t
(string>? "" "")                                              ; => #f
(string>? "abc" "abcd")                                       ; => #f
(string>? "b" "a" "a")                                        ; => #f
(string<=? "abc" "abcd" "abcd")                               ; => #t
(string<=? "" "")                                             ; => #t
(string<=? "abcd" "abc")                                      ; => #f
(string<=? "b" "a")                                           ; => #f
(string>=? "abcd" "abcd" "abc")                               ; => #t
(string>=? "" "")                                             ; => #t
(string>=? "abc" "abcd")                                      ; => #f
(string<? "a" 'b)                                             ; error: string<\?
(string=? "a" "b" 3)                                          ; error: string=\?

; name: comparisons without case
(string-ci=? "abc" "aBc")                                     ; => #t
(string-ci=? "abc" "aBc" "ABC")                               ; => #t
(string-ci=? "abc" "aBcD")                                    ; => #f
(string-ci=? "ΑΒΓ" "αβγ" "αβγ")                               ; => #t
(string-ci=? "Straße" "STRASSE")                              ; => #t
(string-ci=? "ΧΑΟΣ" "χαος" "χαοσ")                            ; => #t
(string-ci<? "abc" "aBcD")                                    ; => #t
(string-ci<? "a" "B" "c")                                     ; => #t
(string-ci<? "ABCd" "aBc")                                    ; => #f
(string-ci<? "ΑΒΓ" "αβγ")                                     ; => #f
(string-ci>? "ABCd" "aBc")                                    ; => #t
(string-ci>? "c" "B" "a")                                     ; => #t
(string-ci>? "abc" "aBc")                                     ; => #f
(string-ci<=? "abc" "aBc")                                    ; => #t
(string-ci<=? "abc" "aBcD" "abce")                            ; => #t
(string-ci<=? "ABCd" "aBc")                                   ; => #f
(string-ci>=? "ABCd" "aBc")                                   ; => #t
(string-ci>=? "abc" "aBcD")                                   ; => #f
(string-ci>=? "ΑΒΓ" "αβγ")                                    ; => #t
(string-ci=? "a" #\a)                                         ; error: string-ci=\?

; name: case
(string-upcase "abc")                                         ; => "ABC"
(string-upcase "aBc 1")                                       ; => "ABC 1"
(string-upcase "αβγ")                                         ; => "ΑΒΓ"
(string-upcase "Straße")                                      ; => "STRASSE"
(string-upcase "ﬁ")                                           ; => "FI"
(string-downcase "ABC")                                       ; => "abc"
(string-downcase "ΑΒΓ")                                       ; => "αβγ"
(string-downcase "ΧΑΟΣ")                                      ; => "χαος"
(string-downcase "ΧΑΟΣΣ")                                     ; => "χαοσς"
(string-downcase "ΣΑ")                                        ; => "σα"
(string-foldcase "ABC")                                       ; => "abc"
(string-foldcase "ΑΒΓ")                                       ; => "αβγ"
(string-foldcase "Straße")                                    ; => "strasse"
(string-foldcase "ΧΑΟΣ")                                      ; => "χαοσ"
(let ((s "abc")) (eq? s (string-upcase s)))                   ; => #f
(string-upcase 'a)                                            ; error: string-upcase
(string-downcase #\a)                                         ; error: string-downcase
(string-foldcase 1)                                           ; error: string-foldcase

; name: parts
(substring "" 0 0)                                            ; => ""
(substring "abc" 1 1)                                         ; => ""
(substring "abc" 0 2)                                         ; => "ab"
(substring "abc" 1 3)                                         ; => "bc"
(substring "hello" 2 10)                                      ; error: substring
(substring "hello" 3 2)                                       ; error: substring
(substring "hello" -1 2)                                      ; error: substring
(substring "hello" 1.0 2)                                     ; error: substring
(substring 'abc 0 1)                                          ; error: substring
(string-copy "abc")                                           ; => "abc"
(string-copy "abc" 1)                                         ; => "bc"
(string-copy "abc" 1 2)                                       ; => "b"
(string-copy "abc" 3)                                         ; => ""
(string-copy "")                                              ; => ""
(let* ((a "abc") (b (string-copy a))) (string-set! b 0 #\x) (list a b)) ; => ("abc" "xbc")
(string-copy "abc" 4)                                         ; error: string-copy
(string-copy "abc" 2 1)                                       ; error: string-copy
(string-append)                                               ; => ""
(string-append "abc")                                         ; => "abc"
(string-append "" "abc")                                      ; => "abc"
(string-append "abc" "def" "ghi")                             ; => "abcdefghi"
(let* ((a (string #\a)) (b (string-append a))) (eq? a b))     ; => #f
(string-append "a" #\b)                                       ; error: string-append
(string-append "a" 'b)                                        ; error: string-append

; name: strings and lists
(string->list "")                                             ; => ()
(string->list "abc")                                          ; => (#\a #\b #\c)
(string->list "abc" 1)                                        ; => (#\b #\c)
(string->list "abc" 1 2)                                      ; => (#\b)
(string->list "abc" 3)                                        ; => ()
(string->list "abc" 2 1)                                      ; error: string->list
(string->list "abc" 0 4)                                      ; error: string->list
(string->list 'abc)                                           ; error: string->list
(list->string '())                                            ; => ""
(list->string '(#\a #\b #\c))                                 ; => "abc"
(list->string '(#\a 1))                                       ; error: list->string
(list->string '(#\a . #\b))                                   ; error: list->string
(list->string "abc")                                          ; error: list->string
(list->string (string->list "round trip"))                    ; => "round trip"

; name: filling and copying into
(let ((s (make-string 5 #\x))) (string-fill! s #\-) s)        ; => "-----"
(let ((s (make-string 5 #\x))) (string-fill! s #\- 2) s)      ; => "xx---"
(let ((s (make-string 5 #\x))) (string-fill! s #\- 2 3) s)    ; => "xx-xx"
(let ((s (make-string 5 #\x))) (string-fill! s #\- 3 3) s)    ; => "xxxxx"
(string-fill! (make-string 3 #\a) #\b 2 1)                    ; error: string-fill!
(string-fill! (make-string 3 #\a) #\b 0 4)                    ; error: string-fill!
(string-fill! (make-string 3 #\a) "b")                        ; error: string-fill!
(let ((s (string-copy "abcde"))) (string-copy! s 1 "12345" 0 2) s) ; => "a12de"
(let ((s (make-string 5 #\x))) (string-copy! s 0 "-----") s)  ; => "-----"
(let ((s (make-string 5 #\x))) (string-copy! s 0 "-----" 2) s) ; => "---xx"
(let ((s (make-string 5 #\x))) (string-copy! s 2 "-----" 0 3) s) ; => "xx---"
(let ((s (make-string 5 #\x))) (string-copy! s 5 "") s)       ; => "xxxxx"
(let ((s (string-copy "abcde"))) (string-copy! s 1 s 0 2) s)  ; => "aabde"
(let ((s (string-copy "abcde"))) (string-copy! s 2 s 0 3) s)  ; => "ababc"
(let ((s (string-copy "abcde"))) (string-copy! s 0 s 2) s)    ; => "cdede"
(string-copy! (string #\a) 0 "abc")                           ; error: string-copy!
(string-copy! (string #\a) 2 "")                              ; error: string-copy!
(string-copy! (string #\a) -1 "")                             ; error: string-copy!
(string-copy! (string #\a) 0 "abc" 2 1)                       ; error: string-copy!
(string-copy! (string #\a) 0 'a)                              ; error: string-copy!
