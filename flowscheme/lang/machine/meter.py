"""Meters: what an evaluation has left of what it may spend, and the fuel that metered code takes.

The clock is read here: a limit of seconds becomes a deadline when the evaluation begins, and the time in which its program
waits for an event loop is put back (`shield.parked`).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from functools import partial
from itertools import chain, repeat
from operator import length_hint
from time import monotonic

from ...errors import InternalError, Interrupted, LimitExceeded
from ..values.datum import Condition
from .limits import Limits
from .machine import STATE
from .watchdog import CANCELLED, HERE, Watched, resident, unwatch

UNLIMITED = float("inf")

A_STEP = 16
"""How many characters are read, or data walked through, for a step."""

SLICE = 4096
"""How many steps are handed out at once."""

STEPS_OF_A_SECOND = 100_000
"""How many steps are charged for a second of work that is not the program's own."""


class Meter(Watched):
    """What an evaluation has left.

    * `limits` are its own; `bounded` tells that it, or one that it is inside of, has any but a limit of depth.
    * `outer` is the meter of the evaluation that it is inside of, if there is one.
    * `left` is how many steps it may still take, `used` how many it took; either may be of a slice not used up yet.
    * `fuel` is what its code takes them from, if it is metered.
    * `room` is how many bytes one primitive may build.
    * `rest` is, while it is parked, how many seconds it will have when it goes on; else None.
    """

    __slots__ = ("bounded", "fuel", "left", "limits", "outer", "rest", "room", "used")

    def __init__(self, limits: Limits, outer: Meter | None, fuel: Fuel | None) -> None:
        super().__init__()
        self.limits = limits
        self.outer = outer
        self.fuel = fuel
        self.used = 0
        limited = (limits.steps, limits.seconds, limits.memory) != (None, None, None)
        self.bounded: bool = limited or (outer is not None and outer.bounded)
        self.rest: float | None = None
        self.left: float = UNLIMITED if limits.steps is None else limits.steps
        self.room: float = UNLIMITED if limits.memory is None else limits.memory
        if limits.seconds is not None:
            self.deadline = monotonic() + limits.seconds
        if limits.memory is not None:
            self.ceiling = resident() + limits.memory
        if outer is not None:
            outer.refund()
            self._bound(outer)

    def _bound(self, outer: Meter) -> None:
        """Allow no more than is left outside."""
        self.left = min(self.left, outer.left)
        self.room = min(self.room, outer.room)
        self.deadline = min(self.deadline, outer.deadline if outer.rest is None else monotonic() + outer.rest)
        self.ceiling = min(self.ceiling, outer.ceiling)

    def take(self, most: int) -> int:
        """Take steps, at most so many; how many there were."""
        taken = int(min(most, self.left))
        self.left -= taken
        self.used += taken
        return taken

    def refund(self) -> None:
        """Give back the steps that were handed out and not used yet."""
        if self.fuel is not None:
            self.fuel.drain()

    def finish(self) -> None:
        """The evaluation has ended."""
        unwatch(self)
        self.refund()
        if self.outer is not None:
            self.outer.left -= self.used
            self.outer.used += self.used

    def exceeded(self, name: str) -> LimitExceeded | Interrupted:
        """The error for a limit that ran out, or the signal of a switch that was thrown."""
        if name == CANCELLED:
            return Interrupted()
        meter: Meter | None = self
        while meter is not None and getattr(meter.limits, name) is None:
            meter = meter.outer
        amount = getattr(meter.limits, name) if meter is not None else "?"
        return LimitExceeded(Condition(_MESSAGES[name].format(amount), kind="limit"), name)


_MESSAGES = {
    "steps": "the limit of {} steps is spent",
    "seconds": "the time limit of {} s is spent",
    "memory": "the memory limit of {} bytes is spent",
}


class Fuel:
    """Steps for the code of one interpreter: `items` is the iterator of which compiled code takes an item per step.

    The items come in slices, each charged to the evaluation that asks for it, so that taking one runs no Python code.
    What is left of a slice is given back to that evaluation; what other threads take of it meanwhile is its loss.

    When an evaluation has no steps left, taking an item raises `LimitExceeded` there.  It is a `_Refill` that raises, inside of
    the chain of slices: an error of the chain's source would end the chain for all the evaluations of the interpreter.  The
    watchdog may strike wherever Python code runs, so the source and the beginning of each slice are C code alone.
    """

    __slots__ = ("_owner", "_slice", "items")

    def __init__(self) -> None:
        self._slice: Iterator[None] = repeat(None, 0)
        self._owner: Meter | None = None
        refill = _Refill(id, ())
        refill.fuel = self
        current_slices = iter(partial(getattr, self, "_slice"), None)
        parts = chain.from_iterable(zip(current_slices, repeat(refill), strict=False))  # the slice that there is, the next, ...
        self.items: Iterator[None] = chain.from_iterable(parts)

    def refill(self) -> None:
        """Hand a slice to the evaluation that runs."""
        meter = current()
        count = meter.take(SLICE) if meter is not None else SLICE
        if count == 0 and meter is not None:
            raise meter.exceeded("steps")
        self.drain()  # another thread may have come in between
        self._slice, self._owner = repeat(None, count), meter

    def drain(self) -> None:
        """Give what is left of the current slice back to the evaluation that took it."""
        rest, owner = length_hint(self._slice), self._owner
        deque(self._slice, maxlen=0)
        if owner is not None:
            owner.left += rest
            owner.used -= rest


class _Refill(map):  # type: ignore[type-arg]
    """What stands between two slices: an iterator without items, which begins in C, as any `map` does."""

    fuel: Fuel

    def __next__(self) -> None:
        self.fuel.refill()
        raise StopIteration


def spent() -> None:
    """Refuse to go on: the fuel has ended, which it does for an evaluation without steps left only."""
    meter = current()
    raise meter.exceeded("steps") if meter is not None else InternalError("the fuel has ended")


# The evaluation that runs


def current() -> Meter | None:
    """The meter of the evaluation that runs in this thread or task, if it is limited."""
    state = STATE.get(None)
    return state.meter if state is not None else None


def metered(limits: Limits, fuel: Fuel | None) -> Meter | None:
    """The meter of a new evaluation; None if nothing limits it and nobody may end it."""
    outer = current()
    if outer is None and HERE.switch is None and (limits.steps, limits.seconds, limits.memory) == (None, None, None):
        return None
    return Meter(limits, outer, fuel)


def charge(steps: int) -> None:
    """Charge steps for work that is not compiled code: macro uses, data read.  Also a `poll`."""
    meter = current()
    if meter is None:
        return
    if meter.fired:
        raise meter.exceeded(meter.fired)
    if steps > meter.left:
        meter.refund()
    if meter.take(steps) < steps:
        raise meter.exceeded("steps")


_SOON = 1024
"""How many turns of our own work are free, and are charged at once afterwards."""


def charged_turns() -> Iterator[None]:
    """Turns without end for a loop of our own over a guest's data, which are charged as they are taken."""
    return chain.from_iterable(_charged())


def _charged() -> Iterator[Iterator[None]]:
    while True:
        yield repeat(None, _SOON)
        charge(_SOON // A_STEP)


def afford(seconds: float) -> None:
    """Charge work that nothing can interrupt, in C, and refuse it if there is less time left than it will about take."""
    meter = current()
    if meter is None:
        return
    charge(int(seconds * STEPS_OF_A_SECOND))
    if monotonic() + seconds > meter.deadline:
        raise meter.exceeded("seconds")


def charge_reading(text: str) -> None:
    """Charge what reading a text costs."""
    charge(len(text) // A_STEP + 1)
