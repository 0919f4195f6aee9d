;; Requests that a host answers, and host functions (docs/semantics.md, "Wait" and "Host functions").
(define-syntax kind
  (syntax-rules () ((_ expr) (guard (e ((flow-error? e) (flow-error-kind e)) (#t (list 'raised e))) expr))))
(define asked '())
(define (dispatch kind payload) (set! asked (cons (list kind payload) asked)) (list 'answer kind payload))

; name: host requests are the open requests, with id, kind and payload
(flow/start (lambda (x) (request 'mail (list 'to x))) 'me 'id "f") ; => (flow-suspended "f" (flow-request mail (to me)))
(flow/start (lambda (x) (await-human "sure?")) 1 'id "g") ; => (flow-suspended "g" (flow-request human "sure?"))
(flow/start (await 'no-request) 1 'id "h")              ; => (flow-suspended "h" no-request)
(flow-host-requests)                                    ; => (("f" mail (to me)) ("g" human "sure?"))

; name: tags that only look like requests are none
(flow/start (parallel (await '(flow-request)) (await '(flow-request a)) (await '(flow-request a b c)) (await '(other a b))) 1
            'id "f")
(flow-host-requests)                                    ; => ()

; name: drive-host answers each open request once
(flow/start (parallel (lambda (x) (request 'a 1)) (lambda (x) (request 'b 2)) (await 'other)) 1 'id "f")
(flow-drive-host dispatch)                              ; => 2
(reverse asked)                                         ; => ((a 1) (b 2))
(flow/pending)                                          ; => (("f" other))
(flow/resume "f" 'end)                                  ; => ((answer a 1) (answer b 2) end)

; name: drive-host answers each request at its own wait, equal ones too
(define n 0)
(define (count kind payload) (set! n (+ n 1)) n)
(flow/start (parallel (lambda (x) (request 'q 1)) (lambda (x) (request 'q 1))) 1 'id "f")
(flow-drive-host count)                                 ; => 2
(flow/result "f")                                       ; => (1 2)

; name: drive-host does not answer the requests that its answers open
(flow/start (lambda (x) (request 'second (request 'first x))) 1 'id "f")
(flow-drive-host dispatch)                              ; => 1
(flow-host-requests)                                    ; => (("f" second (answer first 1)))

; name: run-host goes on until nothing is left
(flow/start (lambda (x) (request 'third (request 'second (request 'first x)))) 1 'id "f")
(flow-run-host dispatch 10)                             ; => 3
(flow/result "f")                                       ; => (answer third (answer second (answer first 1)))
(map car (reverse asked))                               ; => (first second third)

; name: run-host stops after max-ticks rounds
(defflow f (lambda (x) (let loop ((i 0)) (request 'again i) (loop (+ i 1)))))
(flow/start f 1 'id "f")
(flow-run-host dispatch 4)                              ; => 4
(flow-host-requests)                                    ; => (("f" again 4))
(flow-run-host dispatch 0)                              ; => 0

; name: run-host without requests does nothing
(flow-run-host dispatch 10)                             ; => 0
(flow-drive-host dispatch)                              ; => 0

; name: a flow that raises at its answer does not stop the others
(flow/start (lambda (x) (raise (request 'a 1))) 1 'id "bad")
(flow/start (lambda (x) (request 'b 2)) 1 'id "good")
(flow-run-host dispatch 10)                             ; => 2
(flow/list)                                             ; => (("bad" failed) ("good" done))

; name: what dispatch raises comes out, and the request stays open
(flow/start (lambda (x) (request 'a 1)) 1 'id "f")
(kind (flow-drive-host (lambda (kind payload) (raise 'refused)))) ; => (raised refused)
(flow-host-requests)                                    ; => (("f" a 1))

; name: an answer that is not plain is refused, and the request stays open
(flow/start (lambda (x) (request 'a 1)) 1 'id "f")
(kind (flow-drive-host (lambda (kind payload) car)))    ; => flow-not-plain
(flow-host-requests)                                    ; => (("f" a 1))

; name: a cancelled flow's requests are gone
(flow/start (lambda (x) (request 'a 1)) 1 'id "f")
(flow/cancel "f")
(flow-host-requests)                                    ; => ()

; name: dispatch may answer one request by cancelling the other
(flow/start (lambda (x) (request 'a 1)) 1 'id "f")
(flow/start (lambda (x) (request 'b 1)) 1 'id "g")
(flow-drive-host (lambda (kind payload) (if (eq? kind 'a) (flow/cancel "g")) 'ok)) ; => 1
(flow/list)                                             ; => (("f" done) ("g" cancelled))

; name: a host function with an effect is called once, and its result kept
(defflow f (lambda (x) (let ((n (host-effect))) (suspend 'w) (list n (host-effect)))))
(flow/start f 1 'id "f")
(flow/resume "f" 1)                                     ; => (1 2)
(host-effect)                                           ; => 3

; name: a pure host function is called anew on replay
(defflow f (lambda (x) (let ((n (host-pure))) (suspend 'w) n)))
(flow/start f 1 'id "f")
(flow/resume "f" 1)                                     ; => 2

; name: a host function keeps its results apart by place
(defflow f (parallel (lambda (x) (list (host-effect) (suspend 'a) (host-effect))) (lambda (x) (list (host-effect) (suspend 'b)))))
(flow/start f 1 'id "f")
(flow/resume "f" 'b 'B)
(flow/resume "f" 'a 'A)                                 ; => ((1 A 3) (2 B))

; name: what a host function raises is a condition that the flow can catch, recorded once
(define seen 0)
(defflow f
  (sequence
    (try-catch (lambda (x) (host-fails x)) (lambda (e) (set! seen (+ seen 1)) (error-object-message e)))
    (lambda (m) (list m (suspend 'w)))))
(flow/start f "no mail" 'id "f")
(flow/resume "f" 'v)                                    ; => ("ValueError: no mail" v)
(flow/start (lambda (x) (host-fails x)) "alone" 'id "g") ; error: ValueError: alone
(flow/result "g")                                       ; error: ValueError: alone

; name: values cross to a host function and back
(flow/start (lambda (x) (host-echo x)) '(1 2.5 "s" #\c sym #t #f () (1 . 2) #(1 2) #u8(1 2) 1/2))
; => (1 2.5 "s" #\c sym #t #f () (1 . 2) #(1 2) #u8(1 2) 1/2)

; name: a host result that no journal can keep is an error of the call
(kind (flow/start (lambda (x) (host-echo car)) 1))      ; => flow-not-plain
(host-echo 1)                                           ; => 1
