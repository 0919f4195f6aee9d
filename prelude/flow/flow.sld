;; The flow language as one library; what it promises is in docs/semantics.md.
;;
;; spec.scm     nodes and the combinators that make nodes of nodes
;; control.scm  combinators over raised objects, failure values, budgets and loops
;; runtime.scm  what is journaled: steps, waits, requests
;; api.scm      starting, resuming and asking about runs
;; store.scm    the store as plain data
;; remote.scm   nodes that run at a peer
;; host.scm     answering requests in bulk
(define-library (flowscheme flow)
  (import (flowscheme primitive) (flowscheme flow primitive))
  (export
    ;; spec.scm
    flow-node flow-id flow-const sequence parallel map-flow branch tap defflow
    ;; control.scm
    retry timeout try-catch recover attempt flow-while flow-until
    ;; runtime.scm
    step once await request await-human suspend step-key flow-record-writer!
    ;; values, ticks and errors
    fail failed? fail-reason tick flow-error? flow-error-kind
    ;; api.scm
    flow/start flow/resume flow/retry flow/cancel flow/status flow/result flow/list flow/pending flow/log
    flow/gc flow/forget
    ;; store.scm
    flow-store-export flow-store-import! flow-resumable-ids
    ;; remote.scm
    remote-node remote-failover flow-peer-register! flow-replicate-to flow-restore-from
    ;; host.scm
    flow-host-requests flow-drive-host flow-run-host)
  (include "spec.scm" "control.scm" "runtime.scm" "api.scm" "store.scm" "remote.scm" "host.scm"))
