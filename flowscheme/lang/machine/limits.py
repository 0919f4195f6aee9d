"""Limits: what one evaluation may spend, and how it ends when that is spent.

`Limits` says what is allowed, a `Meter` what is left.  Every evaluation that is limited, or that runs inside of a limited
one by way of a host function, has a meter in its `State`; without limits there is none, and nothing is counted.

* *seconds* and *memory* are watched from outside (see `watchdog`).  The watchdog may strike only while guest code runs:
  `in_guest` arms the meter, and `shielded` is put around what must not be interrupted (host functions, stores, the
  compiler with its tables and files).  There, `poll` is the place where a limit may end the work.
* *steps* are counted by compiled code of a metered interpreter, which takes an item of `Fuel` at every procedure entry and
  loop turn.  Reading and expanding are charged with `charge`.
* *what one primitive builds* is bounded beforehand (`most_items`, `most_bits`): one operation in C cannot be interrupted.
* Time in which a program waits for the event loop does not count (`parked`).
* *depth* is Python's own counter of nested calls (see `stack`).

What ran out leaves the evaluation as `LimitExceeded`.  The guest cannot catch it: `Stopped` is no `Exception`, and handlers
let a `LimitExceeded` pass.  An evaluation inside of another is bounded by both: it gets the sooner deadline and the
smaller rest of steps, and what it uses is charged to both.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from itertools import chain, repeat
from operator import length_hint
from time import monotonic
from typing import Any, NamedTuple, TypeVar

from ...errors import InternalError, Interrupted, LimitExceeded, Stopped
from ..values.complex import Complex
from ..values.datum import Condition
from ..values.ratio import Ratio
from .machine import STATE
from .watchdog import CANCELLED, HERE, Watched, resident, settle, unwatch, watch

T = TypeVar("T")

UNLIMITED = float("inf")

A_STEP = 16
"""How many characters are read for a step."""

LIMITED_BITS = 1 << 20
"""How long an exact integer may get in a limited evaluation: arithmetic on longer ones takes too long at a stretch."""

HUGE = 1 << LIMITED_BITS

LIMITED_ITEMS = 1 << 25
"""How many elements one primitive may build in a limited evaluation, for the same reason."""

SLICE = 4096
"""How many steps are handed out at once."""


class _Limits(NamedTuple):
    steps: int | None
    seconds: float | None
    depth: int | None
    memory: int | None


class Limits(_Limits):
    """What an evaluation may spend; None is as much as it likes.

    * `steps`: procedure entries and loop turns, and macro uses and data read while compiling.  They need code that is
      compiled to count them: an interpreter made with a step limit, or with `metered=True`.
    * `seconds`: of time on the clock, not counting what a host function overruns.
    * `depth`: how many calls may nest that are not tail calls; without one it is some 900,000.
    * `memory`: by how many bytes the resident memory of the process may grow during the evaluation.  It is sampled, and
      other threads' growth counts too; what one primitive builds is bounded beforehand.

    Under any of them but `depth`, exact integers of more than a million bits and strings, vectors and bytevectors of more
    than 33 million elements are refused as well (as `memory`): they would take too long at a stretch.

    Raises ValueError for a limit that is no positive number.
    """

    __slots__ = ()

    def __new__(
        cls, steps: int | None = None, seconds: float | None = None, depth: int | None = None, memory: int | None = None
    ) -> Limits:
        made = super().__new__(cls, steps, seconds, depth, memory)
        for name, value in made._asdict().items():
            kinds = (int, float) if name == "seconds" else (int,)
            if value is not None and (isinstance(value, bool) or not isinstance(value, kinds) or not value > 0):
                raise ValueError(f"the limit {name} must be a positive number, not {value!r}")
        return made

    def over(self, other: Limits) -> Limits:
        """These limits; where one is None, the other's."""
        chosen: list[Any] = [other[index] if value is None else value for index, value in enumerate(self)]
        return Limits(*chosen)


NO_LIMITS = Limits()


class Meter(Watched):
    """What an evaluation has left.  `outer` is the meter of the evaluation that it is inside of.

    `bounded` tells that there is any limit.  While it is parked, `rest` is how many seconds it will have when it goes on.
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
    When an evaluation has no steps left, taking an item raises `LimitExceeded` there.  It is `_Spent` that raises, inside
    of the chain: an error of the chain's source would end the chain for all the evaluations of the interpreter.
    """

    __slots__ = ("_owner", "_slice", "_spent", "items")

    def __init__(self) -> None:
        self._slice: Iterator[None] = repeat(None, 0)
        self._owner: Meter | None = None
        self._spent = _Spent()
        self.items: Iterator[None] = chain.from_iterable(self)

    def __iter__(self) -> Iterator[Iterator[None]]:
        return self

    def __next__(self) -> Iterator[None]:
        meter = current()
        count = meter.take(SLICE) if meter is not None else SLICE
        if count == 0:
            return self._spent
        self.drain()  # another thread may have come in between
        taken = self._slice = repeat(None, count)
        self._owner = meter
        return taken

    def drain(self) -> None:
        """Give what is left of the current slice back to the evaluation that took it."""
        rest, owner = length_hint(self._slice), self._owner
        deque(self._slice, maxlen=0)
        if owner is not None:
            owner.left += rest
            owner.used -= rest


def spent() -> None:
    """Refuse to go on: the fuel has ended, which it does for an evaluation without steps left only."""
    meter = current()
    raise meter.exceeded("steps") if meter is not None else InternalError("the fuel has ended")


class _Spent:
    """An iterator that ends for an evaluation that has steps left, and raises for another."""

    __slots__ = ()

    def __iter__(self) -> Iterator[None]:
        return self

    def __next__(self) -> None:
        meter = current()
        if meter is not None and meter.left <= 0:
            raise meter.exceeded("steps")
        raise StopIteration


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


