"""Numbers (R7RS 6.2), all but the procedures of `(scheme inexact)`, which are in `inexact`.

What is more than an operator is in `lang.numbers`.  Python compares, adds and multiplies our three classes as R7RS
wants and refuses all others, so `+`, `<` and their like are bare loops.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from ..lang import numbers as num
from ..lang.datum import MultipleValues, String, Value, boolean
from ..lang.numbers import EXACT, NUMERIC, Number, Ratio, exact, inexact, is_integer, ratio
from ..lang.primitive import ABSENT, primitive

# Classes


@primitive("(number? obj)", "complex?", "real?")
def is_number(obj: Value) -> Value:
    """Whether obj is a number; every number is real here."""
    return boolean(type(obj) in NUMERIC)


@primitive("(rational? obj)")
def is_rational(obj: Value) -> Value:
    """Whether obj is a rational number: any real one but infinities and NaN."""
    return boolean(type(obj) in EXACT or (type(obj) is float and math.isfinite(obj)))


@primitive("(integer? obj)")
def is_integer_(obj: Value) -> Value:
    """Whether obj is an integer, exact or not."""
    return boolean(is_integer(obj))


@primitive("(exact? z)")
def is_exact(z: Number) -> Value:
    """Whether z is exact."""
    if type(z) not in NUMERIC:
        raise TypeError
    return boolean(type(z) is not float)


@primitive("(inexact? z)")
def is_inexact(z: Number) -> Value:
    """Whether z is inexact."""
    if type(z) not in NUMERIC:
        raise TypeError
    return boolean(type(z) is float)


@primitive("(exact-integer? obj)")
def is_exact_integer(obj: Value) -> Value:
    """Whether obj is an exact integer."""
    return boolean(type(obj) is int)


# Order

_COMPARISON = """
def compare(x1, *rest):
    result = +x1 is not None
    a = x1
    for b in rest:
        result = ({test}) and result
        a = b
    return boolean(result)
