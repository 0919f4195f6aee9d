; Characters (R7RS 6.6).

; name: char?
(char? #\a)                                                   ; => #t
(char? "a")                                                   ; => #f
(char? 'a)                                                    ; => #f
(char? 97)                                                    ; => #f
(char? #\space)                                               ; => #t
(char? #\x0)                                                  ; => #t

; name: names of characters
(map char->integer '(#\alarm #\backspace #\delete #\escape #\newline #\null #\return #\space #\tab))
; => (7 8 127 27 10 0 13 32 9)
(list #\alarm #\backspace #\delete #\escape #\newline #\null #\return #\space #\tab)
; => (#\alarm #\backspace #\delete #\escape #\newline #\null #\return #\space #\tab)
(list #\x7 #\x8 #\x7f #\x1b #\xa #\x0 #\xd #\x20 #\x9)
; => (#\alarm #\backspace #\delete #\escape #\newline #\null #\return #\space #\tab)
(list #\x41 #\x3bb #\x03BB #\X)                               ; => (#\A #\λ #\λ #\X)
(list #\x #\( #\) #\; #\" #\' #\# #\| #\\ #\,)                ; => (#\x #\( #\) #\; #\" #\' #\# #\| #\\ #\,)
(eqv? #\x3bb #\λ)                                             ; => #t
(char->integer #\x1F600)                                      ; => 128512
(list #\é #\日 #\€)                                            ; => (#\é #\日 #\€)

; name: comparisons
(char=? #\a #\a)                                              ; => #t
(char=? #\a #\A)                                              ; => #f
(char=? #\a #\a #\a)                                          ; => #t
(char=? #\a #\a #\b)                                          ; => #f
(char<? #\a #\b)                                              ; => #t
(char<? #\a #\b #\c)                                          ; => #t
(char<? #\a #\a)                                              ; => #f
(char<? #\b #\a)                                              ; => #f
(char<? #\a #\b #\b)                                          ; => #f
(char<? #\A #\a)                                              ; => #t
(char<? #\a #\λ #\日)                                          ; => #t
(char>? #\b #\a)                                              ; => #t
(char>? #\a #\b)                                              ; => #f
(char>? #\a #\a)                                              ; => #f
(char>? #\c #\b #\a)                                          ; => #t
(char>? #\c #\a #\b)                                          ; => #f
(char<=? #\a #\b #\b)                                         ; => #t
(char<=? #\a #\a)                                             ; => #t
(char<=? #\b #\a)                                             ; => #f
(char>=? #\b #\b #\a)                                         ; => #t
(char>=? #\a #\a)                                             ; => #t
(char>=? #\a #\b)                                             ; => #f
(char<? #\a 1)                                                ; error: char<\?
(char=? "a" #\a)                                              ; error: char=\?
(char<? #\b #\a 'c)                                           ; error: char<\?

; name: comparisons without case
(char-ci=? #\a #\A)                                           ; => #t
(char-ci=? #\a #\A #\a)                                       ; => #t
(char-ci=? #\a #\b)                                           ; => #f
(char-ci=? #\ς #\σ #\Σ)                                       ; => #t
(char-ci=? #\ß #\ẞ)                                           ; => #t
(char-ci<? #\a #\B)                                           ; => #t
(char-ci<? #\a #\B #\c)                                       ; => #t
(char-ci<? #\A #\a)                                           ; => #f
(char-ci<? #\b #\A)                                           ; => #f
(char-ci<? #\ß #\t)                                           ; => #f
(char-ci>? #\B #\a)                                           ; => #t
(char-ci>? #\c #\B #\a)                                       ; => #t
(char-ci>? #\a #\A)                                           ; => #f
(char-ci<=? #\a #\B #\b)                                      ; => #t
(char-ci<=? #\A #\a)                                          ; => #t
(char-ci<=? #\b #\A)                                          ; => #f
(char-ci>=? #\b #\B #\a)                                      ; => #t
(char-ci>=? #\a #\A)                                          ; => #t
(char-ci>=? #\A #\b)                                          ; => #f
(char-ci=? #\a 'a)                                            ; error: char-ci=\?

; name: classes of characters
(char-alphabetic? #\a)                                        ; => #t
(char-alphabetic? #\Z)                                        ; => #t
(char-alphabetic? #\Λ)                                        ; => #t
(char-alphabetic? #\日)                                        ; => #t
(char-alphabetic? #\space)                                    ; => #f
(char-alphabetic? #\3)                                        ; => #f
(char-alphabetic? #\_)                                        ; => #f
(char-alphabetic? #\Ⅷ)                                        ; => #t
(char-alphabetic? #\x345)                                     ; => #t
(char-numeric? #\0)                                           ; => #t
(char-numeric? #\9)                                           ; => #t
(char-numeric? #\x0664)                                       ; => #t
(char-numeric? #\x0E50)                                       ; => #t
(char-numeric? #\a)                                           ; => #f
(char-numeric? #\.)                                           ; => #f
(char-numeric? #\½)                                           ; => #f
(char-whitespace? #\space)                                    ; => #t
(char-whitespace? #\tab)                                      ; => #t
(char-whitespace? #\newline)                                  ; => #t
(char-whitespace? #\return)                                   ; => #t
(char-whitespace? #\x1680)                                    ; => #t
(char-whitespace? #\xa0)                                      ; => #t
(char-whitespace? #\x2003)                                    ; => #t
(char-whitespace? #\x3000)                                    ; => #t
(char-whitespace? #\a)                                        ; => #f
(char-whitespace? #\_)                                        ; => #f
(char-whitespace? #\x200b)                                    ; => #f
(char-upper-case? #\A)                                        ; => #t
(char-upper-case? #\a)                                        ; => #f
(char-upper-case? #\3)                                        ; => #f
(char-upper-case? #\Λ)                                        ; => #t
(char-upper-case? #\λ)                                        ; => #f
(char-lower-case? #\a)                                        ; => #t
(char-lower-case? #\A)                                        ; => #f
(char-lower-case? #\3)                                        ; => #f
(char-lower-case? #\λ)                                        ; => #t
(char-lower-case? #\ß)                                        ; => #t
(char-alphabetic? "a")                                        ; error: char-alphabetic\?
(char-whitespace? 32)                                         ; error: char-whitespace\?

; name: digit-value
(digit-value #\0)                                             ; => 0
(digit-value #\3)                                             ; => 3
(digit-value #\9)                                             ; => 9
(digit-value #\x0664)                                         ; => 4
(digit-value #\x0AE6)                                         ; => 0
(digit-value #\x0EA6)                                         ; => #f
(digit-value #\x1D7D9)                                        ; => 1
(digit-value #\a)                                             ; => #f
(digit-value #\.)                                             ; => #f
(digit-value #\²)                                             ; => #f
(digit-value 3)                                               ; error: digit-value

; name: characters and integers
(char->integer #\A)                                           ; => 65
(char->integer #\space)                                       ; => 32
(char->integer #\λ)                                           ; => 955
(char->integer #\x10FFFF)                                     ; => 1114111
(integer->char 65)                                            ; => #\A
(integer->char 955)                                           ; => #\λ
(integer->char #x10FFFF)                                      ; => #\x10ffff
(integer->char #xD7FF)                                        ; => #\xd7ff
(integer->char #xE000)                                        ; => #\xe000
(integer->char #xD800)                                        ; error: integer->char
(integer->char #xDFFF)                                        ; error: integer->char
(integer->char #x110000)                                      ; error: integer->char
(integer->char -1)                                            ; error: integer->char
(integer->char 65.0)                                          ; error: integer->char
(char->integer 65)                                            ; error: char->integer
(integer->char (char->integer #\x))                           ; => #\x

; name: case of one character
(char-upcase #\i)                                             ; => #\I
(char-upcase #\A)                                             ; => #\A
(char-upcase #\3)                                             ; => #\3
(char-upcase #\λ)                                             ; => #\Λ
(char-upcase #\ß)                                             ; => #\ß
(char-upcase #\ı)                                             ; => #\I
(char-upcase #\ǆ)                                             ; => #\Ǆ
(char-upcase #\x1FB3)                                         ; => #\ᾼ
(char-downcase #\A)                                           ; => #\a
(char-downcase #\a)                                           ; => #\a
(char-downcase #\Λ)                                           ; => #\λ
(char-downcase #\Σ)                                           ; => #\σ
(char-downcase #\x130)                                        ; => #\i
(char-foldcase #\A)                                           ; => #\a
(char-foldcase #\a)                                           ; => #\a
(char-foldcase #\Σ)                                           ; => #\σ
(char-foldcase #\ς)                                           ; => #\σ
(char-foldcase #\ß)                                           ; => #\ß
(char-upcase "a")                                             ; error: char-upcase
(char-downcase 'a)                                            ; error: char-downcase
(char-foldcase 3)                                             ; error: char-foldcase
