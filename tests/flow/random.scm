; Random numbers (SRFI 27) in flows: journaled by their seed.

(import (srfi 27))
(define (draws n) (let loop ((i 0) (l '())) (if (= i n) l (loop (+ i 1) (cons (random-integer 1000000) l)))))
(define seen '())
(define (note! numbers) (set! seen (cons numbers seen)) numbers)

; name: a replay gives the same numbers, and goes on behind them
(defflow game (lambda (x) (let ((numbers (note! (draws 50)))) (suspend 'w) (list numbers (draws 50)))))
(flow/start game 0 'id "g")                                   ; => (flow-suspended "g" w)
(define result (flow/resume "g" 'go))
(length seen)                                                 ; => 2
(equal? (car seen) (cadr seen))                               ; => #t
(equal? (car result) (cadr result))                           ; => #f
(flow/start game 0 'id "h")                                   ; => (flow-suspended "h" w)
(equal? (car seen) (cadr seen))                               ; => #f

; name: a loop of draws is one entry of the journal
(defflow many (lambda (x) (draws 1000) (random-real) (suspend 'w)))
(flow/start many 0 'id "m")                                   ; => (flow-suspended "m" w)
(define run (cadr (assq 'runs (cdr (flow-store-export)))))
(map car (cdr (assq 'journal run)))                           ; => ("clock.0")

; name: a finished step does not shift the numbers behind it
(defflow stepped
  (sequence
    (step 'inner (lambda (x) (length (draws 7))))
    (lambda (x) (let ((numbers (note! (draws 5)))) (list x (suspend 'w) (equal? numbers (car seen)))))))
(flow/start stepped 0 'id "s")                                ; => (flow-suspended "s" w)
(flow/resume "s" 'go)                                         ; => (7 go #t)
(equal? (car seen) (cadr seen))                               ; => #t

; name: branches have numbers of their own, in whatever order they are answered
(define (branch name) (lambda (x) (let ((before (draws 3))) (suspend name) (list before (draws 3)))))
(defflow branches (parallel (branch 'left) (branch 'right) (lambda (x) (draws 3))))
(flow/start branches 0 'id "b")                               ; => (flow-suspended "b" left)
(flow/resume "b" 'right 1)                                    ; => (flow-suspended "b" left)
(define first (flow/resume "b" 'left 1))
(equal? (car first) (cadr first))                             ; => #f
(equal? (flow/result "b") first)                              ; => #t

; name: an order that only the replay has gives the same numbers
(defflow two
  (sequence
    (parallel (lambda (x) (let ((v (suspend 'a))) (note! (draws 3)))) (lambda (x) (let ((v (suspend 'b))) (note! (draws 3)))))
    (lambda (x) (suspend 'end) x)))
(flow/start two 0 'id "t")                                    ; => (flow-suspended "t" a)
(flow/resume "t" 'b 1)                                        ; => (flow-suspended "t" a)
(define b (car seen))
(flow/resume "t" 'a 1)                                        ; => (flow-suspended "t" end)
(define result (flow/resume "t" 'end 1))
(equal? (cadr result) b)                                      ; => #t

; name: a randomized source is journaled, a new one needs no journal
(defflow own
  (lambda (x)
    (let ((a (make-random-source)) (b (make-random-source)))
      (random-source-randomize! b)
      (note! (list ((random-source-make-integers a) 1000000) ((random-source-make-integers b) 1000000)))
      (suspend 'w)
      'done)))
(flow/start own 0 'id "o")                                    ; => (flow-suspended "o" w)
(flow/resume "o" 'go)                                         ; => done
(equal? (car seen) (cadr seen))                               ; => #t

; name: a mutable hash table is no plain data
(import (srfi 69))
(defflow tables (step 's (lambda (x) (make-hash-table))))
(flow/start tables 0 'id "h")                                 ; error: not plain data: a hash table
