"""Loops that count in C end where they would, with the value that they would have, whatever the numbers are.

Programs with their values stand in `tests/language/optimizer/counted_loops.scm`.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowscheme import Interpreter, LimitExceeded, Limits
from flowscheme.lang.text.printer import write

OPTIMIZED, PLAIN = Interpreter(), Interpreter(optimize=False)
METERED = Interpreter(limits=Limits(steps=1_000_000))

NUMBERS = st.one_of(
    st.integers(-12, 12).map(str),
    st.integers(-24, 24).map(lambda n: f"{n / 2}"),
    st.integers(-24, 24).map(lambda n: f"{n}/3"),
    st.sampled_from(["+nan.0", "-0.0", "100000000000000000000", "+inf.0", "-inf.0", "1+2i"]),
)


def loop(first: str, bound: str, step: str, test: str, inside: str) -> str:
    """A program whose loop counts, for at most 40 turns, and shows the turns and where the counter ends."""
    return f"""
        (define (run first bound)
          (let ((seen (make-vector 41 #f)))
            (let turn ((i first) (n 0))
              (if {test.format("i", "bound") if inside == "exit" else f"(not {test.format('i', 'bound')})"}
                  (list i n seen)
                  (begin (vector-set! seen n i) (turn {step} (+ n 1)))))))
        (guard (e (#t 'refused)) (run {first} {bound}))
    """


@given(
    NUMBERS,
    NUMBERS,
    st.sampled_from(["(+ i 1)", "(- i 1)", "(+ 2 i)", "(- i 3)"]),
    st.sampled_from(
        ["(= {} {})", "(< {} {})", "(>= {1} {0})", "(<= {} {})", "(> {} {})", "(not (< {} {}))", "(zero? {0})", "(negative? {0})"]
    ),
    st.sampled_from(["exit", "on"]),
)
def test_any_loop_counts_as_the_plain_one(first: str, bound: str, step: str, test: str, inside: str) -> None:
    program = loop(first, bound, step, test, inside)
    plain = write(PLAIN.eval_datum(program))
    assert write(OPTIMIZED.eval_datum(program)) == plain
    assert write(METERED.eval_datum(program)) == plain


def test_such_loops_are_compiled_to_ranges() -> None:
    counts = "(define (f n) (do ((i 0 (+ i 1)) (s 0 (+ s i))) ((= i n) s))) f"
    calls = "(define (f n g) (do ((i 0 (+ i 1)) (s 0 (+ s (g i)))) ((= i n) s))) f"
    assert "'range" in OPTIMIZED.eval_datum(counts).__code__.co_names
    assert "'range" not in OPTIMIZED.eval_datum(calls).__code__.co_names


def test_a_loop_that_counts_takes_steps() -> None:
    scheme = Interpreter(metered=True)
    scheme.eval("(define (f n) (do ((i 0 (+ i 1)) (s 0 (+ s i))) ((= i n) s)))")
    assert scheme.eval("(f 900)", limits=Limits(steps=1000)) == 404550
    with pytest.raises(LimitExceeded):
        scheme.eval("(f 1100)", limits=Limits(steps=1000))
    assert scheme.eval("(f 3)", limits=Limits(steps=1000)) == 3
