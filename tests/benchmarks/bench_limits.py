"""What limits cost: the programs of `programs/` under a step limit that they do not reach, beside the same without one.

    python tests/benchmarks/bench_limits.py [NAME ...] [--rounds N]

Without a limit, compiled code holds no checks; what is left is what an evaluation does before and after the program, which
is measured beside the program alone.  All take turns in processes of their own; counted is the processor time of the run,
compiling excluded.  First it is made sure that a limit does end a program: what counts no steps costs nothing and has missed
the target.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from math import inf
from pathlib import Path
from statistics import geometric_mean, median

sys.path.insert(0, str(Path(__file__).parent))

from bench_programs import CannotRun, Contest, program_names, read_program
from measure import Verdict, judge, ratios, scratch, spread, take_turns

WHAT, BOUND = "with a step limit / without, geometric mean", 1.3
FREE, FREE_BOUND = "without limits / the program alone, geometric mean", 1.02
STEPS = 10**12
ROUNDS = 3


def limit_ratios(name: str, rounds: int) -> tuple[list[float], list[float]]:
    """Of a program, round by round: the time with a step limit by that without one, and that by the program's alone."""
    with scratch() as folder:
        contest = Contest(read_program(name), Path(folder))
        limited = lambda: contest.inside(sys.executable, "flowscheme", str(contest.file), str(STEPS))  # noqa: E731
        bare = lambda: contest.inside(sys.executable, "bare", str(contest.file))  # noqa: E731
        times = take_turns({"free": contest.flowscheme, "limited": limited, "bare": bare}, rounds)
    return ratios(times["limited"], times["free"]), ratios(times["free"], times["bare"])


def limit_ends_program() -> bool:
    """Whether a program ends at a limit that it exceeds."""
    with scratch() as folder:
        contest = Contest(read_program("fib"), Path(folder))
        try:
            contest.inside(sys.executable, "flowscheme", str(contest.file), "1000")
        except CannotRun as fault:
            if "LimitExceeded" in str(fault):
                return True
            raise
    return False


def main(names: Iterable[str] | None = None, rounds: int = ROUNDS) -> list[Verdict]:
    """Print the ratios and how they stand."""
    if not limit_ends_program():
        print("a step limit does not end a program: what it costs cannot be measured")
        return [Verdict(WHAT, inf, BOUND)]
    found, free = [], []
    print(f"{'':<11}{'with a step limit / without':>28}{'quartiles':>18}{'without / alone':>18}{'quartiles':>18}")
    for name in names or program_names():
        row = ""
        for turns, middles, width in zip(limit_ratios(name, rounds), (found, free), (28, 18), strict=True):
            low, high = spread(turns)
            middles.append(median(turns))
            row += f"{middles[-1]:>{width}.3f}{f'{low:.3f} - {high:.3f}':>18}"
        print(f"{name:<11}{row}", flush=True)
    count = f"of {len(found)}"
    return [Verdict(WHAT, geometric_mean(found), BOUND, count), Verdict(FREE, geometric_mean(free), FREE_BOUND, count)]


def parse() -> tuple[list[str], int]:
    """The command line."""
    parser = ArgumentParser(description="Measure what a step limit costs.")
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    return options.names, options.rounds


if __name__ == "__main__":
    judge(main(*parse()))
