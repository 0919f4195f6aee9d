"""Nothing that nests ends the process: what `tests/fuzz/nesting.py` generates, in small; it says how to run all of it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[1] / "fuzz"))

import nesting
import nesting_cases
from nesting_forms import places

from flowscheme.lang.values.denotation import SPECIALS, Macro

THIN = 120
"""One of so many cases is run of those that go through all procedures of all libraries."""


def plan(depth: int, patience: float = 60) -> nesting.Plan:
    return nesting.plan_of(
        nesting.options_of(["--depth", str(depth), "--seconds", ".3", "--thin", str(THIN), "--patience", str(patience)]),
        sys.executable,
    )


@pytest.mark.parametrize("depth", [1000, 30_000])
@pytest.mark.parametrize("kind", nesting_cases.KINDS)
def test_whatever_nests_comes_to_a_value_or_an_error(kind: str, depth: int) -> None:
    report = nesting.supervise(plan(depth), kind)
    assert report.failures == []
    assert report.counts.total() > 2


def test_what_is_planted_is_found() -> None:
    told: list[str] = []
    report = nesting.supervise(plan(10, patience=3), "planted", told.append)
    assert report.counts == {"value": 2, "crash": 1, "foreign": 1, "SchemeError": 1, "hang": 1}
    assert [failure.split(": ")[1] for failure in told] == ["a crash", "a foreign exception", "no end"]
    assert "status -11" in told[0] and "IndexError" in told[1] and "no end" in told[2]
    assert report.failures == told


def test_the_generators_reach_everything() -> None:
    """Every special form, every macro, every procedure that the libraries export, and every operator of SREs is in some case."""
    world = nesting_cases.World(nesting_cases.Interpreter(), 1, 1.0)
    exports = nesting_cases.exports_of(world.interpreter)
    names = {name for name, _ in nesting_cases.text_cases(world)}
    shaped = [keyword for keyword, entry in SPECIALS.items() if entry.shape.startswith("(")]
    assert all(any(name.split()[0] == keyword for name in names) for keyword in shaped)
    macros = {
        f"({library}) {name}"
        for library, table in exports.items()
        for name, denotation in table.items()
        if isinstance(denotation, Macro) and any(places(pattern.cdr) for pattern, _ in denotation.rules.clauses)
    }
    assert all(any(name.startswith(f"{macro} ") for name in names) for macro in macros)
    through = {name for name, _ in nesting_cases.through_cases(world)}
    assert len(through) > 700 and {"(srfi 1) fold", "(srfi 158) gmap", "(flowscheme flow) sequence"} <= through
