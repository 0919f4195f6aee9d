;;; R7RS 6.2.6: powers, roots and the procedures of (scheme inexact), and those of (scheme complex).
(import (scheme base) (scheme inexact) (scheme complex))
(define (near? a b) (< (magnitude (- a b)) 1e-12))
(define pi 3.141592653589793)
; name: exp and log
(exp 0) ; => 1
(exp 0.0) ; => 1.0
(exp 1) ; => 2.718281828459045
(exp -inf.0) ; => 0.0
(exp 1000) ; => +inf.0
(near? (exp (* +i pi)) -1) ; => #t
(near? (exp 1+i) 1.4686939399158851+2.2873552871788423i) ; => #t
(log 1) ; => 0
(log 1.0) ; => 0.0
(near? (log (exp 1)) 1) ; => #t
(log 0.0) ; => -inf.0
(log +inf.0) ; => +inf.0
(log -1) ; => +3.141592653589793i
(near? (log +i) +1.5707963267948966i) ; => #t
(log 8 2) ; => 3.0
(log 1000 10) ; => 3.0
(near? (log 9 3) 2) ; => #t
(near? (log 1/4 2) -2) ; => #t
(near? (log -8 2) (/ (log -8) (log 2))) ; => #t
(near? (log (expt 10 400)) (* 400 (log 10))) ; => #t
(log 0) ; error: log: division by zero
(log 'a) ; error: log: argument 1 must be a number
(exp 'a) ; error: exp: argument 1 must be a number
; name: sin, cos, tan
(sin 0) ; => 0
(sin 0.0) ; => 0.0
(near? (sin (/ pi 6)) 0.5) ; => #t
(cos 0) ; => 1
(cos pi) ; => -1.0
(tan 0) ; => 0
(near? (tan (/ pi 4)) 1) ; => #t
(sin +inf.0) ; => +nan.0
(near? (sin +i) +1.1752011936438014i) ; => #t
(near? (cos +i) 1.5430806348152437) ; => #t
(near? (tan 1+i) (/ (sin 1+i) (cos 1+i))) ; => #t
(near? (+ (square (sin 1+2i)) (square (cos 1+2i))) 1) ; => #t
(sin "0") ; error: sin: argument 1 must be a number
(cos #t) ; error: cos: argument 1 must be a number
(tan 'a) ; error: tan: argument 1 must be a number
; name: asin, acos, atan
(asin 0) ; => 0
(asin 1) ; => 1.5707963267948966
(acos 1) ; => 0
(acos -1) ; => 3.141592653589793
(acos 0.0) ; => 1.5707963267948966
(near? (asin 2) 1.5707963267948966-1.3169578969248166i) ; => #t
(near? (asin -2) -1.5707963267948966+1.3169578969248166i) ; => #t
(near? (acos 2) +1.3169578969248166i) ; => #t
(near? (sin (asin 1+2i)) 1+2i) ; => #t
(near? (cos (acos 1+2i)) 1+2i) ; => #t
(atan 0) ; => 0
(atan 1) ; => 0.7853981633974483
(atan +inf.0) ; => 1.5707963267948966
(near? (tan (atan 1+2i)) 1+2i) ; => #t
(atan +i) ; error: atan: no value at \+i
(asin 'a) ; error: asin: argument 1 must be a number
(acos 'a) ; error: acos: argument 1 must be a number
(atan 'a) ; error: atan: argument 1 must be a number
; name: atan of two arguments knows the quadrant
(atan 1 1) ; => 0.7853981633974483
(atan 1.0 -1.0) ; => 2.356194490192345
(atan -1 -1) ; => -2.356194490192345
(atan 0 1) ; => 0
(atan 0.0 1) ; => 0.0
(atan -0.0 1) ; => -0.0
(atan 0.0 -1.0) ; => 3.141592653589793
(atan -0.0 -1.0) ; => -3.141592653589793
(atan 0 -1) ; => 3.141592653589793
(atan 1 0) ; => 1.5707963267948966
(atan -1 0) ; => -1.5707963267948966
(atan 1 +i) ; error: atan: argument 2 must be a real number
; name: sqrt is exact where it can be
(sqrt 9) ; => 3
(sqrt 0) ; => 0
(sqrt 2) ; => 1.4142135623730951
(sqrt 16.0) ; => 4.0
(sqrt 1/4) ; => 1/2
(near? (sqrt 1/2) 0.7071067811865476) ; => #t
(eqv? (sqrt (expt 10 500)) (expt 10 250)) ; => #t
(sqrt -1) ; => +i
(sqrt -4) ; => +2i
(sqrt -1/4) ; => +1/2i
(sqrt -5) ; => +2.23606797749979i
(sqrt -4.0) ; => +2.0i
(sqrt -3+4i) ; => 1+2i
(sqrt -3-4i) ; => 1-2i
(sqrt +2i) ; => 1+i
(near? (sqrt +i) 0.7071067811865476+0.7071067811865475i) ; => #t
(sqrt +inf.0) ; => +inf.0
(sqrt -0.0) ; => -0.0
(sqrt 'a) ; error: sqrt: argument 1 must be a number
; name: expt with exact arguments stays exact
(expt 2 10) ; => 1024
(expt 2 0) ; => 1
(expt 0 0) ; => 1
(expt 0 5) ; => 0
(expt 2 -2) ; => 1/4
(expt 2/3 3) ; => 8/27
(expt 2/3 -3) ; => 27/8
(expt -2 3) ; => -8
(expt +i 2) ; => -1
(expt +i 3) ; => -i
(expt 1+i 4) ; => -4
(expt 1+i -2) ; => -1/2i
(expt 1/2+1/3i 2) ; => 5/36+1/3i
(expt 4 1/2) ; => 2
(expt 4 -3/2) ; => 1/8
(expt -4 1/2) ; => +2i
(expt 2 100) ; => 1267650600228229401496703205376
(expt 0 -1) ; error: expt: division by zero
(expt 'a 2) ; error: expt: argument 1 must be a number
(expt 2 'a) ; error: expt: argument 2 must be a number
; name: expt with inexact arguments
(expt 2.0 3) ; => 8.0
(expt 2 0.5) ; => 1.4142135623730951
(expt 2.0 -1) ; => 0.5
(expt 0.0 0) ; => 1.0
(expt 0 2.5) ; => 0.0
(expt 0.0 0.0) ; => 1.0
(expt 0.0 -1) ; => +inf.0
(expt -8.0 3.0) ; => -512.0
(expt 10.0 400) ; => +inf.0
(near? (expt -1 0.5) +i) ; => #t
(near? (expt -8 1/3) 1+1.7320508075688772i) ; => #t
(near? (expt 2 +i) (exp (* +i (log 2)))) ; => #t
(near? (expt +i +i) 0.20787957635076193) ; => #t
(expt 0 1+i) ; => 0
(expt +2.0i 2) ; => -4.0+0.0i
(near? (expt 0.5+0.5i 10) (exp (* 10 (log 0.5+0.5i)))) ; => #t
; name: make-rectangular, real-part, imag-part
(make-rectangular 1 2) ; => 1+2i
(make-rectangular 1 0) ; => 1
(make-rectangular 1.5 0) ; => 1.5
(make-rectangular 1 0.0) ; => 1.0+0.0i
(make-rectangular 1/2 -1) ; => 1/2-i
(make-rectangular 'a 1) ; error: make-rectangular: argument 1 must be a real number
(make-rectangular 1 +i) ; error: make-rectangular: argument 2 must be a real number
(real-part 1+2i) ; => 1
(real-part 1.5) ; => 1.5
(real-part +2.5i) ; => 0.0
(imag-part 1-2i) ; => -2
(imag-part 1.5) ; => 0
(imag-part 1.0+2i) ; => 2.0
(real-part 'a) ; error: real-part: argument 1 must be a number
(imag-part "a") ; error: imag-part: argument 1 must be a number
; name: make-polar, magnitude, angle
(make-polar 2 0) ; => 2
(make-polar 0 1) ; => 0
(near? (make-polar 2 pi) -2) ; => #t
(near? (make-polar 1 (/ pi 2)) +i) ; => #t
(make-polar 1 'a) ; error: make-polar: argument 2 must be a real number
(magnitude 3+4i) ; => 5
(magnitude -5) ; => 5
(magnitude -1/2) ; => 1/2
(magnitude 1+i) ; => 1.4142135623730951
(magnitude 3.0-4i) ; => 5.0
(magnitude +inf.0i) ; => +inf.0
(angle 1) ; => 0
(angle -1) ; => 3.141592653589793
(angle +i) ; => 1.5707963267948966
(angle -1.0) ; => 3.141592653589793
(angle -i) ; => -1.5707963267948966
(near? (make-polar (magnitude 3-4i) (angle 3-4i)) 3-4i) ; => #t
(magnitude 'a) ; error: magnitude: argument 1 must be a number
(angle 'a) ; error: angle: argument 1 must be a number
