(define-library (support cycle b) (export y) (import (scheme base) (support cycle a)) (begin (define y 1)))
