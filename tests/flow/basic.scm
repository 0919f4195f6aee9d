;; Nodes and the combinators that only pass values on (docs/semantics.md, "Flow and node").
(define (add1 x) (+ x 1))
(define (double x) (* x 2))
(define-syntax kind
  (syntax-rules () ((_ expr) (guard (e ((flow-error? e) (flow-error-kind e)) (#t (list 'raised e))) expr))))

; name: flow-node gives the node that applies a procedure
((flow-node add1) 41)                                   ; => 42
(eq? (flow-node add1) add1)                             ; => #t

; name: flow-id returns its input, the same object
(define box (list 1 2))
(eq? (flow-id box) box)                                 ; => #t

; name: flow-const returns its value whatever comes in
(map (flow-const 'v) '(1 2 3))                          ; => (v v v)

; name: sequence threads the value from left to right
((sequence add1 double) 5)                              ; => 12
((sequence double add1) 5)                              ; => 11

; name: sequence without nodes is flow-id
((sequence) 'same)                                      ; => same

; name: sequences nest
((sequence add1 (sequence double (sequence) add1) double) 1) ; => 10

; name: parallel gives every node the same input and keeps the written order
((parallel double add1 flow-id) 5)                      ; => (10 6 5)

; name: parallel without nodes returns the empty list
((parallel) 'ignored)                                   ; => ()

; name: parallels nest in parallels
((parallel (parallel add1 double) (sequence add1 (parallel add1 double))) 3) ; => ((4 6) (5 8))

; name: map-flow runs its node on each item, in order
((map-flow double) '(3 1 2))                            ; => (6 2 4)

; name: map-flow over the empty list returns the empty list
((map-flow (lambda (x) (error "never"))) '())           ; => ()

; name: map-flow refuses an input that is no list
(kind ((map-flow add1) 5))                              ; => flow-not-a-list
(kind ((map-flow add1) '(1 . 2)))                       ; => flow-not-a-list

; name: branch lets the predicate select the node, which gets the same input
(define classify (branch even? (lambda (x) (list 'even x)) (lambda (x) (list 'odd x))))
(map classify '(1 2))                                   ; => ((odd 1) (even 2))

; name: branch counts everything but #f as true
((branch (lambda (x) '()) (flow-const 'then) (flow-const 'else)) 0) ; => then

; name: branch runs only the selected node
((branch even? flow-id (lambda (x) (error "not taken"))) 4) ; => 4

; name: tap runs its node for the effect and returns its input
(define seen '())
((sequence (tap (lambda (x) (set! seen (cons x seen)) 'dropped)) add1) 1) ; => 2
seen                                                    ; => (1)

; name: a combinator refuses what is no procedure, when it is built
(kind (sequence add1 5))                                ; => flow-not-a-node
(kind (parallel 'x))                                    ; => flow-not-a-node
(kind (map-flow "x"))                                   ; => flow-not-a-node
(kind (branch even? add1 #f))                           ; => flow-not-a-node
(kind (tap 1))                                          ; => flow-not-a-node
(kind (flow-node '()))                                  ; => flow-not-a-node

; name: a combinator's node is a procedure of one argument
(procedure? (sequence add1))                            ; => #t
((sequence add1) 1 2)                                   ; error: expects 1 argument, got 2

; name: defflow defines the name and registers the node
(defflow inc (sequence add1))
(inc 1)                                                 ; => 2
(flow/start inc 1)                                      ; => 2
(flow/start 'inc 2)                                     ; => 3
(flow/start "inc" 3)                                    ; => 4

; name: defflow with a parameter defines a flow with a body
(defflow (greet who)
  (define greeting (string-append "hello " who))
  (list greeting))
(flow/start 'greet "you")                               ; => ("hello you")
(greet "me")                                            ; => ("hello me")

; name: defflow refuses what is no node
(kind (let () (defflow bad 5) bad))                     ; => flow-not-a-node

; name: a flow may call itself
(defflow (down n) (if (= n 0) 'bottom (down (- n 1))))
(flow/start down 1000)                                  ; => bottom

; name: a procedure without a name is a flow too
(flow/start (lambda (x) (list x)) 1)                    ; => (1)

; name: what is no flow is refused
(kind (flow/start 5 1))                                 ; => flow-unknown-flow
(kind (flow/start 'nobody 1))                           ; => flow-unknown-flow

; name: input and result may be any plain data
(define (same datum) (equal? (flow/start flow-id datum) datum))
(map same (list 1 1/3 2.5 -0.0 "s" #\a 'sym #t #f '() '(1 (2 . 3)) #(1 #(2)) #u8(1 2) 12345678901234567890123))
; => (#t #t #t #t #t #t #t #t #t #t #t #t #t #t)

; name: a flow gets its own copy of the input and gives its own of the result
(define input (list 1 2))
(defflow keep (lambda (x) (set-car! x 'changed) x))
(flow/start keep input)                                 ; => (changed 2)
input                                                   ; => (1 2)

; name: input that is not plain data is refused and nothing is started
(kind (flow/start flow-id car))                         ; => flow-not-plain
(flow/list)                                             ; => ()

; name: a result that is not plain data fails the run
(defflow leak (lambda (x) (list x (lambda () x))))
(kind (flow/start leak 1 'id "leak"))                   ; => flow-not-plain
(flow/status "leak")                                    ; => failed
(flow/result "leak")                                    ; error: not plain data: .*element 1 of a list.* result of the flow
