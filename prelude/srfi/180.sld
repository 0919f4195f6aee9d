;; SRFI 180: JSON.
(define-library (srfi 180)
  (import (scheme base)
          (only (flowscheme primitive)
                %json-source %json-reader %json-event %json-read %json-skip %json-writer %json-event-text %json-text
                %json-fail json-error? json-error-reason json-null?))
  (export
    json-error? json-error-reason json-null?
    json-nesting-depth-limit json-number-of-character-limit
    json-generator json-fold json-read json-lines-read json-sequence-read
    json-accumulator json-write)
  (include "180.scm"))
