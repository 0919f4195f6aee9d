"""Division and greatest common divisors of long integers, in Python.

CPython 3.11 divides by hand, and `math.gcd` goes digit by digit: with integers of a million bits each takes a second or more in
one C operation, which nothing can interrupt.  Here both go by halves, so that what is left for C at a stretch is short:

    divide(a, b)   a long quotient in two halves, each by what the leading digits say (Burnikel and Ziegler, 1998)
    gcd(a, b)      Euclid's steps are found on the leading digits, by halves, and done at once, as a matrix (Lehmer, 1938)

Where they begin, C takes about as long.  `LISTENERS` hear of work on long integers beforehand, so that limits know of it.
"""

from __future__ import annotations

import math
from collections.abc import Callable

_SPLIT = 1 << 15
"""Quotients and divisors of so many bits are left to C."""

_LONG = 1 << 2 * _SPLIT
"""Dividends from here on are divided here."""

_LONG_GCD = 1 << (1 << 18)
"""Two integers from here on have their divisor found here; C would take a tenth of a second."""

TOLD_BITS = 1 << 12
"""Who multiplies, divides or the like what is longer than this tells the listeners."""

TOLD = 1 << TOLD_BITS
"""The least of such integers."""

_EASY = 1 << 10
"""By so many bits two integers are shortened with Euclid's own steps."""

Matrix = tuple[int, int, int, int]
"""`p, q, r, s` make `p * a + q * b` and `r * a + s * b` of `a` and `b`."""

LISTENERS: list[Callable[[int, int], None]] = []
"""Are called before long work with the lengths of the operands in bits: what is done takes time as their product does."""


def divide(a: int, b: int) -> tuple[int, int]:
    """As Python's `divmod`.  Raises ZeroDivisionError for a zero divisor."""
    if -TOLD < a < TOLD:
        return divmod(a, b)
    tell(a, b)
    if -_LONG < a < _LONG:
        return divmod(a, b)
    if b < 0:
        quotient, rest = divide(-a, -b)
        return quotient, -rest
    if a < 0:
        quotient, rest = _divide(~a, b)
        return ~quotient, b - 1 - rest
    return _divide(a, b)


def _divide(a: int, b: int) -> tuple[int, int]:
    """The quotient and the rest of natural numbers."""
    length = b.bit_length()
    excess = a.bit_length() - length
    if length <= _SPLIT or excess <= _SPLIT:
        return divmod(a, b)
    if excess + 2 >= length:  # the quotient in two halves
        half = excess // 2
        high, rest = _divide(a >> half, b)
        low, rest = _divide(rest << half | a & ((1 << half) - 1), b)
        return (high << half) + low, rest
    cut = length - excess - 2  # a short quotient depends on leading digits: what these give is at most a few too large
    mask = (1 << cut) - 1
    quotient, rest = _divide(a >> cut, b >> cut)
    rest = (rest << cut | a & mask) - quotient * (b & mask)
    while rest < 0:
        quotient, rest = quotient - 1, rest + b
    return quotient, rest


def gcd(a: int, b: int) -> int:
    """As Python's `math.gcd` of two integers."""
    if -TOLD < a < TOLD or -TOLD < b < TOLD:
        return math.gcd(a, b)
    tell(a, b)
    a, b = abs(a), abs(b)
    while b >= _LONG_GCD:
        a, b = b, _divide(a, b)[1]
        if b >= _LONG_GCD:
            a, b, _ = _apply(_shortening(a, b, a.bit_length() // 2 - 1), a, b)
    return math.gcd(a, b)


def lcm(a: int, b: int) -> int:
    """As Python's `math.lcm` of two integers."""
    return abs(divide(a, gcd(a, b))[0] * b) if a and b else 0


def tell(a: int, b: int) -> None:
    """Tell the listeners of work that takes time as the product of the lengths does."""
    for listener in LISTENERS:
        listener(a.bit_length(), b.bit_length())


def _shortening(a: int, b: int, bits: int) -> Matrix:
    """Euclid's steps that make `a`, or `b`, shorter by about so many bits, where `a >= b`.

    They are found on the leading digits, so the last may be another one than Euclid's.  But the matrix has a determinant of 1 or
    -1, and such a one keeps the greatest common divisor whatever its entries.
    """
    cut = max(0, a.bit_length() - 2 * bits - 2)
    a, b = a >> cut, b >> cut
    least = a.bit_length() - bits
    if bits <= _EASY:
        return _short_shortening(a, b, 1 << max(0, least))
    a, b, done = _apply(_shortening(a, b, bits // 2), a, b)
    if b.bit_length() > least:  # a quotient of many digits can be in the way of the next half
        quotient, rest = _divide(a, b)
        a, b, done = b, rest, _product((0, 1, 1, -quotient), done)
    if a.bit_length() <= least or b.bit_length() <= least:
        return done
    return _product(_shortening(a, b, a.bit_length() - least), done)


def _short_shortening(a: int, b: int, least: int) -> Matrix:
    p, q, r, s = 1, 0, 0, 1
    while b >= least:
        quotient, rest = divmod(a, b)
        a, b = b, rest
        p, q, r, s = r, s, p - quotient * r, q - quotient * s
    return p, q, r, s


def _apply(matrix: Matrix, a: int, b: int) -> tuple[int, int, Matrix]:
    """What a matrix makes of two integers, as natural numbers, the larger first; and the matrix that makes just these."""
    p, q, r, s = matrix
    a, b = p * a + q * b, r * a + s * b
    if a < 0:
        a, p, q = -a, -p, -q
    if b < 0:
        b, r, s = -b, -r, -s
    return (a, b, (p, q, r, s)) if a >= b else (b, a, (r, s, p, q))


def _product(m: Matrix, n: Matrix) -> Matrix:
    return (m[0] * n[0] + m[1] * n[2], m[0] * n[1] + m[1] * n[3], m[2] * n[0] + m[3] * n[2], m[2] * n[1] + m[3] * n[3])
