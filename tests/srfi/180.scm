; SRFI 180: JSON.

(import (scheme base) (scheme char) (srfi 180))
(define (parse text) (json-read (open-input-string text)))
(define (text obj) (let ((port (open-output-string))) (json-write obj port) (get-output-string port)))
(define (list->generator items)
  (lambda () (if (null? items) (eof-object) (let ((item (car items))) (set! items (cdr items)) item))))
(define (all generator)
  (let loop ((result '())) (let ((v (generator))) (if (eof-object? v) (reverse result) (loop (cons v result))))))
(define (events text) (all (json-generator (open-input-string text))))
(define (accepts? text)
  (guard (e ((json-error? e) #f))
    (let ((port (open-input-string text)))
      (json-read port)
      (let ((rest (json-read port))) (or (eof-object? rest) (list 'more rest))))))

; name: values
(parse "null")                                                ; => null
(parse "true")                                                ; => #t
(parse "false")                                               ; => #f
(parse "\"text\"")                                            ; => "text"
(parse "[1, [], [\"a\", null]]")                              ; => #(1 #() #("a" null))
(parse "{\"a\": 1, \"b c\": {\"d\": []}}")                    ; => ((a . 1) (|b c| (d . #())))
(parse "{}")                                                  ; => ()
(parse " \t\r\n[ 1 , 2 ] ")                                   ; => #(1 2)
(parse "{\"a\":1,\"a\":2}")                                   ; => ((a . 1) (a . 2))
(parse "")                                                    ; => #<eof>
(parse "  \n")                                                ; => #<eof>

; name: numbers
(map parse '("0" "-0" "12" "-3" "1.5" "-0.0" "1e2" "1E+2" "25e-1" "123456789012345678901234567890"))
; => (0 0 12 -3 1.5 -0.0 100.0 100.0 2.5 123456789012345678901234567890)
(map accepts? '("01" "+1" "-" "1." ".5" "1e" "1e+" "0x1" "1_0" "Infinity" "NaN" "--1" "1.5.2" "1e999"))
; => (#f #f #f #f #f #f #f #f #f #f #f #f #f #f)
(exact? (parse "1.0"))                                        ; => #f

; name: strings
(parse "\"\\\" \\\\ \\/ \\b\\f\\n\\r\\t\"")                   ; => "\" \\ / \b\xc;\n\r\t"
(parse "\"\\u0041\\u00e9\\uD83D\\uDE00é\"")                   ; => "Aé😀é"
(string-length (parse "\"\\u0000\""))                         ; => 1
(map accepts?
     '("\"" "\"\\x\"" "\"\\u12\"" "\"\\u12g4\"" "\"\\ud800\"" "\"\\ud800\\u0041\"" "\"\\udc00\"" "\"a\nb\"" "'a'" "\"\\"))
; => (#f #f #f #f #f #f #f #f #f #f)

; name: what is not JSON
(map accepts?
     '("[" "[1" "[1," "[1,]" "[,1]" "[1 2]" "[1}" "]" "{" "{1:2}" "{\"a\"}" "{\"a\":}" "{\"a\":1,}" "{,}" "{\"a\":1]"
       "{\"a\" 1}"))                                          ; => (#f #f #f #f #f #f #f #f #f #f #f #f #f #f #f #f)
(map accepts? '("nul" "nulll" "True" "tru e" "[1]x" "//c\n1" "[1,/*c*/2]" "\xfeff;1" "\xa0;1" "{a:1}" ":" ","))
; => (#f #f #f #f #f #f #f #f #f #f #f #f)
(map accepts? '("[1] " "1 2" "[1][2]" "1,"))                  ; => (#t (more 2) (more #(2)) #f)
(parse "[1,]")                                                ; error: json-read: expected a value, got ']', at character 3

; name: several values in one port
(define port (open-input-string "1 \"two\"[3]{\"four\":4} true"))
(let* ((a (json-read port)) (b (json-read port)) (c (json-read port)) (d (json-read port)) (e (json-read port)))
  (list a b c d e (json-read port)))                          ; => (1 "two" #(3) ((four . 4)) #t #<eof>)
(define port (open-input-string "[1] rest"))
(json-read port)                                              ; => #(1)
(read-char port)                                              ; => #\space

; name: the current port, and generators of characters
(parameterize ((current-input-port (open-input-string "[1]"))) (json-read)) ; => #(1)
(json-read (list->generator (string->list "{\"a\": [1, true]}"))) ; => ((a . #(1 #t)))
(json-read (list->generator (list 1)))                        ; error: the generator must give characters, got 1
(json-read 'port)                                             ; error: argument 1 must be a textual input port or a generator

; name: errors
(json-error? (guard (e (#t e)) (parse "[")))                  ; => #t
(json-error? (guard (e (#t e)) (car 1)))                      ; => #f
(json-error? 'x)                                              ; => #f
(json-error-reason (guard (e (#t e)) (parse "[")))            ; => "json-read: the text ends within a value, at character 1"
(json-null? 'null)                                            ; => #t
(json-null? '())                                              ; => #f

; name: events
(events "{\"a\": [1, {}], \"b\": null}")
; => (object-start "a" array-start 1 object-start object-end array-end "b" null object-end)
(events "12")                                                 ; => (12)
(events "\"array-start\"")                                    ; => ("array-start")
(events "")                                                   ; => ()
(events "[1")                                                 ; error: the text ends within a value
(define port (open-input-string "[1] [2]"))
(all (json-generator port))                                   ; => (array-start 1 array-end)
(all (json-generator port))                                   ; => (array-start 2 array-end)
(let ((g (json-generator (open-input-string "1")))) (g) (list (g) (g))) ; => (#<eof> #<eof>)

; name: fold
(define (fold text)
  (json-fold cons (lambda (seed) '()) (lambda (seed) (cons 'array (reverse seed)))
             (lambda (seed) '()) (lambda (seed) (cons 'object (reverse seed))) '() (open-input-string text)))
(fold "[1, {\"a\": [true]}, []]")                             ; => ((array 1 (object "a" (array #t)) (array)))
(fold "7")                                                    ; => (7)
(json-fold + (lambda (s) 0) (lambda (s) s) (lambda (s) 0) (lambda (s) s) 0 (open-input-string "[1,[2,3],4]")) ; => 10

; name: limits
(define (limited depth size text)
  (parameterize ((json-nesting-depth-limit depth) (json-number-of-character-limit size))
    (accepts? text)))
(list (json-nesting-depth-limit) (json-number-of-character-limit)) ; => (+inf.0 +inf.0)
(map (lambda (text) (limited 3 100 text)) '("1" "[[1]]" "[[[1]]]" "[[],[]]" "[{\"a\":[]}]")) ; => (#t #t #f #t #f)
(limited 10 6 "[1,2]")                                        ; => #t
(limited 10 5 "[1,2]")                                        ; => #f
(limited 10 5 "\"aaaaaaaaa\"")                                ; => #f

; name: lines
(all (json-lines-read (open-input-string "1\n{\"a\":2}\n\n [3] \r\n\"x\""))) ; => (1 ((a . 2)) #(3) "x")
(all (json-lines-read (list->generator (string->list "1\n2\n")))) ; => (1 2)
(all (json-lines-read (open-input-string "")))                ; => ()
(all (json-lines-read (open-input-string "1 2\n")))           ; error: json-lines-read: a line has more than one value
(all (json-lines-read (open-input-string "[1\n,2]\n")))       ; => (#(1 2))

; name: sequences
(all (json-sequence-read (open-input-string "\x1e;1\n\x1e;{\"a\":2}\n\x1e;\x1e;\"x\"\n"))) ; => (1 ((a . 2)) "x")
(all (json-sequence-read (list->generator (string->list "\x1e;[1]\n\x1e;2\n")))) ; => (#(1) 2)
(all (json-sequence-read (open-input-string "")))             ; => ()
(all (json-sequence-read (open-input-string "1\n")))          ; error: json-sequence-read: expected a record separator

; name: write
(map text (list 'null #t #f 1 -2.5 1e300 "a" '#() '()))       ; => ("null" "true" "false" "1" "-2.5" "1e+300" "\"a\"" "[]" "{}")
(text '((a . #(1 2)) (b (c . null))))                         ; => "{\"a\":[1,2],\"b\":{\"c\":null}}"
(text "\"\\/\n\t\x1;é😀")                                      ; => "\"\\\"\\\\/\\n\\t\\u0001é😀\""
(text (* 1.0 100))                                            ; => "100.0"
(parameterize ((current-output-port (open-output-string))) (json-write 1) (get-output-string (current-output-port))) ; => "1"
(define parts '())
(json-write '#(1 "a") (lambda (part) (set! parts (cons part parts))))
(apply string-append (reverse parts))                         ; => "[1,\"a\"]"

; name: what cannot be written
(define (refused? obj) (guard (e ((json-error? e) #t)) (text obj) #f))
(map refused? (list 1/2 +inf.0 +nan.0 'symbol #\a car '(1 2) '((a . 1) b) '(("a" . 1)) '(a . 1) (bytevector 1) (eof-object)))
; => (#t #t #t #t #t #t #t #t #t #t #t #t)
(define v (vector 1 2))
(vector-set! v 1 v)
(json-write v)                                                ; error: json-write: the value is circular
(define shared (vector 1))
(text (vector shared shared '() '()))                         ; => "[[1],[1],{},{}]"
(define port (open-output-string))
(guard (e (#t #f)) (json-write (vector 1 'bad) port))
(get-output-string port)                                      ; => ""

; name: accumulators
(define (accumulate . events)
  (let* ((port (open-output-string)) (acc (json-accumulator port)))
    (for-each acc events)
    (get-output-string port)))
(accumulate 'array-start 1 'object-start "a" 'null "b" 'array-start 'array-end 'object-end "x" 'array-end (eof-object))
; => "[1,{\"a\":null,\"b\":[]},\"x\"]"
(accumulate #f)                                               ; => "false"
(define (deviates? . events) (guard (e ((json-error? e) #t)) (apply accumulate events) #f))
(deviates? 'array-end)                                        ; => #t
(deviates? 'array-start 'object-end)                          ; => #t
(deviates? 'object-start 1)                                   ; => #t
(deviates? 'object-start "a" 'object-end)                     ; => #t
(deviates? 1 2)                                               ; => #t
(deviates? 'array-start (eof-object))                         ; => #t
(deviates? 'array-start car)                                  ; => #t
(let* ((parts '()) (acc (json-accumulator (lambda (part) (set! parts (cons part parts))))))
  (acc 'array-start)
  (acc 'array-end)
  (reverse parts))                                            ; => ("[" "]")

; name: depth costs memory, not the stack
(define deep (let loop ((i 0) (v '#())) (if (= i 100000) v (loop (+ i 1) (vector v)))))
(define written (text deep))
(string-length written)                                       ; => 200002
(equal? (parse written) deep)                                 ; => #t
(guard (e ((json-error? e) 'refused)) (parse (make-string 200000 #\[))) ; => refused
