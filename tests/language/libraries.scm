; Libraries and programs (R7RS 4.1.7, 4.2.1, 5.2, 5.6).

; name: a library in the program
(define-library (my stack)
  (export make push! pop! (rename stack-empty? empty?))
  (import (scheme base))
  (begin
    (define (make) (list '()))
    (define (push! s v) (set-car! s (cons v (car s))))
    (define (stack-empty? s) (null? (car s)))
    (define (pop! s) (let ((v (caar s))) (set-car! s (cdar s)) v))))
(import (prefix (my stack) stack-))
(define s (stack-make))
(stack-push! s 1)
(stack-push! s 2)
(list (stack-pop! s) (stack-empty? s) (stack-pop! s) (stack-empty? s)) ; => (2 #f 1 #t)

; name: import modifiers
(define-library (m) (export a b c) (import (scheme base)) (begin (define a 1) (define b 2) (define c 3)))
(import (only (m) a))
a                                                             ; => 1
(import (except (m) a))
(list b c)                                                    ; => (2 3)
(import (rename (m) (a x) (b y)))
(list x y c)                                                  ; => (1 2 3)
(import (prefix (only (rename (m) (a z)) z b) m:))
(list m:z m:b)                                                ; => (1 2)
(import (only (prefix (except (m) b c) p-) p-a))
p-a                                                           ; => 1

; name: only of what is not exported
(import (only (scheme base) no-such-name))                    ; error: the import set has no such name

; name: rename of what is not exported
(import (rename (scheme base) (no-such-name x)))              ; error: the import set has no such name

; name: except of what is not exported
(import (except (scheme base) no-such-name))                  ; error: the import set has no such name

; name: a library that is not there
(import (no such library))                                    ; error: no library is called \(no such library\)

; name: a library that is no name
(import "scheme base")                                        ; error: import set

; name: numbers in library names
(define-library (srfi 9999 x) (export y) (import (scheme base)) (begin (define y 'found)))
(import (srfi 9999 x))
y                                                             ; => found

; name: a library sees only what it imports
(define-library (bare) (export f) (import (only (scheme base) define)) (begin (define f (lambda (x) x))))
; error: unbound variable|lambda|x

; name: what a library does not export stays inside
(define-library (secret) (export get) (import (scheme base)) (begin (define hidden 5) (define (get) hidden)))
(import (secret))
(get)                                                         ; => 5
hidden                                                        ; error: unbound variable: hidden

; name: an export that is not defined
(define-library (wrong) (export missing) (import (scheme base)) (begin (define x 1)))
; error: exports missing, which it does not define

; name: a library's variables are its own
(define-library (counter)
  (export next! count)
  (import (scheme base))
  (begin (define count 0) (define (next!) (set! count (+ count 1)) count)))
(import (counter))
(define (see) count)
(list (next!) (next!) count (see))                            ; => (1 2 2 2)

; name: a library body runs once
(define-library (once) (export runs) (import (scheme base)) (begin (define runs (list 1))))
(define-library (user one) (export r1) (import (scheme base) (once)) (begin (define r1 runs)))
(define-library (user two) (export r2) (import (scheme base) (once)) (begin (define r2 runs)))
(import (user one) (user two) (once))
(list (eq? r1 r2) (eq? r1 runs))                              ; => (#t #t)

; name: exported macros keep their meaning
(define-library (macros)
  (export my-if inc! total)
  (import (scheme base))
  (begin
    (define n 0)
    (define (total) n)
    (define (helper x) (set! n (+ n x)) n)
    (define-syntax my-if (syntax-rules (then else) ((_ c then a else b) (cond (c a) (else b)))))
    (define-syntax inc! (syntax-rules () ((_ x) (helper x))))))
(import (macros))
(define (helper x) 'mine)
(list (inc! 5) (total))                                       ; => (5 5)
(my-if #t then 1 else 2)                                      ; => 1
(let ((cond list) (if vector)) (my-if #f then 1 else 2))      ; => 2
(define n 'user)
(list (inc! 2) n)                                             ; => (7 user)

; name: literals of an imported macro match by binding
(define-library (lit)
  (export is-star)
  (import (scheme base))
  (begin (define-syntax is-star (syntax-rules (*) ((_ *) 'star) ((_ x) 'other)))))
(import (lit))
(is-star *)                                                   ; => star
(let ((* 1)) (is-star *))                                     ; => other

; name: a library renames a macro
(define-library (ren)
  (export (rename my-and both))
  (import (scheme base))
  (begin (define-syntax my-and (syntax-rules () ((_ a b) (if a b #f))))))
(import (ren))
(both 1 2)                                                    ; => 2

; name: re-exports
(define-library (re) (export car (rename cdr rest) when) (import (scheme base)))
(import (re))
(list (car '(1 2)) (rest '(1 2)) (when #t 3))                 ; => (1 (2) 3)

; name: redefining an imported name leaves the library alone
(define-library (uses car) (export first) (import (scheme base)) (begin (define (first x) (car x))))
(import (uses car))
(define (car x) 'mine)
(list (first '(1)) (car '(1)))                                ; => (1 mine)

; name: a library found in a file, with an include
(import (support shapes square))
(define sq (make-square 3))
(list (area sq) (side sq) (square? sq) (count-squares) (begin (make-square 1) (count-squares))) ; => (9 3 #t 1 2)

; name: declarations included, and cond-expand in a library
(import (support shapes declared))
kind                                                          ; => possible

; name: libraries that import each other
(import (support shapes loop-a))
; error: libraries import each other: \(support shapes loop-a\) → \(support shapes loop-b\) → \(support shapes loop-a\)

; name: include in a program
(include "support/three.scm")                                 ; => 3
(list one two)                                                ; => (1 2)
(define (f) (include "support/three.scm"))
(f)                                                           ; => 3
(let () (include "support/three.scm") )                       ; => 3
(include-ci "support/Folded.scm")
folded                                                        ; => value
(include "support/missing.scm")                               ; error: cannot read .*missing.scm

; name: cond-expand at top level
(cond-expand ((and r7rs (library (scheme write))) (define there #t)) (else (define there #f)))
there                                                         ; => #t
(cond-expand (no-such-feature (define x 1)) ((not r7rs) (define x 2)) (else (define x 3)))
x                                                             ; => 3
(cond-expand (no-such-feature 1))                             ; => #<unspecified>

; name: features
(and (memq 'r7rs (features)) (memq 'full-unicode (features)) (memq 'ratios (features)) #t) ; => #t

; name: every standard library can be imported
(import (scheme base) (scheme case-lambda) (scheme char) (scheme cxr) (scheme eval) (scheme file) (scheme inexact)
        (scheme lazy) (scheme load) (scheme process-context) (scheme read) (scheme repl) (scheme time) (scheme write))
(list (caddr '(1 2 3)) (char-upcase #\a) (sqrt 16) (force (delay 1))) ; => (3 #\A 4 1)

; name: all of R7RS-small is there without an import
(map procedure?
     (list cadddr char-foldcase exact-integer-sqrt string->utf8 read-bytevector! call-with-port truncate/ current-jiffy
           emergency-exit))                                   ; => (#t #t #t #t #t #t #t #t #t)

; name: define-library refuses what is no declaration
(define-library (odd) (export x) (define x 1))                ; error: define-library: expected

; name: a library's macro that defines
(define-library (definer) (export define-getter) (import (scheme base))
  (begin (define-syntax define-getter (syntax-rules () ((_ name v) (begin (define hidden v) (define (name) hidden)))))))
(import (definer))
(define-getter get-a 1)
(get-a)                                                       ; => 1
(let () (define-getter get-b 2) (define-getter get-c 3) (list (get-b) (get-c))) ; => (2 3)
; name: a number in a name that nobody could write out
(import (only #e1e99999 alpha))                               ; error: this is no library's name
(import (a #e1e99999))                                        ; error: this is no library's name
