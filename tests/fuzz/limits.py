"""A fuzzing loop that aims at limits: whatever is huge, shared, deep, joined or kept ends in time, in memory, and as ours.

    python tests/fuzz/limits.py --minutes 30 --failures /tmp/failures

Each input calls procedures of one library with arguments that fit their signatures and are as large as limits admit, or
nests a form, or lets something grow: then its outcome is printed, raised, compared, converted and shown.  It runs in a process
of its own kind (`--child`), which serves many inputs, under one of `LIMITS`.  A failure is

* an exception that is no `SchemeError`, or whose text has more than a million characters; a process that ends;
* more than `PATIENCE` seconds of the processor, where a second is the limit; more than three times the memory that is the limit;
* an interpreter that no longer adds one and two.

What took too long or too much counts only if it comes again in a fresh process, since the machine may be busy.  Failures are
written to the folder; the counts of all inputs and outcomes are printed at the end.  `--plant` makes the child wrong in four
ways, and shows that each is found.
"""

from __future__ import annotations

import argparse
import contextlib
import gc
import json
import os
import random
import resource
import select
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from limit_inputs import DEFINITIONS, Maker, Names

from flowscheme import Interpreter, Limits, SchemeError
from flowscheme.catalog import library_files
from flowscheme.errors import InternalError
from flowscheme.reference import descriptions

PATIENCE = 4.0
"""Seconds of the processor that an input may take under a limit of one second, its printing and unwinding included."""

LOST = 90.0
"""Seconds after which a child that does not answer is ended."""

NO_ANSWER = "no answer"

MB = 1 << 20
LONGEST = 1_000_000
LIMITS = (
    {"seconds": 1.0, "memory": 128 * MB},
    {"seconds": 1.0, "memory": 128 * MB, "depth": 10_000},
    {"steps": 100_000, "seconds": 1.0, "memory": 128 * MB},
    {"steps": 100_000, "memory": 128 * MB},
)
ADDRESS_SPACE = 6 << 30
RENEWED = 25
"""After how many inputs a child makes a new interpreter."""


def libraries() -> list[Names]:
    """The libraries that come with flowscheme and export procedures that can be called."""
    interpreter = Interpreter()
    made = []
    for library in library_files(interpreter.libraries):
        if library.startswith("flowscheme") and "primitive" in library:
            continue
        procedures = [each for each in descriptions(interpreter, library) if each.kind == "procedure" and each.name not in _ENDS]
        if procedures:
            made.append(Names(library, {each.name: list(each.signatures) for each in procedures}))
    return made


_ENDS = {"exit", "emergency-exit"}


# The child


def _peak() -> int:
    """The most bytes that were resident since the count was last cleared."""
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) << 10 for line in status if line.startswith("VmHWM"))


def _shown(outcome: Any) -> int:
    """How long the longest text is that we make of an outcome for the host."""
    if not type(outcome).__module__.startswith("flowscheme"):
        return 0
    notes = getattr(outcome, "__notes__", ())
    return max(len(str(outcome)), len(repr(outcome)), *(len(note) for note in notes), 0)


def _evaluated(interpreter: Interpreter, text: str, limits: Limits) -> Any:
    try:
        return interpreter.eval(text, limits=limits)
    except SchemeError as error:
        return error


def _one(interpreter: Interpreter, text: str, limits: dict[str, Any]) -> dict[str, Any]:
    """Evaluate an input; what came of it."""
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5")
    before, start, sizes = _peak(), time.process_time(), 0
    try:
        outcome = _evaluated(interpreter, text, Limits(**limits))
        word = type(outcome).__name__ if isinstance(outcome, Exception) else "value"
        sizes = _shown(outcome)
        message = str(outcome)[:200] if isinstance(outcome, Exception) else ""
        if isinstance(outcome, InternalError):
            word = "failure"
    except BaseException as error:
        word, message = "failure", f"{type(error).__name__}: {str(error)[:300]}"
    took, peak = time.process_time() - start, _peak() - before
    outcome = None
    return {"word": word, "message": message, "took": took, "peak": peak, "text": sizes}


def _plant(name: str) -> None:
    """Make the child wrong."""
    host = {
        "time": lambda: sum(range(5 * 10**8)),
        "memory": lambda: len(b"x" * (500 * MB)),
        "foreign": lambda: {}["x"],  # type: ignore[misc]
        "crash": os.abort,
    }[name]
    honest = Interpreter.eval

    def planted(self: Interpreter, *arguments: Any, **more: Any) -> Any:
        host()
        return honest(self, *arguments, **more)

    Interpreter.eval = planted  # type: ignore[method-assign]


