; Macros and hygiene (R7RS 4.3, 5.4).

(define-syntax swap!
  (syntax-rules () ((_ a b) (let ((tmp a)) (set! a b) (set! b tmp)))))
(define-syntax my-or
  (syntax-rules () ((_) #f) ((_ e) e) ((_ e r ...) (let ((t e)) (if t t (my-or r ...))))))
(define-syntax loop-until
  (syntax-rules () ((_ id init test ret step) (let loop ((id init)) (if test ret (loop step))))))
(define-syntax while
  (syntax-rules () ((_ c body ...) (let lp () (when c body ... (lp))))))

; name: swap! of a variable called tmp
(let ((tmp 1) (other 2)) (swap! tmp other) (list tmp other))  ; => (2 1)
(let ((a 1) (b 2)) (swap! a b) (swap! b a) (list a b))        ; => (1 2)
(let ((set! 1) (let 2)) (swap! set! let) (list set! let))     ; => (2 1)

; name: my-or with a t of one's own
(let ((t 5)) (my-or #f t))                                    ; => 5
(let ((x #f) (t 1) (if list)) (my-or x t))                    ; => 1
(my-or)                                                       ; => #f
(let ((t #f)) (my-or t (my-or t 7)))                          ; => 7

; name: loop-until with a loop of one's own
(let ((loop (lambda (x) (* 2 x)))) (loop-until i 1 (> i 100) i (loop i))) ; => 128

; name: shadowed keywords at the place of use
(define-syntax my-if (syntax-rules () ((_ c a b) (cond (c a) (else b)))))
(let ((if list) (cond vector) (else #f)) (my-if #f 1 2))      ; => 2
(let ((if list)) (if 1 2 3))                                  ; => (1 2 3)
(let ((x 1)) (let-syntax ((foo (syntax-rules () ((_) x)))) (let ((x 2)) (foo)))) ; => 1
(define (f quote) 'x)
(define (g list) (list 1))
(g (lambda (x) x))                                            ; => 1

; name: a local variable shadows a macro
(let ((swap! (lambda (a b) 'called))) (swap! 1 2))            ; => called
(let loop ((while 3)) (if (= while 0) 'done (loop (- while 1)))) ; => done
(define (h my-or) (my-or 1))
(h list)                                                      ; => (1)

; name: else rebound is no else
(define else #f)
(cond (#f 1) (else 2))                                        ; => #<unspecified>
(define-syntax case2 (syntax-rules (else) ((_ else) 'word) ((_ x) 'other)))
(let ((else 1)) (case2 else))                                 ; => other
(case2 else)                                                  ; => word

; name: => rebound
(let ((=> 5)) (cond (#t => list)))                            ; => #<procedure list>
(let ((=> #f)) (cond (#t => 'plain)))                         ; => plain

; name: literals match by binding
(define-syntax my-case (syntax-rules (is of) ((_ is x) (list 'is x)) ((_ of x) (list 'of x)) ((_ y x) (list 'any y x))))
(my-case is 1)                                                ; => (is 1)
(my-case of 1)                                                ; => (of 1)
(my-case 5 1)                                                 ; => (any 5 1)
(let ((is 3)) (my-case is 1))                                 ; => (any 3 1)

; name: literals are kept through another macro
(define-syntax inner (syntax-rules (mark) ((_ mark) 'marked) ((_ x) 'plain)))
(define-syntax outer (syntax-rules () ((_) (inner mark))))
(define-syntax outer2 (syntax-rules () ((_ m) (inner m))))
(list (outer) (outer2 mark) (outer2 other))                   ; => (marked marked plain)

; name: nested ellipses
(define-syntax my-let*
  (syntax-rules () ((_ () b ...) (let () b ...)) ((_ ((x v) r ...) b ...) (let ((x v)) (my-let* (r ...) b ...)))))
(my-let* ((a 1) (b (+ a 1)) (c (* b 3))) (list a b c))        ; => (1 2 6)
(define-syntax flatten2 (syntax-rules () ((_ (a b ...) ...) '(a ... (b ... end) ...))))
(flatten2 (1 2 3) (4) (5 6))                                  ; => (1 4 5 (2 3 end) (end) (6 end))
(define-syntax spread (syntax-rules () ((_ ((x ...) ...) ...) '(x ... ... ...))))
(spread ((1 2) (3)) () ((4) () (5 6)))                        ; => (1 2 3 4 5 6)
(define-syntax pairs (syntax-rules () ((_ (k v ...) ...) '((k (k v) ...) ...))))
(pairs (a 1 2) (b) (c 3))                                     ; => ((a (a 1) (a 2)) (b) (c (c 3)))
(define-syntax my-cond
  (syntax-rules (else) ((_ (else e ...)) (begin e ...)) ((_ (c e ...) clause ...) (if c (begin e ...) (my-cond clause ...)))))
(my-cond (#f 1) (#t 2 3) (else 4))                            ; => 3

; name: tail patterns
(define-syntax last (syntax-rules () ((_ x ... y) 'y)))
(last 1 2 3)                                                  ; => 3
(define-syntax but-two (syntax-rules () ((_ x ... y z) '((x ...) y z))))
(list (but-two 1 2) (but-two 1 2 3 4))                        ; => ((() 1 2) ((1 2) 3 4))
(define-syntax dotted (syntax-rules () ((_ a ... . r) '((a ...) r))))
(dotted 1 2 . 3)                                              ; => ((1 2) 3)
(dotted 1 2)                                                  ; => ((1 2) ())
(define-syntax tail-dotted (syntax-rules () ((_ a ... b . r) '((a ...) b r))))
(tail-dotted 1 2 3 . 4)                                       ; => ((1 2) 3 4)
(but-two 1)                                                   ; error: no pattern of but-two matches

; name: dotted patterns
(define-syntax rest (syntax-rules () ((_ a . b) '(a b))))
(rest 1 2 3)                                                  ; => (1 (2 3))
(rest 1)                                                      ; => (1 ())
(rest 1 . 2)                                                  ; => (1 2)
(define-syntax call (syntax-rules () ((_ f . args) (f . args))))
(call + 1 2 3)                                                ; => 6

; name: vector patterns
(define-syntax vec (syntax-rules () ((_ #(a b ...)) (list a '(b ...))) ((_ x) 'no)))
(vec #(1 2 3))                                                ; => (1 (2 3))
(vec #())                                                     ; => no
(vec (1 2))                                                   ; => no
(define-syntax to-vec (syntax-rules () ((_ x ...) #(x ... end))))
(to-vec 1 2)                                                  ; => #(1 2 end)
(define-syntax vtail (syntax-rules () ((_ #(a ... z)) '(z a ...))))
(vtail #(1 2 3))                                              ; => (3 1 2)
(define-syntax vdeep (syntax-rules () ((_ #((a b) ...)) '#(a ... #(b ...)))))
(vdeep #((1 2) (3 4)))                                        ; => #(1 3 #(2 4))

; name: underscore
(define-syntax second (syntax-rules () ((_ _ x . _) x)))
(second 1 2 3 4)                                              ; => 2
(define-syntax ignore (syntax-rules () ((_ _ ...) 'ok)))
(list (ignore) (ignore 1 2 3))                                ; => (ok ok)
(define-syntax under (syntax-rules (_) ((foo _) 'underscore) ((foo x) 'other)))
(list (under _) (under 5))                                    ; => (underscore other)

; name: an ellipsis of one's own
(define-syntax my-list (syntax-rules ::: () ((_ x :::) (list x :::))))
(my-list 1 2 3)                                               ; => (1 2 3)
(define-syntax dots (syntax-rules ::: () ((_ ... x :::) '(... x :::))))
(dots 1 2 3)                                                  ; => (1 2 3)
(define-syntax be-like-begin
  (syntax-rules () ((be-like-begin name) (define-syntax name (syntax-rules () ((name expr (... ...)) (begin expr (... ...))))))))
(be-like-begin sequence)
(sequence 1 2 3 4)                                            ; => 4

; name: an escaped ellipsis
(define-syntax show-dots (syntax-rules () ((_ x ...) '((... ...) x ...))))
(show-dots 1 2)                                               ; => (... 1 2)
(define-syntax tpl (syntax-rules () ((_ x) '(... (x ...)))))
(tpl 5)                                                       ; => (5 ...)
(define-syntax quoted-dots (syntax-rules () ((_) '(... ...))))
(quoted-dots)                                                 ; => ...

; name: the ellipsis as a literal
(define-syntax elli-lit (syntax-rules (...) ((_ ...) 'dots) ((_ x) 'x)))
(list (elli-lit ...) (elli-lit 4))                            ; => (dots 4)

; name: a macro that defines macros
(define-syntax define-getter
  (syntax-rules () ((_ name value) (define-syntax name (syntax-rules () ((_) value))))))
(define-getter five 5)
(five)                                                        ; => 5
(let ((x 1)) (define-getter get x) (let ((x 2)) (get)))       ; => 1
(define-syntax def-adder (syntax-rules () ((_ name n) (define-syntax name (syntax-rules () ((_ m) (+ n m)))))))
(def-adder add3 3)
(let ((+ *)) (add3 4))                                        ; => 7

; name: a macro-defining macro with its own literals and temporaries
(define-syntax def-or
  (syntax-rules () ((_ name) (define-syntax name (syntax-rules () ((_ a b) (let ((t a)) (if t t b))))))))
(def-or or2)
(let ((t 9)) (or2 #f t))                                      ; => 9
(define-syntax m1
  (syntax-rules () ((_ x) (let-syntax ((m2 (syntax-rules () ((_ y) (let ((x y)) x))))) (m2 3)))))
(m1 z)                                                        ; => 3

; name: let-syntax and letrec-syntax
(let ((x 'outer)) (let-syntax ((m (syntax-rules () ((m) x)))) (let ((x 'inner)) (m)))) ; => outer
(let-syntax ((given-that (syntax-rules () ((_ test stmt1 stmt2 ...) (if test (begin stmt1 stmt2 ...))))))
  (let ((if #t)) (given-that if (set! if 'now)) if))          ; => now
(letrec-syntax ((my-or (syntax-rules ()
                         ((my-or) #f)
                         ((my-or e) e)
                         ((my-or e1 e2 ...) (let ((temp e1)) (if temp temp (my-or e2 ...)))))))
  (let ((x #f) (y 7) (temp 8) (let odd?) (if even?)) (my-or x (let temp) (if y) y))) ; => 7
(letrec-syntax ((ev? (syntax-rules () ((_) #t) ((_ x . r) (od? . r)))) (od? (syntax-rules () ((_) #f) ((_ x . r) (ev? . r)))))
  (list (ev? 1 2 3 4) (ev? 1)))                               ; => (#t #f)
(let-syntax ((foo (syntax-rules () ((_) 'outer))))
  (let-syntax ((foo (syntax-rules () ((_ x) 'inner))) (bar (syntax-rules () ((_) (foo))))) (bar))) ; => outer

; name: internal define-syntax
(define (f x)
  (define-syntax twice (syntax-rules () ((_ e) (begin e e))))
  (define n 0)
  (twice (set! n (+ n x)))
  n)
(f 5)                                                         ; => 10
(let ()
  (define-syntax ten (syntax-rules () ((_) 10)))
  (define x (ten))
  (define-syntax plus (syntax-rules () ((_ a) (+ a x))))
  (plus 1))                                                   ; => 11
(let ((x 1)) (define-syntax get (syntax-rules () ((_) x))) (define x 2) (get)) ; => 2

; name: definitions made by macros
(define-syntax def (syntax-rules () ((_ n v) (define n v))))
(def a 1)
(define (f) (def b 2) (def (c x) (+ x b)) (c a))
(f)                                                           ; => 3
(define-syntax def2 (syntax-rules () ((_ a b v) (begin (define a v) (define b v)))))
(def2 p q 7)
(list p q)                                                    ; => (7 7)
(let () (def2 x y 3) (+ x y))                                 ; => 6

; name: temporaries of internal definitions stay apart
(define-syntax def-counter
  (syntax-rules () ((_ name) (begin (define n 0) (define (name) (set! n (+ n 1)) n)))))
(let () (define n 'mine) (def-counter a) (def-counter b) (a) (a) (b) (list n (a) (b))) ; => (mine 3 2)

; name: generated names in nested definitions
(define-syntax my-define-values
  (syntax-rules () ((_ (a b) e) (begin (define t e) (define a (car t)) (define b (cdr t))))))
(let () (my-define-values (x y) '(1 . 2)) (my-define-values (z w) '(3 . 4)) (list x y z w)) ; => (1 2 3 4)

; name: a macro used before a later definition of what it inserts
(define-syntax call-later (syntax-rules () ((_) (later 1))))
(define (go) (call-later))
(define (later x) (list 'later x))
(go)                                                          ; => (later 1)

; name: a name that a template defines at top level is the expansion's own
(define-syntax def-foo (syntax-rules () ((_ get v) (begin (define (get) foo) (define foo v)))))
(def-foo get-12 12)
(def-foo get-13 13)
(list (get-12) (get-13))                                      ; => (12 13)
foo                                                           ; error: unbound variable: foo

; name: macros that count and recurse
(define-syntax count-args (syntax-rules () ((_) 0) ((_ x . r) (+ 1 (count-args . r)))))
(count-args a b c d)                                          ; => 4
(define-syntax rev (syntax-rules () ((_ () acc) 'acc) ((_ (x . r) acc) (rev r (x . acc)))))
(rev (1 2 3) ())                                              ; => (3 2 1)
(define-syntax my-let
  (syntax-rules ()
    ((_ ((n v) ...) . body) ((lambda (n ...) . body) v ...))
    ((_ tag ((n v) ...) . body) ((letrec ((tag (lambda (n ...) . body))) tag) v ...))))
(my-let lp ((i 0) (acc '())) (if (= i 3) acc (lp (+ i 1) (cons i acc)))) ; => (2 1 0)
(my-let ((a 1) (b 2)) (+ a b))                                ; => 3

; name: generated temporaries for parallel assignment
(define-syntax psetq
  (syntax-rules () ((_ "gen" () ((v e t) ...)) (let ((t e) ...) (set! v t) ...))
    ((_ "gen" ((v e) . more) (done ...)) (psetq "gen" more (done ... (v e tmp))))
    ((_ (v e) ...) (psetq "gen" ((v e) ...) ()))))
(let ((a 1) (b 2) (c 3)) (psetq (a b) (b c) (c a)) (list a b c)) ; => (2 3 1)

; name: while loops and closures
(let ((i 0) (sum 0)) (while (< i 5) (set! sum (+ sum i)) (set! i (+ i 1))) sum) ; => 10
(let ((lp 3)) (while (> lp 0) (set! lp (- lp 1))) lp)         ; => 0

; name: quoting strips what hygiene added
(define-syntax q (syntax-rules () ((_ x) '(x y #(z x)))))
(q 1)                                                         ; => (1 y #(z 1))
(eq? 'y (cadr (q 1)))                                         ; => #t
(define-syntax qq (syntax-rules () ((_ x) `(a ,x ,@(list 'b x) #(c ,x)))))
(qq 5)                                                        ; => (a 5 b 5 #(c 5))
(define-syntax self (syntax-rules () ((me x) 'me)))
(self 1)                                                      ; => me

; name: a macro inserts special forms of all kinds
(define-syntax all
  (syntax-rules ()
    ((_ x)
     (let loop ((i 0))
       (do ((j 0 (+ j 1))) ((= j 1)) #t)
       (case x
         ((1) (guard (e (else 'e)) (parameterize () (let-values (((a b) (values i x))) (when (= a 0) (raise 'oops))))))
         (else (cond ((assv x '((2 two))) => cadr) (else (if (< i 3) (loop (+ i 1)) i)))))))))
(list (all 1) (all 2) (all 3))                                ; => (e two 3)

; name: nested quasi-quotation in a template
(define-syntax nest (syntax-rules () ((_ x) `(1 `(2 ,(3 ,x))))))
(nest (+ 1 3))                                                ; => (1 (quasiquote (2 (unquote (3 4)))))

; name: an alias of a keyword
(define-syntax my-lambda lambda)
((my-lambda (x) (* x x)) 4)                                   ; => 16

; name: syntax-error
(define-syntax refuse (syntax-rules () ((_ x) (syntax-error "refused:" x 'y)) ((_) 'fine)))
(refuse)                                                      ; => fine
(refuse (a b))                                                ; error: refused: \(a b\) \(quote y\)

; name: no pattern fits
(define-syntax one (syntax-rules () ((_ a) a)))
(one 1 2)                                                     ; error: no pattern of one matches this use

; name: an ellipsis after nothing that repeats
(define-syntax bad (syntax-rules () ((_ a) '(a ...))))        ; error: follows nothing that repeats

; name: a pattern variable wants its ellipsis
(define-syntax bad (syntax-rules () ((_ a ...) 'a)))          ; error: a needs an ellipsis

; name: lengths that differ under one ellipsis
(define-syntax zip (syntax-rules () ((_ (a ...) (b ...)) '((a b) ...))))
(zip (1 2) (3 4))                                             ; => ((1 3) (2 4))
(zip (1 2) (3))                                               ; error: different lengths

; name: a macro is no variable
swap!                                                         ; error: swap! is syntax

; name: a transformer is syntax-rules
(define-syntax foo (lambda (x) x))                            ; error: a transformer is

; name: strings, numbers and characters in patterns
(define-syntax lit
  (syntax-rules ()
    ((_ "a") 'string)
    ((_ 1) 'one)
    ((_ 1.0) 'inexact)
    ((_ #\a) 'char)
    ((_ #t) 'true)
    ((_ ()) 'nil)
    ((_ x) 'other)))
(list (lit "a") (lit 1) (lit 1.0) (lit #\a) (lit #t) (lit ()) (lit 2) (lit #f))
; => (string one inexact char true nil other other)

; name: a macro keyword in operand position of its own expansion
(define-syntax ten (syntax-rules () ((_) 10)))
(define-syntax plus-ten (syntax-rules () ((_ x) (+ x (ten)))))
(let-syntax ((ten (syntax-rules () ((_) 20)))) (list (ten) (plus-ten 1))) ; => (20 11)

; name: set! of a variable that a macro refers to
(define counter 0)
(define-syntax bump! (syntax-rules () ((_) (begin (set! counter (+ counter 1)) counter))))
(let ((counter 100)) (bump!) (bump!) counter)                 ; => 100
counter                                                       ; => 2

; name: macros shadowed by internal definitions
(define (f) (define (swap! a b) (list a b)) (swap! 1 2))
(f)                                                           ; => (1 2)
(define (g) (define if list) (if 1 2 3))
(g)                                                           ; => (1 2 3)

; name: do loops made by a macro with clashing names
(define-syntax repeat (syntax-rules () ((_ n body) (do ((i 0 (+ i 1))) ((= i n)) body))))
(let ((i 10)) (repeat 3 (set! i (+ i 1))) i)                  ; => 13
(let ((i 0)) (repeat 2 (repeat 3 (set! i (+ i 1)))) i)        ; => 6

; name: a redefined macro and a macro that becomes a variable
(define-syntax foo (syntax-rules () ((_) 1)))
(foo)                                                         ; => 1
(define-syntax foo (syntax-rules () ((_) 2)))
(foo)                                                         ; => 2
(define (foo) 3)
(foo)                                                         ; => 3

; name: the CK-like passing of macros by name
(define-syntax apply-macro (syntax-rules () ((_ m . args) (m . args))))
(define-syntax add (syntax-rules () ((_ a b) (+ a b))))
(apply-macro add 1 2)                                         ; => 3
(let ((add -)) (apply-macro add 1 2))                         ; => -1

; name: is it bound by the expansion or by the use
(define-syntax bind-x (syntax-rules () ((_ e) (let ((x 1)) e))))
(define x 'global)
(bind-x x)                                                    ; => global
(define-syntax bind-given (syntax-rules () ((_ x e) (let ((x 1)) e))))
(bind-given y (+ y 1))                                        ; => 2
(define-syntax two-levels (syntax-rules () ((_ e) (bind-x (let ((x 2)) (list x e))))))
(let ((x 'user)) (two-levels x))                              ; => (2 user)

; name: records and other definitions inside macros
(define-syntax def-point (syntax-rules () ((_ name make x-of) (define-record-type name (make x y) name? (x x-of) (y y-of)))))
(def-point point make-point point-x)
(point-x (make-point 1 2))                                    ; => 1
(let () (def-point pt mk px) (px (mk 3 4)))                   ; => 3
(define-syntax def-vals (syntax-rules () ((_ a b) (define-values (a b) (values 1 2)))))
(def-vals u v)
(list u v)                                                    ; => (1 2)
(let () (def-vals u v) (def-vals w x) (list u v w x))         ; => (1 2 1 2)

; name: case-lambda and named let from templates
(define-syntax opt (syntax-rules () ((_ (a d) body) (case-lambda (() (let ((a d)) body)) ((a) body)))))
(define f (opt (x 10) (* x 2)))
(list (f) (f 3))                                              ; => (20 6)

; name: a deep chain of expansions
(define-syntax chain (syntax-rules () ((_ x) x) ((_ x y . r) (chain (+ x y) . r))))
(chain 1 2 3 4 5 6 7 8 9 10)                                  ; => 55

; name: an infinite expansion is refused
(define-syntax forever (syntax-rules () ((_ x) (forever (x)))))
(forever 1)                                                   ; error: does not end
