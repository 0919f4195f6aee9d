;; SRFI 69: basic hash tables.
(define-library (srfi 69)
  (import (scheme base) (only (scheme char) string-ci=?)
          (only (flowscheme primitive)
                %make-hash-table %hash-table-copy
                hash-table? hash-table-equivalence-function hash-table-ref
                hash-table-ref/default hash-table-set! hash-table-delete! hash-table-exists? hash-table-update!
                hash-table-update!/default hash-table-size hash-table-keys hash-table-values hash-table-walk
                hash-table->alist hash string-hash string-ci-hash hash-by-identity)
          (rename (only (flowscheme primitive) hash-table-hash-function %hash-table-fold)
                  (hash-table-hash-function %given-hash-function)))
  (export
    make-hash-table hash-table? alist->hash-table
    hash-table-equivalence-function hash-table-hash-function
    hash-table-ref hash-table-ref/default hash-table-set! hash-table-delete! hash-table-exists?
    hash-table-update! hash-table-update!/default
    hash-table-size hash-table-keys hash-table-values hash-table-walk hash-table-fold hash-table->alist
    hash-table-copy hash-table-merge!
    hash string-hash string-ci-hash hash-by-identity)
  (include "69.scm"))