"""

_ORDERS = {
    # Not ==, which never refuses.
    "=": ("a <= b <= a", "equal"),
    "<": ("a < b", "in increasing order"),
    ">": ("a > b", "in decreasing order"),
    "<=": ("a <= b", "in non-decreasing order"),
    ">=": ("a >= b", "in non-increasing order"),
}


def _declare_order(order: str, test: str, words: str) -> None:
    namespace: dict[str, Any] = {"boolean": boolean, "__name__": __name__}
    exec(compile(_COMPARISON.format(test=test), f"<{order}>", "exec"), namespace)
    compare = namespace["compare"]
    compare.__doc__ = f"Whether the numbers are {words}."
    primitive(f"({order} x1 x2 ...)")(compare)


for _order, _meaning in _ORDERS.items():
    _declare_order(_order, *_meaning)


@primitive("(zero? z)")
def is_zero(z: Number) -> Value:
    """Whether z is zero."""
    return boolean(+z == 0)


@primitive("(positive? x)")
def is_positive(x: Number) -> Value:
    """Whether x is above zero."""
    return boolean(x > 0)


@primitive("(negative? x)")
def is_negative(x: Number) -> Value:
    """Whether x is below zero."""
    return boolean(x < 0)


def _whole(n: Number) -> int:
    """The exact value of an integer.  Raises TypeError for any other object."""
    if type(n) is int:
        return n
    if not is_integer(n):
        raise TypeError("not an integer")
    return int(n)


@primitive("(odd? n)")
def is_odd(n: Number) -> Value:
    """Whether n is odd."""
    return boolean(_whole(n) % 2 == 1)


@primitive("(even? n)")
def is_even(n: Number) -> Value:
    """Whether n is even."""
    return boolean(_whole(n) % 2 == 0)


@primitive("(max x1 x2 ...)")
def maximum(x1: Number, *rest: Number) -> Number:
    """The largest number; inexact if any is, NaN if one is."""
    return _extreme(x1, rest, lambda a, b: a > b)


@primitive("(min x1 x2 ...)")
def minimum(x1: Number, *rest: Number) -> Number:
    """The smallest number; inexact if any is, NaN if one is."""
    return _extreme(x1, rest, lambda a, b: a < b)


def _extreme(first: Number, rest: tuple[Number, ...], better: Callable[[Number, Number], bool]) -> Number:
    best = +first
    floats = type(best) is float
    for each in rest:
        floats = floats or type(each) is float
        if better(each, best) or each != each:
            best = each
    return inexact(best) if floats else best


# Arithmetic


@primitive("(+ z ...)")
def add(*numbers: Number) -> Number:
    """The sum."""
    if not numbers:
        return 0
    total = +numbers[0]
    for each in numbers[1:]:
        total = total + each
    return total


@primitive("(* z ...)")
def multiply(*numbers: Number) -> Number:
    """The product."""
    if not numbers:
        return 1
    total = +numbers[0]
    for each in numbers[1:]:
        total = total * each
    return total


@primitive("(- z1 z2 ...)")
def subtract(z1: Number, *rest: Number) -> Number:
    """z1 less the others; with one argument, its negative."""
    if not rest:
        return -z1
    total = z1
    for each in rest:
        total = total - each
    return total


@primitive("(/ z1 z2 ...)")
def divide(z1: Number, *rest: Number) -> Number:
    """z1 divided by the others; with one argument, its reciprocal."""
    if not rest:
        return num.divide(1, z1)
    total = z1
    for each in rest:
        total = num.divide(total, each)
    return total


@primitive("(abs x)")
def absolute(x: Number) -> Number:
    """The absolute value."""
    return abs(x)


@primitive("(quotient n1 n2)", "truncate-quotient")
def quotient(n1: Number, n2: Number) -> Number:
    """The quotient, rounded towards zero."""
    return num.quotient(n1, n2)


@primitive("(remainder n1 n2)", "truncate-remainder")
def remainder(n1: Number, n2: Number) -> Number:
    """The remainder, with the sign of n1."""
    return num.remainder(n1, n2)


@primitive("(modulo n1 n2)", "floor-remainder")
def modulo(n1: Number, n2: Number) -> Number:
    """The remainder, with the sign of n2."""
    return num.modulo(n1, n2)


@primitive("(floor-quotient n1 n2)")
def floor_quotient(n1: Number, n2: Number) -> Number:
    """The quotient, rounded down."""
    return num.floor_quotient(n1, n2)


@primitive("(floor/ n1 n2)")
def floor_divide(n1: Number, n2: Number) -> MultipleValues:
    """Two values: the floor-quotient and the floor-remainder."""
    return MultipleValues((num.floor_quotient(n1, n2), num.floor_remainder(n1, n2)))


@primitive("(truncate/ n1 n2)")
def truncate_divide(n1: Number, n2: Number) -> MultipleValues:
    """Two values: the truncate-quotient and the truncate-remainder."""
    return MultipleValues((num.truncate_quotient(n1, n2), num.truncate_remainder(n1, n2)))


def _integers(numbers: tuple[Number, ...], combine: Callable[..., int]) -> Number:
    """Combine integers; the result is inexact if any of them is."""
    result = combine(*[_whole(each) for each in numbers])
    return float(result) if any([type(each) is float for each in numbers]) else result


@primitive("(gcd n ...)")
def greatest_common_divisor(*numbers: Number) -> Number:
    """The greatest common divisor; 0 without arguments."""
    return _integers(numbers, math.gcd)


@primitive("(lcm n ...)")
def least_common_multiple(*numbers: Number) -> Number:
    """The least common multiple; 1 without arguments."""
    return _integers(numbers, math.lcm)


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
    return x.numerator // x.denominator


def _ceiling(x: int | Ratio) -> int:
    return -(-x.numerator // x.denominator)


def _truncate(x: int | Ratio) -> int:
    return _floor(x) if x.numerator >= 0 else _ceiling(x)


def _round(x: int | Ratio) -> int:
    low, rest = divmod(x.numerator, x.denominator)
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


# Powers and roots


@primitive("(square z)")
def square(z: Number) -> Number:
    """z times z."""
    return z * z


@primitive("(exact-integer-sqrt k)")
def exact_integer_sqrt(k: int) -> MultipleValues:
    """Two values s and r: the largest s with s * s not above k, and what is left."""
    return MultipleValues(num.exact_integer_sqrt(k))


@primitive("(expt z1 z2)")
def expt(z1: Number, z2: Number) -> Number:
    """z1 to the power of z2."""
    return num.expt(z1, z2)


# Conversion


@primitive("(exact z)", "inexact->exact")
def to_exact(z: Number) -> Number:
    """The exact number equal to z."""
    return exact(z)


@primitive("(inexact z)", "exact->inexact")
def to_inexact(z: Number) -> float:
    """The inexact number nearest to z."""
    return inexact(z)


@primitive("(number->string z [radix])")
def number_to_string(z: Number, radix: int = ABSENT) -> String:
    """The text of z in radix 2, 8, 10 or 16."""
    if type(z) not in NUMERIC:
        raise TypeError
    return String(num.number_text(z, _radix("number->string", radix)))


@primitive("(string->number string [radix])")
def string_to_number(string: String, radix: int = ABSENT) -> Value:
    """The number that string is the text of, or #f."""
    return num.parse_number(string.text, _radix("string->number", radix))


def _radix(name: str, radix: Any) -> int:
    return 10 if radix is ABSENT else num.checked_radix(name, radix)
