(define (slurp name) (call-with-input-file name read-line))
(slurp "nowhere.txt")
