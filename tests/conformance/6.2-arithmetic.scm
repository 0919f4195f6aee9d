;;; R7RS 6.2.6: sums, products, quotients, rounding, and what integers and rationals have besides.
(define-syntax both (syntax-rules () ((_ expr) (call-with-values (lambda () expr) list))))
(define (with f . arguments) (apply f arguments))
; name: addition
(+ 3 4) ; => 7
(+ 3) ; => 3
(+) ; => 0
(+ 1 2 3 4) ; => 10
(+ 1/2 1/2) ; => 1
(+ 1/2 1/3) ; => 5/6
(+ 1/2 0.5) ; => 1.0
(+ 1 2.5) ; => 3.5
(+ +inf.0 -inf.0) ; => +nan.0
(+ 1+2i 3-2i) ; => 4
(+ 1+2i 0.5) ; => 1.5+2.0i
(with + 1 1/2 +i) ; => 3/2+i
(+ 1 'a) ; error: \+: .*number
(+ "a") ; error: number
(+ #t 1) ; error: \+: .*number
; name: multiplication
(* 4) ; => 4
(*) ; => 1
(* 2 3 4) ; => 24
(* 2/3 3/2) ; => 1
(* 1/2 4) ; => 2
(* 2 0.5) ; => 1.0
(* +i +i) ; => -1
(* 1+2i 1-2i) ; => 5
(* 2 1/2+3i) ; => 1+6i
(* 1.5 2+4i) ; => 3.0+6.0i
(with * 2 +i +i) ; => -2
(* 2 "ab") ; error: \*: .*number
; name: subtraction
(- 3 4) ; => -1
(- 3 4 5) ; => -6
(- 3) ; => -3
(- 0.0) ; => -0.0
(- 1/2) ; => -1/2
(- 1/2 1/2) ; => 0
(- 1 1+i) ; => -i
(- 1+2i) ; => -1-2i
(- 5+2i +2i) ; => 5
(with - 10 1 1/2) ; => 17/2
(- 'a) ; error: -: .*number
; name: division
(/ 3 4 5) ; => 3/20
(/ 3) ; => 1/3
(/ 6 3) ; => 2
(/ 1/2 1/4) ; => 2
(/ 1 2.0) ; => 0.5
(/ 0.0) ; => +inf.0
(/ -1 0.0) ; => -inf.0
(/ 1 -0.0) ; => -inf.0
(/ 0.0 0.0) ; => +nan.0
(/ 0 5) ; => 0
(/ 1+2i 3+4i) ; => 11/25+2/25i
(/ 1 +i) ; => -i
(/ 2+4i 2) ; => 1+2i
(/ 2+4i 2.0) ; => 1.0+2.0i
(with / 12 2 3) ; => 2
(/ 0) ; error: /: division by zero
(/ 1 0) ; error: /: division by zero
(/ 1.5 0) ; error: /: division by zero
(/ +i 0) ; error: /: division by zero
(/ 1 'a) ; error: /: argument 2 must be a number
; name: abs and magnitude
(abs -7) ; => 7
(abs 7) ; => 7
(abs -1/2) ; => 1/2
(abs -0.0) ; => 0.0
(abs -inf.0) ; => +inf.0
(abs +i) ; error: abs: argument 1 must be a real number
; name: floor/ and truncate/
(both (floor/ 5 2)) ; => (2 1)
(both (floor/ -5 2)) ; => (-3 1)
(both (floor/ 5 -2)) ; => (-3 -1)
(both (floor/ -5 -2)) ; => (2 -1)
(both (truncate/ 5 2)) ; => (2 1)
(both (truncate/ -5 2)) ; => (-2 -1)
(both (truncate/ 5 -2)) ; => (-2 1)
(both (truncate/ -5 -2)) ; => (2 -1)
(both (truncate/ -5.0 2)) ; => (-2.0 -1.0)
(both (floor/ 5 0)) ; error: division by zero
(both (truncate/ 5 0)) ; error: division by zero
(both (floor/ 1/2 2)) ; error: must be an integer
; name: floor-quotient and floor-remainder
(floor-quotient 7 -2) ; => -4
(floor-quotient -7 2) ; => -4
(floor-quotient 7.0 2) ; => 3.0
(floor-remainder 7 -2) ; => -1
(floor-remainder -7 2) ; => 1
(floor-remainder 7 0) ; error: division by zero
; name: truncate-quotient and truncate-remainder
(truncate-quotient 7 -2) ; => -3
(truncate-quotient -7 -2) ; => 3
(truncate-remainder 7 -2) ; => 1
(truncate-remainder -7 2) ; => -1
(truncate-quotient 7 0) ; error: division by zero
(truncate-quotient 7 1.5) ; error: must be an integer
; name: quotient, remainder and modulo
(modulo 13 4) ; => 1
(remainder 13 4) ; => 1
(modulo -13 4) ; => 3
(remainder -13 4) ; => -1
(modulo 13 -4) ; => -3
(remainder 13 -4) ; => 1
(modulo -13 -4) ; => -1
(remainder -13 -4) ; => -1
(remainder -13 -4.0) ; => -1.0
(quotient 17 -5) ; => -3
(quotient -17 5.0) ; => -3.0
(quotient (expt 10 30) (expt 10 28)) ; => 100
(modulo 5 0) ; error: division by zero
(remainder 5 0.0) ; error: division by zero
(quotient 5 +i) ; error: quotient: argument 2 must be an integer
(modulo 1.5 2) ; error: modulo: argument 1 must be an integer
; name: gcd and lcm
(gcd 32 -36) ; => 4
(gcd) ; => 0
(gcd 0 5) ; => 5
(gcd 12 18 8) ; => 2
(gcd 32.0 36) ; => 4.0
(lcm 32 -36) ; => 288
(lcm 32.0 -36) ; => 288.0
(lcm) ; => 1
(lcm 0 5) ; => 0
(lcm 2 3 4) ; => 12
(gcd 1/2 2) ; error: gcd: argument 1 must be an integer
(lcm 2 'a) ; error: lcm: argument 2 must be an integer
; name: numerator and denominator
(numerator (/ 6 4)) ; => 3
(denominator (/ 6 4)) ; => 2
(denominator (inexact (/ 6 4))) ; => 2.0
(numerator 0.5) ; => 1.0
(numerator 5) ; => 5
(denominator 5) ; => 1
(denominator 0) ; => 1
(numerator -6/4) ; => -3
(denominator -6/4) ; => 2
(numerator +inf.0) ; error: numerator: argument 1 must be a rational number
(denominator +i) ; error: denominator: argument 1 must be a rational number
; name: floor, ceiling, truncate and round of floats
(floor -4.3) ; => -5.0
(ceiling -4.3) ; => -4.0
(truncate -4.3) ; => -4.0
(round -4.3) ; => -4.0
(floor 3.5) ; => 3.0
(ceiling 3.5) ; => 4.0
(truncate 3.5) ; => 3.0
(round 3.5) ; => 4.0
(round 2.5) ; => 2.0
(round -2.5) ; => -2.0
(round -0.4) ; => -0.0
(ceiling -0.5) ; => -0.0
(floor +inf.0) ; => +inf.0
(round -inf.0) ; => -inf.0
(truncate +nan.0) ; => +nan.0
(round 1e300) ; => 1e300
; name: floor, ceiling, truncate and round of exact numbers
(round 7/2) ; => 4
(round 5/2) ; => 2
(round -7/2) ; => -4
(round 7) ; => 7
(floor 7/2) ; => 3
(floor -7/2) ; => -4
(ceiling 7/2) ; => 4
(ceiling -7/2) ; => -3
(truncate -7/2) ; => -3
(truncate 7/2) ; => 3
(exact (floor 2.5)) ; => 2
(floor 'a) ; error: floor: argument 1 must be a real number
(round +i) ; error: round: argument 1 must be a real number
(ceiling "1") ; error: ceiling: argument 1 must be a real number
(truncate #f) ; error: truncate: argument 1 must be a real number
; name: rationalize
(rationalize (exact .3) 1/10) ; => 1/3
(rationalize .3 1/10) ; => 0.3333333333333333
(rationalize -3/10 1/10) ; => -1/3
(rationalize 1/10 3/10) ; => 0
(rationalize 5 1/2) ; => 5
(rationalize 3.14159 0.001) ; => 3.140625
(rationalize +inf.0 1) ; => +inf.0
(rationalize 1 +inf.0) ; => 0.0
(rationalize +i 1) ; error: rationalize: argument 1 must be a real number
; name: square, exact-integer-sqrt
(square 42) ; => 1764
(square 2.0) ; => 4.0
(square -1/2) ; => 1/4
(square 1+i) ; => +2i
(square 'a) ; error: number
(both (exact-integer-sqrt 4)) ; => (2 0)
(both (exact-integer-sqrt 5)) ; => (2 1)
(both (exact-integer-sqrt 17)) ; => (4 1)
(both (exact-integer-sqrt 0)) ; => (0 0)
(both (exact-integer-sqrt (expt 10 40))) ; => (100000000000000000000 0)
(both (exact-integer-sqrt -1)) ; error: exact-integer-sqrt: argument 1 must be an exact non-negative integer
(both (exact-integer-sqrt 4.0)) ; error: exact-integer-sqrt
; name: exact and inexact
(exact 2.5) ; => 5/2
(exact 3.0) ; => 3
(exact 1/3) ; => 1/3
(exact .1) ; => 3602879701896397/36028797018963968
(exact 1.5-0.25i) ; => 3/2-1/4i
(exact 1.0+0.0i) ; => 1
(exact +inf.0) ; error: exact: argument 1 must be a finite number
(exact +nan.0) ; error: exact: argument 1 must be a finite number
(exact 'a) ; error: exact: argument 1 must be a number
(inexact 1/3) ; => 0.3333333333333333
(inexact 1/2+3i) ; => 0.5+3.0i
(inexact (expt 10 400)) ; => +inf.0
(inexact (/ (expt 10 400) (* 4 (expt 10 399)))) ; => 2.5
(inexact "1") ; error: inexact: argument 1 must be a number
; name: exact integers beyond the floats, beside floats
(define huge (expt 10 400))
(apply + (list 1.0 huge)) ; => +inf.0
(apply - (list 1.0 huge)) ; => -inf.0
(apply * (list -2.0 huge)) ; => -inf.0
(apply - (list huge +inf.0)) ; => +nan.0
(apply map * (list (list huge 3) '(0.5 0.5))) ; => (+inf.0 1.5)
(list (* 1.0 (/ huge 3)) (* 1.0 (/ huge (* 4 (expt 10 399)))) (/ 1.0 huge) (- (/ huge 3) 1.0)) ; => (+inf.0 2.5 0.0 +inf.0)
(list (quotient huge 3.0) (modulo huge 3.0) (lcm 2.0 huge)) ; => (+inf.0 1.0 +inf.0)
