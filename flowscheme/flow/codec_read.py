"""The tokens of `codec`, which states the format, to plain data.

A stack of open brackets stands in for recursion.  Nothing about a text is believed: whatever `codec_write` would not
have written is `Undecodable`.
"""

from __future__ import annotations

import json
import re
from base64 import b64decode
from collections.abc import Callable
from typing import Any, NoReturn

from ..errors import SchemeError
from ..lang.text.json_depth import check_json_depth
from ..lang.values.complex import rectangular
from ..lang.values.datum import (
    CHARS,
    FALSE,
    NIL,
    TRUE,
    UNSPECIFIED,
    Bytevector,
    Char,
    Condition,
    Pair,
    String,
    Value,
    Vector,
    iterate,
    list_from,
    symbol,
)
from ..lang.values.ratio import ratio
from .codec_write import RecordedCause
from .failure import Failure


class Undecodable(SchemeError):
    """A text that `encode` of this process would not have written; the payload's kind is "flow-undecodable"."""

    def __init__(self, reason: str) -> None:
        super().__init__(Condition(f"recorded data cannot be read: {reason}", kind="flow-undecodable"))


# ---- tokens to atoms


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a token")


_json = json.JSONDecoder(parse_constant=_no_constant)


def parse(text: str) -> Any:
    """The token, or the list of tokens, that a text holds."""
    try:
        check_json_depth(text)
        return _json.decode(text)
    except (ValueError, TypeError, RecursionError) as fault:
        raise Undecodable(f"damaged text ({fault})") from None


_HEX = re.compile(r"-?[0-9a-f]+")


def _hex(digits: str) -> int:
    if not _HEX.fullmatch(digits):
        raise ValueError(digits)
    return int(digits, 16)


def _read_ratio(rest: str) -> Value:
    numerator, denominator = rest.split("/")
    return ratio(_hex(numerator), _hex(denominator))


def _read_complex(rest: str) -> Value:
    real, imag = rest.split(",")
    return rectangular(float(real), float(imag))


def _read_exact_complex(rest: str) -> Value:
    real, imag = rest.split(",")
    return rectangular(_read_ratio(real), _read_ratio(imag))


def _read_char(rest: str) -> Char:
    if len(rest) != 1:
        raise ValueError(rest)
    return CHARS[rest]


_TOKENS: dict[str, Callable[[str], Value]] = {
    "'": String,
    ":": symbol,
    "c": _read_char,
    "b": lambda rest: Bytevector(bytearray(b64decode(rest, validate=True))),
    "x": _hex,
    "r": _read_ratio,
    "f": float,
    "i": _read_complex,
    "z": _read_exact_complex,
}
_CONSTANTS: dict[str, Value] = {"()": NIL, "_": UNSPECIFIED}


def read_atom(token: Any) -> Value:
    """The datum of one token that is no bracket."""
    kind = type(token)
    if kind is int or kind is float:
        return token
    if kind is bool:
        return TRUE if token else FALSE
    if kind is str:
        return _tagged(token)
    raise Undecodable(f"damaged text (a JSON {kind.__name__} is not a token)")


def _tagged(token: str) -> Value:
    reader = _TOKENS.get(token[:1])
    if reader is None:
        return _constant(token)
    try:
        return reader(token[1:])
    except (ValueError, ZeroDivisionError, SchemeError):
        raise Undecodable(f"damaged text (bad token {_shown(token)})") from None


def _constant(token: str) -> Value:
    if token in _CONSTANTS:
        return _CONSTANTS[token]
    if token.startswith("#"):
        raise Undecodable(f"it was written by a newer flowscheme (format {_shown(token[1:])}, this one reads 1)")
    raise Undecodable(f"damaged text (unknown token {_shown(token)})")


def _shown(token: str) -> str:
    return repr(token if len(token) <= 40 else token[:40] + "...")


# ---- tokens to compound data


