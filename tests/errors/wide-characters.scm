(define 名前 "漢字")
(define (挨拶 x) (list "こんにちは、é" (+ 1 x)))
(挨拶 名前)
