"""What a row is: the one place that says which rows a store of ours would hold.

A store keeps what it is given, and its file can be altered by anybody who may write to it; an export comes from
strangers.  So every row is judged twice, by the same functions: when it is imported, where a bad one refuses the whole
import, and when it is read, where it is an error of that one run (`flow-damaged`), which nobody can drive any more but
which is still listed, as `damaged`, and can be forgotten.

Values are judged when they are decoded (see `flow.codec`): they may need record readers that only the run's own code has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from hashlib import sha256
from typing import Any, TypeVar

from ..errors import SchemeError
from ..flow.failure import flow_error
from ..lang.text.clean import clean
from .protocol import Answer, Entry, Run, Wait

Row = TypeVar("Row", Entry, Wait, Answer)
Rows = Iterable[Entry] | Iterable[Wait] | Iterable[Answer]

ENDED_WITH = ("done", "failed", "stuck")
"""The statuses that stand beside an outcome."""

STATUSES = frozenset({"running", "suspended", "cancelled", *ENDED_WITH})

DAMAGED = "damaged"
"""The status of what stands in a listing for a run whose row nobody can trust."""

ENTRY_KINDS = frozenset({
    "suspend", "step", "once", "clock", "host", "api", "remote", "settled", "tick", "begun", "log",
})  # fmt: skip
"""The kinds of journal entries (see `flow.journal`)."""

WAIT_KINDS = frozenset({"suspend"})

FIRST_TIME, LAST_TIME = -62_135_510_400.0, 253_402_214_400.0
"""The second day of the year 1 and the last but one of 9999, in seconds since the epoch: what every calendar can show."""

MOST = 1 << 62
"""Above any count or number that a store comes to."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_SEGMENT = r"[^\s/\[\]~]+"
_PATH = re.compile(rf"~?{_SEGMENT}(?:\[\d+\])?(?:/{_SEGMENT}(?:\[\d+\])?)*")
_SEED = re.compile(r"[0-9a-f]{0,128}")
_HASH = re.compile(r"[0-9a-f]{64}")
_OWNER = re.compile(r"[A-Za-z0-9][A-Za-z0-9_:-]{0,199}")


# What a field may be: each says whether a value is one


def is_text(value: Any) -> bool:
    """A text that every store can keep: no NUL, and no surrogate, which no encoding has."""
    return type(value) is str and "\0" not in value and (value.isascii() or _SURROGATE.search(value) is None)


def is_id(value: Any) -> bool:
    """A run's id: any text but the empty one."""
    return is_text(value) and value != ""


def is_time(value: Any) -> bool:
    """A time, in seconds since the epoch, that a calendar can show."""
    return type(value) in (float, int) and FIRST_TIME <= value <= LAST_TIME


def is_count(value: Any) -> bool:
    """A number that counts something."""
    return type(value) is int and 0 <= value < MOST


def is_path(value: Any) -> bool:
    """A structural path (see `flow.journal`)."""
    return is_text(value) and _PATH.fullmatch(value) is not None


def _matching(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda value: type(value) is str and pattern.fullmatch(value) is not None


def _optional(test: Callable[[Any], bool]) -> Callable[[Any], bool]:
    return lambda value: value is None or test(value)


def _is_names(value: Any) -> bool:
    return type(value) is tuple and all(map(is_id, value)) and len(set(value)) == len(value)


_Tests = dict[str, Callable[[Any], bool]]

_RUN: _Tests = {
    "id": is_id,
    "flow": is_text,
    "input": is_text,
    "status": STATUSES.__contains__,
    "source": _optional(_matching(_HASH)),
    "seed": _matching(_SEED),
    "owner": _optional(_matching(_OWNER)),
    "fence": is_count,
    "outcome": _optional(is_text),
    "hosts": _is_names,
    "created": is_time,
    "updated": is_time,
}
_ENTRY: _Tests = {
    "path": is_path,
    "kind": ENTRY_KINDS.__contains__,
    "name": is_text,
    "value": is_id,
    "raised": lambda value: type(value) is bool,
    "ticks": is_count,
    "at": is_time,
}
_WAIT: _Tests = {"path": is_path, "kind": WAIT_KINDS.__contains__, "tag": is_id}
_ANSWER: _Tests = {"path": is_path, "value": is_id, "at": is_time}

_TABLES: dict[type, tuple[str, _Tests]] = {
    Entry: ("an entry of its journal", _ENTRY),
    Wait: ("one of its waits", _WAIT),
    Answer: ("one of its answers", _ANSWER),
}


def fault_of(run: Run) -> str:
    """What is wrong with the row of a run, in a few words; empty if nothing is."""
    if run.fault:
        return run.fault
    field = _bad_field(run, _RUN)
    if field:
        return f"its {field} is none: {_shown(getattr(run, field))}"
    if run.status in ENDED_WITH and run.outcome is None:
        return f"it is {run.status} without an outcome"
    return ""


def fault_in(rows: Rows) -> str:
    """What is wrong with rows that belong to a run; empty if nothing is."""
    for row in rows:
        what, tests = _TABLES[type(row)]
        field = _bad_field(row, tests)
        if field:
            return f"the {field} of {what} is none: {_shown(getattr(row, field))}"
    return ""


def _bad_field(row: Any, tests: _Tests) -> str:
    """The first field of a row that is not what it may be; empty if all are."""
    for field, test in tests.items():
        try:
            if test(getattr(row, field)):
                continue
        except TypeError:
            pass  # what cannot be hashed is in no table
        return field
    return ""


def _shown(value: Any) -> str:
    text = ascii(value)
    return text if len(text) <= 40 else f"{text[:40]}..."


def is_source(hash: Any, text: Any) -> bool:
    """Whether a text has the hash under which it stands."""
    return is_text(text) and sha256(text.encode()).hexdigest() == hash


# Rows out of a store


def damaged(id: str, fault: str) -> SchemeError:
    """The error of a run whose rows nobody can trust."""
    return flow_error("flow-damaged", f"the store's rows of the run {clean(id)} are damaged: {fault}")


def sound(run: Run) -> Run:
    """The run, if its row is one that we would have written.  Raises `flow-damaged`."""
    fault = fault_of(run)
    if fault:
        raise damaged(run.id, fault)
    return run


def sound_rows(id: str, rows: list[Row]) -> list[Row]:
    """The rows of a run, if they are such as we would have written.  Raises `flow-damaged`."""
    fault = fault_in(rows)
    if fault:
        raise damaged(id, fault)
    return rows


def listed(run: Run) -> Run:
    """The run as a listing shows it: itself, or, if its row is damaged, what can be shown of it, with its `fault`."""
    fault = fault_of(run)
    if not fault:
        return run
    id, flow = run.id if is_id(run.id) else _shown(run.id), run.flow if is_text(run.flow) else ""
    created, updated = (seconds if is_time(seconds) else 0.0 for seconds in (run.created, run.updated))
    return Run(id, flow, "false", DAMAGED, None, "", None, 0, None, (), created, updated, fault)
