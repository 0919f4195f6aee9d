(define-library (support cycle a) (export x) (import (scheme base) (support cycle b)) (begin (define x 1)))
