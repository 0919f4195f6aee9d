"""Complex numbers: the laws of a field, agreement with Python's `complex`, and equality in compiled code.

Extreme values, and what is refused, stand in `tests/language/complex.scm`.
"""

from __future__ import annotations

import cmath
import operator
import pickle
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from flowscheme import Interpreter
from flowscheme.flow.codec import decode, encode
from flowscheme.lang.text import functions, numbers
from flowscheme.lang.text.constants import flatten, restore
from flowscheme.lang.values.complex import NUMERIC, REAL, Complex, rectangular
from flowscheme.lang.values.ratio import Ratio, ratio
from flowscheme.primitives.equivalence import equal, eqv
from flowscheme.primitives.hash_keys import eqv_token

SMALL = st.fractions(min_value=-50, max_value=50, max_denominator=20).map(lambda f: ratio(f.numerator, f.denominator))
EXACT = st.builds(rectangular, SMALL, SMALL)
FLOATS = st.floats(min_value=-100, max_value=100, allow_subnormal=False).map(lambda x: round(x, 6))
INEXACT = st.builds(rectangular, FLOATS, FLOATS)
REALS = st.one_of(st.integers(), SMALL, st.floats())
ANY = st.one_of(REALS, st.builds(rectangular, REALS, REALS))


def close(a: Any, b: Any) -> bool:
    """The same number but for rounding."""
    return cmath.isclose(complex(a), complex(b), rel_tol=1e-9, abs_tol=1e-9)


# Laws


@given(EXACT, EXACT, EXACT)
def test_exact_numbers_are_a_field(a: Any, b: Any, c: Any) -> None:
    assert eqv(a + b, b + a) and eqv(a * b, b * a)
    assert eqv((a + b) + c, a + (b + c)) and eqv((a * b) * c, a * (b * c))
    assert eqv(a * (b + c), a * b + a * c)
    assert eqv(a + 0, a) and eqv(a * 1, a) and eqv(a - a, 0) and eqv(-a, 0 - a)
    if b != 0:
        assert eqv(numbers.divide(a, b) * b, a)


@given(EXACT, st.integers(0, 12), st.integers(0, 12))
def test_powers_add_up(a: Any, m: int, n: int) -> None:
    assert eqv(functions.expt(a, m) * functions.expt(a, n), functions.expt(a, m + n))
    if a != 0:
        assert eqv(functions.expt(a, -n) * functions.expt(a, n), 1)


@given(EXACT)
def test_the_root_of_an_exact_square_is_exact(a: Any) -> None:
    root = functions.sqrt(a * a)
    assert eqv(root, a) or eqv(root, -a)
    assert (root.real if type(root) is Complex else root) >= 0


@given(ANY, ANY)
def test_a_result_is_normal_and_its_exactness_that_of_the_operands(a: Any, b: Any) -> None:
    for operate in (operator.add, operator.sub, operator.mul):
        try:
            result = operate(a, b)
        except OverflowError:  # a long integer and a float: Python's own operator
            assert type(a) in REAL and type(b) in REAL
            continue
        if type(result) is Complex:
            parts = (result.real, result.imag)
            assert all(type(part) is float for part in parts) or all(type(part) in (int, Ratio) for part in parts)
            assert type(result.imag) is float or result.imag != 0
        assert numbers.is_inexact(result) == (numbers.is_inexact(a) or numbers.is_inexact(b))


@given(INEXACT, INEXACT)
def test_arithmetic_agrees_with_pythons(a: Any, b: Any) -> None:
    for operate in (operator.add, operator.sub, operator.mul):
        assert close(operate(a, b), operate(complex(a), complex(b)))
    assume(abs(complex(b)) > 1e-3)
    assert close(numbers.divide(a, b), complex(a) / complex(b))


