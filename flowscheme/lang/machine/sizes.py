"""What one operation may build, and what it costs beforehand.

A primitive that makes something large is one operation in C, which nothing can interrupt.  So its size is bounded
beforehand: always by what the machine can bear, in a limited evaluation by much less.  And since it is one step to compiled
code, however large, what it walks, copies or builds is charged in steps besides (`spend`).
"""

from __future__ import annotations

from collections.abc import Collection
from math import isqrt
from sys import getsizeof
from typing import Any, NoReturn

from ...errors import LimitExceeded, SchemeError
from ..values.complex import Complex
from ..values.datum import Condition, Pair, Value
from ..values.long_integers import LISTENERS, TOLD
from ..values.ratio import Ratio
from .meter import Meter, charge, charged_turns, current

LIMITED_BITS = 1 << 20
"""How long an exact integer may get in a limited evaluation: arithmetic on longer ones takes too long at a stretch."""

_BESIDE = 4 * LIMITED_BITS
"""How long the second of two integers may be there that take part in one operation: sums of fractions grow unasked."""

LONG = TOLD
"""The least product that `grown` is asked about."""

LIMITED_ITEMS = 1 << 25
"""How many elements one primitive may build in a limited evaluation, for the same reason."""

LONGEST_NAME = 1_000_000
"""How many characters the name of a symbol may have that a limited evaluation makes: names stay with whoever gets them."""

A_STEP = 64
"""How many elements, characters or bytes are copied for a step."""

A_PAIR = 8
"""As how many of them a pair counts, which is walked or made in Python."""

_A_DIGIT = 64
"""No operand of long work counts as shorter, in bits."""

SMALL = 1 << 12
"""So many elements cost nothing, and may be built without asking."""


