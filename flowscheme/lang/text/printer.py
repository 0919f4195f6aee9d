"""External representations: `write`, `display`, `write-shared` and `write-simple` (R7RS 6.13.3).

Everything is iterative: a list may nest 100,000 levels deep in either direction.  The work list of `_Output` holds
four sorts of items, told apart by class because a guest value is never a Python `str` or `tuple`: a `str` is text
to output, a `(rest,)` is the rest of a list, an `(iterator, separator)` the rest of other elements, anything else is a
datum to write.

A class says how it is written by a *writer*: a function from the object to parts, each a `str` (text), a datum, or an
`(iterator, "")` of such.  `register_writer` adds one; what has no writer is shown as `#<its class>`.

`write` and `display` label only what a cycle needs (`values.cycles`).  `write-shared` labels whatever is met twice.

A datum in a few pairs can be written without end: `(d . d)`, where `d` is such a pair again, 60 deep.  So writing is
done in stretches; after each it charges steps and counts the text, which may grow no larger than what one primitive may
build.  What people are shown is `brief`: it stops where the text gets too long for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, repeat
from typing import Any

from ...errors import SchemeError, register_describer
from ..machine.meter import A_STEP, charge, charged_turns
from ..machine.sizes import SMALL, affordable, width
from ..values.cycles import cycles
from ..values.datum import (
    NIL,
    Bytevector,
    Condition,
    MultipleValues,
    Pair,
    Record,
    SourcePair,
    Symbol,
    Value,
    Vector,
)
from ..values.written import Elsewhere, register_repr
from .atoms import ATOMS, DISPLAYED, brief_atoms

Parts = list[Any]
Writer = Callable[[Any], Parts]


def write(obj: Value) -> str:
    """The text of `obj` as `write` shows it: strings quoted, labels for cycles."""
    atom = ATOMS.get(type(obj))
    return atom(obj) if atom is not None else _Output(_cyclic(obj)).run(obj)


def write_code(obj: Value) -> str:
    """As `write`, with `'x` for `(quote x)` and its like, as people write code."""
    return _Output(_cyclic(obj), abbreviated=True).run(obj)


def display(obj: Value) -> str:
    """The text of `obj` as `display` shows it: strings and characters as themselves, labels for cycles."""
    atom = DISPLAYED.get(type(obj))
    return atom(obj) if atom is not None else _Output(_cyclic(obj), plain=True).run(obj)


def write_shared(obj: Value) -> str:
    """The text of `obj` with a label for everything that occurs more than once."""
    return _Output(_shared(obj)).run(obj)


def write_simple(obj: Value) -> str:
    """The text of `obj` without labels; a circular object has none, which is an error."""
    if _cyclic(obj):
        raise SchemeError(Condition("write-simple: the datum is circular", kind="range"))
    return _Output(set()).run(obj)


# What people are shown

SHOWN = 10_000
"""About how many characters of an object are shown to people: a program can make what has no end of text."""

ANSWER = 1_000_000
"""How many, where a command answers with the object, which a script may read."""


def describe(payload: Value) -> str:
    """One line for a raised object: a condition's message and irritants, else the object as `write` shows it."""
    if not isinstance(payload, Condition):
        return brief(payload)
    text = cut(payload.message, SHOWN)
    for irritant in payload.irritants:
        if len(text) >= SHOWN:
            return text if text.endswith(MORE) else text + MORE
        text = f"{text} {brief(irritant, SHOWN - len(text))}"
    return text


MORE = " ..."
"""Ends a text that was cut off."""


def cut(text: str, most: int) -> str:
    """The text, cut off after so many characters."""
    return text if len(text) <= most else text[:most] + MORE


def brief(obj: Value, most: int = SHOWN) -> str:
    """The text of `obj` as `write` shows it, cut off after so many characters; it takes no longer than they do."""
    return _Brief(_cyclic(obj, most), most).run(obj)


register_describer(describe)
register_repr(brief)


# Compounds


def _list_of(opening: str, items: Iterable[Any]) -> Parts:
    """The items with a space between each two, between an opening and a parenthesis."""
    return [opening, (iter(items), ""), ")"]


def _record_parts(record: Record) -> Parts:
    parts: Parts = [f"#<{record.type.name.strip('<>')}"]
    for field, slot in zip(record.type.fields, record.type.slots, strict=True):
        parts += (f" {field}: ", getattr(record, slot))
    return [*parts, ">"]


def _condition_parts(condition: Condition) -> Parts:
    return ["#<condition ", (chain((condition.message,), condition.irritants), ""), ">"]


_WRITERS: dict[type, Writer] = {
    Vector: lambda vector: _list_of("#(", vector.items),
    Bytevector: lambda bytevector: _list_of("#u8(", map(str, bytes(bytevector.data))),
    Record: _record_parts,
    Elsewhere: lambda value: [value.shown],
    Condition: _condition_parts,
    MultipleValues: lambda values: ["#<values", *(" " if values.values else ""), (iter(values.values), ""), ">"],
}


def register_writer(cls: type, writer: Writer) -> None:
    """Write instances of `cls`, and of its subclasses, as the parts that `writer` gives."""
    _WRITERS[cls] = writer


def _writer(kind: type) -> Writer | None:
    """The writer of the nearest class that has one."""
    for cls in kind.__mro__:
        if cls in _WRITERS:
            return _WRITERS[cls]
    return None


_ABBREVIATIONS = {"quote": "'", "quasiquote": "`", "unquote": ",", "unquote-splicing": ",@"}


