"""Roots, powers and the transcendental functions, on every class of number (R7RS 6.2.6).

A result is exact where the arguments are and the value is known to be: `(exp 0)` is 1, `(sqrt -4)` is `+2i`.  A real
argument outside the real domain of a function has a complex result: `(log -1)`.  On a branch cut a real argument goes
to the side that the formulas of R7RS give it, so `(asin 2)` has a negative imaginary part.

Nothing here overflows with an exception: what is too large is an infinity, what has no value is NaN.
"""

from __future__ import annotations

import cmath
import math
from collections.abc import Callable

from ..machine.primitive import fail, wrong_type
from ..machine.sizes import grown
from ..values.complex import REAL, Complex, Real, is_inexact, nearest_float, rectangular
from ..values.long_integers import TOLD, tell
from ..values.ratio import Ratio, ratio
from .numbers import EXACT, Number, bounded, check_numbers, divide, division_by_zero

# Rectangular and polar


def polar(magnitude: Real, angle: Real) -> Number:
    """The number of that magnitude and angle (R7RS 6.2.6 `make-polar`); exact for an exact angle of 0."""
    if type(angle) is int and angle == 0:
        return magnitude
    if type(magnitude) is int and magnitude == 0:
        return 0
    size, turn = nearest_float(magnitude), nearest_float(angle)
    if not math.isfinite(turn):
        return rectangular(math.nan, math.nan)
    return rectangular(size * math.cos(turn), size * math.sin(turn))


def magnitude(z: Number) -> Real:
    """The absolute value of any number."""
    check_numbers("magnitude", z)
    if type(z) is not Complex:
        return abs(z)
    return math.hypot(z.real, z.imag) if is_inexact(z) else sqrt(_square_of_magnitude(z))


def _square_of_magnitude(z: Complex) -> Real:
    """Of an exact number."""
    return grown(z.real * z.real + z.imag * z.imag, "magnitude")


def angle(z: Number) -> Real:
    """The angle of a number, above minus pi and at most pi; an exact 0 for an exact number that is not negative."""
    check_numbers("angle", z)
    if type(z) is Complex:
        scale = 1 if is_inexact(z) else max(abs(z.real), abs(z.imag))  # the parts may be beyond the range of floats
        return math.atan2(nearest_float(divide(z.imag, scale)), nearest_float(divide(z.real, scale)))
    return 0 if type(z) is not float and z >= 0 else math.nan if z != z else math.atan2(0.0, nearest_float(z))


# Roots


def exact_integer_sqrt(k: int) -> tuple[int, int]:
    """The largest `s` with `s * s <= k`, and what is left; `k` must be an exact non-negative integer."""
    if type(k) is not int or k < 0:
        raise wrong_type("exact-integer-sqrt", 1, "an exact non-negative integer", k)
    s = _integer_root(k)
    return s, k - s * s


def _integer_root(k: int) -> int:
    if k >= TOLD:
        tell(k, k)
    return math.isqrt(k)


def sqrt(z: Number) -> Number:
    """The square root with a real part that is not negative: exact where `z` is and has an exact one."""
    check_numbers("sqrt", z)
    if type(z) is Complex:
        return _complex_root(z)
    return rectangular(0, _real_root(-z)) if z < 0 else _real_root(z)


def _real_root(x: Real) -> Real:
    """The root of a number that is not negative."""
    if type(x) is float:
        return math.sqrt(x)
    if type(x) is Ratio:
        top, below = _real_root(x.numerator), _real_root(x.denominator)
        exact = type(top) is int and type(below) is int
        return ratio(top, below) if exact else _root_of_ratio(x)
    root = _integer_root(x)
    if root * root == x:
        return root
    # Above 2^1000 the integer root has more digits than a float, and x may be too large to be one.
    return nearest_float(root) if root.bit_length() > 500 else math.sqrt(x)


