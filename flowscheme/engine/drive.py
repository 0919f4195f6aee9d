"""Driving one run: `advance` with a store behind it.

A `Drive` holds a run that its owner has claimed, with the fencing number of that claim.  It is the shell around the
sans-I/O driver: it does what the flow asks for and makes each entry durable before the flow goes on; when the flow
ends or parks, it commits that.  Every write carries the fencing number.  If one is refused, somebody cancelled the run
or took it over: `Cancelled` or `LostLease`, control signals that no handler of the flow sees.

A call of the flow API inside a flow works on the same store, and so counts exactly once altogether: what such a call
decides is committed together with its entry.  One that goes on to drive another run leaves a `begun` entry instead, by
which a repetition knows that it must only wait for that run.

Answers that arrive while the run is driven wait in the store.  The commit that would park takes them up instead, and
the flow is driven on; so an answer becomes visible to a drive only through a commit of that drive.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

from ..errors import ControlSignal, LimitExceeded, SchemeExit
from ..flow.codec import NotPlain, RecordTable, decode, encode
from ..flow.context import Context, caught
from ..flow.driver import advance, encode_raised
from ..flow.events import Done, Entry, Outcome, Raised, Request, Stuck, Wait, Waiting
from ..flow.journal import BEGUN, LOG, SETTLED, History
from ..flow.primitives import records, shape_of
from ..flow.shape import place_at
from ..interp import Interpreter
from ..lang.machine.machine import Procedure
from ..lang.values.datum import Condition, Value, symbol
from ..store.protocol import Run, Store

APART = {encode(symbol(name)) for name in ("flow/start", "flow/resume", "flow/retry", "flow/cancel")}
"""The names of the API's operations that commit by themselves: those that drive a run, and the one that may cancel its
own caller, which can be repeated."""


class Cancelled(ControlSignal):
    """The run was cancelled while it was driven."""


class LostLease(ControlSignal):
    """Another owner has taken the run over."""


class Code(NamedTuple):
    """What a run is driven with: the flow's procedure, and the interpreter that its source was loaded into."""

    procedure: Procedure
    interpreter: Interpreter


class Claim(NamedTuple):
    """A run that this process drives.

    | field | meaning |
    | --- | --- |
    | `run` | the run as it was claimed |
    | `code` | what it is driven with |
    | `fresh` | the paths of the answers that were taken up with the claim, if all before had been driven to a park |
    | `entries` | the journal as it was then |
    """

    run: Run
    code: Code
    fresh: frozenset[str] = frozenset()
    entries: tuple[Entry, ...] = ()


class Ended(NamedTuple):
    """How a drive ended: the run as it is now, and, if it raised just now, a tuple of the raised object itself."""

    run: Run
    raised: tuple[Value] | None = None


class Caller(NamedTuple):
    """The drive and the request of a flow that calls the flow API."""

    drive: Drive
    request: Request

    def begin(self) -> None:
        """Record, in the transaction that decides, that the call has had its effect and goes on to drive."""
        drive = self.drive
        entry = Entry(f"{self.request.path}/{BEGUN}", BEGUN, "", encode(None), False, 0, drive.clock())
        if not drive.store.append(drive.run.id, drive.run.fence, [entry]):
            raise drive.lost()
        drive.entries.append(entry)


CALLER: ContextVar[Caller | None] = ContextVar("flowscheme_caller", default=None)
"""Who calls the engine, if it is a flow."""


@contextmanager
def called_by(caller: Caller | None) -> Iterator[None]:
    """Let what runs inside know its caller."""
    token = CALLER.set(caller)
    try:
        yield
    finally:
        CALLER.reset(token)


