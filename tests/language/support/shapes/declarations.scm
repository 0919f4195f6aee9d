(export kind)
(import (scheme base))
