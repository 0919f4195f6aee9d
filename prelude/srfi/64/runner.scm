;; SRFI 64: runners, results and specifiers.
;;
;; A runner holds the counts, the groups that are open, the specifiers in force and the properties of the current test.
;; A group remembers what its end restores: the specifiers, and how many tests the group around it has had.

(define-record-type test-runner
  (%make-runner counts name properties groups skips fails only aux
    on-test-begin on-test-end on-group-begin on-group-end on-bad-count on-bad-end-name on-final)
  test-runner?
  (counts %counts %counts!)               ; an association list: result kind to number
  (name test-runner-test-name %name!)
  (properties %properties %properties!)   ; of the current or most recent test
  (groups %groups %groups!)               ; those that are open, the innermost first
  (skips %skips %skips!)                  ; specifiers
  (fails %fails %fails!)
  (only %only %only!)                     ; the specifiers of test-apply, or #t for all tests
  (aux test-runner-aux-value test-runner-aux-value!)
  (on-test-begin test-runner-on-test-begin test-runner-on-test-begin!)
  (on-test-end test-runner-on-test-end test-runner-on-test-end!)
  (on-group-begin test-runner-on-group-begin test-runner-on-group-begin!)
  (on-group-end test-runner-on-group-end test-runner-on-group-end!)
  (on-bad-count test-runner-on-bad-count test-runner-on-bad-count!)
  (on-bad-end-name test-runner-on-bad-end-name test-runner-on-bad-end-name!)
  (on-final test-runner-on-final test-runner-on-final!))

(define-record-type %test-group
  (%make-group name expected count skips fails installed)
  %group?
  (name %group-name)
  (expected %group-expected)              ; how many tests it should have, or #f
  (count %group-count %group-count!)      ; how many it has had
  (skips %group-skips)                    ; the specifiers in force before it
  (fails %group-fails)
  (installed %group-installed))           ; whether its test-begin installed the runner

;; API: a runner that does nothing with results
(define (test-runner-null)
  (%make-runner '() "" '() '() '() '() #t #f
    %nothing %nothing %nothing %nothing %nothing %nothing %nothing))

