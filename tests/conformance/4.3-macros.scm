; Macros (R7RS 4.3, 5.4).
; Law: a name that a template inserts means what it means where the macro was defined, and a name from the use what it
; means there; neither captures the other.

; name: let-syntax and letrec-syntax
(let-syntax ((given-that (syntax-rules () ((_ test stmt1 stmt2 ...) (if test (begin stmt1 stmt2 ...))))))
  (let ((if #t)) (given-that if (set! if 'now)) if))          ; => now
(let ((x 'outer)) (let-syntax ((m (syntax-rules () ((m) x)))) (let ((x 'inner)) (m)))) ; => outer
(letrec-syntax
  ((my-or (syntax-rules ()
     ((my-or) #f) ((my-or e) e) ((my-or e1 e2 ...) (let ((temp e1)) (if temp temp (my-or e2 ...)))))))
  (let ((x #f) (y 7) (temp 8) (let odd?) (if even?)) (my-or x (let temp) (if y) y))) ; => 7
(let-syntax () 5)                                             ; => 5
(letrec-syntax () 5)                                          ; => 5
(let ((a 1))
  (letrec-syntax ((foo (syntax-rules () ((_ b) (bar a b))))
                  (bar (syntax-rules () ((_ c d) (cons c (let ((c 3)) (list d c 'c)))))))
    (let ((a 2)) (foo a))))                                   ; => (1 2 3 a)
(let ((f (lambda () 'procedure)))
  (let-syntax ((f (syntax-rules () ((_ x) (list 'macro x)))) (g (syntax-rules () ((_) (f))))) (list (f 1) (g))))
; => ((macro 1) procedure)
(letrec-syntax ((ev? (syntax-rules () ((_) #t) ((_ x . r) (od? . r)))) (od? (syntax-rules () ((_) #f) ((_ x . r) (ev? . r)))))
  (list (ev? a b) (ev? a) (od? a)))                           ; => (#t #f #t)
(let-syntax ((m (syntax-rules () ((_) 1)))) (define x (m)) (+ x 1)) ; => 2
(let-syntax ((a (syntax-rules () ((_) 1))) (b (syntax-rules () ((_) 2)))) (list (a) (b))) ; => (1 2)
(let-syntax)                                                  ; error: SourceError: let-syntax: expected
(let-syntax ((m 5)) 1)                                        ; error: SourceError: a transformer is
(letrec-syntax ((m)) 1)                                       ; error: SourceError: letrec-syntax: expected

; name: definitions in a let-syntax of definitions only belong to the surrounding body
(let () (let-syntax () (define internal-def 'ok)) internal-def) ; => ok
(let () (letrec-syntax () (define internal-def 'ok)) internal-def) ; => ok
(let () (let-syntax ((five (syntax-rules () ((_) 5)))) (define (f) (five)) (define g (five))) (list (f) g)) ; => (5 5)
(let-syntax ((def (syntax-rules () ((_ n v) (define n v))))) (def top-a 1) (def top-b 2))
(list top-a top-b)                                            ; => (1 2)

; name: syntax-rules examples of the report
(define-syntax be-like-begin
  (syntax-rules ()
    ((be-like-begin name) (define-syntax name (syntax-rules () ((name expr (... ...)) (begin expr (... ...))))))))
(be-like-begin sequence)
(sequence 1 2 3 4)                                            ; => 4
(let ((=> #f)) (cond (#t => 'ok)))                            ; => ok
(define-syntax simple-let
  (syntax-rules ()
    ((_ (head ... ((x . y) val) . tail) body1 body2 ...) (syntax-error "expected an identifier but got" (x . y)))
    ((_ ((name val) ...) body1 body2 ...) ((lambda (name ...) body1 body2 ...) val ...))))
(simple-let ((a 1) (b 2)) (+ a b))                            ; => 3
(simple-let ((a 1) ((b c) 2)) a)                              ; error: SourceError: expected an identifier but got \(b c\)
(define-syntax my-if (syntax-rules () ((_ c a b) (cond (c a) (else b)))))
(let ((if list)) (my-if #t 1 2))                              ; => 1
(let ((else #f)) (my-if #f 1 2))                              ; => 2

; name: a template's names are hygienic
(define-syntax swap! (syntax-rules () ((swap! a b) (let ((tmp a)) (set! a b) (set! b tmp)))))
(let ((tmp 5) (other 6)) (swap! tmp other) (list tmp other))  ; => (6 5)
(let ((x 1) (y 2))
  (define-syntax swap! (syntax-rules () ((swap! a b) (let ((tmp a)) (set! a b) (set! b tmp)))))
  (swap! x y)
  (list x y))                                                 ; => (2 1)
(let ((let 1) (set! 2)) (swap! let set!) (list let set!))     ; => (2 1)
(define-syntax my-let1 (syntax-rules () ((_ n v b) (let ((n v)) b))))
(my-let1 let 5 let)                                           ; => 5
(define-syntax twice (syntax-rules () ((_ e) (let ((f (lambda () e))) (list (f) (f))))))
(let ((f 'user)) (twice f))                                   ; => (user user)
(define-syntax ten (syntax-rules () ((_) 10)))
(define-syntax define-ten (syntax-rules () ((_ n) (define n (ten)))))
(let () (define-ten x) x)                                     ; => 10
(define-syntax define-two (syntax-rules () ((_ a b) (begin (define tmp 1) (define a tmp) (define b (+ tmp 1))))))
(let ((tmp 'mine)) (define-two x y) (list tmp x y))           ; => (mine 1 2)
(define-two first second)
(list first second)                                           ; => (1 2)
tmp                                                           ; error: unbound variable: tmp
(define-syntax count-vars (syntax-rules () ((_ n) (let loop ((i 0)) (if (< i n) (loop (+ i 1)) i)))))
(let ((loop 3) (i 9)) (count-vars loop))                      ; => 3
(define-syntax bind-it (syntax-rules () ((_ body) (let ((it 1)) body))))
(let ((it 'outer)) (bind-it it))                              ; => outer
(define-syntax m1 (syntax-rules () ((_ x) (m2 x y))))
(define-syntax m2 (syntax-rules () ((_ a b) (let ((a 1) (b 2)) (list a b)))))
(m1 y)                                                        ; => (1 2)
(m1 z)                                                        ; => (1 2)

; name: quoting an inserted name
(define-syntax q (syntax-rules () ((_ x) '(x inserted (deep #(vector x))))))
(q here)                                                      ; => (here inserted (deep #(vector here)))
(eq? 'inserted (cadr (q a)))                                  ; => #t
(define-syntax sym (syntax-rules () ((_) 'symbol)))
(symbol? (sym))                                               ; => #t
(case (sym) ((symbol) 'same) (else 'different))               ; => same

; name: definitions that macros make
(define-syntax jabberwocky
  (syntax-rules () ((_ hatter) (begin (define march-hare 42) (define-syntax hatter (syntax-rules () ((_) march-hare)))))))
(jabberwocky mad-hatter)
(mad-hatter)                                                  ; => 42
(let () (jabberwocky local-hatter) (local-hatter))            ; => 42
(define-syntax my-define
  (syntax-rules () ((_ (name . args) . body) (define (name . args) . body)) ((_ name value) (define name value))))
(my-define (add a b) (+ a b))
(my-define seven 7)
(add seven 1)                                                 ; => 8
(define-syntax define-getter (syntax-rules () ((_ name value) (begin (define stored value) (define (name) stored)))))
(define-getter get-one 1)
(define-getter get-two 2)
(list (get-one) (get-two))                                    ; => (1 2)
(let () (define-getter a 'x) (define-getter b 'y) (list (a) (b))) ; => (x y)
(define-syntax define-record
  (syntax-rules ()
    ((_ type make pred (field get set) ...) (define-record-type type (make field ...) pred (field get set) ...))))
(define-record point make-point point? (x point-x set-point-x!) (y point-y set-point-y!))
(let ((p (make-point 1 2))) (set-point-x! p 5) (list (point-x p) (point-y p) (point? p))) ; => (5 2 #t)
(define-syntax define-pair (syntax-rules () ((_ a b e) (define-values (a b) e))))
(define-pair quo rem (floor/ 17 5))
(list quo rem)                                                ; => (3 2)
(let () (define-pair q r (floor/ 7 2)) (list q r))            ; => (3 1)

; name: macros that make macros
(define-syntax make-constant (syntax-rules () ((_ name value) (define-syntax name (syntax-rules () ((_) value))))))
(make-constant five 5)
(five)                                                        ; => 5
(define-syntax make-adder (syntax-rules () ((_ name n) (define-syntax name (syntax-rules () ((_ x) (+ x n)))))))
(make-adder add10 10)
(let ((+ -)) (add10 5))                                       ; => 15
(define-syntax make-list-maker
  (syntax-rules () ((_ name first) (define-syntax name (syntax-rules () ((_ x (... ...)) (list first x (... ...))))))))
(make-list-maker listing 0)
(listing 1 2 3)                                               ; => (0 1 2 3)
(define-syntax make-maker
  (syntax-rules ()
    ((_ name)
     (define-syntax name
       (syntax-rules :::
         ()
         ((_ inner x :::) (define-syntax inner (syntax-rules () ((_ y (... ...)) '(x ::: y (... ...)))))))))))
(define-syntax outer-ellipsis
  (syntax-rules ::: () ((_ name x :::) (define-syntax name (syntax-rules () ((_ y ...) '((x :::) (y ...))))))))
(outer-ellipsis both a b)
(both 1 2 3)                                                  ; => ((a b) (1 2 3))
(define-syntax with-macro (syntax-rules () ((_ m e body) (let-syntax ((m (syntax-rules () ((_) e)))) body))))
(let ((x 1)) (with-macro get x (let ((x 2)) (get))))          ; => 1
(define-syntax keyword-maker
  (syntax-rules () ((_ name lit) (define-syntax name (syntax-rules (lit) ((_ lit) 'literal) ((_ x) 'other))))))
(keyword-maker is-foo foo)
(list (is-foo foo) (is-foo bar))                              ; => (literal other)

; name: an ellipsis of one's own
(define-syntax my-list (syntax-rules ::: () ((_ x :::) (list x :::))))
(my-list 1 2 3)                                               ; => (1 2 3)
(define-syntax dots (syntax-rules ::: () ((_ x :::) '(x ::: ...))))
(dots 1 2)                                                    ; => (1 2 ...)
(let-syntax ((m (syntax-rules ___ () ((_ (a b ___) ___) '((b ___ a) ___))))) (m (1 2 3) (4))) ; => ((2 3 1) (4))
(define-syntax lit-dots (syntax-rules (...) ((_ x ...) '(literal x)) ((_ x y) '(two x y))))
(lit-dots a ...)                                              ; => (literal a)
(lit-dots a b)                                                ; => (two a b)
(define-syntax escaped (syntax-rules () ((_ x ...) '(x ... (... ...)))))
(escaped 1 2)                                                 ; => (1 2 ...)
(define-syntax escaped-list (syntax-rules () ((_ x) '(... (x ...)))))
(escaped-list 5)                                              ; => (5 ...)
(define-syntax escaped-vector (syntax-rules () ((_ x) '(... #(x ...)))))
(escaped-vector 5)                                            ; => #(5 ...)
(define-syntax empty-vectors (syntax-rules () ((_ x) (list #() '#(() #()) `#() `#(,x #()) (vector-length #())))))
(empty-vectors 5)                                             ; => (#() #(() #()) #() #(5 #()) 0)
(let ((... 2)) (let-syntax ((s (syntax-rules () ((_ x ...) 'bad) ((_ . r) 'ok)))) (s a b c))) ; => ok

; name: underscore
(define-syntax underscore (syntax-rules () ((foo _) '_)))
(underscore foo)                                              ; => _
(define-syntax count-to-2 (syntax-rules () ((_) 0) ((_ _) 1) ((_ _ _) 2) ((_ . _) 'many)))
(list (count-to-2) (count-to-2 a) (count-to-2 a b) (count-to-2 a b c d)) ; => (0 1 2 many)
(define-syntax count-to-2_ (syntax-rules (_) ((_) 0) ((x _) 1) ((x _ _) 2) ((x . y) 'many)))
(list (count-to-2_) (count-to-2_ _) (count-to-2_ _ _) (count-to-2_ a) (count-to-2_ a b c d)) ; => (0 1 2 many many)
(define-syntax skip (syntax-rules () ((_ _ ... x) 'x)))
(skip 1 2 3)                                                  ; => 3

; name: patterns with a tail behind the ellipsis
(define-syntax part-2 (syntax-rules () ((_ a b (m n) ... x y) '(a b (m ...) (n ...) x y)) ((_ . rest) '(error . rest))))
(part-2 1 2 (3 4) (5 6) 7 8)                                  ; => (1 2 (3 5) (4 6) 7 8)
(part-2 1 2 7 8)                                              ; => (1 2 () () 7 8)
(part-2 1 2 3)                                                ; => (error 1 2 3)
(define-syntax part-2x
  (syntax-rules () ((_ a b (m n) ... x y . rest) '(a b (m ...) (n ...) x y . rest)) ((_ . rest) '(error . rest))))
(part-2x 1 2 (3 4) (5 6) 7 8)                                 ; => (1 2 (3 5) (4 6) 7 8)
(part-2x 1 2 (3 4) (5 6) 7 8 . 9)                             ; => (1 2 (3 5) (4 6) 7 8 . 9)
(part-2x 1 2 7)                                               ; => (error 1 2 7)
(define-syntax last-of (syntax-rules () ((_ x ... y) 'y)))
(last-of 1)                                                   ; => 1
(define-syntax deep-tail (syntax-rules () ((_ (a ... b) ...) '((b a ...) ...))))
(deep-tail (1 2 3) (4) (5 6))                                 ; => ((3 1 2) (4) (6 5))
(define-syntax vector-tail (syntax-rules () ((_ #(a ... y z)) '(y z a ...))))
(vector-tail #(1 2 3 4))                                      ; => (3 4 1 2)
(vector-tail #(1))                                            ; error: no pattern of vector-tail matches

; name: nested ellipses
(define-syntax my-let-values (syntax-rules () ((_ ((f e) ...) b ...) '((f ...) (e ...) b ...))))
(my-let-values ((a 1) (b 2)) c d)                             ; => ((a b) (1 2) c d)
(define-syntax three (syntax-rules () ((_ (((a ...) ...) ...)) '(a ... ... ...))))
(three (((1 2) (3)) () ((4))))                                ; => (1 2 3 4)
(define-syntax depth (syntax-rules () ((_ ((a (b ...)) ...)) '((a (b a) ...) ...))))
(depth ((x (1 2)) (y ()) (z (3))))                            ; => ((x (1 x) (2 x)) (y) (z (3 z)))
(define-syntax flat (syntax-rules () ((_ (a b ...) ...) '(a ... b ... ...))))
(flat (1 2 3) (4) (5 6))                                      ; => (1 4 5 2 3 6)
(define-syntax my-cond
  (syntax-rules (else) ((_ (else e ...)) (begin e ...)) ((_ (c e ...) clause ...) (if c (begin e ...) (my-cond clause ...)))))
(my-cond (#f 1) ((= 1 1) 2 3) (else 4))                       ; => 3
(define-syntax zip (syntax-rules () ((_ (a ...) (b ...)) '((a b) ...))))
(zip (1 2 3) (x y z))                                         ; => ((1 x) (2 y) (3 z))
(zip (1 2) (x y z))                                           ; error: different lengths
(define-syntax vec2 (syntax-rules () ((_ #((a b ...) ...)) '#((b ... a) ...))))
(vec2 #((1 2 3) (4)))                                         ; => #((2 3 1) (4))
(define-syntax outer-in (syntax-rules () ((_ k (x ...) ...) '((k x ...) ...))))
(outer-in z (1 2) () (3))                                     ; => ((z 1 2) (z) (z 3))

; name: literals
(define-syntax arrow (syntax-rules (->) ((_ a -> b) '(a to b)) ((_ a b c) '(three a b c))))
(arrow 1 -> 2)                                                ; => (1 to 2)
(arrow 1 2 3)                                                 ; => (three 1 2 3)
(let ((-> 0)) (arrow 1 -> 2))                                 ; => (three 1 -> 2)
(define-syntax else-word (syntax-rules (else) ((_ else) 'yes) ((_ x) 'no)))
(else-word else)                                              ; => yes
(let ((else 1)) (else-word else))                             ; => no
(let ((if 1)) (let-syntax ((m (syntax-rules (if) ((_ if) 'same) ((_ x) 'other)))) (m if))) ; => same
(define-syntax constant
  (syntax-rules ()
    ((_ 1) 'one)
    ((_ "s") 'string)
    ((_ #\c) 'char)
    ((_ #t) 'true)
    ((_ ()) 'nil)
    ((_ 1.5) 'float)
    ((_ x) 'none)))
(list (constant 1) (constant "s") (constant #\c) (constant #t) (constant ()) (constant 1.5) (constant 2) (constant 1.0))
; => (one string char true nil float none none)

; name: dotted patterns and templates
(define-syntax dot (syntax-rules () ((_ a . b) '(a b))))
(list (dot 1) (dot 1 2) (dot 1 . 2) (dot 1 2 . 3))            ; => ((1 ()) (1 (2)) (1 2) (1 (2 . 3)))
(define-syntax dot-ell (syntax-rules () ((_ a ... . r) '((a ...) . r))))
(list (dot-ell 1 2) (dot-ell 1 2 . 3) (dot-ell . 3) (dot-ell)) ; => (((1 2)) ((1 2) . 3) (() . 3) (()))
(define-syntax template-dot (syntax-rules () ((_ a b ...) '(b ... . a))))
(template-dot 1 2 3)                                          ; => (2 3 . 1)
(define-syntax call-with (syntax-rules () ((_ (f . args)) (f . args))))
(call-with (+ 1 2 3))                                         ; => 6

; name: local macros
(let () (define-syntax foo (syntax-rules () ((_ x) (* x 2)))) (foo 4)) ; => 8
(let () (define (f) (m)) (define-syntax m (syntax-rules () ((_) 'late))) (f)) ; => late
(define (g) (define-syntax inner (syntax-rules () ((_ a) (list a local)))) (define local 1) (inner 2))
(g)                                                           ; => (2 1)
(let ((x 1)) (define-syntax get (syntax-rules () ((_) x))) (let ((x 2)) (list x (get)))) ; => (2 1)
(let () (define-syntax a (syntax-rules () ((_) (b)))) (define-syntax b (syntax-rules () ((_) 'b))) (a)) ; => b
(let-syntax ((foo (syntax-rules () ((_) 'outer)))) (let () (define-syntax foo (syntax-rules () ((_) 'inner))) (foo))) ; => inner
(define-syntax shadowed (syntax-rules () ((_) 'macro)))
(let ((shadowed (lambda () 'procedure))) (shadowed))          ; => procedure
(define (h shadowed) (shadowed))
(h (lambda () 'argument))                                     ; => argument
(let () (define (shadowed) 'internal) (shadowed))             ; => internal
(do ((shadowed 0 (+ shadowed 1))) ((= shadowed 2) shadowed))  ; => 2

; name: a macro redefined, a macro that becomes a variable
(define-syntax changing (syntax-rules () ((_) 1)))
(changing)                                                    ; => 1
(define-syntax changing (syntax-rules () ((_) 2)))
(changing)                                                    ; => 2
(define (changing) 3)
(changing)                                                    ; => 3
(define-syntax when (syntax-rules () ((_ x) 'my-when)))
(when 1)                                                      ; => my-when

; name: set! of what a macro names
(define counter 0)
(define-syntax inc! (syntax-rules () ((_) (begin (set! counter (+ counter 1)) counter)) ((_ v) (set! v (+ v 1)))))
(inc!)                                                        ; => 1
(let ((counter 10)) (inc!) (inc! counter) counter)            ; => 11
counter                                                       ; => 2

; name: macros in operand, test and quoted positions
(define-syntax kwote (syntax-rules () ((_ x) 'x)))
(kwote (kwote a))                                             ; => (kwote a)
'(kwote a)                                                    ; => (kwote a)
(if (kwote #f) 1 2)                                           ; => 2
(list (kwote #(1 (2))) `(1 ,(kwote b)))                       ; => (#(1 (2)) (1 b))
(define-syntax delayed (syntax-rules () ((_ e) (lambda () e))))
((delayed (+ 1 2)))                                           ; => 3
(define-syntax while (syntax-rules () ((_ c b ...) (let lp () (when c b ... (lp))))))
(let ((i 0) (lp 'mine)) (while (< i 5) (set! i (+ i 1))) (list i lp)) ; => (5 mine)
(define-syntax for (syntax-rules (in) ((_ x in l b ...) (map (lambda (x) b ...) l))))
(for y in '(1 2 3) (* y y))                                   ; => (1 4 9)
(define-syntax my-let* (syntax-rules () ((_ () b ...) (let () b ...)) ((_ ((n v) . r) b ...) (let ((n v)) (my-let* r b ...)))))
(my-let* ((a 1) (b (+ a 1))) (define c (+ a b)) (* c 2))      ; => 6

; name: syntax-error
(define-syntax must-be-name (syntax-rules () ((_ (x . y)) (syntax-error "must be a name:" (x . y) 5)) ((_ x) 'x)))
(must-be-name a)                                              ; => a
(must-be-name (b c))                                          ; error: SourceError: must be a name: \(b c\) 5
(syntax-error "by itself" 1 two "three")                      ; error: SourceError: by itself 1 two "three"
(if #f (syntax-error "even where it is not run"))             ; error: SourceError: even where it is not run
(syntax-error)                                                ; error: SourceError: syntax-error: expected

; name: malformed macros and uses
(define-syntax)                                               ; error: SourceError: define-syntax: expected
(define-syntax m)                                             ; error: SourceError: define-syntax: expected
(define-syntax m 5)                                           ; error: SourceError: a transformer is
(define-syntax m (lambda (x) x))                              ; error: SourceError: a transformer is
(define-syntax 5 (syntax-rules ()))                           ; error: SourceError: a keyword's name is expected
(define-syntax m (syntax-rules)) ; error: SourceError: syntax-rules wants a list of literals|syntax-rules: expected
(define-syntax m (syntax-rules (1) ((_) 1)))                  ; error: SourceError: .*literal
(define-syntax m (syntax-rules () (_ 1)))                     ; error: SourceError: a clause of syntax-rules
(define-syntax m (syntax-rules () ((_ x) 1 2)))               ; error: SourceError: a clause of syntax-rules
(define-syntax m (syntax-rules () ((_ x x) 1)))               ; error: SourceError: x occurs twice in a pattern
(define-syntax m (syntax-rules () ((_ x ... y ...) 1)))       ; error: SourceError: .*ellipsis
(define-syntax m (syntax-rules () ((_ ... x) 1)))             ; error: SourceError: .*ellipsis
(define-syntax m (syntax-rules () ((_ x ...) x)))             ; error: SourceError: x needs an ellipsis
(define-syntax m (syntax-rules () ((_ x) '(x ...))))          ; error: SourceError: .*ellipsis
(syntax-rules () ((_) 1))                                     ; error: SourceError: syntax-rules has a place only in
(define-syntax one (syntax-rules () ((_ x) 'x)))
(one)                                                         ; error: SourceError: no pattern of one matches
(one 1 2)                                                     ; error: SourceError: no pattern of one matches
one                                                           ; error: SourceError: one is syntax and has no value
(set! one 5)                                                  ; error: SourceError: set!: one is syntax
(define-syntax forever (syntax-rules () ((_ x) (forever x))))
(forever 1)                                                   ; error: SourceError: the expansion of this macro does not end
