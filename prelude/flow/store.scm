;; The store as plain data (docs/semantics.md, "Export and import").

;; API: the whole store as one datum
(define (flow-store-export) (%api 'flow-store-export))

;; API: adds missing runs, skips identical ones, replaces a run by a longer log of itself, refuses whole on a conflict;
;; returns how many runs were added or replaced
(define (flow-store-import! data) (%api 'flow-store-import! data))

;; API: the ids of the runs that a restart can resume
(define (flow-resumable-ids) (%api 'flow-resumable-ids))
