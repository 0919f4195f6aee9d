; What primitives on numbers compute, called and compiled to operators.

; name: eqv? and equal? of numbers
(eqv? 0.0 -0.0)                                               ; => #f
(eqv? 2 2.0)                                                  ; => #f
(eqv? 1/2 1/2)                                                ; => #t
(eqv? (expt 10 30) 1000000000000000000000000000000)           ; => #t

; name: sums and differences
(+)                                                           ; => 0
(+ -0.0)                                                      ; => -0.0
(+ 1 1/2 0.5)                                                 ; => 2.0
(- 5)                                                         ; => -5
(- 5 1 1)                                                     ; => 3

; name: products and quotients
(*)                                                           ; => 1
(/ 2)                                                         ; => 1/2
(/ 6 2 2)                                                     ; => 3/2

; name: comparisons of several numbers
(= 1 1.0 1)                                                   ; => #t
(= 1 2)                                                       ; => #f
(< 1 3/2 2.0)                                                 ; => #t
(< 1 3 2)                                                     ; => #f

; name: the greatest and the least are inexact if one of the numbers is
(max 3 2.0)                                                   ; => 3.0
(max 1 2 3)                                                   ; => 3
(min 1 +nan.0)                                                ; => +nan.0

; name: integer division
(floor/ -5 2)                                                 ; => #<values -3 1>
(truncate/ -5 2)                                              ; => #<values -2 -1>
(exact-integer-sqrt 17)                                       ; => #<values 4 1>

; name: divisors and multiples
(gcd 32.0 -36)                                                ; => 4.0
(lcm)                                                         ; => 1
(lcm 32 -36)                                                  ; => 288
(denominator 0.5)                                             ; => 2.0
(numerator 6/4)                                               ; => 3

; name: rounding keeps the sign of zero, and halves go to even
(floor -4.3)                                                  ; => -5.0
(ceiling -0.5)                                                ; => -0.0
(truncate -7/2)                                               ; => -3
(round 3.5)                                                   ; => 4.0
(round 2.5)                                                   ; => 2.0
(round 7/2)                                                   ; => 4
(round -0.2)                                                  ; => -0.0
(round +inf.0)                                                ; => +inf.0

; name: the simplest number nearby
(rationalize 3/10 1/10)                                       ; => 1/3
(rationalize 0.3 1/10)                                        ; => 0.3333333333333333
(rationalize -3/10 1/10)                                      ; => -1/3
(rationalize 5/2 0)                                           ; => 5/2
(rationalize +inf.0 1)                                        ; => +inf.0

; name: functions are exact where the value is
(exp 0)                                                       ; => 1
(log 8 2)                                                     ; => 3.0
(log 0.0)                                                     ; => -inf.0
(atan 1.0 1.0)                                                ; => 0.7853981633974483
(atan 0 1)                                                    ; => 0

; name: classes of numbers
(even? 4.0)                                                   ; => #t
(odd? -3)                                                     ; => #t
(integer? 5.0)                                                ; => #t
(rational? +inf.0)                                            ; => #f

; name: numerals
(number->string 255 16)                                       ; => "ff"
(string->number "ff" 16)                                      ; => 255
(string->number "x")                                          ; => #f
