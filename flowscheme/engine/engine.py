"""The engine: starts, resumes and answers for runs, with a store that outlives the process.

The policy of spec.md section 2 is here, each verb one transaction that decides and claims, then a drive outside of it.
A run that is driven names its owner, whose life the store can prove, and a fencing number that rises with each claim.
A `running` run whose owner is dead is an orphan: `retry`, `resume` and a start with its id take it over.

Scheme's API (`prelude/flow/api.scm`) comes in by `guest`, in Scheme values; the methods are the same for Python.  One
engine serves many threads.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from contextvars import ContextVar
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from ..asynchronous import Loop
from ..conversion import procedure as host_procedure
from ..conversion import to_python, to_scheme
from ..errors import SchemeError, StoreError
from ..flow.codec import Undecodable, decode, encode
from ..flow.driver import flow_error
from ..flow.events import Wait
from ..flow.journal import LOG, rewind
from ..flow.primitives import RegisteredFlow, flows, records
from ..host import scheme_name
from ..interp import EMBEDDED_GRANTS, Interpreter, check_text
from ..lang.machine.limits import shielded
from ..lang.machine.machine import STATE, Procedure
from ..lang.machine.machine import effect as perform_effect
from ..lang.text.printer import write
from ..lang.values.datum import Condition, String, Symbol, Value, list_from, symbol
from ..store import open_store
from ..store.protocol import Answer, Run, Store
from .drive import CALLER, Claim, Code, Drive, Ended, take_answers
from .pinned_sources import Pin, load_pin, parse_pin, pin_of
from .transfer import export_store, import_store
from .views import View, view_of

ENDED = ("done", "failed", "cancelled")
DEFAULT_STORE = "sqlite:///flowscheme.db"

DRIVEN: ContextVar[frozenset[str]] = ContextVar("flowscheme_driven", default=frozenset())
"""The runs that are being driven in this thread, one inside the other."""

_FIRST_PAUSE, _LONGEST_PAUSE = 0.002, 0.05  # seconds between looks at a run that somebody else drives


class RunRecord(NamedTuple):
    """A run, for Python: `status` is a word of spec.md section 2; `result` its value when done, `error` the condition or
    raised object when failed or stuck; `waits` its open tags, first the one that a resume without a tag answers."""

    id: str
    flow: str
    status: str
    input: Any
    result: Any
    error: Any
    waits: tuple[Any, ...]
    created: datetime
    updated: datetime


class Engine:
    """Durable flows over a store.

    `store` is a URL (`sqlite:///file.db`, `memory:`) or an open store.  `interpreter` runs the flows; without one the
    engine makes its own.  `clock` gives the time in seconds since the epoch.
    """

    def __init__(
        self,
        store: str | Store = DEFAULT_STORE,
        interpreter: Interpreter | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.store = open_store(store) if isinstance(store, str) else store
        self.interpreter = interpreter or Interpreter(EMBEDDED_GRANTS)
        self.interpreter.services["engine"] = self
        self.clock = clock
        self.hosts: dict[str, Procedure] = {}
        self._loop = Loop()
        self._pins: dict[str, Pin] = {}
        self._pinned: dict[str, Interpreter] = {}
        self._unnamed: dict[str, Code] = {}
        self._hashes: dict[int, tuple[RegisteredFlow, Pin, str]] = {}

    # The public face, in Python values

    def load(self, path: str | Path) -> None:
        """Load a source file and the flows that it defines."""
        self.interpreter.load(path)

    def effect(self, function: Callable[..., Any], name: str | None = None) -> Callable[..., Any]:
        """Make a Python function a procedure of the flows; in a flow its results are journaled.  A decorator;
        Python's `send_mail` is Scheme's `send-mail`.  One that is `async def` runs on an event loop of the engine's own,
        which it shares with the others, or on that which awaits the evaluation."""
        self.add_host(name or scheme_name(function.__name__), function, pure=False)
        return function

    def pure(self, function: Callable[..., Any], name: str | None = None) -> Callable[..., Any]:
        """Make a Python function without effects a procedure of the flows; it is called anew on replay.  A decorator."""
        self.add_host(name or scheme_name(function.__name__), function, pure=True)
        return function

    def start(self, flow: str, input: Any, id: str | None = None) -> RunRecord:
        """Run a flow to its end or its first park; with an `id` that exists, attach to that run.

        Raises `SchemeError` of kind flow-unknown-flow or flow-id-conflict.  A flow that raises is a record `failed`.
        """
        check_text("the name of a flow", flow)
        if id is not None:
            check_text("a run's id", id)
        return self._record(lambda: self.start_flow(symbol(flow), to_scheme(input), id))

    def resume(self, id: str, value: Any, tag: Any = None) -> RunRecord:
        """Answer a wait (that of `tag`, else the first) and drive on.  A `str` is a symbol's or a string's tag."""
        check_text("a run's id", id)
        tags = () if tag is None else (to_scheme(tag), *([symbol(tag)] if isinstance(tag, str) else []))
        return self._record(lambda: self.resume_run(id, to_scheme(value), *tags))

    def retry(self, id: str) -> RunRecord:
        """Let a failed, stuck or orphaned run go on from its journal."""
        check_text("a run's id", id)
        return self._record(lambda: self.retry_run(id))

    def cancel(self, id: str) -> RunRecord:
        """Cancel a run that has not ended."""
        check_text("a run's id", id)
        return self._record(lambda: Ended(self.cancel_run(id)))

    def status(self, id: str) -> str:
        """The run's status word; "unknown" if there is no such run."""
        check_text("a run's id", id)
        run = self.store.get(id)
        return run.status if run is not None else "unknown"

    def result(self, id: str) -> Any:
        """The value of a run that is done; raises what the flow raised if it failed, an error if it is not done."""
        check_text("a run's id", id)
        return self.interpreter.evaluate(lambda: to_python(self.result_of(self.known(id))), guest=False)

    def runs(self, status: str | None = None) -> list[RunRecord]:
        """The runs, or those with a status, in the order in which they were started."""
        return self.interpreter.evaluate(lambda: [self.record_of(run) for run in self.store.runs(status)], guest=False)

    def run(self, id: str) -> RunRecord:
        """One run.  Raises `flow-unknown-id`."""
        check_text("a run's id", id)
        return self.interpreter.evaluate(lambda: self.record_of(self.known(id)), guest=False)

    def view(self, id: str) -> View:
        """A run as a person sees it, with its flow's tree.  Raises `flow-unknown-id`."""
        check_text("a run's id", id)
        return self.interpreter.evaluate(lambda: view_of(self, self.known(id)), guest=False)

    def close(self) -> None:
        """Close the store; runs that this process drives become orphans."""
        self._loop.close()
        self.store.close()

    def _record(self, verb: Callable[[], Ended]) -> RunRecord:
        return self.interpreter.evaluate(lambda: self.record_of(verb().run), guest=False)

    def record_of(self, run: Run) -> RunRecord:
        """The record of a run, in Python values."""
        outcome = to_python(self.value_of(run, run.outcome)) if run.outcome is not None else None
        failed = run.status in ("failed", "stuck")
        return RunRecord(
            run.id, run.flow, run.status, to_python(self.value_of(run, run.input)),
            None if failed else outcome, outcome if failed else None,
            tuple(to_python(self.value_of(run, wait.tag)) for wait in self.open_waits(run.id)),
            datetime.fromtimestamp(run.created, UTC), datetime.fromtimestamp(run.updated, UTC),
        )  # fmt: skip

    # Hosts and flows

    def add_host(self, name: str, function: Callable[..., Any], pure: bool) -> None:
        """Define a host function for the flows, here and in pinned sources."""
        wrapped = host_procedure(function, name, self._loop.wait)
        if not pure:
            wrapped = journaled(name, wrapped)
        self.hosts[name] = wrapped
        for interpreter in (self.interpreter, *self._pinned.values()):
            interpreter.environment.define(name, wrapped)

    def home(self) -> Interpreter:
        """The interpreter of the code that calls: that of a pinned source while such a flow runs, else the engine's."""
        state = STATE.get(None)
        pinned = state is not None and state.interpreter in self._pinned.values()
        return state.interpreter if state is not None and pinned else self.interpreter

    def flow_named(self, flow: Value) -> tuple[RegisteredFlow | None, Code]:
        """A flow given by its name or its procedure: its registration, if it has a name, and its code."""
        homes = [self.home(), self.interpreter]
        if isinstance(flow, Symbol | String):
            name = flow.name if isinstance(flow, Symbol) else flow.text
            for home in homes:
                if name in flows(home):
                    return flows(home)[name], Code(flows(home)[name].procedure, home)
            raise flow_error("flow-unknown-flow", f"no flow is called {name}")
        for home in homes:
            for entry in flows(home).values():
                if entry.procedure is flow:
                    return entry, Code(flow, home)
        if not callable(flow):
            raise flow_error("flow-unknown-flow", "not a flow:", flow)
        return None, Code(flow, homes[0])

    def pin(self, entry: RegisteredFlow, home: Interpreter) -> tuple[Pin, str]:
        """The pin of a registered flow and its hash; a flow of a pinned source has that pin."""
        for hash, interpreter in self._pinned.items():
            if interpreter is home:
                return self._pins[hash], hash
        if entry.source.startswith("<") or not entry.texts:
            pin = pin_of(home, entry)
            return pin, pin.hash()
        known = self._hashes.get(id(entry.texts))
        if known is None or known[0].texts is not entry.texts:
            pin = pin_of(home, entry)
            known = self._hashes[id(entry.texts)] = (entry, pin, pin.hash())
        return known[1:]

    def code_of(self, run: Run) -> Code:
        """The code of a run: the loaded one while its source is the run's, else the pinned one.

        Raises flow-unknown-flow, or flow-missing-host, before anything is changed.
        """
        missing = [name for name in run.hosts if name not in self.hosts]
        if missing:
            message = f"the run {run.id} needs host functions that are not here:"
            raise flow_error("flow-missing-host", message, *map(symbol, missing))
        if run.source is None:
            if run.id in self._unnamed:
                return self._unnamed[run.id]
            message = f"the flow of {run.id} has no name; only the process that started it can drive it"
            raise flow_error("flow-unknown-flow", message)
        loaded = flows(self.interpreter).get(run.flow)
        if loaded is not None and self.pin(loaded, self.interpreter)[1] == run.source:
            return Code(loaded.procedure, self.interpreter)
        pinned = self.pinned(run.source)
        if run.flow not in flows(pinned):
            raise flow_error("flow-unknown-flow", f"the pinned source of {run.id} defines no flow {run.flow}")
        return Code(flows(pinned)[run.flow].procedure, pinned)

    def pinned(self, hash: str) -> Interpreter:
        """The interpreter in which a pinned source is loaded."""
        if hash not in self._pinned:
            text = self.store.source(hash)
            if text is None:
                raise flow_error("flow-unknown-flow", f"the store has no source {hash[:12]}")
            pin = parse_pin(text)
            self._pinned[hash] = load_pin(pin, self.interpreter, self.hosts)
            self._pins[hash] = pin
        return self._pinned[hash]

    # Verbs, in Scheme values.  Each decides and claims in one transaction, and drives after it.

    def start_flow(self, flow: Value, value: Value, id: str | None = None) -> Ended:
        """Start a flow, or attach to the run with that id."""
        entry, code = self.flow_named(flow)
        text, name = self.encode(value), entry.name if entry else ""
        pin, hash = self.pin(entry, code.interpreter) if entry else (None, None)
        hosts = tuple(sorted(pin.mentions() & self.hosts.keys())) if pin else ()
        now = self.clock()
        run = Run(
            id or new_id(name), name, text, "running", hash, os.urandom(16).hex(), self.store.owners.me(), 1, None,
            hosts, now, now,
        )  # fmt: skip
        with self.store.transaction():
            if pin is not None and hash is not None:
                self.store.put_source(hash, pin.text())
            fresh = self.store.insert(run)
        if entry is None:
            self._unnamed.setdefault(run.id, code)
        return self.drive(Claim(run, code)) if fresh else self.attach_start(run)

    def attach_start(self, wanted: Run) -> Ended:
        """Answer a start whose id exists: as that run does, once nobody drives it."""
        found = self.known(wanted.id)
        if (found.flow, found.input) != (wanted.flow, wanted.input):
            other = f"of {found.flow or 'a flow without a name'}, with the input {write(self.value_of(found, found.input))}"
            raise flow_error("flow-id-conflict", f"the id {wanted.id} belongs to another start: {other}")
        return self.take_over(found.id) or self.attach(found.id)

    def take_over(self, id: str) -> Ended | None:
        """Drive an orphan on; None if the run is none."""
        with self.store.transaction():
            run = self.known(id)
            if not self.is_orphan(run):
                return None
            claim = self.claim(run, self.code_of(run))
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
            code = self.code_of(run)
            wait = self.choose_wait(run, [self.encode(tag) for tag in tags])
            self.store.add_answer(id, Answer(wait.path, text, self.clock()))
            claim = self.claim(run, code) if run.status == "suspended" or self.is_orphan(run) else None
            if caller is not None:
                caller.begin()
        return self.drive(claim) if claim is not None else self.attach(id)

    def choose_wait(self, run: Run, tags: list[str]) -> Wait:
        """The open wait that an answer goes to: the first, or the first with one of the (encoded) tags."""
        waits = self.store.waits(run.id)
        answered = {answer.path for answer in self.store.answers(run.id)}
        still_open = [wait for wait in waits if wait.path not in answered]
        fitting = [wait for wait in still_open if not tags or wait.tag in tags]
        if fitting:
            return fitting[0]
        if still_open and not any(wait.tag in tags for wait in waits):
            wanted, found = write(self.decode(tags[-1])), list_from(self.value_of(run, wait.tag) for wait in still_open)
            raise flow_error("flow-wrong-tag", f"{run.id} does not wait for {wanted}; its open tags are", found)
        raise flow_error("flow-not-suspended", f"{run.id} has no open wait left for this answer")

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
            claim = self.claim(run, self.code_of(run))
            self.store.replace_journal(id, rewind(self.store.journal(id)))
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
        """Drop an ended record."""
        with self.store.transaction():
            run = self.known(id)
            if run.status not in ENDED:
                raise not_suspended(run, "forget")
            self.store.delete(id)

    def collect(self) -> int:
        """Drop the ended records; how many."""
        with self.store.transaction():
            ended = [run.id for run in self.store.runs() if run.status in ENDED]
            for id in ended:
                self.store.delete(id)
        return len(ended)

    # Claims and drives

    def claim(self, run: Run, code: Code) -> Claim:
        """Make this process the owner of a run, and take up its answers, within a transaction."""
        claimed = run._replace(
            status="running", owner=self.store.owners.me(), fence=run.fence + 1, outcome=None, updated=self.clock()
        )
        self.store.update(claimed)
        taken = take_answers(self.store, claimed, self.store.waits(run.id))
        parked = run.status == "suspended"
        return Claim(claimed, code, frozenset(entry.path for entry in taken if parked))

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
            self._unnamed.pop(ended.run.id, None)
        return ended

    def release(self, claimed: Run) -> None:
        """Give up a run that is still ours."""
        with self.store.transaction():
            run = self.store.get(claimed.id)
            if run is not None and run.status == "running" and run.fence == claimed.fence:
                self.store.update(run._replace(owner=None))

    # Questions

    def known(self, id: str) -> Run:
        """The run with that id.  Raises flow-unknown-id."""
        run = self.store.get(id)
        if run is None:
            raise flow_error("flow-unknown-id", f"no run has the id {id}")
        return run

    def open_waits(self, id: str) -> list[Wait]:
        """The waits of a run that nobody has answered, in the order of the flow's text."""
        answered = {answer.path for answer in self.store.answers(id)}
        return [wait for wait in self.store.waits(id) if wait.path not in answered]

    def answer(self, ended: Ended) -> Value:
        """What `flow/start` and `flow/resume` answer: the raw result, `(flow-suspended id tag)`, or a raise."""
        run = ended.run
        if ended.raised is not None:
            raise SchemeError(ended.raised[0])
        if run.status != "suspended":
            return self.result_of(run)
        waits = self.open_waits(run.id)
        tag = self.value_of(run, waits[0].tag) if waits else None
        return list_from([symbol("flow-suspended"), String(run.id), tag])

    def result_of(self, run: Run) -> Value:
        """The value of a run that is done; raises for any other."""
        if run.status == "done":
            return self.value_of(run, run.outcome or "")
        if run.status in ("failed", "stuck"):
            raise SchemeError(self.value_of(run, run.outcome or ""))
        refuse_cancelled(run)
        raise flow_error("flow-not-done", f"{run.id} is not done: it is {run.status}")

    def log_of(self, id: str) -> list[tuple[Value, Value]]:
        """The answered waits of a run as (tag, value), oldest first, also of those inside finished steps."""
        run = self.known(id)
        entries = sorted((e for e in self.store.journal(id) if e.kind in ("suspend", LOG)), key=lambda entry: entry.at)
        return [(self.value_of(run, entry.name), self.value_of(run, entry.value)) for entry in entries]

    # Codec

    def records(self) -> Any:
        """The record types that are plain where the call comes from."""
        return records(self.home())

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
            if run.source is None:
                raise
            return decode(text, records(self.code_of(run).interpreter))

    # Scheme

    def guest(self, operation: str, *arguments: Value) -> Value:
        """An operation of the flow API, called from Scheme."""
        with shielded():
            return GUEST[operation](self, *arguments)


