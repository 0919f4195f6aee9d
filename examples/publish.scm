;; A content pipeline: write, then review and spell-check side by side, then publish and federate, or tell the author.
;;
;;   flowscheme start --host examples/host.py --id post-1 examples/publish.scm publish '"Durable flows"'
;;   flowscheme resume --host examples/host.py post-1 approved

(define peers '("north.example" "south.example"))

;; A post travels as (title file text).
(define (title post) (car post))
(define (file post) (cadr post))
(define (text post) (caddr post))

(define (write-draft title)
  (let ((text (string-append title ": teh first draft")))
    (list title (save-file (slug title) text) text)))

(define (check-spelling post) (spelling (text post)))

;; After the review the value is (verdict corrections post).
(define (approved? reviewed) (eq? (car reviewed) 'approved))

(define (publish-post reviewed)
  (let ((post (caddr reviewed)))
    (save-file (string-append "published/" (file post)) (text post))
    post))

(define (addressed post) (map (lambda (peer) (list peer (file post))) peers))

(define (deliver-to addressed) (deliver (car addressed) (cadr addressed)))

(define (report deliveries) (cons 'published deliveries))

(define (notify-author reviewed)
  (let ((post (caddr reviewed)))
    (send-mail "author@example.org" (string-append "Not published: " (title post)) "The reviewer said no.")
    (list 'rejected (title post))))

(defflow publish
  (sequence
    (step 'write write-draft)
    (parallel (await 'review)
              (step 'spell-check check-spelling)
              flow-id)
    (branch approved?
            (sequence (step 'publish publish-post)
                      addressed
                      (map-flow (step 'federate deliver-to))
                      report)
            (step 'notify notify-author))))
