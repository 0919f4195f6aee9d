(define-library (support shapes loop-a) (export a) (import (scheme base) (support shapes loop-b)) (begin (define a 1)))
