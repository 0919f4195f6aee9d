"""The text of numbers, both ways (R7RS 7.1.1 and 6.2.7).

`parse_number` tries the forms in turn: a real number; two with an `@` between, in polar notation; real and imaginary
part, where either may be missing.  The patterns of a radix are made when it is first used.  What is no number gives
None, so that the reader takes it for a symbol.

`number_text` writes what `parse_number` reads back as the same number.  A float in radix 10 is the shortest text that
does; R7RS has no notation with a point for other radixes, so there it is the exact value behind `#i`.

Converting between an `int` and decimal text is limited by CPython to 4,300 digits for the whole process, a setting
that is the host's to change and not ours; longer ones are split in halves.
"""

from __future__ import annotations

import math
import re
from functools import cache
from typing import NamedTuple

from ..machine.primitive import out_of_range
from ..machine.sizes import most_bits
from ..values.complex import Complex, Real, is_inexact, nearest_float, rectangular, to_inexact
from ..values.long_integers import divide
from ..values.ratio import Ratio, ratio
from .functions import polar
from .numbers import MAX_BITS, Number, bounded, exact

RADIXES = range(2, 37)

_SHORT = 4000
"""So many digits are safely below CPython's limit."""

_PREFIXES = {"b": 2, "o": 8, "d": 10, "x": 16}
_SPECIAL = {"+inf.0": math.inf, "-inf.0": -math.inf, "+nan.0": math.nan, "-nan.0": math.nan}
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_MARKERS = str.maketrans("sfdl", "eeee")
"""Precisions that R7RS lets a literal ask for; there is one."""


class _Patterns(NamedTuple):
    """What numbers of a radix look like, in small letters and without a prefix."""

    rational: re.Pattern[str]
    decimal: re.Pattern[str]
    polar: re.Pattern[str]
    rectangular: re.Pattern[str]


@cache
def _patterns(radix: int) -> _Patterns:
    digits = f"[{_DIGITS[:radix]}]+"
    decimal = r"(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[esfdl][+-]?[0-9]+)?" if radix == 10 else "(?!)"
    unsigned = f"(?:{digits}(?:/{digits})?|{decimal})"
    # A decimal begins like an integer: the rest of the pattern makes the search try the second after the first.
    special = r"(?:inf|nan)\.0"
    real = f"(?:[+-]?{unsigned}|[+-]{special})"
    return _Patterns(
        re.compile(f"([+-]?)({digits})(?:/({digits}))?"),
        re.compile(r"([+-]?)([0-9]*)(?:\.([0-9]*))?(?:[esfdl]([+-]?[0-9]+))?" if radix == 10 else "(?!)"),
        re.compile(f"({real})@({real})"),
        re.compile(f"({real})?([+-](?:{unsigned}|{special})?)i"),
    )


# Reading


def parse_number(text: str, radix: int = 10) -> Number | None:
    """The number that `text` stands for in R7RS 7.1.1, or None if it is no number.

    `radix`, from 2 to 36, counts where the text has no radix prefix.  An exact number that would be too long to compute
    is none, either (R7RS 6.2.3); in a limited evaluation it raises LimitExceeded.
    """
    if not text.isascii():
        return None
    text = text.lower()
    exactness = ""
    prefixed = False
    while text[:1] == "#":
        letter, text = text[1:2], text[2:]
        if letter in _PREFIXES and not prefixed:
            radix, prefixed = _PREFIXES[letter], True
        elif letter in ("e", "i") and not exactness:
            exactness = letter
        else:
            return None
    try:
        value = _parse_real(text, radix, exactness)
        return _parse_complex(text, radix, exactness) if value is None else value
    except _TooLong:
        return None


class _TooLong(Exception):
    """An exact number has so many digits that it cannot be computed."""


def _bounded(bits: float) -> None:
    """Refuse a number of so many bits if that is too many, else charge what it takes."""
    if bits > MAX_BITS and most_bits(MAX_BITS) == MAX_BITS:
        raise _TooLong
    bounded("string->number", bits)


def _parse_complex(text: str, radix: int, exactness: str) -> Number | None:
    if text[-1:] == "i" and (match := _patterns(radix).rectangular.fullmatch(text)):
        real = _parse_real(match[1], radix, exactness) if match[1] else 0
        imag = _parse_real(match[2] if len(match[2]) > 1 else f"{match[2]}1", radix, exactness)
        return None if real is None or imag is None else rectangular(real, imag)
    if "@" in text and (match := _patterns(radix).polar.fullmatch(text)):
        magnitude, angle = _parse_real(match[1], radix, ""), _parse_real(match[2], radix, "")
        return None if magnitude is None or angle is None else _with_exactness(polar(magnitude, angle), exactness)
    return None


def _with_exactness(z: Number, exactness: str) -> Number | None:
    if exactness == "i":
        return to_inexact(z)
    if exactness == "":
        return z
    parts = (z.real, z.imag) if type(z) is Complex else (z,)
    return exact(z) if all([math.isfinite(part) for part in parts]) else None


def _parse_real(text: str, radix: int, exactness: str) -> Real | None:
    special = _SPECIAL.get(text)
    if special is not None:
        return None if exactness == "e" else special
    if match := _patterns(radix).rational.fullmatch(text):
        return _rational(match, radix, exactness)
    if radix == 10 and (match := _patterns(10).decimal.fullmatch(text)) and (match[2] or match[3]):
        return _exact_decimal(match) if exactness == "e" else _inexact_decimal(match)
    return None


