;; Generators (SRFI 158): procedures of no arguments that give an element at each call, and end-of-file objects from the
;; end on.
;;
;; make-coroutine-generator is the one that there cannot be: it goes back into a procedure that it left, and
;; continuations are escape-only here.  It says so when it is called.  make-for-each-generator, which many write with
;; it, runs its for-each to the end at the first call and keeps what it gets: the collection must be finite.

(define %end (eof-object))

(define-syntax %gets
  (syntax-rules ()
    ((_ (item generator) body ...)
     (let ((item (generator)))
       (if (eof-object? item) item (let () body ...))))))

;; Making generators

;; API: a generator of the objects
(define (generator . objects) (list->generator objects))

;; API: the objects over and over
(define (circular-generator object . objects)
  (let* ((first (cons object objects)) (rest first))
    (lambda ()
      (if (null? rest) (set! rest first))
      (let ((item (car rest)))
        (set! rest (cdr rest))
        item))))

;; API: a generator of count numbers from start on, by step
(define make-iota-generator
  (case-lambda
    ((count) (make-iota-generator count 0 1))
    ((count start) (make-iota-generator count start 1))
    ((count start step)
     (let ((i 0))
       (lambda ()
         (if (< i count)
             (let ((item (+ start (* i step))))
               (set! i (+ i 1))
               item)
             %end))))))

;; API: a generator of the numbers from start up to, but not, end, by step
(define make-range-generator
  (case-lambda
    ((start)
     (let ((next start))
       (lambda ()
         (let ((item next))
           (set! next (+ next 1))
           item))))
    ((start end) (make-range-generator start end 1))
    ((start end step)
     (let ((next start))
       (lambda ()
         (if (if (< step 0) (> next end) (< next end))
             (let ((item next))
               (set! next (+ next step))
               item)
             %end))))))

;; API: an error: it would have to go back into proc, which it left
(define (make-coroutine-generator proc)
  (error "make-coroutine-generator: needs a continuation that is called again after its extent (call/cc is escape-only)"))

;; API: a generator of a list's items
(define (list->generator items)
  (let ((rest items))
    (lambda ()
      (if (null? rest)
          %end
          (let ((item (car rest)))
            (set! rest (cdr rest))
            item)))))

;; internal: a generator of (ref sequence i) for i from start to before end
(define (%indexed ref sequence start end)
  (let ((i start))
    (lambda ()
      (if (< i end)
          (let ((item (ref sequence i)))
            (set! i (+ i 1))
            item)
          %end))))

;; API: a generator of a vector's items, from start to end
(define vector->generator
  (case-lambda
    ((vec) (%indexed vector-ref vec 0 (vector-length vec)))
    ((vec start) (%indexed vector-ref vec start (vector-length vec)))
    ((vec start end) (%indexed vector-ref vec start end))))

;; API: a generator of a vector's items, from end to start
(define reverse-vector->generator
  (case-lambda
    ((vec) (reverse-vector->generator vec 0 (vector-length vec)))
    ((vec start) (reverse-vector->generator vec start (vector-length vec)))
    ((vec start end) (%indexed (lambda (vec i) (vector-ref vec (- (+ start end) i 1))) vec start end))))

;; API: a generator of a string's characters, from start to end
(define string->generator
  (case-lambda
    ((str) (%indexed string-ref str 0 (string-length str)))
    ((str start) (%indexed string-ref str start (string-length str)))
    ((str start end) (%indexed string-ref str start end))))

;; API: a generator of a bytevector's bytes, from start to end
(define bytevector->generator
  (case-lambda
    ((bytes) (%indexed bytevector-u8-ref bytes 0 (bytevector-length bytes)))
    ((bytes start) (%indexed bytevector-u8-ref bytes start (bytevector-length bytes)))
    ((bytes start end) (%indexed bytevector-u8-ref bytes start end))))

