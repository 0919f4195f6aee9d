"""Plain data to the tokens of `codec`, which states the format.

A stack of open data stands in for recursion; a datum that is met while it is itself open is cyclic.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from json.encoder import encode_basestring_ascii as quote
from math import isfinite
from types import BuiltinFunctionType, EllipsisType, FunctionType, NoneType
from typing import Any, NamedTuple, NoReturn

from ..errors import SchemeError
from ..lang.faults.faults import exception_words
from ..lang.values.complex import Complex
from ..lang.values.datum import (
    FALSE,
    NIL,
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
    String,
    Symbol,
    Unspecified,
    Value,
    Vector,
    list_from,
)
from ..lang.values.foreign import Foreign, HostValue, class_name
from ..lang.values.ratio import Ratio
from ..primitives.hash_keys import HashTable
from .failure import Failure

MAX_TOKENS = 1 << 24
"""The largest datum, in tokens.  It also stops shared structure that doubles at every level."""

_PATH_SHOWN = 3
_INT_LIMIT = 1 << 63


class NotPlain(SchemeError):
    """A value that a journal cannot keep; the payload's kind is "flow-not-plain", and is itself plain.

    `object` is the offending value, `position` where it stands, innermost first ("element 2 of a list in element 0 of
    a vector", counted from 0 as `list-ref` does), or empty if it is the whole datum.
    """

    def __init__(self, obj: Value, position: str, fault: str = "") -> None:
        where = f" ({position})" if position else ""
        super().__init__(Condition(f"not plain data: {fault or _noun(obj)}{where}", kind="flow-not-plain"))
        self.object = obj
        self.position = position


class RecordedCause(Exception):
    """What a journal keeps of a condition's Python cause: `class_name` and `text`, which is also its `str`."""

    def __init__(self, class_name: str, text: str) -> None:
        super().__init__(text)
        self.class_name = class_name
        self.text = text

    def __repr__(self) -> str:
        return f"{self.class_name}: {self.text}"


class RecordWriter(NamedTuple):
    """How records of one type are kept: under `tag`, as the plain datum that `to_datum` makes of one."""

    tag: str
    to_datum: Callable[[Record], Value]


class KeptRecord(NamedTuple):
    """A record as it is kept, whatever type stands for it here: its tag, and the datum that its writer made."""

    tag: str
    datum: Value


# ---- atoms to tokens


def _write_int(number: int) -> str:
    return repr(number) if -_INT_LIMIT < number < _INT_LIMIT else f'"x{number:x}"'


def _write_float(number: float) -> str:
    return repr(number) if isfinite(number) else f'"f{number!r}"'


def _write_complex(z: Complex) -> str:
    if type(z.imag) is float:
        return f'"i{z.real!r},{z.imag!r}"'
    return f'"z{_write_terms(z.real)},{_write_terms(z.imag)}"'


def _write_terms(ratio: Any) -> str:
    return f"{ratio.numerator:x}/{ratio.denominator:x}"


class _Dot:
    """Stands before the last datum of a list that does not end in the empty list."""


_DOT = _Dot()

ATOMS: dict[type, Callable[[Any], str]] = {
    String: lambda s: quote("'" + s.text),
    Symbol: lambda s: quote(":" + s.name),
    int: _write_int,
    float: _write_float,
    NoneType: lambda _: "false",
    EllipsisType: lambda _: "true",
    Nil: lambda _: '"()"',
    Unspecified: lambda _: '"_"',
    Char: lambda c: quote("c" + c.char),
    Ratio: lambda r: f'"r{_write_terms(r)}"',
    Complex: _write_complex,
    Bytevector: lambda b: f'"b{b64encode(b.data).decode()}"',
    _Dot: lambda _: '"."',
}


# ---- compound data to tokens


class _Open:
    """A compound datum that is being written: its parts, those still to come, and how to name a part's position."""

    __slots__ = ("close", "label", "owner", "parts", "rest", "start")

    def __init__(self, owner: Value, start: str, parts: list[Value], close: str, label: Callable[[int], str]) -> None:
        self.owner = owner
        self.start = start
        self.parts = parts
        self.rest = iter(parts)
        self.close = close
        self.label = label

    def position(self) -> str:
        """Where the part stands that was taken last."""
        return self.label(len(self.parts) - self.rest.__length_hint__() - 1)  # type: ignore[attr-defined]


class Encoder:
    """Writes one compound datum; `writer` gives the writer of a record type, or None."""

    def __init__(self, writer: Callable[[RecordType], RecordWriter | None]) -> None:
        self.writer = writer
        self.out: list[str] = []
        self.stack: list[_Open] = []
        self.on_path: set[int] = set()

    def tokens(self, datum: Value) -> list[str]:
        """All tokens of the datum, as JSON."""
        out, stack, atoms = self.out, self.stack, ATOMS
        self.enter(datum)
        while stack:
            top = stack[-1]
            for part in top.rest:
                atom = atoms.get(type(part))
                if atom is None:
                    self.enter(part)
                    break
                out.append(atom(part))
            else:
                self.leave()
        return out

    def enter(self, datum: Value) -> None:
        """Open a compound datum."""
        if id(datum) in self.on_path:
            self.refuse(datum, "a datum that contains itself")
        if len(self.out) > MAX_TOKENS:
            self.refuse(datum, f"a datum of more than {MAX_TOKENS} parts")
        opened = self.open(datum)
        self.on_path.add(id(datum))
        self.stack.append(opened)
        self.out.append(opened.start)

    def leave(self) -> None:
        """Close the innermost open datum."""
        closed = self.stack.pop()
        self.on_path.discard(id(closed.owner))
        self.out.append(closed.close)

    def open(self, datum: Value) -> _Open:
        """The parts of a compound datum; raises `NotPlain` if it is none that a journal can keep."""
        opener = _OPENERS.get(type(datum))
        if opener is not None:
            return opener(self, datum)
        if isinstance(datum, Pair):
            return self.open_list(datum)
        if isinstance(datum, Record):
            return self.open_record(datum)
        self.refuse(datum)

    def open_list(self, first: Pair) -> _Open:
        parts: list[Value] = []
        node: Value = first
        mark, room = None, 1
        while isinstance(node, Pair):
            if node is mark:
                self.refuse(first, "a circular list")
            if len(parts) == room:
                mark, room = node, 2 * room
            parts.append(node.car)
            node = node.cdr
        if node is NIL:
            return _Open(first, '"("', parts, '")"', "element {} of a list".format)
        count = len(parts)
        parts += (_DOT, node)
        return _Open(first, '"("', parts, '")"', lambda i: f"element {i} of a list" if i < count else "tail of a list")

    def open_vector(self, vector: Vector) -> _Open:
        return _Open(vector, '"["', list(vector.items), '"]"', "element {} of a vector".format)

    def open_failure(self, failure: Failure) -> _Open:
        return _Open(failure, '"{fail"', [failure.reason], '"}"', lambda _: "reason of a failure")

    def open_condition(self, condition: Condition) -> _Open:
        cause, place = condition.cause, condition.place
        parts: list[Value] = [
            String(condition.kind),
            String(condition.message),
            Vector(condition.irritants),
            FALSE if cause is None else list_from(map(String, _cause_words(cause))),
            FALSE if place is None else list_from([String(place[0]), place[1], place[2]]),
        ]
        return _Open(condition, '"{condition"', parts, '"}"', lambda _: "irritants of a condition")

    def open_kept_record(self, record: KeptRecord) -> _Open:
        return _Open(record, quote("{=" + record.tag), [record.datum], '"}"', lambda _: f"datum of a record {record.tag}")

    def open_record(self, record: Record) -> _Open:
        writer = self.writer(record.type)
        if writer is None:
            self.refuse(record)
        opened = self.open_kept_record(KeptRecord(writer.tag, writer.to_datum(record)))
        opened.owner = record
        return opened

    def open_host_value(self, value: HostValue) -> _Open:
        return _Open(value, quote("{=" + value.tag), [value.datum], '"}"', lambda _: f"datum of a {value.tag}")

    def refuse(self, obj: Value, fault: str = "") -> NoReturn:
        steps = [opened.position() for opened in reversed(self.stack[-_PATH_SHOWN:])]
        if len(self.stack) > _PATH_SHOWN:
            steps.append("...")
        raise NotPlain(obj, " in ".join(steps), fault)


_OPENERS: dict[type, Callable[[Encoder, Any], _Open]] = {
    Pair: Encoder.open_list,
    Vector: Encoder.open_vector,
    Failure: Encoder.open_failure,
    Condition: Encoder.open_condition,
    HostValue: Encoder.open_host_value,
    KeptRecord: Encoder.open_kept_record,
}


def _cause_words(cause: BaseException) -> tuple[str, str]:
    """Class name and text of a Python exception, or of what a journal kept of one."""
    if isinstance(cause, RecordedCause):
        return cause.class_name, cause.text
    return exception_words(cause)


_NOUNS: dict[type, str] = {
    Promise: "a promise",
    Eof: "the end-of-file object",
    MultipleValues: "multiple values",
    RecordType: "a record type",
    HashTable: "a hash table",
}


def _noun(obj: Value) -> str:
    """What an object that is not plain is called in an error."""
    if isinstance(obj, FunctionType | BuiltinFunctionType):
        return f"the procedure {obj.__name__}"
    if isinstance(obj, Record):
        return f"a record of type {obj.type.name}, which has no registered writer"
    return _NOUNS.get(type(obj)) or f"an object of class {class_name(obj.held if type(obj) is Foreign else obj)}"
