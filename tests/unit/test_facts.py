"""What is known of values saves checks, and never one that is needed."""

from __future__ import annotations

import pytest

from flowscheme import Interpreter, SchemeError
from flowscheme.lang.text.printer import write

GUARD = "'bad_index"


def names_in(source: str, name: str) -> set[str]:
    """The names that the code of a procedure uses."""
    scheme = Interpreter()
    scheme.eval(source)
    return set(scheme.lookup(name).__code__.co_names)


@pytest.mark.parametrize(
    "body",
    [
        "(do ((i 0 (+ i 1))) ((= i (vector-length v))) (vector-set! v i i))",
        "(let loop ((i (- (vector-length v) 1))) (if (>= i 0) (begin (vector-set! v i (vector-ref v i)) (loop (- i 1)))))",
        "(let loop ((i 5)) (if (not (negative? i)) (begin (vector-ref v i) (loop (- i 1)))))",
        "(let ((i (string-length \"abc\"))) (vector-ref v i))",
    ],
)
def test_an_index_that_is_surely_natural_is_not_guarded(body: str) -> None:
    assert GUARD not in names_in(f"(define (f v) {body})", "f")


@pytest.mark.parametrize(
    "body",
    [
        "(vector-ref v i)",
        "(if (< i 3) (vector-ref v i))",
        "(do ((k 0 (- k 1))) ((= k -3)) (vector-ref v k))",
        "(let loop ((k i)) (if (> k -3) (begin (vector-ref v k) (loop (- k 1)))))",
        "(begin (set! i 0) (vector-ref v i))",
        "(vector-set! v i (vector-ref v i))",
    ],
)
def test_an_index_that_may_be_negative_is_guarded(body: str) -> None:
    assert GUARD in names_in(f"(define (f v i) {body})", "f")
    scheme = Interpreter()
    scheme.eval(f"(define (f v i) {body.replace('(set! i 0)', '(set! i -1)')})")
    with pytest.raises(SchemeError, match="-1"):
        scheme.eval("(f (vector 1 2 3) -1)")


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("(define (f n) (do ((i 0 (+ i 1))) ((= i n) i))) (f 10)", "10"),
        ("(define (f n) (do ((i 0 (+ i 1))) ((= i n) i))) (f 3+0.0i)", "3"),
        ("(define (f i n) (if (> i 0) (if (= n i) 'same 'other) 'none)) (list (f 1 1.0) (f 1 1+i))", "(same other)"),
        ("(define (f a b) (/ (begin (set! b 2.0) a) b)) (f 1 0)", "0.5"),
        ("(define (f a b) (list (quotient a b) (remainder a b) (modulo a b))) (list (f -7 2) (f 7 -2) (f 7.0 2))",
         "((-3 -1 1) (-3 1 -1) (3.0 1.0 1.0))"),
        ("(let loop ((i 0) (l '())) (if (= i 4) l (loop (+ i 1) (cons (if (even? i) (quotient i 2) (modulo i 3)) l))))", "(0 1 1 0)"),
        ("(define (f x y) (/ x y)) (list (f 1/2 0.5) (f 3 0.0) (f 1 3) (f 1.0 4))", "(1.0 +inf.0 1/3 0.25)"),
    ],
)  # fmt: skip
def test_values_are_those_of_the_plain_code(source: str, value: str) -> None:
    for optimize in (True, False):
        assert write(Interpreter(optimize=optimize).eval_datum(source)) == value


@pytest.mark.parametrize("argument", ["'a", '"3"', "#t", "car"])
def test_a_loop_that_compares_beforehand_refuses_what_is_no_number(argument: str) -> None:
    scheme = Interpreter()
    scheme.eval("(define (f n) (do ((i 0 (+ i 1))) ((= i n) i)))")
    with pytest.raises(SchemeError, match="number"):
        scheme.eval(f"(f {argument})")
