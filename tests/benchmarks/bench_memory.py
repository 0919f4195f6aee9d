"""How much a million pairs take: the growth of the resident set while a list is built, beside Python's tuples.

    python tests/benchmarks/bench_memory.py

Each figure comes from a process of its own, so that no memory is counted that an earlier one had freed.  The bound of
80 MB (of 1,048,576 bytes, as the system's tools count) holds also where every pair has an integer of its own.  CPython
takes 48 bytes for an object with two slots, its header for the garbage collector included, and 32 for an integer.
"""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Callable
from statistics import median
from typing import Any

from flowscheme.interp import Interpreter

PAIRS = 1_000_000
MB = 1 << 20
BOUND_MB = 80.0
ROUNDS = 3

BUILD = "(lambda (n) (let loop ((i 0) (l '())) (if (= i n) l (loop (+ i 1) (cons {} l)))))"


def resident_mb() -> float:
    """The resident set of this process."""
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGESIZE") / MB


def scheme_list(element: str) -> Callable[[], Any]:
    """What builds the list in Scheme, compiled already; nothing is converted."""
    interpreter = Interpreter()
    build = interpreter.eval_datum(BUILD.format(element))
    return lambda: interpreter.evaluate(lambda: build(PAIRS))


def cons_one() -> Callable[[], Any]:
    """Pairs that all hold one small integer."""
    return scheme_list("1")


def cons_own() -> Callable[[], Any]:
    """Pairs that each hold an integer of their own."""
    return scheme_list("i")


def iota_own() -> Callable[[], Any]:
    """The same list, made by `iota`."""
    interpreter = Interpreter()
    build = interpreter.eval_datum("(import (scheme base) (srfi 1)) (lambda (n) (iota n))")
    return lambda: interpreter.evaluate(lambda: build(PAIRS))


def python_own() -> Callable[[], Any]:
    """A Python list of tuples of two integers, one of their own."""
    return lambda: [(1, i) for i in range(PAIRS)]


CONTESTANTS = {
    "(cons 1 l)": cons_one,
    "(cons i l)": cons_own,
    "(iota n)": iota_own,
    "Python [(1, i), ...]": python_own,
}


def growth(name: str) -> float:
    """How many MB one contestant's list takes in this process, which should be fresh."""
    build = CONTESTANTS[name]()
    before = resident_mb()
    kept = build()
    grown = resident_mb() - before
    assert kept is not None
    return grown


def measure(name: str, rounds: int = ROUNDS) -> list[float]:
    """The growth in so many fresh processes."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1, maxtasksperchild=1) as pool:
        return pool.map(growth, [name] * rounds, chunksize=1)


def main() -> int:
    """Print the table; the status tells whether the bound held."""
    figures = {name: measure(name) for name in CONTESTANTS}
    print(f"{'1,000,000 pairs':24}{'median MB':>12}{'least':>9}{'most':>9}{'bytes each':>13}")
    for name, grown in figures.items():
        each = median(grown) * MB / PAIRS
        print(f"{name:24}{median(grown):12.1f}{min(grown):9.1f}{max(grown):9.1f}{each:13.1f}")
    worst = max(median(grown) for name, grown in figures.items() if not name.startswith("Python"))
    print(f"bound: {BOUND_MB:.0f} MB, {'held' if worst <= BOUND_MB else 'missed'}")
    return int(worst > BOUND_MB)


if __name__ == "__main__":
    sys.exit(main())
