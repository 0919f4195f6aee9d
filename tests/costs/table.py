"""The table of costs: what calls with large values take, in processor time and in steps.

    python tests/costs/table.py [NAME ...] [--most N]     the long form: every primitive, N combinations of values of each

Two laws hold, whatever the machine: a call under a limit of half a second ends within a second of processor time, and it is
charged a step for each so many microseconds, so that steps alone bound time.  Times are taken in units of `machine_unit`.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import thread_time
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

from calls import PRELUDE, SAMPLES, Call, calls, parameters, sized

import flowscheme.primitives
from flowscheme import Interpreter, LimitExceeded, Limits
from flowscheme.errors import InternalError, SchemeExit
from flowscheme.lang.machine.meter import Meter
from flowscheme.lang.machine.primitive import PRIMITIVES, Primitive

assert flowscheme.primitives

SECONDS, LONGEST = 0.5, 1.0
A_STEP, FREE = 60e-6, 0.02
"""How long a step may take, and a call that is charged nothing, in seconds of the machine that `machine_unit` knows."""


class Cost(NamedTuple):
    """What a call took: seconds of processor time, steps, and what became of it."""

    call: Call
    seconds: float
    steps: int
    outcome: str

    def faults(self, unit: float) -> list[str]:
        """The laws that it breaks on a machine that is slower by `unit`."""
        broken = ["it is not ended in time"] if self.seconds > LONGEST * unit else []
        broken += ["a fault of ours"] if self.outcome.startswith("unexpected") and self.call.name[0] != "%" else []
        goes_on = self.outcome != "memory"  # what is refused beforehand ends the program
        return broken + (["too few steps"] if goes_on and self.seconds > (FREE + A_STEP * self.steps) * unit else [])


class Growth:
    """With which of its parameters the steps of a primitive grow: what its declaration should say (`cost`).

    It is measured with values of some ten thousand elements, of which one at a time is halved, so it takes no time.
    """

    def __init__(self) -> None:
        self.interpreter = Interpreter(grants=(), metered=True)
        self.interpreter.eval(PRELUDE)

    def of(self, entry: Primitive, most: int = 2) -> set[str]:
        """The names of those parameters."""
        self.interpreter.libraries.define(self.interpreter.environment, "primitive", entry.procedure)
        grows = set()
        for call in calls(entry.signature, most):
            names = parameters(entry.signature)[: len(call.operands)]
            whole = self._steps(call, None)
            for index, name in enumerate(names):
                if "{" in call.operands[index] and self._steps(call, index) < whole * 0.8:
                    grows.add(name)
        return grows

    def mislabelled(self, entry: Primitive, most: int = 2) -> str:
        """What is wrong with the declaration of a primitive, by such measurements; nothing, if it is right."""
        grows, declared = self.of(entry, most), set(entry.cost.split())
        wrong = [f"its steps grow with {' '.join(sorted(grows - declared))}"] if grows - declared else []
        unknown = declared - set(parameters(entry.signature))
        return "; ".join(wrong + ([f"it has no {' '.join(sorted(unknown))}"] if unknown else []))

    def _steps(self, call: Call, halved: int | None) -> int:
        """What a call is charged; 0 if it fails."""
        texts = [sized(text, SAMPLES, 2 if index == halved else 1) for index, text in enumerate(call.operands)]
        define(self.interpreter, call, texts)
        cost = measured(self.interpreter, call)
        return cost.steps if cost.outcome == "1" else 0


def machine_unit() -> float:
    """How much slower this machine is now than one on which a loop of a million turns takes 30 ms; at least 1."""
    began = thread_time()
    for _ in range(1_000_000):
        pass
    return max(1.0, (thread_time() - began) / 0.03)


def declared(names: Iterable[str] = ()) -> list[Primitive]:
    """The primitives that are in the table: those that touch nothing outside, each once."""
    entries = {entry.name: entry for entry in PRIMITIVES.values() if entry.effect is None}
    return [entries[name] for name in sorted(names or entries)]


def costs(entry: Primitive, most: int) -> Iterator[Cost]:
    """What the calls of a primitive take."""
    interpreter = Interpreter(grants=(), metered=True)
    interpreter.eval(PRELUDE)
    interpreter.libraries.define(interpreter.environment, "primitive", entry.procedure)
    for call in calls(entry.signature, most):
        define(interpreter, call, [sized(text) for text in call.operands])
        yield measured(interpreter, call)


def define(interpreter: Interpreter, call: Call, operands: list[str]) -> None:
    """Define the call as `go`, and its operands."""
    names = [f"v{index}" for index in range(len(operands))]
    for name, operand in zip(names, operands, strict=True):
        interpreter.eval(f"(define {name} {operand}) 1")
    form = f"({'apply ' if call.spread else ''}primitive {' '.join(names)})"
    interpreter.eval(f"(define (go) (guard (e (#t 'error)) {form} 1))")


def measured(interpreter: Interpreter, call: Call) -> Cost:
    """What one evaluation of `(go)` takes."""
    used: list[int] = []
    finish = Meter.finish

    def noting(self: Meter) -> None:
        finish(self)
        used.append(self.used)

    Meter.finish = noting  # type: ignore[method-assign]
    began = thread_time()
    try:
        outcome = str(interpreter.eval("(go)", limits=Limits(seconds=SECONDS, steps=10**12)))
    except LimitExceeded as error:
        outcome = error.limit
    except (InternalError, SchemeExit) as error:
        outcome = str(error)
    finally:
        Meter.finish = finish  # type: ignore[method-assign]
    return Cost(call, thread_time() - began, used[-1], outcome)


def main() -> int:
    """Print the calls that break a law, and how many there were."""
    parser = ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*")
    parser.add_argument("--most", type=int, default=24)
    options = parser.parse_args()
    count = broken = 0
    growth = Growth()
    for entry in declared(options.names):
        if wrong := growth.mislabelled(entry):
            broken += 1
            print(f"{entry.signature}: {wrong}", flush=True)
        for cost in costs(entry, options.most):
            count += 1
            for fault in cost.faults(machine_unit()):
                broken += 1
                print(f"{cost.seconds:7.3f} s {cost.steps:9} steps  {cost.call}: {fault}", flush=True)
    print(f"{count} calls, {broken} break a law")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
