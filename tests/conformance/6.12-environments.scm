; Environments and evaluation (R7RS 6.12).
; Law: eval gives a datum the meaning that it has in the environment, whatever is bound where eval is called.

; name: eval
(eval '(* 7 3) (environment '(scheme base)))                  ; => 21
(let ((f (eval '(lambda (f x) (f x x)) (environment '(scheme base))))) (f + 10)) ; => 20
(eval 5 (environment '(scheme base)))                         ; => 5
(eval ''a (environment '(scheme base)))                       ; => a
(eval '(let loop ((i 0)) (if (< i 10) (loop (+ i 1)) i)) (environment '(scheme base))) ; => 10
(let ((car cdr)) (eval '(car '(1 2)) (environment '(scheme base)))) ; => 1
(eval (list + 1 2) (environment '(scheme base)))              ; => 3
(eval '(begin 1 2 3) (environment '(scheme base)))            ; => 3
(call-with-values (lambda () (eval '(values 1 2) (environment '(scheme base)))) list) ; => (1 2)
(eval '(call/cc (lambda (k) (+ 1 (k 42)))) (environment '(scheme base))) ; => 42
(eval '(if) (environment '(scheme base)))                     ; error: if: expected
(guard (e (#t 'caught)) (eval '(if) (environment '(scheme base)))) ; => caught
(guard (e (#t 'caught)) (eval '(car 5) (environment '(scheme base)))) ; => caught
(eval 'no-such-variable (environment '(scheme base)))         ; error: unbound variable: no-such-variable
(eval '(+ 1 1) 5)                                             ; error: eval: argument 2 must be an environment
(eval)                                                        ; error: eval: expects

; name: environment
(eval '(car '(1 2)) (environment '(only (scheme base) car quote))) ; => 1
(eval '(my:car '(1 2)) (environment '(prefix (only (scheme base) car) my:) '(only (scheme base) quote))) ; => 1
(eval '(char-upcase #\a) (environment '(scheme base) '(scheme char))) ; => #\A
(eval '(char-upcase #\a) (environment '(scheme base)))        ; error: unbound variable: char-upcase
(eval '(first '(1)) (environment '(rename (scheme base) (car first)))) ; => 1
(eval '(car '(1)) (environment '(except (scheme base) car)))  ; error: unbound variable: car
(environment '(no such library))                              ; error: no library is called \(no such library\)
(environment 5)                                               ; error: import set
(eval '(+ 1 2) (environment))                                 ; error: unbound variable: \+

; name: an environment of imports is immutable
(eval '(define x 1) (environment '(scheme base)))             ; error: this environment is not open to definitions
(eval '(define-syntax m (syntax-rules ())) (environment '(scheme base))) ; error: this environment is not open to definitions
(eval '(define-values (a b) (values 1 2)) (environment '(scheme base))) ; error: this environment is not open to definitions
(eval '(define-record-type r (m) p) (environment '(scheme base))) ; error: this environment is not open to definitions
(eval '(set! car cdr) (environment '(scheme base)))           ; error: set!: this environment is not open to assignments
(eval '(let () (define x 1) x) (environment '(scheme base)))  ; => 1
(car '(1 2))                                                  ; => 1

; name: interaction-environment
(eval '(define from-eval 5) (interaction-environment))
from-eval                                                     ; => 5
(define here 6)
(eval '(+ here 1) (interaction-environment))                  ; => 7
(eval '(set! here 10) (interaction-environment))
here                                                          ; => 10
(eval '(define-syntax twice (syntax-rules () ((_ e) (begin e e)))) (interaction-environment))
(let ((n 0)) (twice (set! n (+ n 1))) n)                      ; => 2
(eval '(begin (define p 1) (define q 2) (list p q)) (interaction-environment)) ; => (1 2)
(let ((local 1)) (eval 'local (interaction-environment)))     ; error: unbound variable: local

; name: the environments of R5RS
(import (scheme r5rs))
(eval '(* 7 3) (scheme-report-environment 5))                 ; => 21
(eval '(call-with-values (lambda () (values 1 2)) +) (scheme-report-environment 5)) ; => 3
(eval '(exact->inexact 1/2) (scheme-report-environment 5))    ; => 0.5
(eval '(define x 1) (scheme-report-environment 5))            ; error: this environment is not open to definitions
(eval '(string->utf8 "a") (scheme-report-environment 5))      ; error: unbound variable: string->utf8
(eval '(let ((x 1)) (if x 'yes 'no)) (null-environment 5))    ; => yes
(eval '((lambda (f) (f 5)) (lambda (x) x)) (null-environment 5)) ; => 5
(eval '(car '(1)) (null-environment 5))                       ; error: unbound variable: car
(scheme-report-environment 4)                                 ; error: scheme-report-environment: the version must be 5
(null-environment 6)                                          ; error: null-environment: the version must be 5
(list (exact->inexact 1/4) (inexact->exact 0.25))             ; => (0.25 1/4)
