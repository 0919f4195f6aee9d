"""The reference page: every name of every library that comes with flowscheme, from the same table as `describe`.

`flowscheme reference` prints it, and a copy stands in `docs/reference.md`; a test holds the copy up to date.
A name stands under the first library that exports it; a library that only gives together what others have is a line.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .catalog import Description, description_of, exported_names, library_files
from .lang.values.datum import symbol

PAGE = Path(__file__).parent / "docs" / "reference.md"

INTRODUCTION = """\
# Reference

Every name of the libraries that come with flowscheme, by library.  `(describe car)` and `,describe car` at the prompt, and
`flowscheme describe car` in the shell, say the same.  A program without an `import` sees all of R7RS-small and the flow
language; other libraries are imported by name.

In a signature the names of the parameters say what is wanted (R7RS 1.3.3): `k` an exact non-negative integer, `z` a
number, `x` a real number, `list` a list, `obj` anything; `[k]` may be left out, and `k ...` is any number of them."""


def page(interpreter: Any) -> str:
    """The whole page as Markdown, ending in a newline."""
    seen: set[str] = set()
    parts = [INTRODUCTION]
    for library in library_files(interpreter.libraries):
        parts.append("\n".join(_library(interpreter, library, seen)))
    return "\n\n".join(parts) + "\n"


def section(interpreter: Any, library: str) -> str | None:
    """The part of one library, all that it exports; None if no such library comes with flowscheme."""
    if library not in library_files(interpreter.libraries):
        return None
    return "\n".join(_library(interpreter, library, set()))


def _library(interpreter: Any, library: str, seen: set[str]) -> Iterator[str]:
    """The section of a library; `seen` are the names that stand above it."""
    yield f"## ({library})\n"
    exported = descriptions(interpreter, library)
    fresh = [description for description in exported if description.name not in seen]
    for description in fresh:
        yield _item(description)
    seen.update(description.name for description in fresh)
    others = [description.name for description in exported if description not in fresh]
    if others:
        yield ("\n" if fresh else "") + f"{'Also' if fresh else 'Names'} of other libraries: " + " ".join(map(_code, others))


def descriptions(interpreter: Any, library: str) -> list[Description]:
    """What a library that comes with flowscheme exports, by name."""
    home = interpreter.evaluate(lambda: interpreter.libraries.find(library))
    files = library_files(interpreter.libraries)
    written = [name for name in exported_names(files[library].read_text(encoding="utf-8")) if symbol(name) in home.exports]
    names = sorted({*written, *(exported.name for exported in home.exports)})
    return [description_of(interpreter.libraries, name, home.exports[symbol(name)]) for name in names]


def _item(description: Description) -> str:
    shapes = ", ".join(_code(shape.partition(" = ")[0]) for shape in description.signatures)
    section = f" (R7RS {description.section})" if description.section else ""
    doc = f": {description.doc}" if description.doc else ""
    return f"- {shapes}{doc}{section}"


def _code(text: str) -> str:
    """A text as code; one with a backquote in it needs a longer fence."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"
