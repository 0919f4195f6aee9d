(define (f x)
  (if (> x 0)
      (define y 2))
  (+ x y))
