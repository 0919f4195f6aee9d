;; The body of SRFI 128, with what hash tables have to know of it besides.
(define-library (srfi 128 implementation)
  (import (scheme base) (scheme inexact)
          (only (flowscheme primitive)
                boolean-hash char-hash char-ci-hash string-hash string-ci-hash symbol-hash number-hash default-hash))
  (export
    comparator? comparator-ordered? comparator-hashable?
    make-comparator make-pair-comparator make-list-comparator make-vector-comparator
    make-eq-comparator make-eqv-comparator make-equal-comparator
    boolean-hash char-hash char-ci-hash string-hash string-ci-hash symbol-hash number-hash
    make-default-comparator default-hash comparator-register-default!
    comparator-type-test-predicate comparator-equality-predicate comparator-ordering-predicate
    comparator-hash-function
    comparator-test-type comparator-check-type comparator-hash
    hash-bound hash-salt
    =? <? >? <=? >=? comparator-if<=>
    ;; for (srfi 125)
    plain-default-equality?)
  (cond-expand
    ((library (scheme complex))
     (import (scheme complex))
     (begin
       ;; internal: the ordering of numbers of which one is not real: by real part, then by imaginary part
       (define (%complex-before? a b)
         (if (= (real-part a) (real-part b))
             (< (imag-part a) (imag-part b))
             (< (real-part a) (real-part b))))))
    (else
     (begin
       (define %complex-before? <))))
  (include "../128.scm"))
