"""A store whose process dies at a chosen write, and one that lives on for the next process."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flowscheme.store import Store

WRITES = {"insert", "update", "delete", "append", "replace_journal", "set_waits", "add_answer", "clear_answers", "put_source"}


class Killed(BaseException):
    """The process died."""


class Process:
    """An owner that lives until its store's process is killed."""

    def __init__(self, id: str) -> None:
        self.id = id

    def me(self) -> str:
        return self.id

    def alive(self, owner: str) -> bool:
        return owner == self.id

    def close(self) -> None:
        pass


class KillingStore:
    """What one process sees of a shared store.  It dies at its `kill`-th durable write, after it or `before` it.

    `seen()` is called after every durable write; `writes` counts them.
    """

    def __init__(
        self, store: Store, process: str, kill: int = -1, before: bool = False, seen: Callable[[], None] = lambda: None
    ) -> None:
        self.store = store
        self.owners = Process(process)
        self.kill = kill
        self.before = before
        self.seen = seen
        self.writes = 0
        self.depth = 0
        self.dead = False

    def __getattr__(self, name: str) -> Any:
        method = getattr(self.store, name)

        def call(*arguments: Any) -> Any:
            self.check()
            if name not in WRITES or self.depth:
                return method(*arguments)
            with self.durable():
                return method(*arguments)

        return call

    @contextmanager
    def transaction(self) -> Iterator[None]:
        self.check()
        if self.depth:
            with self.store.transaction():
                yield
            return
        self.depth += 1
        try:
            with self.durable(), self.store.transaction():
                yield
                self.die_before()
        finally:
            self.depth -= 1

    @contextmanager
    def durable(self) -> Iterator[None]:
        """A durable write."""
        self.writes += 1
        if not self.depth:
            self.die_before()
        yield
        if self.writes == self.kill:
            self.dead = True
            raise Killed
        self.seen()

    def die_before(self) -> None:
        if self.before and self.writes == self.kill:
            self.dead = True
            raise Killed

    def check(self) -> None:
        if self.dead:
            raise Killed
