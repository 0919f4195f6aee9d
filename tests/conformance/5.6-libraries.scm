; Libraries (R7RS 5.2, 5.6).
; Law: a library sees what it imports and what it defines, gives what it exports, and runs once.

; name: define-library with export, import and begin
(define-library (stack)
  (export make push! pop! (rename stack-empty? empty?))
  (import (scheme base))
  (begin
    (define (make) (list '()))
    (define (push! s v) (set-car! s (cons v (car s))))
    (define (pop! s) (let ((v (caar s))) (set-car! s (cdar s)) v))
    (define (stack-empty? s) (null? (car s)))))
(import (rename (prefix (stack) s-) (s-push! add!)))
(define s (s-make))
(add! s 1)
(add! s 2)
(list (s-pop! s) (s-empty? s) (s-pop! s) (s-empty? s))        ; => (2 #f 1 #t)
stack-empty?                                                  ; error: unbound variable: stack-empty\?

; name: import sets nest in any order
(define-library (abc) (export a b c) (import (scheme base)) (begin (define a 1) (define b 2) (define c 3)))
(import (prefix (only (abc) a) x-))
x-a                                                           ; => 1
(import (only (prefix (abc) y-) y-a y-b))
(list y-a y-b)                                                ; => (1 2)
(import (rename (except (abc) a) (b bee) (c cee)))
(list bee cee)                                                ; => (2 3)
(import (except (rename (prefix (abc) z-) (z-a one)) z-c))
(list one z-b)                                                ; => (1 2)
(import (prefix (prefix (only (abc) c) q-) p-))
p-q-c                                                         ; => 3
(import (rename (abc) (a b) (b a)))
(list a b c)                                                  ; => (2 1 3)
(import (only (rename (abc) (a first)) first))
first                                                         ; => 1
y-c                                                           ; error: unbound variable: y-c

; name: faulty import sets
(define-library (ab) (export alpha beta) (import (scheme base)) (begin (define alpha 1) (define beta 2)))
(import (only (ab) gamma))                                    ; error: SourceError: the import set has no such name: gamma
(import (only (ab) alpa))                                     ; error: SourceError: the import set has no such name: alpa
(import (except (ab) gamma))                                  ; error: SourceError: the import set has no such name: gamma
(import (rename (ab) (gamma delta)))                          ; error: SourceError: the import set has no such name: gamma
(import (rename (ab) alpha))                                  ; error: SourceError
(import (prefix (ab)))                                        ; error: SourceError: prefix: expected
(import (prefix (ab) 5))                                      ; error: SourceError: prefix: expected
(import (only (ab) 5))                                        ; error: SourceError
(import ())                                                   ; error: SourceError
(import (no such library 1))                                  ; error: SourceError: no library is called \(no such library 1\)

; name: several libraries that use each other's exports
(define-library (lib one) (export f) (import (scheme base)) (begin (define (f x) (* x 2))))
(define-library (lib two) (export g) (import (scheme base) (lib one)) (begin (define (g x) (+ 1 (f x)))))
(define-library (lib three)
  (export f g h)
  (import (scheme base) (lib one) (rename (lib two) (g gg)))
  (begin (define (g) 'mine) (define (h) (gg 5))))
(import (lib three))
(list (f 1) (g) (h))                                          ; => (2 mine 11)

; name: a library exports syntax, records and values
(define-library (syntax lib)
  (export my-if point make-point point-x point? limit bump!)
  (import (scheme base))
  (begin
    (define-syntax my-if (syntax-rules () ((_ c a b) (helper c (lambda () a) (lambda () b)))))
    (define (helper c a b) (cond (c (a)) (else (b))))
    (define-record-type point (make-point x) point? (x point-x))
    (define-values (limit other) (values 10 20))
    (define count 0)
    (define (bump!) (set! count (+ count 1)) count)))
(import (syntax lib))
(my-if #f 1 2)                                                ; => 2
(let ((helper list) (cond 1)) (my-if #t 1 2))                 ; => 1
(list (point-x (make-point 3)) (point? 3) limit (bump!) (bump!)) ; => (3 #f 10 1 2)
helper                                                        ; error: unbound variable: helper
other                                                         ; error: unbound variable: other

; name: cond-expand in a library
(define-library (conditional) (export kind extra)
  (import (scheme base))
  (cond-expand ((and r7rs (not impossible)) (begin (define kind 'possible))) (else (begin (define kind 'impossible))))
  (cond-expand ((library (scheme no-such)) (import (scheme no-such))) ((library (scheme write)) (import (scheme write))) (else))
  (cond-expand ((or nope (library (conditional nope))) (begin (define extra 1))) (else (begin (define extra 2)))))
(import (conditional))
(list kind extra)                                             ; => (possible 2)

; name: declarations may come in any order, several times
(define-library (any order)
  (begin (define x (f)))
  (import (scheme base))
  (export x)
  (begin (define y x))
  (export y f)
  (import (any order helper)))                                ; error: SourceError: no library is called \(any order helper\)
(define-library (any order) (export x) (begin (define (f) 5)) (import (scheme base)) (begin (define x (f))) (export f))
(import (any order))
(list x (f))                                                  ; => (5 5)

; name: a library of files
(import (support shapes square))
(let ((s (make-square 3))) (list (area s) (side s)))          ; => (9 3)
(import (support nest outer))
(list outer-a inner-b deep-c)                                 ; => (a b c)

; name: a body runs once however often it is imported
(define-library (noisy) (export n) (import (scheme base) (scheme write)) (begin (display "loading") (define n 1)))
; output: loading
(import (noisy))                                              ; output: 
(begin (import (prefix (noisy) a:)) a:n)                      ; => 1

; name: libraries that import each other
(import (support cycle a))
; error: SourceError: libraries import each other: \(support cycle a\) → \(support cycle b\) → \(support cycle a\)
(import (support cycle self)) ; error: SourceError: libraries import each other: \(support cycle self\) → \(support cycle self\)

; name: a library that imports itself where it is defined
(define-library (narcissus) (export x) (import (scheme base) (narcissus)) (begin (define x 1)))
; error: SourceError: .*\(narcissus\)

; name: malformed libraries
(define-library)                                              ; error: SourceError: define-library: expected
(define-library 5)                                            ; error: SourceError: define-library: this is no library's name
(define-library ())                                           ; error: SourceError: define-library: this is no library's name
(define-library (a "b"))                                      ; error: SourceError: define-library: this is no library's name
(define-library (a) (define x 1))                             ; error: SourceError: define-library: expected export, import
(define-library (a) (export x))                               ; error: SourceError: \(a\) exports x, which it does not define
(define-library (a) (export 5))                               ; error: SourceError: export: expected
(define-library (a) (export (rename x)))                      ; error: SourceError: export: expected
(define-library (a) (import (scheme base)) (export x x) (begin (define x 1)))
(define-library (a) (import (scheme base)) (export x (rename y x)) (begin (define x 1) (define y 2)))
; error: SourceError: .*exports two things as x
(define-library (a) (include "support/no-such-file.scm"))     ; error: SourceError: cannot read
(define-library (a) (include-library-declarations "support/no-such-file.scm")) ; error: SourceError: cannot read
(define-library (a) (export x) (import (only (scheme base) define)) (begin (define x (undefined-thing))))
; error: unbound variable: undefined-thing

; name: a library does not see the program
(define from-program 1)
(define-library (blind) (export get) (import (scheme base)) (begin (define (get) from-program)))
(import (blind))
(get)                                                         ; error: unbound variable: from-program

; name: an exported variable that its library assigns
(define-library (counter)
  (export count next!)
  (import (scheme base))
  (begin (define count 0) (define (next!) (set! count (+ count 1)))))
(import (counter))
(begin (next!) (next!) count)                                 ; => 2

; name: names of libraries
(define-library (a 1 |odd name|) (export v) (import (scheme base)) (begin (define v 'odd)))
(import (a 1 |odd name|))
v                                                             ; => odd