class _Bracket:
    """A bracket that is open while reading: its token, what was read in it, where its dot stood (-1: nowhere)."""

    __slots__ = ("dot", "items", "opener")

    def __init__(self, opener: str) -> None:
        self.opener = opener
        self.items: list[Value] = []
        self.dot = -1


class Decoder:
    """Reads one array of tokens; `record` makes a record of its tag and datum."""

    def __init__(self, record: Callable[[str, Value], Value]) -> None:
        self.record = record

    def datum(self, tokens: list[Any]) -> Value:
        """The one datum that the tokens spell."""
        top = _Bracket("")
        stack: list[_Bracket] = []
        for token in tokens:
            if type(token) is not str or token[:1] not in _BRACKETS or token == "()":
                top.items.append(read_atom(token))
            elif token == ".":
                self.dot(top)
            elif token in _CLOSED_BY:
                datum = self.close(top, token)
                top = stack.pop()
                top.items.append(datum)
            else:
                stack.append(top)
                top = _Bracket(token)
        if stack or len(top.items) != 1:
            raise Undecodable("damaged text (it is cut off, or holds more than one datum)")
        return top.items[0]

    def dot(self, bracket: _Bracket) -> None:
        """Note a dot."""
        if bracket.opener != "(" or bracket.dot >= 0 or not bracket.items:
            raise Undecodable("damaged text (a dot in a wrong place)")
        bracket.dot = len(bracket.items)

    def close(self, bracket: _Bracket, token: str) -> Value:
        """The datum of a bracket that `token` closes."""
        opener = bracket.opener
        if opener[:1] != _CLOSED_BY[token]:
            raise Undecodable(f"damaged text ({token!r} closes {_shown(opener)})")
        if opener == "(":
            return _list(bracket)
        if opener == "[":
            return Vector(bracket.items)
        if opener.startswith("{="):
            return self.record(opener[2:], _only(bracket.items))
        return _object(opener, bracket.items)


_CLOSED_BY = {")": "(", "]": "[", "}": "{"}
_BRACKETS = frozenset("()[]{}.")


def _list(bracket: _Bracket) -> Value:
    items = bracket.items
    if bracket.dot < 0:
        return list_from(items)
    if len(items) != bracket.dot + 1:
        raise Undecodable("damaged text (a dot in a wrong place)")
    return list_from(items[:-1], items[-1])


def _only(items: list[Value]) -> Value:
    if len(items) != 1:
        raise Undecodable("damaged text (one datum was expected)")
    return items[0]


def _object(opener: str, items: list[Value]) -> Value:
    reader = _OBJECTS.get(opener)
    if reader is None:
        raise Undecodable(f"damaged text (unknown token {_shown(opener)})")
    return reader(items)


def _read_condition(items: list[Value]) -> Condition:
    try:
        kind, message, irritants, cause, place = items
        condition = Condition(_text(message), _of_class(irritants, Vector).items, _text(kind))
        condition.cause = None if cause is FALSE else RecordedCause(*map(_text, _exactly(cause, 2)))
        condition.place = None if place is FALSE else _place(*_exactly(place, 3))
    except (TypeError, ValueError):
        raise Undecodable("damaged text (a condition of a wrong shape)") from None
    return condition


def _of_class(value: Value, expected: type) -> Any:
    if type(value) is not expected:
        raise TypeError(value)
    return value


def _text(value: Value) -> str:
    return str(_of_class(value, String).text)


def _exactly(value: Value, count: int) -> list[Value]:
    items = list(iterate(_of_class(value, Pair)))
    if len(items) != count:
        raise ValueError(value)
    return items


def _place(file: Value, line: Value, column: Value) -> tuple[str, int, int]:
    return _text(file), _of_class(line, int), _of_class(column, int)


_OBJECTS: dict[str, Callable[[list[Value]], Value]] = {
    "{condition": _read_condition,
    "{fail": lambda items: Failure(_only(items)),
}