def child(planted: str) -> None:
    """Serve inputs, a line of JSON each, until there are no more."""
    resource.setrlimit(resource.RLIMIT_AS, (ADDRESS_SPACE, ADDRESS_SPACE))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if planted:
        _plant(planted)
    for number, line in enumerate(sys.stdin):
        if number % RENEWED == 0:
            interpreters = {metered: Interpreter(grants=(), metered=metered) for metered in (False, True)}
        given = json.loads(line)
        interpreter = interpreters["steps" in given["limits"]]
        result = _one(interpreter, given["text"], given["limits"])
        if not planted and _evaluated(interpreter, "(import (scheme base)) (+ 1 2)", Limits(seconds=5)) != 3:
            result.update(word="failure", message="the interpreter no longer adds")
        print(json.dumps(result), flush=True)


# The parent


class Child:
    """A process that evaluates inputs."""

    def __init__(self, planted: str = "") -> None:
        command = [sys.executable, __file__, "--child", *(["--plant", planted] if planted else [])]
        pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
        self.process = subprocess.Popen(command, text=True, **pipes)

    def ask(self, text: str, limits: dict[str, Any]) -> dict[str, Any]:
        """What came of an input; the process may have ended by it."""
        assert self.process.stdin is not None and self.process.stdout is not None
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.write(json.dumps({"text": text, "limits": limits}) + "\n")
            self.process.stdin.flush()
        ready, _, _ = select.select([self.process.stdout], [], [], LOST)
        line = self.process.stdout.readline() if ready else ""
        if line:
            result: dict[str, Any] = json.loads(line)
            return result
        ended = NO_ANSWER if not ready else f"the process ended with status {self.process.wait()}"
        self.end()
        return {"word": "failure", "message": ended, "took": 0.0, "peak": 0, "text": 0}

    def end(self) -> None:
        """End the process."""
        self.process.kill()
        self.process.wait()


def fault(result: dict[str, Any], limits: dict[str, Any]) -> str | None:
    """What is wrong about a result."""
    if result["word"] == "failure":
        return str(result["message"])
    if result["took"] > PATIENCE:
        return f"{result['took']:.1f} s"
    if "memory" in limits and result["peak"] > 3 * limits["memory"]:
        return f"{result['peak'] // MB} MB"
    return f"a text of {result['text']} characters" if result["text"] > LONGEST else None


def confirmed(text: str, limits: dict[str, Any]) -> str | None:
    """What is wrong about an input in a fresh process."""
    fresh = Child()
    fresh.ask("1", limits)
    wrong = fault(fresh.ask(text, limits), limits)
    fresh.end()
    return wrong


def loop(minutes: float, folder: Path, seed: int) -> Counter[str]:
    """Fuzz for so many minutes; how many inputs came to what."""
    rng, counts, names, process = random.Random(seed), Counter[str](), libraries(), Child()
    end = time.monotonic() + minutes * 60
    while time.monotonic() < end:
        if counts.total() % 100 == 0:
            print(f"{(end - time.monotonic()) / 60:.1f} minutes left, {counts.total()} inputs", file=sys.stderr, flush=True)
        limits = rng.choice(LIMITS)
        text = Maker(rng, rng.choice(names)).text()
        result = process.ask(text, limits)
        wrong = fault(result, limits)
        if wrong is not None:
            process.end()
            process = Child()
            wrong = confirmed(text, limits) or (wrong if result["word"] == "failure" and result["message"] != NO_ANSWER else None)
        counts[result["word"] if wrong is None else "failure"] += 1
        if wrong is not None:
            report = f"; {wrong}\n; {limits}\n; first: {result}\n{text.removeprefix(DEFINITIONS)}\n"
            (folder / f"{seed}-{counts.total()}.scm").write_text(report, "utf-8", errors="backslashreplace")
    process.end()
    return counts


def plant() -> int:
    """Show that each kind of failure is found; 1 if one is not."""
    missed = 0
    for name in ("time", "memory", "foreign", "crash"):
        process = Child(name)
        wrong = fault(process.ask("1", LIMITS[0]), LIMITS[0])
        process.end()
        missed += wrong is None
        print(f"planted {name}: {wrong or 'NOT FOUND'}")
    return min(missed, 1)


def main() -> int:
    """Run the loop and print its counts; 1 if there was a failure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=random.randrange(10**9))
    parser.add_argument("--failures", type=Path, default=Path("fuzz-failures"))
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--plant", nargs="?", const="all", default="", help="show that planted faults are found")
    given = parser.parse_args()
    if given.child:
        child(given.plant)
        return 0
    if given.plant:
        return plant()
    given.failures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as cache:
        os.environ["FLOWSCHEME_CACHE"] = cache  # the children's own: they compile the libraries once
        counts = loop(given.minutes, given.failures, given.seed)
    print(f"{counts.total()} inputs, seed {given.seed}: {dict(counts.most_common())}")
    return 1 if counts["failure"] else 0


if __name__ == "__main__":
    sys.exit(main())
