"""Division and divisors of long integers: what Python's own operators and `math.gcd` give, and not at a stretch."""

from __future__ import annotations

import math
from random import Random

import pytest

from flowscheme import Interpreter, LimitExceeded, Limits, SchemeError
from flowscheme.lang.values.long_integers import LISTENERS, divide, gcd, lcm

RANDOM = Random(8)
LENGTHS = (1, 60, 5_000, 33_000, 70_000, 200_000)


def some(bits: int) -> int:
    return RANDOM.getrandbits(bits) | 1 << (bits - 1)


@pytest.mark.parametrize("long", LENGTHS)
@pytest.mark.parametrize("short", LENGTHS)
def test_division_is_pythons(long: int, short: int) -> None:
    for sign, other in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
        a, b = sign * some(long), other * some(short)
        assert divide(a, b) == divmod(a, b)
        for rest in (-1, 0, 1):  # where an estimate of the quotient is off by one
            assert divide(a * b + rest, b) == divmod(a * b + rest, b)


@pytest.mark.parametrize("common", [1, 270_000])
@pytest.mark.parametrize("apart", [0, 2_000, 100_000])
def test_a_common_divisor_is_pythons(common: int, apart: int) -> None:
    divisor = some(common)
    a, b = some(300_000) * divisor, some(300_000 - apart) * divisor
    for first, second in ((b, -a), (a, 2 * a + divisor), (a, 0), (1 << 400_000, (1 << 300_000) * 3)):
        assert gcd(first, second) == math.gcd(first, second)
        assert lcm(first % 1000, second % 1000) == math.lcm(first % 1000, second % 1000)


def test_neighbours_of_fibonacci_have_no_common_divisor() -> None:
    """Their quotients are all 1: there are as many of Euclid's steps as there can be."""
    a, b = 1, 1
    for digit in bin(420_000)[3:]:
        a, b = a * (2 * b - a), a * a + b * b
        if digit == "1":
            a, b = b, a + b
    assert b.bit_length() > 1 << 18
    assert gcd(a, b) == 1


def test_long_work_is_told_beforehand() -> None:
    heard: list[tuple[int, int]] = []
    LISTENERS.append(lambda *bits: heard.append(bits))
    try:
        divide(some(1_000), some(500)), gcd(some(90_000), some(1_000))
        assert heard == []
        divide(some(9_000), some(5_000)), gcd(some(9_000), some(5_000))
        assert heard == [(9_000, 5_000)] * 2
    finally:
        LISTENERS.pop()


OPERANDS = "(define a (- (expt 3 500000) 1)) (define b (- (expt 5 340000) 1)) (define r (/ (expt 2 20000) (- (expt 3 9000) 1)))"
LONG_WORK = (
    "(gcd a b)", "(apply gcd (list a b a b))", "(lcm a b)", "(quotient (* 8 a) (quotient b 5))", "(floor/ a (quotient b 7))",
    "(modulo (- a) (quotient b (expt 2 300000)))", "(exact-integer-sqrt b)",
    "(+ r (/ 1 a))", "(* r (/ 7 a))", "(< r (/ 1 a))", "(< (/ 1 a) b)", "(- b (/ 1 a))", "(/ a b)", "(square r)",
    "(round (/ a (quotient b 3)))", "(number->string a)", "(string->number (make-string 200000 #\\7))", "(expt 7 300000)",
    "(magnitude (make-rectangular (quotient a 4) 3))", "(* (quotient a 1000) 1000)",
)  # fmt: skip


@pytest.mark.parametrize("work", LONG_WORK)
def test_steps_alone_bound_long_work(work: str) -> None:
    """Each call is many steps, though it is one operation."""
    interpreter = Interpreter(limits=Limits(steps=20_000_000))
    interpreter.eval(f"{OPERANDS} (define (again n) (if (> n 0) (begin {work} (again (- n 1)))))")
    with pytest.raises(LimitExceeded):
        interpreter.eval("(again 10000)", limits=Limits(steps=40_000))


def test_products_of_many_factors_are_bounded_on_the_way() -> None:
    interpreter = Interpreter(limits=Limits(seconds=60))
    for product in ("(* x x x x x x x x x x x x)", "(apply * (make-list 100000 x))", "(square (square (square x)))",
                    "(apply lcm (list x (+ x 1) (+ x 2) (+ x 3)))"):  # fmt: skip
        with pytest.raises(LimitExceeded, match="too large"):
            interpreter.eval(f"(let ((x (expt 3 400000))) {product})")


TOO_LARGE = (
    "(make-vector (expt 10 12))", "(make-string (expt 10 12) #\\a)", "(make-bytevector (expt 10 12))", "(make-list (expt 10 12))",
    "(expt 7 (expt 7 77))", "(expt 2/3 (expt 10 12))", "(expt (make-rectangular 1 2) (expt 10 12))",
    "(apply string-append (make-list 100000 (make-string 100000)))",
    "(apply vector-append (make-list 1000 (make-vector 1000000)))",
    "(apply bytevector-append (make-list 1000 (make-bytevector 1000000)))",
)  # fmt: skip


@pytest.mark.parametrize("source", TOO_LARGE)
def test_what_is_too_large_is_an_error_that_can_be_caught_where_nothing_is_limited(source: str) -> None:
    guarded = f"(guard (e ((error-object? e) 'caught)) {source})"
    assert Interpreter().eval(guarded).name == "caught"
    assert Interpreter().eval(guarded, limits=Limits(depth=1000)).name == "caught"
    with pytest.raises(SchemeError, match="too large"):
        Interpreter().eval(source)
    with pytest.raises(LimitExceeded):
        Interpreter(limits=Limits(seconds=60)).eval(guarded)


BUILT = (
    "(iota N)", "(list-tabulate N -)", "(string-tabulate (lambda (i) #\\a) N)", "(vector-unfold - N)",
    "(vector-unfold-right - N)",
    '(string-pad "a" N)', '(string-pad-right "a" N #\\b)', "(list-copy (iota N))", "(list->vector (iota N))", "(make-list N)",
)  # fmt: skip


@pytest.mark.parametrize("source", BUILT)
def test_so_is_what_a_library_would_build_in_a_loop_until_no_memory_is_left(source: str) -> None:
    interpreter = Interpreter()
    interpreter.eval("(import (srfi 1) (srfi 130) (srfi 133))")
    guarded = f"(guard (e ((error-object? e) (error-object-message e))) {source.replace('N', '1000000000000')})"
    assert interpreter.eval(guarded).endswith("the result is too large")


def test_a_numeral_too_long_to_compute_is_no_number() -> None:
    numerals = '("#e1e1000000000" "#e-1e1000000000" "#e1e-1000000000" "1@#e1e1000000000" "#e1e1000000000+i")'
    assert Interpreter().eval(f"(map string->number '{numerals})") == [False] * 5
    assert Interpreter().eval('(string->number "1e1000000000")') == math.inf
    with pytest.raises(SchemeError):
        Interpreter().eval("'#e1e1000000000")
