"""JSON (SRFI 180, RFC 8259): reading and writing, strictly, and without recursion.

Both sides speak in *events*: the symbols `array-start`, `array-end`, `object-start` and `object-end`, and between them
strings, numbers, booleans and the symbol `null`; in an object keys and values alternate.  A `Reader` makes events of
text, a `Writer` makes text of events; each keeps a stack of what is open, and `_NEXT` says what may follow.

A value is an exact integer if it has neither fraction nor exponent.  Arrays are vectors, objects association lists with
symbols for keys.  A text ends where its value ends, so that several may follow each other in a port; a number or word
must be followed by a space, a bracket, a comma, or the end.
"""

from __future__ import annotations

import re
from _json import encode_basestring as quote  # without the module around it, which takes long to import
from math import isfinite
from typing import Any

from ..errors import SchemeError
from ..lang.machine.machine import Procedure, force
from ..lang.machine.primitive import fail, primitive
from ..lang.text.argument_types import instance_of, register_kind
from ..lang.text.numerals import number_text, parse_number
from ..lang.values.datum import (
    EOF,
    NIL,
    TRUE,
    Char,
    Condition,
    Pair,
    String,
    Symbol,
    Value,
    Vector,
    boolean,
    is_list,
    iterate,
    list_from,
    symbol,
)
from ..lang.values.datum import cons as make_pair
from ..lang.values.patterns import pattern
from .port_types import TextInput
from .support import sized

ARRAY_START, ARRAY_END = symbol("array-start"), symbol("array-end")
OBJECT_START, OBJECT_END = symbol("object-start"), symbol("object-end")
NULL = symbol("null")

