"""What a running flow knows: where it stands, what it has read of its history, what it waits for, what it may spend.

While a flow runs, its `Context` is the machine's hook: every impure primitive comes through `effect`, every combinator
through `primitives`.  The value that a flow goes on with is the decoded copy of what was recorded, live too, so that
live and replay see the same.

A park is `Parked`, a control signal: it unwinds to the branch that it belongs to.  While it does, `after` thunks of
`dynamic-wind` run; a journaled point that they reach performs nothing and lets the park go on, and neither an error of
theirs nor an escape ends it.  The same holds for the signals that stop a flow.  An escape may not leave a step, which
must end with a value or a raised object that can be recorded.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from types import CodeType
from typing import Any

from ..errors import ControlSignal, SchemeError, describe
from ..lang.expand.environment import Environment
from ..lang.faults.faults import scheme_error
from ..lang.faults.handlers import NO_GUARD, UNCATCHABLE, raise_object
from ..lang.machine.machine import STATE, EscapeSignal, Procedure, force
from ..lang.machine.shield import in_guest, shielded
from ..lang.values.datum import Condition, Value, list_from, symbol
from ..lang.values.global_names import GUEST_MARK
from .codec import RecordTable, Undecodable, decode, encode, encode_as
from .events import Entry, Request, Wait
from .failure import flow_error
from .journal import BEGUN, SETTLED, Diverged, History, Mismatch, branch_of, concurrent, entry_words
from .shape import Place

Perform = Callable[[Request], Entry]

LONGEST_FRAME = 40_000
"""How many characters the path of a frame may have: some 3,000 combinators one inside the other.  Every frame keeps its whole
path, so what they take grows with the square of how deep they nest."""

IN_STEP_ONLY = ("files", "environment", "console", "process")


class Parked(ControlSignal):
    """The branch waits; unwinds to the boundary of the branch."""


class Budget:
    """A step budget of `timeout` in a branch, or a mere count of ticks (`limit` None)."""

    __slots__ = ("branch", "limit", "spent")

    def __init__(self, limit: int | None, branch: str = "") -> None:
        self.limit = limit
        self.branch = branch
        self.spent = 0

    def over(self) -> bool:
        """Whether more was spent than is allowed."""
        return self.limit is not None and self.spent > self.limit


class NodeFrame:
    """Where a node runs: its path, and how many ordinals it has given out."""

    __slots__ = ("count", "path")

    def __init__(self, path: str) -> None:
        self.path = path
        self.count = 0


class Context:
    """A flow while it runs: the machine's hook, and what the primitives of the flow language work on.

    | attribute | meaning |
    | --- | --- |
    | `perform` | the shell's function, called where the history ends |
    | `fresh` | the paths of the answers that no drive has read before |
    | `locate` | gives the place in the source of the node at a path |
    | `interpreter` | that of the flow's code, if it is not the caller's |
    | `within` | the code of the driver: what was called before it is not of this flow |
    | `advanced` | the branches in which something new has happened |
    | `frame` | where the node that runs now takes its ordinals |
    | `step_paths` | the paths of the steps that run, the innermost last |
    | `waits` | what branches that were left wait for |
    | `parking`, `stopped` | the signal that is unwinding the branch; the flow |
    | `budgets`, `total` | what counts ticks here; the count of the whole run |
    | `ticks_before` | by parallel, the total when it began |
    | `trace` | by frame "done", "waiting", "raised" or "running", for drawings |
    | `regions` | what primitives keep, by step and branch |
    """

    def __init__(
        self,
        run_id: str,
        seed: str,
        history: History,
        perform: Perform,
        records: RecordTable,
        fresh: Iterable[str] = (),
        locate: Callable[[str], Place | None] = lambda path: None,
        interpreter: Any = None,
    ) -> None:
        self.run_id = run_id
        self.seed = seed
        self.history = history
        self.perform = perform
        self.records = records
        self.fresh = frozenset(fresh)
        self.locate = locate
        self.interpreter = interpreter
        self.within: CodeType | None = None
        self.advanced: set[str] = set()
        self.frame = NodeFrame("")
        self.step_paths: list[str] = []
        self.waits: list[Wait] = []
        self.parking: Parked | None = None
        self.stopped: ControlSignal | None = None
        self.total = Budget(None)
        self.budgets: tuple[Budget, ...] = (self.total,)
        self.ticks_before: dict[str, int] = {}
        self.trace: dict[str, str] = {}
        self.regions: dict[tuple[str, str], dict[str, Any]] = {}

    # The machine's hook

    def effect(self, kind: str, name: str, perform: Callable[[], Value]) -> Value:
        """An impure primitive: journaled, or allowed only inside a step, or refused."""
        if kind in IN_STEP_ONLY:
            if not self.step_paths:
                message = f"{name}: in a flow, files, environment and console are read inside a step"
                raise flow_error("flow-outside-step", message)
            return perform()
        return self.journaled(kind, encode(symbol(name)), lambda _: perform())

    def console(self) -> bool:
        """Console output is dropped while replaying and while the flow unwinds."""
        return self.parking is None and self.stopped is None and not self.replaying()

    def region(self) -> dict[str, Any]:
        """What primitives keep for the branch or, inside a step, for the step: both are replayed whole or not at all."""
        step = self.step_paths[-1] if self.step_paths else ""
        return self.regions.setdefault((step, branch_of(self.frame.path)), {})

    def replaying(self) -> bool:
        """Whether the flow has been here before.

        It has not once something new has happened in this branch or before it: a new entry, or the reading of a fresh
        answer.  Without fresh answers it is new where no entry is left to read.
        """
        branch = branch_of(self.frame.path)
        if any(not concurrent(advanced, branch) for advanced in self.advanced):
            return False
        return bool(self.fresh) or self.history.pending(branch)

    # Frames

    def use(self, kind: str) -> str:
        """The path of the next use of a combinator, or of the next journaled point, in the current frame."""
        frame = self.frame
        path = f"{frame.path}{kind}.{frame.count}"
        frame.count += 1
        return path

    def inside(self, path: str, thunk: Procedure) -> Value:
        """Run a thunk in a frame of its own.  Raises `SchemeError` where frames nest too deeply."""
        if len(path) > LONGEST_FRAME:
            raise SchemeError(Condition("combinators nest too deeply in this flow, or it calls itself without end", kind="limit"))
        outer = self.frame
        self.frame = NodeFrame(path)
        self.trace[path] = "running"
        try:
            r = thunk()
            if type(r) is tuple:
                r = force(r)
            self.trace[path] = "done"
            return r
        except Parked:
            self.trace[path] = "waiting"
            raise
        except Exception:
            self.trace[path] = "raised"
            raise
        finally:
            self.frame = outer

    # Journaled points

    def check(self) -> None:
        """Let a park or a stop that is under way go on: nothing is performed while the flow unwinds."""
        if self.stopped is not None:
            raise self.stopped
        if self.parking is not None:
            raise self.parking

    def recall(self, path: str, kind: str, name: str) -> Entry | None:
        """The recorded entry for a journaled point; None if it is new."""
        self.check()
        try:
            entry = self.history.recall(path, kind, name)
        except Mismatch as mismatch:
            raise self.diverged(mismatch, path) from None
        if path in self.fresh:
            self.advanced.add(branch_of(path))
        return entry

    def journaled(self, kind: str, name: str, produce: Callable[[str], Value]) -> Value:
        """The recorded value of a journaled point; `produce(path)` makes it, once."""
        return self.journaled_at(self.use(kind), kind, name, produce)

    def journaled_at(self, path: str, kind: str, name: str, produce: Callable[[str], Value]) -> Value:
        """The same, where the point has taken its path already."""
        entry = self.recall(path, kind, name)
        if entry is None:
            begun = self.recall(f"{path}/{BEGUN}", BEGUN, "") is not None
            entry = self.shell(Request(path, kind, name, lambda: in_guest(lambda: (produce(path), 0)), begun))
        return self.value(entry)

    def shell(self, request: Request) -> Entry:
        """Let the shell perform and record; if it stops the flow, nothing more is performed while it unwinds."""
        try:
            with shielded():
                entry = self.perform(request)
        except (Parked, Diverged, EscapeSignal):
            raise
        except ControlSignal as signal:
            self.stopped = signal
            raise
        self.advanced.add(branch_of(request.path))
        return entry

    def value(self, entry: Entry) -> Value:
        """What a recorded entry gives: its value, decoded, or the raised object, raised again."""
        self.charge(entry.ticks)
        try:
            value = decode(entry.value, self.records)
        except Undecodable as fault:
            raise self.unreadable(entry, fault.payload) from None
        return raise_object(value) if entry.raised else value

    def step(self, kind: str, name: str, node: Procedure) -> Value:
        """A step: the node runs once, in frames of its own, and its result is kept."""
        path = self.use(kind)
        entry = self.recall(path, kind, name)
        if entry is None:
            reentered = self.history.left(branch_of(path)) is not None
            entry = self.shell(Request(path, kind, name, lambda: in_guest(lambda: self._run_step(path, node)), reentered))
        return self.value(entry)

    def _run_step(self, path: str, node: Procedure) -> tuple[Value, int]:
        counter = Budget(None)
        outer = self.budgets
        self.budgets = (*outer, counter)
        self.step_paths.append(path)
        try:
            value = self.unwound(lambda: self.inside(f"{path}/body/", node))
        except EscapeSignal:
            raise flow_error("flow-escape", "a continuation cannot leave a step") from None
        except Exception as fault:
            error = caught(fault)
            error.ticks = counter.spent  # type: ignore[attr-defined]
            raise error from error.__cause__
        finally:
            self.step_paths.pop()
            self.budgets = outer
            for budget in outer:
                budget.spent -= counter.spent  # charged again with the entry, as on replay
        self.left_over(path)
        return value, counter.spent

    def left_over(self, path: str) -> None:
        """Diverge if a finished step leaves entries under its path unread."""
        entry = self.history.left(branch_of(path))
        if entry is not None and entry.path.startswith(f"{path}/"):
            raise self.diverged(Mismatch(entry.path, entry_words(entry.kind, entry.name), "the end of the step"))

    def suspend(self, tag: Value) -> Value:
        """The answer to a wait, or a park."""
        name = encode_as(tag, self.records, "the tag of a wait")
        path = self.use("suspend")
        entry = self.recall(path, "suspend", name)
        if entry is not None:
            return self.value(entry)
        self.waits.append(Wait(path, "suspend", name))
        self.park()

    def park(self) -> Any:
        """Leave the branch, which waits; diverge if entries of it were not read."""
        self.check()
        self.close(branch_of(self.frame.path), "a park")
        self.parking = Parked()
        raise self.parking

    def unwound(self, thunk: Callable[[], Value]) -> Value:
        """Run a thunk whose errors unwind to here; a park or a stop that is under way then goes on, whatever came."""
        try:
            value = isolated(thunk)
        except (EscapeSignal, Exception):
            self.check()
            raise
        self.check()
        return value

    # Parallel branches

    def branch(self, path: str, thunk: Procedure) -> Value:
        """Run a branch as far as it gets: `(value v)`, `(raised obj)` or `(waiting)`."""
        self.check()
        try:
            value = self.unwound(lambda: self.inside(path, thunk))
        except Parked:
            self.parking = None
            return list_from([symbol("waiting")])
        except EscapeSignal:
            self.abandon(path[: path.rindex("[") + 1])
            raise
        except Exception as fault:
            error = caught(fault)
            self.close(path, early_end("the branch", error.payload))
            return list_from([symbol("raised"), error.payload])
        self.close(path, "the end of the branch")
        return list_from([symbol("value"), value])

    def abandon(self, inside: str) -> None:
        """Forget the waits of a parallel that the flow has left for good."""
        self.waits = [wait for wait in self.waits if not wait.path.startswith(inside)]

    def close(self, branch: str, end: str) -> None:
        """A branch ended or parks: diverge if entries of it were not read."""
        entry = self.history.left(branch)
        if entry is not None:
            raise self.diverged(Mismatch(entry.path, entry_words(entry.kind, entry.name), end))

    def recall_settled(self, path: str) -> None:
        """Raise what a parallel raised when it was settled, if it was."""
        entry = self.history.settled(path)
        self.ticks_before[path] = self.total.spent
        if entry is not None:
            self.value(entry)

    def settle(self, path: str, payload: Value) -> Value:
        """Record that a parallel raised while branches waited, and close their waits; the recorded object."""
        self.check()

        def refuse() -> tuple[Value, int]:
            error = SchemeError(payload)
            error.ticks = self.total.spent - self.ticks_before[path]  # type: ignore[attr-defined]
            raise error

        self.close(branch_of(path), "the end of the parallel")
        self.abandon(f"{path}[")
        entry = self.shell(Request(path, SETTLED, "", refuse, False))
        return decode(entry.value, self.records)

    # Ticks

    def tick(self) -> None:
        """Count a tick against every budget; raises `flow-timeout` when one is spent.

        If other branches spend one of the budgets too, they may do so in another order on replay.  So a tick that raises
        is then recorded, and one that was passed before does not raise.
        """
        self.charge(1)
        spent = next((budget for budget in self.budgets if budget.over()), None)
        branch = branch_of(self.frame.path)

        def refuse(_: str) -> Value:
            raise flow_error("flow-timeout", f"a step budget of {spent.limit if spent else 0} ticks is spent")

        if any(budget.limit is not None and budget.branch != branch for budget in self.budgets):
            path, following = self.use("tick"), self.history.next(branch)
            recorded = following is not None and following.path == path
            if recorded or (spent is not None and self.history.left(branch) is None):
                self.journaled_at(path, "tick", "", refuse)
        elif spent is not None:
            refuse("")

    def charge(self, ticks: int) -> None:
        """Count ticks that were spent inside a recorded step."""
        for budget in self.budgets:
            budget.spent += ticks

    # Divergence

    def unreadable(self, entry: Entry, fault: Condition) -> Diverged:
        """The signal for a recorded value that cannot be read here: the flow gets no further, and can catch nothing."""
        message = f"{fault.message}, at {entry.path} ({entry_words(entry.kind, entry.name)})"
        return self.stop(Condition(message, kind=fault.kind, place=guest_place(self.within) or self.locate(entry.path)))

    def diverged(self, mismatch: Mismatch, path: str = "") -> Diverged:
        """The signal for a mismatch, with the place in the flow's source of what was asked for at `path`, if anything was,
        or of what should have been."""
        condition = Condition(
            f"the flow's code does not fit its journal at {mismatch.path}: "
            f"expected {mismatch.expected}, got {mismatch.got}",
            kind="flow-nondeterminism",
            place=guest_place(self.within) or self.locate(path or mismatch.path),
        )
        return self.stop(condition)

    def stop(self, condition: Condition) -> Diverged:
        """The signal that makes the run stuck, noted so that the flow unwinds before it."""
        signal = Diverged(condition)
        self.stopped = signal
        return signal


def isolated(thunk: Callable[[], Value]) -> Value:
    """Run a thunk whose errors unwind to here, whatever handlers are installed outside."""
    state = STATE.get()
    outer = state.handlers
    state.handlers = NO_GUARD
    try:
        return thunk()
    finally:
        state.handlers = outer


def caught(fault: Exception) -> SchemeError:
    """What a boundary that records raised objects caught; what no guest may catch is raised again."""
    error = scheme_error(fault)
    if isinstance(error, UNCATCHABLE):
        raise error
    return error


def early_end(what: str, payload: Value) -> str:
    """How the end of a flow or a branch by a raise is called in a message: with the fault, if it is one of the program."""
    fault = isinstance(payload, Condition) and payload.kind != "error"
    return f"the end of {what}, which raised: {describe(payload)}" if fault else f"the end of {what}"


def guest_place(within: CodeType | None = None) -> Place | None:
    """File, line and column of the innermost frame of a user's own Scheme code, called (indirectly) by `within`."""
    frame: Any = sys._getframe()
    while frame is not None and frame.f_code is not within:
        if GUEST_MARK in frame.f_globals and not _is_ours(frame.f_globals[GUEST_MARK]()):
            return (frame.f_code.co_filename, frame.f_lineno or 1, 0)
        frame = frame.f_back
    return None


def _is_ours(environment: Environment | None) -> bool:
    return environment is not None and environment.ours