def run(meter: Meter, thunk: Callable[[], T]) -> T:
    """Run guest code: the watchdog may strike inside, and nowhere else."""
    try:
        meter.armed = True
        if meter.fired:
            raise Stopped
        return thunk()
    finally:
        meter.armed = False
        try:  # two shots can be under way: one not yet delivered, one just being fired
            settle(meter)
        except Stopped:
            try:
                settle(meter)
            except Stopped:
                settle(meter)


def in_guest(thunk: Callable[[], T]) -> T:
    """Run guest code that is called inside of what is shielded."""
    meter = current()
    return thunk() if meter is None or meter.armed else run(meter, thunk)


def watched(meter: Meter, thunk: Callable[[], T]) -> T:
    """Run a thunk, which is not guest code itself, with the watchdog looking at a meter."""
    watch(meter)
    try:
        return thunk()
    finally:
        meter.armed = False
        meter.finish()
        settle(meter)


def limit_error(stop: Stopped) -> LimitExceeded | Interrupted:
    """The error or signal for a shot that hit this evaluation, with the traceback of where it did."""
    meter = current()
    assert meter is not None
    return meter.exceeded(meter.fired or "seconds").with_traceback(stop.__traceback__)


# What must not be interrupted


class _Shield:
    """Keeps the watchdog off while code runs that is not the guest's."""

    __slots__ = ("meter", "was")

    def __init__(self, meter: Meter) -> None:
        self.meter = meter
        self.was = False

    def __enter__(self) -> None:
        meter = self.meter
        self.was = meter.armed
        meter.armed = False
        try:
            settle(meter)
            if self.was and meter.fired:
                raise Stopped
        except Stopped:
            meter.armed = self.was
            raise

    def __exit__(self, *_: object) -> None:
        if self.was:
            self.meter.armed = True
            if self.meter.fired:
                raise Stopped


class _NoShield:
    __slots__ = ()

    def __enter__(self) -> None:
        pass

    def __exit__(self, *_: object) -> None:
        pass


_NO_SHIELD = _NoShield()


def shielded() -> Any:
    """A context in which the watchdog does not strike: for host functions, stores, files and tables.

    It raises `Stopped` on the way in or out if the guest's time or memory is spent.
    """
    meter = current()
    return _Shield(meter) if meter is not None else _NO_SHIELD


def poll() -> None:
    """Let a limit that ran out end work that is shielded: a place where it may be given up."""
    meter = current()
    if meter is not None and meter.fired:
        raise meter.exceeded(meter.fired)


def parked(wait: Callable[[], T]) -> T:
    """Wait for somebody outside, in what is shielded: the time does not count, and nobody's steps are held back."""
    meters = [meter for meter in _chain(current()) if meter.rest is None]
    began = monotonic()
    for meter in meters:
        meter.refund()
        meter.rest, meter.deadline = meter.deadline - began, UNLIMITED
    try:
        return wait()
    finally:
        for meter in meters:
            meter.deadline, meter.rest = monotonic() + (meter.rest or 0), None
            watch(meter)


def free_of_charge(thunk: Callable[[], T]) -> T:
    """Do work of our own that is not charged to the evaluation: loading flowscheme's own libraries.

    So it makes no difference whether they were loaded, or are in the cache.  It is not interrupted.
    """
    state = STATE.get(None)
    meter = state.meter if state is not None else None
    if state is None or meter is None:
        return thunk()
    deadlines = [(each, each.deadline) for each in _chain(meter)]
    began = monotonic()
    try:
        meter.refund()
        state.meter = None
        for each, _ in deadlines:
            each.deadline = UNLIMITED
        return thunk()
    finally:
        state.meter = meter
        for each, deadline in deadlines:
            each.deadline = deadline + monotonic() - began
            watch(each)
        if meter.fuel is not None:
            meter.fuel.drain()


def _chain(meter: Meter | None) -> Iterator[Meter]:
    """A meter and those outside of it."""
    while meter is not None:
        yield meter
        meter = meter.outer


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


def charge_reading(text: str) -> None:
    """Charge what reading a text costs."""
    charge(len(text) // A_STEP + 1)


# What one primitive builds


def most_items(ceiling: int, size: int) -> int:
    """How many items of `size` bytes one primitive may build: at most `ceiling`, less in a limited evaluation."""
    meter = _bounded()
    return ceiling if meter is None else int(min(ceiling, LIMITED_ITEMS, meter.room // size))


def _bounded() -> Meter | None:
    """The meter of the evaluation that runs, if anything is limited."""
    meter = current()
    return meter if meter is not None and meter.bounded else None


def most_bits(ceiling: int) -> int:
    """How long an exact integer may be that one operation makes: at most `ceiling` bits, less in a limited evaluation."""
    meter = _bounded()
    return ceiling if meter is None else int(min(ceiling, LIMITED_BITS, meter.room * 8))


def _bits(number: Any) -> int:
    """How many bits the longest integer in an exact number takes; 0 for other numbers."""
    if type(number) is Ratio:
        return max(number.numerator.bit_length(), number.denominator.bit_length())
    if type(number) is Complex:
        return max(_bits(number.real), _bits(number.imag))
    return number.bit_length() if type(number) is int else 0


def grown(product: Any) -> Any:
    """A product that is no float and not between -HUGE and HUGE, if it may be: what bounded code asks of its products.

    Raises LimitExceeded for an exact number that is too long.
    """
    if _bounded() is not None and _bits(product) > LIMITED_BITS:
        raise LimitExceeded(Condition("*: the result is too large", kind="limit"), "memory")
    return product
