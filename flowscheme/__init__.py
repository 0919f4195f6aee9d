"""flowscheme: durable workflows written in Scheme, inside a Python process.

Layers, each importing only from those before it: `errors`, `lang` (the language), `primitives`, `border` and `interp`
(an interpreter), `flow` (durable execution without I/O), `store`, `engine`, `cli`.
"""

from typing import TYPE_CHECKING, Any

from .errors import LimitExceeded, NotGranted, SchemeError, SchemeExit
from .flow import primitives as _flow_primitives  # noqa: F401 - fills the table of primitives
from .host import effect, pure
from .interp import Interpreter
from .lang.datum import Char, Pair, Symbol, char, cons, symbol
from .lang.limits import Limits

if TYPE_CHECKING:
    from .engine import Engine, RunRecord

__all__ = [
    "Char",
    "Engine",
    "Interpreter",
    "LimitExceeded",
    "Limits",
    "NotGranted",
    "Pair",
    "RunRecord",
    "SchemeError",
    "SchemeExit",
    "Symbol",
    "char",
    "cons",
    "effect",
    "pure",
    "symbol",
]


def __getattr__(name: str) -> Any:
    """`Engine` and `RunRecord`, imported when first asked for: a program without flows needs no store."""
    if name in ("Engine", "RunRecord"):
        from . import engine  # see above

        return getattr(engine, name)
    raise AttributeError(name)
