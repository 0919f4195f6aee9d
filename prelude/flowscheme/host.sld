;; Looking into objects of the host's whose classes are registered: dates, dataclasses and what Python registers.
(define-library (flowscheme host)
  (import (flowscheme primitive))
  (export host-value? host-datum))
