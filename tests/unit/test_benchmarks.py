"""The benchmark programs say what they are said to: each gives its answer, and its Python pair gives the same.

Every program does its work `repeats` times; once is enough here.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"
PROGRAMS = sorted((BENCHMARKS / "programs").glob("*.scm"))
PAIRED = [program for program in PROGRAMS if program.with_suffix(".py").exists()]


def once(program: Path, folder: Path) -> Path:
    """A copy of a program that does its work once."""
    text, count = re.subn(r"(?m)^\(define repeats \d+\)$", "(define repeats 1)", program.read_text())
    assert count == 1, f"{program.name} does not define its repeats"
    copy = folder / program.name
    copy.write_text(text)
    return copy


def answer(contestant: str, file: Path) -> str:
    """What a run prints as the program's answer."""
    command = [sys.executable, str(BENCHMARKS / "contestant.py"), contestant, str(file)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    seconds, _, printed = done.stdout.strip().partition("\n")
    assert float(seconds) > 0
    return printed


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.stem)
def test_program_gives_its_answer(program: Path, tmp_path: Path) -> None:
    printed = answer("flowscheme", once(program, tmp_path))
    assert printed
    if program in PAIRED:
        assert answer("python", program.with_suffix(".py")) == printed


def test_a_wrong_answer_is_an_error(tmp_path: Path) -> None:
    broken = once(BENCHMARKS / "programs" / "fib.scm", tmp_path)
    broken.write_text(broken.read_text().replace("(fib 27)", "(fib 5)"))
    with pytest.raises(AssertionError, match="wrong answer"):
        answer("flowscheme", broken)
