; Lexical conventions (R7RS 2), the external representations of 7.1 and `read` on them.

(define (rd text) (read (open-input-string text)))
(define (rd-all text)
  (let ((p (open-input-string text)))
    (let loop ((d (read p)) (l '())) (if (eof-object? d) (reverse l) (loop (read p) (cons d l))))))
(define (refused? text) (guard (e (#t (read-error? e))) (read (open-input-string text)) #f))
(define (written x) (let ((p (open-output-string))) (write x p) (get-output-string p)))

; name: identifiers (2.1)
(map symbol->string '(... + - <=? ->string a34kTMNs lambda list->vector q V17a the-word-recursion-has-many-meanings))
; => ("..." "+" "-" "<=?" "->string" "a34kTMNs" "lambda" "list->vector" "q" "V17a" "the-word-recursion-has-many-meanings")
(map symbol? '(!a $b %c &d *e /f :g <h =i >j ?k ^l _m ~n))    ; => (#t #t #t #t #t #t #t #t #t #t #t #t #t #t)
'|two words|                                                  ; => |two words|
(eq? '|two\x20;words| '|two words|)                           ; => #t
(eq? '|foo| 'foo)                                             ; => #t
(symbol->string '|a\tb\nc\|d\\e|)                             ; => "a\tb\nc|d\\e"
(symbol->string '|H\x65;llo|)                                 ; => "Hello"
(symbol->string '||)                                          ; => ""
(rd-all "+ - ... -> ->x .. .a +.b -.c a.b -- +x -@ +- λ été") ; => (+ - ... -> ->x .. .a +.b -.c a.b -- +x -@ +- λ été)
(eq? 'abc 'ABC)                                               ; => #f
(rd "#!fold-case ABC")                                        ; => abc
(rd "#!fold-case #!no-fold-case ABC")                         ; => ABC
(rd-all "#!fold-case ABC Def #!no-fold-case GHI")             ; => (abc def GHI)
(rd-all "(A #!fold-case B) C")                                ; => ((A b) c)
(rd "#!fold-case |ABC|")                                      ; => ABC
(rd "#!fold-case (\"ABC\" #\\A #T)")                          ; => ("ABC" #\A #t)
(rd "#!fold-case ΧΑΟΣ")                                       ; => χαοσ
(rd "#!fold-case STRASSE")                                    ; => strasse

; name: white space and comments (2.2)
(rd-all "; comment\nabc ; another\n def")                     ; => (abc def)
(rd-all "a;b\nc")                                             ; => (a c)
(rd-all "a #| b |# c")                                        ; => (a c)
(rd-all "#| a #| b |# c |# d")                                ; => (d)
(rd-all "#| a #| b #| c |# |# |# d")                          ; => (d)
(rd-all "#|||# a #||||# b")                                   ; => (a b)
(rd-all "a #;b c")                                            ; => (a c)
(rd-all "#;(a b) c")                                          ; => (c)
(rd-all "#; a b")                                             ; => (b)
(rd-all "#;#;a b c")                                          ; => (c)
(rd-all "#; #| x |# a b")                                     ; => (b)
(rd-all "#; ; x\n a b")                                       ; => (b)
(rd-all "#;'a b")                                             ; => (b)
(rd-all "#;#(1 2) #;\"s\" #;#\\x b")                          ; => (b)
(rd "(a #;b)")                                                ; => (a)
(rd "(#;a)")                                                  ; => ()
(rd "(#;a b #;c)")                                            ; => (b)
(rd "(a #;b . c)")                                            ; => (a . c)
(rd "(a . #;b c)")                                            ; => (a . c)
(rd "(a . b #;c)")                                            ; => (a . b)
(rd "(a #;(b #;c d) e)")                                      ; => (a e)
(rd "'#;a b")                                                 ; => (quote b)
(rd "#(#;a b #;c)")                                           ; => #(b)
(rd "#u8(#;1 2 #;3)")                                         ; => #u8(2)
(rd-all "a\tb\r\nc\x0C;d")                                    ; => (a b c d)
(rd-all "\xFEFF;a")                                           ; => (|﻿a|)
(rd-all "")                                                   ; => ()
(rd-all "   ; only blanks\n #| and |# #;comments")            ; => ()
(list 1 #;2 3 #| 4 |# 5) ; six                                ; => (1 3 5)

; name: booleans and characters
(rd-all "#t #true #f #false #T #F #TRUE")                     ; => (#t #t #f #f #t #f #t)
(rd-all "#\\a #\\A #\\( #\\) #\\; #\\\" #\\#")                ; => (#\a #\A #\( #\) #\; #\" #\#)
(rd-all "#\\space #\\newline #\\tab #\\nul #\\null")          ; error: read
(map char->integer (rd-all "#\\alarm #\\backspace #\\delete #\\escape #\\newline #\\null #\\return #\\space #\\tab"))
; => (7 8 127 27 10 0 13 32 9)
(rd-all "#\\x #\\x41 #\\x3bb #\\X41 #\\λ")                    ; => (#\x #\A #\λ #\A #\λ)
(rd "(#\\a)")                                                 ; => (#\a)
(rd "(#\\))")                                                 ; => (#\))
(rd "#\\ ")                                                   ; => #\space
(refused? "#\\foo")                                           ; => #t
(refused? "#\\xD800")                                         ; => #t
(refused? "#\\x110000")                                       ; => #t
(refused? "#\\λx")                                            ; => #t
(refused? "#tru")                                             ; => #t

; name: strings
(rd "\"abc\"")                                                ; => "abc"
(rd "\"\"")                                                   ; => ""
(map char->integer (string->list (rd "\"\\a\\b\\t\\n\\r\\\"\\\\\\|\""))) ; => (7 8 9 10 13 34 92 124)
(rd "\"\\x41;\\x3bb;\\x1F600;\"")                             ; => "Aλ😀"
(rd "\"line 1\nline 2\"")                                     ; => "line 1\nline 2"
(rd "\"line 1\\\ncontinued\"")                                ; => "line 1continued"
(rd "\"line 1\\  \n   continued\"")                           ; => "line 1continued"
(rd "\"line 1\\ \t \n \t \n\nline 3\"")                       ; => "line 1\n\nline 3"
(rd "\"; no #| comment |#\"")                                 ; => "; no #| comment |#"
(rd "\"(a . b)\"")                                            ; => "(a . b)"
(refused? "\"abc")                                            ; => #t
(refused? "\"\\q\"")                                          ; => #t
(refused? "\"\\x;\"")                                         ; => #t
(refused? "\"\\x41\"")                                        ; => #t
(refused? "\"\\xD800;\"")                                     ; => #t
(refused? "\"\\x110000;\"")                                   ; => #t

; name: lists, vectors and bytevectors
(rd "()")                                                     ; => ()
(rd "( )")                                                    ; => ()
(rd "(1 . 2)")                                                ; => (1 . 2)
(rd "(1 . (2 . (3 . ())))")                                   ; => (1 2 3)
(rd "(1 2 . (3 4 . (5)))")                                    ; => (1 2 3 4 5)
(rd "(a .b)")                                                 ; => (a .b)
(rd "(a . b)")                                                ; => (a . b)
(rd "(a .(b))")                                               ; => (a b)
(rd "#()")                                                    ; => #()
(rd "#(1 #(2) (3 . 4))")                                      ; => #(1 #(2) (3 . 4))
(rd "#u8()")                                                  ; => #u8()
(rd "#u8(0 10 255)")                                          ; => #u8(0 10 255)
(rd "#U8(#xff #b101)")                                        ; => #u8(255 5)
(rd-all "(a)(b)\"c\"d")                                       ; => ((a) (b) "c" d)
(refused? "(1 2")                                             ; => #t
(refused? ")")                                                ; => #t
(refused? "(1 . )")                                           ; => #t
(refused? "( . 1)")                                           ; => #t
(refused? "(1 . 2 3)")                                        ; => #t
(refused? "(1 . 2 . 3)")                                      ; => #t
(refused? "#(1 . 2)")                                         ; => #t
(refused? "#(1 2")                                            ; => #t
(refused? "#u8(256)")                                         ; => #t
(refused? "#u8(-1)")                                          ; => #t
(refused? "#u8(a)")                                           ; => #t
(refused? ".")                                                ; => #t
(refused? "#<procedure>")                                     ; => #t
(refused? "#|")                                               ; => #t
(refused? "|abc")                                             ; => #t
(refused? "#;")                                               ; => #t
(refused? "'")                                                ; => #t
(refused? "(')")                                              ; => #t

; name: abbreviations
(equal? (rd "'a") (list 'quote 'a))                           ; => #t
(equal? (rd "`a") (list 'quasiquote 'a))                      ; => #t
(equal? (rd ",a") (list 'unquote 'a))                         ; => #t
(equal? (rd ",@a") (list 'unquote-splicing 'a))               ; => #t
(equal? (rd "'(1 ,2 ,@(3))") '(quote (1 (unquote 2) (unquote-splicing (3))))) ; => #t
(equal? (rd "''a") '(quote (quote a)))                        ; => #t
(equal? (rd "' a") '(quote a))                                ; => #t
(car ''a)                                                     ; => quote
(cadr '(1 'b))                                                ; => (quote b)
(vector-ref #('a `b) 1)                                       ; => (quasiquote b)
(equal? '#(a 'b) (vector 'a (list 'quote 'b)))                ; => #t

; name: datum labels (2.4)
(let ((x '#0=(a b . #0#))) (eq? x (cddr x)))                  ; => #t
(let ((x '#0=(a #0#))) (eq? x (cadr x)))                      ; => #t
(let ((x '#0=#(1 #0#))) (eq? x (vector-ref x 1)))             ; => #t
(let ((x '(#0=(a) #0#))) (eq? (car x) (cadr x)))              ; => #t
(let ((x '(#0="ab" #0# #1="ab" #1#))) (list (eq? (car x) (cadr x)) (eq? (car x) (caddr x)))) ; => (#t #f)
(let ((x (rd "#0=(1 . #0#)"))) (eq? x (cdr x)))               ; => #t
(let ((x (rd "#0=(1 #1=(2 #0# #1#))"))) (list (eq? x (cadr (cadr x))) (eq? (cadr x) (caddr (cadr x))))) ; => (#t #t)
(let ((x (rd "((#0=x) . #0#)"))) x)                           ; => ((x) . x)
(rd "(#0=(1 2 3) #0#)")                                       ; => ((1 2 3) (1 2 3))
(rd "#((#0=x) #0#)")                                          ; => #((x) x)
(rd "#12=(#12# . 1)")                                         ; => #0=(#0# . 1)
(let ((x (rd "#0='(a #0#)"))) (eq? x (cadr (cadr x))))        ; => #t
(let ((x (rd "'#0=(a #0#)"))) (eq? (cadr x) (cadr (cadr x)))) ; => #t
(rd-all "#0=(a #0#) #0=b")                                    ; => (#0=(a #0#) b)
(rd "#0=a")                                                   ; => a
(rd "#0=#1=(a #0# #1#)")                                      ; => #0=(a #0# #0#)
(rd "(#;#0=a b)")                                             ; => (b)
(refused? "#0#")                                              ; => #t
(refused? "(#0# #0=a)")                                       ; => #t
(refused? "#0=#0#")                                           ; => #t
(refused? "#0=#1=#0#")                                        ; => #t
(rd "(#0=a #0# #0=b #0#)")                                    ; => (a a b b)
(begin (define loop '#0=(1 2 #0#)) (car (caddr (caddr loop)))) ; => 1

; name: numbers among symbols
(map number? (rd-all "1 -1 +1 1.5 .5 -.5e3 1/2 #xff #e1.5 #i1/2 +inf.0 -inf.0 +nan.0 1e3"))
; => (#t #t #t #t #t #t #t #t #t #t #t #t #t #t)
(map symbol? (rd-all "+ - ... -a +a .. a1 e3 x.5"))           ; => (#t #t #t #t #t #t #t #t #t)

; name: what is written can be read
(written '(1 . (2 . (3 . ()))))                               ; => "(1 2 3)"
(written '(1 2 . 3))                                          ; => "(1 2 . 3)"
(written '#(a #u8(1 2) "x" #\y))                              ; => "#(a #u8(1 2) \"x\" #\\y)"
(written "a\"b\\c\nd\te")                                     ; => "\"a\\\"b\\\\c\\nd\\te\""
(written '(#\a #\space #\newline #\x0 #\x7f))                 ; => "(#\\a #\\space #\\newline #\\null #\\delete)"
(map written '(|a b| || |1| |+1| |.| |a;b| |a"b| |#foo| |a\|b| |ABC| +a ... |+i| |-i| |+inf.0|))
; => ("|a b|" "||" "|1|" "|+1|" "|.|" "|a;b|" "|a\"b|" "|#foo|" "|a\\|b|" "ABC" "+a" "..." "|+i|" "|-i|" "|+inf.0|")
(written '|\x7f;\n|)                                          ; => "|\\x7f;\\n|"
(written (list #t #f '()))                                    ; => "(#t #f ())"
(written '#0=(a . #0#))                                       ; => "#0=(a . #0#)"
(equal? (rd (written '#0=(a #(b #0#) . #0#))) '#1=(a #(b #1#) . #1#)) ; => #t
