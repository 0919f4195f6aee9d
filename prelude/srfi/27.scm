;; Random numbers (SRFI 27).  In a running flow the default source is journaled by its seed: the numbers are the same
;; when the flow is replayed.

;; API: the source that random-integer and random-real draw from
(define default-random-source (%default-random-source))

;; API: a random exact integer from 0 up to, but not, n
(define random-integer (random-source-make-integers default-random-source))

;; API: a random real number between 0 and 1, both excluded
(define random-real (%random-source-make-reals default-random-source))

;; API: with a unit, the numbers are multiples of it and of its exactness
(define (random-source-make-reals source . options)
  (if (null? options)
      (%random-source-make-reals source)
      (let ((unit (car options)))
        (if (not (and (real? unit) (< 0 unit 1)))
            (error "random-source-make-reals: expected a unit between 0 and 1, got" unit))
        (let ((steps (max 1 (- (exact (floor (/ 1 unit))) 1)))
              (integer (random-source-make-integers source)))
          (lambda () (* unit (+ 1 (integer steps))))))))
