; SRFI 115: regular expressions.

(import (scheme base) (scheme char) (srfi 115))
(define (all re str . range) (let ((m (apply regexp-matches re str range))) (and m (regexp-match->list m))))
(define (one re str . range) (let ((m (apply regexp-search re str range))) (and m (regexp-match->list m))))

; name: regexps
(regexp? (regexp "a"))                                        ; => #t
(regexp? "a")                                                 ; => #f
(let ((r (regexp "a"))) (eq? r (regexp r)))                   ; => #t
(regexp? (rx "a" (* "b")))                                    ; => #t
(let ((part '(+ "b"))) (regexp-match->list (regexp-search (rx "a" ,part) "xabb"))) ; => ("abb")
(regexp->sre (regexp '(: "a" (* "b"))))                       ; => (: "a" (* "b"))
(regexp->sre (rx "a" any))                                    ; => (: "a" any)
(regexp '(: "a" (no-such-form "b")))                          ; error: regexp: not a regular expression: \(no-such-form "b"\)
(regexp 5)                                                    ; error: regexp: not a regular expression: 5
(map valid-sre? (list "a" #\a 'any '(* "a") '(("abc")) '(-> n "a") (rx "a"))) ; => (#t #t #t #t #f #t #t)
(map valid-sre? '(5 foo (foo) (= "a") (** 3 1 "a") (-> "n" "a") (/ "abc") (* . "a") () (backref 1)))
; => (#f #f #f #f #f #f #f #f #f #f)
(char-set->sre '(or "b" ("ac") (/ "xz")))                     ; => (/ "acxz")
(all `(* ,(char-set->sre '(- alpha ("xyz")))) "abwé")         ; => ("abwé")

; name: literals
(all "abc" "abc")                                             ; => ("abc")
(all "abc" "abcd")                                            ; => #f
(all "" "")                                                   ; => ("")
(all #\a "a")                                                 ; => ("a")
(one "needle" "hayneedlehay")                                 ; => ("needle")
(one "needle" "haynEEdlehay")                                 ; => #f
(one "" "abc")                                                ; => ("")
(one '(: "one" space "two" (seq) "!") "zone two!")            ; => ("one two!")
(one '(or "eeney" "meeney") "a meeney")                       ; => ("meeney")
(one '(|\|| "eeney" "meeney") "moe")                          ; => #f
(one '(or) "abc")                                             ; => #f

; name: matches of all, search and their ranges
(regexp-matches? '(* "ab") "abab")                            ; => #t
(regexp-matches? '(* "ab") "aba")                             ; => #f
(regexp-matches? (regexp "b") "abc" 1 2)                      ; => #t
(all '(* "ab") "xabab" 1)                                     ; => ("abab")
(all '(* "ab") "xababx" 1 5)                                  ; => ("abab")
(one "b" "abc" 2)                                             ; => #f
(one "c" "abc" 0 2)                                           ; => #f
(one "b" "abc" 0 #f)                                          ; => ("b")
(regexp-search "a" 'abc)                                      ; error: regexp-search: argument 2 must be a string
(regexp-search "a" "abc" 4)                                   ; error: regexp-search: index out of range
(regexp-matches "a" "abc" 2 1)                                ; error: regexp-matches: index out of range

; name: the first match, and of those that begin there the longest
(one '(or "a" "ab" "abc") "xabcd")                            ; => ("abc")
(one '(or "" "a") "a")                                        ; => ("a")
(one '(or "bcd" "abc") "abcd")                                ; => ("abc")
(one '(or "abcd" "bc") "abce")                                ; => ("bc")

; name: repetitions
(all '(? "a") "")                                             ; => ("")
(all '(optional "a" "b") "ab")                                ; => ("ab")
(all '(? "a") "aa")                                           ; => #f
(all '(* "ab") "")                                            ; => ("")
(all '(zero-or-more "a" "b") "abab")                          ; => ("abab")
(all '(+ "a") "")                                             ; => #f
(all '(one-or-more "a") "aaa")                                ; => ("aaa")
(map (lambda (s) (and (all '(= 3 "a") s) #t)) '("aa" "aaa" "aaaa")) ; => (#f #t #f)
(map (lambda (s) (and (all '(exactly 2 any) s) #t)) '("a" "ab" "abc")) ; => (#f #t #f)
(map (lambda (s) (and (all '(>= 2 "a") s) #t)) '("a" "aa" "aaaa")) ; => (#f #t #t)
(all '(at-least 0 "a") "")                                    ; => ("")
(map (lambda (s) (and (all '(** 1 3 "a") s) #t)) '("" "a" "aaa" "aaaa")) ; => (#f #t #t #f)
(all '(repeated 0 2 "a") "aa")                                ; => ("aa")
(all '(** 0 0 "a") "")                                        ; => ("")
(all '(: (= 0 ($ "a")) ($ "b")) "b")                          ; => ("b" #f "b")
(one '(: (= 3 (** 1 3 numeric) ".") (** 1 3 numeric)) "at 192.168.1.10!") ; => ("192.168.1.10")
(regexp '(= x "a"))                                           ; error: exact non-negative integer
(regexp '(** 2 1 "a"))                                        ; error: wrong order
(all '(* (* (* "a"))) "aaa")                                  ; => ("aaa")
(all '(* (or "" "a")) "aa")                                   ; => ("aa")

; name: submatches
(all '(: ($ (* "ab")) "c") "ababc")                           ; => ("ababc" "abab")
(all '(: (submatch (+ alpha)) "=" ($ (+ num))) "abc=12")      ; => ("abc=12" "abc" "12")
(all '(: ($ "a" ($ "b")) ($ "c")) "abc")                      ; => ("abc" "ab" "b" "c")
(all '(or ($ "a") ($ "b")) "b")                               ; => ("b" #f "b")
(all '(* ($ (or "a" "b"))) "ab")                              ; => ("ab" "b")
(all '($ (* (or "ab" "cd"))) "abcd")                          ; => ("abcd" "abcd")
(all '(: (* any) ($ "foo" (* any)) ($ "bar" (* any))) "fooxbarfbar") ; => ("fooxbarfbar" "fooxbarf" "bar")
(all '(: (* any) ($ "foo" (* any)) ($ "bar" (* any))) "fooxbafba") ; => #f
(all '(w/nocapture ($ "a") (-> b "b")) "ab")                  ; => ("ab")
(all '(: ($ "a") (w/nocapture ($ "b")) ($ "c")) "abc")        ; => ("abc" "a" "c")

; name: named submatches
(define date '(: (-> year (= 4 num)) "-" (submatch-named month (= 2 num))))
(define m (regexp-search date "on 2024-03-01"))
(regexp-match-submatch m 'year)                               ; => "2024"
(regexp-match-submatch m 'month)                              ; => "03"
(regexp-match-submatch m 2)                                   ; => "03"
(regexp-match-submatch (regexp-matches '(or (-> x "ab") (-> x "cd")) "cd") 'x) ; => "cd"
(regexp-match-submatch m 'day)                                ; error: regexp-match-submatch: submatch out of range: day

; name: matches
(define m (regexp-search '(: "b" ($ "c") (? ($ "x"))) "abcd"))
(regexp-match? m)                                             ; => #t
(regexp-match? "bc")                                          ; => #f
(regexp-match-count m)                                        ; => 2
(regexp-match-count (regexp-search "a" "a"))                  ; => 0
(regexp-match-submatch m 0)                                   ; => "bc"
(regexp-match-submatch m 1)                                   ; => "c"
(regexp-match-submatch m 2)                                   ; => #f
(list (regexp-match-submatch-start m 0) (regexp-match-submatch-end m 0)) ; => (1 3)
(list (regexp-match-submatch-start m 1) (regexp-match-submatch-end m 1)) ; => (2 3)
(list (regexp-match-submatch-start m 2) (regexp-match-submatch-end m 2)) ; => (#f #f)
(regexp-match->list m)                                        ; => ("bc" "c" #f)
(regexp-match-submatch m 3)                                   ; error: submatch out of range: 3
(regexp-match-count "no")                                     ; error: regexp-match-count: argument 1 must be a regexp match
(let* ((s (string #\a #\b)) (m (regexp-search "b" s))) (string-set! s 1 #\x) (regexp-match-submatch m 0)) ; => "b"

; name: sets of characters
(all '(* ("aeiou")) "oui")                                    ; => ("oui")
(all '(* (char-set "aeiou")) "ouais")                         ; => #f
(all '(* (/ "AZ09")) "R2D2")                                  ; => ("R2D2")
(all '(* (char-range #\A "Z0" #\9)) "C-3PO")                  ; => #f
(all '(* (- (/ "az") ("aeiou"))) "xyzzy")                     ; => ("xyzzy")
(all '(* (difference (/ "az") ("aeiou"))) "vowels")           ; => #f
(all '(* (& (/ "az") (~ ("aeiou")))) "xyzzy")                 ; => ("xyzzy")
(all '(* (and (/ "az") (complement ("aeiou")))) "vowels")     ; => #f
(all '(* (or "a" #\b ("cd") (/ "xz"))) "abcdxyz")             ; => ("abcdxyz")
(all '(~ "a" "b") "c")                                        ; => ("c")
(all '(~ "a" "b") "b")                                        ; => #f
(regexp '(/ "abc"))                                           ; error: a range lacks its end

; name: named sets of characters
(define (in set chars) (map (lambda (c) (regexp-matches? set (string c))) (string->list chars)))
(in 'any "a\n")                                               ; => (#t #t)
(in 'nonl "a\n\r")                                            ; => (#t #f #f)
(in 'ascii "aé")                                              ; => (#t #f)
(list (in 'lower "aAσ1") (in 'lower-case "aA"))               ; => ((#t #f #t #f) (#t #f))
(list (in 'upper "aAΣ1") (in 'upper-case "aA"))               ; => ((#f #t #t #f) (#f #t))
(list (in 'title "ǅA") (in 'title-case "ǅ"))                  ; => ((#t #f) (#t))
(list (in 'alpha "aЖ1_") (in 'alphabetic "a"))                ; => ((#t #t #f #f) (#t))
(list (in 'num "1１a") (in 'numeric "1"))                      ; => ((#t #t #f) (#t))
(list (in 'alnum "a1_") (in 'alphanum "a1") (in 'alphanumeric "a1")) ; => ((#t #t #f) (#t #t) (#t #t))
(list (in 'punct "!a$") (in 'punctuation "«"))                ; => ((#t #f #f) (#t))
(in 'symbol "$+!a")                                           ; => (#t #t #f #f)
(list (in 'graph "a! ") (in 'graphic "a"))                    ; => ((#t #t #f) (#t))
(list (in 'space " \t\nx") (in 'white " ") (in 'whitespace " ")) ; => ((#t #t #t #f) (#t) (#t))
(list (in 'print "a \a") (in 'printing "a"))                  ; => ((#t #t #f) (#t))
(list (in 'cntrl "\aa") (in 'control "\a"))                   ; => ((#t #f) (#t))
(list (in 'xdigit "aFg９") (in 'hex-digit "0"))                ; => ((#t #t #f #f) (#t))

; name: contexts of case
(one '(w/nocase "needle") "haynEEdlehay")                     ; => ("nEEdle")
(one '(w/nocase "SMALL" (w/case "BIG")) "smallBIGsmall")      ; => ("smallBIG")
(one '(w/nocase "SMALL" (w/case "BIG")) "smallbigsmall")      ; => #f
(all '(w/case "a" "b") "ab")                                  ; => ("ab")
(all '(w/case "a" "b") "b")                                   ; => #f
(all '(w/nocase "a" (w/case "B") #\c) "ABC")                  ; => ("ABC")
(all '(w/ascii alpha num) "a1")                               ; => ("a1")
(all '(w/unicode "a" (/ "bz")) "ab")                          ; => ("ab")
(all '(w/nocapture "a" "b") "ab")                             ; => ("ab")
(all '(: (w/nocase) "a") "a")                                 ; => ("a")
(all '(w/nocase (~ ("Aab"))) "B")                             ; => #f
(all '(~ ("Aab")) "B")                                        ; => ("B")
(all '(w/nocase (~ (w/case ("Aab")))) "B")                    ; => ("B")
(all '(w/nocase (* (/ "af"))) "BeeF")                         ; => ("BeeF")
(all '(* lower) "abcD")                                       ; => #f
(all '(w/nocase (* lower)) "abcD")                            ; => ("abcD")
(all '(w/nocase "КИРИЛЛИЦА") "кириллица")                     ; => ("кириллица")
(all '(w/nocase "ς") "Σ")                                     ; => ("Σ")

; name: contexts of ASCII
(all '(w/ascii (* alpha)) "English")                          ; => ("English")
(all '(w/ascii (* alpha)) "Ελληνική")                         ; => #f
(all '(w/ascii (w/unicode (* alpha))) "Ελληνική")             ; => ("Ελληνική")
(all '(w/ascii any) "é")                                      ; => #f
(all '(w/ascii (~ "a")) "é")                                  ; => #f
(all '(w/ascii (w/nocase "k")) "\x212a;")                     ; => #f
(all '(w/ascii (* num)) "１２")                                ; => #f

; name: the ends of the string and of lines
(one '(: bos "a") "ba")                                       ; => #f
(one '(: "b" eos) "ba")                                       ; => #f
(one '(: bos "b" eos) "abc" 1 2)                              ; => ("b")
(all '(: bos ($ (* "ab")) eos "c") "ababc")                   ; => #f
(one '(: bol "b" eol) "a\nb\nc")                              ; => ("b")
(one '(: bol "b" eol) "a\r\nb\r\nc")                          ; => ("b")
(one '(: bol "b") "ab")                                       ; => #f
(one '(: "\r" eol) "\r\n")                                    ; => #f
(one '(: "\r" bol) "\r\n")                                    ; => #f
(one '(: "\r" bol) "\rx")                                     ; => ("\r")
(all '(: (* #\newline) bol ($ (* alpha)) eol (* #\newline)) "\nabc\n") ; => ("\nabc\n" "abc")
(all '(: (* #\newline) bol ($ (* alpha)) eol (* #\newline)) "\nabc.\n") ; => #f

; name: words
(one '(: bow "foo") "<foo>")                                  ; => ("foo")
(one '(: bow "foo") "snafoo")                                 ; => #f
(one '(: "foo" eow) "foo!")                                   ; => ("foo")
(one '(: "foo" eow) "foobar")                                 ; => #f
(one '(: nwb "foo" nwb) " foo ")                              ; => #f
(one '(: nwb "foo" nwb) "xfoox")                              ; => ("foo")
(one '(word "foo") "a foo b")                                 ; => ("foo")
(one '(word "foo") "afoo b")                                  ; => #f
(one 'word "  don't")                                         ; => ("don")
(one '(word+ (or num "_")) "a1 12_3 b")                       ; => ("12_3")
(one '(: bow "b") "abc" 1)                                    ; => ("b")
(regexp '(word+ "ab"))                                        ; error: word\+ takes sets of characters

; name: graphemes
(regexp-extract 'grapheme "a\nb\r\nc")                        ; => ("a" "\n" "b" "\r\n" "c")
(map string-length (regexp-extract 'grapheme "a\x300;b\x301;\x302;c")) ; => (2 3 1)
(map string-length (regexp-extract 'grapheme "\x1112;\x1161;\x11ab;\x1100;\x1173;\x11af;")) ; => (3 3)
(map string-length (regexp-extract 'grapheme "\x1F1E9;\x1F1EA;\x1F1EB;\x1F1F7;")) ; => (2 2)
(map string-length (regexp-extract 'grapheme "\x1F468;\x200D;\x1F469;x")) ; => (3 1)
(all '(: bog grapheme eog) "한")                               ; => ("한")
(all '(: "\x1112;" bog (+ any)) "\x1112;\x1161;")             ; => #f
(all '(: "\x1112;" eog (+ any)) "\x1112;\x1161;")             ; => #f
(all '(w/ascii grapheme) "a")                                 ; => ("a")
(all '(w/ascii "a" bog eog "b") "ab")                         ; => ("ab")

; name: non-greedy patterns
(all '(: ($ (*? alpha)) (* any)) "abc  ")                     ; => ("abc  " "")
(all '(: "<" ($ (*? any)) ">" (* any)) "<em>Hello</em>")      ; => ("<em>Hello</em>" "em")
(one '(: "<" (*? any) ">") "<em>Hello</em>")                  ; => ("<em>")
(one '(: "a" (?? "b")) "ab")                                  ; => ("a")
(one '(**? 1 3 "a") "aaa")                                    ; => ("a")
(all '(**? 1 3 "a") "aaa")                                    ; => ("aaa")
(one '(: (non-greedy-zero-or-more "a") (non-greedy-optional "b") (non-greedy-repeated 0 1 "c") "d") "aabcd") ; => ("aabcd")

; name: what is not supported says so
(regexp '(: "a" (look-ahead "b")))                            ; error: look-around and back references are not supported
(regexp '(: ($ "a") (backref 1)))                             ; error: look-around and back references are not supported

; name: fold
(define (note i m str acc) (cons (list i (regexp-match-submatch m 0)) acc))
(regexp-fold '(+ num) note '() "a12b3")                       ; => ((3 "3") (0 "12"))
(regexp-fold '(+ num) note '() "a12b3" (lambda (i m str acc) (list i m str acc))) ; => (5 #f "a12b3" ((3 "3") (0 "12")))
(regexp-fold '(+ num) note '() "a12b3" #f 2 4)                ; => ((2 "2"))
(regexp-fold '(* num) note '() "a12b")                        ; => ((3 "") (0 "12") (0 ""))
(regexp-fold "x" note 'none "abc")                            ; => none
(call/cc (lambda (k) (regexp-fold "b" (lambda (i m str acc) (k i)) 0 "abc"))) ; => 0

; name: extract, split and partition
(regexp-extract '(+ num) "192.168.0.1")                       ; => ("192" "168" "0" "1")
(regexp-extract '(* num) "abc123def456")                      ; => ("123" "456")
(regexp-extract '(+ num) "none")                              ; => ()
(regexp-split '(+ space) "fee fi  fo\tfum")                   ; => ("fee" "fi" "fo" "fum")
(regexp-split '(",;") "a,,b,")                                ; => ("a" "" "b" "")
(regexp-split '(* num) "abc123def456ghi789")                  ; => ("abc" "def" "ghi" "")
(regexp-split "," "")                                         ; => ("")
(regexp-split "," "a,b,c" 1 4)                                ; => ("" "b" "")
(regexp-partition '(+ (or space punct)) "")                   ; => ("")
(regexp-partition '(+ (or space punct)) "Hello, world!\n")    ; => ("Hello" ", " "world" "!\n")
(regexp-partition '(+ (or space punct)) "¿Dónde Estás?")      ; => ("" "¿" "Dónde" " " "Estás" "?")
(regexp-partition '(* num) "abc123def456ghi")                 ; => ("abc" "123" "def" "456" "ghi")

; name: replace
(regexp-replace '(+ space) "one two three" "_")               ; => "one_two three"
(regexp-replace '(+ space) "one" "_")                         ; => "one"
(regexp-replace '(: ($ (+ alpha)) ":" (* space)) "  abc: " '(1 "-" 1)) ; => "  abc-abc"
(regexp-replace '(: ($ (+ alpha)) ":" (* space)) "  abc: " '(1 "-" pre 1)) ; => "  abc-  abc"
(regexp-replace '(: (-> key (+ alpha)) "=") "a=1" '("<" key ">" (post (0)))) ; => "<a>1a=1"
(regexp-replace "b" "abc" '())                                ; => "ac"
(regexp-replace '(: ($ (+ alpha)) ":" (* space)) "abc def: ghi" '("pre<" pre "> 1<" 1 "> post<" post ">") 1 11)
; => "bc pre<bc > 1<def> post<gh>gh"
(map (lambda (n) (regexp-replace '(+ space) " a b c" "-" 0 #f n)) '(0 1 2 3)) ; => ("-a b c" " a-b c" " a b-c" " a b c")
(regexp-replace '(or ($ "a") "b") "b" '("[" 1 "]"))           ; => "[]"
(regexp-replace "a" "a" 1)                                    ; error: regexp-replace: submatch out of range: 1
(regexp-replace "a" "a" #\x)                                  ; error: regexp-replace: not a substitution

; name: replace-all
(regexp-replace-all '(+ space) "one two  three" "_")          ; => "one_two_three"
(regexp-replace-all '($ alpha) "ab1" '("<" 1 ">"))            ; => "<a><b>1"
(regexp-replace-all "x" "abc" "y")                            ; => "abc"
(regexp-replace-all "a" "aaa" "b" 1 2)                        ; => "b"

; name: hostile patterns take no longer than their length says
(define (repeat n s) (let loop ((i 0) (l '())) (if (= i n) (apply string-append l) (loop (+ i 1) (cons s l)))))
(define many-a (repeat 2000 "a"))
(one '(: (* (* (* "a"))) "b") many-a)                         ; => #f
(regexp-matches? '(: (+ (or "a" "aa" (: "a" "a"))) "b") many-a) ; => #f
(regexp-matches? `(: (** 0 60 (? "a")) (= 60 "a")) (repeat 60 "a")) ; => #t
(regexp '(= 100000 (= 100000 "a")))                           ; error: too large
(regexp '(= 100000 (= 100000 "")))                            ; error: too large
(regexp '(= 100000000000000000000 "a"))                       ; error: too large
(define (alternate n) (let loop ((i 0) (sre "ab")) (if (= i n) sre (loop (+ i 1) `(or "c" ,sre)))))
(one (alternate 5000) "xab")                                  ; => ("ab")
(define (nest n) (let loop ((i 0) (sre "a")) (if (= i n) sre (loop (+ i 1) `(: ,sre "b")))))
(regexp-matches? (nest 5000) (string-append "a" (repeat 5000 "b"))) ; => #t
