;; SRFI 64: tests and groups.
;;
;; A test form becomes a call with its name, its source, its place and thunks of its expressions.  The place is asked for
;; in the program's own code, before the call.

;;; Tests

;; internal: runs a test, of which judge tells whether it passed; judge may set properties first
(define (%test name form site judge)
  (let ((runner (test-runner-get)))
    (%name! runner (%text name))
    (test-result-clear runner)
    (test-result-set! runner 'source-form form)
    (if site
        (begin
          (test-result-set! runner 'source-file (car site))
          (test-result-set! runner 'source-line (cadr site))))
    (let ((expectation (%expectation runner)))
      (if expectation (test-result-set! runner 'result-kind expectation))
      ((test-runner-on-test-begin runner) runner)
      (if (not (eq? (test-result-kind runner) 'skip))
          (test-result-set! runner 'result-kind (%kind (%passes? runner judge) (eq? expectation 'xfail)))))
    (%end-test! runner)))

;; internal: whether a test passes; what is raised is kept
(define (%passes? runner judge)
  (guard (obj (#t (test-result-set! runner 'actual-error obj) #f))
    (judge runner)))

(define (%kind passed? failure-expected?)
  (if passed?
      (if failure-expected? 'xpass 'pass)
      (if failure-expected? 'xfail 'fail)))

;; internal: counts and reports the test that has ended
(define (%end-test! runner)
  (let ((kind (test-result-kind runner)))
    (%count-one! runner kind)
    (%count-in-group! runner)
    (%report runner (test-runner-test-name runner) kind)
    ((test-runner-on-test-end runner) runner)))

(define (%count-in-group! runner)
  (let ((groups (%groups runner)))
    (if (pair? groups)
        (%group-count! (car groups) (+ (%group-count (car groups)) 1)))))

;; internal: a name as a string
(define (%text name)
  (if (string? name)
      name
      (let ((port (open-output-string)))
        (display name port)
        (get-output-string port))))

;; internal: the value of a test's expression, kept as a property
(define (%actual runner thunk)
  (let ((value (thunk)))
    (test-result-set! runner 'actual-value value)
    value))

;; internal: the test that same? holds for the expected value and the actual one
(define (%compare same? name form site expected actual)
  (%test name form site
    (lambda (runner)
      (let ((value (expected)))
        (test-result-set! runner 'expected-value value)
        (same? value (%actual runner actual))))))

;; API: (test-assert [name] expression): the expression's value is true
(define-syntax test-assert
  (syntax-rules ()
    ((_ expression) (test-assert "" expression))
    ((_ name expression)
     (%test name 'expression (%test-site) (lambda (runner) (%actual runner (lambda () expression)))))))

;; API: (test-eqv [name] expected expression): the two are the same by eqv?; and so on
(define-syntax test-eqv
  (syntax-rules ()
    ((_ expected expression) (test-eqv "" expected expression))
    ((_ name expected expression)
     (%compare eqv? name 'expression (%test-site) (lambda () expected) (lambda () expression)))))

;; API: tests that an expression gives the expected object, by eq?
(define-syntax test-eq
  (syntax-rules ()
    ((_ expected expression) (test-eq "" expected expression))
    ((_ name expected expression)
     (%compare eq? name 'expression (%test-site) (lambda () expected) (lambda () expression)))))

;; API: tests that an expression gives the expected object, by equal?
(define-syntax test-equal
  (syntax-rules ()
    ((_ expected expression) (test-equal "" expected expression))
    ((_ name expected expression)
     (%compare equal? name 'expression (%test-site) (lambda () expected) (lambda () expression)))))

;; API: (test-approximate [name] expected expression error): the difference is at most the error
(define-syntax test-approximate
  (syntax-rules ()
    ((_ expected expression error) (test-approximate "" expected expression error))
    ((_ name expected expression error)
     (let ((within error))
       (%compare (lambda (a b) (<= (- a within) b (+ a within)))
                 name 'expression (%test-site) (lambda () expected) (lambda () expression))))))

;; API: (test-error [[name] type] expression): the expression raises; an error of that type, which is #t or a predicate.
;; A string alone before the expression is a name, too.
(define-syntax test-error
  (syntax-rules ()
    ((_ expression) (test-error "" #t expression))
    ((_ type expression)
     (let ((given type))
       (if (string? given)
           (test-error given #t expression)
           (test-error "" given expression))))
    ((_ name type expression)
     (%test name 'expression (%test-site)
       (lambda (runner) (%raises? runner type (lambda () expression)))))))

;; internal: whether the thunk raises what is of that type
(define (%raises? runner type thunk)
  (if (not (or (boolean? type) (procedure? type)))
      (error "test-error: an error's type is #t or a predicate, not" type))
  (test-result-set! runner 'expected-error type)
  (let ((outcome (guard (obj (#t (cons 'raised obj))) (cons 'value (thunk)))))
    (test-result-set! runner (if (eq? (car outcome) 'raised) 'actual-error 'actual-value) (cdr outcome))
    (and (eq? (car outcome) 'raised)
         (or (boolean? type) (type (cdr outcome))))))

;; API: the value of the expression that a string holds, and nothing else
(define (test-read-eval-string string)
  (let* ((port (open-input-string string)) (form (read port)))
    (if (eof-object? (peek-char port))
        (eval form (interaction-environment))
        (error "test-read-eval-string: there is more than one expression in" string))))

;;; Groups

;; internal: the runner that began the outermost open group of all, or #f: its results are the program's
(define %outermost #f)

;; internal: tells the interpreter of a result
(define (%report runner name kind)
  (if (or (not %outermost) (eq? %outermost runner))
      (%test-report (test-runner-group-path runner) name kind (%properties runner))))

;; API: (test-begin name [count]): a group begins, of that many tests; makes a runner where there is none
(define (test-begin name . count)
  (let* ((installed (not (test-runner-current)))
         (runner (or (test-runner-current) (test-runner-create)))
         (name (%text name))
         (expected (if (pair? count) (car count) #f)))
    (if installed (test-runner-current runner))
    (%name! runner name)
    ((test-runner-on-group-begin runner) runner name expected)
    (%groups! runner
      (cons (%make-group name expected 0 (%skips runner) (%fails runner) installed) (%groups runner)))
    (if (not %outermost) (set! %outermost runner))))

;; API: (test-end [name]): the group ends
(define (test-end . name)
  (let* ((runner (test-runner-get)) (groups (%groups runner)))
    (if (null? groups) (error "test-end: no group has begun"))
    (let* ((group (car groups)) (begun (%group-name group)))
      (if (and (pair? name) (not (equal? (%text (car name)) begun)))
          ((test-runner-on-bad-end-name runner) runner begun (%text (car name))))
      (%check-count runner group)
      ((test-runner-on-group-end runner) runner)
      (%close-group! runner group))))

;; internal: whether a group had as many tests as it should have
(define (%check-count runner group)
  (let ((expected (%group-expected group)) (actual (%group-count group)))
    (if (and expected (not (= expected actual)))
        (begin
          (test-result-clear runner)
          (test-result-set! runner 'expected-value expected)
          (test-result-set! runner 'actual-value actual)
          (%report runner "number of tests" 'fail)
          ((test-runner-on-bad-count runner) runner actual expected)))))

;; internal: leaves a group; after the outermost one the runner has done
(define (%close-group! runner group)
  (%skips! runner (%group-skips group))
  (%fails! runner (%group-fails group))
  (%groups! runner (cdr (%groups runner)))
  (%count-in-group! runner)
  (if (null? (%groups runner))
      (begin
        (if (eq? runner %outermost) (set! %outermost #f))
        ((test-runner-on-final runner) runner)
        (if (%group-installed group) (test-runner-current #f)))))

;; API: (test-group name form ...): the forms in a group, unless that is skipped
(define-syntax test-group
  (syntax-rules ()
    ((_ name) (%group name (lambda () #f)))
    ((_ name form ...) (%group name (lambda () form ...)))))

;; internal: calls the thunk in a group
(define (%group name thunk)
  (if (not (%skip-group? (test-runner-current) name))
      (dynamic-wind
        (lambda () (test-begin name))
        thunk
        (lambda () (test-end name)))))

;; internal: whether a group is skipped, which counts as one test
(define (%skip-group? runner name)
  (and runner
       (begin (%name! runner (%text name))
              (eq? (%expectation runner) 'skip))
       (begin (test-result-clear runner)
              (test-result-set! runner 'result-kind 'skip)
              (%count-one! runner 'skip)
              (%count-in-group! runner)
              #t)))

;; API: (test-group-with-cleanup name form ... cleanup): as test-group; cleanup is evaluated however the forms are left
(define-syntax test-group-with-cleanup
  (syntax-rules ()
    ((_ name cleanup) (test-group name cleanup))
    ((_ name form ... cleanup)
     (test-group name (dynamic-wind (lambda () #f) (lambda () form ...) (lambda () cleanup))))))

;;; Running under a runner

;; API: (test-with-runner runner form ...): the forms, with runner as the current one
(define-syntax test-with-runner
  (syntax-rules ()
    ((_ runner form ...) (%with-runner runner (lambda () form ...)))))

;; API: (test-apply [runner] specifier ... procedure): calls the procedure; only tests that match a specifier are run
(define (test-apply first . rest)
  (cond ((test-runner? first) (%with-runner first (lambda () (%apply first rest))))
        ((test-runner-current) (%apply (test-runner-current) (cons first rest)))
        (else
         (let ((runner (test-runner-create)))
           (%with-runner runner (lambda () (%apply runner (cons first rest))))
           ((test-runner-on-final runner) runner)))))

;; internal: calls the last of the arguments while the specifiers before it choose the runner's tests
(define (%apply runner arguments)
  (let* ((all (reverse arguments)) (procedure (car all)) (outer (%only runner))
         (specifiers (map (lambda (obj) (%specifier "test-apply" obj)) (cdr all))))
    (dynamic-wind
      (lambda () (if (pair? specifiers) (%only! runner (reverse specifiers))))
      procedure
      (lambda () (%only! runner outer)))))
