"""Every block of the README that can run is run here, in order, in one folder.

`scheme` blocks whose first line is `;; NAME.scm` are saved under that name; `console` blocks are `$ command` lines with
what they print; `python` blocks are executed.  The `sh` block names the two long commands, which have tests of their own.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

README = Path(__file__).parents[2] / "README.md"
BLOCKS = re.findall(r"^```(\w+)\n(.*?)^```", README.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def commands(block: str) -> list[tuple[str, str]]:
    """The commands of a console block, each with what it should print."""
    parts = re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
    return [(part.split("\n", 1)[0], part.split("\n", 1)[1]) for part in parts]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readme")
    for kind, text in BLOCKS:
        name = re.match(r";; (\w+\.scm)\n", text)
        if kind == "scheme" and name:
            (folder / name[1]).write_text(text)
    return folder


def test_every_block_is_of_a_known_kind() -> None:
    assert {kind for kind, _ in BLOCKS} == {"scheme", "sh", "console", "python"}


def test_console_blocks_print_what_they_show(folder: Path) -> None:
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    environment.pop("FLOWSCHEME_STORE", None)
    for command, expected in (pair for kind, block in BLOCKS if kind == "console" for pair in commands(block)):
        done = subprocess.run(["bash", "-c", command], cwd=folder, env=environment, capture_output=True, text=True)
        assert done.stdout + done.stderr == expected, command
        assert done.returncode == 0, command


@pytest.mark.parametrize("block", [text for kind, text in BLOCKS if kind == "python"])
def test_python_blocks_run(block: str) -> None:
    exec(compile(block, "README.md", "exec"), {"__name__": "readme"})
