"""The policy: what starting, resuming, retrying, cancelling and forgetting a run means, over a store that outlives the process.

Each verb is one transaction that decides and claims, then a drive outside of it.  A run that is driven names its owner,
whose life the store can prove, and a fencing number that rises with each claim.  A `running` run whose owner is dead is an
orphan: `retry`, `resume` and a start with its id take it over (docs/semantics.md, "Owner, orphan and fence").

Values are Scheme's here.  Two faces call this: `python` gives Python its own values, `scheme` is the API of Scheme programs.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from contextvars import ContextVar
from typing import Any

from ..errors import LimitExceeded, SchemeError, StoreError
from ..flow.codec import Undecodable, decode, encode
from ..flow.events import Entry, Wait
from ..flow.failure import flow_error
from ..flow.journal import LOG, rewind
from ..flow.primitives import records
from ..interp import Interpreter
from ..lang.text.clean import clean
from ..lang.text.printer import brief
from ..lang.values.datum import String, Value, list_from, symbol
from ..store.protocol import Answer, NotText, Run, Store
from ..store.rows import DAMAGED, Row, damaged, is_id, listed, sound, sound_rows
from .codebase import Codebase
from .drive import CALLER, Claim, Code, Drive, Ended, take_answers

ENDED = ("done", "failed", "cancelled")

FORGETTABLE = (*ENDED, DAMAGED)

RECORD = '"{='
"""What begins a record in a text of `codec`."""

DRIVEN: ContextVar[frozenset[str]] = ContextVar("flowscheme_driven", default=frozenset())
"""The runs that are being driven in this thread, one inside the other."""

_FIRST_PAUSE, _LONGEST_PAUSE = 0.002, 0.05  # seconds between looks at a run that somebody else drives


class Policy:
    """The verbs and questions of one store, in Scheme values; what they raise is `SchemeError` of a kind flow-...

    `interpreter` runs the flows; `clock` gives the time in seconds since the epoch.  One policy serves many threads.
    """

    def __init__(self, store: Store, interpreter: Interpreter, clock: Callable[[], float] = time.time) -> None:
        self.store = store
        self.clock = clock
        self.codebase = Codebase(store, interpreter)

    # Verbs

    def start_flow(self, flow: Value, value: Value, id: str | None = None) -> Ended:
        """Start a flow, or attach to the run with that id."""
        if id is not None:
            check_id(id)
        registered, code = self.codebase.flow_named(flow)
        text, name = self.encode(value), registered.name if registered else ""
        decode(text, records(code.interpreter))  # refuses, before anything is done, what the flow could not be given
        pin, hash = self.codebase.pin(registered, code.interpreter, text) if registered else (None, None)
        hosts = self.codebase.hosts_of(pin, code.interpreter) if pin else ()
        now = self.clock()
        id = new_id(name) if id is None else id
        run = Run(
            id, name, text, "running", hash, os.urandom(16).hex(), self.store.owners.me(), 1, None, hosts, now, now
        )
        with self.store.transaction():
            if pin is not None and hash is not None:
                self.store.put_source(hash, pin.text())
            fresh = self.store.insert(run)
        if registered is None:
            self.codebase.unnamed.setdefault(run.id, code)
        return self.drive(Claim(run, code)) if fresh else self.attach_start(run)

    def attach_start(self, wanted: Run) -> Ended:
        """Answer a start whose id exists: as that run does, once nobody drives it."""
        run = self.known(wanted.id)
        if (run.flow, run.input) != (wanted.flow, wanted.input):
            other = f"of {clean(run.flow) or 'a flow without a name'}, with the input {brief(self.shown(run, run.input))}"
            raise flow_error("flow-id-conflict", f"the id {clean(wanted.id)} belongs to another start: {other}")
        return self.take_over(run.id) or self.attach(run.id)

    def take_over(self, id: str) -> Ended | None:
        """Drive an orphan on; None if the run is none."""
        with self.store.transaction():
            run = self.known(id)
            if not self.is_orphan(run):
                return None
            claim = self.claim(run, self.codebase.code_of(run))
        return self.drive(claim)

    def attach(self, id: str) -> Ended:
        """Wait until nobody drives the run; take it over if its owner dies meanwhile."""
        refuse_own(id)
        pause = _FIRST_PAUSE
        while True:
            run = self.known(id)
            if run.status != "running":
                return Ended(run)
            ended = self.take_over(id) if self.is_orphan(run) else None
            if ended is not None:
                return ended
            time.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    def resume_run(self, id: str, value: Value, *tags: Value) -> Ended:
        """Answer the first wait, or the first with one of the tags, and drive the run if nobody does."""
        text, caller = self.encode(value), CALLER.get()
        if caller is not None and caller.request.reentered:
            return self.attach(id)
        with self.store.transaction():
            run = self.known(id)
            refuse_unless_waiting(run)
            refuse_own(id)
            code = self.codebase.code_of(run)
            decode(text, records(code.interpreter))
            wait = self.choose_wait(run, [self.encode(tag) for tag in tags])
            self.store.add_answer(id, Answer(wait.path, text, self.clock()))
            claim = self.claim(run, code) if run.status == "suspended" or self.is_orphan(run) else None
            if caller is not None:
                caller.begin()
        return self.drive(claim) if claim is not None else self.attach(id)

    def choose_wait(self, run: Run, tags: list[str]) -> Wait:
        """The open wait that an answer goes to: the first, or the first with one of the (encoded) tags."""
        waits = self.waits(run.id)
        answered = {answer.path for answer in self.answers(run.id)}
        still_open = [wait for wait in waits if wait.path not in answered]
        fitting = [wait for wait in still_open if not tags or wait.tag in tags]
        if fitting:
            return fitting[0]
        if still_open and not any(wait.tag in tags for wait in waits):
            wanted, open_tags = brief(self.shown(run, tags[-1])), list_from(self.shown(run, wait.tag) for wait in still_open)
            raise flow_error("flow-wrong-tag", f"{clean(run.id)} does not wait for {wanted}; its open tags are", open_tags)
        raise flow_error("flow-not-suspended", f"{clean(run.id)} has no open wait left for this answer")

    def retry_run(self, id: str) -> Ended:
        """Drive a failed, stuck or orphaned run on from what its journal has recorded as values."""
        caller = CALLER.get()
        if caller is not None and caller.request.reentered:
            return self.attach(id)
        with self.store.transaction():
            run = self.known(id)
            refuse_cancelled(run)
            if run.status not in ("failed", "stuck") and not self.is_orphan(run):
                raise not_suspended(run, "retry")
            code = self.codebase.code_of(run)
            self.store.replace_journal(id, rewind(self.journal(id)))
            claim = self.claim(run, code)
            if caller is not None:
                caller.begin()
        return self.drive(claim)

    def cancel_run(self, id: str) -> Run:
        """Mark a run cancelled; whoever drives it stops at its next journaled point."""
        with self.store.transaction():
            run = self.known(id)
            if run.status in ("done", "failed"):
                raise not_suspended(run, "cancel")
            run = run._replace(status="cancelled", owner=None, fence=run.fence + 1, updated=self.clock())
            self.store.update(run)
            self.store.set_waits(id, [])
            self.store.clear_answers(id)
        return run

    def forget_run(self, id: str) -> None:
        """Drop an ended record, or one that is damaged."""
        with self.store.transaction():
            run = self.listed(id)
            if run.status not in FORGETTABLE:
                raise not_suspended(run, "forget")
            self.store.delete(id)

    def collect(self) -> int:
        """Drop the ended records; how many."""
        with self.store.transaction():
            ended = [run.id for run in self.runs() if run.status in ENDED]
            for id in ended:
                self.store.delete(id)
        return len(ended)

    # Claims and drives

    def claim(self, run: Run, code: Code) -> Claim:
        """Make this process the owner of a run, and take up its answers, within a transaction.

        Raises, so that nothing is changed, if its rows are damaged or its code cannot read its input.
        """
        decode(run.input, records(code.interpreter))
        waits = self.waits(run.id)
        self.answers(run.id)
        claimed = run._replace(
            status="running", owner=self.store.owners.me(), fence=run.fence + 1, outcome=None, updated=self.clock()
        )
        self.store.update(claimed)
        taken = take_answers(self.store, claimed, waits)
        parked = run.status == "suspended"
        return Claim(claimed, code, frozenset(entry.path for entry in taken if parked), tuple(self.journal(run.id)))

    def is_orphan(self, run: Run) -> bool:
        """Whether a run is being driven by nobody who lives."""
        return run.status == "running" and (run.owner is None or not self.store.owners.alive(run.owner))

    def drive(self, claim: Claim) -> Ended:
        """Drive a claimed run to its end or its next park.  If that breaks off, the run is an orphan."""
        token = DRIVEN.set(DRIVEN.get() | {claim.run.id})
        try:
            ended = Drive(self.store, claim, self.clock).to_end()
            if ended.run.status == "running":
                self.release(claim.run)
        except BaseException:
            with suppress(StoreError):
                self.release(claim.run)
            raise
        finally:
            DRIVEN.reset(token)
        if ended.run.status in ("done", "cancelled"):
            self.codebase.unnamed.pop(ended.run.id, None)
        return ended

    def release(self, claimed: Run) -> None:
        """Give up a run that is still ours."""
        with self.store.transaction():
            run = self.store.get(claimed.id)
            if run is not None and run.status == "running" and run.fence == claimed.fence:
                self.store.update(run._replace(owner=None))

    # Questions

    def known(self, id: str) -> Run:
        """The run with that id.  Raises flow-unknown-id, or flow-damaged."""
        return sound(self.found(id))

    def listed(self, id: str) -> Run:
        """The run with that id as a listing shows it.  Raises flow-unknown-id."""
        return listed(self.found(id))

    def found(self, id: str) -> Run:
        """The row of the run with that id.  Raises flow-unknown-id."""
        check_id(id)
        run = self.store.get(id)
        if run is None:
            raise flow_error("flow-unknown-id", f"no run has the id {clean(id)}")
        return run

    def runs(self, status: str | None = None) -> list[Run]:
        """The runs, or those with that status, in the order in which they were started; also what is damaged."""
        runs = map(listed, self.store.runs(None if status == DAMAGED else status))
        return [run for run in runs if status is None or run.status == status]

    def status(self, id: str) -> str:
        """The run's status word; "unknown" if there is no such run, "damaged" if nobody can trust its row."""
        check_id(id)
        run = self.store.get(id)
        return listed(run).status if run is not None else "unknown"

    def open_waits(self, id: str) -> list[Wait]:
        """The waits of a run that nobody has answered, in the order of the flow's text."""
        answered = {answer.path for answer in self.answers(id)}
        return [wait for wait in self.waits(id) if wait.path not in answered]

    def pending(self) -> Iterator[tuple[Run, Wait]]:
        """The open waits of all runs, by run and in the order of the flow's text; a run whose rows are damaged has none."""
        for run in self.runs():
            if run.status in ("suspended", "running"):
                yield from ((run, wait) for wait in self._readable_waits(run.id))

    def _readable_waits(self, id: str) -> list[Wait]:
        try:
            return self.open_waits(id)
        except SchemeError:
            return []

    # Rows, judged: these raise flow-damaged

    def journal(self, id: str) -> list[Entry]:
        """The entries of a run, oldest first."""
        return _sound_rows(id, self.store.journal)

    def waits(self, id: str) -> list[Wait]:
        """The waits of a run that are open, or answered and not taken up yet."""
        return _sound_rows(id, self.store.waits)

    def answers(self, id: str) -> list[Answer]:
        """The answers of a run that no drive has taken up."""
        return _sound_rows(id, self.store.answers)

    def answer(self, ended: Ended) -> Value:
        """What `flow/start` and `flow/resume` answer: the raw result, `(flow-suspended id tag)`, or a raise."""
        run = ended.run
        if ended.raised is not None:
            raise SchemeError(ended.raised[0])
        if run.status != "suspended":
            return self.result_of(run)
        waits = self.open_waits(run.id)
        tag = self.shown(run, waits[0].tag) if waits else None
        return list_from([symbol("flow-suspended"), String(run.id), tag])

    def result_of(self, run: Run) -> Value:
        """The value of a run that is done; raises for any other."""
        if run.status == "done":
            return self.value_of(run, run.outcome or "")
        if run.status in ("failed", "stuck"):
            raise SchemeError(self.value_of(run, run.outcome or ""))
        refuse_cancelled(run)
        raise flow_error("flow-not-done", f"{clean(run.id)} is not done: it is {run.status}")

    def log_of(self, id: str) -> list[tuple[Value, Value]]:
        """The answered waits of a run as (tag, value), oldest first, also of those inside finished steps."""
        run = self.known(id)
        return [(self.value_of(run, tag), self.value_of(run, value)) for tag, value in self.answered(id)]

    def answered(self, id: str) -> list[tuple[str, str]]:
        """The same, as the store keeps them."""
        answers = [entry for entry in self.journal(id) if entry.kind in ("suspend", LOG)]
        answers.sort(key=lambda answer: answer.at)
        return [(answer.name, answer.value) for answer in answers]

    def resumable(self) -> list[Run]:
        """The runs that a restart can resume: suspended ones and orphans whose flow is named."""
        return [
            run for run in self.runs() if run.source is not None and (run.status == "suspended" or self.is_orphan(run))
        ]

    # Codec

    def records(self) -> Any:
        """The record types that are plain where the call comes from."""
        return records(self.codebase.home())

    def encode(self, value: Value) -> str:
        """A value as the store keeps it."""
        return encode(value, self.records())

    def decode(self, text: str) -> Value:
        """A value that the store kept."""
        return decode(text, self.records())

    def value_of(self, run: Run, text: str) -> Value:
        """A value that a run kept, also one with records that only the run's own source knows."""
        try:
            return self.decode(text)
        except Undecodable:
            if run.source is None or RECORD not in text:
                raise
            return decode(text, records(self.codebase.pinned(run.source)))

    def shown(self, run: Run, text: str) -> Value:
        """A value that a run kept, for a listing: where nothing here can read it, the condition that says why."""
        try:
            return self.value_of(run, text)
        except LimitExceeded:
            raise
        except SchemeError as error:
            return error.payload


