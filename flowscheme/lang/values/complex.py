"""Complex numbers that are not real (R7RS 6.2.1).

A `Complex` has two parts that are both exact or both inexact.  An exact imaginary part of 0 makes a number real, so
every operator then gives a plain `int`, `Ratio` or `float`, and `type(z) is Complex` tells what has an imaginary part.
An inexact one of 0.0 stays: `(real? -2.5+0.0i)` is `#f`.

Operators follow Python's protocol, with every class of number on the other side, so that compiled code adds and
multiplies without knowing: a real operand never becomes complex on the way, which keeps infinities and the sign of
zero.  They never raise: Python's own `TypeError`, about a `NotImplemented`, is the type check.

There is no order.  But `(= a b)` is compiled as `a <= b <= a` (see `equality`), so `<=` and `>=` look at what their
caller is executing: in an `=` they answer whether the numbers are equal, elsewhere they refuse.
"""

from __future__ import annotations

import sys
from math import inf
from typing import Any

from .equality import compares_equal
from .ratio import Ratio, short

Real = Any
"""An `int`, a `Ratio` or a `float`."""

REAL = frozenset({int, float, Ratio})


class Complex:
    """A number with an imaginary part: `real` and `imag`; make one with `rectangular`."""

    __slots__ = ("imag", "real")

    real: Real
    imag: Real

    def __repr__(self) -> str:
        return f"rectangular({_shown(self.real)}, {_shown(self.imag)})"

    def __reduce__(self) -> tuple[Any, ...]:
        return (rectangular, (self.real, self.imag))

    def __complex__(self) -> complex:
        return complex(nearest_float(self.real), nearest_float(self.imag))

    def __hash__(self) -> int:
        """Equal numbers hash alike whatever their type."""
        return hash(self.real) if self.imag == 0 else hash((self.real, self.imag))

    def __pos__(self) -> Complex:
        return self

    def __neg__(self) -> Any:
        return rectangular(-self.real, -self.imag)

    def __add__(self, other: Any) -> Any:
        kind = type(other)
        if kind is Complex:
            z, w = _alike(self, other)
            return rectangular(z.real + w.real, z.imag + w.imag)
        if kind in REAL:
            z, x = _alike(self, other)
            return rectangular(z.real + x, z.imag)
        return NotImplemented

    __radd__ = __add__

    def __sub__(self, other: Any) -> Any:
        return self + -other if type(other) in NUMERIC else NotImplemented

    def __rsub__(self, other: Any) -> Any:
        return -self + other if type(other) in NUMERIC else NotImplemented

    def __mul__(self, other: Any) -> Any:
        kind = type(other)
        if kind is Complex:
            z, w = _alike(self, other)
            return rectangular(z.real * w.real - z.imag * w.imag, z.real * w.imag + z.imag * w.real)
        if kind in REAL:
            z, x = _alike(self, other)
            return rectangular(z.real * x, z.imag * x)
        return NotImplemented

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> Any:
        """By a float only: compiled code divides with `/` when it knows of one."""
        if type(other) is not float:
            return NotImplemented
        z = to_inexact(self)
        return rectangular(z.real / other, z.imag / other)

    def __eq__(self, other: object) -> Any:
        if type(other) is Complex:
            return self.real == other.real and self.imag == other.imag
        return self.imag == 0 and self.real == other if type(other) in REAL else NotImplemented

    def __le__(self, other: Any) -> Any:
        known = type(other) in NUMERIC and compares_equal(sys._getframe(1))
        return self == other if known else NotImplemented

    def __ge__(self, other: Any) -> Any:
        known = type(other) in NUMERIC and compares_equal(sys._getframe(1))
        return self == other if known else NotImplemented


NUMERIC = REAL | {Complex}


def rectangular(real: Real, imag: Real) -> Any:
    """The number of those real and imaginary parts, itself real when `imag` is an exact 0; inexact if either is."""
    if type(imag) is int and imag == 0:
        return real
    if (type(real) is float) != (type(imag) is float):
        real, imag = nearest_float(real), nearest_float(imag)
    result = Complex()
    result.real = real
    result.imag = imag
    return result


def _shown(part: Real) -> str:
    """A part for Python's `repr`."""
    return short(part) if type(part) is int else repr(part)


def is_inexact(z: Any) -> bool:
    """Whether a number of any class is inexact."""
    return type(z) is float or (type(z) is Complex and type(z.imag) is float)


def nearest_float(x: Real) -> float:
    """The float nearest to a real number, an infinity when it is too large."""
    try:
        return float(x)
    except OverflowError:
        return inf if x > 0 else -inf


def to_inexact(z: Any) -> Any:
    """The inexact number nearest to a number of any class."""
    return rectangular(nearest_float(z.real), nearest_float(z.imag)) if type(z) is Complex else nearest_float(z)


def _alike(z: Complex, other: Any) -> tuple[Any, Any]:
    """The operands, both exact or both inexact."""
    return (z, other) if is_inexact(z) is is_inexact(other) else (to_inexact(z), to_inexact(other))
