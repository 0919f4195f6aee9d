; SRFI 9, record types.
(import (scheme base) (srfi 9))

; name: constructor, predicate, accessors and modifiers
(define-record-type pare (kons x y) pare? (x kar set-kar!) (y kdr))
(define p (kons 1 2))
(list (pare? p) (pare? (cons 1 2)) (kar p) (kdr p)) ; => (#t #f 1 2)
(set-kar! p 3)
(kar p)                                            ; => 3
(kar 5)                                            ; error: kar: argument 1 must be a pare record, got 5

; name: it is the binding of R7RS
(import (prefix (only (scheme base) define-record-type) r7:))
(r7:define-record-type thing (make) thing?)
(thing? (make))                                    ; => #t
