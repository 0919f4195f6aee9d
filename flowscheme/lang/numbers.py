"""Real numbers: their text, and the arithmetic that is more than one Python operator.

Exact integers are `int`, other exact rationals `Ratio`, inexact reals `float` (`datum`).  `+ - * < <= > >=` need no
help from here: compiled code uses Python's own operators, which these three classes share.  `/` and the divisions
differ from Python's, so they are functions, which the compiler calls and the primitives share.

A float that is whole counts as an integer (R7RS 6.2.6): `(quotient 7.0 2.0)` is 3.0.  Complex numbers are not here
yet: what would need one says so.

Converting between an `int` and decimal text is limited by CPython to 4,300 digits for the whole process, a setting
that is the host's to change and not ours; longer ones are split in halves.  Results that could outgrow memory, from a
few characters of source, are bounded by `MAX_BITS` beforehand, since one C operation cannot be interrupted.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from typing import Any, NoReturn

from ..errors import LimitExceeded
from . import ratio as _ratio
from .datum import Condition, Value
from .patterns import pattern as lazy_pattern
from .primitive import fail, out_of_range, wrong_type

Ratio = _ratio.Ratio
ratio = _ratio.ratio

Number = Any
"""An `int`, a `Ratio` or a `float`."""

NUMERIC = frozenset({int, float, Ratio})
EXACT = frozenset({int, Ratio})

MAX_BITS = 1 << 30
"""No single operation makes an exact integer longer than this."""


def is_number(obj: Value) -> bool:
    """Whether `obj` is a number."""
    return type(obj) in NUMERIC


def is_integer(obj: Value) -> bool:
    """Whether `obj` is an integer, exact or not."""
    return type(obj) is int or (type(obj) is float and obj.is_integer())


def bounded(name: str, bits: float) -> None:
    """Refuse a result of so many bits if that is too many."""
    if bits > MAX_BITS:
        raise LimitExceeded(Condition(f"{name}: the result is too large", kind="limit"), "memory")


def division_by_zero(name: str, *arguments: Value) -> NoReturn:
    """Raise the error of an exact division by zero."""
    fail(name, "division by zero", *arguments, kind="divide")


def complex_needed(name: str, *arguments: Value) -> NoReturn:
    """Raise the error of an operation whose result would not be real."""
    fail(name, "complex numbers are not supported yet:", *arguments, kind="range")


# Exactness


def inexact(z: Number) -> float:
    """The float nearest to `z`, an infinity when it is too large."""
    try:
        return float(z) if type(z) in NUMERIC else _refuse("inexact", 1, "a number", z)
    except OverflowError:
        return math.inf if z > 0 else -math.inf


def exact(z: Number) -> Number:
    """The exact number equal to `z`; infinities and NaN have none."""
    if type(z) is not float:
        return z if type(z) in EXACT else _refuse("exact", 1, "a number", z)
    if not math.isfinite(z):
        raise wrong_type("exact", 1, "a finite number", z)
    return ratio(*z.as_integer_ratio())


def _refuse(name: str, position: int, expected: str, got: Value) -> NoReturn:
    raise wrong_type(name, position, expected, got)


def numeric_equal(a: Number, b: Number) -> bool:
    """`=` of two arguments, as a Python truth value; unlike `==` it refuses what is not a number."""
    if type(a) not in NUMERIC:
        raise wrong_type("=", 1, "a number", a)
    if type(b) not in NUMERIC:
        raise wrong_type("=", 2, "a number", b)
    return bool(a == b)


# Division


def divide(a: Number, b: Number) -> Number:
    """`(/ a b)`: exact for exact arguments; dividing by an exact zero is an error, by 0.0 an infinity or NaN."""
    for position, each in ((1, a), (2, b)):
        if type(each) not in NUMERIC:
            raise wrong_type("/", position, "a number", each)
    if type(b) is not float and b == 0:
        division_by_zero("/", a)
    if type(a) is float or type(b) is float:
        return _divide_floats(inexact(a), inexact(b))
    top, over = (a, 1) if type(a) is int else (a.numerator, a.denominator)
    below, under = (b, 1) if type(b) is int else (b.numerator, b.denominator)
    return ratio(top * under, over * below)


def _divide_floats(a: float, b: float) -> float:
    if b:
        return a / b
    if a == 0 or math.isnan(a) or math.isnan(b):
        return math.nan
    return math.copysign(math.inf, a) * math.copysign(1.0, b)


def _divider(name: str, operate: Callable[[int, int], int]) -> Callable[[Number, Number], Number]:
    """An integer division that also takes whole floats; it is exact inside, so that large floats lose nothing."""

    def division(a: Number, b: Number) -> Number:
        if type(a) is int and type(b) is int:
            if b == 0:
                division_by_zero(name, a)
            return operate(a, b)
        for position, each in ((1, a), (2, b)):
            if not is_integer(each):
                raise wrong_type(name, position, "an integer", each)
        if b == 0:
            division_by_zero(name, a)
        return float(operate(int(a), int(b)))

    return division


def _truncate_quotient(a: int, b: int) -> int:
    return a // b if (a < 0) == (b < 0) else -(-a // b)


def _truncate_remainder(a: int, b: int) -> int:
    r = a % b
    return r - b if r and (a < 0) != (b < 0) else r


quotient = _divider("quotient", _truncate_quotient)
remainder = _divider("remainder", _truncate_remainder)
modulo = _divider("modulo", int.__mod__)
floor_quotient = _divider("floor-quotient", int.__floordiv__)
floor_remainder = _divider("floor-remainder", int.__mod__)
truncate_quotient = _divider("truncate-quotient", _truncate_quotient)
truncate_remainder = _divider("truncate-remainder", _truncate_remainder)


# Powers and roots


def expt(a: Number, b: Number) -> Number:
    """`a` to the power of `b`: exact when `a` is and `b` is an exact integer, or an exact root exists."""
    for position, each in ((1, a), (2, b)):
        if type(each) not in NUMERIC:
            raise wrong_type("expt", position, "a number", each)
    if type(b) is int:
        return _power_of_float(a, b) if type(a) is float else _power(a, b)
    if type(b) is Ratio and b.denominator == 2 and type(a) is not float and a >= 0:
        root = sqrt(a)
        return _power_of_float(root, b.numerator) if type(root) is float else _power(root, b.numerator)
    return _power_of_float(inexact(a), inexact(b))


def _power(a: Number, n: int) -> Number:
    if n < 0:
        return divide(1, _power(a, -n))
    if type(a) is int:
        if a not in (-1, 0, 1):
            bounded("expt", a.bit_length() * n)
        return a**n
    return ratio(_power(a.numerator, n), _power(a.denominator, n))


def _power_of_float(a: float, b: Number) -> float:
    try:
        result = a**b
    except OverflowError:
        return _large_power(a, b)
    except ZeroDivisionError:
        return math.copysign(math.inf, a) if b % 2 == 1 else math.inf
    if type(result) is complex:
        complex_needed("expt", a, b)
    return float(result)


def _large_power(a: float, b: Number) -> float:
    """A power that overflowed, or whose exponent is no float."""
    size = abs(a)
    value = 1.0 if size == 1 else math.inf if (size > 1) == (b > 0) else 0.0
    return -value if a < 0 and b % 2 == 1 else value


def exact_integer_sqrt(k: int) -> tuple[int, int]:
    """The largest `s` with `s * s <= k`, and what is left; `k` must be an exact non-negative integer."""
    if type(k) is not int or k < 0:
        raise wrong_type("exact-integer-sqrt", 1, "an exact non-negative integer", k)
    s = math.isqrt(k)
    return s, k - s * s


def sqrt(z: Number) -> Number:
    """The square root: exact where `z` is and has an exact one."""
    if type(z) not in NUMERIC:
        raise wrong_type("sqrt", 1, "a number", z)
    if z < 0:
        complex_needed("sqrt", z)
    if type(z) is float:
        return math.sqrt(z)
    if type(z) is Ratio:
        top, below = math.isqrt(z.numerator), math.isqrt(z.denominator)
        whole = top * top == z.numerator and below * below == z.denominator
        return ratio(top, below) if whole else math.sqrt(float(z))
    root = math.isqrt(z)
    if root * root == z:
        return root
    # Above 2^1000 the integer root has more digits than a float, and z may be too large to be one.
    return inexact(root) if root.bit_length() > 500 else math.sqrt(z)


# Reading

_SHORT = 4000
"""So many decimal digits are safely below CPython's limit."""

