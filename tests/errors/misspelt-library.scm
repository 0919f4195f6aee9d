(import (scheme bsae) (scheme write))
