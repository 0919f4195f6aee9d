;; SRFI 130: cursors, predicates, constructors and conversion.

;; internal: an error in the procedure's name if start and end do not bound a part of the string
(define (%check who s start end)
  (if (not (and (exact-integer? start) (exact-integer? end) (<= 0 start end (string-length s))))
      (error (string-append (symbol->string who) ": index out of range:") start end)))

;; internal: the bounds of an optional [start [end]]
(define (%start range) (if (pair? range) (car range) 0))
(define (%end range s)
  (if (and (pair? range) (pair? (cdr range))) (cadr range) (string-length s)))

;; internal: the optional argument at that place, or its default; and those after it
(define (%optional arguments default) (if (pair? arguments) (car arguments) default))
(define (%more arguments) (if (pair? arguments) (cdr arguments) '()))

;; internal: the predicate that an argument stands for
(define (%predicate obj)
  (if (char? obj) (lambda (c) (char=? c obj)) obj))

;; internal: an index that is valid in the string, or an error in the procedure's name
(define (%valid who s cursor)
  (if (and (exact-integer? cursor) (<= 0 cursor (string-length s)))
      cursor
      (error (string-append (symbol->string who) ": index out of range:") cursor)))

;;; Cursors

;; API: whether obj can be a cursor
(define (string-cursor? obj) (and (exact-integer? obj) (>= obj 0)))

;; API: the cursors of the first character, and behind the last one
(define (string-cursor-start s) (string-length s) 0)
;; API: the cursor behind the last character
(define (string-cursor-end s) (string-length s))

;; API: the cursor after or before a cursor
(define (string-cursor-next s cursor) (%valid 'string-cursor-next s (+ cursor 1)))
;; API: the cursor of the character before
(define (string-cursor-prev s cursor) (%valid 'string-cursor-prev s (- cursor 1)))

;; API: the cursor that many characters after or before a cursor
(define (string-cursor-forward s cursor nchars) (%valid 'string-cursor-forward s (+ cursor nchars)))
;; API: the cursor nchars characters before
(define (string-cursor-back s cursor nchars) (%valid 'string-cursor-back s (- cursor nchars)))

;; internal: compares two cursors; the string that they point into may come first
(define (%compare holds? who arguments)
  (let ((cursors (if (and (pair? arguments) (string? (car arguments))) (cdr arguments) arguments)))
    (if (not (= (length cursors) 2))
        (error (string-append (symbol->string who) ": expected two cursors, got") arguments))
    (holds? (car cursors) (cadr cursors))))

;; API: whether a cursor is the other, before it, after it
(define (string-cursor=? . cursors) (%compare = 'string-cursor=? cursors))
;; API: whether each cursor is before the next
(define (string-cursor<? . cursors) (%compare < 'string-cursor<? cursors))
;; API: whether each cursor is behind the next
(define (string-cursor>? . cursors) (%compare > 'string-cursor>? cursors))
;; API: whether no cursor is behind the next
(define (string-cursor<=? . cursors) (%compare <= 'string-cursor<=? cursors))
;; API: whether no cursor is before the next
(define (string-cursor>=? . cursors) (%compare >= 'string-cursor>=? cursors))

;; API: how many characters there are from start to before end
(define (string-cursor-diff s start end)
  (- (%valid 'string-cursor-diff s end) (%valid 'string-cursor-diff s start)))

;; API: a cursor as an index, and back
(define (string-cursor->index s cursor) (%valid 'string-cursor->index s cursor))
;; API: the cursor of the character at an index
(define (string-index->cursor s index) (%valid 'string-index->cursor s index))

;;; Predicates

;; API: whether a string is empty
(define (string-null? s) (= (string-length s) 0))

;; API: the last value that pred gives for the characters if all are true (#t if there are none), else #f
(define (string-every pred s . range)
  (let ((pred (%predicate pred)) (start (%start range)) (end (%end range s)))
    (%check 'string-every s start end)
    (or (= start end)
        (let loop ((i start))
          (if (= i (- end 1))
              (pred (string-ref s i))
              (and (pred (string-ref s i)) (loop (+ i 1))))))))

;; API: the first true value that pred gives for the characters, or #f
(define (string-any pred s . range)
  (let ((pred (%predicate pred)) (start (%start range)) (end (%end range s)))
    (%check 'string-any s start end)
    (and (< start end)
         (let loop ((i start))
           (if (= i (- end 1))
               (pred (string-ref s i))
               (or (pred (string-ref s i)) (loop (+ i 1))))))))

;;; Constructors

;; API: the string of the characters (proc 0) to (proc (- len 1))
(define (string-tabulate proc len)
  (if (> len 268435456)
      (error "string-tabulate: the result is too large" len))
  (let loop ((i (- len 1)) (chars '()))
    (if (< i 0)
        (list->string chars)
        (loop (- i 1) (cons (proc i) chars)))))

;; API: base, the characters (mapper seed) for seed, (successor seed) and so on until stop?, then (make-final seed)
(define (string-unfold stop? mapper successor seed . base+final)
  (let loop ((seed seed) (chars '()))
    (if (stop? seed)
        (string-append (%optional base+final "") (reverse-list->string chars) (%final base+final seed))
        (loop (successor seed) (cons (mapper seed) chars)))))

;; API: as string-unfold, from the right to the left
(define (string-unfold-right stop? mapper successor seed . base+final)
  (let loop ((seed seed) (chars '()))
    (if (stop? seed)
        (string-append (%final base+final seed) (list->string chars) (%optional base+final ""))
        (loop (successor seed) (cons (mapper seed) chars)))))

;; internal: what the optional make-final gives for the last seed
(define (%final base+final seed)
  (let ((make-final (%more base+final)))
    (if (pair? make-final) ((car make-final) seed) "")))

;;; Conversion

;; API: the characters from start to before end, as a list or a vector
(define (string->list/cursors s . range)
  (string->list s (%start range) (%end range s)))
;; API: the vector of the characters between two cursors
(define (string->vector/cursors s . range)
  (string->vector s (%start range) (%end range s)))

;; API: the string of the characters of a list, in reverse
(define (reverse-list->string list) (list->string (reverse list)))

;; API: the strings with the delimiter (a space) between, after or before each, as the grammar says
(define (string-join strings . options)
  (let ((delimiter (%optional options " ")) (grammar (%optional (%more options) 'infix)))
    (case grammar
      ((infix) (if (null? strings) "" (%infix strings delimiter)))
      ((strict-infix)
       (if (null? strings)
           (error "string-join: an empty list cannot be joined by the grammar strict-infix")
           (%infix strings delimiter)))
      ((prefix) (string-concatenate (%pairs delimiter strings)))
      ((suffix) (string-concatenate (%pairs "" strings delimiter)))
      (else (error "string-join: expected infix, strict-infix, prefix or suffix, got" grammar)))))

;; internal: the strings with the delimiter between them
(define (%infix strings delimiter)
  (string-append (car strings) (string-concatenate (%pairs delimiter (cdr strings)))))

;; internal: a list of the strings, each with what comes before it, and after it
(define (%pairs before strings . after)
  (let ((after (%optional after "")))
    (map (lambda (s) (string-append before s after)) strings)))
