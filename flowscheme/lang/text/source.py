"""Where source text is kept while it is needed to explain something: an error's line, a traceback.

Text goes into Python's `linecache` under its file name, so that Python's own tracebacks, debuggers and profilers show
Scheme lines without our help.  Text without a file (an `eval`, a pinned source) gets a name in angle brackets.
"""

from __future__ import annotations

import linecache
import unicodedata
from itertools import count
from pathlib import Path

from ...errors import SourceError
from ..values.datum import Condition, Span

_numbers = count(1)

KEPT = 1000
"""How many texts without a file are kept at once; the oldest go first."""

_nameless: dict[str, None] = {}


def register(name: str, text: str) -> None:
    """Keep `text` under `name`, for `line` and for Python's tracebacks."""
    if name.startswith("<"):
        _nameless[name] = None
        if len(_nameless) > KEPT:
            oldest = next(iter(_nameless))
            _nameless.pop(oldest, None)
            linecache.cache.pop(oldest, None)
    linecache.cache[name] = (len(text), None, text.splitlines(keepends=True), name)


def fresh_name(kind: str) -> str:
    """A name for text that has no file: `<eval 3>`."""
    return f"<{kind} {next(_numbers)}>"


def line(name: str, number: int) -> str:
    """Line `number` (from 1) of the source called `name`, without its newline; empty if unknown."""
    return linecache.getline(name, number).rstrip("\n")


BEFORE, WIDTH = 60, 100
"""How much of a long line is shown: so many characters before the caret, so many in all."""


def excerpt(place: tuple[str, int, int]) -> str:
    """The line at a place (file, line, column) with a caret beneath, or nothing if the line is unknown.

    A tab is shown as a blank, a character that cannot be printed as a mark; the caret stands right under wide characters
    and under accents that take no room of their own.  What is cut off is shown as three dots.
    """
    name, number, column = place
    text = line(name, number)
    if not text.strip():
        return ""
    start = column - BEFORE if column > BEFORE + 3 else 0
    shown = "".join(_shown(char) for char in text[start : start + WIDTH])
    lead = "..." if start else ""
    tail = "..." if len(text) > start + WIDTH else ""
    under = sum(map(columns, shown[: column - start]))
    return f"    {lead}{shown}{tail}\n    {' ' * (len(lead) + under)}^"


def _shown(char: str) -> str:
    return " " if char == "\t" else char if char.isprintable() else "\ufffd"


def columns(char: str) -> int:
    """How many columns of a terminal a character takes."""
    if char.isascii():
        return 1
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def source_error(message: str, name: str, at: Span | None, *irritants: object, kind: str = "syntax") -> SourceError:
    """The error for source that cannot be read or expanded, at a span of the source called `name`."""
    place = (name, at[0], at[1]) if at is not None else (name, 1, 0)
    error = SourceError(Condition(message, irritants, kind=kind, place=place))
    error.delivered = False
    return error


def check_text(text: str, name: str) -> None:
    """Refuse text that is no Unicode: a lone surrogate stands for a byte that was not UTF-8 (R7RS 6.6)."""
    try:
        text.isascii() or text.encode()
    except UnicodeEncodeError as error:
        number, column = text.count("\n", 0, error.start) + 1, error.start - text.rfind("\n", 0, error.start) - 1
        message = f"not UTF-8: {text[error.start]!a} is no character"
        raise source_error(message, name, (number, column, number, column + 1), kind="read") from None


LONGEST_PATH = 4096
"""How many characters a path may have; no system takes longer ones."""


def is_path(text: str) -> bool:
    """Whether a program's text can be the path of a file."""
    return len(text) <= LONGEST_PATH and "\0" not in text


def read_file(path: Path) -> str:
    """The text of a source file; raises `SourceError` if it is missing, not a file, or not UTF-8.

    A first line for the system, `#!/usr/bin/env -S flowscheme run`, comes as a comment.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise source_error(f"cannot read {path}: {error.strerror}", str(path), None, kind="file") from None
    try:
        text = data.decode("utf-8-sig")
        return f";{text[1:]}" if text.startswith(("#!/", "#! ")) else text
    except UnicodeDecodeError as error:
        before = data[: error.start]
        number, column = before.count(b"\n") + 1, len(before) - before.rfind(b"\n") - 1
        at = (number, column, number, column + 1)
        raise source_error(f"not UTF-8: byte {data[error.start]:#04x}", str(path), at, kind="read") from None
