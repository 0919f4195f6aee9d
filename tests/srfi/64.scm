; SRFI 64.  Tests that fail are run under runners of their own; tests/srfi/test_suites.py tells what comes of whole files.
(import (scheme base) (scheme write) (srfi 64))
(define-syntax kinds                    ; the kinds of the results of the forms, in order
  (syntax-rules ()
    ((_ form ...)
     (let ((runner (test-runner-null)) (found '()))
       (test-runner-on-test-end! runner (lambda (r) (set! found (cons (test-result-kind r) found))))
       (test-with-runner runner (test-begin "kinds") form ... (test-end "kinds"))
       (reverse found)))))
(define-syntax last-result              ; a property of the last test of the forms
  (syntax-rules ()
    ((_ property form ...)
     (let ((runner (test-runner-null)))
       (test-with-runner runner (test-begin "last") form ... (test-result-ref runner 'property 'none))))))

; name: test-assert
(kinds (test-assert #t) (test-assert "named" 5) (test-assert #f) (test-assert "named" #f) (test-assert (car '())))
; => (pass pass fail fail fail)
(last-result actual-value (test-assert (+ 1 2)))   ; => 3
(last-result actual-value (test-assert (car '()))) ; => none
(error-object? (last-result actual-error (test-assert (car '())))) ; => #t
(last-result source-form (test-assert (+ 1 2)))    ; => (+ 1 2)
(exact-integer? (last-result source-line (test-assert 1))) ; => #t
(string? (last-result source-file (test-assert 1)))  ; => #t

; name: test-eqv, test-eq and test-equal
(kinds (test-eqv 1 1) (test-eqv 1 1.0) (test-eqv "n" 2 (+ 1 1)) (test-eqv "a" "a")) ; => (pass fail pass fail)
(kinds (test-eq 'a 'a) (test-eq '(a) (list 'a)) (test-eq "n" #t #t)) ; => (pass fail pass)
(kinds (test-equal '(1 #(2)) (list 1 (vector 2))) (test-equal "n" "ab" "ac") (test-equal (car '()) 1)) ; => (pass fail fail)
(last-result expected-value (test-equal 3 (+ 1 1))) ; => 3
(last-result actual-value (test-equal 3 (+ 1 1)))  ; => 2

; name: test-approximate
(kinds (test-approximate 3.14 3.1416 0.01) (test-approximate "n" 3.14 3.2 0.01) (test-approximate 0 +nan.0 1)
       (test-approximate 1 1 0))                              ; => (pass fail fail pass)

; name: test-error
(kinds (test-error (car '())) (test-error (+ 1 1)) (test-error #t (raise 'x)) (test-error symbol? (raise 'x)))
; => (pass fail pass pass)
(kinds (test-error string? (raise 'x)) (test-error "n" #t (error "e")) (test-error "n" error-object? (error "e"))
       (test-error "n" (error "e")))                          ; => (fail pass pass pass)
(kinds (test-error 5 (error "e")))                 ; => (fail)
(last-result actual-error (test-error (raise 'x))) ; => x
(last-result actual-value (test-error 7))          ; => 7
(last-result expected-error (test-error (raise 'x))) ; => #t

; name: test-read-eval-string
(test-read-eval-string "(+ 3 4)")                  ; => 7
(test-read-eval-string "(+ 3 4")                   ; error: .
(test-read-eval-string "(+ 3 4) ")                 ; error: test-read-eval-string: there is more than one expression in
(test-read-eval-string "#\\newline")               ; => #\newline

; name: a test outside of a group has no runner
(test-assert #t)                                   ; error: there is no current test runner
(test-runner-get)                                  ; error: there is no current test runner
(test-runner-current)                              ; => #f

; name: groups nest, and have paths
(define r (test-runner-null))
(define seen '())
(define (note! . parts) (set! seen (cons parts seen)))
(test-runner-on-group-begin! r (lambda (r name count) (note! 'begin name count (test-runner-group-path r))))
(test-runner-on-group-end! r (lambda (r) (note! 'end (test-runner-group-path r))))
(test-runner-on-test-begin! r (lambda (r) (note! 'test (test-runner-test-name r) (test-runner-group-stack r))))
(test-runner-on-final! r (lambda (r) (note! 'final (test-runner-group-path r))))
(test-with-runner r
  (test-begin "a" 2)
  (test-assert "t" #t)
  (test-group "b" (define x 1) (test-eqv "u" 1 x))
  (test-end "a"))
(reverse seen)
; => ((begin "a" 2 ()) (test "t" ("a")) (begin "b" #f ("a")) (test "u" ("b" "a")) (end ("a" "b")) (end ("a")) (final ()))
(test-runner-pass-count r)                         ; => 2

; name: a group's number of tests and its name are checked
(define (bad . body)
  (let ((r (test-runner-null)) (seen '()))
    (test-runner-on-bad-count! r (lambda (r actual expected) (set! seen (cons (list actual expected) seen))))
    (test-runner-on-bad-end-name! r (lambda (r begun ended) (set! seen (cons (list begun ended) seen))))
    (test-with-runner r (for-each (lambda (thunk) (thunk)) body))
    seen))
(bad (lambda () (test-begin "a" 1)) (lambda () (test-assert #t)) (lambda () (test-end "a"))) ; => ()
(bad (lambda () (test-begin "a" 3)) (lambda () (test-assert #t))
     (lambda () (test-group "g" (test-assert #t) (test-assert #t))) (lambda () (test-end "a"))) ; => ((2 3))
(bad (lambda () (test-begin "a")) (lambda () (test-end "b"))) ; => (("a" "b"))
(bad (lambda () (test-begin "a" 2)) (lambda () (test-skip 1)) (lambda () (test-assert #f)) (lambda () (test-assert #t))
     (lambda () (test-end)))                                  ; => ()
(test-with-runner (test-runner-simple) (test-begin "a") (test-end "b"))
; error: test-end: the name is not that of the group: "b" "a"
(test-with-runner (test-runner-null) (test-end))   ; error: test-end: no group has begun

; name: test-group ends its group however it is left
(define r (test-runner-null))
(test-with-runner r
  (test-begin "outer")
  (guard (e (#t #f)) (test-group "inner" (test-assert #t) (raise 'out)))
  (test-runner-group-path r))                      ; => ("outer")
(kinds (test-group "empty"))                       ; => ()
(let ((log '()))
  (kinds (guard (e (#t #f))
           (test-group-with-cleanup "g" (test-assert #t) (raise 'out) (set! log (cons 'cleaned log)))))
  log)                                             ; => (cleaned)
(let ((log '())) (kinds (test-group-with-cleanup "g" (set! log (cons 'only log)))) log) ; => (only)

; name: test-skip
(kinds (test-skip 2) (test-assert #f) (test-assert #f) (test-assert #t)) ; => (skip skip pass)
(kinds (test-skip "b") (test-assert "a" #t) (test-assert "b" #f)) ; => (pass skip)
(kinds (test-skip (lambda (r) #t)) (test-assert (car '()))) ; => (skip)
(kinds (test-group "g" (test-skip "a") (test-assert "a" #f)) (test-assert "a" #t)) ; => (skip pass)
(kinds (test-skip "g") (test-group "g" (test-assert #f)) (test-assert #t)) ; => (pass)
(kinds (test-skip 'x))                             ; error: test-skip: expected a procedure, a name or a number of tests, got x
(let ((r (test-runner-null)))
  (test-with-runner r (test-begin "a" 2) (test-skip 2) (test-group "g") (test-assert #f) (test-end "a"))
  (test-runner-skip-count r))                      ; => 2

; name: test-expect-fail
(kinds (test-expect-fail 2) (test-assert #f) (test-assert #t) (test-assert #t)) ; => (xfail xpass pass)
(kinds (test-expect-fail "a") (test-assert "b" #t) (test-assert "a" (car 1))) ; => (pass xfail)
(kinds (test-skip 1) (test-expect-fail 1) (test-assert #f) (test-assert #f)) ; => (skip xfail)

; name: specifiers
(kinds (test-skip (test-match-nth 2)) (test-assert 1) (test-assert 2) (test-assert 3)) ; => (pass skip pass)
(kinds (test-skip (test-match-nth 2 2)) (test-assert 1) (test-assert 2) (test-assert 3) (test-assert 4))
; => (pass skip skip pass)
(kinds (test-skip (test-match-name "b")) (test-assert "a" 1) (test-assert "b" 1)) ; => (pass skip)
(kinds (test-skip (test-match-any "a" (test-match-nth 3))) (test-assert "a" 1) (test-assert "b" 1) (test-assert "c" 1))
; => (skip pass skip)
(kinds (test-skip (test-match-all "a" (test-match-nth 2 2))) (test-assert "a" 1) (test-assert "a" 1) (test-assert "b" 1))
; => (pass skip pass)
(test-match-any 'x)                                ; error: test-match-any: expected a procedure

; name: test-apply
(define (names . specifiers)
  (let ((r (test-runner-null)) (found '()))
    (test-runner-on-test-end! r (lambda (r) (set! found (cons (cons (test-runner-test-name r) (test-result-kind r)) found))))
    (apply test-apply r
           (append specifiers
                   (list (lambda ()
                           (test-begin "g")
                           (test-assert "a" 1)
                           (test-assert "b" 1)
                           (test-skip "c")
                           (test-assert "c" 1)
                           (test-end "g")))))
    (reverse found)))
(names)                                            ; => (("a" . pass) ("b" . pass) ("c" . skip))
(names "b")                                        ; => (("a" . skip) ("b" . pass) ("c" . skip))
(names "a" (test-match-nth 2))                     ; => (("a" . pass) ("b" . pass) ("c" . skip))
(names "c")                                        ; => (("a" . skip) ("b" . skip) ("c" . skip))
(let ((r (test-runner-null)))
  (test-with-runner r (test-apply (lambda () (test-begin "g") (test-assert 1) (test-end "g"))))
  (test-runner-pass-count r))                      ; => 1
(test-apply "x" (lambda () (test-begin "g") (test-end "g"))) ; output: 0 passed, 0 failed\n0 passed, 0 failed\n

; name: runners
(map test-runner? (list (test-runner-null) (test-runner-simple) (test-runner-create) 5)) ; => (#t #t #t #f)
(let ((r (test-runner-null))) (test-runner-current r) (let ((same (eq? r (test-runner-get)))) (test-runner-current #f) same))
; => #t
(let ((r (test-runner-null))) (parameterize ((test-runner-current r)) (eq? r (test-runner-get)))) ; => #t
(test-runner-current)                              ; => #f
(eq? (test-runner-factory) test-runner-simple)     ; => #t
(let ((r (test-runner-null))) (test-runner-aux-value! r 5) (test-runner-aux-value r)) ; => 5
(define made 0)
(define old (test-runner-factory))
(test-runner-factory (lambda () (set! made (+ made 1)) (test-runner-null)))
(test-begin "a")
(test-assert #t)
(test-runner-pass-count (test-runner-current))     ; => 1
(test-end "a")
(list made (test-runner-current))                  ; => (1 #f)
(test-runner-factory old)
(define r (test-runner-null))
(test-with-runner r
  (test-begin "a")
  (test-skip 1)
  (test-assert #t)
  (test-assert #f)
  (test-expect-fail 2)
  (test-assert #f)
  (test-assert #t)
  (test-assert #t))
(map (lambda (count) (count r))
     (list test-runner-pass-count test-runner-fail-count test-runner-xpass-count test-runner-xfail-count
           test-runner-skip-count))                           ; => (1 1 1 1 1)
(test-runner-reset r)
(list (test-runner-pass-count r) (test-runner-group-path r) (test-runner-test-name r)) ; => (0 () "")

; name: results and their properties
(define r (test-runner-null))
(test-with-runner r (test-begin "a") (test-equal "t" 3 (+ 1 1)))
(list (test-result-kind r) (test-passed? r) (test-result-ref r 'expected-value) (test-result-ref r 'none)
      (test-result-ref r 'none 5))                            ; => (fail #f 3 #f 5)
(test-result-set! r 'extra 1)
(assq 'extra (test-result-alist r))                ; => (extra . 1)
(test-result-set! r 'extra 2)
(test-result-ref r 'extra)                         ; => 2
(test-result-remove r 'extra)
(test-result-ref r 'extra 'gone)                   ; => gone
(define kept (test-result-alist r))
(test-result-clear r)
(list (test-result-alist r) (assq 'expected-value kept)) ; => (() (expected-value . 3))
(test-with-runner r (test-assert #t) (list (test-result-kind) (test-passed?))) ; => (pass #t)
(let ((during '()))
  (test-runner-on-test-begin! r (lambda (r) (set! during (cons (test-result-kind r) during))))
  (test-with-runner r (test-expect-fail 1) (test-assert #f) (test-skip 1) (test-assert #f) (test-assert #t))
  (reverse during))                                ; => (xfail skip #f)

; name: a runner's procedures can be asked for
(define r (test-runner-simple))
(map procedure?
     (list (test-runner-on-test-begin r) (test-runner-on-test-end r) (test-runner-on-group-begin r)
           (test-runner-on-group-end r) (test-runner-on-bad-count r) (test-runner-on-bad-end-name r)
           (test-runner-on-final r)))                         ; => (#t #t #t #t #t #t #t)
(map eq?
     (list (test-runner-on-test-begin r) (test-runner-on-test-end r) (test-runner-on-group-begin r)
           (test-runner-on-group-end r) (test-runner-on-bad-count r) (test-runner-on-bad-end-name r) (test-runner-on-final r))
     (list test-on-test-begin-simple test-on-test-end-simple test-on-group-begin-simple test-on-group-end-simple
           test-on-bad-count-simple test-on-bad-end-name-simple test-on-final-simple)) ; => (#t #t #t #t #t #t #t)

; name: what the simple runner prints of a suite without failures
(test-begin "suite")
(test-assert #t)
(test-skip 1)
(test-assert #f)
(test-expect-fail 1)
(test-assert #f)
(test-end "suite")                                 ; output: 1 passed, 0 failed, 1 failed as expected, 1 skipped\n

; name: the feature is told
(cond-expand ((and srfi-64 (library (srfi 64))) 'yes) (else 'no)) ; => yes
