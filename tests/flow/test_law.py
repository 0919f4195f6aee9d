"""The law: a run that was killed at any write ends as if it had not been, with every recorded effect counted once.

Each flow of `support/corpus.scm` is driven undisturbed; then again for every durable write, with the process killed
right before or right after it, and a fresh process (a fresh engine and interpreter over the same store) that goes on by
`retry`, by a start with the same id, or by the next answer.  And: what a journal replays to is what was live.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from functools import cache, partial
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from flowscheme import Engine, Interpreter, SchemeError
from flowscheme.errors import ControlSignal
from flowscheme.flow.context import Context
from flowscheme.flow.driver import advance
from flowscheme.flow.events import Done, Entry, Raised, Request, Stuck, Wait, Waiting
from flowscheme.flow.journal import LOG, History
from flowscheme.flow.primitives import records
from flowscheme.interp import EMBEDDED_GRANTS, FLOW_GRANTS
from flowscheme.lang.text.printer import write
from flowscheme.lang.text.reader import read_source
from flowscheme.lang.values.datum import Value, iterate
from flowscheme.store import MemoryStore, SqliteStore, Store

SUPPORT = Path(__file__).parent / "support"
sys.path.insert(0, str(SUPPORT))
from killing import Killed, KillingStore  # noqa: E402

CORPUS = SUPPORT / "corpus.scm"
TEXT = CORPUS.read_text(encoding="utf-8")
PEERS = "(flow-peer-register! \"peer\" (list (cons 'work (lambda (x) (perform 'peer (list 'peer x))))))" \
        "(flow-peer-register! \"weak\" (list (cons 'work (lambda (x) (refuse 'weak-peer)))))"


class Case(NamedTuple):
    """A flow of the corpus."""

    flow: str
    input: Value
    answers: tuple[tuple[Value, Value], ...]


@cache
def cases() -> dict[str, Case]:
    *_, (last, _) = read_source(TEXT, str(CORPUS))
    found = {}
    for datum in iterate(list(iterate(list(iterate(last))[2]))[1]):
        flow, value, answers = iterate(datum)
        found[flow.name] = Case(flow.name, value, tuple(tuple(iterate(each)) for each in iterate(answers)))
    return found


@cache
def source(flow: str) -> str:
    """The part of the corpus that a flow needs: the common definitions, the flow, and those that it names."""
    lines = TEXT.splitlines()
    forms = []
    for datum, (row, _, end, _) in read_source(TEXT, str(CORPUS))[:-1]:
        head, name, *_ = map(write, iterate(datum))
        forms.append((name if head == "defflow" else "", "\n".join(lines[row - 1 : end])))
    words = set(re.split(r"[\s()']+", dict(forms)[flow]))
    return "\n".join(text for name, text in forms if not name or name in words)


class World:
    """A store and what its processes perform, one process after the other."""

    def __init__(self, case: Case, store: Store) -> None:
        self.case = case
        self.store = store
        self.performed: list[str] = []
        self.processes = count()
        self.engine: Engine

    def boot(self, kill: int = -1, before: bool = False, seen: Callable[[], None] = lambda: None) -> KillingStore:
        """Start the next process."""
        store = KillingStore(self.store, f"process-{next(self.processes)}", kill, before, seen)
        self.engine = Engine(store, Interpreter(EMBEDDED_GRANTS | FLOW_GRANTS))
        self.engine.add_host("perform", self.perform, pure=False)
        self.engine.add_host("refuse", self.refuse, pure=False)
        self.engine.interpreter.eval(PEERS)
        return store

    def perform(self, key: Any, value: Any) -> Any:
        self.performed.append(repr(key))
        return value

    def refuse(self, key: Any) -> None:
        self.performed.append(repr(key))
        raise ValueError(f"refused: {key!r}")

    def load(self) -> None:
        """Load the flow; a process that does not goes on with the pinned source."""
        interpreter = self.engine.interpreter
        if str(CORPUS) not in interpreter.libraries.sources:
            interpreter.eval_datum(source(self.case.flow), str(CORPUS))

    def to_end(self) -> None:
        """Drive the run until it has ended: start it, answer it, or take it over."""
        moves: dict[str, Callable[[], Any]] = {"unknown": self.start, "running": self.go_on, "suspended": self.answer}
        while (move := moves.get(self.engine.status(self.case.flow))) is not None:
            try:
                self.engine.interpreter.evaluate(move)
            except SchemeError:
                assert self.engine.status(self.case.flow) == "failed"

    def start(self) -> None:
        self.load()
        self.engine.policy.start_flow(self.engine.interpreter.lookup(self.case.flow), self.case.input, self.case.flow)

    def go_on(self) -> None:
        """An orphan goes on by `retry` or by a start with its id, in turn."""
        if next(self.processes) % 2:
            self.engine.policy.retry_run(self.case.flow)
        else:
            self.start()

    def answer(self) -> None:
        """Give the next answer that the run has not had."""
        id = self.case.flow
        given = [entry for entry in self.store.journal(id) if entry.kind in ("suspend", LOG)]
        tag, value = self.case.answers[len(given) + len(self.store.answers(id))]
        self.engine.policy.resume_run(id, value, tag)

    def result(self) -> tuple[str, Any]:
        """How the run ended, and the result or raised object as text."""
        run = self.store.get(self.case.flow)
        assert run is not None
        return run.status, run.outcome

    def effects(self) -> dict[str, list[tuple[Any, ...]]]:
        """What every run's journal says was done, but for times."""
        return {run.id: sorted(map(recorded, self.store.journal(run.id))) for run in self.store.runs()}


