;;; R7RS 6.2.1 to 6.2.6: the numerical tower, exactness, and the predicates that tell classes of numbers.
; name: number? and complex? take every number
(number? 3) ; => #t
(number? 1/3) ; => #t
(number? -1.5) ; => #t
(number? 1+2i) ; => #t
(number? +nan.0) ; => #t
(number? 'a) ; => #f
(number? "1") ; => #f
(number? #\1) ; => #f
(complex? 3+4i) ; => #t
(complex? 3) ; => #t
(complex? #t) ; => #f
; name: real? refuses only what has an imaginary part
(real? 3) ; => #t
(real? 1/2) ; => #t
(real? -2.5+0i) ; => #t
(real? -2.5+0.0i) ; => #f
(real? 1e10) ; => #t
(real? #e1e10) ; => #t
(real? +inf.0) ; => #t
(real? +nan.0) ; => #t
(real? 1+i) ; => #f
(real? 'a) ; => #f
; name: rational? refuses infinities and NaN
(rational? 6/10) ; => #t
(rational? 6/3) ; => #t
(rational? 3.5) ; => #t
(rational? -inf.0) ; => #f
(rational? +inf.0) ; => #f
(rational? +nan.0) ; => #f
(rational? 9007199254740991.0) ; => #t
(rational? 1.7976931348623157e308) ; => #t
(rational? 1+i) ; => #f
(rational? 'a) ; => #f
; name: integer? takes whole floats
(integer? 3) ; => #t
(integer? 3+0i) ; => #t
(integer? 3.0) ; => #t
(integer? 8/4) ; => #t
(integer? 1/2) ; => #f
(integer? 3.5) ; => #f
(integer? +inf.0) ; => #f
(integer? +nan.0) ; => #f
(integer? 3+0.0i) ; => #f
(integer? "3") ; => #f
; name: exactness
(exact? 3.0) ; => #f
(exact? #e3.0) ; => #t
(exact? 3.) ; => #f
(exact? 1/2) ; => #t
(exact? 1+2i) ; => #t
(exact? 1.0+2i) ; => #f
(exact? 'a) ; error: exact\?: argument 1 must be a number
(inexact? 3.) ; => #t
(inexact? 3) ; => #f
(inexact? +inf.0) ; => #t
(inexact? 1/2+1/3i) ; => #f
(inexact? 1+2.0i) ; => #t
(inexact? "1") ; error: inexact\?: argument 1 must be a number
; name: exact-integer?
(exact-integer? 32) ; => #t
(exact-integer? 32.0) ; => #f
(exact-integer? 32/5) ; => #f
(exact-integer? 1+i) ; => #f
(exact-integer? 'a) ; => #f
; name: exact-rational and its like stay apart by both properties
(map (lambda (x) (list (exact? x) (rational? x))) '(1/2 0.5 +inf.0 3)) ; => ((#t #t) (#f #t) (#f #f) (#t #t))
; name: finite? looks at both parts
(finite? 3) ; => #t
(finite? 1/3) ; => #t
(finite? 1e300) ; => #t
(finite? +inf.0) ; => #f
(finite? -inf.0) ; => #f
(finite? +nan.0) ; => #f
(finite? 3.0+inf.0i) ; => #f
(finite? 3+4i) ; => #t
(finite? 'a) ; error: finite\?: argument 1 must be a number
; name: infinite? looks at both parts
(infinite? 3) ; => #f
(infinite? +inf.0) ; => #t
(infinite? -inf.0) ; => #t
(infinite? +nan.0) ; => #f
(infinite? 3.0+inf.0i) ; => #t
(infinite? +nan.0-inf.0i) ; => #t
(infinite? 1.0+nan.0i) ; => #f
; name: nan? looks at both parts
(nan? +nan.0) ; => #t
(nan? 32) ; => #f
(nan? 1/2) ; => #f
(nan? +inf.0) ; => #f
(nan? +nan.0+5.0i) ; => #t
(nan? 1+2i) ; => #f
(nan? #f) ; error: nan\?: argument 1 must be a number
; name: exact integers have no bound
(* 99999999999 99999999999) ; => 9999999999800000000001
(- (expt 2 100) (expt 2 100)) ; => 0
(exact->inexact 100000000000000000000) ; => 1e20
(= (expt 2 100) (inexact (expt 2 100))) ; => #t
; name: equivalence tells exactness and the sign of zero
(eqv? 2 2.0) ; => #f
(eqv? 100000000000000000000 100000000000000000000) ; => #t
(eqv? 1/2 2/4) ; => #t
(eqv? 0.0 -0.0) ; => #f
(eqv? +nan.0 +nan.0) ; => #t
(eqv? 1+2i (make-rectangular 1 2)) ; => #t
(eqv? 1+2i 1.0+2.0i) ; => #f
(eqv? 0.0+1.0i -0.0+1.0i) ; => #f
(equal? 1.0+0.0i 1.0-0.0i) ; => #f
(equal? '(1 1/2 2.5 +i) (list 1 (/ 1 2) 2.5 (sqrt -1))) ; => #t
(memv 1+i '(1 i 1+i 2)) ; => (1+i 2)
(assv 1/2 '((0.5 a) (1/2 b))) ; => (1/2 b)
(case (* +i +i) ((1) 'plus) ((-1) 'minus) (else 'other)) ; => minus
(case (make-rectangular 1 2) ((1+2i) 'found) (else 'lost)) ; => found
; name: the features that speak of numbers
(cond-expand ((and exact-closed exact-complex ieee-float ratios) 'all) (else 'some)) ; => all
