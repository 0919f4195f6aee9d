"""One run of one benchmark program, in a process of its own.

    python contestant.py flowscheme FILE [STEPS]
    python contestant.py bare FILE
    python contestant.py python FILE [REPEATS]
    python contestant.py calysto FILE

Prints the seconds of processor time that the program's run took and, on the next lines, its answer.  Start-up, reading and
compiling are not counted.  FILE is a Scheme program, which flowscheme runs under a limit of STEPS if that is given, or for
`bare` timed inside of the evaluation, so that no limit's watch is counted; for
`python` a module whose `run()` does the work once and is called REPEATS times.  calysto-scheme lacks R7RS's `import` and
much of its base library: the program's import is left out, and what `calysto.scm` defines is put in.
"""

from __future__ import annotations

import io
import runpy
import sys
from collections.abc import Callable
from contextlib import redirect_stdout
from pathlib import Path
from time import process_time

Run = tuple[float, str]


def run_flowscheme(file: Path, steps: int | None = None, bare: bool = False) -> Run:
    """A run of a Scheme program that was compiled beforehand."""
    from flowscheme import Interpreter, Limits  # only this contestant's Python has it
    from flowscheme.cli.commands import tune_collector

    tune_collector()  # as `flowscheme run` does
    interpreter = Interpreter(limits=Limits(steps=steps))
    text, environment = file.read_text(), interpreter.libraries.bare_environment("program")
    program = interpreter.evaluate(lambda: interpreter.libraries.prepare(text, str(file), environment))
    if bare:
        return interpreter.evaluate(lambda: [_timed(program)])[0]  # a tuple alone would be a pending call
    return _timed(lambda: interpreter.evaluate(program))


def run_bare(file: Path) -> Run:
    """A run of a Scheme program without what an evaluation does before and after it."""
    return run_flowscheme(file, bare=True)


def run_python(file: Path, repeats: int = 1) -> Run:
    """A run of a Python program."""
    run = runpy.run_path(str(file))["run"]

    def program() -> None:
        for _ in range(repeats):
            answer = run()
        print(answer)

    return _timed(program)


def run_calysto(file: Path) -> Run:
    """A run of a Scheme program in calysto-scheme: its last form is timed."""
    from calysto_scheme import scheme  # only this contestant's Python has it

    def evaluate(text: str) -> None:
        result = scheme.execute_string_top(text, str(file))
        if scheme.exception_q(result) is not False:
            raise SystemExit(str(result))

    definitions, last = split_last(file.read_text())
    evaluate(Path(__file__).with_name("calysto.scm").read_text())
    evaluate(without_import(definitions))
    return _timed(lambda: evaluate(last))


def split_last(text: str) -> tuple[str, str]:
    """A program's text before its last form, and that form, which begins a line."""
    place = text.rindex("\n(")
    return text[:place], text[place:]


def without_import(text: str) -> str:
    """A program's text without its import form, which is one line."""
    return "\n".join(line for line in text.splitlines() if not line.startswith("(import "))


def _timed(program: Callable[[], object]) -> Run:
    printed = io.StringIO()
    with redirect_stdout(printed):
        start = process_time()
        program()
        seconds = process_time() - start
    return seconds, printed.getvalue().strip()


CONTESTANTS: dict[str, Callable[..., Run]] = {
    "flowscheme": run_flowscheme,
    "bare": run_bare,
    "python": run_python,
    "calysto": run_calysto,
}


def main(name: str, file: str, *counts: str) -> None:
    """Run one contestant and print its time and its answer."""
    seconds, answer = CONTESTANTS[name](Path(file), *map(int, counts))
    print(f"{seconds:.6f}\n{answer}")


if __name__ == "__main__":
    main(*sys.argv[1:])
