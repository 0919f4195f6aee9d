(define inner-b 'b)
