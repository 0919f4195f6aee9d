"""Bad inputs by name: each ends in `LimitExceeded`, with whichever limit is set that can catch it, not caught by the guest,
and the interpreter answers afterwards."""

from __future__ import annotations

import itertools

import pytest

from flowscheme import Interpreter, LimitExceeded, Limits, SchemeError

MB = 1_000_000
SECONDS, MEMORY = Limits(seconds=0.3), Limits(memory=150 * MB)
AMPLE = Limits(seconds=60, memory=500 * MB)
"""For what is no bomb, on a busy machine."""

BOTH = Limits(seconds=20, memory=100 * MB)

DAG = "(define (dag n) (if (= n 0) '() (let ((x (dag (- n 1)))) (cons x x)))) (define d (dag 200)) (define e (dag 200))"

BOMBS = {
    "a vector": ("(make-vector 1000000000000)", (SECONDS, MEMORY)),
    "a vector that would fit": ("(make-vector 200000000)", (SECONDS, MEMORY)),
    "a string": ("(make-string 1000000000000)", (SECONDS, MEMORY)),
    "a list": ("(make-list 100000000)", (SECONDS, MEMORY)),
    "a bytevector": ("(make-bytevector 1000000000000)", (SECONDS, MEMORY)),
    "a power": ("(expt 7 (expt 7 77))", (SECONDS, MEMORY)),
    "a smaller power": ("(expt 7 100000000)", (SECONDS, MEMORY)),
    "a power of a fraction": ("(expt 2/3 100000000)", (SECONDS, MEMORY)),
    "an exponent": ('(string->number "#e1e100000000")', (SECONDS, MEMORY)),
    "an inexact exponent": ('(string->number "1e100000000")', (SECONDS, MEMORY)),
    "squares": ("(let loop ((x 3)) (loop (square x)))", (SECONDS,)),
    "a growing list": ("(let loop ((l '())) (loop (cons 1 l)))", (SECONDS, MEMORY)),
    "strings that double": ('(let loop ((s "ab")) (loop (string-append s s)))', (SECONDS, MEMORY)),
    "one string many times": ("(apply string-append (make-list 100000 (make-string 100000)))", (SECONDS, MEMORY)),
    "vectors that double": ("(let loop ((v (vector 1 2))) (loop (vector-append v v)))", (SECONDS, MEMORY)),
    "bytevectors that double": ("(let loop ((v (bytevector 1 2))) (loop (bytevector-append v v)))", (SECONDS, MEMORY)),
    "lists that double": ("(let loop ((l '(1 2))) (loop (append l l)))", (SECONDS, MEMORY)),
    "a string port": (
        "(let ((p (open-output-string))) (let loop () (write-string (make-string 1000) p) (loop)))",
        (SECONDS, MEMORY),
    ),
    "symbols": ("(let loop ((i 0)) (string->symbol (number->string i)) (loop (+ i 1)))", (SECONDS,)),
    "a long symbol": ("(string->symbol (make-string 1000000000 #\\a))", (SECONDS, MEMORY)),
    "a macro": ("(define-syntax m (syntax-rules () ((_ a ...) (m a ... a ...)))) (m 1 2)", (SECONDS, MEMORY)),
    "parentheses": ("(" * 10_000_000, (SECONDS, MEMORY)),
    "parentheses that close": ("'" + "(" * 5_000_000 + ")" * 5_000_000, (SECONDS, MEMORY)),
    "parentheses read from a port": ("(read (open-input-string (make-string 10000000 #\\()))", (SECONDS,)),
    "recursion": ("(let f ((x 1)) (+ 1 (f x)))", (Limits(depth=10_000), BOTH, Limits(memory=30 * MB))),
    "a shared structure written": (f"{DAG} (let ((p (open-output-string))) (write-simple d p))", (SECONDS, MEMORY)),
    "a shared structure given to Python": (f"{DAG} d", (SECONDS,)),
    "a circular list": ("(define l (list 1 2)) (set-cdr! (cdr l) l) (map cons l l)", (SECONDS, MEMORY)),
}

CASES = [(name, limits) for name, (_, several) in BOMBS.items() for limits in several]


