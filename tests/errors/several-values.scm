(display (+ (floor/ 7 2) 1))
