"""Compound values in pickles and copies.

Data may nest as deep as there is memory and hold itself, and Python's pickle recurses in C.  So a compound value is pickled
flat, with all that is inside of it: as *rows*, one for each compound value, with the number of its shape in `SHAPES`, its
parts, and which of these are compound and stand as the numbers of their rows.

    #0=(1 2 . #0#)    is    [(0, [1, 1], [1]), (0, [2, 0], [1])]

An error leaves its process whatever its payload holds: what cannot be pickled, such as a procedure, arrives as `Elsewhere`,
which shows as it did.  In other values it is refused, as Python refuses it.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from copy import deepcopy
from os import urandom
from typing import Any, NamedTuple
from weakref import WeakValueDictionary

from .complex import Complex
from .datum import (
    Bytevector,
    Char,
    Condition,
    Eof,
    MultipleValues,
    Nil,
    Pair,
    Promise,
    Record,
    RecordType,
    SourcePair,
    String,
    Symbol,
    Unspecified,
    Value,
    Vector,
)
from .ratio import Ratio
from .written import Elsewhere, short_repr

Rows = list[tuple[int, list[Any], list[int]]]
"""What a compound value is taken apart to."""

Leaf = Callable[[Value], Any]
"""What becomes of a part that is not compound."""


class Shape(NamedTuple):
    """How the values of a class are taken apart: to a list of parts, and back, in two steps since parts may hold the whole.

    `empty` makes a value of the parts, of which it may use no compound one; `fill` then gives it all of them.
    """

    parts: Callable[[Any], list[Any]]
    empty: Callable[[list[Any]], Any]
    fill: Callable[[Any, list[Any]], None]


def _fill_pair(pair: Pair, parts: list[Any]) -> None:
    pair.car, pair.cdr = parts


def _fill_values(values: MultipleValues, parts: list[Any]) -> None:
    values.values = tuple(parts)


def _fill_record(record: Record, parts: list[Any]) -> None:
    for slot, part in zip(record.type.slots, parts[1:], strict=True):
        setattr(record, slot, part)


def _fill_promise(promise: Promise, parts: list[Any]) -> None:
    (promise.box,) = parts


def _fill_bytes(bytevector: Bytevector, parts: list[Any]) -> None:
    bytevector.data[:] = parts[0]


def _condition_parts(condition: Condition) -> list[Any]:
    return [condition.message, condition.kind, condition.cause, condition.place, *condition.irritants]


def _empty_condition(parts: list[Any]) -> Condition:
    message, kind, cause, place, *_ = parts
    return Condition(message, (), kind, cause if isinstance(cause, BaseException) else None, place)


SHAPES = (
    Shape(lambda pair: [pair.car, pair.cdr], lambda _: Pair(), _fill_pair),
    Shape(lambda vector: vector.items, lambda _: Vector([]), lambda vector, parts: vector.items.extend(parts)),
    Shape(lambda record: [record.type, *_fields(record)], lambda parts: parts[0].instance(), _fill_record),
    Shape(_condition_parts, _empty_condition, lambda condition, parts: condition.irritants.extend(parts[4:])),
    Shape(lambda values: list(values.values), lambda _: MultipleValues(()), _fill_values),
    Shape(lambda promise: [promise.box], lambda _: Promise(False, None), _fill_promise),
    Shape(lambda bytevector: [bytes(bytevector.data)], lambda _: Bytevector(bytearray()), _fill_bytes),
    Shape(list, lambda _: [], lambda box, parts: box.extend(parts)),
)
"""The shapes of compound values.  The last is that of the box that promises share."""

_NUMBERS = {Pair: 0, SourcePair: 0, Vector: 1, Condition: 3, MultipleValues: 4, Promise: 5, Bytevector: 6, list: 7}


def _fields(record: Record) -> list[Value]:
    return [getattr(record, slot) for slot in record.type.slots]


def _number(kind: type) -> int | None:
    """The number of the shape of a class; None for atoms."""
    return 2 if issubclass(kind, Record) else _NUMBERS.get(kind)


def rows_of(root: Value, leaf: Leaf) -> tuple[Rows, list[Value]]:
    """The rows of a compound value and of all compound values inside, and these values."""
    found, numbers = [root], {id(root): 0}
    rows: Rows = []
    for value in found:  # which grows meanwhile
        shape = _number(type(value))
        assert shape is not None
        parts = list(SHAPES[shape].parts(value))
        compound = []
        for index, part in enumerate(parts):
            if _number(type(part)) is None:
                parts[index] = leaf(part)
                continue
            if id(part) not in numbers:
                numbers[id(part)] = len(found)
                found.append(part)
            parts[index] = numbers[id(part)]
            compound.append(index)
        rows.append((shape, parts, compound))
    return rows, found


def value_of(rows: Rows) -> Value:
    """The value that was taken apart to rows."""
    return _values_of(rows)[0]


def _values_of(rows: Rows) -> list[Value]:
    made = [SHAPES[shape].empty(parts) for shape, parts, _ in rows]
    for value, (shape, parts, compound) in zip(made, rows, strict=True):
        whole = list(parts)
        for index in compound:
            whole[index] = made[parts[index]]
        SHAPES[shape].fill(value, whole)
    return made


# Record types

_marked: WeakValueDictionary[bytes, RecordType] = WeakValueDictionary()
"""The record types that were in a pickle, by their marks."""


def _record_type(mark: bytes, name: str, fields: tuple[str, ...]) -> RecordType:
    """The record type of a mark: the same one in the process that made it, in another one the same each time."""
    known = _marked.get(mark)
    if known is None:
        known = RecordType(name, fields)
        known.mark = mark
    return _marked.setdefault(mark, known)


def _reduced_type(kind: RecordType) -> tuple[Any, ...]:
    kind.mark = kind.mark or urandom(16)
    _marked.setdefault(kind.mark, kind)
    return (_record_type, (kind.mark, kind.name, kind.fields))


# What `written` calls


def reduced(value: Value) -> tuple[Any, ...]:
    """What pickle takes for a compound value or a record type."""
    if type(value) is RecordType:
        return _reduced_type(value)
    return (value_of, (rows_of(value, lambda part: part)[0],))


def copied(value: Value) -> Value:
    """A new value of the same parts; a record type is itself."""
    if type(value) is RecordType:
        return value
    shape = SHAPES[_number(type(value)) or 0]
    parts = shape.parts(value)
    made = shape.empty(parts)
    shape.fill(made, parts)
    return made


def deep_copied(value: Value, memo: dict[int, Any]) -> Value:
    """A copy of a value and of all that is inside of it; a record type is itself."""
    if type(value) is RecordType:
        return value
    rows, found = rows_of(value, lambda part: deepcopy(part, memo))
    made = _values_of(rows)
    memo.update({id(old): new for old, new in zip(found, made, strict=True)})
    return made[0]


_PLAIN = frozenset({
    int, float, Ratio, Complex, type(None), type(...), Nil, Symbol, String, Char, Unspecified, Eof, RecordType, str, bytes, tuple,
})  # fmt: skip
"""The classes of what can be pickled surely."""


class Sent:
    """Stands in a pickle for a payload, and is that when the pickle is read."""

    __slots__ = ("payload",)

    def __init__(self, payload: Value) -> None:
        self.payload = payload

    def __reduce__(self) -> tuple[Any, ...]:
        if _number(type(self.payload)) is None:
            return (_itself, (_sendable(self.payload),))
        return (value_of, (rows_of(self.payload, _sendable)[0],))


def _itself(value: Value) -> Value:
    return value


def _sendable(value: Value) -> Value:
    """A value that is not compound, or, if it cannot be pickled, what stands for it."""
    if type(value) in _PLAIN:
        return value
    try:
        pickle.dumps(value)
    except Exception:  # an object's own code may raise what it likes
        return Elsewhere(short_repr(value))
    return value
