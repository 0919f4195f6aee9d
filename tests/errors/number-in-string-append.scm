(define (label n)
  (string-append "item " n))
(display (label 5))
