"""flowscheme: durable workflows written in Scheme, inside a Python process.

Layers, each importing only from those before it: `errors`, `lang` (the language), `primitives`, `border` and `interp`
(an interpreter), `flow` (durable execution without I/O), `store`, `engine`, `cli`.
"""

from .errors import LimitExceeded, NotGranted, SchemeError, SchemeExit
from .interp import Interpreter

__all__ = ["Interpreter", "LimitExceeded", "NotGranted", "SchemeError", "SchemeExit"]
