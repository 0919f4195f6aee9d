; Conditionals (R7RS 4.2.1).
; Law: exactly the parts that decide the value are evaluated, each once, in order.

(define log '())
(define (note x) (set! log (cons x log)) x)
(define (logged) (let ((l (reverse log))) (set! log '()) l))

; name: cond
(cond ((> 3 2) 'greater) ((< 3 2) 'less))                     ; => greater
(cond ((> 3 3) 'greater) ((< 3 3) 'less) (else 'equal))       ; => equal
(cond ((assv 'b '((a 1) (b 2))) => cadr) (else #f))           ; => 2
(cond (#f 1))                                                 ; => #<unspecified>
(cond ((memv 2 '(1 2 3))))                                    ; => (2 3)
(cond (#f) (5) (else 6))                                      ; => 5
(cond ((note #f) 1) ((note 2) (note 3) (note 4)) ((note 5) 6)) ; => 4
(logged)                                                      ; => (#f 2 3 4)
(cond (1 => (lambda (x) (+ x 1))) (else 0))                   ; => 2
(cond (#f => car) ('() => null?))                             ; => #t
(cond ((values 1) => list))                                   ; => (1)
(cond (else 1 2 3))                                           ; => 3
(cond ((begin (note 'once) 7) => (lambda (x) (list x x))))    ; => (7 7)
(logged)                                                      ; => (once)
(let ((else #f)) (cond (#f 3) (else 4) (#t 5)))               ; => 5
(let ((=> #f)) (cond (#t => 'ok)))                            ; => ok
(let loop ((i 0)) (cond ((= i 100000) 'done) (else (loop (+ i 1))))) ; => done
(let loop ((i 0)) (cond ((= i 100000) => (lambda (x) 'done)) (else (loop (+ i 1))))) ; => done

; name: malformed cond
(cond)                                                        ; error: SourceError: cond: expected
(cond ())                                                     ; error: SourceError: cond: expected
(cond 5)                                                      ; error: SourceError: a list is expected|cond: expected
(cond (else))                                                 ; error: SourceError: cond: expected
(cond (else 1) (#t 2))                                        ; error: SourceError: cond: expected
(cond (1 => car cdr))                                         ; error: SourceError: cond: expected
(cond (1 =>))                                                 ; error: SourceError: cond: expected
(cond (#t . 1))                                               ; error: SourceError: cond: expected

; name: case
(case (* 2 3) ((2 3 5 7) 'prime) ((1 4 6 8 9) 'composite))    ; => composite
(case (car '(c d)) ((a) 'a) ((b) 'b))                         ; => #<unspecified>
(case (car '(c d)) ((a e i o u) 'vowel) ((w y) 'semivowel) (else => (lambda (x) x))) ; => c
(case 'w ((a e i o u) 'vowel) ((w y) 'semivowel) (else 'consonant)) ; => semivowel
(case 2 ((1) 'one) ((2 3) => (lambda (x) (* x 10))) (else 'many)) ; => 20
(case 9 ((1) 'one) (else => -))                               ; => -9
(case 'x (else 1 2 3))                                        ; => 3
(case #\a ((#\a #\b) 'char) (else 'other))                    ; => char
(case "a" (("a") 'same) (else 'strings-are-not-eqv))          ; => strings-are-not-eqv
(case 2.0 ((2) 'exact) ((2.0) 'inexact) (else 'none))         ; => inexact
(case 100000000000000000000 ((100000000000000000000) 'big) (else 'none)) ; => big
(case 1/2 ((1/2) 'half) (else 'none))                         ; => half
(case '() ((()) 'nil) (else 'none))                           ; => nil
(case #f ((#f) 'false) (else 'none))                          ; => false
(case #t ((#t) 'true) (else 'none))                           ; => true
(case (note 5) ((1 2 3) 'low) ((4 5 6) (note 'mid) 'middle) (else 'high)) ; => middle
(logged)                                                      ; => (5 mid)
(case 1 (() 'never) ((1) 'one))                               ; => one
(case 'else ((else) 'word) (else 'no))                        ; => word
(case '=> ((=>) 'arrow) (else 'no))                           ; => arrow
(let ((key 3)) (case 3 ((3) key)))                            ; => 3
(let ((x '(a))) (case x (((a)) 'literal) (else 'other)))      ; => other
(case -0.0 ((0.0) 'plus) ((-0.0) 'minus) (else 'none))        ; => minus

; name: malformed case
(case)                                                        ; error: SourceError: case: expected
(case 1 2)                                                    ; error: SourceError
(case 1 (else))                                               ; error: SourceError: case: expected
(case 1 (else 1) ((2) 2))                                     ; error: SourceError: case: expected
(case 1 ((1)))                                                ; error: SourceError: case: expected
(case 1 (1 2))                                                ; error: SourceError
(case 1 ())                                                   ; error: SourceError: case: expected
(case 1 ((1) => car cdr))                                     ; error: SourceError: case: expected
(case 1 ((1) =>))                                             ; error: SourceError: case: expected

; name: and
(and (= 2 2) (> 2 1))                                         ; => #t
(and (= 2 2) (< 2 1))                                         ; => #f
(and 1 2 'c '(f g))                                           ; => (f g)
(and)                                                         ; => #t
(and 5)                                                       ; => 5
(and #f (car 5))                                              ; => #f
(and (note 1) (note #f) (note 3))                             ; => #f
(logged)                                                      ; => (1 #f)
(if (and 1 (and 2 3)) 'yes 'no)                               ; => yes
(let loop ((i 0)) (and (< i 100001) (if (= i 100000) 'done (loop (+ i 1))))) ; => done
(and . 1)                                                     ; error: SourceError: and: expected

; name: or
(or (= 2 2) (> 2 1))                                          ; => #t
(or (= 2 2) (< 2 1))                                          ; => #t
(or #f #f #f)                                                 ; => #f
(or (memq 'b '(a b c)) (/ 3 0))                               ; => (b c)
(or)                                                          ; => #f
(or 5)                                                        ; => 5
(or (note #f) (note 2) (note 3))                              ; => 2
(logged)                                                      ; => (#f 2)
(if (or #f (and #f 1)) 'yes 'no)                              ; => no
(let loop ((i 0)) (or (= i 100000) (loop (+ i 1))))           ; => #t
(let ((x 5)) (or #f x))                                       ; => 5

; name: when and unless
(when (= 1 1.0) (note 1) (note 2))                            ; => 2
(logged)                                                      ; => (1 2)
(when #f (note 1))                                            ; => #<unspecified>
(logged)                                                      ; => ()
(unless (= 1 1.0) (note 1) (note 2))                          ; => #<unspecified>
(unless #f (note 1) (note 2))                                 ; => 2
(logged)                                                      ; => (1 2)
(let loop ((i 0)) (when (< i 100001) (if (= i 100000) 'done (loop (+ i 1))))) ; => done
(when)                                                        ; error: SourceError: when: expected
(unless)                                                      ; error: SourceError: unless: expected

; name: cond-expand
(cond-expand (r7rs 'yes) (else 'no))                          ; => yes
(cond-expand (no-such-feature 'no) (else 'yes))               ; => yes
(cond-expand ((and r7rs full-unicode) 1) (else 2))            ; => 1
(cond-expand ((and) 1) (else 2))                              ; => 1
(cond-expand ((or) 1) (else 2))                               ; => 2
(cond-expand ((or nope r7rs) 1) (else 2))                     ; => 1
(cond-expand ((not nope) 1) (else 2))                         ; => 1
(cond-expand ((not r7rs) 1) (else 2))                         ; => 2
(cond-expand ((library (scheme base)) 1) (else 2))            ; => 1
(cond-expand ((library (no such thing)) 1) (else 2))          ; => 2
(cond-expand ((and (library (scheme base)) (not (library (nope 1)))) 1) (else 2)) ; => 1
(cond-expand ((or (and r7rs (not nope)) nope) 1) (else 2))    ; => 1
(let () (cond-expand (r7rs (define a 1) (define b 2)) (else (define a 3))) (list a b)) ; => (1 2)
(+ 1 (cond-expand (r7rs 1 2) (else 3)))                       ; => 3
(cond-expand ((and ratios exact-closed) (define both 'yes)) (else (define both 'no)))
both                                                          ; => yes
(cond-expand (nope (unknown-macro . 5)) (else 1))             ; => 1
(cond-expand ((xor r7rs) 1))                                  ; error: SourceError: cond-expand: unknown requirement xor
(cond-expand (5 1))                                           ; error: SourceError: cond-expand: a feature requirement is expected
(cond-expand ((not) 1))                                       ; error: SourceError: cond-expand
(cond-expand 5)                                               ; error: SourceError
