"""The primitives of R7RS-small, one module per area; importing this package fills `lang.primitive.PRIMITIVES`.

What needs the reader, the expander or an environment (`read`, `eval`, `load`, `features`) is declared elsewhere.
"""

from __future__ import annotations

from . import booleans as booleans
from . import bytevectors as bytevectors
from . import chars as chars
from . import control as control
from . import equivalence as equivalence
from . import evaluation as evaluation
from . import exceptions as exceptions
from . import files as files
from . import inexact as inexact
from . import lazy as lazy
from . import lists as lists
from . import numbers as numbers
from . import ports as ports
from . import process as process
from . import records as records
from . import strings as strings
from . import symbols as symbols
from . import time as time
from . import vectors as vectors
