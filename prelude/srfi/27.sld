;; SRFI 27: sources of random bits.
(define-library (srfi 27)
  (import (scheme base)
          (only (flowscheme primitive)
                make-random-source random-source? random-source-state-ref random-source-state-set!
                random-source-randomize! random-source-pseudo-randomize! random-source-make-integers
                %default-random-source %random-source-make-reals))
  (export
    random-integer random-real default-random-source make-random-source random-source?
    random-source-state-ref random-source-state-set! random-source-randomize! random-source-pseudo-randomize!
    random-source-make-integers random-source-make-reals)
  (include "27.scm"))