@pytest.mark.parametrize(("name", "limits"), CASES, ids=[f"{name}-{limits}" for name, limits in CASES])
def test_a_bomb_ends_in_its_limit(name: str, limits: Limits) -> None:
    interpreter = Interpreter(limits=limits)
    source = BOMBS[name][0]
    with pytest.raises(LimitExceeded):
        interpreter.eval(source)
    assert interpreter.eval("(+ 1 2)", limits=AMPLE) == 3
    assert interpreter.eval("(vector-length (make-vector 1000))", limits=AMPLE) == 1000


DEFINED = ("parentheses", "a macro", "a shared", "a circular")


@pytest.mark.parametrize("name", [name for name in BOMBS if not name.startswith(DEFINED)])
def test_a_bomb_is_not_caught(name: str) -> None:
    bomb, (limits, *_) = BOMBS[name]
    interpreter = Interpreter(limits=limits)
    interpreter.eval("(define after #f)", limits=AMPLE)
    with pytest.raises(LimitExceeded):
        interpreter.eval(
            f"(dynamic-wind (lambda () #f) (lambda () (guard (e (#t 'caught)) {bomb})) (lambda () (set! after #t)))"
        )
    assert interpreter.eval("after", limits=AMPLE) is False


def test_comparing_shared_structures_takes_no_exponential_time() -> None:
    assert Interpreter(limits=Limits(seconds=20)).eval(f"{DAG} (equal? d e)") is True


def test_an_inexact_exponent_is_a_bomb_in_limited_code_only() -> None:
    assert Interpreter().eval('(string->number "1e100000000")') == float("inf")
    ordinary = '(list (string->number "1e4000") (string->number "0e100000000"))'
    assert Interpreter(limits=SECONDS).eval(ordinary) == [float("inf"), 0.0]


@pytest.mark.parametrize("source", ["(raise d)", "(error \"deep\" d)", "(vector-ref d 0)", "(d)"])
def test_the_text_of_an_error_is_bounded(source: str) -> None:
    interpreter = Interpreter()
    with pytest.raises(SchemeError) as caught:
        interpreter.eval(f"{DAG} {source}")
    assert len(str(caught.value)) < 25_000


def test_products_in_a_row_are_bounded() -> None:
    names = ["x", *(f"x{count}" for count in range(40))]
    bindings = " ".join(f"({after} (* {before} {before}))" for before, after in itertools.pairwise(names))
    for start in ("3", "1/3", "3+i"):
        scheme = Interpreter(limits=Limits(seconds=30))
        with pytest.raises(LimitExceeded):
            scheme.eval(f"(let* ((x {start}) {bindings}) x39)")
        assert scheme.eval("(* 6 7)") == 42
        assert scheme.eval("(* 1.5 1/2)") == 0.75


def test_products_are_bounded_where_steps_are_counted_for_calls_that_limit_them() -> None:
    scheme = Interpreter(metered=True)
    with pytest.raises(LimitExceeded) as caught:
        scheme.eval("(let loop ((i 0) (x 3)) (if (< i 1000) (loop (+ i 1) (* x x)) x))", limits=Limits(steps=100_000))
    assert caught.value.limit == "memory"
    assert scheme.eval("(* 6 7)") == 42


@pytest.mark.parametrize("inmost", ["1", "'(define x 1)"])
def test_nested_let_syntax_forms_are_looked_into_once(inmost: str) -> None:
    scheme = Interpreter(limits=Limits(seconds=20))
    nest = "(define (nest n d) (if (= n 0) d (nest (- n 1) (list 'let-syntax '() d))))"
    scheme.eval(f"{nest} (eval (list 'begin (nest 600 {inmost}) 1) (interaction-environment))")


def test_names_of_symbols_are_bounded_where_something_is() -> None:
    scheme = Interpreter(limits=Limits(seconds=20))
    for source in ("(string->symbol (make-string 2000000 #\\a))", "(read (open-input-string (make-string 2000000 #\\a)))"):
        with pytest.raises(LimitExceeded):
            scheme.eval(source)
    assert str(scheme.eval("(string->symbol (make-string 1000000 #\\a))")) == "a" * 1_000_000
    assert len(str(Interpreter().eval("(string->symbol (make-string 2000000 #\\a))"))) == 2_000_000
