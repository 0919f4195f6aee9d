"""Loops that count in C end where they would, with the value that they would have, whatever the numbers are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowscheme import Interpreter, LimitExceeded, Limits, SchemeError
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
    st.sampled_from(["(= {} {})", "(< {} {})", "(>= {1} {0})", "(<= {} {})", "(> {} {})", "(not (< {} {}))", "(zero? {0})", "(negative? {0})"]),
    st.sampled_from(["exit", "on"]),
)
def test_any_loop_counts_as_the_plain_one(first: str, bound: str, step: str, test: str, inside: str) -> None:
    program = loop(first, bound, step, test, inside)
    plain = write(PLAIN.eval_datum(program))
    assert write(OPTIMIZED.eval_datum(program)) == plain
    assert write(METERED.eval_datum(program)) == plain


PROGRAMS = [
    "(do ((i 0 (+ i 1)) (l '() (cons i l))) ((= i 5) (list i l)))",
    "(do ((i 0 (+ i 1)) (l '() (cons (lambda () i) l))) ((= i 3) (map (lambda (f) (f)) l)))",
    "(define (grid n) (let ((v (make-vector 9 0))) (do ((i 0 (+ i 1))) ((= i n) v) (do ((j 0 (+ j 1))) ((= j n)) (vector-set! v (+ (* i n) j) (- i j)))))) (grid 3)",
    "(define (f v) (let loop ((i (- (vector-length v) 1)) (s 0)) (if (< i 0) (list i s) (loop (- i 1) (+ s (vector-ref v i)))))) (f #(1 2 3))",
    "(define (f n) (let loop ((i 0)) (cond ((> i n) i) ((odd? i) (loop (+ i 1))) (else (loop (+ i 1)))))) (list (f 3) (f 3.5) (f 7/2) (f -1))",
    "(define (f n) (+ 1 (let loop ((i 0)) (if (< i n) (loop (+ i 2)) i)))) (list (f 5) (f 4) (f 0))",
    "(define (f s) (let ((n (string-length s))) (let loop ((i 0) (k 0)) (if (= i n) k (loop (+ i 1) (if (char=? (string-ref s i) #\\a) (+ k 1) k)))))) (f \"banana\")",
    "(define (f n) (let loop ((i 0)) (if (= i n) 'end (begin (set! n (- n 1)) (loop (+ i 1)))))) (f 10)",
    "(define (f n) (let loop ((i 0) (n n)) (if (= i n) (list i n) (loop (+ i 1) (- n 1))))) (f 10)",
    "(define (f) (let loop ((i 0)) (if (= i 3) i (begin (set! i (+ i 1)) (loop (+ i 1)))))) (guard (e (#t 'never)) (let loop ((i 0)) (if (> i 3) i (begin (set! i (+ i 1)) (loop (+ i 1))))))",
    "(let outer ((i 0) (l '())) (if (= i 3) l (let inner ((j 0) (l l)) (if (= j i) (outer (+ i 1) l) (inner (+ j 1) (cons (list i j) l))))))",
    "(let loop ((i 0)) (if (< i 10) (if (even? i) (loop (+ i 1)) (loop (+ i 2))) i))",
    "(let loop ((i (expt 10 30)) (n 0)) (if (= i (+ (expt 10 30) 3)) (list i n) (loop (+ i 1) (+ n 1))))",
    "(if (let loop ((i 0)) (if (= i 4) #f (loop (+ i 1)))) 'true 'false)",
]  # fmt: skip
REFUSED = [
    "(let loop ((i 0)) (if (= i 'a) i (loop (+ i 1))))", "(let loop ((i 0)) (if (< i \"9\") (loop (+ i 1)) i))",
    "(define (f n) (do ((i 0 (+ i 1))) ((>= i n) i))) (f #f)", "(define (f i) (let loop ((i i)) (if (= i 3) i (loop (+ i 1))))) (f 'a)",
    "(define (f v) (do ((i 0 (+ i 1))) ((= i (vector-length v)) i))) (f '(1))",
    "(define (f n) (do ((i 0 (+ i 1))) ((> i n) i))) (f 1+2i)",
]  # fmt: skip


@pytest.mark.parametrize("program", PROGRAMS)
def test_the_value_is_that_of_the_plain_loop(program: str) -> None:
    plain = write(Interpreter(optimize=False).eval_datum(program))
    assert write(Interpreter().eval_datum(program)) == plain
    assert write(Interpreter(limits=Limits(steps=1_000_000)).eval_datum(program)) == plain


@pytest.mark.parametrize("program", REFUSED)
def test_what_is_no_number_is_refused_at_its_place(program: str) -> None:
    found = []
    for optimize in (True, False):
        with pytest.raises(SchemeError) as caught:
            Interpreter(optimize=optimize).eval_datum(program, "<here>")
        found.append((caught.value.payload.kind, caught.value.payload.place))
    assert found[0] == found[1]


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
