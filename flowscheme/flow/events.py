"""The journal's vocabulary: the small records that pass between the driver, the engine and the store."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ..lang.values.datum import Condition, Value


class Entry(NamedTuple):
    """One journal entry: structural `path`, `kind`, encoded `name` (a tag, a step's name; may be empty), encoded
    `value`, whether it was `raised`, the `ticks` spent inside it, and when (`at`, seconds since the epoch)."""

    path: str
    kind: str
    name: str
    value: str
    raised: bool
    ticks: int
    at: float


class Wait(NamedTuple):
    """One open wait: structural `path`, `kind` ("suspend", later "timer", "child") and encoded `tag`."""

    path: str
    kind: str
    tag: str


class Request(NamedTuple):
    """What a flow asks its shell to do: perform `effect`, record what comes, and return the entry.

    `reentered` tells that the effect was under way before (there are entries inside it).  `effect` returns the value
    and the ticks that it spent, or raises.
    """

    path: str
    kind: str
    name: str
    effect: Callable[[], tuple[Value, int]]
    reentered: bool


class Done(NamedTuple):
    """The flow returned `value`, encoded."""

    value: str


class Raised(NamedTuple):
    """The flow raised an object, encoded; `object` is the object itself, for the caller that is still there."""

    value: str
    object: Value


class Waiting(NamedTuple):
    """The flow parked; `waits` are its open waits in the order of its text."""

    waits: tuple[Wait, ...]


class Stuck(NamedTuple):
    """The flow's code does not fit its journal."""

    condition: Condition


Outcome = Done | Raised | Waiting | Stuck
