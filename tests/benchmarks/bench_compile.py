"""How fast source is compiled: KB of source per second of processor time, from text to code objects.

    python tests/benchmarks/bench_compile.py

The corpus is what the repository has of Scheme: the libraries of `prelude/` (loading them runs their definitions, which is
counted), the benchmark programs, and those guest tests that are right as a whole (many have wrong forms on purpose).
Nothing comes from a cache; the import of the compiler itself is not counted.  Then each program is loaded twice more by
fresh interpreters with a cache, and the calls of the compiler are counted: the second time there must be none.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).parent))

from measure import Verdict, judge, scratch, spread

from flowscheme import Interpreter, SchemeError
from flowscheme.cli.data import imports_first
from flowscheme.interp import ALL_GRANTS, PRELUDE
from flowscheme.lang.text.source import read_file
from flowscheme.lang.units import frontend

HERE = Path(__file__).parent
TESTS = HERE.parent
ROUNDS = 5
LARGE = 2_000
"""Bytes from which on a guest test counts as large."""


class Compiled(NamedTuple):
    """What was compiled: how many files and bytes, and the seconds of each round."""

    files: int
    size: int
    seconds: list[float]

    @property
    def rate(self) -> float:
        """KB per second, in the median."""
        return self.size / 1e3 / median(self.seconds)


@contextmanager
def caching_in(folder: str) -> Iterator[None]:
    """Let interpreters keep their compiled units in a folder; in none if it is ''."""
    before = os.environ.get("FLOWSCHEME_CACHE")
    os.environ["FLOWSCHEME_CACHE"] = folder
    try:
        yield
    finally:
        if before is None:
            del os.environ["FLOWSCHEME_CACHE"]
        else:
            os.environ["FLOWSCHEME_CACHE"] = before


def prelude_names() -> list[str]:
    """The names of all libraries of the prelude."""
    files = sorted(PRELUDE.rglob("*.sld"))
    names = [" ".join(file.relative_to(PRELUDE).with_suffix("").parts) for file in files]
    return ["flowscheme flow" if name == "flow flow" else name for name in names]


def with_prelude(*path: Path) -> Interpreter:
    """A fresh interpreter that has every library of the prelude loaded."""
    interpreter = Interpreter(ALL_GRANTS, path)
    interpreter.evaluate(lambda: [interpreter.libraries.find(name) for name in prelude_names()])
    return interpreter


def compile_file(file: Path, *, cached: bool = False) -> float:
    """Compile a program in a fresh interpreter; the seconds that it takes.

    The libraries are there already.  Unless the program may come from the cache too, `cached`, it is compiled anew.
    """
    interpreter = with_prelude(file.parent)
    libraries, environment, text = interpreter.libraries, interpreter.environment, read_file(file)
    if not cached:
        libraries.kept.cache = None
    if imports_first(text):
        environment = libraries.bare_environment("program")
    return timed(lambda: interpreter.evaluate(lambda: [libraries.prepare(text, str(file), environment)]))


def compiles(file: Path) -> bool:
    """Whether a file is right as a whole."""
    try:
        compile_file(file)
    except SchemeError:
        return False
    return True


def timed(work: Callable[[], object]) -> float:
    """The processor time of some work."""
    start = process_time()
    work()
    return process_time() - start


def measure(rounds: int = ROUNDS) -> dict[str, Compiled]:
    """The parts of the corpus, compiled so often."""
    sources = [*PRELUDE.rglob("*.sld"), *PRELUDE.rglob("*.scm")]
    programs = sorted((HERE / "programs").glob("*.scm"))
    guests = sorted(each for folder in ("language", "flow", "srfi") for each in (TESTS / folder).glob("*.scm"))
    with caching_in(""):
        with_prelude()
        found = {"prelude": Compiled(len(sources), _size(sources), [timed(with_prelude) for _ in range(rounds)])}
    with scratch() as folder, caching_in(folder):  # for the libraries, which are compiled once
        right = [file for file in guests if file.stat().st_size >= LARGE and compiles(file)]
        for name, files in {"benchmark programs": programs, "guest tests": right}.items():
            turns = [sum(map(compile_file, files)) for _ in range(rounds)]
            found[name] = Compiled(len(files), _size(files), turns)
    seconds = [sum(each) for each in zip(*(part.seconds for part in found.values()), strict=True)]
    found["all"] = Compiled(sum(p.files for p in found.values()), sum(p.size for p in found.values()), seconds)
    return found


def _size(files: list[Path]) -> int:
    return sum(file.stat().st_size for file in files)


class Counter:
    """Counts the calls of the compiler."""

    def __init__(self) -> None:
        self.calls = 0

    @contextmanager
    def counting(self) -> Iterator[None]:
        """Count while the context lasts."""
        compile_text = frontend.compile_text

        def counted(*arguments: Any) -> Any:
            self.calls += 1
            return compile_text(*arguments)

        frontend.compile_text = counted
        try:
            yield
        finally:
            frontend.compile_text = compile_text


def count_second_runs() -> tuple[int, int]:
    """How often the compiler is called when every program is loaded for the first and for the second time."""
    counts = []
    with scratch() as folder, caching_in(folder):
        for _ in range(2):
            counter = Counter()
            with counter.counting():
                for file in sorted((HERE / "programs").glob("*.scm")):
                    compile_file(file, cached=True)
            counts.append(counter.calls)
    return counts[0], counts[1]


def main() -> list[Verdict]:
    """Print the rates and how they stand."""
    found = measure()
    print(f"{'':<22}{'files':>6}{'KB':>8}{'KB/s':>8}{'quartiles':>16}")
    for name, part in found.items():
        low, high = (part.size / 1e3 / each for each in reversed(spread(part.seconds)))
        print(f"{name:<22}{part.files:>6}{part.size / 1e3:>8.1f}{part.rate:>8.1f}{f'{low:.1f} - {high:.1f}':>16}")
    first, second = count_second_runs()
    print(f"calls of the compiler: {first} for the first runs of the programs, {second} for the second ones")
    return [
        Verdict("compile speed", found["all"].rate, 50, "KB/s", at_least=True),
        Verdict("units compiled by second runs", second, 0, f"after {first}"),
    ]


if __name__ == "__main__":
    judge(main())
