"""The procedures of `(scheme inexact)` (R7RS 6.2.6).

A result is exact where the argument is and the value is known to be: `(exp 0)` is 1.  Where only a complex number would
do, the error says so.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from ..lang import numbers as num
from ..lang.datum import Value, boolean
from ..lang.numbers import EXACT, Number, Ratio, inexact
from ..lang.primitive import ABSENT, primitive


@primitive("(finite? z)")
def is_finite(z: Number) -> Value:
    """Whether z is neither an infinity nor NaN."""
    return boolean(type(+z) is not float or math.isfinite(z))


@primitive("(infinite? z)")
def is_infinite(z: Number) -> Value:
    """Whether z is an infinity."""
    return boolean(type(+z) is float and math.isinf(z))


@primitive("(nan? z)")
def is_nan(z: Number) -> Value:
    """Whether z is NaN."""
    return boolean(type(+z) is float and math.isnan(z))


def _function(name: str, compute: Callable[[float], float], z: Number, exact_at: int, value: int) -> Number:
    """A function of one real argument; exact where it can be: at `exact_at` it has the exact `value`."""
    if type(z) is int and z == exact_at:
        return value
    try:
        return compute(inexact(z))
    except OverflowError:
        return math.inf
    except ValueError:
        if math.isinf(z):
            return math.nan
        num.complex_needed(name, z)


@primitive("(exp z)")
def exp(z: Number) -> Number:
    """e to the power of z."""
    return _function("exp", math.exp, +z, 0, 1)


@primitive("(log z1 [z2])")
def log(z1: Number, z2: Number = ABSENT) -> Number:
    """The logarithm of z1, natural or to the base z2."""
    if z2 is ABSENT:
        return _log(+z1)
    if type(z1) is int and z2 in (2, 10) and z1 > 0:
        return math.log2(z1) if z2 == 2 else math.log10(z1)
    return num.divide(_log(+z1), _log(+z2))


def _log(z: Number) -> Number:
    if z == 0:
        return num.division_by_zero("log", z) if type(z) is not float else -math.inf
    if z < 0:
        num.complex_needed("log", z)
    if type(z) is int:
        return 0 if z == 1 else math.log(z)
    if type(z) is Ratio:
        # The parts may be too large, or the ratio too small, for floats.
        return math.log(z.numerator) - math.log(z.denominator)
    return math.log(z)


@primitive("(sin z)")
def sin(z: Number) -> Number:
    """The sine of z in radians."""
    return _function("sin", math.sin, +z, 0, 0)


@primitive("(cos z)")
def cos(z: Number) -> Number:
    """The cosine of z in radians."""
    return _function("cos", math.cos, +z, 0, 1)


@primitive("(tan z)")
def tan(z: Number) -> Number:
    """The tangent of z in radians."""
    return _function("tan", math.tan, +z, 0, 0)


@primitive("(asin z)")
def asin(z: Number) -> Number:
    """The arc sine, in radians."""
    return _function("asin", math.asin, +z, 0, 0)


@primitive("(acos z)")
def acos(z: Number) -> Number:
    """The arc cosine, in radians."""
    return _function("acos", math.acos, +z, 1, 0)


@primitive("(atan y [x])")
def atan(y: Number, x: Number = ABSENT) -> Number:
    """The arc tangent of y, or the angle of the point (x, y), in radians."""
    if x is ABSENT:
        return _function("atan", math.atan, +y, 0, 0)
    if type(y) is int and y == 0 and type(x) in EXACT and x > 0:
        return 0
    return math.atan2(inexact(y), inexact(x))


@primitive("(sqrt z)")
def sqrt(z: Number) -> Number:
    """The square root, exact where z and its root are."""
    return num.sqrt(z)
