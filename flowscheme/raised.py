"""Raised objects as Python gets them: procedures in them are Python's functions, as in values (see `machine.origin`)."""

from __future__ import annotations

from itertools import islice
from types import FunctionType
from typing import Any

from .lang.machine.origin import CARRIERS, Origin
from .lang.values.contents import contents
from .lang.values.datum import Condition, Pair, SourcePair, Value, Vector
from .lang.values.foreign import Foreign

_LOOKED_AT = 1000
"""So many parts of a raised object are looked at for procedures: nothing that is long runs when an evaluation has ended."""


def leaving(payload: Value, home: Origin) -> Any:
    """A raised object as Python gets it: itself, or a copy, if there are procedures in it, with Python's functions for them."""
    if type(payload) is Foreign:
        return payload.held
    whole = payload.irritants if type(payload) is Condition else [payload]
    parts = list(islice(contents(whole), _LOOKED_AT))
    for part in parts:
        if type(part) in CARRIERS:
            part.origin = home
    if not any(type(part) is FunctionType for part in parts):
        return payload
    copy = _copy(whole, parts, home)
    if type(payload) is not Condition:
        return copy[0]
    return Condition(payload.message, copy, payload.kind, payload.cause, payload.place)


def _copy(whole: list[Value], parts: list[Value], home: Origin) -> list[Value]:
    """Data with Python's functions for procedures; `parts` are what is inside of it."""
    made: dict[int, Any] = {id(part): _shell(part, home) for part in parts if type(part) in (*_PAIRS, Vector, FunctionType)}
    for part in parts:
        copy: Any = made.get(id(part))
        if type(part) in _PAIRS:
            copy.car, copy.cdr = made.get(id(part.car), part.car), made.get(id(part.cdr), part.cdr)
        elif type(part) is Vector:
            copy.items = [made.get(id(item), item) for item in part.items]
    return [made.get(id(item), item) for item in whole]


def _shell(part: Value, home: Origin) -> Any:
    if type(part) is FunctionType:
        return getattr(part, "python", None) or home.interpreter.callable(part, limits=home.limits)
    return Vector([]) if type(part) is Vector else Pair()


_PAIRS = (Pair, SourcePair)