_STRETCH = 1024
"""How many items are written before what they cost is counted."""


class _Output:
    """One run of a writer: `labelled` are the ids of the objects that get a label.

    `text` is what the current stretch wrote, `done` what those before did, in `size` bytes.
    """

    stretch = _STRETCH

    def __init__(self, labelled: set[int], plain: bool = False, abbreviated: bool = False) -> None:
        self.labelled = labelled
        self.marks = _ABBREVIATIONS if abbreviated else {}
        self.atoms = DISPLAYED if plain else ATOMS
        self.labels: dict[int, int] = {}
        self.text: list[str] = []
        self.done: list[str] = []
        self.size = 0
        self.work: list[Any] = []

    def run(self, obj: Value) -> str:
        self.work.append(obj)
        while self.work:
            self.write_some()
            self.account()
        return "".join(self.done)

    def write_some(self) -> None:
        """Write a stretch."""
        work, text, atoms = self.work, self.text, self.atoms
        for _ in repeat(None, self.stretch):
            if not work:
                break
            item = work.pop()
            kind = type(item)
            if kind is str:
                text.append(item)
            elif kind is tuple:
                self.rest(*item)
            elif kind in atoms:
                piece = atoms[kind](item)
                text.append(piece)
                if len(piece) > SMALL:
                    break
            elif not self.label(item):
                self.compound(item)

    def account(self) -> None:
        """Charge for what a stretch wrote, and refuse what gets too large."""
        piece = "".join(self.text)
        self.text.clear()
        self.done.append(piece)
        self.size += len(piece) * width(piece)
        if self.size > SMALL:
            affordable("write", self.size, 1)
        if self.work:
            charge((self.stretch + len(piece)) // A_STEP)

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

    def rest(self, rest: Any, separator: str | None = None) -> None:
        """The part of a list after an element, or the next element of others."""
        if separator is not None:
            self.element(rest, separator)
        elif rest is NIL:
            self.text.append(")")
        elif isinstance(rest, Pair) and id(rest) not in self.labelled:
            self.text.append(" ")
            self.work += ((rest.cdr,), rest.car)
        else:
            self.text.append(" . ")
            self.work += (")", rest)

    def element(self, items: Iterator[Any], separator: str) -> None:
        """The next element, if there is one, with what separates it from the one before."""
        for item in items:
            self.text.append(separator)
            self.work += ((items, " "), item)
            break


class _Brief(_Output):
    """A run that ends after `most` characters or items."""

    stretch = 1

    def __init__(self, labelled: set[int], most: int) -> None:
        super().__init__(labelled)
        self.most = most
        self.atoms = brief_atoms(most)

    def run(self, obj: Value) -> str:
        self.work.append(obj)
        for _ in range(self.most):
            if not self.work or self.size > self.most:
                break
            self.write_some()
            self.account()
        text = "".join(self.done)[: self.most]
        return text + MORE if self.work or self.size > self.most else text

    def account(self) -> None:
        self.size += sum(map(len, self.text))
        self.done += self.text
        self.text.clear()


# Labels


_LEAVES = frozenset({*ATOMS, Bytevector, str})


def _parts(obj: Value) -> Iterable[Any]:
    """What is directly inside an object, in the order of writing, with the text between; nothing for an atom."""
    kind = type(obj)
    if kind is Pair or kind is SourcePair:
        return (obj.car, obj.cdr)
    if kind is Vector:
        return obj.items  # type: ignore[no-any-return]
    writer = _writer(kind) if kind not in _LEAVES else None
    parts = writer(obj) if writer is not None else ()
    return chain.from_iterable([part[0] if type(part) is tuple else (part,) for part in parts])


def _children(obj: Value) -> Parts:
    """The compound data inside an object."""
    parts = obj.items if type(obj) is Vector else _parts(obj)
    return [part for part in parts if type(part) not in _LEAVES]


def _first_children(most: int) -> Callable[[Value], Parts]:
    """As `_children`, until it has looked at so many parts of all objects together."""
    left = iter(range(most))

    def children(obj: Value) -> Parts:
        return [part for _, part in zip(left, _parts(obj)) if type(part) not in _LEAVES]  # noqa: B905 - until either ends

    return children


_SMALL_TREE = 1000


def _is_small_tree(obj: Value, children: Callable[[Value], Parts]) -> bool:
    """Whether a walk that remembers nothing soon ends: then there is no cycle, and the careful walk is saved."""
    work = [obj]
    for _ in range(_SMALL_TREE):
        if not work:
            return True
        work += children(work.pop())
    return False


def _cyclic(obj: Value, most: int | None = None) -> set[int]:
    """The ids of the objects that hold themselves, one at least of every cycle; looks at `most` objects."""
    if type(obj) in _LEAVES:
        return set()
    children = _children if most is None else _first_children(most)
    if _is_small_tree(obj, children):
        return set()
    return {id(closing) for closing in cycles(obj, children, charged_turns() if most is None else repeat(None, most))}


def _shared(obj: Value) -> set[int]:
    """The ids of the compound objects that occur more than once."""
    seen: set[int] = set()
    shared: set[int] = set()
    work = [obj]
    for _ in charged_turns():
        if not work:
            break
        item = work.pop()
        if id(item) in seen:
            shared.add(id(item))
        elif any(type(part) is not str for part in _parts(item)):
            seen.add(id(item))
            work.extend(reversed(_children(item)))
    return shared
