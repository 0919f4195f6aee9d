"""Text to datum, with spans (R7RS 2 and 7.1).

Lark's LALR parser does the grammar, with a basic lexer and an inline transformer: both keep their stacks on the heap,
so a datum nested 100,000 deep is ordinary.  Two things are not regular and are done by one scan before (`prepare`):
nested block comments become blanks, so that every position stays true, and names under `#!fold-case` are folded.

Every callback returns `(datum, span)`; a list's pairs are `SourcePair`s that carry the span of their car.
Lark is imported when there is first something to read.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

from ...errors import SchemeError
from ..machine.sizes import named
from ..values.contents import contents, parts_of
from ..values.datum import (
    CHARS,
    FALSE,
    NIL,
    TRUE,
    Bytevector,
    Condition,
    Pair,
    SourcePair,
    Span,
    String,
    Value,
    Vector,
    symbol,
)
from .numerals import parse_number
from .source import check_text, source_error

Located = tuple[Value, Span]
Items = list[Any]

CHARACTER_NAMES = {
    "alarm": "\a", "backspace": "\b", "delete": "\x7f", "escape": "\x1b", "newline": "\n",
    "null": "\0", "return": "\r", "space": " ", "tab": "\t",
}  # fmt: skip
_PREFIXES = {"'": "quote", "`": "quasiquote", ",": "unquote", ",@": "unquote-splicing"}
_ESCAPES = {"a": "\a", "b": "\b", "t": "\t", "n": "\n", "r": "\r", '"': '"', "\\": "\\", "|": "|"}
_ESCAPE = re.compile(r"\\(x([0-9a-fA-F]+);|[ \t]*(\r\n|\n|\r)[ \t]*|.)", re.DOTALL)

_SCAN = re.compile(
    r"""(?P<block>\#\|)|(?P<directive>\#!(?:no-)?fold-case)|(?P<open>\#\(|\#[uU]8\(|\()|(?P<close>\))
    |(?P<prefix>['`]|,@?|\#;|\#[0-9]+=)|(?P<space>[\s\ufeff]+|;[^\n\r]*)
    |(?P<literal>"(?:[^"\\]++|\\.)*+"|\|(?:[^|\\]++|\\.)*+\||\#\\(?:\w+|.))
    |(?P<name>[^\s()"';`,|]+)|(?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_BLOCK = re.compile(r"\#\||\|\#")


class Incomplete(Exception):
    """The text ends inside a datum; `offset` is where the innermost open thing begins."""

    def __init__(self, offset: int) -> None:
        super().__init__(offset)
        self.offset = offset


def block_comment_end(text: str, start: int) -> int:
    """The offset after the nested block comment that begins at `start`."""
    depth = 0
    for match in _BLOCK.finditer(text, start):
        depth += 1 if match.group() == "#|" else -1
        if depth == 0:
            return match.end()
    raise Incomplete(start)


def prepare(text: str, fold: bool = False) -> tuple[str, bool]:
    """Blank out block comments and directives, and fold names where `#!fold-case` rules.

    `fold` tells whether it rules at the start; the second result, whether it does at the end.
    """
    if not fold and "#|" not in text and "#!" not in text:
        return text, False
    parts: list[str] = []
    position = 0
    while match := _SCAN.match(text, position):
        piece, position = match.group(), match.end()
        if match.lastgroup == "block":
            position = block_comment_end(text, match.start())
            piece = re.sub(r"[^\n\r]", " ", text[match.start() : position])
        elif match.lastgroup == "directive":
            fold = "no-" not in piece
            piece = " " * len(piece)
        elif fold and match.lastgroup == "name":
            piece = piece.casefold()
        parts.append(piece)
    return "".join(parts), fold


def datum_end(text: str, start: int = 0) -> int | None:
    """The offset after the first datum from `start`, or None if only blanks are left; raises `Incomplete`."""
    position = start
    opened: list[int] = []
    wanted = 1  # data still to come at the top: a datum comment wants one more
    prefixed = False
    while match := _SCAN.match(text, position):
        kind, position = match.lastgroup, match.end()
        if kind == "block":
            position = block_comment_end(text, match.start())
        elif kind == "prefix" and not opened:
            wanted += match.group() == "#;"
            prefixed = True
        elif kind == "open":
            opened.append(match.start())
        elif kind == "other":
            raise Incomplete(match.start())
        elif kind in ("close", "literal", "name"):
            if kind == "close" and opened:
                opened.pop()
            if not opened:
                wanted -= 1
                prefixed = False
                if wanted == 0:
                    return position
    if opened or prefixed or wanted > 1:
        raise Incomplete(opened[-1] if opened else start)
    return None


def names_in(text: str) -> set[str]:
    """Every name that a source text mentions, outside comments and strings: a quick scan that reads nothing."""
    names: set[str] = set()
    position = 0
    while match := _SCAN.match(text, position):
        position = match.end()
        if match.lastgroup == "block":
            position = block_comment_end(text, match.start())
        elif match.lastgroup == "name":
            names.add(match.group())
    return names


def read_source(text: str, name: str, fold: bool = False) -> list[Located]:
    """Every datum of a source text, each with its span; `name` is the file, for errors.

    With `fold`, the text is read as if it began with `#!fold-case`.
    Raises `SourceError` with the place of the first thing that cannot be read.
    """
    check_text(text, name)
    try:
        return _parse(prepare(text, fold)[0])
    except Incomplete as error:
        raise source_error("a block comment is not closed", name, _span_at(text, error.offset), kind="read") from None
    except _Bad as error:
        raise source_error(error.message, name, error.at, kind="read") from None


def read_datum(text: str, fold: bool = False) -> tuple[Value, bool]:
    """The only datum of a text that ends with it, and whether `#!fold-case` rules behind it; `fold`, before it.

    Raises SchemeError of the kind "read".
    """
    prepared, fold = prepare(text, fold)
    try:
        ((datum, _),) = _parse(prepared)
    except _Bad as error:
        raise SchemeError(Condition(f"read: {error.message}", kind="read")) from None
    return datum, fold


def _span_at(text: str, offset: int) -> Span:
    number = text.count("\n", 0, offset) + 1
    column = offset - text.rfind("\n", 0, offset) - 1
    return (number, column, number, column + 1)


class _Bad(Exception):
    """Something that cannot be read, at a span; the caller knows the file's name."""

    def __init__(self, message: str, at: Span) -> None:
        super().__init__(message)
        self.message = message
        self.at = at


_REFERENCE = object()


class _Label:
    """A labelled datum `#0=...`, or a reference `#0#` to it, until the whole is there."""

    __slots__ = ("at", "content", "number")

    def __init__(self, number: str, at: Span, content: Value = _REFERENCE) -> None:
        self.number = number
        self.at = at
        self.content = content


@cache
def _parser() -> Any:
    from lark import Lark  # heavy: imported when there is first something to parse

    grammar = Path(__file__).with_name("scheme.lark").read_text()
    return Lark(grammar, parser="lalr", lexer="basic", transformer=_Callbacks(), maybe_placeholders=False)


def prepare_parser() -> None:
    """Make the parser now, with the imports that it takes."""
    _parser()


def _parse(text: str) -> list[Located]:
    from lark.exceptions import UnexpectedInput  # heavy, see _parser

    try:
        found: list[Located] = _parser().parse(text)
    except UnexpectedInput as error:
        raise _explain(error, text) from None
    return [(_patch(datum), at) for datum, at in found] if _LABEL.search(text) else found


_LABEL = re.compile(r"#[0-9]+[=#]")


def _explain(error: Any, text: str) -> _Bad:
    """What is wrong where the parser stopped, in a person's words."""
    token = getattr(error, "token", None)
    if token is None:
        return _Bad(_unreadable(text, error.pos_in_stream), _span_at(text, error.pos_in_stream))
    if token.type == "$END":
        return _unclosed(text)
    return _Bad(_misplaced(token.type, error.expected), _span_at(text, token.start_pos))


_UNCLOSED = {'"': "a string is not closed", "|": "a symbol in bars is not closed"}


def _unreadable(text: str, offset: int) -> str:
    shown = re.compile(r"[^\s()]*").match(text, offset)
    token = (shown and shown.group()) or text[offset]
    return _UNCLOSED.get(token[0], f"cannot read {token!r}")


def _misplaced(kind: str, expected: set[str]) -> str:
    """Why a token has no place where only the `expected` ones have."""
    if kind == "DOT":
        return "a dot has no place here"
    if kind != "RPAR":
        return "a dot is followed by one datum alone"
    return "this parenthesis closes nothing" if "$END" in expected else "a datum is expected before this parenthesis"


def _unclosed(text: str) -> _Bad:
    position: int | None = 0
    try:
        while position is not None:
            position = datum_end(text, position)
    except Incomplete as error:
        return _Bad("the text ends before this is closed", _span_at(text, error.offset))
    return _Bad("the text ends where a datum is expected", _span_at(text, len(text)))


Labels = dict[str, list["_Label"]]


def _patch(datum: Value) -> Value:
    """Put each labelled datum in the place of the label and of the references to it (R7RS 2.4)."""
    labels = _labels(datum)
    root = _resolve(datum, labels)
    work, seen = [root], set()
    while work:
        part = work.pop()
        if id(part) in seen:
            continue
        seen.add(id(part))
        if isinstance(part, Pair):
            part.car = _resolve(part.car, labels)
            part.cdr = _resolve(part.cdr, labels)
            work += [part.cdr, part.car]
        elif isinstance(part, Vector):
            part.items[:] = [_resolve(item, labels) for item in part.items]
            work += part.items
    return root


def _labels(datum: Value) -> Labels:
    """Every labelled datum inside one, by its number."""
    labels: Labels = {}
    for label in contents([datum], _parts_and_labelled):
        if isinstance(label, _Label) and label.content is not _REFERENCE:
            labels.setdefault(label.number, []).append(label)
    return labels


def _parts_and_labelled(datum: Value) -> list[Value]:
    return [datum.content] if isinstance(datum, _Label) and datum.content is not _REFERENCE else parts_of(datum)


def _resolve(value: Value, labels: Labels) -> Value:
    """The datum that a label or a reference stands for; any other is itself.  A label counts from its place on."""
    followed = set()
    while isinstance(value, _Label):
        if value.content is _REFERENCE:
            before = [label for label in labels.get(value.number, ()) if label.at < value.at]
            if not before:
                raise _Bad(f"#{value.number}# refers to no datum before it", value.at)
            value = max(before, key=lambda label: label.at)
        if value.at in followed:
            raise _Bad("a label stands for itself alone", value.at)
        followed.add(value.at)
        value = value.content
    return value


def _list(items: list[Located], tail: Value) -> Value:
    for datum, at in reversed(items):
        pair = SourcePair()
        pair.car = datum
        pair.cdr = tail
        pair.at = at
        tail = pair
    return tail


def _span(first: Any, last: Any) -> Span:
    return (first.line, first.column - 1, last.end_line, last.end_column - 1)


def _unescape(token: Any) -> str:
    body = str(token)[1:-1]
    if "\\" not in body:
        return body

    def escape(match: re.Match[str]) -> str:
        if match[2]:
            return _scalar(match[2], token)
        if match[3]:
            return ""
        known = _ESCAPES.get(match[1])
        if known is None:
            raise _Bad(f"unknown escape \\{match[1]}", _span(token, token))
        return known

    return _ESCAPE.sub(escape, body)


def _scalar(digits: str, token: Any) -> str:
    code = int(digits, 16)
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        raise _Bad(f"#x{digits} is not a Unicode scalar value", _span(token, token))
    return chr(code)


class _Callbacks:
    """One method a rule of the grammar: its children to a datum and its span.  A datum comment gives None."""

    def start(self, items: Items) -> list[Located]:
        return [item for item in items if item is not None]

    def comment(self, items: Items) -> None:
        return None

    def atom(self, items: Items) -> Located:
        (token,) = items
        text, at = str(token), _span(token, token)
        if text[0] in "+-.0123456789#":
            number = parse_number(text)
            if number is not None:
                return number, at
            if text[0] == "#" or text[0].isdigit():
                raise _Bad(f"not a number: {text}", at)
        return symbol(named(text)), at

    def bar_symbol(self, items: Items) -> Located:
        (token,) = items
        return symbol(named(_unescape(token))), _span(token, token)

    def string(self, items: Items) -> Located:
        (token,) = items
        return String(_unescape(token), literal=True), _span(token, token)

    def boolean(self, items: Items) -> Located:
        (token,) = items
        return (TRUE if token[1] in "tT" else FALSE), _span(token, token)

    def char(self, items: Items) -> Located:
        (token,) = items
        name = str(token)[2:]
        if len(name) == 1:
            return CHARS[name], _span(token, token)
        if name[0] in "xX" and re.fullmatch("[0-9a-fA-F]+", name[1:]):
            return CHARS[_scalar(name[1:], token)], _span(token, token)
        known = CHARACTER_NAMES.get(name) or CHARACTER_NAMES.get(name.lower())
        if known is None:
            raise _Bad(f"unknown character #\\{name}", _span(token, token))
        return CHARS[known], _span(token, token)

    def list(self, items: Items) -> Located:
        data = [item for item in items[1:-1] if item is not None]
        return _list(data, NIL), _span(items[0], items[-1])

    def dotted(self, items: Items) -> Located:
        data = [item for item in items[1:-1] if type(item) is tuple]
        if len(data) == 1:
            raise _Bad("a dot has no place here", next(_span(item, item) for item in items if str(item) == "."))
        return _list(data[:-1], data[-1][0]), _span(items[0], items[-1])

    def vector(self, items: Items) -> Located:
        data = [item[0] for item in items[1:-1] if item is not None]
        return Vector(data), _span(items[0], items[-1])

    def bytevector(self, items: Items) -> Located:
        at = _span(items[0], items[-1])
        data = [item[0] for item in items[1:-1] if item is not None]
        if not all(type(byte) is int and 0 <= byte < 256 for byte in data):
            raise _Bad("a bytevector holds bytes, exact integers from 0 to 255", at)
        return Bytevector(bytearray(data)), at

    def prefixed(self, items: Items) -> Located:
        prefix, datum = items[0], items[-1]
        start = _span(prefix, prefix)
        whole = (start[0], start[1], datum[1][2], datum[1][3])
        return _list([(symbol(_PREFIXES[str(prefix)]), start), datum], NIL), whole

    def label(self, items: Items) -> Located:
        token, (datum, at) = items[0], items[-1]
        return _Label(str(token)[1:-1], _span(token, token), datum), at

    def reference(self, items: Items) -> Located:
        (token,) = items
        at = _span(token, token)
        return _Label(str(token)[1:-1], at), at
