"""The tests of a file that uses SRFI 64: found by reading it, run, and each result told by the line of its test form.

A test form (`test-equal` and so on) is found wherever it stands in the text, but in a quotation; it is named after the
groups around it and itself.  The results of a run are matched with the forms: a form that ran several times has several,
one that was not reached has none, and what belongs to no form (a group with a wrong number of tests, a test of an
included file) has the index -1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from .cli.data import imports_first
from .engine.python import Engine
from .errors import SchemeError, SchemeExit
from .interp import ALL_GRANTS, Interpreter
from .lang.text.printer import brief
from .lang.text.reader import read_source
from .lang.text.source import read_file, register
from .lang.values.datum import NIL, Pair, Span, String, Symbol, Value
from .lang.values.names import strip
from .primitives.testing import Verdict, results
from .report import clean, clean_lines, explain

TESTS = {
    "test-assert": 1, "test-eqv": 2, "test-eq": 2, "test-equal": 2, "test-approximate": 3, "test-error": 1,
}  # fmt: skip
"""The test forms, with the number of their operands when they have no name."""

GROUPS = frozenset({"test-group", "test-group-with-cleanup"})

_LONGEST = 60  # characters of a test that has no name


class Form(NamedTuple):
    """A test form: what it is called, and the lines on which it stands, from 1."""

    name: str
    first: int
    last: int

    def covers(self, line: int) -> bool:
        """Whether a line is one of the form's."""
        return self.first <= line <= self.last


class FileOutcome(NamedTuple):
    """What came of running a file: the results by the index of their form (-1: of none), and the error, if any."""

    results: dict[int, list[Verdict]]
    error: SchemeError | None


# Finding the tests of a file


def find_forms(file: Path) -> list[Form]:
    """The test forms of a file, in order.  Raises `SchemeError` if it cannot be read."""
    path: list[str] = []
    forms: list[Form] = []
    text = read_file(file)
    register(str(file), text)
    for datum, at in read_source(text, str(file)):
        _walk(datum, at, path, forms)
    return forms


def _walk(datum: Value, at: Span, path: list[str], forms: list[Form]) -> None:
    """Gather the test forms of a datum; `path` are the groups around it, which `test-begin` and `test-end` change."""
    if not isinstance(datum, Pair):
        return
    head = datum.car.name if isinstance(datum.car, Symbol) else ""
    operands = list(_operands(datum, at))
    if head in TESTS:
        forms.append(_form(head, [operand for operand, _ in operands], path, at))
    elif head in GROUPS:
        inner = [*path, _title(operands)]
        for operand, where in operands[1:]:
            _walk(operand, where, inner, forms)
    elif head == "test-begin":
        path.append(_title(operands))
    elif head == "test-end":
        del path[-1:]
    elif head != "quote":
        for operand, where in ((datum.car, at), *operands):
            _walk(operand, where, path, forms)


def _operands(form: Pair, at: Span) -> Iterator[tuple[Value, Span]]:
    """The operands of a form, each with its span."""
    rest = form.cdr
    while isinstance(rest, Pair):
        yield rest.car, getattr(rest, "at", None) or at
        rest = rest.cdr


def _form(head: str, operands: list[Value], path: list[str], at: Span) -> Form:
    named = len(operands) > TESTS[head] and isinstance(operands[0], String)
    title = _text(operands[0]) if named else _shortened(brief(strip(_expression(head, operands))))
    return Form(" / ".join([*path, title]), at[0], at[2])


def _expression(head: str, operands: list[Value]) -> Value:
    """The expression that a test form without a name tests."""
    tested = operands[1:2] if head == "test-approximate" else operands[-1:]
    return tested[0] if tested else NIL


def _title(operands: list[tuple[Value, Span]]) -> str:
    """The name of a group."""
    return _text(operands[0][0]) if operands else "(no name)"


def _text(name: Value) -> str:
    return name.text if isinstance(name, String) else brief(strip(name))


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def match(verdicts: Iterable[Verdict], forms: list[Form], file: str) -> dict[int, list[Verdict]]:
    """The results by the index of their form: the innermost that covers their line; -1 if there is none."""
    matched: dict[int, list[Verdict]] = {}
    for verdict in verdicts:
        covering = [i for i, form in enumerate(forms) if form.covers(verdict.line)]
        ours = verdict.properties.get("source-file") == file
        index = min(covering, key=lambda i: forms[i].last - forms[i].first, default=-1) if ours else -1
        matched.setdefault(index, []).append(verdict)
    return matched


# Running a file


def run_file(path: Path, forms: list[Form], folders: Iterable[Path]) -> FileOutcome:
    """Run a file as `flowscheme run` does, its flows in memory; `folders` are where libraries are sought, beside its own.

    `(exit)` and `(exit #t)` end a file like its end.
    """
    text = read_file(path)
    interpreter = Interpreter(ALL_GRANTS, [path.parent, *folders])
    Engine("memory:", interpreter)
    if imports_first(text):
        interpreter.environment = interpreter.libraries.bare_environment("program")
    interpreter.command_line = [str(path)]
    error: SchemeError | None = None
    try:
        interpreter.evaluate(lambda: interpreter.libraries.run(text, str(path), interpreter.environment))
    except SchemeExit as fault:
        error = fault if fault.code else None
    except SchemeError as fault:
        error = fault
    return FileOutcome(match(results(interpreter), forms, str(path)), error)


# Telling


def explained(fault: BaseException) -> str:
    """The report of a Scheme error; nothing for other exceptions."""
    return explain(fault) if isinstance(fault, SchemeError) else ""

_LINES = {
    "source-form": "test:     ",
    "expected-value": "expected: ",
    "expected-error": "expected: an error that is ",
    "actual-value": "got:      ",
    "actual-error": "raised:   ",
}


def failure_text(result: Verdict) -> str:
    """What a failed test tells: its place and name, its source, what was expected and what came."""
    place = f"{result.properties['source-file']}:{result.line}: " if result.line else ""
    title = " / ".join([*result.path, result.name or "(no name)"])
    lines = [f"  {_LINES[name]}{text}" for name, text in result.properties.items() if name in _LINES]
    return clean_lines("\n".join([f"{clean(place)}{clean(title)} failed", *lines]))
