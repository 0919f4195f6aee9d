"""Numbers (R7RS 6.2): their classes, order, arithmetic and text.

Rounding and the parts of rationals are in `rationals`, `(scheme inexact)` in `inexact`, `(scheme complex)` in
`complexes`.  What is more than an operator is in `lang.text.numbers`.  Python compares, adds and multiplies our classes as
R7RS wants and refuses all others, so `+`, `<` and their like are bare loops.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from ..lang.machine.primitive import ABSENT, primitive
from ..lang.machine.sizes import LONG, grown
from ..lang.text import functions, numerals
from ..lang.text import numbers as num
from ..lang.text.numbers import EXACT, Number, exact, inexact, is_integer
from ..lang.values import long_integers
from ..lang.values.complex import NUMERIC, REAL, is_inexact, nearest_float
from ..lang.values.datum import MultipleValues, String, Value, boolean
from .support import ORDERS

# Classes


@primitive("(number? obj)", "complex?")
def is_number(obj: Value) -> Value:
    """Whether obj is a number; every number is complex."""
    return boolean(type(obj) in NUMERIC)


@primitive("(real? obj)")
def is_real(obj: Value) -> Value:
    """Whether obj is a number without an imaginary part; one of 0.0 is an imaginary part."""
    return boolean(type(obj) in REAL)


@primitive("(rational? obj)")
def is_rational(obj: Value) -> Value:
    """Whether obj is a rational number: any real one but infinities and NaN."""
    return boolean(type(obj) in EXACT or (type(obj) is float and math.isfinite(obj)))


@primitive("(integer? obj)")
def is_integer_(obj: Value) -> Value:
    """Whether obj is an integer, exact or not."""
    return boolean(is_integer(obj))


@primitive("(exact? z)")
def is_exact_(z: Number) -> Value:
    """Whether z is exact."""
    if type(z) not in NUMERIC:
        raise TypeError
    return boolean(not is_inexact(z))


@primitive("(inexact? z)")
def is_inexact_(z: Number) -> Value:
    """Whether z is inexact."""
    if type(z) not in NUMERIC:
        raise TypeError
    return boolean(is_inexact(z))


@primitive("(exact-integer? obj)")
def is_exact_integer(obj: Value) -> Value:
    """Whether obj is an exact integer."""
    return boolean(type(obj) is int)


# Order


def _order(holds: Callable[[Any, Any], bool]) -> Callable[..., Value]:
    def compare(first: Any, *rest: Any) -> Value:
        if not rest:
            holds(first, first)  # it must fit, too
        result, a = True, first
        for b in rest:
            result = holds(a, b) and result
            a = b
        return ... if result else None

    return compare


def _declare_order(order: str, holds: Callable[[Any, Any], bool], words: str) -> None:
    compare = _order(holds)
    compare.__doc__ = f"Whether the numbers are {words}."
    kind = "z" if order == "=" else "x"
    primitive(f"({order} {kind}1 {kind}2 ...)", cost=f"{kind}1 {kind}2")(compare)


for _name, _meaning in {**ORDERS, "=": (lambda a, b: +a == +b, "equal")}.items():  # not ==, which never refuses
    _declare_order(_name, *_meaning)


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


@primitive("(max x1 x2 ...)", cost="x1")
def maximum(x1: Number, *rest: Number) -> Number:
    """The largest number; inexact if any is, NaN if one is."""
    return _extreme(x1, rest, lambda a, b: a > b)


@primitive("(min x1 x2 ...)", cost="x1")
def minimum(x1: Number, *rest: Number) -> Number:
    """The smallest number; inexact if any is, NaN if one is."""
    return _extreme(x1, rest, lambda a, b: a < b)


def _extreme(first: Number, rest: tuple[Number, ...], better: Callable[[Number, Number], bool]) -> Number:
    """The number that is better than the others, or a NaN if one is among them.  Raises TypeError for what is not real."""
    best = first
    if type(best) not in REAL:
        raise TypeError("not a real number")
    floats = type(best) is float
    for number in rest:
        floats = floats or type(number) is float
        if better(number, best) or number != number:  # a NaN is no other's equal, nor its own
            best = number
    return inexact(best) if floats else best


# Arithmetic
#
# Sum, product and difference are one fold, written out in each: an operation that is handed over costs 20 to 38% more time.


@primitive("(+ z ...)", cost="z")
def add(*numbers: Number) -> Number:
    """The sum."""
    if not numbers:
        return 0
    total = +numbers[0]
    for number in numbers[1:]:
        try:
            total = total + number
        except OverflowError:  # an exact integer beyond the floats, beside one
            total = inexact(total) + inexact(number)
    return total


@primitive("(* z ...)", cost="z")
def multiply(*numbers: Number) -> Number:
    """The product."""
    if not numbers:
        return 1
    total = +numbers[0]
    for number in numbers[1:]:
        try:
            total = total * number
        except OverflowError:  # an exact integer beyond the floats, beside one
            total = inexact(total) * inexact(number)
        kind = type(total)
        if kind is not float and (kind is not int or not -LONG < total < LONG):
            total = grown(total)
    return total


@primitive("(- z1 z2 ...)", cost="z1")
def subtract(z1: Number, *rest: Number) -> Number:
    """z1 less the others; with one argument, its negative."""
    if not rest:
        return -z1
    total = z1
    for number in rest:
        try:
            total = total - number
        except OverflowError:  # an exact integer beyond the floats, beside one
            total = inexact(total) - inexact(number)
    return total


@primitive("(/ z1 z2 ...)", cost="z1 z2")
def divide(z1: Number, *rest: Number) -> Number:
    """z1 divided by the others; with one argument, its reciprocal."""
    if not rest:
        return num.divide(1, z1)
    total = z1
    for number in rest:
        total = num.divide(total, number)
    return total


@primitive("(abs x)")
def absolute(x: Number) -> Number:
    """The absolute value."""
    return abs(x)


@primitive("(quotient n1 n2)", "truncate-quotient", cost="n1 n2")
def quotient(n1: Number, n2: Number) -> Number:
    """The quotient, rounded towards zero."""
    return num.quotient(n1, n2)


@primitive("(remainder n1 n2)", "truncate-remainder", cost="n1 n2")
def remainder(n1: Number, n2: Number) -> Number:
    """The remainder, with the sign of n1."""
    return num.remainder(n1, n2)


@primitive("(modulo n1 n2)", "floor-remainder", cost="n1 n2")
def modulo(n1: Number, n2: Number) -> Number:
    """The remainder, with the sign of n2."""
    return num.modulo(n1, n2)


@primitive("(floor-quotient n1 n2)", cost="n1 n2")
def floor_quotient(n1: Number, n2: Number) -> Number:
    """The quotient, rounded down."""
    return num.floor_quotient(n1, n2)


@primitive("(floor/ n1 n2)", cost="n1 n2")
def floor_divide(n1: Number, n2: Number) -> MultipleValues:
    """Two values: the floor-quotient and the floor-remainder."""
    return MultipleValues((num.floor_quotient(n1, n2), num.floor_remainder(n1, n2)))


@primitive("(truncate/ n1 n2)", cost="n1 n2")
def truncate_divide(n1: Number, n2: Number) -> MultipleValues:
    """Two values: the truncate-quotient and the truncate-remainder."""
    return MultipleValues((num.truncate_quotient(n1, n2), num.truncate_remainder(n1, n2)))


def _integers(numbers: tuple[Number, ...], total: int, combine: Callable[[int, int], int]) -> Number:
    """Combine integers, one after the other; the result is inexact if any of them is."""
    for number in numbers:
        total = combine(total, _whole(number))
    return nearest_float(total) if float in map(type, numbers) else total


@primitive("(gcd n ...)", cost="n")
def greatest_common_divisor(*numbers: Number) -> Number:
    """The greatest common divisor; 0 without arguments."""
    return _integers(numbers, 0, long_integers.gcd)


@primitive("(lcm n ...)", cost="n")
def least_common_multiple(*numbers: Number) -> Number:
    """The least common multiple; 1 without arguments."""
    return _integers(numbers, 1, _lcm)


def _lcm(a: int, b: int) -> int:
    result = long_integers.lcm(a, b)
    return result if result < LONG else grown(result, "lcm")


# Powers and roots


@primitive("(square z)", cost="z")
def square(z: Number) -> Number:
    """z times z."""
    return multiply(z, z)


@primitive("(exact-integer-sqrt k)", cost="k")
def exact_integer_sqrt(k: int) -> MultipleValues:
    """Two values s and r: the largest s with s * s not above k, and what is left."""
    return MultipleValues(functions.exact_integer_sqrt(k))


@primitive("(expt z1 z2)")
def expt(z1: Number, z2: Number) -> Number:
    """z1 to the power of z2."""
    return functions.expt(z1, z2)


# Conversion


@primitive("(exact z)", "inexact->exact")
def to_exact(z: Number) -> Number:
    """The exact number equal to z."""
    return exact(z)


@primitive("(inexact z)", "exact->inexact")
def to_inexact(z: Number) -> Number:
    """The inexact number nearest to z."""
    return inexact(z)


@primitive("(number->string z [radix])", cost="z")
def number_to_string(z: Number, radix: int = ABSENT) -> String:
    """The text of z in a radix from 2 to 36, by default 10."""
    if type(z) not in NUMERIC:
        raise TypeError
    return String(numerals.number_text(z, _radix("number->string", radix)))


@primitive("(string->number string [radix])")
def string_to_number(string: String, radix: int = ABSENT) -> Value:
    """The number that string is the text of, or #f; the radix is from 2 to 36, by default 10."""
    return numerals.parse_number(string.text, _radix("string->number", radix))


def _radix(name: str, radix: Any) -> int:
    return 10 if radix is ABSENT else numerals.checked_radix(name, radix)