class Drive:
    """One claim of one run."""

    def __init__(self, store: Store, claim: Claim, clock: Callable[[], float]) -> None:
        self.store = store
        self.run = claim.run
        self.code = claim.code
        self.fresh = claim.fresh
        self.records = records(claim.code.interpreter)
        self.clock = clock
        self.entries: list[Entry] = list(claim.entries)

    def to_end(self) -> Ended:
        """Drive until the run is done, failed, stuck, parked, cancelled or lost."""
        while True:
            try:
                outcome = self.advance()
            except LimitExceeded as error:
                outcome = self.raised(error.payload)
            except SchemeExit:
                outcome = self.raised(Condition("exit has no place in a flow", kind="flow-exit"))
            except (Cancelled, LostLease):
                break
            ended = self.commit(outcome)
            if ended is not None:
                return ended
        run = self.store.get(self.run.id)
        return Ended(run if run is not None else self.run)

    def raised(self, payload: Value) -> Raised:
        """The outcome of a flow that was left by what no guest catches."""
        return Raised(encode_raised(payload, self.records), payload)

    def advance(self) -> Outcome:
        """Run the flow from its input along the journal, and beyond."""
        procedure, interpreter = self.code
        shape = shape_of(procedure)
        context = Context(
            self.run.id, self.run.seed, History(self.entries), self.perform, self.records, self.fresh,
            lambda path: place_at(shape, path), interpreter,
        )  # fmt: skip
        return advance(procedure, decode(self.run.input, self.records), context)

    # Effects

    def perform(self, request: Request) -> Entry:
        """Do what the flow asks for, and make its entry durable; nothing is done for a run that is no longer ours."""
        if request.kind == "api" and request.name not in APART:
            with self.store.transaction():
                return self.do(request)
        return self.do(request)

    def do(self, request: Request) -> Entry:
        """Do it, and record what came."""
        raised, ticks, mark = False, 0, len(self.entries)
        if not self.store.held(self.run.id, self.run.fence):
            raise self.lost()
        try:
            with called_by(Caller(self, request) if request.kind == "api" else None):
                value, ticks = request.effect()
            text = self.encode(value, request)
        except (LimitExceeded, SchemeExit):
            raise
        except Exception as fault:
            raised, ticks = True, getattr(fault, "ticks", 0)
            text = encode_raised(caught(fault).payload, self.records)
        entry = Entry(request.path, request.kind, request.name, text, raised, ticks, self.clock())
        self.record(entry, nested=request.reentered or len(self.entries) > mark)
        return entry

    def encode(self, value: Value, request: Request) -> str:
        """A value as the journal keeps it; raises `flow-not-plain` with the path."""
        try:
            return encode(value, self.records)
        except NotPlain as error:
            condition = error.payload
            message = f"{condition.message}, as the result of {request.kind} at {request.path}"
            condition.message = message
            raise

    def record(self, entry: Entry, nested: bool) -> None:
        """Append an entry; if `nested`, it replaces those made inside it, but for the answers that `log` tells."""
        inside = [inner for inner in self.entries if inner.path.startswith(f"{entry.path}/")] if nested else []
        kept = [
            inner._replace(path=f"~{inner.path}", kind=LOG) for inner in inside if inner.kind == "suspend"
        ]
        if entry.kind == SETTLED:
            self.settle(entry)
        elif not self.store.append(self.run.id, self.run.fence, [*kept, entry], f"{entry.path}/" if inside else None):
            raise self.lost()
        if inside:
            self.entries = [inner for inner in self.entries if not inner.path.startswith(f"{entry.path}/")]
        self.entries += [*kept, entry]

    def settle(self, entry: Entry) -> None:
        """Record that a parallel raised while branches waited; its waits and their answers close with it."""
        inside = f"{entry.path}["
        with self.store.transaction():
            if not self.store.append(self.run.id, self.run.fence, [entry]):
                raise self.lost()
            waits = [wait for wait in self.store.waits(self.run.id) if not wait.path.startswith(inside)]
            answers = [answer for answer in self.store.answers(self.run.id) if not answer.path.startswith(inside)]
            self.store.set_waits(self.run.id, waits)
            self.store.clear_answers(self.run.id)
            for answer in answers:
                self.store.add_answer(self.run.id, answer)

    def held(self, run: Run | None) -> bool:
        """Whether the run, as it is in the store now, is still ours to drive."""
        return run is not None and run.fence == self.run.fence and run.status == "running"

    def lost(self) -> ControlSignal:
        """Why a guarded write was refused."""
        run = self.store.get(self.run.id)
        return LostLease() if run is not None and run.status != "cancelled" else Cancelled()

    # Outcomes

    def commit(self, outcome: Outcome) -> Ended | None:
        """Commit how the flow ended or parked; None if answers arrived and it must be driven on."""
        with self.store.transaction():
            run = self.store.get(self.run.id)
            if run is None or not self.held(run):
                return Ended(run if run is not None else self.run)
            if isinstance(outcome, Waiting):
                return self.park(run, outcome.waits)
            status, text, raised = _ENDINGS[type(outcome)](outcome, self.records)
            ended = run._replace(status=status, outcome=text, owner=None, updated=self.clock())
            self.store.update(ended)
            if status != "stuck":
                self.store.set_waits(run.id, [])
                self.store.clear_answers(run.id)
            return Ended(ended, raised)

    def park(self, run: Run, waits: tuple[Wait, ...]) -> Ended | None:
        """Park the run, unless an answer to one of its waits has arrived: then take it up."""
        taken = take_answers(self.store, run, waits)
        if taken:
            self.entries += taken
            self.fresh = frozenset(entry.path for entry in taken)
            return None
        self.store.set_waits(run.id, waits)
        parked = run._replace(status="suspended", owner=None, updated=self.clock())
        self.store.update(parked)
        return Ended(parked)


def take_answers(store: Store, run: Run, waits: Sequence[Wait]) -> list[Entry]:
    """Move the answers of a claimed run into its journal, within a transaction; the new entries.

    `waits` are the waits that are open; those that stay open are kept in the store.
    """
    open_waits = {wait.path: wait for wait in waits}
    taken = []
    for answer in store.answers(run.id):
        wait = open_waits.pop(answer.path, None)
        if wait is not None:
            taken.append(Entry(wait.path, wait.kind, wait.tag, answer.value, False, 0, answer.at))
    if taken:
        store.append(run.id, run.fence, taken)
        store.set_waits(run.id, list(open_waits.values()))
    store.clear_answers(run.id)
    return taken


Ending = tuple[str, str, tuple[Value] | None]


def _done(outcome: Done, records: RecordTable) -> Ending:
    return "done", outcome.value, None


def _failed(outcome: Raised, records: RecordTable) -> Ending:
    return "failed", outcome.value, (outcome.object,)


def _stuck(outcome: Stuck, records: RecordTable) -> Ending:
    condition: Condition = outcome.condition
    return "stuck", encode_raised(condition, records), (condition,)


_ENDINGS: dict[type, Callable[..., Ending]] = {Done: _done, Raised: _failed, Stuck: _stuck}
