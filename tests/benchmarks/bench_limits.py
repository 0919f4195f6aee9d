"""What a step limit costs: the programs of `programs/` under a limit that they do not reach, beside the same without one.

    python tests/benchmarks/bench_limits.py [NAME ...] [--rounds N]

Both take turns in processes of their own; counted is the processor time of the run, compiling excluded.  First it is made
sure that a limit does end a program: what counts no steps costs nothing and has missed the target.
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
STEPS = 10**12
ROUNDS = 3


def limit_ratios(name: str, rounds: int) -> list[float]:
    """The time of a program with a step limit, divided by that without one, round by round."""
    with scratch() as folder:
        contest = Contest(read_program(name), Path(folder))
        limited = lambda: contest.inside(sys.executable, "flowscheme", str(contest.file), str(STEPS))  # noqa: E731
        times = take_turns({"free": contest.flowscheme, "limited": limited}, rounds)
    return ratios(times["limited"], times["free"])


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
    found = []
    print(f"{'':<11}{'with a step limit / without':>28}{'quartiles':>18}")
    for name in names or program_names():
        turns = limit_ratios(name, rounds)
        low, high = spread(turns)
        found.append(median(turns))
        print(f"{name:<11}{found[-1]:>28.3f}{f'{low:.3f} - {high:.3f}':>18}", flush=True)
    return [Verdict(WHAT, geometric_mean(found), BOUND, f"of {len(found)}")]


def parse() -> tuple[list[str], int]:
    """The command line."""
    parser = ArgumentParser(description="Measure what a step limit costs.")
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    return options.names, options.rounds


if __name__ == "__main__":
    judge(main(*parse()))
