(define rows (fetch-rows "orders"))
