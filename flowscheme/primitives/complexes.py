"""The procedures of `(scheme complex)` (R7RS 6.2.6)."""

from __future__ import annotations

from ..lang.machine.primitive import primitive
from ..lang.text import functions
from ..lang.text.numbers import Number
from ..lang.values.complex import NUMERIC, REAL, Complex, Real, rectangular


def _check(*parts: Real) -> None:
    """Raise TypeError if one is not real."""
    if not all([type(part) in REAL for part in parts]):
        raise TypeError("not a real number")


@primitive("(make-rectangular x y)")
def make_rectangular(x: Real, y: Real) -> Number:
    """The number with the real part x and the imaginary part y; inexact if either is, real if y is an exact 0."""
    _check(x, y)
    return rectangular(x, y)


@primitive("(make-polar x y)")
def make_polar(x: Real, y: Real) -> Number:
    """The number of magnitude x and angle y, in radians."""
    _check(x, y)
    return functions.polar(x, y)


@primitive("(real-part z)")
def real_part(z: Number) -> Real:
    """The real part of z."""
    return z.real if type(z) is Complex else +z


@primitive("(imag-part z)")
def imag_part(z: Number) -> Real:
    """The imaginary part of z: an exact 0 if z is real."""
    if type(z) not in NUMERIC:
        raise TypeError("not a number")
    return z.imag if type(z) is Complex else 0


@primitive("(magnitude z)")
def magnitude(z: Number) -> Real:
    """The distance of z from 0, exact if z is and it can be."""
    return functions.magnitude(z)


@primitive("(angle z)")
def angle(z: Number) -> Real:
    """The angle of z in radians, above minus pi and at most pi."""
    return functions.angle(z)
