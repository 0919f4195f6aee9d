"""External representations: `write`, `display`, `write-shared` and `write-simple` (R7RS 6.13.3).

Everything is iterative: a list may nest 100,000 levels deep in either direction.  The work list of `_Output` holds
three sorts of items, told apart by class because a guest value is never a Python `str` or `tuple`: a `str` is text
to output, a `(rest,)` is the rest of a list, anything else is a datum to write.

A class says how it is written by a *writer*: a function from the object to parts, each a `str` (text) or a datum.
`register_writer` adds one; what has no writer is shown as `#<its class>`.

`write` and `display` label only what a cycle needs (`values.cycles`).  `write-shared` labels whatever is met twice.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import repeat
from types import FunctionType
from typing import Any

from ...errors import SchemeError, register_describer
from ..values.complex import Complex
from ..values.cycles import cycles
from ..values.datum import (
    EOF,
    NIL,
    UNSPECIFIED,
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
    register_repr,
)
from ..values.foreign import Foreign, class_name
from ..values.global_names import demangle
from ..values.patterns import pattern as lazy_pattern
from ..values.ratio import Ratio
from .numerals import number_text, parse_number

Parts = list[Any]
Writer = Callable[[Any], Parts]


def write(obj: Value) -> str:
    """The text of `obj` as `write` shows it: strings quoted, labels for cycles."""
    return _Output(_cyclic(obj)).run(obj)


def write_code(obj: Value) -> str:
    """As `write`, with `'x` for `(quote x)` and its like, as people write code."""
    return _Output(_cyclic(obj), abbreviated=True).run(obj)


def display(obj: Value) -> str:
    """The text of `obj` as `display` shows it: strings and characters as themselves, labels for cycles."""
    if type(obj) is String:
        return obj.text
    return _Output(_cyclic(obj), plain=True).run(obj)


def write_shared(obj: Value) -> str:
    """The text of `obj` with a label for everything that occurs more than once."""
    return _Output(_shared(obj)).run(obj)


def write_simple(obj: Value) -> str:
    """The text of `obj` without labels; a circular object has none, which is an error."""
    if _cyclic(obj):
        raise SchemeError(Condition("write-simple: the datum is circular", kind="range"))
    return _Output(set()).run(obj)


def describe(payload: Value) -> str:
    """One line for a raised object: a condition's message and irritants, else the object as `write` shows it."""
    if not isinstance(payload, Condition):
        return brief(payload)
    return " ".join([payload.message, *map(brief, payload.irritants)])


DESCRIBED = 10_000
"""About how much of an object is shown in an error's text: a program can raise what has no end of text."""


def brief(obj: Value) -> str:
    """The text of `obj` as `write` shows it, cut off where it gets too long for people."""
    text = _Output(_cyclic(obj, DESCRIBED)).run(obj, DESCRIBED)
    return text if len(text) <= DESCRIBED else f"{text[:DESCRIBED]} ..."


register_describer(describe)
register_repr(lambda obj: write(obj))


# Atoms

_PLAIN_SYMBOL = lazy_pattern(
    r"""(?: (?:[^\W\d]|[!$%&*/:<=>?^_~])            (?:\w|[!$%&*/:<=>?^_~+\-.@])*   # initial subsequent*
          | [+-]?                                                                    # a sign alone, or before
            (?: (?:[^\W\d]|[!$%&*/:<=>?^_~+\-@])    (?:\w|[!$%&*/:<=>?^_~+\-.@])*    #   sign-subsequent subsequent*
              | \. (?:[^\W\d]|[!$%&*/:<=>?^_~+\-@.]) (?:\w|[!$%&*/:<=>?^_~+\-.@])*   #   . dot-subsequent subsequent*
            )
          | [+-]
        )""",
    re.VERBOSE,
)

