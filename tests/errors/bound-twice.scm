(define (area width width) (* width width))
