"""Guest tests: Scheme files in `tests/language`, `tests/flow`, `tests/conformance` and `tests/srfi`, collected as pytest items.

A guest test file is a sequence of top-level forms with expectations in the comments behind them:

    (define (double x) (* 2 x))       ; evaluated before every case of the file
    ; name: numbers are doubled
    (double 21)                       ; => 42
    (double 'a)                       ; error: expected a number
    (display "hi\\n")                  ; output: hi\\n

`=> text` is the value as `write` shows it, `error: regexp` is searched in the message of the error that the form
raises, `kind: name` is the kind of that error and `at: text` what stands at its place, `output: text` is all that the form
prints (a newline as `\\n`).  A form may have several expectations, on its last line and on comment lines of their own below it.

`; name: description` begins a *case*, one pytest item `file.scm::description`.  What stands before the first one is
evaluated first in every case, in that case's own interpreter; a file without names is one case.  Forms without
expectations are compiled together, as one unit, so that a case sees what the compiler makes of a whole program.
The conformance suite is run twice, with the optimizer on and off: it may change the time that programs take, nothing else.
The cases in folders called `optimizer` are run metered and in a body as well, each as one unit; their last form has the
expectations.
Files in folders called `support` are for tests to include or import.
"""

from __future__ import annotations

import gc
import io
import os
import re
import signal
from collections.abc import Callable, Iterable, Iterator
from contextlib import redirect_stdout
from itertools import count
from operator import eq
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, settings

from flowscheme import Engine, Limits
from flowscheme.errors import SchemeError
from flowscheme.interp import ALL_GRANTS, Interpreter
from flowscheme.lang.text.printer import describe, write
from flowscheme.lang.text.reader import read_source
from flowscheme.lang.text.source import read_file

