(define s (append-string "a" "b"))
