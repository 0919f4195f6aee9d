(import (support shapes one))
