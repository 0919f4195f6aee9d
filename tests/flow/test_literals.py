"""The law of literals: whatever a drive does to a quoted constant, no other drive sees it, nor a global that holds it."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import pytest

from flowscheme import Engine, Interpreter

ALTERATIONS = {
    "car": ("'(0)", "(set-car! l (+ 1 (car l)))", "(car l)"),
    "cdr": ("'(0)", "(set-cdr! l (cons 1 (cdr l)))", "(length l)"),
    "inner pair": ("'(a (0 b))", "(set-car! (cadr l) (+ 1 (car (cadr l))))", "(car (cadr l))"),
    "alist": ("'((a . 0))", "(set-cdr! (assq 'a l) (+ 1 (cdr (assq 'a l))))", "(cdr (assq 'a l))"),
    "list-set!": ("'(0 1)", "(list-set! l 0 (+ 1 (car l)))", "(car l)"),
    "vector": ("#(0)", "(vector-set! l 0 (+ 1 (vector-ref l 0)))", "(vector-ref l 0)"),
    "vector-fill!": ("'#(0 0)", "(vector-fill! l (+ 1 (vector-ref l 0)))", "(vector-ref l 1)"),
    "vector in a list": ("'(x #(0))", "(vector-set! (cadr l) 0 (+ 1 (vector-ref (cadr l) 0)))", "(vector-ref (cadr l) 0)"),
    "list in a vector": ("#((0))", "(set-car! (vector-ref l 0) (+ 1 (car (vector-ref l 0))))", "(car (vector-ref l 0))"),
    "bytevector": ("#u8(0)", "(bytevector-u8-set! l 0 (+ 1 (bytevector-u8-ref l 0)))", "(bytevector-u8-ref l 0)"),
    "quasi-quote": ("`(0 . ,'())", "(set-car! l (+ 1 (car l)))", "(car l)"),
    "rest of a quasi-quote": ("(cdr `(,1 0))", "(set-car! l (+ 1 (car l)))", "(car l)"),
    "quasi-vector": ("`#(0)", "(vector-set! l 0 (+ 1 (vector-ref l 0)))", "(vector-ref l 0)"),
    "appended": ("(cdr (append (list 1) '(0)))", "(set-car! l (+ 1 (car l)))", "(car l)"),
    "shared": ("'(#0=(0) #0#)", "(set-car! (car l) (+ 1 (caadr l)))", "(caadr l)"),
}  # fmt: skip
LIBRARY = "(define-library (held) (export held) (import (scheme base)) (begin (define (held) {literal})))\n(import (held))"
HOLDERS = {
    "in the flow": ("", "{literal}"),
    "in a helper": ("(define (held) {literal})", "(held)"),
    "by a global": ("(define held {literal})", "held"),
    "by a closure": ("(define held (let ((l {literal})) (lambda () l)))", "(held)"),
    "by a macro": ("(define-syntax held (syntax-rules () ((_) {literal})))", "(held)"),
    "by a default": ("(define held (make-parameter {literal}))", "(held)"),
    "by a library": (LIBRARY, "(held)"),
}  # fmt: skip


def program(alteration: str, holder: str) -> str:
    literal, alter, look = ALTERATIONS[alteration]
    setup, held = (part.format(literal=literal) for part in HOLDERS[holder])
    imports = "(import (scheme base) (scheme cxr) (flowscheme flow))\n"
    flow = f"(define (twice l) (let ((before {look})) {alter} (list before {look})))"
    return f"{imports}{setup}\n{flow}\n(defflow f (lambda (x) (let ((l {held})) (list (twice l) (suspend 'w) {look}))))"


CASES = [case for case in product(ALTERATIONS, HOLDERS) if case != ("shared", "by a macro")]
"""All together, but that a macro cannot hold what has labels."""


@pytest.mark.parametrize("alteration, holder", CASES)
def test_every_drive_begins_with_literals_as_written(alteration: str, holder: str, tmp_path: Path) -> None:
    text, store = program(alteration, holder), f"sqlite:///{tmp_path}/s.db"
    engine = Engine(store, Interpreter())
    engine.interpreter.eval_datum(text, "flow.scm")
    results = []
    for id in ("one", "two", "three"):
        assert engine.start("f", 1, id=id).status == "suspended"
    for id in ("one", "two"):
        results.append(engine.resume(id, "v").result)
    engine.close()
    elsewhere = Engine(store)
    results.append(elsewhere.resume("three", "v").result)
    elsewhere.close()
    first, _, last = results[0]
    assert first[0] != first[1] and last == first[1], "the alteration must be seen where it was made"
    assert results == [results[0]] * 3


def test_what_was_altered_outside_of_flows_is_kept_there() -> None:
    engine = Engine("memory:", Interpreter())
    engine.interpreter.eval("(define held '(0)) (define (get) held) (defflow f (lambda (x) (car held)))")
    assert engine.start("f", 1).result == 0
    engine.interpreter.eval("(set-car! held 5)")
    assert engine.start("f", 1).result == 0
    assert engine.interpreter.eval("(get)") == [5]


def test_a_drive_inside_another_sees_nothing_of_it_and_leaves_it_alone() -> None:
    engine = Engine("memory:")
    engine.interpreter.eval("""
    (define held '(0))
    (defflow inner (lambda (x) (set-car! held (+ 10 (car held))) (car held)))
    (defflow outer (lambda (x) (set-car! held 5) (list (flow/start inner 1) (car held))))""")
    assert engine.start("outer", 1).result == [10, 5]
    assert engine.interpreter.eval("held") == [0]
