(define (total price count)
  (* price count))

(display (+ 1 (total "12" 3)))
