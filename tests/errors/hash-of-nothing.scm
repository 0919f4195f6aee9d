(display (cdr (assq 'price '((name . "pen")))))
