; Standard procedures on data (R7RS 6.1 - 6.9).

; name: equivalence (6.1)
(map (lambda (p) (eqv? (car p) (cdr p)))
     (list (cons 'a 'a) (cons 'a 'b) (cons '() '()) (cons 2 2) (cons 2 2.0) (cons 100000000000000000000 100000000000000000000)
           (cons 0.0 -0.0) (cons 1/2 1/2) (cons #\a #\a) (cons #f '()))) ; => (#t #f #t #t #f #t #f #t #t #f)
(list (eqv? "" "") (eqv? (lambda () 1) (lambda () 2)) (let ((p (lambda (x) x))) (eqv? p p)) (eqv? +nan.0 +nan.0))
; => (#f #f #t #t)
(list (eq? 'a 'a) (eq? (list 'a) (list 'a)) (eq? '() '()) (eq? car car) (let ((x '(a))) (eq? x x)) (eq? "" 1))
; => (#t #f #t #t #t #f)
(list (equal? 'a 'a) (equal? '(a (b) c) '(a (b) c)) (equal? "abc" "abc") (equal? 2 2)
      (equal? (make-vector 5 'a) (make-vector 5 'a)) (equal? #u8(1 2) (bytevector 1 2)) (equal? "a" 'a) (equal? 1 1.0))
; => (#t #t #t #t #t #t #f #f)
(let ((a (list 1 2)) (b (list 1 2 1 2))) (set-cdr! (cdr a) a) (set-cdr! (cdddr b) b) (equal? a b)) ; => #t

; name: exactness and kinds of numbers (6.2)
(map number? '(1 1.5 1/2 a "1" #\1))                          ; => (#t #t #t #f #f #f)
(list (exact? 1) (exact? 1.) (inexact? 1.) (exact-integer? 5) (exact-integer? 5.0) (exact-integer? 1/2)) ; => (#t #f #t #t #f #f)
(list (integer? 3) (integer? 3.0) (integer? 8/4) (integer? 1.5) (integer? +inf.0)) ; => (#t #t #t #f #f)
(list (rational? 1/2) (rational? 1.5) (rational? +inf.0) (rational? +nan.0) (real? 1) (complex? 1)) ; => (#t #t #f #f #t #t)
(list (exact 2.0) (exact 2.5) (inexact 1/4) (exact .1))       ; => (2 5/2 0.25 3602879701896397/36028797018963968)
(list (nan? +nan.0) (infinite? -inf.0) (finite? 1e300) (finite? +inf.0)) ; => (#t #t #t #f)

; name: arithmetic
(list (+) (*) (+ 1) (* 4) (+ 1 2 3) (* 2 3 4) (- 5) (- 10 1 2) (/ 2) (/ 10 5) (/ 1 3 2)) ; => (0 1 1 4 6 24 -5 7 1/2 2 1/6)
(list (+ 1/2 1/3) (* 2/3 3/2) (- 1/2 1/2) (+ 1/2 0.5) (/ 9 3) (/ 9 6)) ; => (5/6 1 0 1.0 3 3/2)
(list (* 99999999999 99999999999) (expt 2 100) (expt 2.0 3) (expt 2 -2) (expt 0 0) (expt 1/2 3))
; => (9999999999800000000001 1267650600228229401496703205376 8.0 1/4 1 1/8)
(list (max 1 2 3) (min 1 2 3) (max 1 2.0) (min 1 2.0))        ; => (3 1 2.0 1.0)
(list (abs -7) (abs 7) (abs -1/2) (abs -2.5))                 ; => (7 7 1/2 2.5)
(list (quotient 17 5) (quotient -17 5) (remainder 17 -5) (remainder -17 5) (modulo 17 -5) (modulo -17 5) (modulo -17 -5))
; => (3 -3 2 -2 -3 3 -2)
(list (floor-quotient 5 2) (floor-quotient -5 2) (floor-remainder -5 2) (truncate-quotient -5 2) (truncate-remainder -5 2))
; => (2 -3 1 -2 -1)
(call-with-values (lambda () (floor/ -5 2)) list)             ; => (-3 1)
(call-with-values (lambda () (truncate/ -5 2)) list)          ; => (-2 -1)
(list (quotient 17.0 5) (modulo -7.0 2) (remainder 7.5 2))    ; error: integer
(list (gcd) (gcd 32 -36) (lcm) (lcm 32 -36) (lcm 32.0 -36))   ; => (0 4 1 288 288.0)
(list (numerator 6/4) (denominator 6/4) (denominator 0) (numerator 0.5) (denominator 0.5)) ; => (3 2 1 1.0 2.0)
(list (floor 2.5) (ceiling 2.5) (round 2.5) (round 3.5) (round -2.5) (truncate -2.5) (floor -5/2) (round 7/2) (round 7))
; => (2.0 3.0 2.0 4.0 -2.0 -2.0 -3 4 7)
(list (rationalize 3/10 1/10) (rationalize .3 1/10))          ; => (1/3 0.3333333333333333)
(list (square 5) (square 1/2) (exact-integer-sqrt 17))        ; => (25 1/4 #<values 4 1>)
(list (sqrt 16) (sqrt 2.25) (sqrt 1/4) (sqrt 15))             ; => (4 1.5 1/2 3.872983346207417)
(list (exp 0) (sin 0) (atan 1 1) (log 8 2) (exp 1.0))         ; => (1 0 0.7853981633974483 3.0 2.718281828459045)

; name: comparisons
(list (= 1 1 1) (= 1 1 2) (< 1 2 3) (< 1 3 2) (>= 3 3 2) (<= 1 1 0) (= 1 1.0) (= 1/2 0.5)) ; => (#t #f #t #f #t #f #t #t)
(list (< 1 +nan.0) (= +nan.0 +nan.0) (> +inf.0 1e308) (= 0.0 -0.0) (< 1/3 0.34)) ; => (#f #f #t #t #t)
(list (zero? 0) (zero? -0.0) (zero? 1/2) (positive? 1) (negative? -1/2) (odd? -3) (even? 0) (odd? 3.0))
; => (#t #t #f #t #t #t #t #t)
(= 9007199254740993 9007199254740992.0)                       ; => #f
(let ((x 1)) (list (= x 1) (< x 2) (> x 2) (not (= x 1)) (and (< x 2) (> x 0)))) ; => (#t #t #f #f #t)

; name: numbers and text
(map number->string '(1 -1/2 1.5 1e21 1e-7 +inf.0 -inf.0 +nan.0 100.0 .5))
; => ("1" "-1/2" "1.5" "1e21" "1e-7" "+inf.0" "-inf.0" "+nan.0" "100.0" "0.5")
(list (number->string 255 16) (number->string -5 2) (number->string 1/3 2)) ; => ("ff" "-101" "1/11")
(map string->number '("100" "#xff" "1e2" "1/2" "-1.5e-3" "abc" "" "1+" "+5" ".5" "5." "#b101" "#e1.5" "#i1/2" "+inf.0" "-" "1/0"))
; => (100 255 100.0 1/2 -0.0015 #f #f #f 5 0.5 5.0 5 3/2 0.5 +inf.0 #f #f)
(list (string->number "ff" 16) (string->number "12" 2) (string->number "#d10" 16)) ; => (255 #f 10)
(list #xFF #b-101 #o17 #e1e3 #i1/4 1e3 -0.0 +5 1.)            ; => (255 -5 15 1000 0.25 1000.0 -0.0 5 1.0)

; name: booleans (6.3)
(list #t #f #true #false (not 3) (not (list)) (not #f) (boolean? #f) (boolean? 0) (boolean=? #t #t #t) (boolean=? #t #f))
; => (#t #f #t #f #f #f #t #t #f #t #f)

; name: pairs and lists (6.4)
(list (pair? '(a . b)) (pair? '()) (pair? '#(a b)) (cons 'a '(b c)) (cons "a" 3)) ; => (#t #f #f (a b c) ("a" . 3))
(list (list? '(a b)) (list? '()) (list? '(a . b)) (let ((x (list 'a))) (set-cdr! x x) (list? x))) ; => (#t #t #f #f)
(list (make-list 2 3) (list) (length '(a (b) (c d e))) (length '())) ; => ((3 3) () 3 0)
(list (append '(x) '(y)) (append '(a) '(b c d)) (append '(a b) '(c . d)) (append '() 'a) (append) (append '(1) '() '(2)))
; => ((x y) (a b c d) (a b c . d) a () (1 2))
(list (reverse '(a (b c) d)) (list-tail '(a b c d) 2) (list-ref '(a b c d) 2)) ; => ((d (b c) a) (c d) c)
(let ((ls (list 'one 'two 'five!))) (list-set! ls 2 'three) ls) ; => (one two three)
(list (memq 'c '(a b c d e)) (memq 'x '(a)) (member (list 'a) '(b (a) c)) (memv 101 '(100 101 102))
      (member "B" '("a" "b") string-ci=?))                    ; => ((c d e) #f ((a) c) (101 102) ("b"))
(list (assq 'a '((a 1) (b 2))) (assq 'c '((a 1))) (assoc 2.0 '((1 1) (2 4)) =) (assv 5 '((2 3) (5 7)))
      (assoc '(a) '(((a)) ((b)))))                            ; => ((a 1) #f (2 4) (5 7) ((a)))
(let* ((a '(1 2 3)) (b (list-copy a))) (list (equal? a b) (eq? a b) (list-copy 5) (list-copy '(1 . 2)))) ; => (#t #f 5 (1 . 2))
(list (caar '((1) 2)) (cddr '(1 2 3)) (cdar '((1 2))) (caddr '(1 2 3)) (cdddr '(1 2 3 4)) (cadddr '(1 2 3 4)))
; => (1 (3) (2) 3 (4) 4)

; name: symbols (6.5)
(list (symbol? 'foo) (symbol? "bar") (symbol? '()) (symbol=? 'a 'a 'a) (symbol=? 'a 'b) (symbol->string 'flying-fish)
      (string->symbol "mISSISSIppi"))                         ; => (#t #f #f #t #f "flying-fish" mISSISSIppi)
(list (eq? 'abc 'ABC) (string->symbol "K. Harper") '|a\x41;b| (eq? '|abc| 'abc)) ; => (#f |K. Harper| aAb #t)

; name: characters (6.6)
(list #\a #\space #\newline #\x41 #\λ #\( #\tab #\null #\delete #\escape #\alarm #\backspace #\return)
; => (#\a #\space #\newline #\A #\λ #\( #\tab #\null #\delete #\escape #\alarm #\backspace #\return)
(list (char<? #\a #\b #\c) (char<? #\a #\a) (char-ci=? #\a #\A) (char>=? #\b #\b #\a)) ; => (#t #f #t #t)
(list (char-alphabetic? #\λ) (char-numeric? #\5) (char-whitespace? #\space) (char-upper-case? #\A) (char-lower-case? #\A)
      (digit-value #\3) (digit-value #\a) (digit-value #\x0664)) ; => (#t #t #t #t #f 3 #f 4)
(list (char->integer #\A) (integer->char 955) (char-upcase #\ß) (char-downcase #\Σ) (char-foldcase #\Σ)) ; => (65 #\λ #\ß #\σ #\σ)

; name: strings (6.7)
(list (string? "a") (string? 'a) (make-string 3 #\x) (string #\a #\b) (string-length "abc") (string-ref "abc" 1) (string))
; => (#t #f "xxx" "ab" 3 #\b "")
(list (string=? "a" "a" "a") (string<? "a" "b" "c") (string<? "a" "B") (string-ci=? "Strasse" "STRASSE")
      (string-ci=? "Straße" "STRASSE") (string>? "b" "a") (string<=? "a" "a" "b")) ; => (#t #t #f #t #t #t #t)
(list (string-upcase "Straße") (string-downcase "ΧΑΟΣ") (string-foldcase "ΧΑΟΣ")) ; => ("STRASSE" "χαος" "χαοσ")
(list (substring "hello" 1 3) (string-append) (string-append "a" "b" "c") (string-copy "hello" 2) (string-copy "hello" 1 2))
; => ("el" "" "abc" "llo" "e")
(list (string->list "abc") (string->list "abc" 1) (string->list "abc" 1 2) (list->string '(#\a #\b)) (string->vector "abc" 1)
      (vector->string #(#\x #\y)))                            ; => ((#\a #\b #\c) (#\b #\c) (#\b) "ab" #(#\b #\c) "xy")
(let ((s (make-string 3 #\*))) (string-set! s 0 #\?) s)       ; => "?**"
(let ((s (string-copy "abcde"))) (string-copy! s 1 "xyz" 0 2) s) ; => "axyde"
(let ((s (string-copy "abcde"))) (string-copy! s 1 s 0 3) s)  ; => "aabce"
(let ((s (string-copy "abcde"))) (string-fill! s #\- 1 3) s)  ; => "a--de"
"a\tb\n\"q\" \\ \x41; \
   joined"                                                    ; => "a\tb\n\"q\" \\ A joined"
(string-length "\x1F600;")                                    ; => 1
(let ((s (make-string 2 #\a)) (t "lit")) (list (eq? s s) (string-set! s 0 #\b) s)) ; => (#t #<unspecified> "ba")
(string-copy! (make-string 2) 1 "abc")                        ; error: range

; name: vectors (6.8)
(list (vector? #(1)) (vector? '(1)) (make-vector 2 'x) (vector 'a 1) (vector-length #(1 2)) (vector-ref #(1 1 2 3 5) 4))
; => (#t #f #(x x) #(a 1) 2 5)
(let ((v (vector 0 '(2 2) "x"))) (vector-set! v 1 'y) v)      ; => #(0 y "x")
(list (vector->list #(dah dah didah)) (vector->list #(1 2 3) 1) (vector->list #(1 2 3) 1 2) (list->vector '(a b)))
; => ((dah dah didah) (2 3) (2) #(a b))
(list (vector-copy #(1 2 3)) (vector-copy #(1 2 3) 1) (vector-append #(1) #(2 3) #()) (vector-append))
; => (#(1 2 3) #(2 3) #(1 2 3) #())
(let ((a (vector 1 2 3 4 5)) (b (vector 10 20 30 40 50))) (vector-copy! b 1 a 0 2) b) ; => #(10 1 2 40 50)
(let ((v (vector 1 2 3 4 5))) (vector-copy! v 1 v 0 3) v)     ; => #(1 1 2 3 5)
(let ((v (vector 1 2 3 4))) (vector-fill! v 'x 1 3) v)        ; => #(1 x x 4)
(vector-copy! (vector 1 2) 1 #(1 2 3))                        ; error: range

; name: bytevectors (6.9)
(list (bytevector? #u8(1)) (make-bytevector 2 12) (bytevector 1 3 5) (bytevector) (bytevector-length #u8(1 2))
      (bytevector-u8-ref #u8(1 1 2 3 5 8) 5))                 ; => (#t #u8(12 12) #u8(1 3 5) #u8() 2 8)
(let ((b (bytevector 1 2 3 4))) (bytevector-u8-set! b 1 3) b) ; => #u8(1 3 3 4)
(list (bytevector-copy #u8(1 2 3 4 5) 2 4) (bytevector-append #u8(0) #u8(1 2)) (utf8->string #u8(65 206 187))
      (string->utf8 "λ") (utf8->string #u8(65 66 67) 1 2))    ; => (#u8(3 4) #u8(0 1 2) "Aλ" #u8(206 187) "B")
(let ((a (bytevector 1 2 3 4 5)) (b (bytevector 10 20 30 40 50))) (bytevector-copy! b 1 a 0 2) b) ; => #u8(10 1 2 40 50)
(utf8->string #u8(255))                                       ; error: .
(bytevector 256)                                              ; error: byte
