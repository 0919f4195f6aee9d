"""Where a run stands, for a person: its flow's tree with each node done, waiting or not reached.

The states come from a replay of the journal that stops where it ends: the same driver, with a `perform` that performs
nothing.  A node that runs several times (the body of a loop, an attempt of a retry, an item of a map-flow) has one
place in the tree, which shows its latest turn.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, NamedTuple

from ..conversion import to_python
from ..errors import ControlSignal, LimitExceeded, SchemeError
from ..flow.codec import decode
from ..flow.context import Context
from ..flow.driver import advance
from ..flow.events import Entry, Request, Wait
from ..flow.journal import LOG, History
from ..flow.primitives import records, shape_of
from ..flow.shape import Shape, child_frame, fold
from ..lang.text.printer import brief
from ..lang.values.datum import Value
from ..store.protocol import Run
from ..store.rows import DAMAGED, damaged
from .drive import Code
from .policy import Policy


class RunRecord(NamedTuple):
    """A run, in Python's values.

    | field | meaning |
    | --- | --- |
    | `id`, `flow` | the run's id; the name of its flow, empty if it has none |
    | `status` | "running", "suspended", "done", "failed", "cancelled" or "stuck"; "damaged" where the store's rows are |
    | `input` | what the flow was started with |
    | `result` | its value when done, else None |
    | `error` | the condition, or the object that was raised, when failed or stuck, else None |
    | `waits` | the tags of its open waits; a resume without a tag answers the first |
    |  | what nothing here can read (a record of code that is not at hand) is the condition that says why |
    | `created`, `updated` | when it was started, and when it last changed, in UTC |
    """

    id: str
    flow: str
    status: str
    input: Any
    result: Any
    error: Any
    waits: tuple[Any, ...]
    created: datetime
    updated: datetime


class View(NamedTuple):
    """A run as a person sees it.

    | field | meaning |
    | --- | --- |
    | `shape` | the tree of its flow; None if the flow's code is not at hand |
    | `states` | by the frame of a node: "done", "waiting", "raised" or "running" |
    | `notes` | by the frame of a node: when it was done, or which tag it waits for |
    | `log` | the answered waits as (tag, value), oldest first |
    """

    record: RunRecord
    shape: Shape | None
    states: dict[str, str]
    notes: dict[str, str]
    log: list[tuple[Value, Value]]


def record_of(policy: Policy, run: Run) -> RunRecord:
    """The record of a run; called inside an evaluation.  It raises for no row, however damaged."""
    if run.fault:
        return _record(run, None, damaged(run.id, run.fault).payload, ())
    try:
        tags = [wait.tag for wait in policy.open_waits(run.id)]
    except SchemeError as error:
        return _record(run._replace(status=DAMAGED), None, error.payload, ())
    outcome = _shown(policy, run, run.outcome) if run.outcome is not None else None
    failed = run.status in ("failed", "stuck")
    waits = tuple(_shown(policy, run, tag) for tag in tags)
    return _record(run, None if failed else outcome, outcome if failed else None, waits, _shown(policy, run, run.input))


def _record(run: Run, result: Any, error: Any, waits: tuple[Any, ...], input: Any = None) -> RunRecord:
    created, updated = (datetime.fromtimestamp(seconds, UTC) for seconds in (run.created, run.updated))
    return RunRecord(run.id, run.flow, run.status, input, result, error, waits, created, updated)


def _shown(policy: Policy, run: Run, text: str) -> Any:
    """A value that a run kept, as Python's; where that cannot be, the condition that says why."""
    try:
        return to_python(policy.shown(run, text))
    except LimitExceeded:
        raise
    except SchemeError as error:
        return error.payload


class _Stop(ControlSignal):
    """The replay has reached the end of the journal."""


def _stop(request: Request) -> Entry:
    raise _Stop


def view_of(policy: Policy, run: Run) -> View:
    """The view of a run; called inside an evaluation."""
    record, entries = record_of(policy, run), policy.journal(run.id)
    log = [(policy.shown(run, tag), policy.shown(run, value)) for tag, value in policy.answered(run.id)]
    try:
        code = policy.codebase.code_of(run)
        trace = replay(run, code, entries)
    except LimitExceeded:
        raise
    except SchemeError:
        return View(record, None, {}, {}, log)
    shape = shape_of(code.procedure)
    states = {fold(frame): state for frame, state in trace.items()}
    _fill_steps(shape, "", states)
    return View(record, shape, states, notes(policy, run, entries, policy.open_waits(run.id)), log)


def replay(run: Run, code: Code, entries: list[Entry]) -> dict[str, str]:
    """The states of the frames that a replay of the journal reaches."""
    known = records(code.interpreter)
    context = Context(run.id, run.seed, History(entries), _stop, known, interpreter=code.interpreter)
    with suppress(_Stop):
        advance(code.procedure, decode(run.input, known), context)
    return context.trace


def _fill_steps(shape: Shape, frame: str, states: dict[str, str]) -> None:
    """Show the inside of a finished step as done: its entry is read, its node is not run again."""
    work: list[tuple[Shape, str, bool]] = [(shape, frame, False)]
    while work:
        node, at, done = work.pop()
        if done:
            states.setdefault(at, "done")
        inside = done or (node.kind == "step" and states.get(at) == "done")
        work += [(child, child_frame(at, node.kind, segment), inside) for segment, child in node.children]


def notes(policy: Policy, run: Run, entries: Iterable[Entry], waits: Iterable[Wait]) -> dict[str, str]:
    """What is to be said of a frame: when its entry was made, or which tag it waits for."""
    remarks: dict[str, str] = {}
    for entry in entries:
        if entry.kind != LOG:
            remarks[fold(_frame(entry.path))] = _time(entry.at)
    for wait in waits:
        remarks[fold(_frame(wait.path))] = f"waits for {brief(policy.shown(run, wait.tag))}"
    return remarks


def _frame(path: str) -> str:
    return path[: path.rfind("/") + 1]


def _time(at: float) -> str:
    return datetime.fromtimestamp(at).astimezone().strftime("%H:%M:%S")

