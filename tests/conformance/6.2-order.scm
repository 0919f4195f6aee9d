;;; R7RS 6.2.6: comparison, sign, parity, extremes.
(define (compared order . numbers) (apply order numbers))
; name: = compares values, not exactness
(= 1 1) ; => #t
(= 1 2) ; => #f
(= 1 1.0) ; => #t
(= 1/2 0.5) ; => #t
(= 1/3 .3333333333333333) ; => #f
(= 1 1 1.0) ; => #t
(= 1 1 2) ; => #f
(= 1) ; => #t
(= +i (sqrt -1)) ; => #t
(= 1+2i 1.0+2.0i) ; => #t
(= 1+2i 1+3i) ; => #f
(= 1+2i 1) ; => #f
(= 2.0+0.0i 2) ; => #t
(= 1+i 1+i 1+i) ; => #t
(= +inf.0 +inf.0) ; => #t
(= +nan.0 +nan.0) ; => #f
(= 0.0 -0.0) ; => #t
(= 9007199254740993 9007199254740992.0) ; => #f
(compared = 1 1.0 1) ; => #t
(compared = +i +i) ; => #t
(= 1 'a) ; error: =: .*a number
(= "1" 1) ; error: =: .*a number
(= 2 1 'a) ; error: =: argument 3 must be a number
; name: < and its like are transitive chains
(< 1 2 3) ; => #t
(< 1 3 2) ; => #f
(< 1 2 2) ; => #f
(< 1) ; => #t
(> 3 2 1) ; => #t
(> 3 1 2) ; => #f
(<= 1 1 2) ; => #t
(<= 1 2 1) ; => #f
(>= 2 1 1) ; => #t
(>= 1 2) ; => #f
(< 1/3 0.5 2/3) ; => #t
(< -inf.0 (- (expt 10 400)) 0 (expt 10 400) +inf.0) ; => #t
(< 1/3 .3333333333333333) ; => #f
(< .3333333333333333 1/3) ; => #t
(< 1 +nan.0) ; => #f
(>= 1 +nan.0) ; => #f
(compared < 1 2 3) ; => #t
(compared > 1 2) ; => #f
(compared <= 1 1) ; => #t
(compared >= 1 1 0) ; => #t
(< 1 'a) ; error: <: .*number
(< 'a) ; error: <: argument 1 must be a real number
(> 1 +i) ; error: >: .*real number
(<= +i +i) ; error: <=: .*real number
(>= 2 1 +i) ; error: >=: argument 3 must be a real number
; name: zero? positive? negative?
(zero? 0) ; => #t
(zero? 0.0) ; => #t
(zero? -0.0) ; => #t
(zero? 0/5) ; => #t
(zero? 1) ; => #f
(zero? 0.0+0.0i) ; => #t
(zero? +i) ; => #f
(zero? +nan.0) ; => #f
(zero? "0") ; error: .*number
(positive? 3) ; => #t
(positive? 0) ; => #f
(positive? 0.0) ; => #f
(positive? -1/2) ; => #f
(positive? +inf.0) ; => #t
(positive? +nan.0) ; => #f
(positive? +i) ; error: real number
(negative? -3) ; => #t
(negative? 0) ; => #f
(negative? -0.0) ; => #f
(negative? -1/2) ; => #t
(negative? -inf.0) ; => #t
(negative? 'a) ; error: number
; name: odd? even?
(odd? 3) ; => #t
(odd? 2) ; => #f
(odd? -1) ; => #t
(odd? 3.0) ; => #t
(even? 0) ; => #t
(even? 4) ; => #t
(even? -3) ; => #f
(even? 4.0) ; => #t
(even? (expt 10 30)) ; => #t
(odd? 1.5) ; error: odd\?: argument 1 must be an integer
(even? 1/2) ; error: even\?: argument 1 must be an integer
(even? +i) ; error: even\?: argument 1 must be an integer
; name: max and min spread inexactness
(max 3 4) ; => 4
(max 3.9 4) ; => 4.0
(max 1 2 3) ; => 3
(max 1/2 1/3) ; => 1/2
(max 5) ; => 5
(max -inf.0 1) ; => 1.0
(max 1 +nan.0) ; => +nan.0
(max 'a) ; error: max: argument 1 must be a real number
(max 1 +i) ; error: max: argument 2 must be a real number
(min 3 4) ; => 3
(min 3 4.9) ; => 3.0
(min 1/2 1/3 1/4) ; => 1/4
(min 1 2.0 -1) ; => -1.0
(min +inf.0 1) ; => 1.0
(min "1" 2) ; error: min: argument 1 must be a real number
