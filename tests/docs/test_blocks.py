"""Every block of the documents that can run is run here, in order, each document in a folder of its own.

`scheme` and `python` blocks whose first line is a comment with a file's name are saved under that name; other `python`
blocks are executed; `console` blocks are `$ command` lines with what they print.  The `sh` block of the README names the
two long commands, which have tests of their own.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = ("README.md", "flowscheme/docs/semantics.md", "flowscheme/docs/security.md")

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"(?:;;|#) (\w+\.(?:scm|py))\n")


class Block(NamedTuple):
    """A fenced block: its language, its text, and the name of the file that it is, or None."""

    language: str
    text: str
    file: str | None


def blocks(document: str) -> list[Block]:
    found = BLOCK.findall((ROOT / document).read_text(encoding="utf-8"))
    return [Block(language, text, name[1] if (name := FILE.match(text)) else None) for language, text in found]


def commands(block: str) -> list[tuple[str, str]]:
    """The commands of a console block, each with what it should print."""
    parts = re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
    return [(part.split("\n", 1)[0], part.split("\n", 1)[1]) for part in parts]


@pytest.mark.parametrize("document", DOCUMENTS)
def test_every_block_is_of_a_known_kind(document: str) -> None:
    assert {block.language for block in blocks(document)} <= {"scheme", "sh", "console", "python"}


@pytest.mark.parametrize("document", DOCUMENTS)
def test_console_blocks_print_what_they_show(document: str, tmp_path: Path) -> None:
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    environment.pop("FLOWSCHEME_STORE", None)
    for block in blocks(document):
        if block.file:
            (tmp_path / block.file).write_text(block.text, encoding="utf-8")
    for command, expected in (pair for block in blocks(document) if block.language == "console" for pair in commands(block.text)):
        done = subprocess.run(["bash", "-c", command], cwd=tmp_path, env=environment, capture_output=True, text=True)
        assert done.stdout + done.stderr == expected, command
        assert done.returncode == 0, command


PROGRAMS = [block.text for document in DOCUMENTS for block in blocks(document) if block.language == "python" and not block.file]


@pytest.mark.parametrize("program", PROGRAMS)
def test_python_blocks_run(program: str) -> None:
    exec(compile(program, "README.md", "exec"), {"__name__": "readme"})
