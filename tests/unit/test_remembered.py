"""What an interpreter remembers of the sources that it has run: what a pin can need, and nothing of all else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from flowscheme import Engine, Interpreter
from flowscheme.store import MemoryStore

MANY = 60

SERVICES = {
    "expressions": ("(let () (define (f x) (* 2 x)) (f {}))", 0),
    "assignments": ("(set! counter (+ counter {}))", 0),
    "the same definition": ("(define (main) {}) (main)", 1),
    "two definitions": ("(define a {}) (define b {})", 1),
    "a macro": ("(define-syntax m (syntax-rules () ((_) {}))) (m)", 1),
    "an import": ("(import (srfi 1)) (fold + 0 '({}))", 1),
    "an import and a definition": ("(import (srfi 1)) (define (main) (fold + 0 '({}))) (main)", 2),
    "a text": ("(import (srfi 8)) (define-record-type p (make-p x) p? (x p-x))", 2),
    "a library": ("(define-library (job) (import (scheme base)) (export f) (begin (define (f) 1))) (import (job)) (f)", 2),
    "a record writer": ("(define-record-type p (m x) p? (x p-x)) (flow-record-writer! p 'p p-x m)", 2),
}
"""What a service evaluates again and again, a number in the braces, and how many of these texts are kept at the most."""


@pytest.fixture
def interpreter() -> Iterator[Interpreter]:
    made = Interpreter()
    made.eval("(define counter 0)")
    yield made


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_that_evaluates_for_ever_keeps_no_more_than_it_defines(service: str, interpreter: Interpreter) -> None:
    text, most = SERVICES[service]
    for number in range(MANY):
        interpreter.eval(text.replace("{}", str(number)))
    assert len(interpreter.libraries.sources) - 1 <= most


def test_what_is_defined_alone_is_kept_by_name(interpreter: Interpreter) -> None:
    for number in range(MANY):
        interpreter.eval(f"(define x{number} {number}) (define shared {number})")
    assert len(interpreter.libraries.sources) == MANY + 1
    interpreter.eval("".join(f"(define x{number} 0)" for number in range(MANY)))
    kept = [text for texts in interpreter.libraries.sources.values() for text in texts.values()]
    assert len(kept) == 3 and any("shared 59" in text for text in kept)


HISTORY = [
    "(import (srfi 8))",
    "(define (twice x) (* 2 x))",
    "(define-syntax pair-of (syntax-rules () ((_ a b) (list a b))))",
    "(define (unrelated) 1)",
    "(begin (define helper car) (define other cdr))",
    "(set! counter 7)",
    "(define (helper x) (receive (a b) (values x (twice x)) (pair-of a b)))",
    "(import (srfi 8))",
    "(define (unrelated) 2)",
    "(define-record-type point (make-point x) point? (x point-x))",
    "(flow-record-writer! point 'point point-x make-point)",
    "(+ 1 2)",
    "(define (twice x) (+ x x))",
    "(defflow f (sequence (await 'go) (lambda (x) (list (helper x) (point-x (make-point x))))))",
    "(define (unrelated) 3)",
]


def test_a_flow_is_pinned_with_all_that_it_reaches_after_any_history(interpreter: Interpreter) -> None:
    store = MemoryStore()
    engine = Engine(store, interpreter)
    for text in HISTORY:
        interpreter.eval(text)
    engine.start("f", 1, id="r")
    for number in range(MANY):
        interpreter.eval(f"(define (other) {number})")
    engine.start("f", 1, id="s")
    elsewhere = Engine(store)
    assert elsewhere.resume("r", 21).result == elsewhere.resume("s", 21).result == [[21, 42], 21]
    assert store.get("r") is not None and store.get("r").source == store.get("s").source  # type: ignore[union-attr]


def test_files_stay(interpreter: Interpreter) -> None:
    for number in range(3):
        interpreter.eval_datum("(define x 1)", f"/nowhere/{number}.scm")
        interpreter.eval_datum("(define x 1)", f"/nowhere/{number}.scm")
    assert len(interpreter.libraries.sources) == 4
