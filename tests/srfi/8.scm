; SRFI 8, receive.
(import (scheme base) (srfi 8))

; name: each form of formals
(receive (a b) (values 1 2) (list b a))            ; => (2 1)
(receive (a . rest) (values 1 2 3) (list a rest))  ; => (1 (2 3))
(receive all (values 1 2 3) all)                   ; => (1 2 3)
(receive all (values) all)                         ; => ()
(receive () (values) 'none)                        ; => none
(receive (a) 1 a)                                  ; => 1
(receive (q r) (floor/ 13 4) (define s (+ q r)) s) ; => 4

; name: a number of values that does not fit
(receive (a b) (values 1 2 3) a)                   ; error: values?
(receive (a b) 1 a)                                ; error: values?
