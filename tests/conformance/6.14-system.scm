; System interface (R7RS 6.14).
; Law: what a program learns of its surroundings is plain data, and exit ends it with the status that its argument says.

; name: load
(load "tests/conformance/support/loaded.scm")
loaded-value                                                  ; => 42
(load "tests/conformance/support/loaded.scm" (interaction-environment))
loaded-value                                                  ; => 42
(load "no/such/file.scm")                                     ; error: cannot read no/such/file.scm
(load 5)                                                      ; error: load: argument 1 must be a string

; name: file-exists? and delete-file
(file-exists? "/no/such/file")                                ; => #f
(file-exists? "tests/conformance/support/loaded.scm")         ; => #t
(delete-file "/no/such/file")                                 ; error: no/such/file
(file-exists? 5)                                              ; error: file-exists\?: argument 1 must be a string

; name: command-line
(list? (command-line))                                        ; => #t
(let loop ((l (command-line))) (or (null? l) (and (string? (car l)) (loop (cdr l))))) ; => #t

; name: exit
(exit)                                                        ; error: SchemeExit: .*0
(exit #t)                                                     ; error: SchemeExit: .*0
(exit #f)                                                     ; error: SchemeExit: .*1
(exit 7)                                                      ; error: SchemeExit: .*7
(exit 'odd)                                                   ; error: SchemeExit: .*1
(guard (e (#t 'caught)) (exit 3))                             ; error: SchemeExit: .*3
(with-exception-handler (lambda (e) 'handled) (lambda () (exit 4))) ; error: SchemeExit: .*4
(dynamic-wind (lambda () #f) (lambda () (exit 0)) (lambda () (display "after"))) ; error: SchemeExit: .*0
; output: after
(emergency-exit)                                              ; error: EmergencyExit: .*0
(emergency-exit 9)                                            ; error: EmergencyExit: .*9
(emergency-exit #f)                                           ; error: EmergencyExit: .*1
(dynamic-wind (lambda () #f) (lambda () (emergency-exit 0)) (lambda () (display "after"))) ; error: EmergencyExit: .*0
; output:

; name: environment variables
(get-environment-variable "NO_SUCH_VARIABLE_AS_THIS")         ; => #f
(string? (get-environment-variable "PATH"))                   ; => #t
(list? (get-environment-variables))                           ; => #t
(let ((found (assoc "PATH" (get-environment-variables)))) (equal? (cdr found) (get-environment-variable "PATH"))) ; => #t
(get-environment-variable 'PATH)                              ; error: get-environment-variable: argument 1 must be a string

; name: time
(real? (current-second))                                      ; => #t
(inexact? (current-second))                                   ; => #t
(exact-integer? (current-jiffy))                              ; => #t
(let* ((a (current-jiffy)) (b (current-jiffy))) (<= a b))     ; => #t
(exact-integer? (jiffies-per-second))                         ; => #t
(positive? (jiffies-per-second))                              ; => #t
(> (current-second) 1000000000)                               ; => #t

; name: features
(list? (features))                                            ; => #t
(pair? (memq 'r7rs (features)))                               ; => #t
(let loop ((l (features))) (or (null? l) (and (symbol? (car l)) (loop (cdr l))))) ; => #t
(map (lambda (f) (and (memq f (features)) #t)) '(exact-closed ratios full-unicode flowscheme)) ; => (#t #t #t #t)
