(define-library (support cycle self) (export y) (import (scheme base) (support cycle self)) (begin (define y 1)))
