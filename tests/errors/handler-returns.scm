(with-exception-handler
  (lambda (e) 'ignored)
  (lambda () (+ 1 (raise 'oops))))
