"""Calls of `map` and `for-each` become loops, which take steps and can be redefined.

That they do what the primitives do stands in `tests/language/optimizer/list_loops.scm`.
"""

from __future__ import annotations

import pytest

from flowscheme import Interpreter, LimitExceeded, Limits, SchemeError
from flowscheme.lang.text.printer import write


def test_the_primitive_is_blamed() -> None:
    for program in ("(map (lambda (x) x) 5)", "(define (f l) (for-each display l)) (f '(1 . 2))"):
        name = "map" if "map" in program else "for-each"
        with pytest.raises(SchemeError, match=f"{name}: expected a list, got"):
            Interpreter(grants={"console"}).eval(program)


def test_map_that_is_redefined_later() -> None:
    scheme = Interpreter()
    scheme.eval("(define (double l) (map (lambda (x) (* 2 x)) l))")
    assert scheme.eval("(double '(1 2))") == [2, 4]
    scheme.eval("(define (map f l) (list 'mine (f 21)))")
    assert write(scheme.eval_datum("(double '(1 2))")) == "(mine 42)"


def test_loops_may_nest_as_deep_as_ever() -> None:
    body = "(list " + " ".join(f"x{i}" for i in range(14)) + ")"
    for i in reversed(range(14)):
        body = f"(car (map (lambda (x{i}) {body}) '({i})))"
    assert Interpreter().eval(body) == list(range(14))


def test_calls_of_known_procedures_are_compiled_to_loops() -> None:
    names = Interpreter().eval_datum("(define (f l) (map (lambda (x) (* x x)) l)) f").__code__.co_names
    assert "'soon" in names and not any(name.endswith("map") for name in names)


def test_a_walk_takes_steps() -> None:
    scheme = Interpreter(metered=True)
    scheme.eval("(define (f l) (map (lambda (x) (+ x 1)) l))")
    assert len(scheme.eval("(f (make-list 900 1))", limits=Limits(steps=1000))) == 900
    with pytest.raises(LimitExceeded):
        scheme.eval("(f (make-list 1100 1))", limits=Limits(steps=1000))
