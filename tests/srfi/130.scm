; SRFI 130.  The laws that hold for all strings are in test_laws.py.
(import (scheme base) (scheme char) (srfi 130))
(define s "hello world")

; name: cursors
(map string-cursor? (list 0 5 -1 1.0 #\a))         ; => (#t #t #f #f #f)
(list (string-cursor-start s) (string-cursor-end s)) ; => (0 11)
(string-cursor-start 5)                            ; error: string-cursor-start: expected a string, got 5
(list (string-cursor-next s 0) (string-cursor-prev s 11)) ; => (1 10)
(string-cursor-next s 11)                          ; error: string-cursor-next: index out of range: 12
(string-cursor-prev s 0)                           ; error: string-cursor-prev: index out of range: -1
(list (string-cursor-forward s 2 3) (string-cursor-back s 5 3)) ; => (5 2)
(string-cursor-forward s 2 10)                     ; error: string-cursor-forward: index out of range: 12
(string-cursor-back s 2 3)                         ; error: string-cursor-back: index out of range: -1
(list (string-cursor=? 1 1) (string-cursor<? 1 2) (string-cursor>? 1 2) (string-cursor<=? 2 2) (string-cursor>=? 1 2))
; => (#t #t #f #t #f)
(list (string-cursor=? s 1 2) (string-cursor<? s 1 2)) ; => (#f #t)
(string-cursor=? 1)                                ; error: string-cursor=\?: expected two cursors, got \(1\)
(string-cursor-diff s 2 5)                         ; => 3
(list (string-cursor->index s 3) (string-index->cursor s 3)) ; => (3 3)
(string-index->cursor s 12)                        ; error: string-index->cursor: index out of range: 12

; name: predicates
(map string-null? '("" "a"))                       ; => (#t #f)
(string-null? 'a)                                  ; error: string-null\?: expected a string, got a
(string-every char-alphabetic? "abc")              ; => #t
(string-every char-alphabetic? "ab1")              ; => #f
(string-every digit-value "123")                   ; => 3
(string-every char-alphabetic? "")                 ; => #t
(string-every char-alphabetic? "1ab2" 1 3)         ; => #t
(string-every #\a "aaa")                           ; => #t
(string-any digit-value "ab3d4")                   ; => 3
(string-any digit-value "abc")                     ; => #f
(string-any digit-value "")                        ; => #f
(string-any digit-value "1ab2" 1 3)                ; => #f
(string-any digit-value "abc" 2 1)                 ; error: string-any: index out of range: 2 1
(string-any 5 "abc")                               ; error: string-any: not a procedure

; name: constructors
(string-tabulate (lambda (i) (integer->char (+ 97 i))) 5) ; => "abcde"
(string-tabulate 5 0)                              ; => ""
(string-tabulate values 2)                         ; error: string-tabulate: list->string
(string-unfold null? car cdr '(#\a #\b))           ; => "ab"
(string-unfold null? car cdr '(#\a #\b) "<")       ; => "<ab"
(string-unfold null? car cdr '(#\a #\b) "<" (lambda (x) ">")) ; => "<ab>"
(string-unfold-right null? car cdr '(#\a #\b))     ; => "ba"
(string-unfold-right null? car cdr '(#\a #\b) "<") ; => "ba<"
(string-unfold-right null? car cdr '(#\a #\b) "<" (lambda (x) ">")) ; => ">ba<"
(string-length (string-unfold (lambda (i) (= i 100000)) (lambda (i) #\a) (lambda (i) (+ i 1)) 0)) ; => 100000

; name: conversion
(string->list/cursors "abc" 1)                     ; => (#\b #\c)
(string->vector/cursors "abc" 0 2)                 ; => #(#\a #\b)
(reverse-list->string '(#\a #\B #\c))              ; => "cBa"
(string-join '("foo" "bar" "baz"))                 ; => "foo bar baz"
(string-join '("foo" "bar" "baz") ":")             ; => "foo:bar:baz"
(string-join '("foo" "bar" "baz") ":" 'suffix)     ; => "foo:bar:baz:"
(string-join '("foo" "bar" "baz") ":" 'prefix)     ; => ":foo:bar:baz"
(string-join '("foo" "bar") ":" 'strict-infix)     ; => "foo:bar"
(string-join '() ":")                              ; => ""
(string-join '("") ":")                            ; => ""
(string-join '() ":" 'suffix)                      ; => ""
(string-join '("") ":" 'suffix)                    ; => ":"
(string-join '() ":" 'strict-infix)                ; error: string-join: an empty list
(string-join '("a") ":" 'other)                    ; error: string-join: expected infix

; name: selection
(string-ref/cursor "abc" 1)                        ; => #\b
(substring/cursors "abcde" 1 3)                    ; => "bc"
(string-copy/cursors "abcde" 1)                    ; => "bcde"
(string-copy/cursors "abcde" 1 3)                  ; => "bc"
(string-take "Pete Szilagyi" 6)                    ; => "Pete S"
(string-drop "Pete Szilagyi" 6)                    ; => "zilagyi"
(string-take-right "Beta rules" 5)                 ; => "rules"
(string-drop-right "Beta rules" 5)                 ; => "Beta "
(string-take "foo" 37)                             ; error: string-take: substring: index out of range
(string-take-right "foo" 37)                       ; error: string-take-right: substring
(string-pad "325" 5)                               ; => "  325"
(string-pad "71325" 5)                             ; => "71325"
(string-pad "8871325" 5)                           ; => "71325"
(string-pad "325" 5 #\0)                           ; => "00325"
(string-pad "a325b" 5 #\0 1 4)                     ; => "00325"
(string-pad "a8871325b" 5 #\0 1 8)                 ; => "71325"
(string-pad-right "325" 5)                         ; => "325  "
(string-pad-right "8871325" 5)                     ; => "88713"
(string-pad-right "a325b" 5 #\0 1 4)               ; => "32500"
(string-pad-right "a8871325b" 5 #\0 1 8)           ; => "88713"
(string-trim "  a b  ")                            ; => "a b  "
(string-trim-right "  a b  ")                      ; => "  a b"
(string-trim-both "  The outlook wasn't brilliant,  \n\r") ; => "The outlook wasn't brilliant,"
(string-trim-both "aabaa" #\a)                     ; => "b"
(string-trim-both "   ")                           ; => ""
(string-trim "xx12ab" char-alphabetic? 1)          ; => "12ab"
(string-trim-right "xx12ab" char-alphabetic? 1 5)  ; => "x12"

; name: prefixes and suffixes
(string-prefix-length "cancaNCAM" "cancancan")     ; => 5
(string-suffix-length "CanCan" "cankancan")        ; => 2
(string-prefix-length "xabc" "abd" 1)              ; => 2
(string-suffix-length "abcx" "zbcy" 0 3 0 3)       ; => 2
(string-prefix-length "" "abc")                    ; => 0
(map (lambda (p) (string-prefix? p "foobar")) '("" "foo" "foobar" "bar" "foobarz")) ; => (#t #t #t #f #f)
(map (lambda (p) (string-suffix? p "foobar")) '("" "foo" "foobar" "bar" "zfoobar")) ; => (#t #f #t #t #f)
(string-prefix? "xfoo" "yyfoobar" 1 4 2)           ; => #t
(string-suffix? "bars" "foobarx" 0 3 0 6)          ; => #t

; name: searching
(string-index "hello" char-upcase)                 ; => 0
(string-index "abc1d2" char-numeric?)              ; => 3
(string-index "abc" char-numeric?)                 ; => 3
(string-index "1abc2" char-numeric? 1)             ; => 4
(string-index "1abc2" char-numeric? 1 4)           ; => 4
(string-index "abc" #\c)                           ; => 2
(string-index-right "abc1d2e" char-numeric?)       ; => 6
(string-index-right "abc" char-numeric?)           ; => 0
(string-index-right "1abc" char-numeric? 1)        ; => 1
(string-skip "  ab" char-whitespace?)              ; => 2
(string-skip "   " char-whitespace?)               ; => 3
(string-skip-right "ab  " char-whitespace?)        ; => 2
(string-skip-right "   " char-whitespace?)         ; => 0
(string-index "abc" char-numeric? 4)               ; error: string-index: index out of range: 4 3
(string-contains "eek -- what a geek." "ee" 12 18) ; => 15
(string-contains "abcabc" "bc")                    ; => 1
(string-contains "abcabc" "bd")                    ; => #f
(string-contains "abc" "")                         ; => 0
(string-contains "" "a")                           ; => #f
(string-contains "abcabc" "xbcx" 0 6 1 3)          ; => 1
(string-contains-right "abcabc" "bc")              ; => 4
(string-contains-right "abcabc" "bd")              ; => #f
(string-contains-right "abc" "")                   ; => 3
(string-contains-right "abcabc" "bc" 0 5)          ; => 1

; name: the whole string
(string-reverse "Able was I ere I saw elba.")      ; => ".able was I ere I saw elbA"
(string-reverse "abcde" 1 4)                       ; => "dcb"
(string-concatenate '("a" "" "bc"))                ; => "abc"
(string-concatenate '())                           ; => ""
(string-concatenate '("a" b))                      ; error: string-concatenate: write-string
(string-concatenate-reverse '("c" "b" "a"))        ; => "abc"
(string-concatenate-reverse '(" must be" "Hello, I") " going.XXXX" 7) ; => "Hello, I must be going."
(string-concatenate-reverse '("b" "a") "c")        ; => "abc"
(string-fold cons '() "abc")                       ; => (#\c #\b #\a)
(string-fold cons '() "abcd" 1 3)                  ; => (#\c #\b)
(string-fold-right cons '() "abc")                 ; => (#\a #\b #\c)
(string-fold-right cons '() "abcd" 1 3)            ; => (#\b #\c)
(let ((l '())) (string-for-each-cursor (lambda (i) (set! l (cons i l))) "abc") l) ; => (2 1 0)
(let ((l '())) (string-for-each-cursor (lambda (i) (set! l (cons i l))) "abcd" 1 3) l) ; => (2 1)
(string-replicate "abcdef" 2 8)                    ; => "cdefab"
(string-replicate "abcdef" -2 4)                   ; => "efabcd"
(string-replicate "abc" 0 7)                       ; => "abcabca"
(string-replicate "abcdefg" 0 4 3 6)               ; => "defd"
(string-replicate "" 3 3)                          ; => ""
(string-replicate "" 0 3)                          ; error: string-replicate: an empty string cannot be repeated
(string-count "abc1d2" char-numeric?)              ; => 2
(string-count "banana" #\a 2)                      ; => 2
(string-replace "The TCL programmer endured daily ridicule." "another miserable perl drone" 4 7 8 22)
; => "The miserable perl programmer endured daily ridicule."
(string-replace "It's easy to code it up in Scheme." "lots of fun" 5 9) ; => "It's lots of fun to code it up in Scheme."
(string-replace "abc" "x" 1 1)                     ; => "axbc"
(string-replace "abc" "x" 2 1)                     ; error: string-replace: index out of range: 2 1
(string-filter char-numeric? "a1b2")               ; => "12"
(string-remove char-numeric? "a1b2")               ; => "ab"
(string-filter #\a "banana" 2)                     ; => "aa"
(string-remove char-numeric? "1a2b3" 1 4)          ; => "ab"

; name: string-split
(string-split "foo:bar:baz" ":")                   ; => ("foo" "bar" "baz")
(string-split "foo::bar" ":")                      ; => ("foo" "" "bar")
(string-split ":foo:" ":")                         ; => ("" "foo" "")
(string-split "" ":")                              ; => ()
(string-split "" ":" 'strict-infix)                ; error: string-split: an empty string
(string-split "a b" " " 'strict-infix)             ; => ("a" "b")
(string-split ":foo:bar" ":" 'prefix)              ; => ("foo" "bar")
(string-split "foo:bar:" ":" 'suffix)              ; => ("foo" "bar")
(string-split "" ":" 'suffix)                      ; => ()
(string-split ":" ":" 'suffix)                     ; => ("")
(string-split "a:b:c:d" ":" 'infix 2)              ; => ("a" "b" "c:d")
(string-split "a:b" ":" 'infix 0)                  ; => ("a:b")
(string-split "abc" "")                            ; => ("a" "b" "c")
(string-split "abc" "" 'infix 1)                   ; => ("a" "bc")
(string-split "a--b--c" "--")                      ; => ("a" "b" "c")
(string-split "x:a:b:y" ":" 'infix #f 2 5)         ; => ("a" "b")
(string-split "a" ":" 'other)                      ; error: string-split: expected infix
