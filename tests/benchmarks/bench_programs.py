"""The programs of `programs/`: flowscheme beside the same programs written in Python, and beside other Schemes.

    python tests/benchmarks/bench_programs.py [NAME ...] [--rounds N] [--peers chibi,calysto,guile] [--json FILE]

Contestants take turns, each run in a process of its own.  Counted is processor time, so that other work on the machine
disturbs little:

- flowscheme and Python: that of the program alone, measured inside; the compiled program comes from the cache.
- chibi, guile: the whole process less that of a program that imports the same and does nothing, run just before.
- calysto: that of the program alone, measured inside.  It has a just-in-time compiler for simple procedures.  Where
  the program takes too long, the work is done once instead of the program's count of repeats, which is multiplied back.

A contestant that needs more than a few seconds has one turn only, one that fails or needs more than a minute is shown as
"cannot run".  Every contestant must print the program's answer.  A ratio is flowscheme's time divided by the other's, round by
round; shown are the medians and, for flowscheme, the quartiles.  Below are the geometric means and whether they keep within the
targets.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from pathlib import Path
from resource import RLIMIT_CPU, setrlimit
from statistics import geometric_mean, median
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

from measure import Contestant, Verdict, children_time, fresh_environment, judge, ratios, scratch, spread, take_turns

HERE = Path(__file__).parent
PROGRAMS = HERE / "programs"
CONTESTANT = str(HERE / "contestant.py")
CALYSTO = "/opt/calysto/bin/python"
PATIENCE = 60
"""Seconds after which a contestant is taken not to run a program."""

SLOW = 5
"""Seconds of a first turn after which a contestant has no others."""

_REPEATS = re.compile(r"^\(define repeats (\d+)\)$", re.MULTILINE)


class CannotRun(Exception):
    """A contestant does not run a program, or gets another answer."""


class TooSlow(CannotRun):
    """A contestant takes too long."""


class Program(NamedTuple):
    """A program: its name, its text, and how often it does its work."""

    name: str
    text: str
    repeats: int

    @property
    def pair(self) -> Path:
        """The file of the same program in Python, which there need not be."""
        return PROGRAMS / f"{self.name}.py"

    def repeated(self, repeats: int) -> str:
        """Its text with another count of repeats."""
        return _REPEATS.sub(f"(define repeats {repeats})", self.text)

    def nothing(self) -> str:
        """A program that only imports what this one does."""
        return next(line for line in self.text.splitlines() if line.startswith("(import "))


def read_program(name: str) -> Program:
    """The program of that name."""
    text = (PROGRAMS / f"{name}.scm").read_text()
    found = _REPEATS.search(text)
    if found is None:
        raise ValueError(f"{name}.scm does not define its repeats")
    return Program(name, text, int(found[1]))


def program_names() -> list[str]:
    """The names of all programs."""
    return sorted(file.stem for file in PROGRAMS.glob("*.scm"))


def finish(arguments: list[str], environment: dict[str, str]) -> tuple[float, str]:
    """The processor time of a process and what it prints; raises CannotRun if it fails, TooSlow after a minute."""
    before = children_time()
    done = subprocess.run(arguments, env=environment, capture_output=True, text=True, check=False, preexec_fn=_bound)
    seconds = children_time() - before
    if done.returncode == 0:
        return seconds, done.stdout.strip()
    if seconds >= PATIENCE - 1:
        raise TooSlow(f"over {PATIENCE} s")
    raise CannotRun((done.stderr or done.stdout).strip().rpartition("\n")[2])


def _bound() -> None:
    setrlimit(RLIMIT_CPU, (PATIENCE, PATIENCE))


class Contest:
    """The contestants of one program, over files in a scratch folder.

    Each checks its answer against the first that came, flowscheme's.
    """

    def __init__(self, program: Program, folder: Path) -> None:
        self.program = program
        self.environment = fresh_environment(str(folder))
        self.file = _written(folder / f"{program.name}.scm", program.text)
        self.once = _written(folder / f"{program.name}-once.scm", program.repeated(1))
        self.empty = _written(folder / f"{program.name}-nothing.scm", program.nothing())
        self.answer: str | None = None

    def flowscheme(self) -> float:
        """A turn of flowscheme."""
        return self.inside(sys.executable, "flowscheme", str(self.file))

    def python(self) -> float:
        """A turn of the Python pair."""
        return self.inside(sys.executable, "python", str(self.program.pair), str(self.program.repeats))

    def calysto(self) -> float:
        """A turn of calysto-scheme."""
        try:
            return self.inside(CALYSTO, "calysto", str(self.file))
        except TooSlow:
            return self.inside(CALYSTO, "calysto", str(self.once)) * self.program.repeats

    def inside(self, python: str, *arguments: str) -> float:
        """A turn of a contestant that measures itself."""
        _, printed = finish([python, CONTESTANT, *arguments], self.environment)
        seconds, _, answer = printed.partition("\n")
        self.check(answer)
        return float(seconds)

    def outside(self, *command: str) -> Contestant:
        """A contestant that is measured from outside."""

        def turn() -> float:
            idle, _ = finish([*command, str(self.empty)], self.environment)
            seconds, answer = finish([*command, str(self.file)], self.environment)
            self.check(answer)
            return max(seconds - idle, 1e-4)

        return turn

    def check(self, answer: str) -> None:
        """Compare an answer with the first one."""
        if self.answer is None:
            self.answer = answer
        elif answer != self.answer:
            raise CannotRun(f"answers {answer[:40]}")


def _written(file: Path, text: str) -> Path:
    file.write_text(text)
    return file


class Peer(NamedTuple):
    """Another Scheme: its executable, and how it takes part."""

    executable: str
    join: Callable[[Contest], Contestant]


PEERS = {
    "chibi": Peer("chibi-scheme", lambda contest: contest.outside("chibi-scheme")),
    "guile": Peer("guile", lambda contest: contest.outside("guile", "--r7rs", "-q")),
    "calysto": Peer(CALYSTO, lambda contest: contest.calysto),
}


class Result(NamedTuple):
    """What came of a program: flowscheme's times, and by contestant flowscheme's ratios, or why it cannot run it."""

    times: list[float]
    ratios: dict[str, list[float]]
    failures: dict[str, str]


def measure_program(program: Program, peers: Iterable[str], rounds: int, folder: Path) -> Result:
    """Let the contestants run a program in turns."""
    contest = Contest(program, folder)
    contest.flowscheme()
    entrants = {name: PEERS[name].join(contest) for name in peers}
    if program.pair.exists():
        entrants = {"python": contest.python, **entrants}
    single, failures = _try_all(entrants)
    regular = {name: entrants[name] for name, seconds in single.items() if seconds <= SLOW}
    times = take_turns({"flowscheme": contest.flowscheme, **regular}, rounds)
    ours = times.pop("flowscheme")
    found = {name: ratios(ours, theirs) for name, theirs in times.items()}
    found.update((name, [median(ours) / seconds]) for name, seconds in single.items() if seconds > SLOW)
    return Result(ours, found, failures)


def _try_all(entrants: dict[str, Contestant]) -> tuple[dict[str, float], dict[str, str]]:
    """A first turn of each: the seconds, and why others cannot run."""
    single, failures = {}, {}
    for name, turn in entrants.items():
        try:
            single[name] = turn()
        except CannotRun as fault:
            failures[name] = str(fault)
    return single, failures


TARGETS: dict[str, tuple[str, float, Callable[[Iterable[float]], float]]] = {
    "python": ("geometric mean", 1.25, geometric_mean),
    "chibi": ("geometric mean", 0.6, geometric_mean),
    "calysto": ("worst program", 1.0, max),
}


def print_table(names: list[str], results: Iterable[tuple[str, Result]]) -> dict[str, Result]:
    """Print a row for each result as it comes, then the means; gives the results."""
    print(f"{'':<11}{'flowscheme ms':>14}{'quartiles':>18}" + "".join(f"{'/ ' + name:>14}" for name in names), flush=True)
    kept = {}
    for program, result in results:
        kept[program] = result
        low, high = spread(result.times)
        row = f"{program:<11}{median(result.times) * 1e3:>14.1f}{f'{low * 1e3:.1f} - {high * 1e3:.1f}':>18}"
        print(row + "".join(f"{_cell(result, name):>14}" for name in names), flush=True)
    print_summary(names, kept)
    return kept


def _cell(result: Result, name: str) -> str:
    if name in result.ratios:
        return f"{median(result.ratios[name]):.3f}"
    return "cannot run" if name in result.failures else "-"


def medians(name: str, results: dict[str, Result]) -> list[float]:
    """The median ratios to one contestant, of the programs that it ran."""
    return [median(result.ratios[name]) for result in results.values() if name in result.ratios]


def verdicts(results: dict[str, Result]) -> list[Verdict]:
    """How the results stand to the targets."""
    found = []
    for name, (what, target, reduce) in TARGETS.items():
        middle = medians(name, results)
        if middle:
            found.append(Verdict(f"programs / {name}, {what}", reduce(middle), target, f"of {len(middle)}"))
    return found


def print_summary(names: list[str], results: dict[str, Result]) -> None:
    """Print the geometric mean of the ratios to each contestant, what each cannot run, and the targets."""
    for name in names:
        middle = medians(name, results)
        if middle:
            extent = f"{min(middle):.3f} - {max(middle):.3f} over {len(middle)} programs"
            print(f"/ {name:<9} geometric mean {geometric_mean(middle):.3f}, {extent}")
    for program, result in results.items():
        for name, reason in result.failures.items():
            print(f"{name} cannot run {program}: {reason}")


def available(names: Iterable[str]) -> list[str]:
    """Those peers that are installed; a line for each that is not."""
    present = []
    for name in names:
        if shutil.which(PEERS[name].executable):
            present.append(name)
        else:
            print(f"{name} is not installed and is left out")
    return present


def as_json(results: dict[str, Result]) -> dict[str, Any]:
    """The results as JSON has them."""
    return {name: result._asdict() for name, result in results.items()}


def compete(names: Iterable[str], peers: Iterable[str], rounds: int) -> dict[str, Result]:
    """Run programs and print their table; the results."""
    present = available(peers)
    with scratch() as folder:
        rows = ((name, measure_program(read_program(name), present, rounds, Path(folder))) for name in names)
        return print_table(["python", *present], rows)


def main() -> None:
    """The command line."""
    parser = ArgumentParser(description="Run the benchmark programs in flowscheme, Python and other Schemes.")
    parser.add_argument("names", nargs="*", default=program_names(), metavar="NAME")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--peers", default="chibi,calysto", help="any of " + ",".join(PEERS) + "; '' for none")
    parser.add_argument("--json", type=Path, metavar="FILE")
    options = parser.parse_args()
    results = compete(options.names, filter(None, options.peers.split(",")), options.rounds)
    judge(verdicts(results))
    if options.json:
        options.json.write_text(json.dumps(as_json(results), indent=1))


if __name__ == "__main__":
    main()