def journaled(name: str, procedure: Procedure) -> Procedure:
    """A host function whose calls a flow records."""
    def host(*arguments: Value) -> Value:
        return perform_effect("host", name, lambda: procedure(*arguments))

    host.__name__ = host.__qualname__ = name
    host.described = getattr(procedure, "python", None)  # type: ignore[attr-defined]
    return host


def new_id(flow: str) -> str:
    """A fresh run id: the flow's name, made safe, and 40 random bits."""
    stem = re.sub(r"[^A-Za-z0-9]+", "-", flow).strip("-") or "flow"
    return f"{stem[:40]}-{os.urandom(5).hex()}"


def refuse_cancelled(run: Run) -> None:
    """Refuse to go on with a run that was cancelled."""
    if run.status == "cancelled":
        raise flow_error("flow-cancelled", f"{run.id} was cancelled")


def refuse_own(id: str) -> None:
    """Refuse to wait for a run that waits for this very call."""
    if id in DRIVEN.get():
        raise flow_error("flow-not-suspended", f"{id} is running, and cannot wait for itself")


def refuse_unless_waiting(run: Run) -> None:
    """Refuse to resume a run that can have no open wait."""
    refuse_cancelled(run)
    if run.status not in ("suspended", "running"):
        raise not_suspended(run, "resume")