_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r", "\a": "\\a", "\b": "\\b"}
_STRING_SPECIAL = lazy_pattern("[\"\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_SYMBOL_SPECIAL = lazy_pattern("[|\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")

_CHARACTERS = {
    " ": "space",
    "\n": "newline",
    "\t": "tab",
    "\r": "return",
    "\a": "alarm",
    "\b": "backspace",
    "\0": "null",
    "\x7f": "delete",
    "\x1b": "escape",
}


def _escape(match: re.Match[str]) -> str:
    c = match[0]
    return _ESCAPES.get(c) or (f"\\{c}" if c in '"|' else f"\\x{ord(c):x};")


def string_text(text: str) -> str:
    """A string literal that reads as `text`."""
    return f'"{_STRING_SPECIAL.sub(_escape, text)}"'


def symbol_text(name: str) -> str:
    """The symbol of that name as it is written, between bars unless the plain form reads back as the same symbol."""
    plain = name if _PLAIN_SYMBOL.fullmatch(name) else ""
    if plain and not plain.startswith("@") and parse_number(plain) is None:
        return plain
    return f"|{_SYMBOL_SPECIAL.sub(_escape, name)}|"


def char_text(char: str) -> str:
    """A character literal."""
    named = _CHARACTERS.get(char)
    if named is None:
        named = char if char.isprintable() else f"x{ord(char):x}"
    return f"#\\{named}"


def procedure_text(procedure: Any) -> str:
    """A procedure by its name, if it has one."""
    name = demangle(procedure.__name__)
    return "#<procedure>" if name in ("", "<lambda>", "lambda") else f"#<procedure {name}>"


_ATOMS: dict[type, Callable[[Any], str]] = {
    int: number_text,
    float: number_text,
    Ratio: number_text,
    Complex: number_text,
    type(None): lambda _: "#f",
    type(...): lambda _: "#t",
    Nil: lambda _: "()",
    Symbol: lambda symbol: symbol_text(symbol.name),
    String: lambda string: string_text(string.text),
    Char: lambda char: char_text(char.char),
    Bytevector: lambda bytevector: f"#u8({' '.join(map(str, bytevector.data))})",
    Unspecified: lambda _: repr(UNSPECIFIED),
    Eof: lambda _: repr(EOF),
    FunctionType: procedure_text,
    Promise: lambda promise: "#<promise>",
    RecordType: lambda record_type: f"#<record-type {record_type.name}>",
    Foreign: lambda wrapper: f"#<{class_name(wrapper.held)}>",
}

_DISPLAYED: dict[type, Callable[[Any], str]] = {
    **_ATOMS,
    String: lambda string: string.text,
    Char: lambda char: char.char,
    Symbol: lambda symbol: symbol.name,
}

# Compounds


def _spaced(values: Any) -> Parts:
    """The values with a space between each two."""
    parts: Parts = []
    for value in values:
        parts += (" ", value)
    return parts[1:]


def _record_parts(record: Record) -> Parts:
    parts: Parts = [f"#<{record.type.name.strip('<>')}"]
    for field, slot in zip(record.type.fields, record.type.slots, strict=True):
        parts += (f" {field}: ", getattr(record, slot))
    return [*parts, ">"]


def _condition_parts(condition: Condition) -> Parts:
    return ["#<condition ", *_spaced([condition.message, *condition.irritants]), ">"]


_WRITERS: dict[type, Writer] = {
    Vector: lambda vector: ["#(", *_spaced(vector.items), ")"],
    Record: _record_parts,
    Condition: _condition_parts,
    MultipleValues: lambda values: ["#<values", *(" " if values.values else ""), *_spaced(values.values), ">"],
}


def register_writer(cls: type, writer: Writer) -> None:
    """Write instances of `cls`, and of its subclasses, as the parts that `writer` gives: `str` text and data."""
    _WRITERS[cls] = writer


def _writer(kind: type) -> Writer | None:
    """The writer of the nearest class that has one."""
    for cls in kind.__mro__:
        if cls in _WRITERS:
            return _WRITERS[cls]
    return None


_ABBREVIATIONS = {"quote": "'", "quasiquote": "`", "unquote": ",", "unquote-splicing": ",@"}


class _Output:
    """One run of a writer: `labelled` are the ids of the objects that get a label."""

    def __init__(self, labelled: set[int], plain: bool = False, abbreviated: bool = False) -> None:
        self.labelled = labelled
        self.marks = _ABBREVIATIONS if abbreviated else {}
        self.atoms = _DISPLAYED if plain else _ATOMS
        self.labels: dict[int, int] = {}
        self.text: list[str] = []
        self.work: list[Any] = []

    def run(self, obj: Value, most: int | None = None) -> str:
        self.work.append(obj)
        for _ in _turns(most):
            if not self.work:
                break
            item = self.work.pop()
            kind = type(item)
            if kind is str:
                self.text.append(item)
            elif kind is tuple:
                self.rest(item[0])
            elif kind in self.atoms:
                self.text.append(self.atoms[kind](item))
            elif not self.label(item):
                self.compound(item)
        return "".join(self.text)

    def label(self, obj: Value) -> bool:
        """Output the label of an object that has one; true if it was written before, and all is said."""
        if id(obj) not in self.labelled:
            return False
        number = self.labels.get(id(obj))
        if number is not None:
            self.text.append(f"#{number}#")
            return True
        self.labels[id(obj)] = number = len(self.labels)
        self.text.append(f"#{number}=")
        return False

    def compound(self, obj: Value) -> None:
        if isinstance(obj, Pair):
            self.pair(obj)
            return
        writer = _writer(type(obj))
        if writer is None:
            self.text.append(f"#<{type(obj).__name__}>")
        else:
            self.work.extend(reversed(writer(obj)))

    def pair(self, pair: Pair) -> None:
        rest = pair.cdr
        mark = self.marks.get(pair.car.name) if type(pair.car) is Symbol else None
        if mark and isinstance(rest, Pair) and rest.cdr is NIL and id(rest) not in self.labelled:
            self.text.append(mark)
            self.work.append(rest.car)
        else:
            self.text.append("(")
            self.work += ((rest,), pair.car)

    def rest(self, rest: Value) -> None:
        """The part of a list after an element."""
        if rest is NIL:
            self.text.append(")")
        elif isinstance(rest, Pair) and id(rest) not in self.labelled:
            self.text.append(" ")
            self.work += ((rest.cdr,), rest.car)
        else:
            self.text.append(" . ")
            self.work += (")", rest)


# Labels


def _children(obj: Value) -> Parts:
    """The data inside an object, in the order of writing; none for an atom."""
    kind = type(obj)
    if kind in _ATOMS or kind is str:
        return []
    if kind is Pair or kind is SourcePair:
        return [obj.car, obj.cdr]
    writer = _writer(kind)
    return [part for part in writer(obj) if type(part) is not str] if writer else []


def _turns(most: int | None) -> Iterator[None]:
    return repeat(None) if most is None else repeat(None, most)


_SMALL = 1000


def _is_small_tree(obj: Value) -> bool:
    """Whether a walk that remembers nothing soon ends: then there is no cycle, and the careful walk is saved."""
    work = [obj]
    for _ in range(_SMALL):
        if not work:
            return True
        work += _children(work.pop())
    return False


def _cyclic(obj: Value, most: int | None = None) -> set[int]:
    """The ids of the objects that hold themselves, one at least of every cycle; looks at `most` objects."""
    if type(obj) in _ATOMS or _is_small_tree(obj):
        return set()
    return {id(closing) for closing in cycles(obj, _children, most)}


def _shared(obj: Value) -> set[int]:
    """The ids of the compound objects that occur more than once."""
    seen: set[int] = set()
    shared: set[int] = set()
    work = [obj]
    while work:
        item = work.pop()
        inside = _children(item)
        if not inside:
            continue
        if id(item) in seen:
            shared.add(id(item))
        else:
            seen.add(id(item))
            work.extend(reversed(inside))
    return shared
