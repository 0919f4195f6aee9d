(import (scheme base) (only (scheme write) dispaly))
