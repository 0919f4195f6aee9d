"""Where the watchdog may strike, and where not.

Guest code runs *armed* (`run`, `in_guest`).  What must not be interrupted is *shielded*: host functions, stores, the
compiler with its tables and files; there, `poll` is the place where a limit may end the work.  Time in which a program
waits for the event loop does not count (`parked`), nor does the loading of flowscheme's own libraries (`free_of_charge`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import monotonic
from typing import Any, TypeVar

from ...errors import Interrupted, LimitExceeded, Stopped
from .machine import STATE
from .meter import UNLIMITED, Meter, current
from .watchdog import settle, watch

T = TypeVar("T")


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
    deadlines = [(bounded, bounded.deadline) for bounded in _chain(meter)]
    began = monotonic()
    try:
        meter.refund()
        state.meter = None
        for bounded, _ in deadlines:
            bounded.deadline = UNLIMITED
        return thunk()
    finally:
        state.meter = meter
        for bounded, deadline in deadlines:
            bounded.deadline = deadline + monotonic() - began
            watch(bounded)
        if meter.fuel is not None:
            meter.fuel.drain()


def _chain(meter: Meter | None) -> Iterator[Meter]:
    """A meter and those outside of it."""
    while meter is not None:
        yield meter
        meter = meter.outer
