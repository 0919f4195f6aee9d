"""Reading JSON (SRFI 180, RFC 8259), strictly, and without recursion: how deep a value nests is bounded by memory alone.

A text ends where its value ends, so that several may follow each other in a port; a number or word must be followed by a
space, a bracket, a comma, or the end.  What the events are, and what values JSON has in Scheme, is told in `json_events`.
"""

from __future__ import annotations

import re
from math import isfinite
from typing import NoReturn

from ..lang.machine.machine import Procedure, force
from ..lang.machine.primitive import fail, primitive
from ..lang.machine.sizes import named
from ..lang.text.argument_types import instance_of, register_argument_type
from ..lang.text.numerals import parse_number
from ..lang.values.datum import EOF, TRUE, Char, String, Symbol, Value, Vector, cons, list_from, symbol
from ..lang.values.foreign import guest_class
from ..lang.values.patterns import pattern
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
from .port_types import TextInput

_SPACE = " \t\n\r"
_ENDS = frozenset(" \t\n\r,]}\x1e")
_PLAIN = pattern(r'[^"\\\x00-\x1f]*')
_NUMBER = pattern(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?\Z")
_WORDS = {"true": TRUE, "false": None, "null": NULL}
_ESCAPED = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_NUMERALS = "-0123456789"


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


@guest_class
class Reader:
    """Makes events of the first value in a port.

    `port`: the text, read up to the end of the value and no further
    `depth`: the value may not nest so deep
    `size`: how many characters the value may not have
    `count`: the characters read so far, for messages
    `stack`: the start events of the arrays and objects that are open
    `expected`: what is awaited, one of the names in `json_events`
    """

    __slots__ = ("count", "depth", "expected", "port", "size", "stack")

    def __init__(self, port: TextInput, depth: float, size: float) -> None:
        self.port = port
        self.depth = depth
        self.size = size
        self.count = 0
        self.stack: list[Symbol] = []
        self.expected = VALUE

    def fail(self, message: str) -> NoReturn:
        """Raise a JSON error at this place."""
        json_failure(f"json-read: {message}, at character {self.count}")

    # Characters

    def peek(self) -> str:
        """The next character; nothing at the end."""
        port = self.port
        if port.position >= len(port.ahead) and not port.fill(1):
            return ""
        return port.ahead[port.position]

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
            if self.stack:
                self.fail("the text ends within a value")
            return EOF
        if self.expected is MORE:
            return self.more(c)
        if c in "]}" and self.expected in (ITEM, FIRST_KEY):
            return self.end(c)
        return self.key(c) if self.expected is FIRST_KEY else self.value(c)

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
        """The beginning of an array or object."""
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
        """`true`, `false` or `null`."""
        token = self.token()
        if token not in _WORDS:
            self.fail(f"expected a value, got {token or self.peek()!r}")
        return _WORDS[token]

    def number(self) -> Value:
        """A number: exact if it has neither fraction nor exponent."""
        token = self.token()
        if not _NUMBER.match(token):
            self.fail(f"not a number: {token}")
        if not set(token) <= set(_NUMERALS):
            value = float(token)
            if not isfinite(value):
                self.fail(f"a number is too large: {token}")
            return value
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
                run = _PLAIN.match(self.port.ahead, self.port.position)
                assert run is not None
                parts.append(run[0])
                self.advance(len(run[0]))

    def escape(self) -> str:
        """The character that a backslash and what follows stand for."""
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
        self.fail("half of a surrogate pair")

    def code_unit(self) -> int:
        """The number of four hexadecimal digits."""
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
                pairs = zip(parts[::2], parts[1::2], strict=True)
                value = list_from([cons(symbol(named(key.text)), content) for key, content in pairs])
            if not open_parts:
                return value
            open_parts[-1].append(value)


register_argument_type("json-reader", instance_of(Reader), "a JSON reader")
register_argument_type(
    "json-source", lambda obj: isinstance(obj, TextInput) or callable(obj), "a textual input port or a generator"
)


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
