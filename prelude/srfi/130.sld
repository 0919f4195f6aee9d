;; SRFI 130, the cursor-based string library.
;;
;; A cursor is an index: strings here are arrays of characters, so a cursor would gain nothing.  Where SRFI 130 asks for a
;; predicate, a character will do, and stands for itself.
(define-library (srfi 130)
  (import (scheme base) (scheme char))
  (export
    ;; cursors
    string-cursor? string-cursor-start string-cursor-end string-cursor-next string-cursor-prev string-cursor-forward
    string-cursor-back string-cursor=? string-cursor<? string-cursor>? string-cursor<=? string-cursor>=?
    string-cursor-diff string-cursor->index string-index->cursor
    ;; predicates
    string-null? string-every string-any
    ;; constructors
    string-tabulate string-unfold string-unfold-right
    ;; conversion
    string->list/cursors string->vector/cursors reverse-list->string string-join
    ;; selection
    string-ref/cursor substring/cursors string-copy/cursors string-take string-take-right string-drop
    string-drop-right string-pad string-pad-right string-trim string-trim-right string-trim-both
    ;; prefixes and suffixes
    string-prefix-length string-suffix-length string-prefix? string-suffix?
    ;; searching
    string-index string-index-right string-skip string-skip-right string-contains string-contains-right
    ;; the whole string
    string-reverse string-concatenate string-concatenate-reverse string-fold string-fold-right
    string-for-each-cursor string-replicate string-count string-replace string-split string-filter string-remove)
  (include "130/cursors.scm" "130/parts.scm" "130/whole.scm"))
