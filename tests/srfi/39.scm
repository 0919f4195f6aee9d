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

; name: setting
(define level (make-parameter 1 (lambda (x) (if (number? x) (* 2 x) (error "no number:" x)))))
(level)                                            ; => 2
(level 5)
(level)                                            ; => 10
(list (parameterize ((level 7)) (level 8) (level)) (level)) ; => (16 10)
(level 'x)                                         ; error: no number: x
(level)                                            ; => 10
(define other (make-parameter 0))
(parameterize ((level 1)) (parameterize ((other 1)) (level 3)) (list (level) (other))) ; => (6 0)
(parameterize ((level 1) (other (begin (other 4) 5))) (other)) ; => 5
(list (other) (level))                             ; => (4 10)
(level 1 2)                                        ; error: parameter: expects 0 to 1 argument, got 2
