"""How long a start takes: whole processes, `flowscheme eval 1` beside bare `python -c pass`, with the targets.

    python tests/benchmarks/bench_startup.py

For comparison: `import click`, what any program with click pays, the interpreter without a command line, and a start for
which there is no compiled unit in the cache ("cold"; Python's own bytecode is there).  Counted is processor time.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from measure import ROUNDS, Figure, Verdict, compare, fresh_environment, judge, processor, scratch, show

EMBEDDED = "from flowscheme.interp import Interpreter; Interpreter().eval_datum('(+ 1 2)', '<x>')"
DEFINES = "(define (square x) (* x x)) (square 5)"


def startup_times(rounds: int = ROUNDS) -> dict[str, Figure]:
    """The figures of each way to start."""
    with scratch() as folder:
        warm = fresh_environment(folder)
        cold = {**warm, "FLOWSCHEME_CACHE": ""}
        return compare(
            {
                "python": processor(["-c", "pass"], warm),
                "import click": processor(["-c", "import click"], warm),
                "eval 1": processor(["-m", "flowscheme", "eval", "1"], warm),
                "eval a definition": processor(["-m", "flowscheme", "eval", DEFINES], warm),
                "eval, embedded": processor(["-c", EMBEDDED], warm),
                "eval 1, cold": processor(["-m", "flowscheme", "eval", "1"], cold),
            },
            rounds,
        )


def verdicts(figures: dict[str, Figure]) -> list[Verdict]:
    """How the figures stand to the targets."""
    base = figures["python"].median
    over = {name: (figures[name].median - base) * 1e3 for name in ("eval 1", "eval 1, cold")}
    return [
        Verdict("eval 1 over python -c pass, warm", over["eval 1"], 60, "ms"),
        Verdict("eval 1 over python -c pass, cold", over["eval 1, cold"], 250, "ms"),
    ]


def main() -> list[Verdict]:
    """Print the times and how they stand."""
    figures = startup_times()
    show(figures)
    return verdicts(figures)


if __name__ == "__main__":
    judge(main())
