; Symbols (R7RS 6.5).

(symbol? 'foo)                                                ; => #t
(symbol? (car '(a b)))                                        ; => #t
(symbol? "bar")                                               ; => #f
(symbol? 'nil)                                                ; => #t
(symbol? '())                                                 ; => #f
(symbol? #f)                                                  ; => #f
(symbol? '|a b|)                                              ; => #t
(symbol? #\a)                                                 ; => #f
(symbol=? 'a 'a)                                              ; => #t
(symbol=? 'a 'A)                                              ; => #f
(symbol=? 'a 'a 'a)                                           ; => #t
(symbol=? 'a 'a 'b)                                           ; => #f
(symbol=? 'a 'b 'b)                                           ; => #f
(symbol=? 'abc (string->symbol "abc") '|abc|)                 ; => #t
(symbol=? 'a "a")                                             ; error: symbol=\?
(symbol=? 'a 'b 3)                                            ; error: symbol=\?
(symbol->string 'flying-fish)                                 ; => "flying-fish"
(symbol->string 'Martin)                                      ; => "Martin"
(symbol->string (string->symbol "Malvina"))                   ; => "Malvina"
(symbol->string '|two words|)                                 ; => "two words"
(symbol->string '||)                                          ; => ""
(symbol->string 'λ)                                           ; => "λ"
(symbol->string "a")                                          ; error: symbol->string
(string->symbol "mISSISSIppi")                                ; => mISSISSIppi
(eqv? 'bitBlt (string->symbol "bitBlt"))                      ; => #t
(eqv? 'LollyPop (string->symbol (symbol->string 'LollyPop)))  ; => #t
(string=? "K. Harper, M.D." (symbol->string (string->symbol "K. Harper, M.D."))) ; => #t
(string->symbol "")                                           ; => ||
(string->symbol "hello world")                                ; => |hello world|
(string->symbol "UPPER")                                      ; => UPPER
(string->symbol 'a)                                           ; error: string->symbol
(eq? (string->symbol "x") 'x)                                 ; => #t
(eq? 'abc 'ABC)                                               ; => #f
(symbol->string 'ABC)                                         ; => "ABC"
(let ((s (symbol->string 'abc))) (string-append s "d"))       ; => "abcd"
(string-set! (symbol->string 'abc) 0 #\x)                     ; error: string-set!
(string-length (symbol->string (string->symbol "a\nb")))      ; => 3
(map symbol->string '(+ - ... -> <=? a.b !$%&*/:<=>?^_~))     ; => ("+" "-" "..." "->" "<=?" "a.b" "!$%&*/:<=>?^_~")
(map string->symbol '("1" "+1" "-" "." "+i" "a;b" "a|b" "#a" "a b" ".5" "1/2" "+inf.0"))
; => (|1| |+1| - |.| |+i| |a;b| |a\|b| |#a| |a b| |.5| |1/2| |+inf.0|)