_SPACE = " \t\n\r"
_ENDS = frozenset(" \t\n\r,]}\x1e")
_PLAIN = pattern(r'[^"\\\x00-\x1f]*')
_NUMBER = pattern(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\Z")
_WORDS = {"true": TRUE, "false": None, "null": NULL}
_ESCAPED = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_NUMERALS = "-0123456789"

# What is awaited: a value; a value or the end of an array; a comma or an end; a key, or the end; a colon; nothing.
VALUE, ITEM, MORE, KEY, FIRST_KEY, DONE = "a value", "a value or ]", "a comma or an end", "a key", "a key or }", "nothing"


class _Characters(TextInput):
    """A generator of characters as a port."""

    __slots__ = ("generator",)

    def __init__(self, generator: Procedure) -> None:
        super().__init__()
        self.generator = generator

    def refill(self) -> str:
        r = self.generator()
        if type(r) is tuple:
            r = force(r)
        if r is EOF:
            return ""
        if type(r) is not Char:
            fail("json-generator", "the generator must give characters, got", r, kind="type")
        return str(r.char)


class Reader:
    """Makes events of the first value in a port; `depth` and `size` are the limits of nesting and of characters."""

    __slots__ = ("count", "depth", "expected", "port", "size", "stack")

    def __init__(self, port: TextInput, depth: float, size: float) -> None:
        self.port = port
        self.depth = depth
        self.size = size
        self.count = 0
        self.stack: list[Symbol] = []
        self.expected = VALUE

    def fail(self, message: str) -> Any:
        """Raise a JSON error at this place."""
        text = f"json-read: {message}, at character {self.count}"
        raise SchemeError(Condition(text, kind="json"))

    # Characters

    def peek(self) -> str:
        """The next character; nothing at the end."""
        port = self.port
        if port.position >= len(port.text) and not port.fill(1):
            return ""
        return port.text[port.position]

    def advance(self, size: int = 1) -> None:
        """Go past characters that were seen."""
        self.port.position += size
        self.count += size
        if self.count >= self.size:
            self.fail("the limit of characters is reached")

    def skip(self, characters: str) -> str:
        """Go past the characters of a set; the next one that is not in it."""
        while (c := self.peek()) and c in characters:
            self.advance()
        return c

    # Events

    def event(self) -> Value:
        """The next event; the end-of-file object behind the value, or if there is none."""
        if self.expected is DONE:
            return EOF
        c = self.skip(_SPACE)
        if not c:
            return self.fail("the text ends within a value") if self.stack else EOF
        if self.expected is MORE:
            return self.more(c)
        if c in "]}" and self.expected in (ITEM, FIRST_KEY):
            return self.end(c)
        return self.key(c) if self.expected in (KEY, FIRST_KEY) else self.value(c)

    def more(self, c: str) -> Value:
        """What follows an element: the end, or a comma and the next element."""
        if c in "]}":
            return self.end(c)
        if c != ",":
            self.fail(f"expected a comma, got {c!r}")
        self.advance()
        c = self.skip(_SPACE)
        return self.key(c) if self.stack[-1] is OBJECT_START else self.value(c)

    def end(self, c: str) -> Value:
        """The end of an array or object."""
        start, end = (ARRAY_START, ARRAY_END) if c == "]" else (OBJECT_START, OBJECT_END)
        if self.stack.pop() is not start:
            self.fail(f"{c} does not fit the bracket that is open")
        self.finish()
        self.advance()
        return end

    def finish(self) -> None:
        """A value is complete."""
        self.expected = MORE if self.stack else DONE

    def key(self, c: str) -> Value:
        """A key with its colon."""
        if c != '"':
            self.fail(f"expected a key, got {c!r}")
        key = self.string()
        if self.skip(_SPACE) != ":":
            self.fail("expected a colon")
        self.advance()
        self.expected = VALUE
        return key

    def value(self, c: str) -> Value:
        """A string, number or word, or the beginning of an array or object."""
        if c and c in "[{":
            return self.start(ARRAY_START if c == "[" else OBJECT_START)
        if c == '"':
            value: Value = self.string()
        elif c and c in _NUMERALS:
            value = self.number()
        else:
            value = self.word()
        self.finish()
        return value

    def start(self, start: Symbol) -> Value:
        self.stack.append(start)
        if len(self.stack) >= self.depth:
            self.fail("the limit of nesting is reached")
        self.expected = ITEM if start is ARRAY_START else FIRST_KEY
        self.advance()
        return start

    # Tokens

    def token(self) -> str:
        """The characters up to one that ends a number or word."""
        parts: list[str] = []
        while (c := self.peek()) and c not in _ENDS:
            if not c.isascii() or not (c.isalnum() or c in "+-."):
                self.fail(f"unexpected character {c!r}")
            parts.append(c)
            self.advance()
        return "".join(parts)

    def word(self) -> Value:
        token = self.token()
        if token not in _WORDS:
            self.fail(f"expected a value, got {token or self.peek()!r}")
        return _WORDS[token]

    def number(self) -> Value:
        token = self.token()
        if not _NUMBER.match(token):
            self.fail(f"not a number: {token}")
        if not set(token) <= set(_NUMERALS):
            value = float(token)
            return value if isfinite(value) else self.fail(f"a number is too large: {token}")
        return parse_number(token, 10)

    def string(self) -> String:
        """A string, from its quote on."""
        parts: list[str] = []
        self.advance()
        while True:
            c = self.peek()
            if not c:
                self.fail("the text ends within a string")
            if c == '"':
                self.advance()
                return String("".join(parts))
            if c == "\\":
                parts.append(self.escape())
            elif c < " ":
                self.fail("a control character in a string")
            else:
                run = _PLAIN.match(self.port.text, self.port.position)
                assert run is not None
                parts.append(run[0])
                self.advance(len(run[0]))

    def escape(self) -> str:
        self.advance()
        c = self.peek()
        if c in _ESCAPED and c:
            self.advance()
            return _ESCAPED[c]
        if c != "u":
            self.fail(f"unknown escape {c!r}")
        self.advance()
        code = self.code_unit()
        if 0xD800 <= code < 0xE000:
            code = self.surrogate(code)
        return chr(code)

    def surrogate(self, high: int) -> int:
        """The character of a pair of code units."""
        if high < 0xDC00 and self.peek() == "\\":
            self.advance()
            if self.peek() == "u":
                self.advance()
                low = self.code_unit()
                if 0xDC00 <= low < 0xE000:
                    return 0x10000 + (high - 0xD800) * 0x400 + low - 0xDC00
        code: int = self.fail("half of a surrogate pair")
        return code

    def code_unit(self) -> int:
        digits = ""
        while len(digits) < 4:
            c = self.peek()
            if not re.match("[0-9a-fA-F]", c):
                self.fail("\\u needs four hexadecimal digits")
            digits += c
            self.advance()
        return int(digits, 16)

    # Whole values

    def read(self) -> Value:
        """The value, or the end-of-file object if there is none."""
        open_parts: list[list[Value]] = []
        while True:
            value = self.event()
            if value is ARRAY_START or value is OBJECT_START:
                open_parts.append([])
                continue
            if value is ARRAY_END:
                value = Vector(open_parts.pop())
            elif value is OBJECT_END:
                parts = open_parts.pop()
                value = list_from([make_pair(symbol(k.text), v) for k, v in zip(parts[::2], parts[1::2], strict=True)])
            if not open_parts:
                return value
            open_parts[-1].append(value)


class Writer:
    """Makes text of events, and refuses those that no JSON text has."""

    __slots__ = ("expected", "stack", "started")

    def __init__(self) -> None:
        self.stack: list[Symbol] = []
        self.expected = VALUE
        self.started = False

    def fail(self, message: str, obj: Value) -> Any:
        """Raise a JSON error."""
        raise SchemeError(Condition(f"json-write: {message}", [obj], kind="json"))

    def event(self, obj: Value) -> str:
        """The text for one event."""
        if obj is EOF:
            return "" if self.expected is DONE else self.fail("the value is not complete", obj)
        if self.expected is DONE:
            self.fail("the value is complete already, got", obj)
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
            self.fail("not a JSON value:", obj)
        self.expected = MORE if self.stack else DONE
        return f"{comma}{text}"

    def end(self, obj: Value) -> str:
        start = ARRAY_START if obj is ARRAY_END else OBJECT_START
        if not self.stack or self.stack[-1] is not start or self.expected is VALUE:
            self.fail("does not fit what is open:", obj)
        self.stack.pop()
        self.expected = MORE if self.stack else DONE
        return "]" if obj is ARRAY_END else "}"

    def key(self, obj: Value) -> str:
        if type(obj) is not String:
            self.fail("a key must be a string, got", obj)
        comma = "," if self.expected is MORE else ""
        self.expected = VALUE
        return f"{comma}{quote(obj.text)}:"


def atom_text(obj: Value) -> str | None:
    """The text of a value that is neither array nor object, or None."""
    kind = type(obj)
    if kind is String:
        return quote(obj.text)
    if kind is int:
        return number_text(obj, 10)
    if kind is float and isfinite(obj):
        return repr(obj)
    if obj is NULL:
        return "null"
    return "true" if obj is TRUE else "false" if obj is None else None


def value_text(obj: Value) -> str:
    """The text of a whole value.  Raises the JSON error of one that has none."""
    writer = Writer()
    parts: list[str] = []
    work: list[Any] = [obj]
    inside: set[int] = set()
    size = 0
    while work:
        item = work.pop()
        size += len(parts[-1]) if parts else 0
        sized("json-write", size)  # shared structure is written in full wherever it occurs
        if type(item) is tuple:  # the end of what is open, or a key
            event, owner = item
            inside.discard(owner)
            parts.append(writer.event(event))
        elif type(item) is Vector or type(item) is Pair or item is NIL:
            if id(item) in inside:
                writer.fail("the value is circular:", item)
            inside.add(id(item) if item is not NIL else 0)
            start, end, rest = _opened(writer, item)
            parts.append(writer.event(start))
            work.append((end, id(item)))
            work += rest
        else:
            parts.append(writer.event(item) if atom_text(item) else writer.fail("not a JSON value:", item))
    return "".join(parts)


def _opened(writer: Writer, item: Value) -> tuple[Symbol, Symbol, list[Any]]:
    """The events around a vector or association list, and what is inside, last first."""
    if type(item) is Vector:
        return ARRAY_START, ARRAY_END, item.items[::-1]
    rest: list[Any] = []
    for entry in iterate(item) if is_list(item) else [item.cdr]:
        if type(entry) is not Pair or type(entry.car) is not Symbol:
            writer.fail("an object is an association list with symbols for keys, got", item)
        rest += [(String(entry.car.name), 0), entry.cdr]
    return OBJECT_START, OBJECT_END, rest[::-1]


register_kind("json-reader", instance_of(Reader), "a JSON reader")
register_kind("json-writer", instance_of(Writer), "a JSON writer")
register_kind("json-source", lambda obj: isinstance(obj, TextInput) or callable(obj), "a textual input port or a generator")


@primitive("(%json-source json-source)")
def json_source(source: Value) -> TextInput:
    """A port that reads what a textual port or a generator of characters gives."""
    if isinstance(source, TextInput):
        return source
    if not callable(source):
        raise TypeError
    return _Characters(source)


@primitive("(%json-reader json-source x y)")
def json_reader(source: Value, depth: float, size: float) -> Reader:
    """A reader of one value, which may not nest x deep or have y characters."""
    return Reader(json_source(source), depth, size)


@primitive("(%json-event json-reader)")
def json_event(reader: Reader) -> Value:
    """The next event of a value."""
    return reader.event()


@primitive("(%json-read json-reader)")
def json_read(reader: Reader) -> Value:
    """The whole value."""
    return reader.read()


@primitive("(%json-skip json-reader string)")
def json_skip(reader: Reader, string: String) -> Value:
    """Go past characters that are in string; the next one, or the end-of-file object."""
    c = reader.skip(string.text)
    return String(c) if c else EOF


@primitive("(%json-writer)")
def json_writer() -> Writer:
    """A writer of one value."""
    return Writer()


@primitive("(%json-event-text json-writer obj)")
def json_event_text(writer: Writer, obj: Value) -> String:
    """The text of an event."""
    return String(writer.event(obj))


@primitive("(%json-text obj)")
def json_text(obj: Value) -> String:
    """The text of a whole value."""
    return String(value_text(obj))


@primitive("(%json-fail string)")
def json_fail(string: String) -> Value:
    """Raise a JSON error."""
    raise SchemeError(Condition(string.text, kind="json"))


@primitive("(json-error? obj)")
def is_json_error(obj: Value) -> Value:
    """Whether obj was raised for a text or a value that is not JSON."""
    return boolean(type(obj) is Condition and obj.kind == "json")


@primitive("(json-error-reason condition)")
def json_error_reason(condition: Condition) -> String:
    """What a JSON error says."""
    return String(condition.message)


@primitive("(json-null? obj)")
def is_json_null(obj: Value) -> Value:
    """Whether obj is the symbol null."""
    return boolean(obj is NULL)


