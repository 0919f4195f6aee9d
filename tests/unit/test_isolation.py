"""Interpreters of one process share code and nothing that a program can change: ports, parameters, shapes, characters."""

from __future__ import annotations

import io
import sys

import pytest

from flowscheme import Interpreter, NotGranted, SchemeError
from flowscheme.lang.machine.primitive import PRIMITIVES
from flowscheme.lang.values.datum import CHARS

CLOSE = "(close-port (current-output-port)) (close-port (current-error-port)) (close-port (current-input-port))"
READS = [
    "(read-line)", "(read-char)", "(peek-char)", "(read)", "(read-string 3)", "(read-string 0)", "(char-ready?)",
    "(read-line (current-input-port))",
]  # fmt: skip


def test_a_program_closes_the_console_for_itself_alone(capsys: pytest.CaptureFixture[str]) -> None:
    before, other = Interpreter(), Interpreter(())
    before.eval('(display "before")')
    other.eval(CLOSE)
    for interpreter in (before, Interpreter()):
        interpreter.eval('(display "out") (display "error" (current-error-port))')
    with pytest.raises(SchemeError, match="closed"):
        other.eval('(display "more")')
    assert capsys.readouterr() == ("beforeoutout", "errorerror")


@pytest.mark.parametrize("read", READS)
def test_what_was_read_ahead_is_not_for_others(read: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("abc rest\nsecond line\n"))
    reader, other = Interpreter(("console",)), Interpreter(())
    assert reader.eval("(string (read-char))") == "a"
    with pytest.raises(NotGranted):
        other.eval(read)
    assert reader.eval("(read-line)") == "bc rest"


@pytest.mark.parametrize("read", READS[:-1])
def test_nor_for_those_who_hold_the_port(read: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("abc rest\n"))
    reader, other = Interpreter(("console",)), Interpreter(())
    reader.eval("(read-char)")
    other.define("port", reader.eval("(current-input-port)"))
    with pytest.raises(NotGranted):
        other.eval(read[:-1] + " port)")


def test_a_program_does_not_catch_what_another_prints(capsys: pytest.CaptureFixture[str]) -> None:
    inner, outer = Interpreter(), Interpreter(())
    outer.define("log", lambda: inner.eval('(display "of the host")'))
    program = "(let ((p (open-output-string))) (parameterize ((current-output-port p)) (log)) (get-output-string p))"
    assert outer.eval(program) == ""
    assert capsys.readouterr().out == "of the host"


def test_a_program_that_is_called_back_prints_where_its_caller_does() -> None:
    interpreter = Interpreter(())
    interpreter.define("back", lambda: interpreter.eval('(display "inside")'))
    program = "(let ((p (open-output-string))) (parameterize ((current-output-port p)) (back)) (get-output-string p))"
    assert interpreter.eval(program) == "inside"


def test_a_port_can_be_false_no_more_than_before() -> None:
    with pytest.raises(SchemeError, match="wrong kind"):
        Interpreter().eval("(parameterize ((current-output-port #f)) (newline))")


def attributes() -> dict[str, dict[str, object]]:
    return {name: dict(vars(entry.procedure)) for name, entry in PRIMITIVES.items() if vars(entry.procedure)}


def test_programs_leave_nothing_at_a_primitive() -> None:
    before = attributes()
    interpreter = Interpreter()
    interpreter.eval("""
        (define (shown f) (sequence f (flow-node f) (tap f) (map-flow f) (branch f f f) (step 'a f)))
        (for-each shown (list car cdr list display))
        (defflow first car)
        (parameterize ((current-output-port (open-output-string))) (display 1))""")
    assert attributes() == before


def test_a_primitive_takes_no_shape() -> None:
    before = attributes()
    with pytest.raises(SchemeError):
        Interpreter().eval("(import (flowscheme flow primitive)) (%shape 'step \"mine\" '() car)")
    assert attributes() == before


def test_a_program_that_makes_many_characters_leaves_few() -> None:
    interpreter = Interpreter()
    many = "(let loop ((i 70000) (l '())) (if (= i 0) (length l) (loop (- i 1) (cons (integer->char (+ i #x20000)) l))))"
    assert interpreter.eval(many) == 70000
    assert len(CHARS) <= 1 << 16
    assert interpreter.eval("(let ((c (integer->char #x1f600))) (and (eq? c (string-ref (string c) 0)) (char=? c #\\x1f600)))")


def test_a_description_shows_no_text_of_another_interpreter() -> None:
    one, other = Interpreter(()), Interpreter(())
    one.eval_datum(";; Mine.\n(define (f x) x)", name="program.scm")
    other.eval_datum(";; A secret.\n(define (f secret) 1)", name="program.scm")
    shown = one.eval("(let ((p (open-output-string))) (describe f p) (get-output-string p))")
    assert shown.startswith("(f x)") and "Mine." in shown and "secret" not in shown
