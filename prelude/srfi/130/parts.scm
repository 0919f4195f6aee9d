;; SRFI 130: selection, prefixes and suffixes, and searching.

;;; Selection

;; API: the character at a cursor
(define (string-ref/cursor s cursor) (string-ref s cursor))

;; API: the characters from start to before end
(define (substring/cursors s start end) (substring s start end))
;; API: a copy of what is between two cursors
(define (string-copy/cursors s . range) (string-copy s (%start range) (%end range s)))

;; API: the first or last nchars characters, or all but those
(define (string-take s nchars) (substring s 0 nchars))
;; API: the string without its first nchars characters
(define (string-drop s nchars) (substring s nchars (string-length s)))
;; API: the last nchars characters
(define (string-take-right s nchars)
  (let ((end (string-length s))) (substring s (- end nchars) end)))
;; API: the string without its last nchars characters
(define (string-drop-right s nchars) (substring s 0 (- (string-length s) nchars)))

;; API: the characters from start to before end in len places, filled or cut on the left
(define (string-pad s len . options)
  (let* ((range (%more options)) (start (%start range)) (end (%end range s)) (missing (- len (- end start))))
    (%check 'string-pad s start end)
    (if (<= missing 0)
        (substring s (- end len) end)
        (string-append (make-string missing (%optional options #\space)) (substring s start end)))))

;; API: as string-pad, on the right
(define (string-pad-right s len . options)
  (let* ((range (%more options)) (start (%start range)) (end (%end range s)) (missing (- len (- end start))))
    (%check 'string-pad-right s start end)
    (if (<= missing 0)
        (substring s start (+ start len))
        (string-append (substring s start end) (make-string missing (%optional options #\space))))))

;; API: the string without the characters on its left, on its right, or on both, that satisfy pred (or are white space)
(define (string-trim s . options)
  (%trim 'string-trim s options #t #f))
;; API: the string without the characters at its end that fit
(define (string-trim-right s . options)
  (%trim 'string-trim-right s options #f #t))
;; API: the string without the characters at both ends that fit
(define (string-trim-both s . options)
  (%trim 'string-trim-both s options #t #t))

(define (%trim who s options left? right?)
  (let* ((pred (%predicate (%optional options char-whitespace?))) (range (%more options))
         (start (%start range)) (end (%end range s)))
    (%check who s start end)
    (let* ((from (if left? (%skip pred s start end) start))
           (to (if right? (%skip-right pred s from end) end)))
      (substring s from to))))

;;; Prefixes and suffixes

;; internal: the bounds of two strings, a list of four
(define (%bounds who s1 s2 given)
  (let* ((start1 (%start given)) (end1 (%end given s1))
         (more (%more (%more given))) (start2 (%start more)) (end2 (%end more s2)))
    (%check who s1 start1 end1)
    (%check who s2 start2 end2)
    (list start1 end1 start2 end2)))

;; API: how many characters the two strings have in common at their beginnings, or at their ends
(define (string-prefix-length s1 s2 . given)
  (%prefix-length s1 s2 (%bounds 'string-prefix-length s1 s2 given)))
;; API: how many characters the ends of both strings have in common
(define (string-suffix-length s1 s2 . given)
  (%suffix-length s1 s2 (%bounds 'string-suffix-length s1 s2 given)))

(define (%prefix-length s1 s2 bounds)
  (let-values (((start1 end1 start2 end2) (apply values bounds)))
    (let loop ((i start1) (j start2))
      (if (and (< i end1) (< j end2) (char=? (string-ref s1 i) (string-ref s2 j)))
          (loop (+ i 1) (+ j 1))
          (- i start1)))))

(define (%suffix-length s1 s2 bounds)
  (let-values (((start1 end1 start2 end2) (apply values bounds)))
    (let loop ((i (- end1 1)) (j (- end2 1)))
      (if (and (>= i start1) (>= j start2) (char=? (string-ref s1 i) (string-ref s2 j)))
          (loop (- i 1) (- j 1))
          (- end1 i 1)))))

;; API: whether s1 is a prefix, or a suffix, of s2
(define (string-prefix? s1 s2 . given)
  (let ((bounds (%bounds 'string-prefix? s1 s2 given)))
    (= (%prefix-length s1 s2 bounds) (- (cadr bounds) (car bounds)))))
;; API: whether s2 ends with s1
(define (string-suffix? s1 s2 . given)
  (let ((bounds (%bounds 'string-suffix? s1 s2 given)))
    (= (%suffix-length s1 s2 bounds) (- (cadr bounds) (car bounds)))))

;;; Searching

;; internal: the index of the first character from start on for which pred holds, or end
(define (%index pred s start end)
  (let loop ((i start))
    (cond ((= i end) end)
          ((pred (string-ref s i)) i)
          (else (loop (+ i 1))))))

;; internal: the index after the last character before end for which pred holds, or start
(define (%index-right pred s start end)
  (let loop ((i end))
    (cond ((= i start) start)
          ((pred (string-ref s (- i 1))) i)
          (else (loop (- i 1))))))

;; internal: as %index and %index-right, where pred does not hold
(define (%skip pred s start end)
  (%index (lambda (c) (not (pred c))) s start end))
(define (%skip-right pred s start end)
  (%index-right (lambda (c) (not (pred c))) s start end))

;; internal: calls a search with the bounds of an optional [start [end]]
(define (%search search who s pred range)
  (let ((start (%start range)) (end (%end range s)))
    (%check who s start end)
    (search (%predicate pred) s start end)))

;; API: the cursor of the first character for which pred holds, or end; from the right the cursor after it, or start
(define (string-index s pred . range) (%search %index 'string-index s pred range))
;; API: the cursor behind the last character that fits
(define (string-index-right s pred . range) (%search %index-right 'string-index-right s pred range))

;; API: the same for characters for which pred does not hold
(define (string-skip s pred . range) (%search %skip 'string-skip s pred range))
;; API: the cursor behind the last character that does not fit
(define (string-skip-right s pred . range) (%search %skip-right 'string-skip-right s pred range))

;; API: the cursor in s1 at which s2 first occurs, or #f
(define (string-contains s1 s2 . given)
  (let-values (((start1 end1 start2 end2) (apply values (%bounds 'string-contains s1 s2 given))))
    (let ((last (- end1 (- end2 start2))))
      (let loop ((i start1))
        (cond ((> i last) #f)
              ((%occurs? s1 i s2 start2 end2) i)
              (else (loop (+ i 1))))))))

;; API: the cursor in s1 at which s2 last occurs, or #f
(define (string-contains-right s1 s2 . given)
  (let-values (((start1 end1 start2 end2) (apply values (%bounds 'string-contains-right s1 s2 given))))
    (let loop ((i (- end1 (- end2 start2))))
      (cond ((< i start1) #f)
            ((%occurs? s1 i s2 start2 end2) i)
            (else (loop (- i 1)))))))

;; internal: whether the characters of s2 from start to before end stand at i in s1, which is long enough
(define (%occurs? s1 i s2 start end)
  (let loop ((i i) (j start))
    (cond ((= j end) #t)
          ((char=? (string-ref s1 i) (string-ref s2 j)) (loop (+ i 1) (+ j 1)))
          (else #f))))
