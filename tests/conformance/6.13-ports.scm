; Input and output (R7RS 6.13).

(define (out f) (let ((p (open-output-string))) (f p) (get-output-string p)))
(define (in text) (open-input-string text))
(define (bytes . b) (open-input-bytevector (apply bytevector b)))

; name: kinds of ports (6.13.1)
(map port?
     (list (in "") (open-output-string) (bytes) (open-output-bytevector) (current-input-port) (current-output-port)
           (current-error-port)))                             ; => (#t #t #t #t #t #t #t)
(map port? (list 1 "port" 'a #f (eof-object)))                ; => (#f #f #f #f #f)
(map input-port? (list (in "") (open-output-string) (bytes) (open-output-bytevector) (current-input-port) 5))
; => (#t #f #t #f #t #f)
(map output-port?
     (list (in "") (open-output-string) (bytes) (open-output-bytevector) (current-output-port) (current-error-port) 5))
; => (#f #t #f #t #t #t #f)
(map textual-port? (list (in "") (open-output-string) (bytes) (open-output-bytevector) (current-output-port) 5))
; => (#t #t #f #f #t #f)
(map binary-port? (list (in "") (open-output-string) (bytes) (open-output-bytevector) 5)) ; => (#f #f #t #t #f)
(input-port-open? (in "abc"))                                 ; => #t
(let ((p (in "abc"))) (close-input-port p) (input-port-open? p)) ; => #f
(let ((p (in "abc"))) (close-port p) (input-port-open? p))    ; => #f
(output-port-open? (open-output-string))                      ; => #t
(let ((p (open-output-string))) (close-output-port p) (output-port-open? p)) ; => #f
(let ((p (open-output-bytevector))) (close-port p) (close-port p) (output-port-open? p)) ; => #f
(input-port-open? (open-output-string))                       ; => #f
(output-port-open? (in ""))                                   ; => #f
(map input-port-open? (list (open-input-bytevector (bytevector 1)) (open-output-bytevector))) ; => (#t #f)
(map output-port-open? (list (open-input-bytevector (bytevector 1)) (open-output-bytevector))) ; => (#f #t)
(input-port-open? 5)                                          ; error: input-port-open\?: argument 1 must be a port
(output-port-open? "")                                        ; error: output-port-open\?: argument 1 must be a port
(close-input-port (open-output-string))                       ; error: close-input-port
(close-output-port (in ""))                                   ; error: close-output-port
(close-port 5)                                                ; error: close-port
(call-with-port (in "abc") read-char)                         ; => #\a
(let ((p (in "abc"))) (call-with-port p read-char) (input-port-open? p)) ; => #f
(let ((p (open-output-string))) (call-with-port p (lambda (p) (write 'x p))) (output-port-open? p)) ; => #f
(call-with-values (lambda () (call-with-port (in "") (lambda (p) (values 1 2)))) list) ; => (1 2)
(call-with-port 5 read-char)                                  ; error: call-with-port

; name: current ports
(parameterize ((current-output-port (open-output-string)))
  (write 'x)
  (display "y")
  (newline)
  (get-output-string (current-output-port)))                  ; => "xy\n"
(parameterize ((current-input-port (in "a b")))
  (let* ((a (read)) (b (read-char)) (c (peek-char)) (d (read-line))) (list a b c d (eof-object? (read-char)))))
; => (a #\space #\b "b" #t)
(let ((p (open-output-string)))
  (parameterize ((current-error-port p)) (display "oops" (current-error-port)))
  (get-output-string p))                                      ; => "oops"
(parameterize ((current-input-port (bytes 1 2 3)))
  (let* ((a (peek-u8)) (b (read-u8)) (c (u8-ready?)) (d (read-bytevector 9))) (list a b c d))) ; => (1 1 #t #u8(2 3))
(parameterize ((current-output-port (open-output-bytevector)))
  (write-u8 1)
  (write-bytevector #u8(2 3))
  (get-output-bytevector (current-output-port)))              ; => #u8(1 2 3)
(let ((p (open-output-string)))
  (parameterize ((current-output-port p))
    (write-char #\a)
    (write-string "bc")
    (write-simple 'd)
    (write-shared 'e)
    (flush-output-port))
  (get-output-string p))                                      ; => "abcde"
(let* ((p (current-output-port)) (q (open-output-string)))
  (parameterize ((current-output-port q)) 1)
  (eq? p (current-output-port)))                              ; => #t
(parameterize ((current-output-port 5)) (write 1))            ; error: write
(parameterize ((current-input-port (open-output-string))) (read-char)) ; error: read-char
(display "to the console")                                    ; output: to the console
(write "to the console\n")                                    ; output: "to the console\n"
(begin (write-string "abc" (current-output-port) 1) (newline) (write-char #\z) (flush-output-port)) ; output: bc\nz

; name: characters and lines (6.13.2)
(let* ((p (in "ab")) (a (peek-char p)) (b (read-char p)) (c (read-char p)) (d (peek-char p)) (e (read-char p)))
  (list a b c (eof-object? d) (eof-object? e)))               ; => (#\a #\a #\b #t #t)
(eof-object? (read-char (in "")))                             ; => #t
(eof-object? (peek-char (in "")))                             ; => #t
(eof-object? (read-line (in "")))                             ; => #t
(read-line (in "abc"))                                        ; => "abc"
(read-line (in "abc\ndef\n"))                                 ; => "abc"
(let* ((p (in "a\n\nb\n")) (a (read-line p)) (b (read-line p)) (c (read-line p)) (d (read-line p))) (list a b c (eof-object? d)))
; => ("a" "" "b" #t)
(let* ((p (in "a\r\nb\rc\nd")) (a (read-line p)) (b (read-line p)) (c (read-line p)) (d (read-line p))) (list a b c d))
; => ("a" "b" "c" "d")
(read-line (in "\n"))                                         ; => ""
(read-string 3 (in "abcd"))                                   ; => "abc"
(read-string 9 (in "abc"))                                    ; => "abc"
(read-string 0 (in "abc"))                                    ; => ""
(eof-object? (read-string 3 (in "")))                         ; => #t
(let* ((p (in "a\nbc")) (a (read-string 2 p)) (b (read-string 9 p))) (list a b (eof-object? (read-string 1 p))))
; => ("a\n" "bc" #t)
(read-string -1 (in "abc"))                                   ; error: read-string
(read-string 'a (in "abc"))                                   ; error: read-string
(char-ready? (in "abc"))                                      ; => #t
(char-ready? (in ""))                                         ; => #t
(let* ((p (in "λ日")) (a (read-char p)) (b (read-char p))) (list a b)) ; => (#\λ #\日)
(read-char (bytes 65))                                        ; error: read-char
(read-char (open-output-string))                              ; error: read-char
(read-line 5)                                                 ; error: read-line
(let ((p (in "abc"))) (close-port p) (read-char p))           ; error: read-char
(let ((p (in "abc"))) (close-port p) (peek-char p))           ; error: peek-char
(let ((p (in "abc"))) (close-port p) (read-line p))           ; error: read-line
(let ((p (in "abc"))) (close-port p) (read-string 1 p))       ; error: read-string
(let ((p (in "abc"))) (close-port p) (char-ready? p))         ; error: char-ready\?
(let ((p (in "abc"))) (close-port p) (read p))                ; error: read

; name: the end of file
(eof-object? (eof-object))                                    ; => #t
(eof-object? 'eof)                                            ; => #f
(eof-object? #f)                                              ; => #f
(eof-object? "")                                              ; => #f
(equal? (eof-object) (read (in "")))                          ; => #t

; name: read
(read (in " 42 "))                                            ; => 42
(let* ((p (in "(1 . 2) foo \"s\"")) (a (read p)) (b (read p)) (c (read p)) (d (read p))) (list a b c (eof-object? d)))
; => ((1 . 2) foo "s" #t)
(let* ((p (in "abc def")) (a (read p)) (b (read-char p)) (c (read-char p))) (list a b c)) ; => (abc #\space #\d)
(let* ((p (in "(a)b")) (a (read p)) (b (read-char p))) (list a b)) ; => ((a) #\b)
(let* ((p (in "\"a\"b")) (a (read p)) (b (read-char p))) (list a b)) ; => ("a" #\b)
(let* ((p (in "abc)")) (a (read p)) (b (read-char p))) (list a b)) ; => (abc #\))
(let* ((p (in "1;2\n3")) (a (read p)) (b (read-char p)) (c (read p))) (list a b (eof-object? c))) ; => (1 #\; #f)
(eof-object? (read (in " ; nothing\n")))                      ; => #t
(guard (e ((read-error? e) 'refused)) (read (in "(1")))       ; => refused
(guard (e ((read-error? e) 'refused)) (read (in ")")))        ; => refused
(let ((p (in ") 5"))) (list (guard (e ((read-error? e) 'refused)) (read p)) (read p))) ; => (refused 5)
(map (lambda (x) (or (read-error? x) (file-error? x))) (list 1 'a "x" (eof-object))) ; => (#f #f #f #f)
(guard (e (#t (list (read-error? e) (file-error? e) (error-object? e)))) (error "other")) ; => (#f #f #t)
(guard (e (#t (list (read-error? e) (file-error? e) (error-object? e)))) (read (in "#<x>"))) ; => (#t #f #t)
(read (open-output-string))                                   ; error: read
(read (bytes 65))                                             ; error: read

; name: bytes
(let* ((p (bytes 1 2)) (a (peek-u8 p)) (b (read-u8 p)) (c (read-u8 p)) (d (peek-u8 p)) (e (read-u8 p)))
  (list a b c (eof-object? d) (eof-object? e)))               ; => (1 1 2 #t #t)
(eof-object? (read-u8 (bytes)))                               ; => #t
(eof-object? (peek-u8 (bytes)))                               ; => #t
(u8-ready? (bytes 1))                                         ; => #t
(u8-ready? (bytes))                                           ; => #t
(eof-object? (read-bytevector 3 (bytes)))                     ; => #t
(read-bytevector 3 (bytes 1))                                 ; => #u8(1)
(read-bytevector 3 (bytes 1 2 3 4))                           ; => #u8(1 2 3)
(read-bytevector 0 (bytes 1))                                 ; => #u8()
(read-bytevector -1 (bytes 1))                                ; error: read-bytevector
(let* ((p (bytes 1 2 3)) (a (read-bytevector 2 p)) (b (read-bytevector 2 p))) (list a b (eof-object? (read-bytevector 2 p))))
; => (#u8(1 2) #u8(3) #t)
(let ((bv (bytevector 1 2 3 4 5))) (list (read-bytevector! bv (bytes 6 7 8 9 10)) bv)) ; => (5 #u8(6 7 8 9 10))
(let ((bv (bytevector 1 2 3 4 5))) (list (read-bytevector! bv (bytes 6 7 8 9 10) 0 3) bv)) ; => (3 #u8(6 7 8 4 5))
(let ((bv (bytevector 1 2 3 4 5))) (list (read-bytevector! bv (bytes 6 7 8 9 10) 3) bv)) ; => (2 #u8(1 2 3 6 7))
(let ((bv (bytevector 1 2 3 4 5))) (list (read-bytevector! bv (bytes 6) 1 4) bv)) ; => (1 #u8(1 6 3 4 5))
(eof-object? (read-bytevector! (bytevector 1 2) (bytes)))     ; => #t
(read-bytevector! (bytevector 1 2) (bytes 6) 3)               ; error: read-bytevector!
(read-bytevector! (bytevector 1 2) (bytes 6) 2 1)             ; error: read-bytevector!
(read-u8 (in "a"))                                            ; error: read-u8
(peek-u8 (open-output-bytevector))                            ; error: peek-u8
(u8-ready? (in "a"))                                          ; error: u8-ready\?
(let ((p (bytes 1))) (close-port p) (read-u8 p))              ; error: read-u8
(let ((p (bytes 1))) (close-port p) (peek-u8 p))              ; error: peek-u8
(let ((p (bytes 1))) (close-port p) (u8-ready? p))            ; error: u8-ready\?
(let ((p (bytes 1))) (close-port p) (read-bytevector 1 p))    ; error: read-bytevector

; name: output (6.13.3)
(out (lambda (p) (write 'abc p)))                             ; => "abc"
(out (lambda (p) (write "a\"b" p) (display "a\"b" p)))        ; => "\"a\\\"b\"a\"b"
(out (lambda (p) (write #\a p) (display #\a p)))              ; => "#\\aa"
(out (lambda (p) (write '("a" #\b (c . "d") #("e")) p)))      ; => "(\"a\" #\\b (c . \"d\") #(\"e\"))"
(out (lambda (p) (display '("a" #\b (c . "d") #("e")) p)))    ; => "(a b (c . d) #(e))"
(out (lambda (p) (write '|a b| p) (display '|a b| p)))        ; => "|a b|a b"
(out (lambda (p) (newline p)))                                ; => "\n"
(out (lambda (p) (write-char #\a p) (write-char #\λ p)))      ; => "aλ"
(out (lambda (p) (write-string "abc def" p)))                 ; => "abc def"
(out (lambda (p) (write-string "abc def" p 4)))               ; => "def"
(out (lambda (p) (write-string "abc def" p 2 5)))             ; => "c d"
(out (lambda (p) (write-string "abc" p 3)))                   ; => ""
(write-string "abc" (open-output-string) 4)                   ; error: write-string
(write-string "abc" (open-output-string) 2 1)                 ; error: write-string
(write-string 'a (open-output-string))                        ; error: write-string
(write-char "a" (open-output-string))                         ; error: write-char
(write-char #\a (open-output-bytevector))                     ; error: write-char
(write 'a (in "x"))                                           ; error: write
(newline 5)                                                   ; error: newline
(out (lambda (p) (flush-output-port p)))                      ; => ""
(let ((p (open-output-bytevector))) (write-u8 1 p) (write-u8 255 p) (get-output-bytevector p)) ; => #u8(1 255)
(let ((p (open-output-bytevector))) (write-bytevector #u8(1 2 3 4 5) p) (get-output-bytevector p)) ; => #u8(1 2 3 4 5)
(let ((p (open-output-bytevector))) (write-bytevector #u8(1 2 3 4 5) p 2) (get-output-bytevector p)) ; => #u8(3 4 5)
(let ((p (open-output-bytevector))) (write-bytevector #u8(1 2 3 4 5) p 2 4) (get-output-bytevector p)) ; => #u8(3 4)
(let ((p (open-output-bytevector))) (flush-output-port p) (get-output-bytevector p)) ; => #u8()
(write-u8 256 (open-output-bytevector))                       ; error: write-u8
(write-u8 'a (open-output-bytevector))                        ; error: write-u8
(write-u8 65 (open-output-string))                            ; error: write-u8
(write-bytevector "a" (open-output-bytevector))               ; error: write-bytevector
(write-bytevector #u8(1 2) (open-output-bytevector) 1 3)      ; error: write-bytevector
(let ((p (open-output-string))) (write 'a p) (write 'b p) (list (get-output-string p) (get-output-string p))) ; => ("ab" "ab")
(let ((p (open-output-string))) (write 'a p) (close-port p) (write 'b p)) ; error: write
(let ((p (open-output-string))) (close-port p) (newline p))   ; error: newline
(let ((p (open-output-string))) (close-port p) (display 1 p)) ; error: display
(let ((p (open-output-string))) (close-port p) (write-string "a" p)) ; error: write-string
(let ((p (open-output-bytevector))) (close-port p) (write-u8 1 p)) ; error: write-u8
(get-output-string (in "x"))                                  ; error: get-output-string
(get-output-string (open-output-bytevector))                  ; error: get-output-string
(get-output-bytevector (open-output-string))                  ; error: get-output-bytevector
(open-input-string 5)                                         ; error: open-input-string
(open-input-bytevector "x")                                   ; error: open-input-bytevector

; name: labels
(define ring (let ((x (list 1 2))) (set-cdr! (cdr x) x) x))
(define twice (let ((x (list 'a))) (list x x)))
(out (lambda (p) (write ring p)))                             ; => "#0=(1 2 . #0#)"
(out (lambda (p) (display ring p)))                           ; => "#0=(1 2 . #0#)"
(out (lambda (p) (write-shared ring p)))                      ; => "#0=(1 2 . #0#)"
(out (lambda (p) (write twice p)))                            ; => "((a) (a))"
(out (lambda (p) (write-shared twice p)))                     ; => "(#0=(a) #0#)"
(out (lambda (p) (write-simple twice p)))                     ; => "((a) (a))"
(out (lambda (p) (display twice p)))                          ; => "((a) (a))"
(out (lambda (p) (write (list ring twice) p)))                ; => "(#0=(1 2 . #0#) ((a) (a)))"
(out (lambda (p) (write-shared (list ring twice) p)))         ; => "(#0=(1 2 . #0#) (#1=(a) #1#))"
(out (lambda (p) (let ((x (list 1))) (set-cdr! x x) (write x p)))) ; => "#0=(1 . #0#)"
(out (lambda (p) (let ((x (list 1))) (set-car! x x) (write x p)))) ; => "#0=(#0#)"
(out (lambda (p) (let ((v (vector 1 2))) (vector-set! v 0 v) (write v p)))) ; => "#0=#(#0# 2)"
(out (lambda (p) (let ((x (list 1 2 3))) (set-cdr! (cddr x) (cdr x)) (write x p)))) ; => "(1 . #0=(2 3 . #0#))"
(out (lambda (p) (let* ((s (list 's)) (c (list s s))) (set-cdr! (cdr c) c) (write c p)))) ; => "#0=((s) (s) . #0#)"
(out (lambda (p) (let ((s (string #\a))) (write (list s s) p)))) ; => "(\"a\" \"a\")"
(out (lambda (p) (write-shared '(() () a a 1 1) p)))          ; => "(() () a a 1 1)"
(out (lambda (p) (let* ((a (list 1)) (b (vector a a))) (write-shared (list b b) p)))) ; => "(#0=#(#1=(1) #1#) #0#)"

; name: files (6.13.1, 6.14)
(define name (string-append "/tmp/flowscheme-conformance-" (number->string (current-jiffy)) ".txt"))
(define (to-name f) (let ((p (open-output-file name))) (f p) (close-port p)))
(begin (to-name (lambda (p) (write '(1 "a" #\b) p) (newline p) (display "λ x" p))) (file-exists? name)) ; => #t
(let* ((p (open-input-file name)) (a (read p)) (b (read-char p)) (c (read-line p)) (d (read-char p)))
  (close-port p)
  (list a b c (eof-object? d)))                               ; => ((1 "a" #\b) #\newline "λ x" #t)
(call-with-input-file name read)                              ; => (1 "a" #\b)
(call-with-input-file name (lambda (p) (list (input-port? p) (textual-port? p) (binary-port? p)))) ; => (#t #t #f)
(begin
  (call-with-output-file name (lambda (p) (write-string "two\nlines\n" p)))
  (call-with-input-file name (lambda (p) (read-string 99 p)))) ; => "two\nlines\n"
(begin (with-output-to-file name (lambda () (display "inside") (newline))) (with-input-from-file name read-line)) ; => "inside"
(let ((p (open-input-file name))) (close-input-port p) (input-port-open? p)) ; => #f
(let ((p (open-output-file name)))
  (write 'flushed p)
  (flush-output-port p)
  (let ((x (call-with-input-file name read))) (close-output-port p) x)) ; => flushed
(let ((p (open-output-file name))) (close-port p) (write 'late p)) ; error: write
(begin (to-name (lambda (p) (write-string "a\r\nb\rc" p))) (call-with-input-file name (lambda (p) (read-string 99 p))))
; => "a\r\nb\rc"
(call-with-input-file name (lambda (p) (let* ((a (read-line p)) (b (read-line p)) (c (read-line p))) (list a b c))))
; => ("a" "b" "c")
(let ((p (open-binary-output-file name))) (write-bytevector #u8(255 0 13 10) p) (write-u8 7 p) (close-port p) (file-exists? name))
; => #t
(let* ((p (open-binary-input-file name)) (a (read-u8 p)) (b (peek-u8 p)) (c (read-bytevector 9 p)) (d (read-u8 p)))
  (close-port p)
  (list a b c (eof-object? d)))                               ; => (255 0 #u8(0 13 10 7) #t)
(call-with-port (open-binary-input-file name) (lambda (p) (list (binary-port? p) (textual-port? p)))) ; => (#t #f)
(guard (e ((file-error? e) 'not-utf-8)) (call-with-input-file name read-line)) ; => not-utf-8
(begin (delete-file name) (file-exists? name))                ; => #f
(guard (e ((file-error? e) 'none)) (delete-file name))        ; => none
(guard (e ((file-error? e) 'none)) (open-input-file name))    ; => none
(guard (e ((file-error? e) 'none)) (open-binary-input-file name)) ; => none
(guard (e ((file-error? e) 'none)) (open-output-file "/no/such/folder/x")) ; => none
(guard (e ((file-error? e) 'none)) (open-binary-output-file "/no/such/folder/x")) ; => none
(guard (e ((file-error? e) 'none)) (call-with-input-file name read)) ; => none
(guard (e ((file-error? e) 'none)) (with-input-from-file name read)) ; => none
(guard (e ((file-error? e) 'none)) (with-output-to-file "/no/such/folder/x" newline)) ; => none
(guard (e ((file-error? e) 'none)) (load name))               ; => none
(begin (to-name (lambda (p) (write '(define loaded 42) p))) (load name) loaded) ; => 42
(begin (delete-file name) (file-exists? name))                ; => #f
(file-exists? 5)                                              ; error: file-exists\?
(open-input-file 'name)                                       ; error: open-input-file
(delete-file 5)                                               ; error: delete-file