def _root_of_ratio(x: Ratio) -> float:
    """The inexact root of a ratio, whose terms, or which itself, may be beyond the range of floats."""
    shift = (x.numerator.bit_length() - x.denominator.bit_length()) // 2 * 2
    scaled = ratio(x.numerator, x.denominator << shift) if shift > 0 else ratio(x.numerator << -shift, x.denominator)
    try:
        return math.ldexp(math.sqrt(float(scaled)), shift // 2)
    except OverflowError:
        return math.inf


def _complex_root(z: Complex) -> Number:
    if not is_inexact(z):
        size = magnitude(z)
        real = sqrt(divide(size + z.real, 2)) if type(size) in EXACT else 0.0
        if type(real) in EXACT:
            return rectangular(real, divide(z.imag, 2 * real))
    return _through(cmath.sqrt, z)


# Powers


def expt(a: Number, b: Number) -> Number:
    """`a` to the power of `b`: exact when `a` is and `b` is an exact integer, or a square root is exact."""
    check_numbers("expt", a, b)
    if type(b) is int:
        return _power_of_float(a, b) if type(a) is float else _power(a, b)
    if type(b) is Ratio and b.denominator == 2 and not is_inexact(a):
        return expt(sqrt(a), b.numerator)
    if a == 0 and not (type(a) is float and type(b) is not Complex):
        return _power_of_zero(a, b)
    if type(a) is Complex or type(b) is Complex or (a < 0 and not (type(b) is float and b.is_integer())):
        return exp(b * log(a))
    return _power_of_float(nearest_float(a), nearest_float(b))


def _power_of_zero(a: Number, b: Number) -> Number:
    """R7RS 6.2.6: 1 for an exponent of 0, else 0 if the real part of the exponent is positive."""
    exponent = b.real if type(b) is Complex else b
    if b == 0:
        return 1.0
    if exponent > 0:
        return 0.0 if is_inexact(a) or is_inexact(b) else 0
    if exponent != exponent:
        return math.nan
    division_by_zero("expt", a, b)


def _power(a: Number, n: int) -> Number:
    if n < 0:
        return divide(1, _power(a, -n)) if a != 0 else division_by_zero("expt", a, n)
    if type(a) is int:
        if a not in (-1, 0, 1):
            bounded("expt", a.bit_length() * n)
        return a**n
    if type(a) is Complex:
        return _power_of_complex(a, n)
    return ratio(_power(a.numerator, n), _power(a.denominator, n))


_LONG_POWER = 1024
"""Above it, an inexact power comes from the logarithm."""


_POWERS_OF_I = (1, rectangular(0, 1), -1, rectangular(0, -1))


def _power_of_complex(z: Complex, n: int) -> Number:
    """By repeated squaring; `n` is not negative."""
    if is_inexact(z) and n > _LONG_POWER:
        return exp(n * log(z))
    if not is_inexact(z):
        if z.real == 0:
            return _power(z.imag, n) * _POWERS_OF_I[n % 4]
        bounded("expt", (_bits(z.real) + _bits(z.imag)) * n)
    result: Number = 1.0 if is_inexact(z) else 1
    square: Number = z
    while n:
        if n & 1:
            result = result * square
        n >>= 1
        square = square * square if n else square
    return result


def _bits(x: int | Ratio) -> int:
    return x.numerator.bit_length() + x.denominator.bit_length() - 1


def _power_of_float(a: float, b: Number) -> float:
    """A real power of a float that is not negative, or a whole power of any."""
    try:
        return float(a**b)
    except OverflowError:
        return _large_power(a, b)
    except ZeroDivisionError:
        return math.copysign(math.inf, a) if b % 2 == 1 else math.inf


def _large_power(a: float, b: Number) -> float:
    """A power that overflowed, or whose exponent is no float."""
    size = abs(a)
    value = 1.0 if size == 1 else math.inf if (size > 1) == (b > 0) else 0.0
    return -value if a < 0 and b % 2 == 1 else value


# Exponential and logarithm


def exp(z: Number) -> Number:
    """e to the power of `z`."""
    if type(z) is not Complex:
        return _real_function(math.exp, z, 0, 1)
    return polar(exp(nearest_float(z.real)), z.imag)


def log(z: Number) -> Number:
    """The natural logarithm; of an exact 0 it is an error, of 0.0 an infinity."""
    check_numbers("log", z)
    if type(z) is Complex:
        return rectangular(_log_of_magnitude(z), angle(z))
    if z < 0:
        return rectangular(_log(-z), math.pi)
    return _log(z)


def _log(x: Real) -> Real:
    """The logarithm of a number that is not negative."""
    if x == 0:
        return -math.inf if type(x) is float else division_by_zero("log", x)
    if type(x) is int:
        return 0 if x == 1 else math.log(x)
    if type(x) is Ratio:
        # The parts may be too large, or the ratio too small, for floats.
        near = float(x)
        return math.log(near) if 0.5 < near < 2 else math.log(x.numerator) - math.log(x.denominator)
    return math.log(x)


def _log_of_magnitude(z: Complex) -> float:
    if not is_inexact(z):
        return float(_log(_square_of_magnitude(z))) / 2
    if z == 0:
        return -math.inf
    if not (math.isfinite(z.real) and math.isfinite(z.imag)):
        return nearest_float(_log(magnitude(z)))
    return cmath.log(complex(z)).real  # it scales: the magnitude itself may overflow


# Trigonometry


def _real_function(compute: Callable[[float], float], x: Real, exact_at: int, value: int) -> Real:
    """A function of a real argument, which at the exact `exact_at` has the exact `value`; NaN outside its domain."""
    if type(x) is int and x == exact_at:
        return value
    try:
        return compute(nearest_float(x))
    except OverflowError:
        return math.inf
    except ValueError:
        return math.nan


def _through(compute: Callable[[complex], complex], z: Number) -> Number:
    """A function of a complex argument by way of Python's; NaN where that has no value."""
    try:
        value = compute(complex(z))
    except (ValueError, OverflowError):
        return rectangular(math.nan, math.nan)
    return rectangular(value.real, value.imag)


def sin(z: Number) -> Number:
    """The sine of `z` in radians."""
    if type(z) is not Complex:
        return _real_function(math.sin, z, 0, 0)
    x, y = complex(z).real, complex(z).imag
    return _grown(math.sin, x, _cosh(y), math.cos, _sinh(y))


def cos(z: Number) -> Number:
    """The cosine of `z` in radians."""
    if type(z) is not Complex:
        return _real_function(math.cos, z, 0, 1)
    x, y = complex(z).real, complex(z).imag
    return _grown(math.cos, x, _cosh(y), math.sin, -_sinh(y))


def _grown(
    first: Callable[[float], float], x: float, growth: float, second: Callable[[float], float], change: float
) -> Number:
    """`first(x) * growth + second(x) * change i`."""
    if not math.isfinite(x):
        return rectangular(math.nan, math.nan)
    real, imag = first(x), second(x)
    return rectangular(real and real * growth, imag and imag * change)  # 0.0 times an infinity stays 0.0


def _cosh(y: float) -> float:
    try:
        return math.cosh(y)
    except OverflowError:
        return math.inf


def _sinh(y: float) -> float:
    try:
        return math.sinh(y)
    except OverflowError:
        return math.copysign(math.inf, y)


def tan(z: Number) -> Number:
    """The tangent of `z` in radians."""
    return _through(cmath.tan, z) if type(z) is Complex else _real_function(math.tan, z, 0, 0)


def asin(z: Number) -> Number:
    """The arc sine, in radians."""
    return _arc(math.asin, cmath.asin, z, 0)


def acos(z: Number) -> Number:
    """The arc cosine, in radians."""
    return _arc(math.acos, cmath.acos, z, 1)


def _arc(real: Callable[[float], float], general: Callable[[complex], complex], z: Number, exact: int) -> Number:
    """An arc function, which is 0 at the exact number `exact` and complex beyond 1 and -1."""
    if type(z) is Complex:
        return _through(general, z)
    if z > 1 or z < -1:
        return _through(general, _below_the_cut(z))
    return _real_function(real, z, exact, 0)


def _below_the_cut(x: Real) -> complex:
    """A real argument beyond 1 or -1, on the side of the branch cut with which R7RS's formula is continuous."""
    return complex(nearest_float(x), -0.0 if x > 0 else 0.0)


def atan(z: Number) -> Number:
    """The arc tangent, in radians; `+i` and `-i` have none."""
    if type(z) is not Complex:
        return _real_function(math.atan, z, 0, 0)
    if z.real == 0 and abs(z.imag) == 1:
        fail("atan", "no value at", z, kind="range")
    return _through(cmath.atan, z)


def atan2(y: Real, x: Real) -> Real:
    """The angle of the point (x, y), an exact 0 where both are exact and it lies on the positive axis or at its end."""
    for position, number in ((1, y), (2, x)):
        if type(number) not in REAL:
            raise wrong_type("atan", position, "a real number", number)
    if type(y) is int and y == 0 and type(x) in EXACT and x >= 0:
        return 0
    return math.atan2(nearest_float(y), nearest_float(x))
