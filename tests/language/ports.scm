; Input and output (R7RS 6.13).

; name: output to the console
(display "hello, world")                                      ; output: hello, world
(begin (display "a") (write "b") (write #\c) (newline) (display #\d) (write-char #\e) (write-string "f") (display '(1 "x" #\y)))
; output: a"b"#\c\ndef(1 x y)
(begin (write 'sym) (display 1.5) (display '()) (write '|a b|)) ; output: sym1.5()|a b|
(let ((l (list 1 2))) (set-cdr! (cdr l) l) (write l))         ; output: #0=(1 2 . #0#)
(let ((l (list 1))) (write-shared (list l l)) (write (list l l))) ; output: (#0=(1) #0#)((1) (1))
(write-simple '(a "b"))                                       ; output: (a "b")
(write-u8 65)                                                 ; error: .

; name: string ports
(define (with-output f) (let ((p (open-output-string))) (f p) (get-output-string p)))
(with-output (lambda (p) (write 'a p) (display " b" p) (newline p) (write-string "hello" p 1 3))) ; => "a b\nel"
(let ((p (open-input-string "abc"))) (list (peek-char p) (read-char p) (read-char p) (read-char p) (eof-object? (read-char p))))
; => (#\a #\a #\b #\c #t)
(let ((p (open-input-string "one\ntwo"))) (list (read-line p) (read-line p) (eof-object? (read-line p)))) ; => ("one" "two" #t)
(let ((p (open-input-string "hello"))) (list (read-string 2 p) (read-string 10 p) (eof-object? (read-string 1 p))))
; => ("he" "llo" #t)
(let ((p (open-input-string "(1 . 2) foo \"s\" #\\a 'q")))
  (list (read p) (read p) (read p) (read p) (read p) (eof-object? (read p)))) ; => ((1 . 2) foo "s" #\a (quote q) #t)
(list (eof-object? (eof-object)) (eof-object? 'eof) (char-ready? (open-input-string "x"))) ; => (#t #f #t)
(parameterize ((current-output-port (open-output-string))) (display "hidden") (get-output-string (current-output-port)))
; => "hidden"
(parameterize ((current-input-port (open-input-string "from here"))) (read)) ; => from

; name: bytevector ports
(let ((p (open-output-bytevector))) (write-u8 1 p) (write-bytevector #u8(2 3 4) p 1) (get-output-bytevector p)) ; => #u8(1 3 4)
(let ((p (open-input-bytevector #u8(1 2 3 4))))
  (list (peek-u8 p) (read-u8 p) (read-bytevector 2 p) (read-u8 p) (eof-object? (read-u8 p)))) ; => (1 1 #u8(2 3) 4 #t)
(let ((p (open-input-bytevector #u8(1 2 3))) (b (make-bytevector 4 0))) (list (read-bytevector! b p 1) b (u8-ready? p)))
; => (3 #u8(0 1 2 3) #t)

; name: kinds of ports
(let ((i (open-input-string "")) (o (open-output-string)) (b (open-input-bytevector #u8())))
  (list (port? i) (input-port? i) (output-port? i) (textual-port? i) (binary-port? b) (output-port? o) (port? 5)))
; => (#t #t #f #t #t #t #f)
(let ((p (open-input-string "x"))) (close-port p) (list (input-port-open? p))) ; => (#f)
(let ((p (open-input-string "x"))) (close-input-port p) (read-char p)) ; error: closed
(call-with-port (open-input-string "abc") read-char)          ; => #\a

; name: reading what was written
(define (round-trip x) (let ((o (open-output-string))) (write x o) (read (open-input-string (get-output-string o)))))
(for-each (lambda (x) (if (not (equal? x (round-trip x))) (error "differs" x)))
          (list 1 -1/2 1.5 1e100 "a\n\"\\\x7;" #\a #\space #\x0 'sym '|odd sym| '|| '(1 (2 . 3) #(4 "x")) #u8(1 2) #t #f '()
                ''q '`(a ,b ,@c) +inf.0 -0.0 'λ '|a\|b|))     ; => #<unspecified>
(let ((x (round-trip '#0=(a b . #0#)))) (eq? x (cddr x)))     ; => #t
(nan? (round-trip +nan.0))                                    ; => #t

; name: files
(define name "/tmp/flowscheme-language-test.txt")
(call-with-output-file name (lambda (p) (write '(data 1) p) (newline p) (display "line" p)))
(list (file-exists? name) (call-with-input-file name (lambda (p) (list (read p) (read-line p) (read-line p)))))
; => (#t ((data 1) "" "line"))
(with-output-to-file name (lambda () (display "again")))
(with-input-from-file name read-line)                         ; => "again"
(begin (delete-file name) (file-exists? name))                ; => #f
(guard (e ((file-error? e) 'no-file)) (delete-file name))     ; => no-file
(load "/no/such/file.scm")                                    ; error: cannot read

; name: reading source syntax
(define (read-all text)
  (let ((p (open-input-string text)))
    (let loop ((d (read p)) (l '())) (if (eof-object? d) (reverse l) (loop (read p) (cons d l))))))
(read-all "1 ; comment\n#| block #| nested |# |# 2 #;(ignored) 3 #;#; a b (4 . 5) #(6) #u8(7)") ; => (1 2 3 (4 . 5) #(6) #u8(7))
(read-all "#!fold-case ABC #!no-fold-case ABC |Abc|")         ; => (abc ABC Abc)
(read-all "#t #true #f #false #\\a #\\space #\\x41 \"a\\x41;b\"") ; => (#t #t #f #f #\a #\space #\A "aAb")
(read-all "'a `b ,c ,@d")                                     ; => ((quote a) (quasiquote b) (unquote c) (unquote-splicing d))
(read-all "... + - -> ->x .. .a +.b a.b -- +x")            ; => (... + - -> ->x .. .a +.b a.b -- +x)
(let ((x (car (read-all "#0=(1 #0# 2)")))) (eq? x (cadr x)))  ; => #t
(read-all "(#1=(a) #1# . #1#)")                               ; => (((a) (a) a))