def new_id(flow: str) -> str:
    """A fresh run id: the flow's name, made safe, and 40 random bits."""
    stem = re.sub(r"[^A-Za-z0-9]+", "-", flow).strip("-") or "flow"
    return f"{stem[:40]}-{os.urandom(5).hex()}"


def check_id(id: str) -> None:
    """Refuse what can be no run's id: an empty text, or one that not every store can keep."""
    if not is_id(id):
        raise flow_error("flow-bad-argument", f"a run's id is a text that is not empty and holds no NUL, got {id!a}")


def _sound_rows(id: str, read: Callable[[str], list[Row]]) -> list[Row]:
    try:
        return sound_rows(id, read(id))
    except NotText as fault:
        raise damaged(id, "they hold what is no text") from fault


def refuse_cancelled(run: Run) -> None:
    """Refuse to go on with a run that was cancelled."""
    if run.status == "cancelled":
        raise flow_error("flow-cancelled", f"{clean(run.id)} was cancelled")


def refuse_own(id: str) -> None:
    """Refuse to wait for a run that waits for this very call."""
    if id in DRIVEN.get():
        raise flow_error("flow-not-suspended", f"{clean(id)} is running, and cannot wait for itself")


def refuse_unless_waiting(run: Run) -> None:
    """Refuse to resume a run that can have no open wait."""
    refuse_cancelled(run)
    if run.status not in ("suspended", "running"):
        raise not_suspended(run, "resume")


def not_suspended(run: Run, verb: str) -> SchemeError:
    """The error for a verb that does not fit the run's status."""
    return flow_error("flow-not-suspended", f"cannot {verb} {clean(run.id)}: it is {run.status}")
