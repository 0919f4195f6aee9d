"""flowscheme: durable workflows written in Scheme, inside a Python process.

Layers, each importing only from those before it: `errors`, `lang` (the language), `primitives`, `conversion` and `interp`
(an interpreter), `flow` (durable execution without I/O), `store`, `engine`, `cli`.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .engine.python import Engine
    from .engine.views import RunRecord
    from .errors import LimitExceeded, NotGranted, SchemeError, SchemeExit
    from .host import effect, pure
    from .interp import Interpreter
    from .lang.machine.limits import Limits
    from .lang.values.datum import Char, Pair, Symbol, char, cons, symbol

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


_HOMES = {
    "engine.python": ("Engine",),
    "engine.views": ("RunRecord",),
    "errors": ("LimitExceeded", "NotGranted", "SchemeError", "SchemeExit"),
    "host": ("effect", "pure"),
    "interp": ("Interpreter",),
    "lang.values.datum": ("Char", "Pair", "Symbol", "char", "cons", "symbol"),
    "lang.machine.limits": ("Limits",),
}
"""Where the names above are."""


def __getattr__(name: str) -> Any:
    """A name, its module imported when it is first asked for: a program without flows needs no store, a help no language."""
    for module, names in _HOMES.items():
        if name in names:
            found = globals()[name] = getattr(import_module(f"{__name__}.{module}"), name)
            return found
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """The names, asked for or not."""
    return sorted({*globals(), *__all__})