def not_suspended(run: Run, verb: str) -> SchemeError:
    """The error for a verb that does not fit the run's status."""
    return flow_error("flow-not-suspended", f"cannot {verb} {run.id}: it is {run.status}")


# The API of spec.md section 2, as Scheme calls it


def id_text(id: Value) -> str:
    """A run's id from Scheme: a string or a symbol."""
    if isinstance(id, String):
        return id.text
    if isinstance(id, Symbol):
        return id.name
    raise SchemeError(Condition("a run's id must be a string, got", [id], kind="type"))


def _start(engine: Engine, flow: Value, value: Value, id: Value) -> Value:
    return engine.answer(engine.start_flow(flow, value, None if id is None else id_text(id)))


def _resume(engine: Engine, id: Value, value: Value, *tag: Value) -> Value:
    return engine.answer(engine.resume_run(id_text(id), value, *tag))


def _retry(engine: Engine, id: Value) -> Value:
    return engine.answer(engine.retry_run(id_text(id)))


def _cancel(engine: Engine, id: Value) -> Value:
    return symbol(engine.cancel_run(id_text(id)).status)


def _status(engine: Engine, id: Value) -> Value:
    return symbol(engine.status(id_text(id)))


def _result(engine: Engine, id: Value) -> Value:
    return engine.result_of(engine.known(id_text(id)))


