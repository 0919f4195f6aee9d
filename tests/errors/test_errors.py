"""What a person sees who made a mistake: each `NAME.scm` here is run, and its report is `NAME.txt`.

The laws come first; the texts show that they are good to read.  `python tests/errors/test_errors.py` writes all the texts
anew, to be read through before they are committed.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent
PROGRAMS = sorted(FOLDER.glob("*.scm"))


@contextlib.contextmanager
def inside(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def report(program: Path) -> str:
    """What `flowscheme run` says of a program, and its exit status."""
    from flowscheme.cli.commands import run  # the program under test, also when this file is run by itself

    err = io.StringIO()
    with inside(program.parent), contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(err):
        status = run(["run", "--store", "memory:", program.name])
    return f"{err.getvalue()}exit status {status}\n"


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda each: each.stem)
def test_the_report(program: Path) -> None:
    assert report(program) == program.with_suffix(".txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda each: each.stem)
def test_the_laws_of_a_report(program: Path) -> None:
    """It says where and what, shows the line with a caret, names nothing of Python's, and no line is too long to read."""
    text = report(program)
    lines = text.splitlines()
    assert "error: " in lines[0] and text.count("error: ") == 1
    assert re.search(r"exit status [12]$", text)
    assert not re.search(r"Traceback|\w\.py\b(?<!FILE\.py)|NoneType|object at 0x|'[a-z]+' object|internal error", text), text
    assert all(len(line) <= 160 for line in lines), text
    place = re.match(r"(\S+):(\d+):(\d+): error: ", lines[0])
    if place is not None:
        written = (program.parent / place[1]).read_text(encoding="utf-8").splitlines()[int(place[2]) - 1]
        assert lines[1].strip().strip(".")[:20].replace("\t", " ") in written.replace("\t", " ")
        assert re.fullmatch(r" {4}( |\.{3})*\^", lines[2].replace("...", "   ")), text
    else:
        assert program.stem == "file-that-is-not-there"


def main() -> None:
    """Write every text anew."""
    for program in PROGRAMS:
        program.with_suffix(".txt").write_text(report(program), encoding="utf-8")


if __name__ == "__main__":
    main()