@pytest.mark.parametrize("name", ["exp", "sin", "cos", "tan", "sqrt", "log", "asin", "acos", "atan"])
@given(z=st.builds(rectangular, st.floats(-20, 20), st.floats(-20, 20)))
def test_functions_agree_with_pythons(name: str, z: Any) -> None:
    assume(z != 0 and abs(complex(z) ** 2 + 1) > 1e-6)
    assert close(getattr(functions, name)(z), getattr(cmath, name)(complex(z)))


@given(EXACT, st.one_of(EXACT, INEXACT))
def test_inverse_functions(a: Any, b: Any) -> None:
    for z in (a, b):
        assert close(functions.sqrt(z) * functions.sqrt(z), z)
        assert close(functions.polar(functions.magnitude(z), functions.angle(z)), z)
        if z != 0:
            assert close(functions.exp(functions.log(z)), z)


@given(ANY, ANY)
def test_equality_is_that_of_the_parts(a: Any, b: Any) -> None:
    parts = [(z.real, z.imag) if type(z) is Complex else (z, 0) for z in (a, b)]
    assert (a == b) is (parts[0] == parts[1])
    if a == b:
        assert hash(a) == hash(b)


# Representation


@given(ANY)
def test_a_number_survives_the_journal_the_cache_and_pickle(z: Any) -> None:
    for copy in (decode(encode(z)), restore(flatten([z]))[0], pickle.loads(pickle.dumps(z))):
        assert equal(copy, z)


@given(ANY, ANY)
def test_keys_of_hash_tables_are_equal_when_the_numbers_are(a: Any, b: Any) -> None:
    for x, y in ((a, b), (1.0, rectangular(1, 1)), (rectangular(1.0, 1.0), rectangular(1, 1))):
        assert (eqv_token(x) == eqv_token(y)) is eqv(x, y)


def test_the_border() -> None:
    interp = Interpreter()
    assert interp.eval("(sqrt -2.25)") == 1.5j
    assert type(interp.eval("1.5+2.0i")) is complex
    exact = interp.eval("1/2+3i")
    assert type(exact) is Complex and complex(exact) == 0.5 + 3j
    interp.define("z", exact)
    assert interp.eval("(exact? (* z z))") is True
    interp.define("w", 1 + 2j)
    assert interp.eval("(imag-part w)") == 2.0
    interp.define("python", lambda z: z * 1j)
    assert interp.eval("(python 1.0+2.0i)") == -2 + 1j


@pytest.mark.parametrize("other", [None, ..., "1", [], object()])
@pytest.mark.parametrize("operate", [operator.add, operator.sub, operator.mul, operator.lt, operator.le, operator.ge])
def test_what_is_no_number_is_refused(operate: Any, other: Any) -> None:
    for a, b in ((rectangular(1, 2), other), (other, rectangular(1, 2))):
        with pytest.raises(TypeError):
            operate(a, b)


# Equality in compiled code

EQUAL = ["(= a b)", "(if (= a b) #t #f)", "(not (not (= a b)))", "(= a b a)", 
         "(let f ((n 0)) (if (= a b) #t (if (< n 3) (f (+ n 1)) #f)))",
         "(and (= a b) (= b a))", "(zero? (- a b))", "(apply = (list a b))", "(= (car (list a)) b)",
         "(= a (car (list b)))", "(let ((c a)) (set! c b) ((lambda () (= a c))))",
         "(do ((n 0 (+ n 1))) ((or (= a b) (> n 2)) (= n 0)))"]  # fmt: skip


@pytest.mark.parametrize("text", EQUAL)
def test_complex_numbers_are_equal_or_not(text: str) -> None:
    program = f"(lambda (a b) {text})"
    call = Interpreter().eval(program)
    numbers_ = [rectangular(0, 1), rectangular(1, 2), 1 + 2j, 1j, 1, 2.0, complex(1, 0.0)]
    for a in numbers_:
        for b in numbers_:
            equal_ = complex(a) == complex(b)
            assert call(a, b) is equal_, (a, b)


def test_every_class_is_a_number() -> None:
    assert {int, float, Ratio} == REAL and REAL | {Complex} == NUMERIC