_RADIX = {"b": 2, "o": 8, "d": 10, "x": 16}
_PREFIX = lazy_pattern(r"#([bodxei])", re.IGNORECASE)
_SPECIAL = {"+inf.0": math.inf, "-inf.0": -math.inf, "+nan.0": math.nan, "-nan.0": math.nan}
_DIGITS = {2: "[01]+", 8: "[0-7]+", 10: "[0-9]+", 16: "[0-9a-f]+"}
_RATIONAL = {
    radix: lazy_pattern(f"([+-]?)({digits})(?:/({digits}))?", re.IGNORECASE) for radix, digits in _DIGITS.items()
}
_DECIMAL = lazy_pattern(r"([+-]?)(?:([0-9]+)\.?([0-9]*)|\.([0-9]+))(?:e([+-]?[0-9]+))?", re.IGNORECASE)


def parse_number(text: str, radix: int = 10) -> Number | None:
    """The number that `text` stands for in R7RS 7.1.1, or None if it is no number.

    `radix` (2, 8, 10 or 16) counts where the text has no radix prefix.  Complex numbers give None for now.
    """
    exactness = ""
    radixes = []
    while match := _PREFIX.match(text):
        letter = match[1].lower()
        text = text[2:]
        if letter in _RADIX:
            radixes.append(_RADIX[letter])
        elif exactness:
            return None
        else:
            exactness = letter
    if len(radixes) > 1:
        return None
    return _parse_real(text, radixes[0] if radixes else radix, exactness)


