"""Values across the border between Python and Scheme.

| Python | Scheme |
| --- | --- |
| `None` | the symbol `null` (and the unspecified value, on the way out) |
| `bool`, `int`, `float`, `Fraction`, `complex` | booleans and numbers; an exact complex number is a `Complex` |
| `str` | a string |
| `list` | a list |
| `tuple` | a vector |
| `bytes`, `bytearray` | a bytevector |
| `dict` | an association list with symbols as keys |
| a callable | a procedure, its values converted both ways |
| `Symbol`, `Char`, `Pair` (dotted) | themselves |

The conversions recurse in Python alone, never through C, so inside an evaluation they go as deep as any procedure; a
circular list has no Python form and is refused.

A non-empty list whose elements all are pairs with a symbol in front leaves as a `dict`, if the symbols differ and none
is `null`.  Any other object is opaque: it goes through unchanged, and the journal refuses it.  A program can pass it on
and compare it with `eq?`; nothing gives it the object's attributes, items or type.  A class is opaque, too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import FunctionType
from typing import Any

from .asynchronous import Awaiter, result_of
from .errors import SchemeError
from .host import signature_of
from .lang.faults.faults import host_error
from .lang.machine.machine import STATE, Procedure, effect
from .lang.machine.shield import shielded
from .lang.machine.stack import ordinary_recursion
from .lang.values.complex import Complex, is_inexact, rectangular
from .lang.values.datum import (
    NIL,
    UNSPECIFIED,
    Bytevector,
    Condition,
    MultipleValues,
    Pair,
    SourcePair,
    String,
    Symbol,
    Value,
    Vector,
    cons,
    list_from,
    symbol,
)
from .lang.values.ratio import Ratio, ratio

NULL = symbol("null")

Wrap = Callable[[Callable[..., Any]], Callable[..., Any]]


def to_scheme(value: Any) -> Value:
    """The Scheme value for a Python one."""
    if value is None:
        return NULL
    if isinstance(value, bool):
        return ... if value else None
    if isinstance(value, str):
        if not value.isascii() and any("\ud800" <= character <= "\udfff" for character in value):
            raise SchemeError(Condition("text with a lone surrogate is no Scheme string", kind="type"))
        return String(value)
    convert = _IN.get(type(value))
    if convert is not None:
        return convert(value)
    if type(value).__name__ == "Fraction" and isinstance(value, _fractions().Fraction):
        return ratio(value.numerator, value.denominator)
    if isinstance(value, Mapping):
        return list_from([cons(symbol(str(key)), to_scheme(item)) for key, item in value.items()])
    if callable(value) and not isinstance(value, type):
        return procedure(value)
    for base in type(value).__mro__[1:]:  # an `IntEnum`, a named tuple
        if base in _IN:
            return _IN[base](base(value))
    return value


_IN: dict[type, Callable[[Any], Value]] = {
    int: lambda value: value,
    float: lambda value: value,
    complex: lambda value: rectangular(value.real, value.imag),
    list: lambda value: list_from([to_scheme(item) for item in value]),
    tuple: lambda value: Vector([to_scheme(item) for item in value]),
    bytes: lambda value: Bytevector(bytearray(value)),
    bytearray: lambda value: Bytevector(bytearray(value)),
}


def _fractions() -> Any:
    import fractions  # slow to import, and seldom wanted

    return fractions


def to_python(value: Value) -> Any:
    """The Python value for a Scheme one; a procedure is wrapped so that Python can call it.

    Raises SchemeError for a list or a vector that contains itself.
    """
    return _out(value, set())


def _out(value: Value, inside: set[int]) -> Any:
    """The Python value for one that is part of those with the ids `inside`."""
    if value is None:
        return False
    if value is ...:
        return True
    if value is NULL or value is UNSPECIFIED:
        return None
    convert = _OUT.get(type(value))
    if convert is not None:
        return convert(value)
    convert_parts = _OUT_PARTS.get(type(value))
    if convert_parts is None:
        return value
    if id(value) in inside:
        raise _circular()
    inside.add(id(value))
    converted = convert_parts(value, inside)
    inside.discard(id(value))
    return converted


def _circular() -> SchemeError:
    return SchemeError(Condition("what contains itself has no Python form: a circular list or vector", kind="type"))


def _pairs_out(value: Pair, inside: set[int]) -> Any:
    items, rest = [], value
    hare: Any = value
    while isinstance(rest, Pair):
        items.append(rest.car)
        rest = rest.cdr
        hare = hare.cdr.cdr if isinstance(hare, Pair) and isinstance(hare.cdr, Pair) else NIL
        if hare is rest and isinstance(rest, Pair):
            raise _circular()
    if rest is not NIL:
        made = tail = Pair()
        tail.car = _out(items[0], inside)
        for item in items[1:]:
            tail.cdr = Pair()
            tail = tail.cdr
            tail.car = _out(item, inside)
        tail.cdr = _out(rest, inside)
        return made
    keys = [item.car if isinstance(item, Pair) and isinstance(item.car, Symbol) else NULL for item in items]
    if NULL not in keys and len(set(keys)) == len(keys):
        return {item.car.name: _out(item.cdr, inside) for item in items}
    return [_out(item, inside) for item in items]


def _procedure_out(value: Any) -> Any:
    wrapped = getattr(value, "python", None)
    if wrapped is not None:
        return wrapped
    state = STATE.get(None)
    return state.interpreter.callable(value) if state is not None else value


_OUT: dict[type, Callable[[Any], Any]] = {
    type(NIL): lambda value: [],
    String: lambda value: value.text,
    Bytevector: lambda value: bytes(value.data),
    Ratio: lambda value: _fractions().Fraction(value.numerator, value.denominator),
    Complex: lambda value: complex(value) if is_inexact(value) else value,
    FunctionType: _procedure_out,
}
_OUT_PARTS: dict[type, Callable[[Any, set[int]], Any]] = {
    Pair: _pairs_out,
    SourcePair: _pairs_out,
    Vector: lambda value, inside: tuple([_out(item, inside) for item in value.items]),
    MultipleValues: lambda value, inside: tuple([_out(item, inside) for item in value.values]),
}


def procedure(function: Callable[..., Any], name: str | None = None, otherwise: Awaiter | None = None) -> Value:
    """A Scheme procedure that calls a Python one: arguments and result are converted, and it runs with Python's own
    recursion limit.  What it raises arrives as a condition that keeps the Python exception.

    If it returns something to be awaited (it is `async def`, say), that is awaited on the event loop that waits for the
    evaluation, else by `otherwise`, if there is one.
    """
    scheme = getattr(function, "scheme", None)
    if scheme is not None:
        return scheme

    def host(*arguments: Value) -> Value:
        converted = [to_python(argument) for argument in arguments]
        try:
            with shielded(), ordinary_recursion():
                result = function(*converted)
                if hasattr(type(result), "__await__"):
                    result = result_of(result, host.__name__, otherwise)
        except SchemeError:
            raise
        except Exception as fault:
            raise _refused(fault, function, host.__name__, len(arguments)) or host_error(fault) from fault
        return to_scheme(result)

    host.__name__ = host.__qualname__ = str(name or getattr(function, "__name__", "procedure"))
    host.python = function  # type: ignore[attr-defined]
    return host


def journaled(name: str, procedure: Procedure) -> Procedure:
    """A host function whose calls a flow records."""
    def host(*arguments: Value) -> Value:
        return effect("host", name, lambda: procedure(*arguments))

    host.__name__ = host.__qualname__ = name
    host.described = getattr(procedure, "python", None)  # type: ignore[attr-defined]
    return host


def _refused(fault: Exception, function: Callable[..., Any], name: str, count: int) -> SchemeError | None:
    """The error for a Python function that does not take so many arguments; None if that is not what happened."""
    if not isinstance(fault, TypeError) or (fault.__traceback__ is not None and fault.__traceback__.tb_next is not None):
        return None
    signature = signature_of(function)
    if signature is None or (signature.least <= count and (signature.most is None or count <= signature.most)):
        return None
    from .lang.faults.explanations import arity_error  # wanted only after a fault, as `lang.faults.faults` does

    return arity_error(name, signature.least, signature.most, count)
