"""A fault as a person reads it, and the exit status that it stands for.

    greet.scm:3:6: error: unbound variable: totla
        (+ 1 totla)
             ^
    did you mean total?
      in add at greet.scm:3
      in top level at greet.scm:9

The place is the innermost one in the user's own source; frames of the flow language's Scheme are left out.  A Python
traceback is shown for an exception out of a host function or for a bug of flowscheme, and only if FLOWSCHEME_DEBUG=1.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .errors import SchemeError, SchemeExit, SourceError, StoreError, describe
from .host import HostError
from .interp import FLOW_LIBRARY, Interpreter
from .lang.faults.frames import Frame
from .lang.text.clean import clean as clean
from .lang.text.printer import SHOWN, brief
from .lang.text.source import PRELUDE, excerpt
from .lang.values.datum import Condition, Value

Place = tuple[str, int, int]

RAISED, UNREADABLE, REFUSED, BUG, INTERRUPTED = 1, 2, 3, 70, 130
"""Exit statuses: the program or flow raised; wrong usage or source that cannot be read; the store refused or cannot be
used; a bug of flowscheme (EX_SOFTWARE); Ctrl-C."""

REFUSALS = frozenset({
    "flow-bad-export", "flow-cancelled", "flow-damaged", "flow-id-conflict", "flow-missing-host", "flow-not-done",
    "flow-not-suspended", "flow-undecodable", "flow-unknown-flow", "flow-unknown-id", "flow-wrong-tag",
})  # fmt: skip
"""The kinds of condition by which the store, or the engine before it, refuses a call."""

ELIDED = " (tail call, callers elided)"
_FRAMES = 10  # shown at each end of a backtrace


def exit_status(fault: BaseException) -> int:
    """The exit status of a process that ends by this fault."""
    if isinstance(fault, SchemeExit):
        return fault.code
    if isinstance(fault, SourceError | HostError):
        return UNREADABLE
    if isinstance(fault, StoreError) or getattr(getattr(fault, "payload", None), "kind", "") in REFUSALS:
        return REFUSED
    return RAISED if isinstance(fault, SchemeError) else BUG


def explain(fault: BaseException, interpreter: Interpreter | None = None, *, hosts: bool = False) -> str:
    """The whole report, without a newline at its end.

    `interpreter` is the one whose program failed, for what it may have meant; `hosts` tells that the command could have
    been given host functions and was not.
    """
    if isinstance(fault, SchemeError):
        return clean_lines("\n".join(_scheme_error(fault, interpreter, hosts)))
    if isinstance(fault, StoreError | HostError):
        return f"error: {clean(str(fault))}"
    return clean_lines("\n".join(_bug(fault)))


def known_names(interpreter: Interpreter) -> list[str]:
    """What a program of this interpreter can name: its own definitions and imports first, then all that it sees."""
    names = [*interpreter.environment.known_names()]
    if interpreter.environment.fallback is not None:
        flow = interpreter.evaluate(lambda: interpreter.libraries.find(FLOW_LIBRARY))
        names += interpreter.core.known_names()
        names += [name.name for name in flow.exports] if flow is not None else []
    return [name for name in names if not name.startswith("%")]


class Painted(str):
    """A text that was cleaned part by part, and has terminal codes of our own between them."""

    __slots__ = ()


def clean_lines(text: str) -> str:
    """The lines of a text on its way to a terminal, tabs kept, as `clean` makes them; what is painted is clean already.

    Whatever a command prints or tells comes through here.  A name or a value that stands in a line was cleaned before, so
    that a newline in it begins no line.
    """
    return text if isinstance(text, Painted) else "\n".join([clean(line, "\t") for line in text.split("\n")])


def written(value: Value, most: int = SHOWN) -> str:
    """A value as `write` shows it, on one line that a terminal can be sent, cut off after so many characters."""
    return clean(brief(value, most))


def whole_backtrace(error: SchemeError) -> Iterator[str]:
    """Every frame of an error's backtrace, innermost first, flowscheme's own among them."""
    if not error.backtrace:
        yield "  no frames: the error came before anything ran"
    for run in _runs(error.backtrace):
        yield run.line()


# A fault of the program


def _scheme_error(error: SchemeError, interpreter: Interpreter | None, hosts: bool) -> Iterator[str]:
    payload = error.payload
    frames = [frame for frame in error.backtrace if not _is_ours(frame.file)]
    place = _place(payload, frames)
    where = "" if place is None else f"{clean(place[0])}:{place[1]}:{place[2] + 1}: "
    yield f"{where}error: {_message(payload)}"
    if place is not None and (shown := excerpt(place)):
        yield shown
    yield from getattr(error, "__notes__", ())
    if hint := _hint(payload, interpreter, hosts):
        yield hint
    if len(frames) > 1 or [frame[1:3] for frame in frames] != [place and place[:2]]:
        yield from _backtrace(frames)
    if isinstance(payload, Condition) and payload.cause is not None and _debugging():
        yield from _traceback(payload.cause)


def _message(payload: object) -> str:
    text = describe(payload) if isinstance(payload, Condition) else f"raised: {describe(payload)}"
    return text.replace("\n", "\n    ")  # so that no line of a report is a stranger's


def _place(payload: object, frames: list[Frame]) -> Place | None:
    """The condition's own place if it is in the user's source, else that of the innermost frame."""
    place = payload.place if isinstance(payload, Condition) else None
    if place is not None and payload.kind == "file":  # type: ignore[attr-defined]  # a Condition, as it has a place
        return None
    if place is not None and not _is_ours(place[0]):
        return place
    return next((frame[1:4] for frame in frames if frame.file), None)


_OURS = f"{PRELUDE}{os.sep}"


def _is_ours(file: str) -> bool:
    return file.startswith(_OURS)


_HINTED = frozenset({"unbound", "syntax", "import", "arity", "read", "flow-missing-host"})  # the kinds that `hints` knows


def _hint(payload: object, interpreter: Interpreter | None, hosts: bool) -> str:
    """What may have been meant, or how to go on."""
    kind = getattr(payload, "kind", "")
    if interpreter is None or kind not in _HINTED:
        return ""
    from .hints import hint  # wanted only here, and it reads the libraries

    text = hint(payload, interpreter, lambda: known_names(interpreter))
    if not text and hosts and payload.message.startswith("unbound variable"):  # type: ignore[attr-defined]  # it has a kind
        return "if it is a Python function, name its file by --host FILE.py"
    return text


# Backtraces


class _Run(NamedTuple):
    """Equal frames in a row, or (with an empty text) frames that were left out: the text and how many."""

    text: str
    times: int

    def line(self) -> str:
        """The line of a report."""
        if not self.text:
            return f"  ... {self.times} more ..."
        return f"  {self.text}" if self.times == 1 else f"  {self.text} ({self.times} times)"


def _backtrace(frames: Iterable[Frame]) -> Iterator[str]:
    """A line for each run of equal frames, innermost first; the middle of a long backtrace is left out."""
    runs = _runs(frames)
    if len(runs) > 2 * _FRAMES:
        middle = _Run("", sum(run.times for run in runs[_FRAMES:-_FRAMES]))
        runs = [*runs[:_FRAMES], middle, *runs[-_FRAMES:]]
    for run in runs:
        yield run.line()


def _runs(frames: Iterable[Frame]) -> list[_Run]:
    """The frames, equal ones in a row put together."""
    runs: list[_Run] = []
    for frame in frames:
        text = f"in {clean(frame.name)} at {clean(frame.file)}:{frame.line}{ELIDED if frame.elided else ''}" if frame.file else ""
        times = 1 if frame.file else int("".join(filter(str.isdigit, frame.name)) or 0)
        if runs and runs[-1].text == text:
            runs[-1] = _Run(text, runs[-1].times + times)
        else:
            runs.append(_Run(text, times))
    return runs


# Python's


def _bug(fault: BaseException) -> Iterator[str]:
    yield f"internal error: {type(fault).__name__}: {fault}".removesuffix(": ")
    yield "this is a bug in flowscheme, not in your program; FLOWSCHEME_DEBUG=1 shows where it happened"
    if _debugging():
        yield from _traceback(fault)


def _debugging() -> bool:
    return os.environ.get("FLOWSCHEME_DEBUG", "0") not in ("", "0")


def _traceback(fault: BaseException) -> Iterator[str]:
    from traceback import format_exception  # only for debugging

    yield "".join(format_exception(fault, limit=-40)).rstrip("\n")
