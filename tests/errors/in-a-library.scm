(import (scheme base) (scheme write) (support shapes square))
(display (square-area 'wide))
