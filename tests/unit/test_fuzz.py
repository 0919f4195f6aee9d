"""Bad input raises a `SchemeError`, never another exception, and never hangs: a small budget of what `tests/fuzz` does for
as long as one likes."""

from __future__ import annotations

import sys
from pathlib import Path
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flowscheme import Interpreter, SchemeError
from flowscheme.lang.text.reader import Incomplete, datum_end, read_source

sys.path.insert(0, str(Path(__file__).parents[1] / "fuzz"))

import fuzz
import limits

BUDGET = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))

TEXTS = st.text() | st.lists(st.sampled_from([*fuzz.SCRAPS, *fuzz.ATOMS, " "])).map("".join)
SEEDS = st.integers(min_value=0, max_value=2**32).map(Random)


@pytest.fixture(scope="module")
def interpreter() -> Interpreter:
    return Interpreter(fuzz.GRANTS)


def tried(interpreter: Interpreter, text: str) -> None:
    try:
        interpreter.eval(text, limits=fuzz.LIMITS)
    except SchemeError as error:
        assert isinstance(str(error), str)
    assert fuzz.sane(interpreter)


@BUDGET
@given(TEXTS)
def test_reading_text(text: str) -> None:
    try:
        read_source(text, "<fuzz>")
    except SchemeError as error:
        assert error.payload.place[0] == "<fuzz>"
    try:
        end = datum_end(text)
    except Incomplete as open_at:
        assert 0 <= open_at.offset <= len(text)
    else:
        assert end is None or 0 < end <= len(text)


@BUDGET
@given(TEXTS)
def test_evaluating_text(interpreter: Interpreter, text: str) -> None:
    tried(interpreter, text)


@BUDGET
@given(SEEDS)
def test_evaluating_forms(interpreter: Interpreter, rng: Random) -> None:
    tried(interpreter, fuzz.generate(rng))


@BUDGET
@given(SEEDS)
def test_evaluating_changed_forms(interpreter: Interpreter, rng: Random) -> None:
    tried(interpreter, fuzz.mutate(rng, fuzz.generate(rng)))


def test_the_loop_reports_a_failure(tmp_path: Path) -> None:
    """The loop itself finds what it looks for: here an interpreter that raises what it should not."""

    class Broken(Interpreter):
        def eval(self, source: str, **_: object) -> None:
            raise ZeroDivisionError

    counts = fuzz.Counter[str]()
    report = fuzz.check(Broken(), "(+ 1 2)(", counts)
    assert report is not None and "ZeroDivisionError" in report
    assert counts == {"failure": 1}
    assert fuzz.loop(0.01, tmp_path, 7).total() > 0


@pytest.mark.parametrize("planted", ["memory", "foreign", "crash"])
def test_the_fuzz_of_limits_finds_planted_faults(planted: str) -> None:
    child = limits.Child(planted)
    try:
        assert limits.fault(child.ask("1", limits.LIMITS[0]), limits.LIMITS[0]) is not None
    finally:
        child.end()


def test_inputs_that_aim_at_limits_are_programs() -> None:
    names = limits.libraries()
    assert {"scheme base", "srfi 1", "srfi 115", "srfi 180"} <= {each.library for each in names}
    for rng in map(Random, range(200)):
        text = limits.Maker(rng, rng.choice(names)).text()
        assert read_source(text, "<fuzz>"), text
