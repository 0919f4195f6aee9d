; SRFI 26, cut and cute.
(import (scheme base) (srfi 26))

; name: cut
((cut list))                                       ; => ()
((cut list <...>))                                 ; => ()
((cut list 1))                                     ; => (1)
((cut list <>) 1)                                  ; => (1)
((cut list <...>) 1 2)                             ; => (1 2)
((cut list 1 2))                                   ; => (1 2)
((cut list 1 <>) 2)                                ; => (1 2)
((cut list 1 <...>) 2 3)                           ; => (1 2 3)
((cut list 1 <> 3 <>) 2 4)                         ; => (1 2 3 4)
((cut list 1 <> 3 <...>) 2 4 5)                    ; => (1 2 3 4 5)
((cut list 1 <> 3 <...>) 2)                        ; => (1 2 3)
((cut <> 1 2) list)                                ; => (1 2)
((cut <> <> <...>) list 1 2 3)                     ; => (1 2 3)
(map (cut * 2 <>) '(1 2 3))                        ; => (2 4 6)
(map (cut <> 4) (list + - square))                 ; => (4 -4 16)
(let ((x 0)) (let ((f (cut list (begin (set! x (+ x 1)) x) <>))) (list (f 'a) (f 'b)))) ; => ((1 a) (2 b))
(let ((list 5) (x 1)) ((cut + x list <>) 10))      ; => 16

; name: cute evaluates once
((cute list))                                      ; => ()
((cute list <...>) 1 2)                            ; => (1 2)
((cute list 1 <> 3 <>) 2 4)                        ; => (1 2 3 4)
((cute list 1 <> 3 <...>) 2 4 5)                   ; => (1 2 3 4 5)
((cute <> 1) list)                                 ; => (1)
(let ((x 0)) (let ((f (cute list (begin (set! x (+ x 1)) x) <>))) (list (f 'a) (f 'b)))) ; => ((1 a) (1 b))
(let* ((x 1) (f (cute + x <>))) (set! x 100) (f 1)) ; => 2

; name: slots are of their own procedure
(((cut (lambda (f) (cut f <> 2)) <>) list) 1)      ; => (1 2)
((cut (cut list 1 2)))                             ; => (1 2)
(map (cut apply <> '(1 2)) (list + list))          ; => (3 (1 2))

; name: a wrong number of arguments
((cut list <>) 1 2)                                ; error: expects 1 argument, got 2
((cut list <> <...>))                              ; error: expects at least 1 argument, got 0
