"""What a store is: rows, and no policy.

A store keeps runs, their journals, their open waits, the answers that arrived for them, and pinned sources.  It decides
nothing: what a status means, who may take a run over and when, is the engine's affair, composed from these operations
inside `transaction()`.  One suite (`tests/store/test_contract.py`) holds every sentence below for every store.

* Every operation is atomic and, once it returned (outside a transaction), durable.
* Every value is text made by `flow.codec`, except that times are seconds since the epoch as floats.
* The rows of a run live and die with it: nothing is written for an id that no run has.
* A store may be used from many threads at once, never across a fork: a child process opens its own.
* Whatever goes wrong is a `StoreError` with one line for a person.  A write that failed has changed nothing, and the
  store can be used further.
* What is read is not judged: somebody may have altered it.  A run's row that cannot be read at all comes with a `fault`;
  of other rows `NotText` is raised.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

from ..errors import StoreError as StoreError
from ..flow.events import Entry as Entry
from ..flow.events import Wait as Wait


class Run(NamedTuple):
    """One run of a flow.

    `flow` is the flow's name, `input` and `outcome` encoded data (`outcome` is None until the run ended), `status` a
    word of docs/semantics.md, "Run and status", `source` the hash of its pinned source or None, `seed` the text from
    which its random numbers derive, `owner` the process that drives it (see `owners`) or None, `fence` the number that
    rises at each take-over, `hosts` the names of the host functions that it needs, `created` and `updated` seconds since
    the epoch.  `fault` is no column: it says why the row cannot be read as a run, and is empty if it can (see `rows`).
    """

    id: str
    flow: str
    input: str
    status: str
    source: str | None
    seed: str
    owner: str | None
    fence: int
    outcome: str | None
    hosts: tuple[str, ...]
    created: float
    updated: float
    fault: str = ""


class Answer(NamedTuple):
    """An answer that arrived for the wait at `path` and that no drive has taken up yet: encoded `value`, `at` when
    (seconds since the epoch)."""

    path: str
    value: str
    at: float


class Ownership(Protocol):
    """Which processes drive the runs of a store, and whether they live (see `owners`)."""

    def me(self) -> str:
        """The id under which this process drives runs."""

    def alive(self, owner: str) -> bool:
        """Whether the process with that id lives and still uses the store."""

    def close(self) -> None:
        """Stop being an owner: from now on this one is dead to everybody."""


class Store(Protocol):
    """The operations that every store has; the module's paragraph states the rules that they share."""

    @property
    def owners(self) -> Ownership:
        """The processes that drive the runs of this store."""

    def transaction(self) -> AbstractContextManager[None]:
        """A write transaction, serialised with all others of all threads and processes.

        The operations that its thread calls inside it join it: they see its writes, others do not.  It commits when
        the block ends, and rolls back on any exception, which goes on.  A transaction inside a transaction is undone
        alone if its own block fails, and commits with the outer one.
        """

    def get(self, id: str) -> Run | None:
        """The run with that id, or None."""

    def runs(self, status: str | None = None) -> list[Run]:
        """All runs, or those with that status, in the order in which they were inserted."""

    def insert(self, run: Run) -> bool:
        """Add a run.  False, and nothing changed, if its id exists: of two that insert one id, one wins."""

    def update(self, run: Run) -> None:
        """Replace the whole row of `run.id`, whatever its fence.  Raises `StoreError` if there is none."""

    def delete(self, id: str) -> None:
        """Remove a run with its journal, waits and answers; nothing happens if there is none."""

    def journal(self, id: str) -> list[Entry]:
        """The entries of a run, oldest first; empty if there is no such run."""

    def append(self, id: str, fence: int, entries: Sequence[Entry], forget: str | None = None) -> bool:
        """Journal `entries`, after dropping those whose path starts with `forget`, in one atomic write.

        Only if the run's fence is `fence` and its status is "running"; else False, and nothing is written.
        """

    def held(self, id: str, fence: int) -> bool:
        """Whether `append` would be accepted: the run's fence is `fence` and its status is "running"."""

    def replace_journal(self, id: str, entries: Sequence[Entry]) -> None:
        """Make `entries` the whole journal of a run.  Raises `StoreError` if there is no such run."""

    def waits(self, id: str) -> list[Wait]:
        """The open waits of a run, in the order in which they were set."""

    def set_waits(self, id: str, waits: Sequence[Wait]) -> None:
        """Make `waits` the open waits of a run.  Raises `StoreError` if there is no such run."""

    def answers(self, id: str) -> list[Answer]:
        """The answers of a run, in the order of their arrival."""

    def add_answer(self, id: str, answer: Answer) -> bool:
        """Keep an answer.  False, and nothing changed, if its path has one already: of two, one wins.

        Raises `StoreError` if there is no such run.
        """

    def clear_answers(self, id: str) -> None:
        """Drop the answers of a run."""

    def put_source(self, hash: str, text: str) -> None:
        """Keep a pinned source under its content hash; a hash that is there keeps its text."""

    def source(self, hash: str) -> str | None:
        """The text kept under that hash, or None."""

    def sources(self) -> dict[str, str]:
        """Every pinned source: hash to text."""

    def mode(self) -> dict[str, str]:
        """What `doctor` shows: at least "store", "path", "schema" (a version) and "integrity" ("ok", or the fault)."""

    def close(self) -> None:
        """Release the connections and this process's ownership of runs.  Later calls of anything else raise."""


class NotText(StoreError):
    """Rows hold what is no text: somebody has altered them."""


def no_such_run(id: str) -> StoreError:
    """The error of a write for an id that no run has."""
    return StoreError(f"the store holds no run with the id {id}")
