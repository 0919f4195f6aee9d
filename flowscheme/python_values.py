"""Scheme's values as Python's: the way out across the border, of which `conversion` has the table.

It recurses in Python alone, never through C, so inside an evaluation a value may be as deep as any procedure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from types import EllipsisType, FunctionType, NoneType
from typing import Any

from .errors import SchemeError
from .host_types import answer_called, asked
from .lang.machine.origin import CARRIERS, origin
from .lang.machine.sizes import affordable, parts_in_python, spend
from .lang.values.complex import Complex, is_inexact
from .lang.values.datum import (
    NIL,
    Bytevector,
    Condition,
    MultipleValues,
    Pair,
    SourcePair,
    String,
    Symbol,
    Unspecified,
    Value,
    Vector,
    symbol,
)
from .lang.values.foreign import GONE, Foreign, HostValue
from .lang.values.ratio import Ratio

NULL = symbol("null")
"""What Python's `None` is in Scheme."""

def to_python(value: Value) -> Any:
    """The Python value for a Scheme one; a procedure is wrapped so that Python can call it.

    What a value shares, Python's shares, too.  Raises SchemeError for a list or a vector that contains itself, and refuses
    what has more parts than one primitive may build, each counted wherever it occurs: Python would go on without end.
    """
    convert = _OUT.get(type(value))
    if convert is not None:
        return convert(value)
    known: Known = {}
    converted = _out(value, known)
    if _SHARED in known:
        affordable("a value for Python", parts_in_python(converted), 1)
    return converted


Known = dict[int, Any]
"""What compound values became, by their ids; None for those that are still being converted.  `_SHARED`: one came again."""

_SHARED = 0  # no id
_FEW = 64


def _out(value: Value, known: Known) -> Any:
    """The Python value for one, which may be part of others."""
    convert = _OUT.get(type(value))
    if convert is not None:
        return convert(value)
    convert_parts = _OUT_PARTS.get(type(value))
    if convert_parts is None:
        return value if type(value) not in CARRIERS else _carrier_out(value)
    key = id(value)
    if key not in known:
        known[key] = None
        known[key] = convert_parts(value, known)
    elif known[key] is None:
        raise _circular()
    else:
        known[_SHARED] = True
    return known[key]


def _circular() -> SchemeError:
    return SchemeError(Condition("what contains itself has no Python form: a circular list or vector", kind="type"))


def _pairs_out(value: Pair, known: Known) -> Any:
    items, rest = [], value
    hare: Any = value
    while isinstance(rest, Pair):
        items.append(rest.car)
        rest = rest.cdr
        hare = hare.cdr.cdr if isinstance(hare, Pair) and isinstance(hare.cdr, Pair) else NIL
        if hare is rest and isinstance(rest, Pair):
            raise _circular()
    if len(items) > _FEW:
        spend(len(items))
    if rest is not NIL:
        made = tail = Pair()
        tail.car = _out(items[0], known)
        for item in items[1:]:
            tail.cdr = Pair()
            tail = tail.cdr
            tail.car = _out(item, known)
        tail.cdr = _out(rest, known)
        return made
    keys = [item.car if isinstance(item, Pair) and isinstance(item.car, Symbol) else NULL for item in items]
    if NULL not in keys and len(set(keys)) == len(keys):
        return {item.car.name: _out(item.cdr, known) for item in items}
    return [_out(item, known) for item in items]


def _tuple_out(items: Sequence[Value], known: Known) -> tuple[Any, ...]:
    if len(items) > _FEW:
        spend(len(items))
    return tuple([_out(item, known) for item in items])


def _procedure_out(value: Any) -> Any:
    wrapped = getattr(value, "python", None)
    if wrapped is not None:
        return wrapped
    home = origin()
    return home.interpreter.callable(value, limits=home.limits) if home is not None else value


def _carrier_out(value: Any) -> Any:
    """A value that carries code: itself, and where it is from."""
    home = origin()
    if home is not None:
        value.origin = home
    return value


def _fractions() -> Any:
    import fractions  # slow to import, and seldom wanted

    return fractions


def _host_value_out(value: HostValue) -> Any:
    """The object of a host value, or one that is made of its data; itself, if this process does not know its class."""
    if value.held is not GONE:
        return value.held
    answer = answer_called(value.tag)
    if answer is None or answer.to_python is None:
        return value
    return asked(answer.to_python, to_python(value.datum))


def _same(value: Any) -> Any:
    return value


_OUT: dict[type, Callable[[Any], Any]] = {
    int: _same,
    float: _same,
    NoneType: lambda _: False,
    EllipsisType: lambda _: True,
    Symbol: lambda value: None if value is NULL else value,
    Unspecified: lambda _: None,
    Foreign: lambda value: value.held,
    HostValue: _host_value_out,
    type(NIL): lambda value: [],
    String: lambda value: value.text,
    Bytevector: lambda value: bytes(value.data),
    Ratio: lambda value: _fractions().Fraction(value.numerator, value.denominator),
    Complex: lambda value: complex(value) if is_inexact(value) else value,
    FunctionType: _procedure_out,
}
_OUT_PARTS: dict[type, Callable[[Any, Known], Any]] = {
    Pair: _pairs_out,
    SourcePair: _pairs_out,
    Vector: lambda value, known: _tuple_out(value.items, known),
    MultipleValues: lambda value, known: _tuple_out(value.values, known),
}
