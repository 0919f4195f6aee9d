; SRFI 145, assumptions.
(import (scheme base) (srfi 145))

; name: a true assumption is a value
(assume (assq 'a '((a . 1))))                      ; => (a . 1)
(assume #t "not shown")                            ; => #t
(let ((n 0)) (assume (= n 0) (set! n 1)) n)        ; => 0

; name: a false one is an error that tells it and its messages
(assume (= 1 2))                                   ; error: assume: the assumption does not hold: \(= 1 2\)
(assume #f "because" 'of "this")                   ; error: does not hold: #f "because" of "this"
(guard (e ((error-object? e) (error-object-irritants e))) (assume (> 1 (+ 1 1)) 'why)) ; => ((> 1 (+ 1 1)) why)
