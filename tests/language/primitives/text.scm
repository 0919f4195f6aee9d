; What primitives on characters and strings compute, called and compiled to operators.

; name: two empty strings are two
(eqv? (string) (string))                                      ; => #f

; name: characters
(char-upcase #\ß)                                             ; => #\ß
(char-ci=? #\a #\A)                                           ; => #t
(char<? #\a #\b #\b)                                          ; => #f
(digit-value #\٣)                                             ; => 3
(integer->char 955)                                           ; => #\λ

; name: strings are compared by their characters
(string<? "a" "ab" "b")                                       ; => #t
(string-ci=? "Straße" "STRASSE")                              ; => #t

; name: parts of strings
(string-ref "abc" 2)                                          ; => #\c
(substring "abc" 1 3)                                         ; => "bc"
(string-append "a" "b")                                       ; => "ab"

; name: the upper case of a string may be longer
(string-upcase "straße")                                      ; => "STRASSE"

; name: conversions of strings
(string->list "abc" 1)                                        ; => (#\b #\c)
(list->string '(#\a #\b))                                     ; => "ab"
(string->vector "ab")                                         ; => #(#\a #\b)
