"""What a run keeps of its code: however it was defined, the run ends elsewhere as it would have here."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from flowscheme import Engine, Interpreter, SchemeError
from flowscheme.lang.values.datum import symbol
from flowscheme.store import MemoryStore

LIBRARY = """
(define-library (my macros) (export defining) (import (scheme base))
  (begin (define-syntax defining (syntax-rules () ((_ name) (define (name x) (list 'h x)))))))"""

HELPERS = {
    "plain": "(define (h x) (list 'h x))",
    "begin": "(begin (define unused 1) (begin (define (h x) (list 'h x))))",
    "cond-expand": "(cond-expand (full-unicode (define (h x) (list 'h x))) (else (define (h x) 'wrong)))",
    "cond-expand of a begin": "(cond-expand ((not r7rs) #f) (else (begin (define (g x) (list 'h x)) (define (h x) (g x)))))",
    "macro": "(define-syntax mk (syntax-rules () ((_ n) (define (n x) (list 'h x))))) (mk h)",
    "macro of two": "(define-syntax mk (syntax-rules () ((_ a b) (begin (define (a x) (b x)) (define (b x) (list 'h x))))))"
    " (mk h i)",
    "macro in a macro": "(define-syntax in (syntax-rules () ((_ n) (define (n x) (list 'h x)))))"
    " (define-syntax out (syntax-rules () ((_ n) (in n)))) (out h)",
    "macro in cond-expand": "(cond-expand (else (define-syntax mk (syntax-rules () ((_ n) (define (n x) (list 'h x)))))))"
    " (cond-expand (else (mk h)))",
    "macro called define-two": "(define-syntax define-two (syntax-rules () ((_ a b) (begin (define (a x) (list 'h x))"
    " (define b a))))) (define-two i h)",
    "macro of a library": f"{LIBRARY} (import (my macros)) (defining h)",
    "defined again": "(define (h x) 'old) (define (h x) (list 'h x))",
    "values": "(define-values (h i) (values (lambda (x) (list 'h x)) 1))",
    "record": "(define-record-type <h> (make tag) h? (tag tag)) (define (h x) (list (tag (make 'h)) x))",
    "quasi-vector": "(define part 'h) (define (h x) (vector->list `#(,part ,x)))",
    "odd characters": "(define text \"a\x0b\x0c\x85\u2028\") (define (h x) (list 'h (if (= 5 (string-length text)) x 'cut)))",
}  # fmt: skip


def started(store: MemoryStore, *texts: str, **given: Any) -> None:
    """Define what texts say, one after the other, and start the flow `f`."""
    engine = Engine(store, Interpreter())
    for name, value in given.items():
        engine.interpreter.define(name, value)
    for text in texts:
        engine.interpreter.eval(text)
    assert engine.start("f", 1, id="r").status == "suspended"


@pytest.mark.parametrize("helper", HELPERS)
def test_helpers_are_pinned_however_they_were_defined(helper: str) -> None:
    store = MemoryStore()
    started(store, HELPERS[helper], "(defflow f (lambda (x) (h (suspend 'w))))")
    assert Engine(store).resume("r", "v").result == [symbol("h"), "v"]


FLOWS = {
    "macro": "(define-syntax flow (syntax-rules () ((_ n body) (defflow n (lambda (x) body))))) (flow f (list (suspend 'w)))",
    "macro that names nothing": "(define-syntax asks (syntax-rules () ((_ n) (defflow (n x) (list (suspend 'w)))))) (asks f)",
    "cond-expand": "(cond-expand (else (defflow f (lambda (x) (list (suspend 'w))))))",
    "begin": "(begin (defflow f (lambda (x) (list (suspend 'w)))))",
}  # fmt: skip


@pytest.mark.parametrize("flow", FLOWS)
def test_flows_are_pinned_however_they_were_defined(flow: str) -> None:
    store = MemoryStore()
    started(store, FLOWS[flow])
    assert Engine(store).resume("r", "v").result == ["v"]


@pytest.mark.parametrize("flow", ["macro", "cond-expand", "begin"])
def test_flows_of_files_are_pinned_however_they_were_defined(flow: str, tmp_path: Path) -> None:
    store, file = MemoryStore(), tmp_path / "f.scm"
    file.write_text(FLOWS[flow])
    engine = Engine(store)
    engine.load(file)
    engine.start("f", 1, id="r")
    file.unlink()
    assert Engine(store).resume("r", "v").result == ["v"]


PLAIN = [
    0.19, -7, Fraction(1, 3), "te\"xt\\\n", True, False, None, [1, ["a", 2.5]], (1, 2), b"\x00\xff", {"k": [1]}, [], float("inf"),
]  # fmt: skip


@pytest.mark.parametrize("value", PLAIN)
def test_plain_values_that_python_defined_are_pinned(value: Any) -> None:
    store = MemoryStore()
    started(store, "(define (h x) (list x rate))", "(defflow f (lambda (x) (h (suspend 'w))))", rate=value, other=object())
    assert Engine(store).resume("r", "v").result == ["v", value]


def test_a_value_that_the_program_defined_itself_is_the_programs() -> None:
    store = MemoryStore()
    started(store, "(define rate 2)", "(defflow f (lambda (x) (* rate (suspend 'w))))", rate=1)
    assert Engine(store).resume("r", 10).result == 20


def test_a_name_that_is_not_there_is_named(tmp_path: Path) -> None:
    store = MemoryStore()
    started(store, "(defflow f (lambda (x) (let ((v (suspend 'w))) (tell v))))", tell=print)
    run = Engine(store).resume("r", "v")
    assert (run.status, run.error.message) == ("failed", "unbound variable: tell")
    store = MemoryStore()
    started(store, "(defflow f (lambda (x) (list (tell x) (suspend 'w))))", tell=str)
    elsewhere = Engine(store)
    run = elsewhere.resume("r", "v")
    assert run.status == "stuck" and "which raised: unbound variable: tell" in run.error.message
    elsewhere.interpreter.define("tell", str)
    assert Engine(store).status("r") == "stuck"


POINT = "(define-record-type point (make-point x) point? (x point-x)) (flow-record-writer! point 'point point-x make-point)"


def test_records_that_only_the_input_holds_are_pinned_with_the_run() -> None:
    store = MemoryStore()
    engine = Engine(store)
    for text in (POINT, "(defflow f (lambda (x) (suspend 'w)))", "(flow/start f (list (make-point 7)) 'id \"r\")"):
        engine.interpreter.eval(text)
    assert engine.resume("r", 1).status == "done"
    engine.interpreter.eval("(flow/start f (list (make-point 7)) 'id \"s\")")
    elsewhere = Engine(store)
    assert str(elsewhere.run("s").input) == "[#<point x: 7>]"
    assert elsewhere.resume("s", 1).result == 1


def test_a_record_that_the_code_of_the_run_cannot_read_is_refused_and_nothing_is_changed(tmp_path: Path) -> None:
    store, file = MemoryStore(), tmp_path / "f.scm"
    file.write_text("(defflow f (lambda (x) (suspend 'w)))")
    engine = Engine(store)
    engine.load(file)
    engine.interpreter.eval(POINT)
    engine.interpreter.eval("(flow/start 'f (make-point 7) 'id \"r\")")
    elsewhere = Engine(store)
    elsewhere.interpreter.eval(POINT)
    for call in ("(flow/resume \"r\" 1)", "(flow/resume \"r\" (make-point 1))"):
        with pytest.raises(SchemeError, match="no record reader is registered for the tag point"):
            elsewhere.interpreter.eval(call)
    assert [(run.status, len(run.waits)) for run in elsewhere.runs()] == [("suspended", 1)]
    assert engine.resume("r", 1).result == 1


IMPURE = ["(lambda (p) (suspend 'no))", "(lambda (p) (current-second))", "(lambda (p) (once 'o 1))", "(lambda (p) (car 1))"]


@pytest.mark.parametrize(
    "writer, reader", [(impure, "make-point") for impure in IMPURE] + [("point-x", impure) for impure in IMPURE]
)
def test_writers_and_readers_do_nothing_impure_and_their_errors_are_the_runs(writer: str, reader: str) -> None:
    engine = Engine("memory:")
    engine.interpreter.eval("(define-record-type point (make-point x) point? (x point-x))")
    engine.interpreter.eval(f"(flow-record-writer! point 'point {writer} {reader})")
    engine.interpreter.eval("""
    (defflow result (lambda (x) (make-point 1)))
    (defflow tag (lambda (x) (suspend (make-point 1))))
    (defflow steps (lambda (x) (list (once 'o (make-point 1)) (suspend 'w))))""")
    for flow in ("result", "tag", "steps"):
        run = engine.start(flow, 1, id=flow)
        assert run.status in ("done", "suspended", "failed", "stuck"), flow
    assert len(engine.runs()) == 3
    assert engine.interpreter.evaluate(lambda: [*engine.policy.pending()], guest=False) is not None


def test_files_that_a_source_loads_are_pinned_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("more.scm").write_text("(define (more x) (list 'more x))")
    Path("lib.scm").write_text("(load \"more.scm\") (define (h x) (more x)) (set! counted (+ counted 1))")
    Path("f.scm").write_text("(define counted 0) (load \"lib.scm\") (defflow f (lambda (x) (h (suspend 'w))))")
    store = MemoryStore()
    engine = Engine(store, Interpreter({"files", "clock", "flows"}))
    engine.load("f.scm")
    engine.start("f", 1, id="r")
    for file in Path().glob("*.scm"):
        file.unlink()
    assert Engine(store).resume("r", "v").result == [symbol("more"), "v"]
