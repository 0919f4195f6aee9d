"""The journal's vocabulary: the small records that pass between the driver, the engine and the store."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from ..lang.values.datum import Condition, Value


class Entry(NamedTuple):
    """One entry of a journal: what came at a point of a flow.

    | field | meaning |
    | --- | --- |
    | `path` | where in the flow (see `journal`) |
    | `kind` | "step", "suspend", "clock" and so on (see `journal`) |
    | `name` | a step's name, a wait's tag, encoded; may be empty |
    | `value` | what came, encoded |
    | `raised` | whether it was raised, not returned |
    | `ticks` | how many were spent inside |
    | `at` | when it was made, in seconds since the epoch |
    """

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
