(let ((v (vector 1 2)) (i -1))
  (vector-ref v i))
