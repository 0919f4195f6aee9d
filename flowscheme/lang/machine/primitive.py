"""How a primitive is declared: its Scheme name, signature, one-line doc and body in one place.

    @primitive("(string-ref string k)")
    def string_ref(string: String, k: int) -> Char:
        \"\"\"The character at index k of string.\"\"\"
        ...

The signature is that of R7RS, whose names *are* the types (R7RS 1.3.3): `string`, `string1` and `string2` must be
strings, `k` an exact non-negative integer, `obj` anything.  `[k]` is optional, `string ...` takes any number.

Nothing is checked before the body runs, so a correct call pays nothing.  When the body fails with a Python fault, the
arguments are checked against the signature and the first that does not fit is reported; if all fit, it is a bug of
ours (`faults`).  So a body must be written such that a wrong type fails by itself, before anything is changed, or
check by hand with `check`.  A faulty index is reported by raising `out_of_range`.

A primitive that takes longer for larger arguments declares for which: `cost="string end"`.  It is charged steps for them
(`spend` and its kin of `sizes`), and a test measures that its steps grow with no others.

An optional parameter's Python default is `ABSENT` (`None` is `#f`).  A body never rebinds its parameters (the checker
reads them from the frame), takes positional arguments only, and is a plain Python function: guest procedures that it
calls may then nest as deeply as any.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from types import CodeType
from typing import Any, NamedTuple, NoReturn, TypeVar

from ...errors import SchemeError
from ..values.datum import Condition, Value
from .machine import CALLERS
from .machine import effect as perform_effect

ABSENT: Any = object()

F = TypeVar("F", bound=Callable[..., Any])


LANGUAGE = "flowscheme primitive"
"""The library of the language's own primitives."""


class Primitive(NamedTuple):
    """A declared primitive.  `tail` tells that it may return a pending call; `library` is whose binding it is.

    `cost` names the parameters with whose size its steps grow, with spaces between; without one they are constant.
    """

    name: str
    signature: str
    doc: str
    procedure: Callable[..., Any]
    effect: str | None
    tail: bool
    library: str = LANGUAGE
    cost: str = ""


PRIMITIVES: dict[str, Primitive] = {}
BY_CODE: dict[CodeType, Primitive] = {}


def primitive(
    signature: str, *aliases: str, effect: str | None = None, tail: bool = False, library: str = LANGUAGE, cost: str = ""
) -> Callable[[F], F]:
    """Declare a primitive (see `Primitive`).  `effect` names the grant that it needs (see `machine.effect`)."""

    def declare(function: F) -> F:
        name = signature.strip("()").split()[0]
        function.__name__ = function.__qualname__ = name
        procedure = _through_effect(effect, name, function) if effect else function
        procedure.__name__ = procedure.__qualname__ = name
        entry = Primitive(name, signature, (function.__doc__ or "").strip(), procedure, effect, tail, library, cost)
        if BY_CODE.setdefault(function.__code__, entry) is not entry:  # made by the same function as another one
            function.__code__ = function.__code__.replace(co_name=name)
            BY_CODE[function.__code__] = entry
        for key in (name, *aliases):
            PRIMITIVES[key] = entry
        return function

    return declare


def _through_effect(kind: str, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(function)
    def impure(*arguments: Value) -> Value:
        return perform_effect(kind, name, lambda: CALLERS[len(arguments) + 1]((function, *arguments)))

    return impure


def wrong_type(name: str, position: int, expected: str, got: Value) -> SchemeError:
    """The error for a wrong argument: `position` counts from 1."""
    return SchemeError(Condition(f"{name}: argument {position} must be {expected}, got", [got], kind="type"))


def out_of_range(name: str, what: str, got: Value) -> SchemeError:
    """The error for an index or size outside its bounds; `what` says which."""
    return SchemeError(Condition(f"{name}: {what} out of range:", [got], kind="range"))


def fail(name: str, message: str, *irritants: Value, kind: str = "error") -> NoReturn:
    """Raise a user's error in a primitive's name."""
    raise SchemeError(Condition(f"{name}: {message}", irritants, kind=kind))