def _inexact_decimal(match: re.Match[str]) -> float:
    """The nearest float.  Limited code may not write infinity with an exponent for which an exact number is refused."""
    value = float(match[0].translate(_MARKERS))
    if math.isinf(value) and match[4] is not None:
        bits = 4 * _integer(match[4].lstrip("+-"), 10)
        if bits > most_bits(bits):  # in limited code only
            _bounded(math.inf)
    return value


def _rational(match: re.Match[str], radix: int, exactness: str) -> Real | None:
    sign, digits, below = match.groups()
    value: Real = _integer(digits, radix)
    if below is not None:
        divisor = _integer(below, radix)
        if divisor == 0:
            return None
        value = ratio(value, divisor)
    if exactness == "i":
        value = nearest_float(value)
    return -value if sign == "-" else value


def _exact_decimal(match: re.Match[str]) -> Real:
    sign, whole, part, exponent = match.groups()
    part = part or ""
    value = _integer(whole + part, 10)
    # int() of the exponent alone could meet the limit on digits too.
    scale = _integer(exponent.lstrip("+-"), 10) if exponent else 0
    scale = (-scale if exponent and exponent.startswith("-") else scale) - len(part)
    if value:
        _bounded(abs(scale) * 4)
        value = value * 10**scale if scale >= 0 else ratio(value, 10**-scale)
    return -value if sign == "-" else value


def _integer(digits: str, radix: int) -> int:
    """The value of a run of digits, however long."""
    if len(digits) > _SHORT:
        _bounded((len(digits) - 1) * math.log2(radix))
    if len(digits) <= _SHORT or _is_power_of_two(radix):
        return int(digits, radix)
    split = _SHORT
    while split * 2 < len(digits):
        split *= 2
    power: int = radix**split
    return _integer(digits[:-split], radix) * power + _integer(digits[-split:], radix)


def _is_power_of_two(radix: int) -> bool:
    return radix & (radix - 1) == 0


# Printing


def number_text(z: Number, radix: int = 10) -> str:
    """The text of a number: what `parse_number` reads back as the same number, exactness included."""
    if type(z) is int:
        return _integer_text(z, radix)
    mark = "#i" if radix != 10 and is_inexact(z) and _has_finite_part(z) else ""
    return mark + (_complex_text(z, radix) if type(z) is Complex else _real_text(z, radix))


def _has_finite_part(z: Number) -> bool:
    return any([math.isfinite(part) for part in ((z.real, z.imag) if type(z) is Complex else (z,))])


def _complex_text(z: Complex, radix: int) -> str:
    real = "" if z.real == 0 and _sign(z.real) > 0 else _real_text(z.real, radix)
    if not real and radix > _DIGITS.index("i"):
        real = "0"  # +i alone would be a sign and a digit
    imag = _real_text(z.imag, radix)
    sign = "" if imag[0] in "+-" else "+"
    return f"{real}{sign}{'' if imag == '1' else '-' if imag == '-1' else imag}i"


def _sign(x: Real) -> float:
    """1.0 with the sign of x, that of -0.0 too."""
    return math.copysign(1.0, x if type(x) is float else (x > 0) - (x < 0))


def _real_text(x: Real, radix: int) -> str:
    """The text of a real number; a float in a radix other than 10 without the `#i` that makes it one."""
    if type(x) is int:
        return _integer_text(x, radix)
    if type(x) is Ratio:
        return f"{_integer_text(x.numerator, radix)}/{_integer_text(x.denominator, radix)}"
    if not math.isfinite(x):
        return "+nan.0" if math.isnan(x) else "+inf.0" if x > 0 else "-inf.0"
    if radix == 10:
        return repr(x).replace("e+0", "e").replace("e+", "e").replace("e-0", "e-")
    return ("-" if _sign(x) < 0 else "") + _real_text(exact(abs(x)), radix)


def _integer_text(n: int, radix: int) -> str:
    if radix in _FORMATS:
        return format(n, _FORMATS[radix])
    if radix == 10 and n.bit_length() <= _SHORT * 3:
        return str(n)
    return "-" + _natural_text(-n, radix) if n < 0 else _natural_text(n, radix)


_FORMATS = {2: "b", 8: "o", 16: "x"}


def _natural_text(n: int, radix: int) -> str:
    """The digits of a large natural number, by halves."""
    if n.bit_length() <= (_SHORT * 3 if radix == 10 else 64):
        return str(n) if radix == 10 else _few_digits(n, radix)
    split = 1
    while radix ** (split * 2) <= n:
        split *= 2
    high, low = divide(n, radix**split)
    return _natural_text(high, radix) + _natural_text(low, radix).zfill(split)


def _few_digits(n: int, radix: int) -> str:
    text = ""
    while n >= radix:
        n, digit = divmod(n, radix)
        text = _DIGITS[digit] + text
    return _DIGITS[n] + text


def checked_radix(name: str, radix: int) -> int:
    """`radix` if it is one from 2 to 36."""
    if type(radix) is not int or radix not in RADIXES:
        raise out_of_range(name, "radix", radix)
    return radix
