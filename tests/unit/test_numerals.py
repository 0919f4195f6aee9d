"""The text of numbers: what is read, what is written, and that each undoes the other."""

from __future__ import annotations

import math
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowscheme.errors import LimitExceeded
from flowscheme.lang.text.numerals import RADIXES, number_text, parse_number
from flowscheme.lang.values.complex import Complex, rectangular
from flowscheme.lang.values.ratio import Ratio, ratio

EXACT = st.one_of(st.integers(), st.fractions().map(lambda f: ratio(f.numerator, f.denominator)))
REAL = st.one_of(EXACT, st.floats())
NUMBERS = st.one_of(REAL, st.builds(rectangular, REAL, REAL))
TEXTS = st.text("0123456789abfin.+-/@#xedIE", max_size=12)


def same(a: Any, b: Any) -> bool:
    """The same number of the same class; NaN is NaN, -0.0 is not 0.0."""
    if type(a) is not type(b):
        return False
    if isinstance(a, Complex):
        return same(a.real, b.real) and same(a.imag, b.imag)
    return repr(a) == repr(b) if isinstance(a, float) else bool(a == b)


@given(NUMBERS, st.sampled_from(RADIXES))
def test_what_is_printed_reads_back(z: Any, radix: int) -> None:
    assert same(parse_number(number_text(z, radix), radix), z)


@given(TEXTS, st.sampled_from(RADIXES))
def test_any_text_is_a_number_or_none(text: str, radix: int) -> None:
    try:
        value = parse_number(text, radix)
    except LimitExceeded:
        return
    assert type(value) in (int, float, Ratio, Complex, type(None))
    assert value is None or same(parse_number(number_text(value, radix), radix), value)


@pytest.mark.parametrize("text", ["1" * 100_000 + "x", "1." + "1" * 100_000 + "x", "1/" + "1" * 100_000 + "/",
                                  "1" * 50_000 + "+" + "1" * 50_000 + "x", "+" * 100_000 + "i"])  # fmt: skip
def test_long_text_that_is_no_number_is_refused_in_linear_time(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("-12", -12),
        ("+12", 12),
        ("6/4", ratio(3, 2)),
        ("-1/2", ratio(-1, 2)),
        ("4/2", 2),
        ("1.5", 1.5),
        (".5", 0.5),
        ("-.5", -0.5),
        ("5.", 5.0),
        ("1e3", 1000.0),
        ("1.5E-2", 0.015),
        ("-0.0", -0.0),
        ("1e400", math.inf),
        ("+inf.0", math.inf),
        ("-INF.0", -math.inf),
        ("#xFF", 255),
        ("#b-101", -5),
        ("#o17/2", ratio(15, 2)),
        ("#e1.5", ratio(3, 2)),
        ("#e1.2e-3", ratio(3, 2500)),
        ("#e1e3", 1000),
        ("#i1/2", 0.5),
        ("#i-0", -0.0),
        ("#x#e10", 16),
        ("#e#x10", 16),
        ("#d10", 10),
        ("#I#XA", 10.0),
        ("1s2", 100.0),
        ("1F2", 100.0),
        ("1d-2", 0.01),
        ("1L+2", 100.0),
        ("#e1d2", 100),
        ("#x1e2", 0x1E2),
        ("+i", rectangular(0, 1)),
        ("-I", rectangular(0, -1)),
        ("0+i", rectangular(0, 1)),
        ("1+2i", rectangular(1, 2)),
        ("-1/2-3/4i", rectangular(ratio(-1, 2), ratio(-3, 4))),
        ("1.5-.5i", rectangular(1.5, -0.5)),
        ("1+2.0i", rectangular(1.0, 2.0)),
        ("1e2-3e-2i", rectangular(100.0, -0.03)),
        ("+1e-3i", rectangular(0.0, 0.001)),
        ("1.5+0i", 1.5),
        ("1.5+0.0i", rectangular(1.5, 0.0)),
        ("1-0.0i", rectangular(1.0, -0.0)),
        ("-0.0+i", rectangular(-0.0, 1.0)),
        ("+inf.0i", rectangular(0.0, math.inf)),
        ("+inf.0-nan.0i", rectangular(math.inf, math.nan)),
        ("1-inf.0i", rectangular(1.0, -math.inf)),
        ("+inf.0+i", rectangular(math.inf, 1.0)),
        ("#x1a-Bi", rectangular(26, -11)),
        ("#i1+2i", rectangular(1.0, 2.0)),
        ("#e1.5+2.5i", rectangular(ratio(3, 2), ratio(5, 2))),
        ("#e#b1+10i", rectangular(1, 2)),
        ("1@0", 1),
        ("0@2", 0),
        ("1@2", rectangular(math.cos(2), math.sin(2))),
        ("-1.5@-.5", rectangular(-1.5 * math.cos(-0.5), -1.5 * math.sin(-0.5))),
        ("#i2@0", 2.0),
    ],
)
def test_parse(text: str, value: Any) -> None:
    assert same(parse_number(text), value)


