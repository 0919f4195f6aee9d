;; A digest by mail: gather, render, send.  Each recipient is a step of its own, and one who cannot be reached does not
;; stop the others: the failure becomes a value that the flow reports.
;;
;;   flowscheme start --host examples/host.py examples/digest.scm digest '("ann@example.org" "nobody" "bob@example.org")'

(define (gather recipients)
  (list recipients '("A flow survived kill -9" "Two answers, one winner")))

(define (render gathered)
  (let ((headlines (cadr gathered)))
    (list (car gathered)
          (apply string-append (map (lambda (line) (string-append "* " line "\n")) headlines)))))

(define (send-to body)
  (lambda (recipient)
    (send-mail recipient "Your digest" body)))

(define (send-all rendered)
  (let* ((recipients (car rendered))
         (send-one (try-catch (step 'send (send-to (cadr rendered)))
                              (lambda (e) (fail (error-object-message e))))))
    ((map-flow (lambda (recipient) (list recipient (send-one recipient)))) recipients)))

(define (report results)
  (let loop ((rest results) (sent '()) (failed '()))
    (cond ((null? rest)
           (list (cons 'sent (reverse sent)) (cons 'failed (reverse failed))))
          ((failed? (cadr (car rest)))
           (loop (cdr rest) sent (cons (list (car (car rest)) (fail-reason (cadr (car rest)))) failed)))
          (else (loop (cdr rest) (cons (car (car rest)) sent) failed)))))

(defflow digest
  (sequence (step 'gather gather)
            (step 'render render)
            send-all
            report))
