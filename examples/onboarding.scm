;; A sign-up that waits for a person: mail, wait for the confirmation, remind when the answer is `no`, then onboard.
;;
;;   flowscheme start --host examples/host.py --id ann examples/onboarding.scm onboarding '"ann@example.org"'
;;   flowscheme resume --host examples/host.py ann no
;;   flowscheme resume --host examples/host.py ann yes

;; The state is (address answer reminders).
(define (address state) (car state))
(define (answer state) (cadr state))
(define (reminders state) (caddr state))

(define (sign-up address)
  (send-mail address "Please confirm" "Answer yes to confirm your account.")
  (list address 'pending 0))

(define (remind state)
  (send-mail (address state) "A reminder" "Your account still waits for your answer.")
  state)

(define (ask state)
  (let ((reply (suspend 'confirmation)))
    (if (eq? reply 'no)
        ((step 'remind remind) (list (address state) 'no (+ 1 (reminders state))))
        (list (address state) reply (reminders state)))))

(define (confirmed? state) (eq? (answer state) 'yes))

(define (welcome state)
  (send-mail (address state) "Welcome" "Your account is ready.")
  (list 'onboarded (address state) (list 'reminders (reminders state))))

(defflow onboarding
  (sequence (step 'sign-up sign-up)
            (flow-until confirmed? ask 10)
            (step 'welcome welcome)))