settings.register_profile("busy machine", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy machine")
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in a shell's background, where what tests start would ignore Ctrl-C
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(autouse=True)
def no_callbacks_of_the_collector() -> None:
    """Let no Python code run in the middle of a guest program: hypothesis counts the collector's time, and what a limit or
    an interrupt raises there is lost."""
    gc.callbacks.clear()


HERE = Path(__file__).parent
FOLDERS = {"language", "flow", "conformance", "srfi"}

_MARK = re.compile(r"^[^;\n]*;+[ ]?(=>|error:|kind:|at:|output:|name:)[ ]?(.*?)[ ]*$", re.MULTILINE)


class Variant(NamedTuple):
    """A way to run a case: what its name gets behind it, how the interpreter is made, whether the case is in a body."""

    name: str
    options: dict[str, Any]
    in_body: bool = False


OPTIMIZED = Variant("", {})
PLAIN = Variant(" (not optimized)", {"optimize": False})
METERED = Variant(" (metered)", {"limits": Limits(steps=1_000_000)})
VARIANTS = {
    "conformance": (OPTIMIZED, PLAIN),
    "primitives": (OPTIMIZED, PLAIN),
    "optimizer": (OPTIMIZED, PLAIN, METERED, Variant(" (in a body)", {}, in_body=True)),
}
"""The ways to run the cases of a folder; all others are run once."""


class Form(NamedTuple):
    """A top-level form: its place, its text, and what is expected of it, as (kind, text) pairs."""

    line: int
    column: int
    text: str
    expected: tuple[tuple[str, str], ...]


def folders(file: Path) -> tuple[str, ...]:
    """The folders below this one that a file stands in."""
    return file.relative_to(HERE).parts[:-1] if file.is_relative_to(HERE) else ()


def make_interpreter(path: Path, **options: Any) -> Any:
    """The interpreter that a case of a test file runs in: anything with `eval_datum(source, name)`.

    Those of `tests/flow` have an engine over a store in memory, with a few host functions.
    """
    interpreter = Interpreter(grants=ALL_GRANTS, path=[path.parent], **options)
    if "flow" in folders(path):
        add_hosts(Engine("memory:", interpreter))
    return interpreter


def add_hosts(engine: Engine) -> None:
    """Host functions for flows: how often they were called, once journaled and once pure, and one that raises."""
    effects, calls = count(1), count(1)
    engine.effect(lambda *arguments: next(effects), "host-effect")
    engine.pure(lambda *arguments: next(calls), "host-pure")
    engine.effect(lambda value: value, "host-echo")

    def host_fails(text: str) -> None:
        raise ValueError(text)

    engine.effect(host_fails)


def pytest_configure(config: pytest.Config) -> None:
    """Keep compiled units beside pytest's own cache, not in the user's; and there the bytecode of the processes that tests start,
    where Python is told to write none: compiling all modules again is most of what such a process costs."""
    cache = getattr(config, "cache", None)
    os.environ.setdefault("FLOWSCHEME_CACHE", str(cache.mkdir("flowscheme")) if cache else "")
    if cache and os.environ.pop("PYTHONDONTWRITEBYTECODE", None):
        os.environ.setdefault("PYTHONPYCACHEPREFIX", str(cache.mkdir("bytecode")))


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> GuestFile | None:
    """Collect the Scheme files of the guest tests."""
    parents = folders(file_path)
    if file_path.suffix == ".scm" and FOLDERS.intersection(parents) and "support" not in parents:
        file: GuestFile = GuestFile.from_parent(parent, path=file_path)
        return file
    return None


class GuestFile(pytest.File):
    """A Scheme file of cases."""

    def collect(self) -> Iterator[GuestCase]:
        """One item for each `; name:`."""
        cases = list(split_cases(read_file(self.path), str(self.path)))
        prologue = cases[0][1]
        if len(cases) == 1:
            cases.append((self.path.stem, []))
        variants = next((VARIANTS[each] for each in folders(self.path) if each in VARIANTS), (OPTIMIZED,))
        for name, forms in cases[1:]:
            for variant in variants:
                yield GuestCase.from_parent(self, name=name + variant.name, forms=[*prologue, *forms], variant=variant)


def split_cases(text: str, name: str) -> Iterator[tuple[str, list[Form]]]:
    """The cases of a source text; the first has no name and is what stands before the others."""
    lines = text.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    spans = [span for _, span in read_source(text, name)]
    begins = [starts[span[0] - 1] + span[1] for span in spans]
    ends = [starts[span[2] - 1] + span[3] for span in spans]
    current: tuple[str, list[Form]] = ("", [])
    for name_ in _names(text[: begins[0] if begins else len(text)]):
        yield current
        current = (name_, [])
    for span, begin, end, following in zip(spans, begins, ends, [*begins[1:], len(text)], strict=True):
        marks = _MARK.findall(text[end:following])
        expected = tuple((kind, value) for kind, value in marks if kind != "name:")
        current[1].append(Form(span[0], span[1], text[begin:end], expected))
        for name_ in _names(text[end:following]):
            yield current
            current = (name_, [])
    yield current


def _names(text: str) -> list[str]:
    return [value for kind, value in _MARK.findall(text) if kind == "name:"]


class Mismatch(Exception):
    """A form did not do what was expected of it."""

    def __init__(self, line: int, expected: str, got: str) -> None:
        super().__init__(line, expected, got)
        self.line = line
        self.expected = expected
        self.got = got


class GuestCase(pytest.Item):
    """One case: forms evaluated in order, in an interpreter of their own."""

    def __init__(self, *, forms: list[Form], variant: Variant, **rest: Any) -> None:
        super().__init__(**rest)
        self.forms = forms
        self.variant = variant

    def runtest(self) -> None:
        """Evaluate the forms and compare."""
        interpreter = make_interpreter(self.path, **self.variant.options)
        for unit in [self.forms] if "optimizer" in folders(self.path) else units(self.forms):
            check(unit, interpreter, str(self.path), self.variant.in_body)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The place, what was expected and what came."""
        fault = excinfo.value
        if isinstance(fault, Mismatch):
            return f"{self.path}:{fault.line}:\n  expected {fault.expected}\n  got      {fault.got}"
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where pytest says that the case stands."""
        return self.path, self.forms[0].line - 1 if self.forms else 0, self.name


def units(forms: Iterable[Form]) -> Iterator[list[Form]]:
    """The forms as they are evaluated: each with expectations alone, those without put together."""
    run: list[Form] = []
    for form in forms:
        if not form.expected:
            run.append(form)
            continue
        if run:
            yield run
        yield [form]
        run = []
    if run:
        yield run


def source(forms: Iterable[Form]) -> str:
    """A text in which each form stands where it stands in its file, so that errors show true places."""
    text = ""
    for form in forms:
        text += "\n" * (form.line - 1 - text.count("\n"))
        text += " " * (form.column - len(text.rpartition("\n")[2])) + form.text
    return text


def check(unit: list[Form], interpreter: Any, name: str, in_body: bool = False) -> None:
    """Evaluate forms together, perhaps as a body, and compare what comes with what the last one expects; raises `Mismatch`."""
    text = f"(let () {source(unit)})" if in_body else source(unit)
    value, error, printed = evaluate(text, interpreter, name)
    line, wanted = unit[-1].line, dict(unit[-1].expected)
    if error is not None and "error:" not in wanted:
        raise Mismatch(line, wanted.get("=>", "no error"), f"{shown_error(error)}  (at {getattr(error.payload, 'place', None)})")
    came = {"=>": write(value)} if error is None else outcome(error, text, name)
    got = {"output:": printed.replace("\n", "\\n"), **came}
    for mark, expected in wanted.items():
        if mark not in got or not COMPARISONS.get(mark, eq)(expected, got[mark]):
            raise Mismatch(line, f"{mark} {expected}", got.get(mark) or next(reversed(got.values())))


COMPARISONS: dict[str, Callable[[str, str], Any]] = {"error:": re.search, "at:": lambda expected, got: got.startswith(expected)}
"""How what came is compared with what was expected, where it need not be equal."""


def outcome(error: SchemeError, text: str, name: str) -> dict[str, str]:
    """What can be expected of an error, by its marks; `text` is what was evaluated under that name."""
    kind, place = getattr(error.payload, "kind", ""), getattr(error.payload, "place", None)
    rest = text.splitlines()[place[1] - 1][place[2] :] if place and place[0] == name else ""
    return {"kind:": kind, "at:": rest, "error:": shown_error(error)}


def shown_error(error: SchemeError) -> str:
    """The class of an error and its message."""
    return f"{type(error).__name__}: {describe(error.payload)}"


def evaluate(text: str, interpreter: Any, name: str) -> tuple[Any, SchemeError | None, str]:
    """The value of a source text or its error, and what it printed."""
    console = io.StringIO()
    value, raised = None, None
    with redirect_stdout(console):
        try:
            value = interpreter.eval_datum(text, name)
        except SchemeError as error:
            raised = error
    return value, raised, console.getvalue()
