"""Writing JSON (SRFI 180, RFC 8259), strictly, and without recursion: how deep a value nests is bounded by memory alone.

What the events are, and what values JSON has in Scheme, is told in `json_events`.
"""

from __future__ import annotations

from _json import encode_basestring as quote  # without the module around it, which takes long to import
from math import isfinite
from typing import Any, NoReturn

from ..lang.machine.meter import charged_turns
from ..lang.machine.primitive import primitive
from ..lang.machine.sizes import SMALL, Texts
from ..lang.text.argument_types import instance_of, register_argument_type
from ..lang.text.numerals import number_text
from ..lang.values.datum import EOF, NIL, TRUE, Pair, String, Symbol, Value, Vector, is_list, iterate
from .json_events import (
    ARRAY_END,
    ARRAY_START,
    DONE,
    FIRST_KEY,
    ITEM,
    MORE,
    NULL,
    OBJECT_END,
    OBJECT_START,
    VALUE,
    json_failure,
)
from .support import stretches


def _refuse(message: str, obj: Value) -> NoReturn:
    json_failure(f"json-write: {message}", obj)


class Writer:
    """Makes text of events, and refuses those that no JSON text has.

    `stack`: the start events of the arrays and objects that are open
    `expected`: what is awaited, one of the names in `json_events`
    """

    __slots__ = ("expected", "stack")

    def __init__(self) -> None:
        self.stack: list[Symbol] = []
        self.expected = VALUE

    def event(self, obj: Value) -> str:
        """The text for one event."""
        if obj is EOF:
            if self.expected is not DONE:
                _refuse("the value is not complete", obj)
            return ""
        if self.expected is DONE:
            _refuse("the value is complete already, got", obj)
        if obj is ARRAY_END or obj is OBJECT_END:
            return self.end(obj)
        if self.stack and self.stack[-1] is OBJECT_START and self.expected is not VALUE:
            return self.key(obj)
        comma = "," if self.expected is MORE else ""
        if obj is ARRAY_START or obj is OBJECT_START:
            self.stack.append(obj)
            self.expected = ITEM if obj is ARRAY_START else FIRST_KEY
            return comma + ("[" if obj is ARRAY_START else "{")
        text = atom_text(obj)
        if text is None:
            _refuse("not a JSON value:", obj)
        self.expected = MORE if self.stack else DONE
        return f"{comma}{text}"

    def end(self, obj: Value) -> str:
        """The bracket for the end of an array or object."""
        start = ARRAY_START if obj is ARRAY_END else OBJECT_START
        if not self.stack or self.stack[-1] is not start or self.expected is VALUE:
            _refuse("does not fit what is open:", obj)
        self.stack.pop()
        self.expected = MORE if self.stack else DONE
        return "]" if obj is ARRAY_END else "}"

    def key(self, obj: Value) -> str:
        """A key with its colon, and the comma before it."""
        if type(obj) is not String:
            _refuse("a key must be a string, got", obj)
        comma = "," if self.expected is MORE else ""
        self.expected = VALUE
        return f"{comma}{quoted(obj.text)}:"


def atom_text(obj: Value) -> str | None:
    """The text of a value that is neither array nor object, or None."""
    kind = type(obj)
    if kind is String:
        return quoted(obj.text)
    if kind is int:
        return number_text(obj, 10)
    if kind is float and isfinite(obj):
        return repr(obj)
    if obj is NULL:
        return "null"
    return "true" if obj is TRUE else "false" if obj is None else None


def quoted(text: str) -> str:
    """A JSON string; a control character takes six characters in it."""
    if len(text) <= SMALL:
        return quote(text)
    texts = Texts("json-write")
    texts.add('"')
    for stretch in stretches(0, len(text)):
        texts.add(quote(text[stretch])[1:-1])
    texts.add('"')
    return texts.joined()


def value_text(obj: Value) -> str:
    """The text of a whole value.  Raises the JSON error of one that has none."""
    writer = Writer()
    texts = Texts("json-write")
    work: list[Any] = [obj]
    inside: set[int] = set()
    for _ in charged_turns():  # shared structure is written in full wherever it occurs
        if not work:
            break
        item = work.pop()
        if type(item) is tuple:  # the end of what is open, with its id, or a key
            event, owner = item
            inside.discard(owner)
            texts.add(writer.event(event))
        elif type(item) is Vector or type(item) is Pair or item is NIL:
            if id(item) in inside:
                _refuse("the value is circular:", item)
            inside.add(id(item) if item is not NIL else 0)
            start, end, rest = _opened(item)
            texts.add(writer.event(start))
            work.append((end, id(item)))
            work += rest
        else:
            if atom_text(item) is None:
                _refuse("not a JSON value:", item)
            texts.add(writer.event(item))
    return texts.joined()


def _opened(item: Value) -> tuple[Symbol, Symbol, list[Any]]:
    """The events around a vector or association list, and what is inside, last first; a key is the pair (text, 0)."""
    if type(item) is Vector:
        return ARRAY_START, ARRAY_END, item.items[::-1]
    rest: list[Any] = []
    for entry in iterate(item) if is_list(item) else [item.cdr]:
        if type(entry) is not Pair or type(entry.car) is not Symbol:
            _refuse("an object is an association list with symbols for keys, got", item)
        rest += [(String(entry.car.name), 0), entry.cdr]
    return OBJECT_START, OBJECT_END, rest[::-1]


register_argument_type("json-writer", instance_of(Writer), "a JSON writer")


@primitive("(%json-writer)")
def json_writer() -> Writer:
    """A writer of one value."""
    return Writer()


@primitive("(%json-event-text json-writer obj)")
def json_event_text(writer: Writer, obj: Value) -> String:
    """The text of an event."""
    return String(writer.event(obj))


@primitive("(%json-text obj)", cost="obj")
def json_text(obj: Value) -> String:
    """The text of a whole value."""
    return String(value_text(obj))