;; API: the elements that a for-each finds in a collection
(define (make-for-each-generator for-each collection)
  (let ((elements #f))
    (lambda ()
      (if (not elements)
          (let ((items '()))
            (for-each (lambda (item) (set! items (cons item items))) collection)
            (set! elements (list->generator (reverse items)))))
      (elements))))

;; API: a generator of (mapper seed), then of the successors of seed, until stop? holds
(define (make-unfold-generator stop? mapper successor seed)
  (let ((seed seed) (done? #f))
    (lambda ()
      (if (or done? (stop? seed))
          (begin (set! done? #t) %end)
          (let ((item (mapper seed)))
            (set! seed (successor seed))
            item)))))

;; Generators of generators

;; API: the items, and then those of the last argument, a generator
(define (gcons* first . rest)
  (if (null? rest)
      first
      (let ((items (cons first rest)))
        (lambda ()
          (if (null? (cdr items))
              ((car items))
              (let ((item (car items)))
                (set! items (cdr items))
                item))))))

;; API: a generator of what the generators give, one after the other
(define (gappend . generators)
  (lambda ()
    (let loop ()
      (if (null? generators)
          %end
          (let ((item ((car generators))))
            (if (eof-object? item)
                (begin (set! generators (cdr generators))
                       (loop))
                item))))))

;; API: the elements of the lists that a generator gives
(define (gflatten lists)
  (let ((rest '()))
    (lambda ()
      (let loop ()
        (cond ((eof-object? rest) %end)
              ((null? rest) (set! rest (lists))
                            (loop))
              (else (let ((item (car rest)))
                      (set! rest (cdr rest))
                      item)))))))

;; API: lists of k elements; the last is shorter, or filled up with the padding
(define ggroup
  (case-lambda
    ((gen k) (%group gen k (lambda (items missing) items)))
    ((gen k padding) (%group gen k (lambda (items missing) (append items (make-list missing padding)))))))

(define (%group gen k complete)
  (lambda ()
    (let loop ((n 0) (items '()))
      (if (= n k)
          (reverse items)
          (let ((item (gen)))
            (cond ((not (eof-object? item)) (loop (+ n 1) (cons item items)))
                  ((null? items) item)
                  (else (complete (reverse items) (- k n)))))))))

;; API: elements in order, from generators that are; of equal ones that of the first generator comes first
(define (gmerge before? first . rest)
  (if (null? rest)
      first
      (%merge before? first (apply gmerge before? rest))))

(define (%merge before? a b)
  (let ((next-a #f) (next-b #f) (started? #f))
    (lambda ()
      (if (not started?)
          (begin (set! started? #t) (set! next-a (a)) (set! next-b (b))))
      (if (or (eof-object? next-b) (and (not (eof-object? next-a)) (not (before? next-b next-a))))
          (let ((item next-a)) (if (not (eof-object? next-a)) (set! next-a (a))) item)
          (let ((item next-b)) (set! next-b (b)) item)))))

;; internal: an element of each generator, or #f if one has ended
(define (%column generators)
  (let loop ((rest generators) (items '()))
    (if (null? rest)
        (reverse items)
        (let ((item ((car rest))))
          (if (eof-object? item) #f (loop (cdr rest) (cons item items)))))))

;; API: a generator of what proc makes of the generators' objects
(define (gmap proc gen . generators)
  (if (null? generators)
      (lambda () (%gets (item gen) (proc item)))
      (let ((all (cons gen generators)))
        (lambda ()
          (let ((items (%column all)))
            (if items (apply proc items) %end))))))

;; API: as gmap; proc takes and returns a seed besides
(define (gcombine proc seed gen . generators)
  (let ((all (cons gen generators)) (seed seed))
    (lambda ()
      (let ((items (%column all)))
        (if items
            (let-values (((item next) (apply proc (append items (list seed)))))
              (set! seed next)
              item)
            %end)))))

;; API: a generator of the objects for which pred holds
(define (gfilter pred gen)
  (lambda ()
    (let loop ()
      (%gets (item gen) (if (pred item) item (loop))))))

;; API: a generator of the objects for which pred does not hold
(define (gremove pred gen)
  (gfilter (lambda (item) (not (pred item))) gen))

;; API: filters by (proc item seed), which returns whether to keep the item, and the next seed
(define (gstate-filter proc seed gen)
  (let ((seed seed))
    (lambda ()
      (let loop ()
        (%gets (item gen)
          (let-values (((keep? next) (proc item seed)))
            (set! seed next)
            (if keep? item (loop))))))))

;; API: the first k elements; with a padding it gives that where there are fewer
(define gtake
  (case-lambda
    ((gen k)
     (let ((left k))
       (lambda ()
         (if (> left 0)
             (begin (set! left (- left 1)) (gen))
             %end))))
    ((gen k padding)
     (let ((left k))
       (lambda ()
         (if (> left 0)
             (let ((item (gen)))
               (set! left (- left 1))
               (if (eof-object? item) padding item))
             %end))))))

;; API: a generator without the first k objects
(define (gdrop gen k)
  (let ((left k))
    (lambda ()
      (let loop ()
        (if (> left 0)
            (begin (set! left (- left 1))
                   (%gets (item gen) (loop)))
            (gen))))))

;; API: a generator of the objects before the first for which pred fails
(define (gtake-while pred gen)
  (let ((done? #f))
    (lambda ()
      (if done?
          %end
          (let ((item (gen)))
            (if (and (not (eof-object? item)) (pred item))
                item
                (begin (set! done? #t) %end)))))))

;; API: a generator from the first object on for which pred fails
(define (gdrop-while pred gen)
  (let ((found? #f))
    (lambda ()
      (let loop ()
        (%gets (item gen)
          (cond (found? item)
                ((pred item) (loop))
                (else (set! found? #t) item)))))))

;; API: a generator of the objects that do not equal item
(define gdelete
  (case-lambda
    ((item gen) (gdelete item gen equal?))
    ((item gen same?) (gremove (lambda (other) (same? item other)) gen))))

;; API: a generator without the objects that equal the one before them
(define gdelete-neighbor-dups
  (case-lambda
    ((gen) (gdelete-neighbor-dups gen equal?))
    ((gen same?)
     (let ((first? #t) (last #f))
       (lambda ()
         (let loop ()
           (%gets (item gen)
             (if (and (not first?) (same? last item))
                 (loop)
                 (begin (set! first? #f) (set! last item) item)))))))))

;; API: the elements at the indexes that a second generator gives, in increasing order
(define (gindex values indexes)
  (let ((at 0))
    (lambda ()
      (%gets (index indexes)
        (if (< index at)
            (error "gindex: the indexes must increase, got" index))
        (let loop ()
          (%gets (item values)
            (let ((here at))
              (set! at (+ at 1))
              (if (= here index) item (loop)))))))))

;; API: the elements beside which a second generator gives true values
(define (gselect values truths)
  (lambda ()
    (let loop ()
      (%gets (item values)
        (%gets (keep? truths)
          (if keep? item (loop)))))))

;; Using generators up

(define (%bounded gen options)
  (if (null? options) gen (gtake gen (car options))))

;; API: the list of the objects, of the first k if given
(define (generator->list gen . options)
  (reverse (apply generator->reverse-list gen options)))

;; API: the list of the objects in reverse order, of the first k if given
(define (generator->reverse-list gen . options)
  (let ((gen (%bounded gen options)))
    (let loop ((items '()))
      (let ((item (gen)))
        (if (eof-object? item) items (loop (cons item items)))))))

;; API: the vector of the objects, of the first k if given
(define (generator->vector gen . options)
  (list->vector (apply generator->list gen options)))

;; API: stores the elements from index at on, while there is room; the number of elements stored
(define (generator->vector! vec at gen)
  (let ((end (vector-length vec)))
    (let loop ((i at))
      (if (= i end)
          (- i at)
          (let ((item (gen)))
            (if (eof-object? item)
                (- i at)
                (begin (vector-set! vec i item)
                       (loop (+ i 1)))))))))

;; API: the string of the characters, of the first k if given
(define (generator->string gen . options)
  (list->string (apply generator->list gen options)))

;; API: folds (proc object ... seed) over the generators' objects
(define (generator-fold proc seed gen . generators)
  (if (null? generators)
      (let loop ((result seed))
        (let ((item (gen)))
          (if (eof-object? item) result (loop (proc item result)))))
      (let ((all (cons gen generators)))
        (let loop ((result seed))
          (let ((items (%column all)))
            (if items (loop (apply proc (append items (list result)))) result))))))

;; API: the list of what proc makes of the generators' objects
(define (generator-map->list proc gen . generators)
  (generator->list (apply gmap proc gen generators)))

;; API: calls proc with the generators' objects
(define (generator-for-each proc gen . generators)
  (if (null? generators)
      (let loop ()
        (let ((item (gen)))
          (if (not (eof-object? item))
              (begin (proc item) (loop)))))
      (let ((all (cons gen generators)))
        (let loop ()
          (let ((items (%column all)))
            (if items
                (begin (apply proc items) (loop))))))))

;; API: the first object for which pred holds, or #f
(define (generator-find pred gen)
  (let loop ()
    (let ((item (gen)))
      (cond ((eof-object? item) #f)
            ((pred item) item)
            (else (loop))))))

;; API: how many objects there are for which pred holds
(define (generator-count pred gen)
  (generator-fold (lambda (item n) (if (pred item) (+ n 1) n)) 0 gen))

;; API: the first true value of pred, or #f
(define (generator-any pred gen)
  (let loop ()
    (let ((item (gen)))
      (if (eof-object? item) #f (or (pred item) (loop))))))

;; API: the last value of pred, if each is true, else #f
(define (generator-every pred gen)
  (let loop ((last #t))
    (let ((item (gen)))
      (if (eof-object? item)
          last
          (let ((holds (pred item)))
            (and holds (loop holds)))))))

;; API: hands the elements to an unfold procedure, such as SRFI 1's
(define (generator-unfold gen unfold . arguments)
  (apply unfold eof-object? (lambda (item) item) (lambda (item) (gen)) (gen) arguments))
