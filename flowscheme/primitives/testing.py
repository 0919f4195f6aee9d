"""What `(srfi 64)` needs of its host: where a test stands, and somebody to tell its result.

The results of the tests that ran in an interpreter are in its `services` under `TESTS`, in order; who runs a program
(`flowscheme run`, the pytest plugin) looks there when it has ended.
"""

from __future__ import annotations

import sys
from typing import Any, NamedTuple

from ..lang.faults.frames import is_guest, is_ours
from ..lang.faults.handlers import make_settable_parameter
from ..lang.machine.machine import STATE, Procedure
from ..lang.machine.primitive import primitive
from ..lang.text.printer import brief, describe
from ..lang.values.datum import String, Symbol, Value, iterate, list_from, mended

TESTS = "tests"


class Verdict(NamedTuple):
    """What became of a test: the groups around it, its name, its kind (`pass`, `fail`, `xpass`, `xfail`, `skip`), and
    the other properties that SRFI 64 names, as text."""

    path: tuple[str, ...]
    name: str
    kind: str
    properties: dict[str, str]

    @property
    def failed(self) -> bool:
        """Whether the test failed and was not expected to."""
        return self.kind == "fail"

    @property
    def line(self) -> int:
        """The line of the test in its file, from 1; 0 if it is not known."""
        return int(self.properties.get("source-line", 0))


def results(interpreter: Any) -> list[Verdict]:
    """The results of the tests that ran in an interpreter, in order."""
    verdicts: list[Verdict] = interpreter.services.setdefault(TESTS, [])
    return verdicts


def _text(value: Value) -> str:
    return value.text if type(value) is String else brief(value)


def _property(name: str, value: Value) -> str:
    return describe(value) if name == "actual-error" else value.text if name == "source-file" else brief(value)


@primitive("(%settable-parameter obj)")
def settable_parameter(obj: Value) -> Procedure:
    """A parameter with that value, which a call with an argument sets."""
    return make_settable_parameter(obj)


@primitive("(%test-site)")
def test_site() -> Value:
    """A list of the file and line of the program's code that called, or #f if no program did."""
    frame = sys._getframe(1)
    while frame is not None:
        if is_guest(frame) and not is_ours(frame):
            return list_from([String(mended(frame.f_code.co_filename)), frame.f_lineno])
        frame = frame.f_back  # type: ignore[assignment]
    return None


@primitive("(%test-report list string symbol alist)")
def test_report(list: Value, string: String, symbol: Symbol, alist: Value) -> Value:
    """Tell that a test has ended: its groups' names, its name, its kind and its other properties."""
    properties = {entry.car.name: _property(entry.car.name, entry.cdr) for entry in iterate(alist)}
    path = tuple([_text(name) for name in iterate(list)])
    results(STATE.get().interpreter).append(Verdict(path, string.text, symbol.name, properties))
    return None
