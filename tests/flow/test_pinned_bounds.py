"""Pinned code may do and spend what its engine's own code may: limits, mode and grants."""

from __future__ import annotations

import pytest

from flowscheme import Engine, Interpreter, LimitExceeded, Limits, RunRecord, SchemeError
from flowscheme.interp import ALL_GRANTS
from flowscheme.store import MemoryStore, Store

LIMITS = {
    "steps": (Limits(steps=200_000), "(let loop () (loop))"),
    "seconds": (Limits(seconds=2.0), "(let loop () (loop))"),
    "memory": (Limits(memory=50_000_000), "(let loop ((l '())) (loop (cons (make-vector 1000 0) l)))"),
    "depth": (Limits(depth=1000), "(let loop () (+ 1 (loop)))"),
}
"""Limits, and what spends each."""

PLACES = {
    "the flow": "(defflow f (sequence (await 'go) (lambda (x) (if (greedy?) {spend} 'done))))",
    "a step": "(defflow f (sequence (await 'go) (step 's (lambda (x) (if (greedy?) {spend} 'done)))))",
    "a branch": "(defflow f (sequence (await 'go) (parallel (lambda (x) (if (greedy?) {spend} 'done)) flow-id)))",
    "a definition": "(define x (if (greedy?) {spend} 1)) (defflow f (sequence (await 'go) (lambda (y) x)))",
    "a library": """(define-library (mine) (import (scheme base)) (export spend) (begin (define (spend) {spend})))
        (import (mine)) (defflow f (sequence (await 'go) (lambda (x) (if (greedy?) (spend) 'done))))""",
    "a macro": """(define-syntax spend (syntax-rules () ((_ x) (if (greedy?) {spend} x))))
        (defflow f (sequence (await 'go) (lambda (x) (spend x))))""",
}


def engine(store: Store, interpreter: Interpreter, greedy: bool) -> Engine:
    made = Engine(store, interpreter)
    made.pure(lambda: greedy, "greedy?")
    return made


def resumed(source: str, interpreter: Interpreter) -> RunRecord | SchemeError:
    """What comes of a run of pinned code in an interpreter, the run itself or what was raised."""
    store = MemoryStore()
    first = engine(store, Interpreter(), greedy=False)
    first.interpreter.eval(source)
    first.start("f", 1, id="r")
    second = engine(store, interpreter, greedy=True)
    try:
        return second.resume("r", 1)
    except SchemeError as error:
        return error


@pytest.mark.parametrize("limit", LIMITS)
@pytest.mark.parametrize("place", PLACES)
def test_pinned_code_is_ended_by_its_engines_limits(place: str, limit: str) -> None:
    limits, spend = LIMITS[limit]
    ended = resumed(PLACES[place].format(spend=spend), Interpreter((), limits=limits))
    if isinstance(ended, RunRecord):
        assert ended.status == "failed" and "limit" in ended.error.message + ended.error.kind
    else:
        assert isinstance(ended, LimitExceeded) and ended.limit == limit


def test_an_interpreter_for_pinned_code_has_the_bounds_of_its_engines() -> None:
    for metered in (False, True):
        for optimize in (False, True):
            for grants in (ALL_GRANTS, frozenset[str]()):
                parent = Interpreter(grants, limits=Limits(seconds=5), metered=metered, optimize=optimize)
                made = parent.sibling({"p.scm": "1"})
                bounds = (made.grants, made.limits, made.libraries.mode, made.libraries.fuel)
                assert bounds == (parent.grants, parent.limits, parent.libraries.mode, parent.libraries.fuel)


@pytest.mark.parametrize("grants", [frozenset({"files"}), frozenset[str]()])
def test_pinned_code_has_the_grants_of_its_engine(grants: frozenset[str]) -> None:
    source = "(defflow f (sequence (await 'go) (step 's (lambda (x) (file-exists? \"/\")))))"
    ended = resumed(source, Interpreter(grants))
    assert isinstance(ended, RunRecord)
    assert (ended.result is True) == bool(grants)
    assert grants or ended.error.kind == "grant"
