"""The store inside a process: for tests and the REPL.

Layers of dictionaries.  The lowest holds what is committed; every open transaction puts one on top, into which a run is
copied when it is first touched.  To commit is to move a layer's rows one layer down, to roll back is to drop it.  Only
the thread that holds the write lock sees the upper layers, so others read what is committed and wait for nobody.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Lock, RLock, get_ident

from .owners import Owners
from .protocol import Answer, Entry, Run, StoreError, Wait, no_such_run


class _Slot:
    """A run with everything that belongs to it; `number` is its place in the order of insertion."""

    __slots__ = ("answers", "journal", "number", "run", "waits")

    def __init__(
        self, number: int, run: Run, journal: Sequence[Entry], waits: Sequence[Wait], answers: Sequence[Answer]
    ) -> None:
        self.number = number
        self.run = run
        self.journal = list(journal)
        self.waits = list(waits)
        self.answers = list(answers)

    def copy(self) -> _Slot:
        return _Slot(self.number, self.run, self.journal, self.waits, self.answers)


class _Layer:
    """The rows of one transaction, or the committed ones; None stands for a deleted run."""

    def __init__(self) -> None:
        self.slots: dict[str, _Slot | None] = {}
        self.sources: dict[str, str] = {}


class MemoryStore:
    """A `Store` that lives and dies with this process.  `patience` is how many seconds a write waits for another."""

    def __init__(self, patience: float = 30.0) -> None:
        self.owners = Owners(None)
        self.patience = patience
        self._layers = [_Layer()]
        self._count = 0
        self._writing = RLock()
        self._moving = Lock()
        self._holder = 0
        self._pid = os.getpid()
        self._closed = False

    @contextmanager
    def transaction(self) -> Iterator[None]:
        with self._write():
            outer = self._holder
            self._layers.append(_Layer())
            self._holder = get_ident()
            try:
                yield
                self._check()
                self._move_down()
            finally:
                self._layers.pop()
                self._holder = outer

    def get(self, id: str) -> Run | None:
        slot = self._find(id)
        return slot.run if slot else None

    def runs(self, status: str | None = None) -> list[Run]:
        rows: dict[str, _Slot | None] = {}
        for layer in self._visible():
            with self._moving:
                rows.update(layer.slots)
        slots = sorted((slot for slot in rows.values() if slot), key=lambda slot: slot.number)
        return [slot.run for slot in slots if status is None or slot.run.status == status]

    def insert(self, run: Run) -> bool:
        with self._write():
            if self._find(run.id):
                return False
            self._count += 1
            with self._moving:
                self._layers[-1].slots[run.id] = _Slot(self._count, run, (), (), ())
            return True

    def update(self, run: Run) -> None:
        with self._write():
            self._touch(run.id).run = run

    def delete(self, id: str) -> None:
        with self._write(), self._moving:
            top = self._layers[-1].slots
            if len(self._layers) == 1:
                top.pop(id, None)
            else:
                top[id] = None

    def journal(self, id: str) -> list[Entry]:
        slot = self._find(id)
        return list(slot.journal) if slot else []

    def append(self, id: str, fence: int, entries: Sequence[Entry], forget: str | None = None) -> bool:
        with self._write():
            if not self.held(id, fence):
                return False
            slot = self._touch(id)
            if forget is None:
                slot.journal.extend(entries)
            else:
                slot.journal = [entry for entry in slot.journal if not entry.path.startswith(forget)] + list(entries)
            return True

    def held(self, id: str, fence: int) -> bool:
        slot = self._find(id)
        return slot is not None and slot.run.fence == fence and slot.run.status == "running"

    def replace_journal(self, id: str, entries: Sequence[Entry]) -> None:
        with self._write():
            self._touch(id).journal = list(entries)

    def waits(self, id: str) -> list[Wait]:
        slot = self._find(id)
        return list(slot.waits) if slot else []

    def set_waits(self, id: str, waits: Sequence[Wait]) -> None:
        with self._write():
            self._touch(id).waits = list(waits)

    def answers(self, id: str) -> list[Answer]:
        slot = self._find(id)
        return list(slot.answers) if slot else []

    def add_answer(self, id: str, answer: Answer) -> bool:
        with self._write():
            slot = self._touch(id)
            if any(other.path == answer.path for other in slot.answers):
                return False
            slot.answers.append(answer)
            return True

    def clear_answers(self, id: str) -> None:
        with self._write():
            if self._find(id):
                self._touch(id).answers = []

    def put_source(self, hash: str, text: str) -> None:
        with self._write():
            if self.source(hash) is None:
                self._layers[-1].sources[hash] = text

    def source(self, hash: str) -> str | None:
        return self.sources().get(hash)

    def sources(self) -> dict[str, str]:
        found: dict[str, str] = {}
        for layer in self._visible():
            found.update(layer.sources)
        return found

    def mode(self) -> dict[str, str]:
        self._check()
        return {"store": "memory", "path": "memory:", "schema": "1", "integrity": "ok"}

    def close(self) -> None:
        self._closed = True
        self.owners.close()

    def _check(self) -> None:
        if self._pid != os.getpid():
            raise StoreError("a store cannot be used after a fork: open it in the process that uses it")
        if self._closed:
            raise StoreError("the store is closed")

    def _visible(self) -> list[_Layer]:
        """The layers that this thread sees, lowest first."""
        self._check()
        return list(self._layers) if self._holder == get_ident() else self._layers[:1]

    def _find(self, id: str) -> _Slot | None:
        for layer in reversed(self._visible()):
            if id in layer.slots:
                return layer.slots[id]
        return None

    def _touch(self, id: str) -> _Slot:
        """The slot of a run in the top layer, to be changed by the thread that holds the write lock."""
        slot = self._find(id)
        if slot is None:
            raise no_such_run(id)
        top = self._layers[-1].slots
        if id not in top:
            top[id] = slot = slot.copy()
        return slot

    def _move_down(self) -> None:
        """Commit the top layer into the one below it."""
        top, below = self._layers[-1], self._layers[-2]
        with self._moving:
            below.sources.update(top.sources)
            below.slots.update(top.slots)
            if len(self._layers) == 2:
                for id in [id for id, slot in top.slots.items() if slot is None]:
                    del below.slots[id]

    @contextmanager
    def _write(self) -> Iterator[None]:
        """Hold the write lock."""
        self._check()
        if not self._writing.acquire(timeout=self.patience):
            raise StoreError(f"the store has been locked by another thread for more than {self.patience:g} seconds")
        try:
            yield
        finally:
            self._writing.release()