def _parse_real(text: str, radix: int, exactness: str) -> Number | None:
    special = _SPECIAL.get(text.lower())
    if special is not None:
        return None if exactness == "e" else special
    if match := _RATIONAL[radix].fullmatch(text):
        return _rational(match, radix, exactness)
    if radix == 10 and (match := _DECIMAL.fullmatch(text)):
        return _exact_decimal(match) if exactness == "e" else float(text)
    return None


def _rational(match: re.Match[str], radix: int, exactness: str) -> Number | None:
    sign, digits, below = match.groups()
    value: Number = _integer(digits, radix)
    if below is not None:
        divisor = _integer(below, radix)
        if divisor == 0:
            return None
        value = ratio(value, divisor)
    if exactness == "i":
        value = inexact(value)
    return -value if sign == "-" else value


def _exact_decimal(match: re.Match[str]) -> Number:
    sign, whole, part, only_part, exponent = match.groups()
    part = part or only_part or ""
    value = _integer((whole or "") + part, 10)
    # int() of the exponent alone could meet the limit on digits too.
    scale = _integer(exponent.lstrip("+-"), 10) if exponent else 0
    scale = (-scale if exponent and exponent.startswith("-") else scale) - len(part)
    if value:
        bounded("string->number", abs(scale) * 4)
        value = value * 10**scale if scale >= 0 else ratio(value, 10**-scale)
    return -value if sign == "-" else value


def _integer(digits: str, radix: int) -> int:
    """The value of a run of digits, however long."""
    if radix != 10 or len(digits) <= _SHORT:
        return int(digits, radix)
    split = _SHORT
    while split * 2 < len(digits):
        split *= 2
    power: int = 10**split
    return _integer(digits[:-split], 10) * power + _integer(digits[-split:], 10)


# Printing


def number_text(x: Number, radix: int = 10) -> str:
    """The text of a number: what `parse_number` reads back as the same number, exactness included."""
    if type(x) is int:
        return _integer_text(x, radix)
    if type(x) is Ratio:
        return f"{_integer_text(x.numerator, radix)}/{_integer_text(x.denominator, radix)}"
    if not math.isfinite(x):
        return "+nan.0" if math.isnan(x) else "+inf.0" if x > 0 else "-inf.0"
    if radix == 10:
        return repr(x).replace("e+0", "e").replace("e+", "e").replace("e-0", "e-")
    # R7RS has no fractional notation but the decimal one; a float is a rational, and that has one in any radix.
    sign = "-" if math.copysign(1.0, x) < 0 else ""
    return f"#i{sign}{number_text(exact(abs(x)), radix)}"


def _integer_text(n: int, radix: int) -> str:
    if radix != 10:
        return format(n, {2: "b", 8: "o", 16: "x"}[radix])
    if n.bit_length() <= _SHORT * 3:
        return str(n)
    return "-" + _digits(-n) if n < 0 else _digits(n)


def _digits(n: int) -> str:
    """The decimal digits of a large natural number, by halves: quadratic, as CPython's own conversion is."""
    if n.bit_length() <= _SHORT * 3:
        return str(n)
    # A digit has 3.32 bits: the split stays between a third of all digits and just below all of them.
    split = _SHORT // 2
    while split * 7 < n.bit_length():
        split *= 2
    high, low = divmod(n, 10**split)
    return _digits(high) + _digits(low).zfill(split)


def checked_radix(name: str, radix: int) -> int:
    """`radix` if it is one of R7RS's four."""
    if type(radix) is not int or radix not in _DIGITS:
        raise out_of_range(name, "radix", radix)
    return radix
