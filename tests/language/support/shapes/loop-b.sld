(define-library (support shapes loop-b) (export b) (import (scheme base) (support shapes loop-a)) (begin (define b 1)))
