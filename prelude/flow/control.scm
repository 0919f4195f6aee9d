;; Combinators over raised objects, failure values, budgets and loops (docs/semantics.md, "Failure and retry" and "Limits").

;; internal: runs the thunk; (value v), or (raised obj) once the thunk has been unwound.  A park, a cancellation and the
;; engine's other signals are no raised objects and pass through.
(define (%attempt thunk)
  (guard (obj (#t (list 'raised obj)))
    (list 'value (thunk))))

;; internal: an exact positive integer, or an error in the combinator's name
(define (%positive who n)
  (if (and (exact-integer? n) (> n 0))
      n
      (%flow-error 'flow-bad-argument "a positive exact integer is needed:" who n)))

;; API: up to n attempts on a raised object; the last one raised propagates
(define (retry n node)
  (%positive 'retry n)
  (%node 'retry node)
  (%shape 'retry (number->string n) (list (list 0 node))
    (lambda (input)
      (let ((use (%use 'retry)))
        (let loop ((i 0))
          (if (= i (- n 1))
              (%in use i (lambda () (node input)))
              (let ((outcome (%attempt (lambda () (%in use i (lambda () (node input)))))))
                (if (eq? (car outcome) 'value)
                    (cadr outcome)
                    (loop (+ i 1))))))))))

;; API: budget calls of (tick) are allowed inside the node, the next raises flow-timeout
(define (timeout budget node)
  (if (not (and (exact-integer? budget) (>= budget 0)))
      (%flow-error 'flow-bad-argument "timeout: a budget is an exact non-negative integer:" budget))
  (%node 'timeout node)
  (%shape 'timeout (number->string budget) (list (list 'body node))
    (lambda (input)
      (let ((use (%use 'timeout)))
        (%with-budget budget (lambda () (%in use 'body (lambda () (node input)))))))))

;; API: on a raised object e, returns (handler e)
(define (try-catch node handler)
  (%node 'try-catch node)
  (%node 'try-catch handler)
  (%shape 'try-catch "" (list (list 'body node) (list 'handler handler))
    (lambda (input)
      (let* ((use (%use 'try-catch))
             (outcome (%attempt (lambda () (%in use 'body (lambda () (node input)))))))
        (if (eq? (car outcome) 'value)
            (cadr outcome)
            (%in use 'handler (lambda () (handler (cadr outcome)))))))))

;; API: the fail twin of try-catch: on (fail r) returns (handler r)
(define (recover node handler)
  (%node 'recover node)
  (%node 'recover handler)
  (%shape 'recover "" (list (list 'body node) (list 'handler handler))
    (lambda (input)
      (let* ((use (%use 'recover))
             (value (%in use 'body (lambda () (node input)))))
        (if (failed? value)
            (%in use 'handler (lambda () (handler (fail-reason value))))
            value)))))

;; API: a sequence that stops at the first (fail r) and returns it
(define (attempt . nodes)
  (for-each (lambda (node) (%node 'attempt node)) nodes)
  (%shape 'attempt "" (%numbered nodes)
    (lambda (input)
      (let ((use (%use 'attempt)))
        (let loop ((i 0) (rest nodes) (value input))
          (if (or (null? rest) (failed? value))
              value
              (loop (+ i 1) (cdr rest) (%in use i (lambda () ((car rest) value))))))))))

;; internal: turns of body while the test holds, at most max of them
(define (%loop kind continue? pred body max)
  (if (not (and (exact-integer? max) (>= max 0)))
      (%flow-error 'flow-bad-argument "a bound of turns is an exact non-negative integer:" kind max))
  (%node kind pred)
  (%node kind body)
  (%shape kind (number->string max) (list (list 'pred pred) (list 'body body))
    (lambda (input)
      (let ((use (%use kind)))
        (define (in role i thunk)
          (%in use (string->symbol (string-append (symbol->string role) "." (number->string i))) thunk))
        (let loop ((i 0) (value input))
          (cond ((not (continue? (in 'pred i (lambda () (pred value))))) value)
                ((= i max) (%flow-error 'flow-too-many-turns "the loop passed its bound of turns:" kind max))
                (else (loop (+ i 1) (in 'body i (lambda () (body value)))))))))))

;; API: runs body while (pred value) holds, at most max times; passing max raises
(define (flow-while pred body max) (%loop 'flow-while (lambda (holds) holds) pred body max))

;; API: runs body until (pred value) holds, at most max times; passing max raises
(define (flow-until pred body max) (%loop 'flow-until not pred body max))
