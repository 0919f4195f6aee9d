"""Rounding and the parts of rational numbers (R7RS 6.2.6).

A float that is no infinity and no NaN is a rational number, too.  Everything is computed exactly and made inexact at
the end, so that a result is the nearest float to the true one.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from ..lang.machine.primitive import primitive
from ..lang.text import numbers as num
from ..lang.text.numbers import Number, exact, inexact
from ..lang.values.long_integers import divide
from ..lang.values.ratio import Ratio, ratio


def _terms(q: Number) -> tuple[Number, Number]:
    if type(q) is not float:
        return q.numerator, q.denominator
    if not math.isfinite(q):
        raise TypeError("not rational")
    value = exact(q)
    return inexact(value.numerator), inexact(value.denominator)


@primitive("(numerator q)")
def numerator(q: Number) -> Number:
    """The numerator of q in lowest terms."""
    return _terms(q)[0]


@primitive("(denominator q)")
def denominator(q: Number) -> Number:
    """The denominator of q in lowest terms."""
    return _terms(q)[1]


# Rounding


def _rounded(x: Number, rounding: Callable[[Number], int]) -> Number:
    """Round with a function from an exact number to an int; a float stays one, with its sign even at zero."""
    if type(x) is int:
        return x
    if type(x) is not float:
        return rounding(x)
    return math.copysign(float(rounding(exact(x))), x) if math.isfinite(x) else x


def _floor(x: int | Ratio) -> int:
    return divide(x.numerator, x.denominator)[0]


def _ceiling(x: int | Ratio) -> int:
    return -divide(-x.numerator, x.denominator)[0]


def _truncate(x: int | Ratio) -> int:
    return _floor(x) if x.numerator >= 0 else _ceiling(x)


def _round(x: int | Ratio) -> int:
    low, rest = divide(x.numerator, x.denominator)
    twice = 2 * rest
    return low + 1 if twice > x.denominator or (twice == x.denominator and low % 2) else low


@primitive("(floor x)")
def floor(x: Number) -> Number:
    """The largest integer not above x."""
    return _rounded(x, _floor)


@primitive("(ceiling x)")
def ceiling(x: Number) -> Number:
    """The smallest integer not below x."""
    return _rounded(x, _ceiling)


@primitive("(truncate x)")
def truncate(x: Number) -> Number:
    """The integer nearest to x that is not larger in absolute value."""
    return _rounded(x, _truncate)


@primitive("(round x)")
def round_(x: Number) -> Number:
    """The integer nearest to x, an even one when two are."""
    return _rounded(x, _round)


@primitive("(rationalize x y)")
def rationalize(x: Number, y: Number) -> Number:
    """The simplest rational number that differs from x by no more than y."""
    if type(x) is float or type(y) is float:
        if not math.isfinite(inexact(x)) or not math.isfinite(inexact(y)):
            return _rationalize_infinite(inexact(x), inexact(y))
        return inexact(_simplest(exact(x), abs(exact(y))))
    return _simplest(x, abs(y))


def _rationalize_infinite(x: float, y: float) -> float:
    if math.isnan(x) or math.isnan(y) or (math.isinf(x) and math.isinf(y)):
        return math.nan
    return x if math.isinf(x) else 0.0


def _simplest(x: Number, y: Number) -> Number:
    """The simplest rational between x - y and x + y: the continued fraction of both ends as far as they agree."""
    low, high = x - y, x + y
    if low <= 0 <= high:
        return 0
    negative = high < 0
    if negative:
        low, high = -high, -low
    above, below, next_above, next_below = 0, 1, 1, 0
    while True:
        digit = _ceiling(low)
        last = digit <= high
        if not last:
            digit = _floor(low)
        above, next_above = next_above, digit * next_above + above
        below, next_below = next_below, digit * next_below + below
        if last:
            result = ratio(next_above, next_below)
            return -result if negative else result
        low, high = num.divide(1, high - digit), num.divide(1, low - digit)
