; SRFI 2, and-let*.
(import (scheme base) (srfi 2))

; name: without clauses
(and-let* ())                                      ; => #t
(and-let* () 1 2)                                  ; => 2

; name: without a body the value is the last clause's
(and-let* ((x 1)))                                 ; => 1
(and-let* ((x #f)))                                ; => #f
(and-let* (((+ 1 2))))                             ; => 3
(let ((x 5)) (and-let* (x)))                       ; => 5
(let ((x #f)) (and-let* (x)))                      ; => #f
(and-let* ((x 1) (y (+ x 1))))                     ; => 2

; name: clauses are tested in order, each in the scope of those before it
(and-let* ((x 3) ((> x 2)) (y (* x 2))) (list x y)) ; => (3 6)
(and-let* ((x 1) ((> x 2)) (y (car '()))) y)       ; => #f
(let ((x #f)) (and-let* (x ((car x))) 1))          ; => #f
(let ((x '(1))) (and-let* (x ((car x))) 'yes))     ; => yes
(and-let* ((x 1) (x (+ x 1)) (x (+ x 1))) x)       ; => 3
(let ((x 1)) (and-let* ((x #f)) x))                ; => #f
(and-let* ((entry (assq 'b '((a . 1) (b . 2))))) (cdr entry)) ; => 2
(and-let* ((entry (assq 'c '((a . 1) (b . 2))))) (cdr entry)) ; => #f

; name: the body is a body, and its last expression a tail call
(and-let* ((x 1)) (define y 2) (+ x y))            ; => 3
(let loop ((n 100000)) (and-let* ((m n)) (if (= m 0) 'done (loop (- m 1))))) ; => done

; name: what is no clause
(and-let* ((a b c)) 1)                             ; error: and-let\*: a clause is
