"""Time (R7RS 6.14, `(scheme time)`)."""

from __future__ import annotations

import time

from ..lang.machine.primitive import primitive

_JIFFIES = 1_000_000


@primitive("(current-second)", effect="clock")
def current_second() -> float:
    """The time in seconds since 1970 (UTC, without leap seconds)."""
    return time.time()


@primitive("(current-jiffy)", effect="clock")
def current_jiffy() -> int:
    """The time in jiffies since some moment that stays the same while the program runs."""
    return time.monotonic_ns() // (1_000_000_000 // _JIFFIES)


@primitive("(jiffies-per-second)")
def jiffies_per_second() -> int:
    """The number of jiffies in a second."""
    return _JIFFIES
