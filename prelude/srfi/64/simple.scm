;; SRFI 64: the simple runner, which prints what went wrong and, at the end, how many tests there were of each kind.

;; API: a runner that prints to the current output
(define (test-runner-simple)
  (%make-runner '() "" '() '() '() '() #t #f
    test-on-test-begin-simple test-on-test-end-simple test-on-group-begin-simple test-on-group-end-simple
    test-on-bad-count-simple test-on-bad-end-name-simple test-on-final-simple))

;; API: what makes a runner where one is needed; with an argument, sets it
(define test-runner-factory (%settable-parameter test-runner-simple))

;; API: the parts of the simple runner
(define (test-on-test-begin-simple runner) #f)
;; API: says nothing when a group begins
(define (test-on-group-begin-simple runner name count) #f)
;; API: says nothing when a group ends
(define (test-on-group-end-simple runner) #f)

;; API: prints a test that failed, or passed against expectation
(define (test-on-test-end-simple runner)
  (let ((kind (test-result-kind runner)))
    (case kind
      ((fail xpass)
       (display (if (eq? kind 'fail) "FAIL " "XPASS "))
       (display (%title runner))
       (newline)
       (for-each (lambda (line) (%line runner line)) %lines)))))

;; internal: where a test stands: its groups and its name
(define (%title runner)
  (let ((name (test-runner-test-name runner)))
    (let loop ((rest (test-runner-group-stack runner)) (title (if (equal? name "") "(no name)" name)))
      (if (null? rest)
          title
          (loop (cdr rest) (string-append (car rest) " / " title))))))

;; internal: the properties that are printed of a test, with their titles
(define %lines
  '((source-form . "test:     ")
    (expected-value . "expected: ")
    (expected-error . "expected: an error that is ")
    (actual-value . "got:      ")
    (actual-error . "raised:   ")))

;; internal: prints a property, if there is one
(define (%line runner line)
  (let ((entry (assq (car line) (%properties runner))))
    (if entry
        (begin
          (display "  ")
          (display (cdr line))
          (%show (cdr entry))
          (if (eq? (car line) 'source-form) (%show-place runner))
          (newline)))))

;; internal: prints where a test stands in its file, if that is known
(define (%show-place runner)
  (let ((line (test-result-ref runner 'source-line)))
    (if line
        (begin
          (display "  at ")
          (display (test-result-ref runner 'source-file))
          (display ":")
          (display line)))))

;; internal: prints an object as write does; of an error object its message and irritants
(define (%show obj)
  (if (error-object? obj)
      (begin
        (display (error-object-message obj))
        (for-each (lambda (irritant) (display " ") (write irritant)) (error-object-irritants obj)))
      (write obj)))

;; API: says that a group had another number of tests than it should have
(define (test-on-bad-count-simple runner actual expected)
  (display "FAIL ")
  (display (%path runner))
  (display ": expected ")
  (display expected)
  (display " tests, got ")
  (display actual)
  (newline))

;; internal: the names of the open groups, in one string
(define (%path runner)
  (let ((path (test-runner-group-path runner)))
    (let loop ((rest (cdr path)) (text (car path)))
      (if (null? rest)
          text
          (loop (cdr rest) (string-append text " / " (car rest)))))))

;; API: an error for a group that ends under another name than it began
(define (test-on-bad-end-name-simple runner begun ended)
  (error "test-end: the name is not that of the group:" ended begun))

;; API: prints how many tests there were of each kind
(define (test-on-final-simple runner)
  (display (test-runner-pass-count runner))
  (display " passed, ")
  (display (test-runner-fail-count runner))
  (display " failed")
  (for-each
    (lambda (kind)
      (if (> (%count runner (car kind)) 0)
          (begin
            (display ", ")
            (display (%count runner (car kind)))
            (display (cdr kind)))))
    '((xpass . " unexpectedly passed") (xfail . " failed as expected") (skip . " skipped")))
  (newline))
