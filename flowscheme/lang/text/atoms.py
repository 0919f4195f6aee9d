"""The texts of atoms: numbers, strings, symbols, characters and all else that has no data inside.

A table has, for each class, what makes the text; there is one for `write` and one for `display`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from types import FunctionType
from typing import Any

from ..machine.sizes import bit_size
from ..values.complex import Complex
from ..values.datum import EOF, UNSPECIFIED, Char, Eof, Nil, Promise, RecordType, String, Symbol, Unspecified
from ..values.foreign import Foreign, class_name
from ..values.global_names import demangle
from ..values.patterns import pattern as lazy_pattern
from ..values.ratio import Ratio
from .numerals import number_text, parse_number

Texts = dict[type, Callable[[Any], str]]

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
    if text.isprintable() and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return f'"{_STRING_SPECIAL.sub(_escape, text)}"'


def symbol_text(name: str) -> str:
    """The symbol of that name as it is written, between bars unless the plain form reads back as the same symbol."""
    plain = name if _PLAIN_SYMBOL.fullmatch(name) else ""
    if plain and plain[0] != "@" and (plain[0] not in "+-." or parse_number(plain) is None):
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


ATOMS: Texts = {
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
    Unspecified: lambda _: repr(UNSPECIFIED),
    Eof: lambda _: repr(EOF),
    FunctionType: procedure_text,
    Promise: lambda promise: "#<promise>",
    RecordType: lambda record_type: f"#<record-type {record_type.name}>",
    Foreign: lambda wrapper: f"#<{class_name(wrapper.held)}>",
}

DISPLAYED: Texts = {
    **ATOMS,
    String: lambda string: string.text,
    Char: lambda char: char.char,
    Symbol: lambda symbol: symbol.name,
}


SLOW_BITS = 400_000
"""How many bits an integer has that takes long to write in decimal: a quarter of a second, and four times that at double."""


def brief_atoms(most: int) -> Texts:
    """The texts for `write` where only the first `most` characters are wanted: of no atom it takes long to get them."""

    def number(z: Any) -> str:
        return number_text(z) if bit_size(z) < min(4 * most, SLOW_BITS) else f"#<number of {bit_size(z)} bits>"

    return ATOMS | {
        int: number,
        Ratio: number,
        Complex: number,
        String: lambda string: string_text(string.text[: most + 1]),
        Symbol: lambda symbol: symbol_text(symbol.name[: most + 1]),
    }
