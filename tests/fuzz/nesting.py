"""Nothing that nests ends the process: a generated test, which runs what it generates in processes of its own.

    python tests/fuzz/nesting.py --depth 100000 --stack 1M --threads --pythons python3.11 python3.12 python3.13

Every case (see `nesting_cases`) comes to a value or to an error that users catch.  A *failure* is another exception, a signal, or
no end within `patience` of a case's last sign of life.  A worker process runs the cases of one kind one after the other and says
which one it begins; when it ends before its time, that case has failed, and another worker goes on behind it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Empty, Queue
from tempfile import TemporaryFile
from typing import IO, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))

import nesting_cases

STARTING = 60
"""Seconds that a worker may take until its first case, on a busy machine."""

SIGNS = ("begin ", "tick", "end ", "done")


# The worker


def work(options: argparse.Namespace) -> None:
    """Run the cases of a kind from a number on, telling the standard output of each begin and end."""
    world = nesting_cases.World(nesting_cases.Interpreter(), options.depth, options.seconds, options.thin)
    kinds = {**nesting_cases.KINDS, "planted": nesting_cases.planted_cases}
    for number, (name, run) in enumerate(kinds[options.worker](world)):
        if number >= options.first or name.endswith(": made"):
            print(f"begin {number} {name}", flush=True)
            try:
                word = nesting_cases.attempt(lambda run=run: run(world))
            except BaseException as fault:
                word = f"foreign {type(fault).__name__}: {str(fault)[:200]!r}"
            print(f"end {word}", flush=True)
    print("done", flush=True)


def worker(options: argparse.Namespace) -> None:
    """Run a worker, in a thread with a stack of the size that was asked for, if it was."""
    if options.threads:
        threading.stack_size(options.stack)
        thread = threading.Thread(target=work, args=(options,))
        thread.start()
        thread.join()
    else:
        work(options)
    sys.stdout.flush()
    os._exit(0)  # what is deep is not freed piece by piece


# The supervisor


class Report(NamedTuple):
    """How many cases came to what, and those that failed."""

    counts: Counter[str]
    failures: list[str]


class Plan(NamedTuple):
    """How workers run: the Python, their options, and how many seconds a case may be silent."""

    python: str
    options: list[str]
    patience: float


def supervise(plan: Plan, kind: str, tell: Callable[[str], None] = print) -> Report:
    """Run all cases of a kind, in as many workers as it takes; failures are told at once."""
    report, first = Report(Counter(), []), 0
    while first >= 0:
        first = _one_worker(plan, kind, first, report, tell)
    return report


def _one_worker(plan: Plan, kind: str, first: int, report: Report, tell: Callable[[str], None]) -> int:
    """Run one worker; the number of the case to go on with, -1 at the end."""
    with TemporaryFile() as complaints:
        process = _started(plan, kind, first, complaints)
        lines: Queue[str] = Queue()
        threading.Thread(target=_pump, args=(process, lines), daemon=True).start()
        number, name, patience = first - 1, "the start", float(STARTING)
        while True:
            try:
                word, _, rest = lines.get(timeout=patience).partition(" ")
            except Empty:
                process.kill()
                word, rest = "hang", ""
            if word == "begin":
                shown, _, name = rest.partition(" ")
                number, patience = int(shown), plan.patience
            elif word == "end":
                _count(report, rest, f"{kind}: {name}: {rest}", tell)
            elif word == "done":
                process.wait()
                return -1
            elif word != "tick":
                process.wait()
                how = "no end" if word == "hang" else f"status {process.returncode} {_last_line(complaints)}"
                _count(report, word, f"{kind}: {name}: {how}", tell)
                return number + 1 if number >= first else -1


def _started(plan: Plan, kind: str, first: int, complaints: IO[bytes]) -> subprocess.Popen[str]:
    command = [plan.python, __file__, "--worker", kind, "--first", str(first), *plan.options]
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=complaints, stdin=subprocess.DEVNULL, text=True, errors="replace"
    )


def _count(report: Report, outcome: str, failure: str, tell: Callable[[str], None]) -> None:
    word = outcome.split(maxsplit=1)[0]
    report.counts[word] += 1
    if word in ("foreign", "crash", "hang"):
        report.failures.append(failure)
        tell(failure)


def _pump(process: subprocess.Popen[str], lines: Queue[str]) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith(SIGNS):
            lines.put(line.rstrip("\n"))
    lines.put("crash")


def _last_line(complaints: IO[bytes]) -> str:
    complaints.seek(0)
    return complaints.read().decode(errors="replace").strip().rpartition("\n")[2][:200]


# The command


def size(text: str) -> int:
    """A size in bytes; `1M` is a mebibyte."""
    units = {"K": 1 << 10, "M": 1 << 20}
    return int(text[:-1]) * units[text[-1]] if text[-1:] in units else int(text)


def options_of(arguments: list[str] | None = None) -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--depth", type=int, default=1000, help="how deep")
    parser.add_argument("--seconds", type=float, default=1.0, help="what an evaluation may take")
    parser.add_argument("--patience", type=float, default=30.0, help="how long a case may be silent")
    parser.add_argument("--stack", type=size, default=size("8M"), help="of the thread, with --threads")
    parser.add_argument("--threads", action="store_true", help="run in a thread")
    parser.add_argument("--thin", type=int, default=1, help="take one of so many, where there are thousands of cases")
    parser.add_argument("--kinds", nargs="*", default=list(nesting_cases.KINDS))
    parser.add_argument("--pythons", nargs="*", default=[sys.executable])
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--worker", help=argparse.SUPPRESS)
    parser.add_argument("--first", type=int, default=0, help=argparse.SUPPRESS)
    return parser.parse_args(arguments)


def plan_of(options: argparse.Namespace, python: str) -> Plan:
    """The plan that the options ask for."""
    named = [f"--{name}={getattr(options, name)}" for name in ("depth", "seconds", "stack", "thin")]
    return Plan(python, [*named, *(["--threads"] if options.threads else [])], options.patience)


def main() -> int:
    """Run all kinds and print their counts; 1 if there was a failure."""
    options = options_of()
    if options.worker:
        worker(options)
    failed = 0
    for python in options.pythons:
        plan = plan_of(options, python)
        with ThreadPoolExecutor(options.jobs) as pool:
            reports = list(pool.map(lambda kind, plan=plan: supervise(plan, kind), options.kinds))
        for kind, report in zip(options.kinds, reports, strict=True):
            print(f"{python} {kind}: {report.counts.total()} cases: {dict(report.counts)}")
            failed += len(report.failures)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
