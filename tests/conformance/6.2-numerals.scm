;;; R7RS 6.2.5 and 7.1.1: number syntax; R7RS 6.2.7: number->string and string->number.
(define (parsed . texts) (map string->number texts))
; name: integers and their prefixes
'(12 -12 +12 007) ; => (12 -12 12 7)
'(#b101 #o17 #d19 #xfF) ; => (5 15 19 255)
'(#B-11 #O-7 #D+9 #X-aB) ; => (-3 -7 9 -171)
; name: rationals
'(1/2 -6/4 4/2 +1/3 0/3) ; => (1/2 -3/2 2 1/3 0)
'(#xa/b #b1/10 #o7/11) ; => (10/11 1/2 7/9)
; name: decimals
'(1.5 .5 -.5 5. +1.25 -0.0 00.50) ; => (1.5 0.5 -0.5 5.0 1.25 -0.0 0.5)
'(1e3 1.5e-2 1E2 .5e+1 5.e0) ; => (1000.0 0.015 100.0 5.0 5.0)
'(1e400 -1e400 1e-400) ; => (+inf.0 -inf.0 0.0)
; name: the markers of other precisions read as e
'(1s2 1f2 1d2 1l2 1S2 1F2 1D2 1L2) ; => (100.0 100.0 100.0 100.0 100.0 100.0 100.0 100.0)
; name: infinities and NaN
'(+inf.0 -inf.0 +nan.0 +INF.0 -Inf.0 +NaN.0) ; => (+inf.0 -inf.0 +nan.0 +inf.0 -inf.0 +nan.0)
(list -nan.0) ; => (+nan.0)
; name: exactness prefixes, in any order with those of the radix
'(#e1.5 #e1.2e-3 #e-.5 #e1e3 #i1/2 #i1/3 #i5) ; => (3/2 3/2500 -1/2 1000 0.5 0.3333333333333333 5.0)
'(#e#x10 #x#e10 #i#b11 #b#i11 #I#XA #e#d1.5 #d#e1.5) ; => (16 16 3.0 3.0 10.0 3/2 3/2)
(exact? #e.1) ; => #t
#e.1 ; => 1/10
; name: complex numbers, rectangular
'(+i -i 1+i 1-i +2i -2i 0+i) ; => (+i -i 1+i 1-i +2i -2i +i)
'(1+2i -1-2i 1/2-3/4i 1+0i 0+0i) ; => (1+2i -1-2i 1/2-3/4i 1 0)
'(1.5+2i 1+2.5i 1e2-1e-2i .5-.5i +1.5i) ; => (1.5+2.0i 1.0+2.5i 100.0-0.01i 0.5-0.5i +1.5i)
'(1+2I +I #x1A-Bi #b1+10i #e1.5+2.5i #i1+2i) ; => (1+2i +i 26-11i 1+2i 3/2+5/2i 1.0+2.0i)
'(+inf.0i -inf.0i +inf.0+inf.0i 1+inf.0i 1-nan.0i +inf.0+i) ; => (+inf.0i -inf.0i +inf.0+inf.0i 1.0+inf.0i 1.0+nan.0i +inf.0+1.0i)
; name: complex numbers, polar
'(1@0 2@0 0@1 -3@0) ; => (1 2 0 -3)
1@2 ; => -0.4161468365471424+0.9092974268256817i
(exact? 1.0@0) ; => #f
; name: what looks nearly like a number is a symbol
(map symbol? '(+ - ... -- +a -a .a +.a i +i+ -+i inf.0 e3 +inf -nan.)) ; => (#t #t #t #t #t #t #t #t #t #t #t #t #t #t #t)
; name: string->number reads decimals
(string->number "100") ; => 100
(string->number "100" 16) ; => 256
(string->number "1e2") ; => 100.0
(string->number "1s2") ; => 100.0
(string->number "-1.5") ; => -1.5
(string->number ".5e1") ; => 5.0
(string->number "1/3") ; => 1/3
(string->number "1e1000") ; => +inf.0
(string->number "1e100000000") ; => +inf.0
(string->number "-1e-1000") ; => -0.0
(string->number "99999999999999999999") ; => 99999999999999999999
; name: string->number in a radix, which a prefix overrides
(string->number "ff" 16) ; => 255
(string->number "FF" 16) ; => 255
(string->number "-101" 2) ; => -5
(string->number "77" 8) ; => 63
(string->number "1e2" 16) ; => 482
(string->number "a/b" 16) ; => 10/11
(string->number "#d12" 16) ; => 12
(string->number "#b11" 10) ; => 3
(string->number "zz" 36) ; => 1295
(string->number "1.5" 16) ; => #f
(string->number "12" 2) ; => #f
(string->number "1+i" 2) ; => 1+i
(string->number "1" 1) ; error: radix out of range
(string->number "1" 37) ; error: radix out of range
(string->number 'a) ; error: string->number: argument 1 must be a string
; name: string->number gives #f for all else
(parsed "" " " "-" "+" "." "..." "a" "1a" "1 2" " 1" "1 ") ; => (#f #f #f #f #f #f #f #f #f #f #f)
(parsed "1/0" "1/" "/2" "1/2/3" "1/2e3" "1.5/2" "1e2/3") ; => (#f #f #f #f #f #f #f)
(parsed "1e" "e1" "1e+" "1e1.5" "1.2.3" "1_000" "1,5") ; => (#f #f #f #f #f #f #f)
(parsed "#" "#x" "#e" "#x#x1" "#e#i1" "#b2" "#q1" "#x1.5") ; => (#f #f #f #f #f #f #f #f)
(parsed "i" "1i" "+ii" "1+2" "1+2ii" "1+-2i" "1+i+i" "2i1") ; => (#f #f #f #f #f #f #f #f)
(parsed "@" "1@" "@1" "1@2@3" "1@2i" "1@+i" "1/0@1") ; => (#f #f #f #f #f #f #f)
(parsed "inf" "nan" "inf.0" "+inf" "+inf.01" "#e+inf.0" "#e1+nan.0i") ; => (#f #f #f #f #f #f #f)
; name: an exact number too long to compute is none
(string->number "#e1e999999999") ; => #f
; name: number->string
(number->string 10) ; => "10"
(number->string 256 16) ; => "100"
(number->string 255 16) ; => "ff"
(number->string -5 2) ; => "-101"
(number->string 8 8) ; => "10"
(number->string 1295 36) ; => "zz"
(number->string 1/3) ; => "1/3"
(number->string -10/11 16) ; => "-a/b"
(number->string 1.5) ; => "1.5"
(number->string 100.0) ; => "100.0"
(number->string 1e21) ; => "1e21"
(number->string 1e-7) ; => "1e-7"
(number->string .1) ; => "0.1"
(number->string -0.0) ; => "-0.0"
(number->string 123456789.123) ; => "123456789.123"
(number->string 5e-324) ; => "5e-324"
(number->string 1.7976931348623157e308) ; => "1.7976931348623157e308"
(number->string +inf.0) ; => "+inf.0"
(number->string -inf.0) ; => "-inf.0"
(number->string +nan.0) ; => "+nan.0"
(number->string 1+2i) ; => "1+2i"
(number->string -i) ; => "-i"
(number->string +1/2i) ; => "+1/2i"
(number->string 1.5-2.5i) ; => "1.5-2.5i"
(number->string +nan.0-inf.0i) ; => "+nan.0-inf.0i"
(number->string 26-11i 16) ; => "1a-bi"
(number->string 1 1) ; error: radix out of range
(number->string 'a) ; error: number->string: argument 1 must be a number
(number->string 1 'a) ; error: number->string
; name: what is written reads back as the same number
(define samples (list 0 -1 (expt 3 100) 1/3 -22/7 0.1 1e23 5e-324 -0.0 1e100 123.456 +inf.0 +nan.0 +i 1/2-3i 1.5+0.0i -0.0-0.0i))
(define (same? radix) (lambda (z) (eqv? z (string->number (number->string z radix) radix))))
(map (same? 10) samples) ; => (#t #t #t #t #t #t #t #t #t #t #t #t #t #t #t #t #t)
(map (same? 2) samples) ; => (#t #t #t #t #t #t #t #t #t #t #t #t #t #t #t #t #t)
(map (same? 8) samples) ; => (#t #t #t #t #t #t #t #t #t #t #t #t #t #t #t #t #t)
(map (same? 16) samples) ; => (#t #t #t #t #t #t #t #t #t #t #t #t #t #t #t #t #t)
(map (same? 7) samples) ; => (#t #t #t #t #t #t #t #t #t #t #t #t #t #t #t #t #t)
(map (same? 36) samples) ; => (#t #t #t #t #t #t #t #t #t #t #t #t #t #t #t #t #t)
; name: the old names of R5RS
(exact->inexact 1/4) ; => 0.25
(inexact->exact 0.25) ; => 1/4
