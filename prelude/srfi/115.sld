;; SRFI 115: regular expressions.  All of it are primitives, but for the shorthand.
(define-library (srfi 115)
  (import (scheme base)
          (only (flowscheme primitive)
                regexp regexp? valid-sre? regexp->sre char-set->sre
                regexp-matches regexp-matches? regexp-search
                regexp-replace regexp-replace-all regexp-fold regexp-extract regexp-split regexp-partition
                regexp-match? regexp-match-count regexp-match-submatch regexp-match-submatch-start
                regexp-match-submatch-end regexp-match->list))
  (export
    regexp regexp? valid-sre? rx regexp->sre char-set->sre
    regexp-matches regexp-matches? regexp-search
    regexp-replace regexp-replace-all regexp-fold regexp-extract regexp-split regexp-partition
    regexp-match? regexp-match-count regexp-match-submatch regexp-match-submatch-start
    regexp-match-submatch-end regexp-match->list)
  (include "115.scm"))