def _list(engine: Engine) -> Value:
    return list_from(list_from([String(run.id), symbol(run.status)]) for run in engine.store.runs())


def _pending(engine: Engine) -> Value:
    return list_from(
        list_from([String(run.id), engine.value_of(run, wait.tag)])
        for run in engine.store.runs()
        for wait in (engine.open_waits(run.id) if run.status in ("suspended", "running") else ())
    )


def _log(engine: Engine, id: Value) -> Value:
    return list_from(list_from(pair) for pair in engine.log_of(id_text(id)))


def _gc(engine: Engine) -> Value:
    return engine.collect()


def _forget(engine: Engine, id: Value) -> Value:
    engine.forget_run(id_text(id))
    return ...


def _resumable(engine: Engine) -> Value:
    return list_from(String(run.id) for run in resumable(engine, engine.store.runs()))


def resumable(engine: Engine, runs: Iterable[Run]) -> list[Run]:
    """The runs that a restart can resume: suspended ones and orphans whose flow is named."""
    return [run for run in runs if run.source is not None and (run.status == "suspended" or engine.is_orphan(run))]


def _export(engine: Engine) -> Value:
    return export_store(engine.store)


def _import(engine: Engine, data: Value) -> Value:
    return import_store(engine.store, data)


GUEST: dict[str, Callable[..., Value]] = {
    "flow/start": _start,
    "flow/resume": _resume,
    "flow/retry": _retry,
    "flow/cancel": _cancel,
    "flow/status": _status,
    "flow/result": _result,
    "flow/list": _list,
    "flow/pending": _pending,
    "flow/log": _log,
    "flow/gc": _gc,
    "flow/forget": _forget,
    "flow-resumable-ids": _resumable,
    "flow-store-export": _export,
    "flow-store-import!": _import,
}

