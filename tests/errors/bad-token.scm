(define x #\nosuch)
