"""What the benchmarks share: contestants take turns, so that a slow minute of the machine hits all of them.

A contestant is a function that does its work once and returns the seconds that it took.  One turn of each comes before
the rounds that count, and the order changes from round to round.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from statistics import median, quantiles
from time import perf_counter
from typing import NamedTuple

Contestant = Callable[[], float]

ROUNDS = 9


class Figure(NamedTuple):
    """The times of a contestant, in seconds: the median, the quartiles, and the median ratio to the first one."""

    median: float
    low: float
    high: float
    ratio: float


def timed(work: Callable[[], object]) -> Contestant:
    """A contestant that does some work in this process."""

    def run() -> float:
        start = perf_counter()
        work()
        return perf_counter() - start

    return run


def process(arguments: Sequence[str], environment: dict[str, str]) -> Contestant:
    """A contestant that is a whole Python process with these arguments."""

    def run() -> float:
        start = perf_counter()
        subprocess.run([sys.executable, *arguments], env=environment, check=True, stdout=subprocess.DEVNULL)
        return perf_counter() - start

    return run


def processor(arguments: Sequence[str], environment: dict[str, str]) -> Contestant:
    """The same, but the processor time that it takes: what passes on the clock if the machine does nothing else."""

    def run() -> float:
        before = children_time()
        subprocess.run([sys.executable, *arguments], env=environment, check=True, stdout=subprocess.DEVNULL)
        return children_time() - before

    return run


def children_time() -> float:
    """The processor time that this process's children took until they ended."""
    usage = getrusage(RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


class Verdict(NamedTuple):
    """A measured figure beside its target: at most that, or at least."""

    what: str
    measured: float
    target: float
    unit: str = ""
    at_least: bool = False

    @property
    def holds(self) -> bool:
        """Whether the target is kept."""
        return self.measured >= self.target if self.at_least else self.measured <= self.target


def judge(verdicts: Iterable[Verdict]) -> bool:
    """Print verdicts as a table; whether all targets are kept."""
    kept = True
    print(f"{'':<48}{'measured':>10}{'target':>12}{'ratio':>8}")
    for each in verdicts:
        bound = f"{'>=' if each.at_least else '<='} {each.target:g}"
        verdict = "PASS" if each.holds else "FAIL"
        ratio = f"{each.measured / each.target:.2f}" if each.target else "-"
        print(f"{each.what:<48}{each.measured:>10.3f}{bound:>12}{ratio:>8}  {verdict}  {each.unit}", flush=True)
        kept = kept and each.holds
    return kept


def fresh_environment(folder: str) -> dict[str, str]:
    """This process's environment, but with bytecode and flowscheme's cache in a folder of their own, both in use."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    root = str(Path(__file__).parents[2])
    path = os.pathsep.join([root, *filter(None, [kept.get("PYTHONPATH")])])
    caches = {"PYTHONPYCACHEPREFIX": f"{folder}/bytecode", "FLOWSCHEME_CACHE": f"{folder}/units"}
    return {**kept, **caches, "PYTHONPATH": path}


def take_turns(contestants: dict[str, Contestant], rounds: int = ROUNDS) -> dict[str, list[float]]:
    """The times of the contestants in so many rounds, after a first one that does not count."""
    times: dict[str, list[float]] = {name: [] for name in contestants}
    order = list(contestants)
    for _ in range(rounds + 1):
        for name in order:
            times[name].append(contestants[name]())
        order = order[1:] + order[:1]
    return {name: turns[1:] for name, turns in times.items()}


def compare(contestants: dict[str, Contestant], rounds: int = ROUNDS) -> dict[str, Figure]:
    """The figures of the contestants, of so many rounds; a ratio is taken round by round."""
    counted = take_turns(contestants, rounds)
    first = next(iter(counted.values()))
    return {name: figure(turns, first) for name, turns in counted.items()}


def figure(turns: list[float], first: list[float]) -> Figure:
    """The figure of a contestant's times, beside those of the first one in the same rounds."""
    low, high = spread(turns)
    return Figure(median(turns), low, high, median(ratios(turns, first)))


def ratios(turns: list[float], others: list[float]) -> list[float]:
    """Round by round, how one contestant's time stands to another's."""
    return [one / other for one, other in zip(turns, others, strict=True)]


def spread(turns: list[float]) -> tuple[float, float]:
    """The quartiles of some times or ratios; of one alone, that one."""
    if len(turns) == 1:
        return turns[0], turns[0]
    low, _, high = quantiles(turns, n=4)
    return low, high


def show(figures: dict[str, Figure]) -> None:
    """Print a table of figures, in milliseconds."""
    width = max(map(len, figures)) + 2
    print(f"{'':<{width}}{'median ms':>10}{'quartiles':>18}{'ratio':>8}")
    for name, figure in figures.items():
        spread = f"{figure.low * 1e3:.1f} - {figure.high * 1e3:.1f}"
        print(f"{name:<{width}}{figure.median * 1e3:>10.1f}{spread:>18}{figure.ratio:>8.2f}")


def scratch() -> tempfile.TemporaryDirectory[str]:
    """A folder that is gone afterwards."""
    return tempfile.TemporaryDirectory(prefix="flowscheme-bench-")
