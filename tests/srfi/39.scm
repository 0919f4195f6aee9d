; SRFI 39, parameter objects.
(import (scheme base) (srfi 39))

; name: binding and converting
(define radix (make-parameter 10 (lambda (x) (if (and (exact-integer? x) (<= 2 x 16)) x (error "radix: no base:" x)))))
(define (show n) (number->string n (radix)))
(radix)                                            ; => 10
(show 12)                                          ; => "12"
(parameterize ((radix 2)) (show 12))               ; => "1100"
(parameterize ((radix 8)) (list (show 12) (parameterize ((radix 16)) (show 12)) (show 12))) ; => ("14" "c" "14")
(parameterize ((radix 0)) (show 12))               ; error: radix: no base: 0
(show 12)                                          ; => "12"
(parameterize () 1)                                ; => 1
(parameterize ((5 1)) 1)                           ; error: parameterize: not a parameter
