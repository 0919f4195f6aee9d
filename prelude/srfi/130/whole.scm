;; SRFI 130: the whole string.

;; API: the characters from start to before end, in reverse
(define (string-reverse s . range)
  (list->string (reverse (string->list s (%start range) (%end range s)))))

;; API: all strings of a list, in one string
(define (string-concatenate strings)
  (let ((port (open-output-string)))
    (for-each (lambda (s) (write-string s port)) strings)
    (get-output-string port)))

;; API: the strings of a list in reverse, then final-string up to before end
(define (string-concatenate-reverse strings . final+end)
  (if (null? final+end)
      (string-concatenate (reverse strings))
      (let* ((final (car final+end)) (end (%optional (cdr final+end) (string-length final))))
        (string-concatenate (reverse (cons (substring final 0 end) strings))))))

;; API: (kons character accumulator) for each character from left to right; knil is the first accumulator
(define (string-fold kons knil s . range)
  (let ((start (%start range)) (end (%end range s)))
    (%check 'string-fold s start end)
    (let loop ((i start) (result knil))
      (if (= i end)
          result
          (loop (+ i 1) (kons (string-ref s i) result))))))

;; API: as string-fold, from right to left
(define (string-fold-right kons knil s . range)
  (let ((start (%start range)) (end (%end range s)))
    (%check 'string-fold-right s start end)
    (let loop ((i (- end 1)) (result knil))
      (if (< i start)
          result
          (loop (- i 1) (kons (string-ref s i) result))))))

;; API: calls proc with each cursor, in order
(define (string-for-each-cursor proc s . range)
  (let ((start (%start range)) (end (%end range s)))
    (%check 'string-for-each-cursor s start end)
    (let loop ((i start))
      (if (< i end)
          (begin (proc i)
                 (loop (+ i 1)))))))

;; API: the part from `from` to before `to` of the string that repeats s without end in both directions
(define (string-replicate s from to . range)
  (let* ((start (%start range)) (end (%end range s)) (len (- end start)))
    (%check 'string-replicate s start end)
    (cond ((> from to) (error "string-replicate: index out of range:" from to))
          ((= from to) "")
          ((= len 0) (error "string-replicate: an empty string cannot be repeated"))
          (else
           (let loop ((i (- to 1)) (chars '()))
             (if (< i from)
                 (list->string chars)
                 (loop (- i 1) (cons (string-ref s (+ start (modulo i len))) chars))))))))

;; API: for how many characters pred holds
(define (string-count s pred . range)
  (let ((pred (%predicate pred)) (start (%start range)) (end (%end range s)))
    (%check 'string-count s start end)
    (let loop ((i start) (n 0))
      (if (= i end)
          n
          (loop (+ i 1) (if (pred (string-ref s i)) (+ n 1) n))))))

;; API: s1 with a part of s2 in the place of its characters from start1 to before end1
(define (string-replace s1 s2 start1 end1 . range)
  (%check 'string-replace s1 start1 end1)
  (string-append (substring s1 0 start1)
                 (substring s2 (%start range) (%end range s2))
                 (substring s1 end1 (string-length s1))))

;; API: the parts of a string between its delimiters, as the grammar says; at most limit + 1 of them
(define (string-split s delimiter . options)
  (let* ((grammar (%optional options 'infix)) (limit (%optional (%more options) #f))
         (range (%more (%more options))) (start (%start range)) (end (%end range s)))
    (%check 'string-split s start end)
    (if (not (memq grammar '(infix strict-infix prefix suffix)))
        (error "string-split: expected infix, strict-infix, prefix or suffix, got" grammar))
    (cond ((< start end) (%suppress grammar (%split s delimiter limit start end)))
          ((eq? grammar 'strict-infix)
           (error "string-split: an empty string cannot be split by the grammar strict-infix"))
          (else '()))))

;; internal: the parts, the last one first
(define (%split s delimiter limit start end)
  (let ((len (string-length delimiter)))
    (let loop ((i (if (= len 0) (+ start 1) start)) (from start) (left limit) (parts '()))
      (cond ((or (eqv? left 0) (> (+ i (max len 1)) end)) (cons (substring s from end) parts))
            ((%occurs? s i delimiter 0 len)
             (loop (+ i (max len 1)) (+ i len) (and left (- left 1)) (cons (substring s from i) parts)))
            (else (loop (+ i 1) from left parts))))))

;; internal: the parts in order, without the empty one that the grammar suppresses
(define (%suppress grammar parts)
  (let* ((parts (if (and (eq? grammar 'suffix) (string-null? (car parts))) (cdr parts) parts))
         (parts (reverse parts)))
    (if (and (eq? grammar 'prefix) (pair? parts) (string-null? (car parts)))
        (cdr parts)
        parts)))

;; API: the characters for which pred holds, or does not hold
(define (string-filter pred s . range)
  (%keep 'string-filter (%predicate pred) s range))
;; API: the characters that do not fit
(define (string-remove pred s . range)
  (let ((pred (%predicate pred)))
    (%keep 'string-remove (lambda (c) (not (pred c))) s range)))

(define (%keep who pred s range)
  (let ((start (%start range)) (end (%end range s)))
    (%check who s start end)
    (let loop ((i (- end 1)) (chars '()))
      (cond ((< i start) (list->string chars))
            ((pred (string-ref s i)) (loop (- i 1) (cons (string-ref s i) chars)))
            (else (loop (- i 1) chars))))))