def recorded(entry: Entry) -> tuple[Any, ...]:
    value = "some time" if entry.kind == "clock" else entry.value
    return entry.path, entry.kind, entry.name, value, entry.raised, entry.ticks


class Undisturbed(NamedTuple):
    """A run that nothing disturbed."""

    writes: int
    result: tuple[str, Any]
    effects: dict[str, list[tuple[Any, ...]]]
    performed: list[str]


@cache
def undisturbed(name: str) -> Undisturbed:
    world = World(cases()[name], MemoryStore())
    store = world.boot()
    world.to_end()
    return Undisturbed(store.writes, world.result(), world.effects(), world.performed)


def check(world: World) -> None:
    """The law, for a world whose run has ended."""
    law = undisturbed(world.case.flow)
    assert world.result() == law.result
    assert world.effects() == law.effects
    assert set(world.performed) == set(law.performed)
    for key in law.performed:
        assert world.performed.count(key) >= law.performed.count(key)


def test_the_corpus_is_large_enough() -> None:
    assert len(cases()) >= 25


@pytest.mark.parametrize("name", cases())
def test_undisturbed_every_effect_is_performed_once_and_the_run_ends(name: str) -> None:
    law = undisturbed(name)
    assert law.result[0] in ("done", "failed")
    assert len(set(law.performed)) == len(law.performed) or name == "remotes"


@pytest.mark.parametrize("before", [False, True], ids=["after", "before"])
@pytest.mark.parametrize("name", cases())
def test_killed_at_any_write_the_run_ends_as_if_undisturbed(name: str, before: bool) -> None:
    for kill in range(1, undisturbed(name).writes + 1):
        world = World(cases()[name], MemoryStore())
        world.boot(kill, before)
        with pytest.raises(Killed):
            world.to_end()
        world.boot()
        world.to_end()
        check(world)


@pytest.mark.parametrize("name", cases())
def test_killed_again_and_again_a_little_later_each_time(name: str) -> None:
    world = World(cases()[name], MemoryStore())
    for process in count(1):
        world.boot(kill=1 + process, before=process % 2 == 0)
        try:
            world.to_end()
        except Killed:
            continue
        break
    check(world)


@pytest.mark.parametrize("name", ["two-waits-reversed", "step-of-parallels", "settled-caught", "parent", "retry-waits"])
def test_killed_over_a_file(name: str, tmp_path: Path) -> None:
    for kill in range(1, undisturbed(name).writes + 1):
        path = str(tmp_path / f"{kill}.db")
        world = World(cases()[name], SqliteStore(path))
        world.boot(kill)
        with pytest.raises(Killed):
            world.to_end()
        world.store.close()
        world.store = SqliteStore(path)
        world.boot()
        world.to_end()
        check(world)
        world.store.close()


# Live and replay


class Refused(ControlSignal):
    """A replay asked for something new."""


def refuse(request: Request, waits: list[Wait]) -> Entry:
    """Perform nothing; but a step that was under way runs its node again as far as it came."""
    if request.kind in ("step", "once"):
        inside = any(wait.path.startswith(f"{request.path}/") for wait in waits)
        if request.reentered or inside:
            request.effect()
    raise Refused


class Snapshot(NamedTuple):
    """A run after one of its writes."""

    status: str
    outcome: str | None
    entries: list[Entry]
    waits: list[Wait]


def snapshots(world: World) -> list[Snapshot]:
    found: list[Snapshot] = []

    def seen() -> None:
        run = world.store.get(world.case.flow)
        if run is not None:
            found.append(Snapshot(run.status, run.outcome, world.store.journal(run.id), world.store.waits(run.id)))

    world.boot(seen=seen)
    world.to_end()
    return found


def replayed(world: World, snapshot: Snapshot) -> Any:
    """What a replay of the entries comes to: an outcome, or None where it would perform something."""
    run = world.store.get(world.case.flow)
    assert run is not None
    interpreter = world.engine.interpreter
    perform = partial(refuse, waits=snapshot.waits)
    context = Context(run.id, run.seed, History(snapshot.entries), perform, records(interpreter))
    procedure = interpreter.lookup(run.flow)
    try:
        return interpreter.evaluate(lambda: advance(procedure, world.case.input, context))
    except Refused:
        return None


@pytest.mark.parametrize("name", cases())
def test_every_prefix_replays_to_what_was_live(name: str) -> None:
    world = World(cases()[name], MemoryStore())
    for snapshot in snapshots(world):
        outcome = replayed(world, snapshot)
        assert not isinstance(outcome, Stuck), write(outcome.condition)
        if snapshot.status == "suspended":
            assert isinstance(outcome, Waiting)
            assert list(outcome.waits) == snapshot.waits
        elif snapshot.status == "done":
            assert outcome == Done(snapshot.outcome)
        elif snapshot.status == "failed":
            assert isinstance(outcome, Raised)
            assert outcome.value == snapshot.outcome
        else:
            assert outcome is None or isinstance(outcome, Done | Raised | Waiting)

