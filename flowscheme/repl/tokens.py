"""The text of an entry: its tokens, whether it is complete, and how its next line is indented.

Everything here is a pure function of text, so that the terminal and the tests say the same.  The grammar is that of the
reader (R7RS 7.1.1), taken lightly: whatever is typed has tokens, also while it cannot be read yet.

Indentation follows Scheme's custom.  A line inside a form stands under the form's first operand; but in a form with a
body (`define`, `let`, `lambda`, `when` ...) two columns inside the parenthesis, and in a list without a name in front,
under its first element.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from ..lang.text.numerals import parse_number
from ..lang.text.reader import Incomplete, block_comment_end, datum_end

_TOKEN = re.compile(
    r"""(?P<comment>;[^\n]*|\#\|(?:.|\n)*?(?:\|\#|\Z)|\#;)
    |(?P<open>\#\(|\#[uU]8\(|\()|(?P<close>\))|(?P<quote>['`]|,@?|\#[0-9]+=)
    |(?P<string>"(?:[^"\\]++|\\.)*+(?:"|\Z))|(?P<char>\#\\(?:[a-zA-Z0-9]+|.|\Z))
    |(?P<constant>\#(?:t|f|true|false)(?=[\s()"';]|\Z))
    |(?P<name>\|(?:[^|\\]++|\\.)*+(?:\||\Z)|[^\s()"';`,|]+)|(?P<space>\s+|.)""",
    re.VERBOSE | re.DOTALL,
)

_BODIES = """
    begin case case-lambda cond-expand define define-library define-record-type define-syntax define-values delay do
    dynamic-wind guard lambda let let* let*-syntax let*-values let-syntax let-values letrec letrec* letrec-syntax
    parameterize syntax-rules unless when defflow once
"""
BODIES = frozenset(_BODIES.split())
"""Forms whose lines stand two columns inside their parenthesis."""

_PREFIXES = ("def", "let", "with-", "call-with-")

NAME_CHARACTERS = re.compile(r"[^\s()\"';`,|]+")


class Token(NamedTuple):
    """A part of a text: what it is (a group of the grammar above, or "number"), the text, and where it begins."""

    kind: str
    text: str
    start: int


def tokens(text: str) -> Iterator[Token]:
    """The tokens of a text, blanks included: together they are the text."""
    position = 0
    while match := _TOKEN.match(text, position):
        kind = match.lastgroup or "space"
        position = match.end()
        if kind == "comment" and match.group().startswith("#|"):
            position = _comment_end(text, match.start())
        piece = text[match.start() : position]
        if kind == "name" and piece[0] in "+-.0123456789#" and parse_number(piece) is not None:
            kind = "number"
        yield Token(kind, piece, match.start())


def _comment_end(text: str, start: int) -> int:
    try:
        return block_comment_end(text, start)
    except Incomplete:
        return len(text)


def is_complete(text: str) -> bool:
    """Whether every form that a text begins is closed; text that cannot be read is complete, so that it is reported."""
    position: int | None = 0
    try:
        while position is not None:
            position = datum_end(text, position)
    except Incomplete:
        return False
    return True


def indentation(text: str) -> int:
    """The column at which the line after a text begins."""
    if _within_token(text):
        return 0
    opened: list[tuple[Token, list[Token]]] = []  # what is open, each with the first tokens inside it
    for token in tokens(text):
        if token.kind in ("space", "comment"):
            continue
        if token.kind == "close":
            if opened:
                opened.pop()
            continue
        if opened and len(opened[-1][1]) < 2:
            opened[-1][1].append(token)
        if token.kind == "open":
            opened.append((token, []))
    return _inside(text, *opened[-1]) if opened else 0


def _within_token(text: str) -> bool:
    """Whether a text ends within a string, a |name| or a comment, to which an indentation would belong."""
    *_, last = tokens(text + "\n")
    return last.kind in ("string", "name", "comment")


def _inside(text: str, parenthesis: Token, first: list[Token]) -> int:
    after = _column(text, parenthesis.start) + len(parenthesis.text)
    if not first or parenthesis.text != "(":
        return after
    head = first[0]
    if head.kind != "name":
        return after
    if head.text in BODIES or head.text.startswith(_PREFIXES):
        return after + 1
    same_line = len(first) > 1 and "\n" not in text[head.start : first[1].start]
    return _column(text, first[1].start) if same_line else after


def _column(text: str, offset: int) -> int:
    return offset - (text.rfind("\n", 0, offset) + 1)


def word_before(text: str) -> str:
    """The part of a name that ends a text: what completion completes."""
    match = re.search(r"[^\s()\"';`,|]*\Z", text)
    return match.group() if match else ""
