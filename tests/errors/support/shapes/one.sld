(define-library (support shapes one) (import (scheme base) (support shapes two)) (export))
