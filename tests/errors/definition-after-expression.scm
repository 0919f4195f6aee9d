(define (f x)
  (display x)
  (define y 2)
  (+ x y))
