; SRFI 158: generators and accumulators.

(import (scheme base) (scheme char) (srfi 158))
(define g->list generator->list)
(define (after-end gen) (generator->list gen) (list (gen) (gen)))
(define (feed accumulator . items) (for-each accumulator items) (accumulator (eof-object)))

; name: generators of given elements
(g->list (generator))                                         ; => ()
(g->list (generator 1 'two #f))                               ; => (1 two #f)
(after-end (generator 1))                                     ; => (#<eof> #<eof>)
(g->list (gtake (circular-generator 1 2 3) 7))                ; => (1 2 3 1 2 3 1)
(g->list (list->generator '(1 2)))                            ; => (1 2)
(g->list (vector->generator #(1 2 3)))                        ; => (1 2 3)
(g->list (vector->generator #(1 2 3 4) 1))                    ; => (2 3 4)
(g->list (vector->generator #(1 2 3 4) 1 3))                  ; => (2 3)
(g->list (reverse-vector->generator #(1 2 3)))                ; => (3 2 1)
(g->list (reverse-vector->generator #(1 2 3 4) 1))            ; => (4 3 2)
(g->list (reverse-vector->generator #(1 2 3 4) 1 3))          ; => (3 2)
(g->list (string->generator "abc"))                           ; => (#\a #\b #\c)
(g->list (string->generator "abcd" 1 3))                      ; => (#\b #\c)
(g->list (string->generator "abcd" 2))                        ; => (#\c #\d)
(g->list (bytevector->generator (bytevector 1 2 3)))          ; => (1 2 3)
(g->list (bytevector->generator (bytevector 1 2 3) 1 2))      ; => (2)
(after-end (vector->generator #(1)))                          ; => (#<eof> #<eof>)

; name: generators of numbers
(g->list (make-iota-generator 3))                             ; => (0 1 2)
(g->list (make-iota-generator 3 8))                           ; => (8 9 10)
(g->list (make-iota-generator 3 8 2))                         ; => (8 10 12)
(g->list (make-iota-generator 0))                             ; => ()
(g->list (make-range-generator 3) 4)                          ; => (3 4 5 6)
(g->list (make-range-generator 3 8))                          ; => (3 4 5 6 7)
(g->list (make-range-generator 3 8 2))                        ; => (3 5 7)
(g->list (make-range-generator 3 0 -1))                       ; => (3 2 1)
(g->list (make-range-generator 3 3))                          ; => ()

; name: generators of procedures
(g->list (make-unfold-generator (lambda (n) (> n 3)) (lambda (n) (* n n)) (lambda (n) (+ n 1)) 0)) ; => (0 1 4 9)
(after-end (make-unfold-generator zero? - (lambda (n) (- n 1)) 2)) ; => (#<eof> #<eof>)
(g->list (make-for-each-generator for-each '(1 2 3)))       ; => (1 2 3)
(g->list (make-for-each-generator vector-for-each #(1 2)))  ; => (1 2)
(after-end (make-for-each-generator string-for-each "a"))   ; => (#<eof> #<eof>)

; name: what would need re-entry says so
(make-coroutine-generator (lambda (yield) (yield 1)))
; error: make-coroutine-generator: needs a continuation that is called again after its extent \(call/cc is escape-only\)

; name: putting generators together
(g->list (gcons* 1 2 (generator 3 4)))                        ; => (1 2 3 4)
(g->list (gcons* (generator 1)))                              ; => (1)
(g->list (gappend (generator 1 2) (generator) (generator 3))) ; => (1 2 3)
(g->list (gappend))                                           ; => ()
(after-end (gappend (generator 1)))                           ; => (#<eof> #<eof>)
(g->list (gflatten (generator '(1) '() '(2 3))))              ; => (1 2 3)
(g->list (gflatten (generator '(1 (2)) '() '((3 . 4)))))      ; => (1 (2) (3 . 4))
(g->list (gflatten (generator)))                              ; => ()
(after-end (gflatten (generator '(1))))                       ; => (#<eof> #<eof>)
(g->list (gflatten (generator '(1) 2)))                       ; error: expected a pair, got 2
(g->list (gmerge < (generator 1 4 6) (generator 2 3 7) (generator 0 5))) ; => (0 1 2 3 4 5 6 7)
(g->list (gmerge < (generator 1 2)))                          ; => (1 2)
(g->list (gmerge (lambda (a b) (< (car a) (car b))) (generator '(1 a) '(2 a)) (generator '(1 b) '(2 b))))
; => ((1 a) (1 b) (2 a) (2 b))
(after-end (gmerge < (generator 1) (generator 2)))            ; => (#<eof> #<eof>)

; name: mapping
(g->list (gmap - (generator 1 2 3)))                          ; => (-1 -2 -3)
(g->list (gmap + (generator 1 2 3) (generator 10 20)))        ; => (11 22)
(g->list (gmap cons (generator 1 2) (circular-generator 'x))) ; => ((1 . x) (2 . x))
(g->list (gcombine (lambda (item sum) (values (+ item sum) (+ item sum))) 10 (generator 1 2 3))) ; => (11 13 16)
(g->list (gcombine (lambda (a b n) (values (list a b n) (+ n 1))) 0 (generator 1 2) (generator 'x 'y 'z))) ; => ((1 x 0) (2 y 1))

; name: filtering
(g->list (gfilter odd? (make-range-generator 1 8)))           ; => (1 3 5 7)
(g->list (gremove odd? (make-range-generator 1 8)))           ; => (2 4 6)
(g->list (gstate-filter (lambda (item n) (values (even? n) (+ n 1))) 0 (generator 'a 'b 'c 'd 'e))) ; => (a c e)
(g->list (gdelete 2 (generator 1 2 3 2)))                     ; => (1 3)
(g->list (gdelete 2 (generator 1 2 3) <))                     ; => (1 2)
(g->list (gdelete-neighbor-dups (generator 1 1 2 2 1 #f #f))) ; => (1 2 1 #f)
(g->list (gdelete-neighbor-dups (generator "a" "A" "b") string-ci=?)) ; => ("a" "b")
(g->list (gindex (list->generator '(a b c d e f)) (generator 0 2 3 9))) ; => (a c d)
(g->list (gindex (generator 'a 'b) (generator 1 0)))          ; error: gindex: the indexes must increase, got 0
(g->list (gselect (generator 1 2 3 4) (generator #t #f 'yes))) ; => (1 3)

; name: taking and dropping
(g->list (gtake (make-range-generator 1) 3))                  ; => (1 2 3)
(g->list (gtake (generator 1) 3))                             ; => (1)
(g->list (gtake (generator 1) 3 'pad))                        ; => (1 pad pad)
(after-end (gtake (generator 1 2 3) 1))                       ; => (#<eof> #<eof>)
(let ((source (generator 1 2 3))) (g->list (gtake source 2)) (source)) ; => 3
(g->list (gdrop (generator 1 2 3) 2))                         ; => (3)
(g->list (gdrop (generator 1) 5))                             ; => ()
(g->list (gtake-while odd? (generator 1 3 4 5)))              ; => (1 3)
(after-end (gtake-while odd? (generator 1 2 3)))              ; => (#<eof> #<eof>)
(g->list (gdrop-while odd? (generator 1 3 4 5)))              ; => (4 5)
(g->list (ggroup (generator 1 2 3 4 5) 2))                    ; => ((1 2) (3 4) (5))
(g->list (ggroup (generator 1 2 3 4 5) 2 'pad))               ; => ((1 2) (3 4) (5 pad))
(g->list (ggroup (generator) 2 'pad))                         ; => ()

; name: collecting
(generator->list (generator 1 2 3) 2)                         ; => (1 2)
(generator->reverse-list (generator 1 2 3))                   ; => (3 2 1)
(generator->reverse-list (generator 1 2 3) 2)                 ; => (2 1)
(generator->vector (generator 1 2 3))                         ; => #(1 2 3)
(generator->vector (generator 1 2 3) 2)                       ; => #(1 2)
(let* ((v (vector 0 0 0 0)) (n (generator->vector! v 1 (generator 1 2)))) (list n v)) ; => (2 #(0 1 2 0))
(let* ((v (vector 0 0)) (g (generator 1 2 3)) (n (generator->vector! v 1 g))) (list n v (g))) ; => (1 #(0 1) 2)
(generator->string (generator #\a #\b))                       ; => "ab"
(generator->string (generator #\a #\b #\c) 2)                 ; => "ab"

; name: folding and searching
(generator-fold cons '() (generator 1 2 3))                   ; => (3 2 1)
(generator-fold (lambda (a b sum) (+ (* a b) sum)) 0 (generator 1 2) (generator 10 20 30)) ; => 50
(generator-map->list - (generator 1 2))                       ; => (-1 -2)
(generator-map->list + (generator 1 2) (generator 3 4))       ; => (4 6)
(let ((log '())) (generator-for-each (lambda (x) (set! log (cons x log))) (generator 1 2)) log) ; => (2 1)
(let ((log '())) (generator-for-each (lambda (x y) (set! log (cons (+ x y) log))) (generator 1 2) (generator 3)) log) ; => (4)
(generator-find even? (generator 1 2 4))                      ; => 2
(generator-find even? (generator 1 3))                        ; => #f
(generator-count odd? (generator 1 2 3))                      ; => 2
(generator-any (lambda (x) (and (even? x) (* x x))) (generator 1 2 3)) ; => 4
(generator-any even? (generator))                             ; => #f
(generator-every (lambda (x) (and (odd? x) (* x x))) (generator 1 3)) ; => 9
(generator-every odd? (generator 1 2 3))                      ; => #f
(generator-every odd? (generator))                            ; => #t
(let ((g (generator 1 2 3))) (generator-any even? g) (g))     ; => 3
(define (unfold stop? mapper successor seed)
  (if (stop? seed) '() (cons (mapper seed) (unfold stop? mapper successor (successor seed)))))
(generator-unfold (generator 1 2 3) unfold)                   ; => (1 2 3)

; name: accumulators
(feed (make-accumulator * 1 -) 2 3)                           ; => -6
(feed (count-accumulator) 'a 'b)                              ; => 2
(feed (list-accumulator) 1 2 3)                               ; => (1 2 3)
(feed (reverse-list-accumulator) 1 2 3)                       ; => (3 2 1)
(feed (vector-accumulator) 1 2 3)                             ; => #(1 2 3)
(feed (reverse-vector-accumulator) 1 2 3)                     ; => #(3 2 1)
(feed (vector-accumulator! (vector 0 0 0 0) 1) 1 2)           ; => #(0 1 2 0)
(feed (vector-accumulator! (vector 0) 0) 1 2)                 ; error: vector-accumulator!: there is no room for 2
(feed (string-accumulator) #\a #\b)                           ; => "ab"
(feed (bytevector-accumulator) 1 2)                           ; => #u8(1 2)
(feed (bytevector-accumulator! (bytevector 0 0 0) 1) 1)       ; => #u8(0 1 0)
(feed (bytevector-accumulator! (bytevector 0) 0) 1 2)         ; error: bytevector-accumulator!: there is no room for 2
(feed (sum-accumulator) 1 2 3)                                ; => 6
(feed (product-accumulator) 2 3 4)                            ; => 24
(let ((acc (list-accumulator))) (acc 1) (let ((first (acc (eof-object)))) (acc 2) (list first (acc (eof-object)))))
; => ((1) (1 2))

; name: long generators take constant space
(generator-count even? (gfilter odd? (make-iota-generator 100000))) ; => 0
(g->list (gdrop (make-iota-generator 100000) 99999))          ; => (99999)
(g->list (gflatten (gmap (lambda (n) '()) (make-iota-generator 100000)))) ; => ()
