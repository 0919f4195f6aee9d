"""What the programs of `programs/` cost on each version of Python: every version beside the first one.

    python tests/benchmarks/bench_pythons.py PYTHON [PYTHON ...] [--rounds N] [--programs NAME,...]

Each PYTHON is an interpreter with flowscheme's dependencies, such as `.venv-3.12/bin/python`.  They take turns, each run in a
process of its own; counted is the processor time of the program alone, measured inside.  A ratio is a version's time divided
by the first one's, round by round; shown are the medians and quartiles, below them the geometric means of the medians.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, Namespace
from pathlib import Path
from statistics import geometric_mean, median

sys.path.insert(0, str(Path(__file__).parent))

from bench_programs import Contest, program_names, read_program
from measure import Contestant, ratios, scratch, spread, take_turns

ROUNDS = 3


def turn(contest: Contest, python: str) -> Contestant:
    """A contestant: the program on a Python."""
    return lambda: contest.inside(python, "flowscheme", str(contest.file))


def measure(name: str, pythons: list[str], rounds: int) -> dict[str, list[float]]:
    """The ratios of each Python's time to the first one's, for a program."""
    with scratch() as folder:
        contest = Contest(read_program(name), Path(folder))
        times = take_turns({python: turn(contest, python) for python in pythons}, rounds)
    return {python: ratios(times[python], times[pythons[0]]) for python in pythons[1:]}


def main(options: Namespace) -> None:
    """Print a row for each program, and the geometric means."""
    others = options.pythons[1:]
    middles: dict[str, list[float]] = {python: [] for python in others}
    print(f"time / time on {options.pythons[0]}", *others, sep="\n", flush=True)
    for name in options.programs.split(",") if options.programs else program_names():
        row = f"{name:<11}"
        for python, turns in measure(name, options.pythons, options.rounds).items():
            low, high = spread(turns)
            middles[python].append(median(turns))
            row += f"{median(turns):>8.3f}{f'{low:.3f} - {high:.3f}':>18}"
        print(row, flush=True)
    for python, values in middles.items():
        print(f"{python}: geometric mean {geometric_mean(values):.3f} of {len(values)}, {min(values):.3f} to {max(values):.3f}")


def parse() -> Namespace:
    """The arguments of the command."""
    parser = ArgumentParser(description="Measure what programs cost on each version of Python.")
    parser.add_argument("pythons", nargs="+", metavar="PYTHON")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    parser.add_argument("--programs", default="", help="their names, with commas between them; all, if left out")
    return parser.parse_args()


if __name__ == "__main__":
    main(parse())
