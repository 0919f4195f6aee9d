(import (scheme base) (support shapes broken))
