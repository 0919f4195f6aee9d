"""Exact rationals that are not integers.

Python's `Fraction` will not do: it is slow to import, takes part in `/` and `//` (which compiled code must leave to
`numbers.divide`), and stays a `Fraction` when its value is an integer.  A `Ratio` is always in lowest terms with a
denominator above 1; every operator gives a plain `int` when the result is one, so `type(x) is int` tells integers.

An operator mixed with a float gives a float, as R7RS 6.2.2 wants; a comparison with one is exact, so that `<` and `=`
stay transitive.  With any other type an operator returns `NotImplemented`, and Python raises the `TypeError` that
`faults` turns into a Scheme error.
"""

from __future__ import annotations

import sys
from math import gcd, inf, isfinite
from operator import eq, ge, gt, le, lt
from typing import Any

from . import long_integers
from .long_integers import TOLD

Exact = Any
"""An `int` or a `Ratio`."""

_MODULUS = sys.hash_info.modulus

_SHORT = 10_000


def short(n: int) -> str:
    """The text of an integer for Python's `repr`, which refuses to write more than 4,300 digits; how long it is instead."""
    return str(n) if n.bit_length() <= _SHORT else f"<{n.bit_length()} bits>"


class Ratio:
    """An exact rational `numerator / denominator`; make one with `ratio`."""

    __slots__ = ("denominator", "numerator")

    numerator: int
    denominator: int

    def __repr__(self) -> str:
        return f"{short(self.numerator)}/{short(self.denominator)}"

    def __reduce__(self) -> tuple[Any, ...]:
        return (ratio, (self.numerator, self.denominator))

    def __float__(self) -> float:
        try:
            return self.numerator / self.denominator
        except OverflowError:
            return inf if self.numerator > 0 else -inf

    def __hash__(self) -> int:
        """Equal numbers hash alike whatever their type: Python's rule for numeric hashes."""
        try:
            inverse = pow(self.denominator, -1, _MODULUS)
        except ValueError:
            value = sys.hash_info.inf
        else:
            value = hash(abs(self.numerator) * inverse)
        value = value if self.numerator > 0 else -value
        return -2 if value == -1 else value

    def __neg__(self) -> Ratio:
        return _lowest(-self.numerator, self.denominator)

    def __pos__(self) -> Ratio:
        return self

    def __abs__(self) -> Ratio:
        return _lowest(abs(self.numerator), self.denominator)

    def __bool__(self) -> bool:
        return True

    def __add__(self, other: Any) -> Any:
        kind = type(other)
        if kind is int:
            return _lowest(self.numerator + _times(other, self.denominator), self.denominator)
        if kind is Ratio:
            over = self.denominator * other.denominator
            return ratio(self.numerator * other.denominator + other.numerator * self.denominator, over)
        return float(self) + other if kind is float else NotImplemented

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        kind = type(other)
        if kind is int or kind is Ratio:
            return self + -other
        return float(self) - other if kind is float else NotImplemented

    def __rsub__(self, other: Any) -> Any:
        kind = type(other)
        if kind is int:
            return _lowest(_times(other, self.denominator) - self.numerator, self.denominator)
        return other - float(self) if kind is float else NotImplemented

    def __truediv__(self, other: Any) -> Any:
        """By a float only: compiled code divides with `/` when it knows of one."""
        return float(self) / other if type(other) is float else NotImplemented

    def __mul__(self, other: Any) -> Any:
        kind = type(other)
        if kind is int:
            return ratio(self.numerator * other, self.denominator)
        if kind is Ratio:
            return ratio(self.numerator * other.numerator, self.denominator * other.denominator)
        return float(self) * other if kind is float else NotImplemented

    __rmul__ = __mul__

    def __eq__(self, other: object) -> Any:
        return _compare(self, other, eq)

    def __lt__(self, other: Any) -> Any:
        return _compare(self, other, lt)

    def __le__(self, other: Any) -> Any:
        return _compare(self, other, le)

    def __gt__(self, other: Any) -> Any:
        return _compare(self, other, gt)

    def __ge__(self, other: Any) -> Any:
        return _compare(self, other, ge)


def _times(factor: int, denominator: int) -> int:
    """Their product, which listeners hear of if the denominator is long."""
    if denominator >= TOLD:
        long_integers.tell(factor, denominator)
    return factor * denominator


def _lowest(numerator: int, denominator: int) -> Ratio:
    """A ratio known to be in lowest terms, with a denominator above 1."""
    result = Ratio()
    result.numerator = numerator
    result.denominator = denominator
    return result


def ratio(numerator: int, denominator: int) -> Exact:
    """The exact quotient, an `int` where it is whole.  Raises ZeroDivisionError for a zero denominator."""
    if not 0 < denominator < TOLD:
        return _other_ratio(numerator, denominator)
    common = gcd(numerator, denominator)
    if common == denominator:
        return numerator // common
    return _lowest(numerator // common, denominator // common)


def _other_ratio(numerator: int, denominator: int) -> Exact:
    """As `ratio`, for a denominator that is not positive, or long."""
    if denominator == 0:
        raise ZeroDivisionError
    if denominator < 0:
        return ratio(-numerator, -denominator)
    common = long_integers.gcd(numerator, denominator)
    numerator, denominator = long_integers.divide(numerator, common)[0], long_integers.divide(denominator, common)[0]
    return numerator if denominator == 1 else _lowest(numerator, denominator)


def _compare(a: Ratio, b: Any, operator: Any) -> Any:
    kind = type(b)
    if kind is int:
        return operator(a.numerator, _times(b, a.denominator))
    if kind is Ratio:
        if a.denominator >= TOLD or b.denominator >= TOLD:
            long_integers.tell(a.numerator, b.denominator)
        return operator(a.numerator * b.denominator, b.numerator * a.denominator)
    if kind is not float:
        return NotImplemented
    if not isfinite(b):
        return operator(0.0, b)
    numerator, denominator = b.as_integer_ratio()
    return operator(a.numerator * denominator, numerator * a.denominator)
