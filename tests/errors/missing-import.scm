(import (scheme base))
(display "hello")
