(for-each (lambda (x y) (display x)) '(1 2 3))
