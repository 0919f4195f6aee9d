"""The table of costs: no call with large values outlasts its limit, or takes long for few steps (see `table`).

The suite tries a few calls of each primitive; `python tests/costs/table.py` tries many.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from time import thread_time

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from table import Cost, Growth, costs, declared, machine_unit

from flowscheme.lang.machine.primitive import PRIMITIVES, Primitive
from flowscheme.lang.machine.sizes import spend

TRIED = (
    "lcm", "gcd", "*", "max", "square", "string=?", "vector-fill!", "equal?", "hash", "append", "number->string", "string-copy!",
    "list->vector", "apply", "hash-table-keys", "bytevector-append", "exact-integer-sqrt", "<", "string-ci<?", "list?",
)  # fmt: skip
"""The primitives of which the suite measures calls: one of each sort of work."""


@pytest.mark.parametrize("name", TRIED)
def test_a_call_ends_in_time_and_is_charged(name: str) -> None:
    """What breaks a law is measured again: a busy machine may have been in the way."""
    for entry in declared([name]):
        broken = {cost.call for cost in costs(entry, 3) if cost.faults(machine_unit())}
        again = [cost for cost in costs(entry, 3) if cost.call in broken and cost.faults(machine_unit())] if broken else []
        assert again == []


@pytest.mark.parametrize("part", range(4))
def test_what_takes_longer_for_larger_arguments_says_so(part: int) -> None:
    """Of every other primitive, by its steps, which the law above ties to time; the long form looks at all."""
    growth = Growth()
    wrong = {entry.name: growth.mislabelled(entry, 1) for entry in declared()[part::8]}
    assert {name: fault for name, fault in wrong.items() if fault} == {}


@pytest.mark.parametrize(("cost", "fault"), [("", "its steps grow with obj"), ("obj", ""), ("obj k", "it has no k")])
def test_a_primitive_that_is_mislabelled_is_found(cost: str, fault: str) -> None:
    def long(obj: int) -> int:
        spend(obj.bit_length())
        return obj

    assert Growth().mislabelled(Primitive("long", "(long obj)", "", long, None, False, cost=cost), 1) == fault


def _busy(seconds: float) -> None:
    began = thread_time()
    while thread_time() - began < seconds:
        pow(3, 20_000)


def _planted(charges: int) -> Primitive:
    """A primitive that is slow, and is charged so many elements."""

    def slow(z: object) -> object:
        spend(charges)
        _busy(0.4)
        return z

    return Primitive("slow", "(slow z)", "", slow, None, False)


@pytest.mark.parametrize(("charges", "fault"), [(0, ["too few steps"]), (64_000_000, [])])
def test_a_primitive_that_is_charged_too_little_is_found(charges: int, fault: list[str]) -> None:
    found = [cost.faults(1.0) for cost in costs(_planted(charges), 1)]
    assert found == [fault]


def test_what_outlasts_its_limit_is_found() -> None:
    assert Cost(next(iter(costs(PRIMITIVES["abs"], 1))).call, 3.0, 10**9, "seconds").faults(1.0) == ["it is not ended in time"]


def test_the_long_form_runs_by_one_command() -> None:
    command = [sys.executable, str(Path(__file__).with_name("table.py")), "square", "--most", "1"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.stdout.endswith("1 calls, 0 break a law\n"), done.stderr
