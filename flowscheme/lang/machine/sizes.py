"""What one operation may build.

A primitive that makes something large is one operation in C, which nothing can interrupt.  So its size is bounded
beforehand: always by what the machine can bear, in a limited evaluation by much less.
"""

from __future__ import annotations

from typing import Any

from ...errors import LimitExceeded
from ..values.complex import Complex
from ..values.datum import Condition
from ..values.ratio import Ratio
from .meter import Meter, current

LIMITED_BITS = 1 << 20
"""How long an exact integer may get in a limited evaluation: arithmetic on longer ones takes too long at a stretch."""

HUGE = 1 << LIMITED_BITS
"""The least integer that is too long there."""

LIMITED_ITEMS = 1 << 25
"""How many elements one primitive may build in a limited evaluation, for the same reason."""


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
