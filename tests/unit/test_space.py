"""The cases of `tail_calls.scm` need no space that grows with the number of turns (R7RS 3.5)."""

from __future__ import annotations

import gc
import re
import tracemalloc
from pathlib import Path

import pytest

from flowscheme.interp import Interpreter

FILE = Path(__file__).parents[1] / "language" / "tail_calls.scm"
BOUNDED = 400_000
"""What a case may need at its peak, in bytes: a turn that kept a hundred bytes would need tens of millions."""

# These run deep on purpose: a continuation that grows, promises that are made before they are forced.
GROWING = {"continuation-passing style"}


def cases() -> dict[str, str]:
    """The source of each case, by its name."""
    _, *parts = re.split(r"^; name: (.+)$", FILE.read_text(), flags=re.MULTILINE)
    return {name: text for name, text in zip(parts[::2], parts[1::2], strict=True) if name not in GROWING}


@pytest.mark.parametrize("name", cases())
def test_a_tail_position_keeps_no_space(name: str) -> None:
    # A tenth of the turns: measuring makes every allocation slow.
    source = re.sub(r"\b(\d+)00000\b", r"\g<1>0000", cases()[name])
    scheme = Interpreter()
    scheme.eval_datum(f"(define N 100)\n{source}")
    scheme.environment.define("N", 100_000)
    gc.collect()
    tracemalloc.start()
    try:
        scheme.eval_datum(source)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    compiling = 40 * len(source) * 100
    assert peak < BOUNDED + compiling, f"{peak} bytes"
