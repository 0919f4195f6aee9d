"""The cases of `tail_calls.scm` need no space that grows with the number of turns (R7RS 3.5)."""

from __future__ import annotations

import gc
import re
import tracemalloc
from pathlib import Path

import pytest

from flowscheme.interp import Interpreter

FILE = Path(__file__).parents[1] / "language" / "tail_calls.scm"
FEW, MANY = 10_000, 60_000
SLACK = 300_000
"""How much more the many turns may need at their peak than the few, in bytes: not ten for each."""

# This case builds a continuation that grows, on purpose.
GROWING = {"continuation-passing style"}


def cases() -> dict[str, str]:
    """The source of each case, by its name."""
    _, *parts = re.split(r"^; name: (.+)$", FILE.read_text(), flags=re.MULTILINE)
    return {name: text for name, text in zip(parts[::2], parts[1::2], strict=True) if name not in GROWING}


def peak(scheme: Interpreter, source: str, turns: int) -> int:
    """What the evaluation of a case with so many turns needs at its peak, in bytes."""
    scheme.define("N", turns)
    gc.collect()
    tracemalloc.start()
    try:
        scheme.eval_datum(source)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("name", cases())
def test_a_tail_position_keeps_no_space(name: str) -> None:
    scheme, source = Interpreter(), cases()[name]
    peak(scheme, source, 100)
    assert peak(scheme, source, MANY) < peak(scheme, source, FEW) + SLACK
