"""Where source text is kept while it is needed to explain something: an error's line, a traceback.

Text goes into Python's `linecache` under its file name, so that Python's own tracebacks, debuggers and profilers show
Scheme lines without our help.  Text without a file (an `eval`, a pinned source) gets a name in angle brackets.

We read lines only of what was read here as a source.  A place may come out of a stranger's row and name any file: one that
holds a secret, one that never ends, a pipe that nobody writes to.  So `linecache`, which opens what it does not know, is
asked about flowscheme's own files alone.
"""

from __future__ import annotations

import linecache
import os
import unicodedata
from itertools import count
from pathlib import Path

from ...errors import SourceError
from ..values.datum import Condition, Span

_numbers = count(1)

_PACKAGED = Path(__file__).parents[2] / "_prelude"
PRELUDE = _PACKAGED if _PACKAGED.is_dir() else Path(__file__).parents[3] / "prelude"
"""The folder of flowscheme's own libraries."""

KEPT = 1000
"""How many texts without a file are kept at once, and how many with one; the oldest go first."""

_nameless: dict[str, list[str]] = {}
_files: dict[str, list[str]] = {}


def register(name: str, text: str) -> None:
    """Keep the lines of `text` under `name`, for `known_lines` and for Python's tracebacks."""
    kept = _nameless if name.startswith("<") else _files
    kept[name] = text.splitlines(keepends=True)
    if not name.endswith(".py"):  # what a pin calls a text must not be taken for the source of the host's code
        linecache.cache[name] = (len(text), None, kept[name], name)
    if len(kept) > KEPT:
        oldest = next(iter(kept))
        kept.pop(oldest, None)
        linecache.cache.pop(oldest, None)


def fresh_name(kind: str) -> str:
    """A name for text that has no file: `<eval 3>`."""
    return f"<{kind} {next(_numbers)}>"


def known_lines(name: str) -> list[str]:
    """The lines, each with its newline, of the source called `name`; none if no such source was read here."""
    kept = _nameless.get(name) or _files.get(name)
    if kept is not None:
        return kept
    ours = name.startswith(str(PRELUDE)) and os.path.isfile(name) and is_beneath(name, str(PRELUDE))
    return linecache.getlines(name) if ours else []


def line(name: str, number: int) -> str:
    """Line `number` (from 1) of the source called `name`, without its newline; empty if unknown."""
    known = known_lines(name)
    return known[number - 1].rstrip("\n") if 1 <= number <= len(known) else ""


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


def is_beneath(path: str, folder: str) -> bool:
    """Whether a path leads into a folder, with `..` and links followed."""
    home, end = os.path.realpath(folder), os.path.realpath(path)
    return end.startswith(os.path.join(home, ""))


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