@pytest.mark.parametrize(
    "text",
    ["", "+", "-", ".", "...", "1_0", "1/", "/2", "1/0", "1.5/2", "#x1.5", "#b2", "#x#x1", "#e#i1", "e3", "1e", "+inf",
     "#e+inf.0", "٣", " 1", "1 ", "0x10", "nan", "inf", "--1", "#", "#e", "1e1.5", "i", "1i", "+ii", "1+2",
     "1+2ii", "1+-2i", "1+2i3", "1@", "@1", "1@2@3", "1@2i", "1@+i", "1/0+i", "1+1/0i", "#e1+inf.0i",
     "#e+inf.0@1", "#xi", "#b1+2i", "1/2e3", "1e2/3", "1.5/2", "inf.0", "+inf.0e1", "+inf.01", "1+inf.0", "#i#i1",
     "#d#x1", "1e+", "e1", "+e1", "1.2.3", "1+i+i", "1 +i", "+İi", "K"],
)  # fmt: skip
def test_not_a_number(text: str) -> None:
    assert parse_number(text) is None


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (1.0, "1.0"),
        (0.5, "0.5"),
        (1e100, "1e100"),
        (1e-7, "1e-7"),
        (1.5e300, "1.5e300"),
        (-0.0, "-0.0"),
        (math.inf, "+inf.0"),
        (-math.inf, "-inf.0"),
        (math.nan, "+nan.0"),
        (ratio(-3, 6), "-1/2"),
        (rectangular(0, 1), "+i"),
        (rectangular(1, -1), "1-i"),
        (rectangular(ratio(1, 2), -3), "1/2-3i"),
        (rectangular(0, ratio(-1, 2)), "-1/2i"),
        (rectangular(0, 2.5), "+2.5i"),
        (rectangular(-0.0, 2.5), "-0.0+2.5i"),
        (rectangular(1.0, 1.0), "1.0+1.0i"),
        (rectangular(1.0, -0.0), "1.0-0.0i"),
        (rectangular(1.0, math.nan), "1.0+nan.0i"),
        (rectangular(-math.inf, -math.inf), "-inf.0-inf.0i"),
        (123, "123"),
    ],
)
def test_text(value: Any, text: str) -> None:
    assert number_text(value) == text


@pytest.mark.parametrize("digits", [3000, 3612, 3613, 4299, 4300, 4301, 8001, 100_000])
def test_long_integers(digits: int) -> None:
    for value in (10**digits, 10**digits - 1, -(7**digits), 10**digits + 7):
        text = number_text(value)
        assert parse_number(text) == value
        assert text.lstrip("-0123456789") == ""
    assert number_text(10**digits) == "1" + "0" * digits


@pytest.mark.parametrize(
    ("value", "radix", "text"),
    [
        (255, 16, "ff"),
        (-5, 2, "-101"),
        (35, 36, "z"),
        (7**50, 7, "1" + "0" * 50),
        (ratio(1, 3), 3, "1/10"),
        (0.5, 2, "#i1/10"),
        (-0.0, 16, "#i-0"),
        (math.inf, 2, "+inf.0"),
        (rectangular(16, -17), 16, "10-11i"),
        (rectangular(0.5, 2.0), 2, "#i1/10+10i"),
        (rectangular(0, 1), 18, "+i"),
        (rectangular(0, 1), 19, "0+i"),
    ],
)
def test_text_in_a_radix(value: Any, radix: int, text: str) -> None:
    assert number_text(value, radix) == text
