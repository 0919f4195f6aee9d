"""Literal data as flat structures that `marshal` can hold, and back.

`marshal` nests at most 2,000 levels deep, knows none of our classes and cannot share or close a cycle.  So a datum
becomes a table: every object in it gets a number, and an entry refers to the others by their numbers.  Both directions
are loops, never recursion, and keep what is shared, labelled cycles included.

| entry | object |
| --- | --- |
| `None`, `...`, an `int`, a `float` | itself |
| a `str` | the symbol of that name |
| a tuple | its first item says which: see `_ENTRIES` and `_SHELLS` |
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ..values.complex import Complex, rectangular
from ..values.datum import CHARS, NIL, UNSPECIFIED, Bytevector, Char, Pair, SourcePair, String, Symbol, Value, Vector, symbol
from ..values.names import Alias
from ..values.ratio import Ratio, ratio

Flat = tuple[tuple[Any, ...], tuple[int, ...]]
"""The entries, and the numbers of the data that were asked for."""

Number = Callable[[Value], int]


class Unstorable(Exception):
    """Something that cannot be kept: an object that is no literal, or a name of a local macro."""


def flatten(values: Iterable[Value], scope_name: Callable[[Any], str] | None = None) -> Flat:
    """The flat form of data.  `scope_name` names the scope of an alias; without it an alias is `Unstorable`."""
    numbers: dict[int, int] = {}
    objects: list[Value] = []

    def number(value: Value) -> int:
        known = numbers.get(id(value))
        if known is None:
            known = numbers[id(value)] = len(objects)
            objects.append(value)
        return known

    roots = tuple([number(value) for value in values])
    entries = []
    for obj in objects:  # grows while it is walked
        if isinstance(obj, Alias):
            if scope_name is None:
                raise Unstorable
            entries.append(("alias", number(obj.name), scope_name(obj.scope)))
        else:
            entries.append(_entry(obj, number))
    return tuple(entries), roots


def _entry(value: Value, number: Number) -> Any:
    make = _ENTRIES.get(type(value))
    if make is None:
        raise Unstorable
    return make(value, number)


def _itself(value: Value, number: Number) -> Any:
    return value


def _pair(value: Pair, number: Number) -> Any:
    return ("pair", number(value.car), number(value.cdr))


_ENTRIES: dict[type, Callable[[Any, Number], Any]] = {
    type(None): _itself,
    type(...): _itself,
    int: _itself,
    float: _itself,
    Symbol: lambda value, number: value.name,
    Pair: _pair,
    SourcePair: _pair,
    String: lambda value, number: ("string", value.text, value.literal),
    Char: lambda value, number: ("char", value.char),
    Vector: lambda value, number: ("vector", *[number(item) for item in value.items]),
    Bytevector: lambda value, number: ("bytes", bytes(value.data)),
    Ratio: lambda value, number: ("ratio", value.numerator, value.denominator),
    Complex: lambda value, number: ("complex", _part(value.real), _part(value.imag)),
    type(NIL): lambda value, number: ("nil",),
    type(UNSPECIFIED): lambda value, number: ("unspecified",),
}


def _part(part: Any) -> Any:
    """A part of a complex number: a float as it is, an exact number as its terms."""
    return part if type(part) is float else (part.numerator, part.denominator)


def restore(flat: Flat, scope: Callable[[str], Any] | None = None) -> list[Value]:
    """The data of a flat form, made anew.  `scope` finds the scope of an alias by its name."""
    entries, roots = flat
    made = [_shell(entry) for entry in entries]
    for entry, value in zip(entries, made, strict=True):
        if type(entry) is tuple and entry[0] in _FILL:
            _FILL[entry[0]](value, entry, made, scope)
    return [made[root] for root in roots]


def _shell(entry: Any) -> Value:
    if type(entry) is str:
        return symbol(entry)
    return _SHELLS[entry[0]](entry) if type(entry) is tuple else entry


_SHELLS: dict[str, Callable[[Any], Value]] = {
    "pair": lambda entry: Pair(),
    "string": lambda entry: String(entry[1], entry[2]),
    "char": lambda entry: CHARS[entry[1]],
    "vector": lambda entry: Vector([]),
    "bytes": lambda entry: Bytevector(bytearray(entry[1])),
    "ratio": lambda entry: _ratio(entry[1], entry[2]),
    "complex": lambda entry: rectangular(*[part if type(part) is float else ratio(*part) for part in entry[1:]]),
    "nil": lambda entry: NIL,
    "unspecified": lambda entry: UNSPECIFIED,
    "alias": lambda entry: Alias(None, None),
}


def _ratio(numerator: int, denominator: int) -> Ratio:
    made = Ratio()
    made.numerator, made.denominator = numerator, denominator
    return made


Scopes = Callable[[str], Any] | None


def _fill_pair(value: Pair, entry: Any, made: list[Value], scope: Scopes) -> None:
    value.car, value.cdr = made[entry[1]], made[entry[2]]


def _fill_vector(value: Vector, entry: Any, made: list[Value], scope: Scopes) -> None:
    value.items += [made[number] for number in entry[1:]]


def _fill_alias(value: Alias, entry: Any, made: list[Value], scope: Scopes) -> None:
    assert scope is not None
    value.name, value.scope = made[entry[1]], scope(entry[2])


_FILL: dict[str, Callable[[Any, Any, list[Value], Scopes], None]] = {
    "pair": _fill_pair,
    "vector": _fill_vector,
    "alias": _fill_alias,
}
