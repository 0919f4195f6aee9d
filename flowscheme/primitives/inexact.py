"""The procedures of `(scheme inexact)` (R7RS 6.2.6); how they are computed is in `lang.text.functions`."""

from __future__ import annotations

import math
from collections.abc import Callable

from ..lang.machine.primitive import ABSENT, primitive
from ..lang.text import functions
from ..lang.text.numbers import Number, divide
from ..lang.values.complex import Complex
from ..lang.values.datum import Value, boolean


def _parts(z: Number, test: Callable[[float], bool]) -> list[bool]:
    """What the test says of each inexact part of a number.  Raises TypeError for any other object."""
    parts = (z.real, z.imag) if type(z) is Complex else (+z,)
    return [test(part) for part in parts if type(part) is float]


@primitive("(finite? z)")
def is_finite(z: Number) -> Value:
    """Whether no part of z is an infinity or NaN."""
    return boolean(all(_parts(z, math.isfinite)))


@primitive("(infinite? z)")
def is_infinite(z: Number) -> Value:
    """Whether a part of z is an infinity."""
    return boolean(any(_parts(z, math.isinf)))


@primitive("(nan? z)")
def is_nan(z: Number) -> Value:
    """Whether a part of z is NaN."""
    return boolean(any(_parts(z, math.isnan)))


@primitive("(exp z)")
def exp(z: Number) -> Number:
    """e to the power of z."""
    return functions.exp(z)


@primitive("(log z1 [z2])")
def log(z1: Number, z2: Number = ABSENT) -> Number:
    """The logarithm of z1, natural or to the base z2."""
    if z2 is ABSENT:
        return functions.log(z1)
    if type(z1) is int and z2 in (2, 10) and z1 > 0:
        return math.log2(z1) if z2 == 2 else math.log10(z1)
    return divide(functions.log(z1), functions.log(z2))


@primitive("(sin z)")
def sin(z: Number) -> Number:
    """The sine of z in radians."""
    return functions.sin(z)


@primitive("(cos z)")
def cos(z: Number) -> Number:
    """The cosine of z in radians."""
    return functions.cos(z)


@primitive("(tan z)")
def tan(z: Number) -> Number:
    """The tangent of z in radians."""
    return functions.tan(z)


@primitive("(asin z)")
def asin(z: Number) -> Number:
    """The arc sine of z, in radians."""
    return functions.asin(z)


@primitive("(acos z)")
def acos(z: Number) -> Number:
    """The arc cosine of z, in radians."""
    return functions.acos(z)


@primitive("(atan z [x])")
def atan(z: Number, x: Number = ABSENT) -> Number:
    """The arc tangent of z, or the angle of the point (x, z), in radians."""
    return functions.atan(z) if x is ABSENT else functions.atan2(z, x)


@primitive("(sqrt z)", cost="z")
def sqrt(z: Number) -> Number:
    """The square root, exact where z and its root are."""
    return functions.sqrt(z)
