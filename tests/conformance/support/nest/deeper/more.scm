(export deep-c)
(begin (define deep-c 'c))
