"""How long a start takes: whole processes, `flowscheme eval '(+ 1 2)'` beside the least that a command line costs.

    python tests/benchmarks/bench_startup.py

The base is `python -c 'import click'`, what any program with click pays.  The others are Python alone, the interpreter
without a command line, and a first start, for which nothing is in the cache.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from measure import ROUNDS, Figure, compare, fresh_environment, process, scratch, show

EMBEDDED = "from flowscheme.interp import Interpreter; Interpreter().eval_datum('(+ 1 2)', '<x>')"
DEFINES = "(define (square x) (* x x)) (square 5)"


def startup_times(rounds: int = ROUNDS) -> dict[str, Figure]:
    """The figures of each way to start."""
    with scratch() as folder:
        warm = fresh_environment(folder)
        cold = {**warm, "FLOWSCHEME_CACHE": ""}
        return compare(
            {
                "import click": process(["-c", "import click"], warm),
                "python": process(["-c", "pass"], warm),
                "eval '(+ 1 2)'": process(["-m", "flowscheme", "eval", "(+ 1 2)"], warm),
                "eval a definition": process(["-m", "flowscheme", "eval", DEFINES], warm),
                "eval, embedded": process(["-c", EMBEDDED], warm),
                "eval, no cache": process(["-m", "flowscheme", "eval", "(+ 1 2)"], cold),
            },
            rounds,
        )


if __name__ == "__main__":
    show(startup_times())