(define (%nothing . arguments) #f)

;; API: as if the runner were new, but for its procedures
(define (test-runner-reset runner)
  (%counts! runner '())
  (%name! runner "")
  (%properties! runner '())
  (%groups! runner '())
  (%skips! runner '())
  (%fails! runner '())
  (%only! runner #t))

;;; Which runner it is

;; API: the current runner, or #f; with an argument, sets it
(define test-runner-current (%settable-parameter #f))

;; API: a new runner
(define (test-runner-create) ((test-runner-factory)))

;; API: the current runner; an error if there is none
(define (test-runner-get)
  (or (test-runner-current)
      (error "there is no current test runner; is a test-begin missing?")))

(define (%runner arguments)
  (if (pair? arguments) (car arguments) (test-runner-get)))

;; internal: calls the thunk with a runner as the current one; groups that it leaves open count no longer
(define (%with-runner runner thunk)
  (let ((outer (test-runner-current)) (outermost %outermost))
    (dynamic-wind
      (lambda () (test-runner-current runner))
      thunk
      (lambda ()
        (if (not outermost) (set! %outermost #f))
        (test-runner-current outer)))))

;;; Counts and names

;; internal: how many results of a kind there were
(define (%count runner kind)
  (let ((entry (assq kind (%counts runner))))
    (if entry (cdr entry) 0)))

;; internal: one more result of that kind
(define (%count-one! runner kind)
  (let ((entry (assq kind (%counts runner))))
    (if entry
        (set-cdr! entry (+ (cdr entry) 1))
        (%counts! runner (cons (cons kind 1) (%counts runner))))))

;; API: how many tests there were of each kind
(define (test-runner-pass-count runner) (%count runner 'pass))
;; API: how many tests failed
(define (test-runner-fail-count runner) (%count runner 'fail))
;; API: how many tests passed that were expected to fail
(define (test-runner-xpass-count runner) (%count runner 'xpass))
;; API: how many tests failed that were expected to
(define (test-runner-xfail-count runner) (%count runner 'xfail))
;; API: how many tests were skipped
(define (test-runner-skip-count runner) (%count runner 'skip))

;; API: the names of the open groups, the innermost first
(define (test-runner-group-stack runner)
  (map %group-name (%groups runner)))

;; API: the names of the open groups, the outermost first
(define (test-runner-group-path runner)
  (reverse (test-runner-group-stack runner)))

;;; The properties of the current or most recent test

;; API: the property's value, or the default, or #f
(define (test-result-ref runner name . default)
  (let ((entry (assq name (%properties runner))))
    (cond (entry (cdr entry))
          ((pair? default) (car default))
          (else #f))))

;; API: gives a property a value
(define (test-result-set! runner name value)
  (let ((entry (assq name (%properties runner))))
    (if entry
        (set-cdr! entry value)
        (%properties! runner (append (%properties runner) (list (cons name value)))))))

;; API: removes a property
(define (test-result-remove runner name)
  (%properties! runner
    (let loop ((rest (%properties runner)) (kept '()))
      (cond ((null? rest) (reverse kept))
            ((eq? (caar rest) name) (loop (cdr rest) kept))
            (else (loop (cdr rest) (cons (car rest) kept)))))))

;; API: removes all properties; what test-result-alist gave before stays as it is
(define (test-result-clear runner)
  (%properties! runner '()))

;; API: the properties, as an association list
(define (test-result-alist runner)
  (%properties runner))

;; API: pass, fail, xpass, xfail or skip; while a test runs what is expected of it, or #f
(define (test-result-kind . runner)
  (test-result-ref (%runner runner) 'result-kind))

;; API: whether the most recent test passed
(define (test-passed? . runner)
  (and (memq (test-result-ref (%runner runner) 'result-kind) '(pass xpass)) #t))

;;; Specifiers: procedures of a runner that tell whether a test matches

;; internal: the procedure that a specifier stands for
(define (%specifier who obj)
  (cond ((procedure? obj) obj)
        ((string? obj) (test-match-name obj))
        ((exact-integer? obj) (test-match-nth 1 obj))
        (else (error (string-append who ": expected a procedure, a name or a number of tests, got") obj))))

;; API: matches tests of that name
(define (test-match-name name)
  (lambda (runner) (equal? name (test-runner-test-name runner))))

;; API: matches the n-th test that it is asked about, and those after it, count in all (or 1)
(define (test-match-nth n . count)
  (let ((end (+ n (if (pair? count) (car count) 1))) (i 0))
    (lambda (runner)
      (set! i (+ i 1))
      (and (<= n i) (< i end)))))

;; internal: asks all the specifiers, since they may count; the list of their answers
(define (%ask specifiers runner)
  (map (lambda (specifier) (specifier runner)) specifiers))

;; internal: whether one of the specifiers matches; all are asked
(define (%some-match? specifiers runner)
  (let loop ((answers (%ask specifiers runner)))
    (and (pair? answers) (or (and (car answers) #t) (loop (cdr answers))))))

;; API: matches what one of the specifiers matches
(define (test-match-any . specifiers)
  (let ((specifiers (map (lambda (obj) (%specifier "test-match-any" obj)) specifiers)))
    (lambda (runner) (%some-match? specifiers runner))))

;; API: matches what all the specifiers match
(define (test-match-all . specifiers)
  (let ((specifiers (map (lambda (obj) (%specifier "test-match-all" obj)) specifiers)))
    (lambda (runner) (not (memq #f (%ask specifiers runner))))))

;; API: tests that match are skipped, until the end of the group
(define (test-skip specifier)
  (let ((runner (test-runner-get)))
    (%skips! runner (cons (%specifier "test-skip" specifier) (%skips runner)))))

;; API: tests that match are expected to fail, until the end of the group
(define (test-expect-fail specifier)
  (let ((runner (test-runner-get)))
    (%fails! runner (cons (%specifier "test-expect-fail" specifier) (%fails runner)))))

;; internal: skip, xfail or #f for the test or group whose name the runner has now
(define (%expectation runner)
  (let ((chosen (or (eq? (%only runner) #t) (%some-match? (%only runner) runner)))
        (skipped (%some-match? (%skips runner) runner)))
    (cond ((or skipped (not chosen)) 'skip)
          ((%some-match? (%fails runner) runner) 'xfail)
          (else #f))))