def spend(items: int) -> None:
    """Charge steps for so many elements that are copied.  Also a `poll`: callers ask only if there are more than `SMALL`."""
    charge(items // A_STEP)


MAX_SIZE = 1 << 28
"""No primitive builds a string, vector or bytevector with more elements at once; see also `most_items`."""


def affordable(name: str, k: int, size: int) -> None:
    """Refuse to build `k` elements of `size` bytes each, if that is too much."""
    if k > SMALL and k > most_items(MAX_SIZE, size):
        refuse(name, k)


_WIDTHS = ((0xFF, 1), (0xFFFF, 2), (0x10FFFF, 4))
_LONG_TEXT = 100


def width(text: str) -> int:
    """How many bytes a character takes in a text with these: one, two or four."""
    if text.isascii():
        return 1
    if len(text) > _LONG_TEXT:
        return getsizeof(text) // len(text)
    widest = ord(max(text))
    return next(size for most, size in _WIDTHS if widest <= most)


class Texts:
    """Texts that are gathered to be joined to one, which is refused in time if it would be too large.

    The texts may be the same one many times: then they take next to nothing until they are joined.  They stand in `parts`;
    `left` is how many characters may be added before they are counted again, `name` whose work it is.
    """

    __slots__ = ("left", "name", "parts")

    def __init__(self, name: str) -> None:
        self.name = name
        self.parts: list[str] = []
        self.left = SMALL

    def add(self, text: str) -> None:
        """Add a text at the end."""
        self.parts.append(text)
        if len(text) > A_REFERENCE:
            self.left -= len(text)
            if self.left < 0:
                self.left = max(SMALL, len(self.joined()))

    def joined(self) -> str:
        """All of them in one; see `join`."""
        return join(self.name, self.parts)


def join(name: str, parts: list[str]) -> str:
    """Texts that were gathered in one, which then stands for them.  Refuses what is too large; it is paid for."""
    if len(parts) > 1:
        size = sum(map(len, parts))
        if size > SMALL:
            if size > most_items(MAX_SIZE, 4):  # else the widths do not matter
                affordable(name, size, max(map(width, parts)))
            spend(size)
        parts[:] = ["".join(parts)]
    return parts[0] if parts else ""


FEW_PAIRS = SMALL // A_PAIR
"""So many pairs cost nothing."""

A_REFERENCE = 8
"""How many bytes it takes to keep a text that is there already: shorter texts need not be counted when they are kept."""


def spend_pairs(count: int) -> None:
    """Charge steps for so many pairs, entries or the like, which are walked or made in Python; few cost nothing."""
    if count > FEW_PAIRS:
        spend(count * A_PAIR)


def most_items(ceiling: int, size: int) -> int:
    """How many items of `size` bytes one primitive may build: at most `ceiling`, less in a limited evaluation."""
    meter = _bounded()
    return ceiling if meter is None else int(min(ceiling, LIMITED_ITEMS, meter.room // size))


def _bounded() -> Meter | None:
    """The meter of the evaluation that runs, if anything is limited."""
    meter = current()
    return meter if meter is not None and meter.bounded else None


def refuse(name: str, *irritants: Value) -> NoReturn:
    """Refuse to build what is too large: with a limit's error where something is limited, else with one for a handler."""
    condition = Condition(f"{name}: the result is too large", irritants, kind="limit")
    raise LimitExceeded(condition, "memory") if _bounded() is not None else SchemeError(condition)


def named(text: str) -> str:
    """The name of a symbol to be made.  Raises LimitExceeded if it is too long where something is limited."""
    if len(text) > LONGEST_NAME and _bounded() is not None:
        refuse("symbol", len(text))
    return text


def most_bits(ceiling: int) -> int:
    """How long an exact integer may be that one operation makes: at most `ceiling` bits, less in a limited evaluation."""
    meter = _bounded()
    return ceiling if meter is None else int(min(ceiling, LIMITED_BITS, meter.room * 8))


def bit_size(number: Any) -> int:
    """How many bits the longest integer in a number takes; 0 for inexact ones."""
    if type(number) is Ratio:
        return max(number.numerator.bit_length(), number.denominator.bit_length())
    if type(number) is Complex:
        return max(bit_size(number.real), bit_size(number.imag))
    return number.bit_length() if type(number) is int else 0


def grown(product: Any, name: str = "*") -> Any:
    """A product that is no float and not between -LONG and LONG, if it may be: what bounded code asks of its products.

    It is paid for.  Raises LimitExceeded for an exact number that is too long.
    """
    bits = bit_size(product)
    if bits > LIMITED_BITS and _bounded() is not None:
        refuse(name)
    charge_power(bits)
    return product


def charge_power(bits: int) -> None:
    """Charge a product or a power of so many bits; its factors are not known, so it is between a short one and a long one."""
    charge(bits * isqrt(bits) >> 18)


def _charge_work(first: int, second: int) -> None:
    """Charge work on two integers of so many bits.  Raises LimitExceeded where it would take too long at a stretch."""
    if first > _BESIDE and second > _BESIDE and _bounded() is not None:
        refuse("arithmetic")
    charge(max(first, _A_DIGIT) * max(second, _A_DIGIT) >> 22)


LISTENERS.append(_charge_work)


# What leaves for Python


def parts_in_python(root: Any) -> int:
    """How many parts a Python value has that was made of a compound one, each counted wherever it occurs."""
    sizes: dict[int, int] = {}
    work = [root]
    for _ in charged_turns():
        if not work:
            break
        inside = _inside(work[-1])
        missing = [part for part in inside if id(part) not in sizes and _inside(part)]
        if missing:
            work += missing
        else:
            sizes[id(work.pop())] = 1 + sum([sizes.get(id(part), 1) for part in inside])
    return sizes[id(root)]


def _inside(value: Any) -> Collection[Any]:
    """The parts of a Python value that was made of a compound one."""
    if type(value) is dict:
        return value.values()
    return (value.car, value.cdr) if type(value) is Pair else value if type(value) in (list, tuple) else ()
