"""flowscheme: durable workflows written in Scheme, inside a Python process.

Layers, each importing only from those before it:

* `errors`: what may leave an interpreter;
* `lang.values`, `lang.machine`, `lang.text`, `lang.expand`, `lang.analyse`, `lang.faults`, `lang.emit`, `lang.units`: the
  language, from what a value is to compiled units;
* `host`, `catalog`, `reference`, `hints`: host functions in modules, and what is said of names;
* `primitives`, `asynchronous`, `host_types`, `python_values`, `conversion`, `raised`, `interp`: the procedures, the border to
  Python, the interpreter;
* `flow`, `store`, `engine`: durable execution without I/O, where runs are kept, and the policy over both;
* `report`, `repl`, `cli`, `suites`, `pytest_plugin`: the faces for people.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .engine.python import Engine
    from .engine.views import RunRecord
    from .errors import LimitExceeded, NotGranted, SchemeError, SchemeExit
    from .host import effect, pure
    from .host_types import register
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
    "register",
    "symbol",
]


_HOMES = {
    "engine.python": ("Engine",),
    "engine.views": ("RunRecord",),
    "errors": ("LimitExceeded", "NotGranted", "SchemeError", "SchemeExit"),
    "host": ("effect", "pure"),
    "host_types": ("register",),
    "interp": ("Interpreter",),
    "lang.values.datum": ("Char", "Pair", "Symbol", "char", "cons", "symbol"),
    "lang.machine.limits": ("Limits",),
}
"""Where the names above are."""


def __getattr__(name: str) -> Any:
    """A name, its module imported when it is first asked for: a program without flows needs no store, a help no language."""
    for module, names in _HOMES.items():
        if name in names:
            value = globals()[name] = getattr(import_module(f"{__name__}.{module}"), name)
            return value
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """The names, asked for or not."""
    return sorted({*globals(), *__all__})
