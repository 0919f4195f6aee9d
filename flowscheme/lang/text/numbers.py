"""Numbers: their classes, exactness, and the divisions.

Exact integers are `int`, other exact rationals `Ratio`, inexact reals `float`, and numbers with an imaginary part
`Complex` (`datum`).  `+ - * < <= > >=` need no help from here: compiled code uses Python's own operators, which these
classes share.  `/` and the divisions differ from Python's, so they are functions, which the compiler calls and the
primitives share.  Roots, powers and the like are in `functions`, the text of numbers in `numerals`.

A float that is whole counts as an integer (R7RS 6.2.6): `(quotient 7.0 2.0)` is 3.0.

Results that could outgrow memory, from a few characters of source, are bounded by `MAX_BITS` beforehand, since one C
operation cannot be interrupted.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, NoReturn

from ..machine.primitive import fail, wrong_type
from ..machine.sizes import charge_power, most_bits, refuse
from ..values.complex import NUMERIC, REAL, Complex, is_inexact, nearest_float, rectangular, to_inexact
from ..values.datum import Value
from ..values.long_integers import TOLD, TOLD_BITS
from ..values.long_integers import divide as divide_long
from ..values.ratio import Ratio, ratio

Number = Any
"""An `int`, a `Ratio`, a `float` or a `Complex`."""

EXACT = frozenset({int, Ratio})
"""The classes of exact real numbers."""

MAX_BITS = 1 << 30
"""No single operation makes an exact integer longer than this; see also `sizes.most_bits`."""


def is_number(obj: Value) -> bool:
    """Whether `obj` is a number."""
    return type(obj) in NUMERIC


def is_real(obj: Value) -> bool:
    """Whether `obj` is a real number."""
    return type(obj) in REAL


def is_integer(obj: Value) -> bool:
    """Whether `obj` is an integer, exact or not."""
    return type(obj) is int or (type(obj) is float and obj.is_integer())


def bounded(name: str, bits: float) -> None:
    """Refuse a result of so many bits if that is too many, else charge what it takes."""
    if bits > TOLD_BITS:
        if bits > most_bits(MAX_BITS):
            refuse(name)
        charge_power(int(bits))


def division_by_zero(name: str, *arguments: Value) -> NoReturn:
    """Raise the error of an exact division by zero."""
    fail(name, "division by zero", *arguments, kind="divide")


def check_numbers(name: str, *arguments: Value) -> None:
    """Raise the error of the first argument that is no number."""
    for position, argument in enumerate(arguments, 1):
        if type(argument) not in NUMERIC:
            raise wrong_type(name, position, "a number", argument)


# Exactness


def inexact(z: Number) -> Number:
    """The inexact number nearest to `z`; a part that is too large becomes an infinity."""
    check_numbers("inexact", z)
    return to_inexact(z)


def exact(z: Number) -> Number:
    """The exact number equal to `z`; infinities and NaN have none."""
    check_numbers("exact", z)
    if not is_inexact(z):
        return z
    if type(z) is Complex:
        return rectangular(_exact_part(z.real, z), _exact_part(z.imag, z))
    return _exact_part(z, z)


def _exact_part(x: float, z: Number) -> Number:
    if not math.isfinite(x):
        raise wrong_type("exact", 1, "a finite number", z)
    return ratio(*x.as_integer_ratio())


# Division


def divide(a: Number, b: Number) -> Number:
    """`(/ a b)`: exact for exact arguments; dividing by an exact zero is an error, by 0.0 an infinity or NaN."""
    check_numbers("/", a, b)
    if type(b) is int and b == 0:
        division_by_zero("/", a)
    if type(b) is Complex:
        return _divide_by_complex(a, b)
    if type(a) is Complex:
        return rectangular(divide(a.real, b), divide(a.imag, b))
    if type(a) is float or type(b) is float:
        return _divide_floats(to_inexact(a), to_inexact(b))
    return ratio(a.numerator * b.denominator, a.denominator * b.numerator)


def _divide_floats(a: float, b: float) -> float:
    if b:
        return a / b
    if a == 0 or math.isnan(a) or math.isnan(b):
        return math.nan
    return math.copysign(math.inf, a) * math.copysign(1.0, b)


def _divide_by_complex(a: Number, b: Complex) -> Number:
    if is_inexact(a) or is_inexact(b):
        try:
            quotient = complex(to_inexact(a)) / complex(b)  # it scales its steps: no overflow on the way
        except ZeroDivisionError:
            return rectangular(math.nan, math.nan)
        return rectangular(quotient.real, quotient.imag)
    size = b.real * b.real + b.imag * b.imag
    return a * rectangular(divide(b.real, size), divide(-b.imag, size))


Division = Callable[[int, int], int]


def _divider(name: str, operate: Division, operate_long: Division) -> Callable[[Number, Number], Number]:
    """An integer division that also takes whole floats; it is exact inside, so that large floats lose nothing."""

    def division(a: Number, b: Number) -> Number:
        if type(a) is int and type(b) is int:
            if b == 0:
                division_by_zero(name, a)
            return operate(a, b) if -TOLD < a < TOLD else operate_long(a, b)
        for position, argument in ((1, a), (2, b)):
            if not is_integer(argument):
                raise wrong_type(name, position, "an integer", argument)
        if b == 0:
            division_by_zero(name, a)
        return nearest_float(operate(int(a), int(b)))

    return division


def _truncate_quotient(a: int, b: int) -> int:
    return a // b if (a < 0) == (b < 0) else -(-a // b)


def _truncate_remainder(a: int, b: int) -> int:
    r = a % b
    return r - b if r and (a < 0) != (b < 0) else r


def _long_floor_quotient(a: int, b: int) -> int:
    return divide_long(a, b)[0]


def _long_floor_remainder(a: int, b: int) -> int:
    return divide_long(a, b)[1]


def _long_truncate_quotient(a: int, b: int) -> int:
    return _long_floor_quotient(a, b) if (a < 0) == (b < 0) else -_long_floor_quotient(-a, b)


def _long_truncate_remainder(a: int, b: int) -> int:
    r = _long_floor_remainder(a, b)
    return r - b if r and (a < 0) != (b < 0) else r


_TRUNCATE_QUOTIENT = (_truncate_quotient, _long_truncate_quotient)
_TRUNCATE_REMAINDER = (_truncate_remainder, _long_truncate_remainder)
_FLOOR_QUOTIENT = (int.__floordiv__, _long_floor_quotient)
_FLOOR_REMAINDER = (int.__mod__, _long_floor_remainder)

quotient = _divider("quotient", *_TRUNCATE_QUOTIENT)
remainder = _divider("remainder", *_TRUNCATE_REMAINDER)
modulo = _divider("modulo", *_FLOOR_REMAINDER)
floor_quotient = _divider("floor-quotient", *_FLOOR_QUOTIENT)
floor_remainder = _divider("floor-remainder", *_FLOOR_REMAINDER)
truncate_quotient = _divider("truncate-quotient", *_TRUNCATE_QUOTIENT)
truncate_remainder = _divider("truncate-remainder", *_TRUNCATE_REMAINDER)
