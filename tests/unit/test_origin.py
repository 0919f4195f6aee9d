"""Code that leaves an evaluation keeps its maker's grants and limits, whoever runs it, and by whatever way it went."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from flowscheme import Engine, Interpreter, LimitExceeded, Limits, NotGranted, SchemeError
from flowscheme.errors import SchemeExit

LIMITS = {
    "seconds": (Limits(seconds=1.0), "(let loop () (loop))"),
    "steps": (Limits(steps=20_000), "(let loop () (loop))"),
    "memory": (Limits(memory=50_000_000), "(let loop ((l '())) (loop (cons (make-vector 1000 0) l)))"),
    "depth": (Limits(depth=1000), "(let loop () (+ 1 (loop)))"),
}

Get = Callable[[Interpreter, str, Limits | None], Callable[[], Any]]


def by_host(interpreter: Interpreter, code: str, limits: Limits | None) -> Callable[[], Any]:
    kept: list[Callable[[], Any]] = []
    interpreter.define("keep", kept.append)
    interpreter.eval(f"(keep (lambda () {code}))", limits=limits)
    return kept[0]


def by_error(interpreter: Interpreter, code: str, limits: Limits | None) -> Callable[[], Any]:
    with pytest.raises(SchemeError) as error:
        interpreter.eval(f"(raise (lambda () {code}))", limits=limits)
    raised: Callable[[], Any] = error.value.payload
    return raised


def by_irritant(interpreter: Interpreter, code: str, limits: Limits | None) -> Callable[[], Any]:
    with pytest.raises(SchemeError) as error:
        interpreter.eval(f"(error \"no\" 1 (lambda () {code}))", limits=limits)
    irritant: Callable[[], Any] = error.value.payload.irritants[1]
    return irritant


def by_raised_data(interpreter: Interpreter, code: str, limits: Limits | None) -> Callable[[], Any]:
    with pytest.raises(SchemeError) as error:
        interpreter.eval(f"(raise (list 1 (vector 2 (lambda () {code}))))", limits=limits)
    part: Callable[[], Any] = error.value.payload.cdr.car.items[1]
    return part


def by_call(interpreter: Interpreter, code: str, limits: Limits | None) -> Callable[[], Any]:
    interpreter.eval(f"(define (make) (lambda () {code}))")
    made: Callable[[], Any] = interpreter.call("make", limits=limits)
    return made


WAYS: dict[str, Get] = {
    "a value": lambda interpreter, code, limits: interpreter.eval(f"(lambda () {code})", limits=limits),
    "in a list": lambda interpreter, code, limits: interpreter.eval(f"(list 1 (lambda () {code}))", limits=limits)[1],
    "in a vector": lambda interpreter, code, limits: interpreter.eval(f"(vector (lambda () {code}))", limits=limits)[0],
    "in a dict": lambda interpreter, code, limits: interpreter.eval(f"(list (cons 'f (lambda () {code})))", limits=limits)["f"],
    "several values": lambda interpreter, code, limits: interpreter.eval(f"(values 1 (lambda () {code}))", limits=limits)[1],
    "to a host function": by_host,
    "raised": by_error,
    "an irritant": by_irritant,
    "in raised data": by_raised_data,
    "by a call": by_call,
    "a parameter": lambda interpreter, code, limits: interpreter.eval(
        f"(make-parameter 0 (lambda (x) (if (eq? x 0) x (begin {code}))))", limits=limits
    ),
    "a case-lambda": lambda interpreter, code, limits: interpreter.eval(f"(case-lambda (() {code}) ((x) x))", limits=limits),
    "with a wind": lambda interpreter, code, limits: interpreter.eval(
        f"(lambda () (dynamic-wind (lambda () #f) (lambda () #f) (lambda () {code})))", limits=limits
    ),
    "a call of itself": lambda interpreter, code, limits: interpreter.eval(f"(letrec ((f (lambda () {code}))) f)", limits=limits),
}
"""Ways by which a procedure gets to Python."""


def call_it(way: str, procedure: Callable[..., Any]) -> Any:
    return procedure(1) if way == "a parameter" else procedure()


@pytest.mark.parametrize("limit", LIMITS)
@pytest.mark.parametrize("way", WAYS)
def test_a_procedure_that_is_called_later_has_its_makers_limits_afresh(way: str, limit: str) -> None:
    limits, code = LIMITS[limit]
    interpreter = Interpreter(metered=True)
    procedure = WAYS[way](interpreter, code, limits)
    calls = [lambda: call_it(way, procedure), lambda: interpreter.call(procedure, *([1] if way == "a parameter" else []))]
    for call in calls[: 1 if limit == "seconds" else 2]:
        with pytest.raises(LimitExceeded) as error:
            call()
        assert error.value.limit == limit
    assert interpreter.eval("(+ 1 2)") == 3


CALLERS: dict[str, Callable[[Interpreter, Any], Any]] = {
    "an operand": lambda interpreter, f: interpreter.eval("(lambda (f) (f))")(f),
    "a global": lambda interpreter, f: [interpreter.define("f", f), interpreter.eval("(f)")],
    "applied": lambda interpreter, f: [interpreter.define("f", f), interpreter.eval("(apply f '())")],
    "in a list": lambda interpreter, f: [interpreter.define("l", [f]), interpreter.eval("((car l))")],
    "in a vector": lambda interpreter, f: [interpreter.define("v", (f,)), interpreter.eval("((vector-ref v 0))")],
    "in a dict": lambda interpreter, f: [interpreter.define("d", {"f": f}), interpreter.eval("((cdr (assq 'f d)))")],
    "of a host function": lambda interpreter, f: [interpreter.define("get", lambda: f), interpreter.eval("((get))")],
    "mapped": lambda interpreter, f: interpreter.eval("(lambda (f) (map (lambda (x) (f)) '(1 2)))")(f),
    "in a promise": lambda interpreter, f: interpreter.eval("(lambda (f) (force (delay (f))))")(f),
    "a handler": lambda interpreter, f: interpreter.eval(
        "(lambda (f) (with-exception-handler (lambda (e) (f)) (lambda () (raise-continuable 1))))"
    )(f),
    "a tail call": lambda interpreter, f: [interpreter.define("f", f), interpreter.eval("(define (g) (f)) (g)")],
    "by name": lambda interpreter, f: interpreter.call(f),
    "an effect": lambda interpreter, f: [Engine("memory:", interpreter).effect(f, "f"), interpreter.eval("(f)")],
    "a pure function": lambda interpreter, f: [Engine("memory:", interpreter).pure(f, "f"), interpreter.eval("(f)")],
    "raised": lambda interpreter, f: [
        interpreter.define("fails", lambda: raised_in(f)), interpreter.eval("(guard (e (#t (e))) (fails))"),
    ],
}  # fmt: skip
"""What another interpreter does with a procedure."""


def raised_in(procedure: Callable[..., Any]) -> None:
    """Let the procedure be raised by an evaluation of its own interpreter."""
    procedure.origin.interpreter.call("raise", procedure)  # type: ignore[attr-defined]


@pytest.mark.parametrize("caller", CALLERS)
def test_another_interpreter_runs_a_procedure_with_its_makers_grants(caller: str) -> None:
    stranger, rich = Interpreter(()), Interpreter({"files", "console", "process"})
    for code in ("(file-exists? \"/\")", "(display 1)", "(command-line)", "(let ((f file-exists?)) (f \"/\"))"):
        with pytest.raises(NotGranted):
            CALLERS[caller](rich, stranger.eval(f"(lambda () {code})"))
    CALLERS[caller](stranger, rich.eval("(lambda () (if (file-exists? \"/\") 'yes (car 1)))"))


@pytest.mark.parametrize("caller", CALLERS)
def test_and_with_its_makers_limits(caller: str) -> None:
    stranger, other = Interpreter((), limits=Limits(steps=20_000)), Interpreter()
    with pytest.raises(LimitExceeded):
        CALLERS[caller](other, stranger.eval("(lambda () (let loop () (loop)))"))
    limited = Interpreter(metered=True).eval("(lambda () (let loop () (loop)))", limits=Limits(steps=20_000))
    with pytest.raises(LimitExceeded):
        CALLERS[caller](other, limited)


def test_it_ends_with_its_caller_too() -> None:
    other = Interpreter(limits=Limits(seconds=1.0))
    with pytest.raises(LimitExceeded):
        other.eval("(lambda (f) (f))")(Interpreter().eval("(lambda () (let loop () (loop)))"))


def test_at_home_it_is_the_procedure_itself() -> None:
    interpreter = Interpreter(limits=Limits(seconds=5))
    procedure = interpreter.eval("(define (f) 1) f")
    interpreter.define("g", procedure)
    assert interpreter.eval("(eq? f g)") is True
    interpreter.define("same", lambda x: x)
    assert interpreter.eval("(eq? f (same f))", limits=Limits(seconds=2)) is True
    interpreter.define("h", interpreter.eval("f", limits=Limits(seconds=1)))
    assert interpreter.eval("(eq? f h)") is False


def test_a_promise_is_forced_by_its_maker() -> None:
    stranger, rich = Interpreter(()), Interpreter({"files"}, metered=True)
    rich.define("p", stranger.eval("(delay (file-exists? \"/\"))"))
    with pytest.raises(NotGranted):
        rich.eval("(force p)")
    rich.define("q", stranger.eval("(delay (lambda () (file-exists? \"/\")))"))
    with pytest.raises(NotGranted):
        rich.eval("((force q))")
    rich.define("r", stranger.eval("(make-promise (list 1 \"two\"))"))
    assert rich.eval("(list (promise? r) (force r) (force r))") == [True, [1, "two"], [1, "two"]]
    limited = rich.eval("(delay (let loop () (loop)))", limits=Limits(steps=20_000))
    rich.define("s", limited)
    with pytest.raises(LimitExceeded):
        rich.eval("(force s)")


def test_a_table_is_opaque_elsewhere() -> None:
    stranger, rich = Interpreter(()), Interpreter({"files"})
    table = stranger.eval("(import (srfi 69)) (define t (make-hash-table)) (hash-table-set! t 'f file-exists?) t")
    rich.define("t", table)
    with pytest.raises(SchemeError, match="hash-table"):
        rich.eval("(import (srfi 69)) ((hash-table-ref t 'f) \"/\")")
    stranger.define("u", rich.eval("t"))
    assert stranger.eval("(eq? t u)") is True


def test_an_environment_is_of_use_to_its_interpreter_alone() -> None:
    stranger, rich = Interpreter(()), Interpreter({"files"})
    rich.define("e", stranger.eval("(interaction-environment)"))
    stranger.define("e", rich.eval("(interaction-environment)"))
    for interpreter in (stranger, rich):
        for use in ("(eval 1 e)", "(eval '(define x 1) e)"):
            with pytest.raises(SchemeError, match="another interpreter"):
                interpreter.eval(use)


def test_a_limited_evaluation_passes_its_limits_on() -> None:
    interpreter, kept = Interpreter(metered=True), list[Callable[[], Any]]()
    interpreter.define("keep", lambda: kept.append(interpreter.eval("(lambda () (let loop () (loop)))")))
    interpreter.eval("(keep)", limits=Limits(steps=20_000))
    with pytest.raises(LimitExceeded):
        kept[0]()


def test_limits_that_are_given_with_a_call_take_the_place_of_the_makers() -> None:
    interpreter = Interpreter(metered=True)
    code = "(lambda () (let loop ((i 0)) (if (< i 100000) (loop (+ i 1)) 'done)))"
    procedure = interpreter.eval(code, limits=Limits(steps=20_000))
    with pytest.raises(LimitExceeded):
        interpreter.call(procedure)
    assert interpreter.call(procedure, limits=Limits(steps=1_000_000)).name == "done"


def test_an_exit_out_of_a_procedure_is_the_exit_of_its_evaluation() -> None:
    with pytest.raises(SchemeExit):
        Interpreter().eval("(lambda () (exit 3))")()
