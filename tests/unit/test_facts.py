"""What is known of values saves checks, and never one that is needed.

That programs have the same values stands in `tests/language/optimizer/facts.scm`.
"""

from __future__ import annotations

import pytest

from flowscheme import Interpreter, SchemeError

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
