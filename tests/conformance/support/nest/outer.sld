; Includes declarations, which include declarations and a body, each named relative to the file that names it.
(define-library (support nest outer)
  (export outer-a)
  (import (scheme base))
  (include-library-declarations "deeper/declarations.scm")
  (begin (define outer-a 'a)))
