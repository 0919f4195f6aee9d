"""Exact rationals, and the arithmetic of `lang.text.numbers` and `lang.text.functions` on real numbers."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowscheme.errors import LimitExceeded, SchemeError
from flowscheme.lang.text import functions
from flowscheme.lang.text import numbers as num
from flowscheme.lang.text.numerals import parse_number
from flowscheme.lang.values.complex import rectangular
from flowscheme.lang.values.ratio import Ratio, ratio

FRACTIONS = st.fractions(max_denominator=10**6)
EXACT = FRACTIONS.map(lambda f: ratio(f.numerator, f.denominator))
FINITE = st.floats(allow_nan=False, allow_infinity=False)


def fraction(x: Any) -> Any:
    return Fraction(x.numerator, x.denominator) if isinstance(x, (int, Ratio)) else x


def same(a: Any, b: Any) -> bool:
    """The same number of the same class; NaN is NaN, -0.0 is not 0.0."""
    if type(a) is not type(b):
        return False
    if isinstance(a, float):
        return repr(a) == repr(b)
    return bool(a == b)


def fault(attempt: Callable[[], Any]) -> str:
    """The message of the error that the attempt raises."""
    with pytest.raises(SchemeError) as caught:
        attempt()
    message: str = caught.value.payload.message
    return message


@given(st.integers(), st.integers())
def test_integers_are_never_ratios(a: int, b: int) -> None:
    if b:
        result = ratio(a, b)
        assert type(result) is (int if a % b == 0 else Ratio)
        assert fraction(result) == Fraction(a, b)


@pytest.mark.parametrize("name", ["add", "sub", "mul", "lt", "le", "gt", "ge", "eq", "ne"])
@given(a=EXACT, b=st.one_of(EXACT, st.integers()))
def test_ratio_agrees_with_fraction(name: str, a: Any, b: Any) -> None:
    operate = getattr(operator, name)
    for x, y in ((a, b), (b, a)):
        result = operate(x, y)
        assert fraction(result) == operate(fraction(x), fraction(y))
        if isinstance(result, Ratio):
            assert result.denominator > 1 and math.gcd(result.numerator, result.denominator) == 1


@given(EXACT, FINITE)
def test_ratio_with_a_float(a: Any, b: float) -> None:
    exact = fraction(a)
    assert (a < b, a == b, a > b) == (exact < b, exact == b, exact > b)
    assert (b < a, b == a, b > a) == (b < exact, b == exact, b > exact)
    assert same(a + b, float(exact) + b if isinstance(a, Ratio) else a + b)
    assert hash(a) == hash(exact)
    assert float(a) == float(exact)
    assert (-a, +a, abs(a)) == (num.ratio((-exact).numerator, exact.denominator), a, num.exact(abs(a)))


@pytest.mark.parametrize("bound", [math.inf, -math.inf, math.nan])
def test_ratio_with_what_is_not_finite(bound: float) -> None:
    half = ratio(1, 2)
    assert [half < bound, half > bound, half == bound] == [bound > 0, bound < 0, False]


@pytest.mark.parametrize("operate", [operator.truediv, operator.floordiv, operator.mod, operator.pow])
def test_ratio_has_no_division(operate: Any) -> None:
    for a, b in ((ratio(1, 2), 2), (2, ratio(1, 2))):
        with pytest.raises(TypeError):
            operate(a, b)


@pytest.mark.parametrize("other", [None, ..., "1", [], object()])
@pytest.mark.parametrize("operate", [operator.add, operator.sub, operator.mul, operator.lt, operator.ge])
def test_ratio_refuses_what_is_no_number(operate: Any, other: Any) -> None:
    with pytest.raises(TypeError):
        operate(ratio(1, 2), other)
    with pytest.raises(TypeError):
        operate(other, ratio(1, 2))


def test_results_are_bounded_before_they_are_computed() -> None:
    for base in (10, rectangular(1, 1)):
        with pytest.raises(SchemeError, match="too large") as caught:
            functions.expt(base, 10**12)
        assert not isinstance(caught.value, LimitExceeded)
    assert parse_number("#e1e999999999999") is None
    assert parse_number("#e1e-" + "9" * 5000) is None
    assert functions.expt(-1, 10**12 + 1) == -1


@given(EXACT, EXACT)
def test_exact_division(a: Any, b: Any) -> None:
    if b == 0:
        with pytest.raises(SchemeError) as caught:
            num.divide(a, b)
        assert caught.value.payload.kind == "divide"
    else:
        assert fraction(num.divide(a, b)) == fraction(a) / fraction(b)


@pytest.mark.parametrize(
    ("a", "b", "value"),
    [(1, 0.0, math.inf), (-1.0, 0.0, -math.inf), (1, -0.0, -math.inf), (0.0, 0.0, math.nan), (1, 2.0, 0.5),
     (10**400, 2.0, math.inf), (ratio(1, 2), 0.5, 1.0)],
)  # fmt: skip
def test_inexact_division(a: Any, b: Any, value: float) -> None:
    assert same(num.divide(a, b), value)


@given(st.integers(), st.integers().filter(bool))
def test_integer_division(a: int, b: int) -> None:
    assert num.quotient(a, b) * b + num.remainder(a, b) == a
    assert num.floor_quotient(a, b) * b + num.modulo(a, b) == a
    assert abs(num.remainder(a, b)) < abs(b)
    assert num.remainder(a, b) * a >= 0
    assert num.modulo(a, b) * b >= 0


def test_whole_floats_are_integers() -> None:
    assert same(num.quotient(7.0, 2.0), 3.0)
    assert same(num.quotient(7, 2.0), 3.0)
    assert same(num.modulo(-7.0, 2), 1.0)
    for bad in (7.5, math.inf, math.nan, ratio(1, 2), None):
        assert "quotient: argument 1 must be an integer" in fault(lambda: num.quotient(bad, 2))  # noqa: B023


@pytest.mark.parametrize(
    ("a", "b", "value"),
    [
        (2, 10, 1024),
        (2, -2, ratio(1, 4)),
        (ratio(2, 3), 2, ratio(4, 9)),
        (ratio(2, 3), -2, ratio(9, 4)),
        (0, 0, 1),
        (2.0, 3, 8.0),
        (2, 0.5, math.sqrt(2)),
        (4, ratio(1, 2), 2),
        (4, ratio(-3, 2), ratio(1, 8)),
        (10.0, 400, math.inf),
        (-10.0, 401, -math.inf),
        (0.0, -1, math.inf),
        (2.0, -(10**400), 0.0),
    ],
)
def test_expt(a: Any, b: Any, value: Any) -> None:
    assert same(functions.expt(a, b), value)


@given(st.one_of(st.integers(min_value=0), EXACT.filter(lambda x: x >= 0)))
def test_roots_of_squares_are_exact(x: Any) -> None:
    assert same(functions.sqrt(x * x), x)


def test_roots() -> None:
    assert same(functions.sqrt(16.0), 4.0)
    assert same(functions.sqrt(2), math.sqrt(2))
    assert same(functions.sqrt(10**700), 10**350)
    assert functions.sqrt(10**600 + 1) == 1e300
    assert functions.exact_integer_sqrt(17) == (4, 1)
    assert same(functions.sqrt(ratio(1, 2)), math.sqrt(0.5))
    assert same(functions.sqrt(ratio(10**801, 3 * 10**800)), math.sqrt(10 / 3))


@given(FINITE)
def test_exactness_round_trip(x: float) -> None:
    assert num.inexact(num.exact(x)) == x
