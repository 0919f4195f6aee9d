; Complex numbers in compiled code: they are equal or not, and have no order.

; name: <= refuses complex numbers
(let ((a 1+2i) (b 1+2i)) (<= a b))                            ; error: real number
(let ((a 1+2i)) (<= a a))                                     ; error: real number
(let ((a 1+2i) (b 1+2i)) (<= a b a))                          ; error: real number
(let ((a 1+2i) (b 1+2i)) (if (= 1 1) (<= a b) 0))             ; error: real number
(let ((a 1+2i) (b 1+2i)) (let ((c b)) (<= a c)))              ; error: real number

; name: <= refuses complex numbers that were found to be equal
(let ((a 1+2i)) (if (= a a) (<= 0 a) 0))                      ; error: real number
(let ((a 1+2i)) (and (= a a) (<= a a)))                       ; error: real number

; name: >= refuses complex numbers
(let ((a 1+2i) (b 1+2i)) (>= a b))                            ; error: real number
(let ((a 1+2i)) (if (= a a) (>= a a) 0))                      ; error: real number

; name: < and > refuse complex numbers
(let ((a 1+2i) (b 1+2i)) (< a b))                             ; error: real number
(let ((a 1+2i) (b 1+2i)) (> a b))                             ; error: real number

; name: complex numbers have no sign
(let ((a 1+2i)) (positive? a))                                ; error: real number
(let ((b 1+2i)) (negative? b))                                ; error: real number

; name: complex numbers have no maximum
(let ((a 1+2i)) (max a 1))                                    ; error: real number

; name: a complex number is no index
(let ((a 1+2i)) (vector-ref (vector 1) a))                    ; error: exact non-negative integer

; name: = refuses what is no number
(let ((z 1+2i)) (= z 'a))                                     ; error: =: .*a number
(let ((z 1+2i)) (= 'a z))                                     ; error: =: .*a number
(let ((z 1+2i)) (= z #t))                                     ; error: =: .*a number
(let ((z 1+2i)) (if (= "1" z) 1 2))                           ; error: =: .*a number
(let ((z 1+2i)) (= z z 'a))                                   ; error: =: .*a number
(zero? 'a)                                                    ; error: zero[?]: .*a number

; name: trigonometric functions of large imaginary numbers
(sin (make-rectangular 0 1000))                               ; => +inf.0i
(cos (make-rectangular 0 1000))                               ; => +inf.0+0.0i

; name: functions of parts that are longer than floats
(exp (make-rectangular (expt 10 400) 0.0))                    ; => +inf.0+nan.0i
(log (make-rectangular (expt 10 400) (expt 10 400)))          ; => 921.3806107878983+0.7853981633974483i
(= (magnitude (make-rectangular (* 3 (expt 10 400)) (* 4 (expt 10 400)))) (* 5 (expt 10 400))) ; => #t
(= (angle (make-rectangular (expt 10 400) (* 2 (expt 10 400)))) (atan 2 1)) ; => #t
(+ (make-rectangular (expt 10 400) 1) 0.5)                    ; => +inf.0+1.0i

; name: the logarithm of zero
(log (make-rectangular 0.0 0.0))                              ; => -inf.0+0.0i

; name: powers
(expt +i (+ (expt 10 100) 3))                                 ; => -i
(expt (make-rectangular 0.0 2.0) 2)                           ; => -4.0+0.0i
(expt (make-rectangular 0.0 1.0) 0)                           ; => 1.0
(expt 0 1+i)                                                  ; => 0

; name: functions of real numbers with complex values
(sqrt -inf.0)                                                 ; => +inf.0i
(asin 2)                                                      ; => 1.5707963267948966-1.3169578969248166i
(acos -2)                                                     ; => 3.141592653589793-1.3169578969248166i

; name: division by zero, and products with infinity
(/ 1+i 0.0)                                                   ; => +inf.0+inf.0i
(/ 1 (make-rectangular 0.0 0.0))                              ; => +nan.0+nan.0i
(* 1+2i +inf.0)                                               ; => +inf.0+inf.0i
