"""A service evaluates new texts for ever: what nobody can reach any more goes, what somebody can reach stays."""

from __future__ import annotations

import linecache
from typing import Any

import pytest

from flowscheme import Interpreter
from flowscheme.lang.emit import redefine
from flowscheme.lang.expand.leases import MANY
from flowscheme.lang.text.source import KEPT

FORMULA = """(let ((table '((a . {0}) (b "text {0}" symbol-{0} #(1 2 {0})))))
               (+ (cdr (assq 'a table)) (vector-ref (cadddr (assq 'b table)) 2) (car (map (lambda (x) (car '({0} x))) '(1)))))"""


def held(interpreter: Interpreter) -> tuple[int, int, int]:
    environment = interpreter.environment
    return len(environment.globals), len(environment.table), len(interpreter.libraries.sources)


def test_formulas_leave_nothing_behind() -> None:
    interpreter = Interpreter()
    sizes = []
    for number in range(4 * MANY):
        assert interpreter.eval(FORMULA.format(number)) == 3 * number
        if number % MANY == MANY - 1:
            sizes.append(held(interpreter))
    globals_of_a_sweep = 12 * MANY
    assert max(size[0] for size in sizes) < sizes[0][0] + globals_of_a_sweep
    assert {size[1:] for size in sizes} == {sizes[0][1:]}
    assert sum(name.startswith("<eval") for name in linecache.cache) <= KEPT


def test_what_can_still_be_called_keeps_its_data() -> None:
    interpreter = Interpreter()
    closures: list[Any] = []
    for number in range(3 * MANY):
        if number % 50 == 0:
            data = f"(list 'kept-symbol-{number} {number} \"{number}\")"
            closures.append(interpreter.eval(f"(lambda () (let loop ((i 0)) (if (= i 0) {data} (loop 0))))"))
            interpreter.eval(f"(define (kept-{number} x) (define (inner) (append '(inner {number}) x)) inner)")
        interpreter.eval(f"(append '({number} other-{number}) '())")
    assert interpreter.eval("(eq? 'kept-symbol-50 ((lambda (x) x) 'kept-symbol-50))") is True
    assert [closure()[1] for closure in closures] == list(range(0, 3 * MANY, 50))
    for number in range(0, 3 * MANY, 50):
        assert interpreter.eval(f"((kept-{number} '(1)))")[1:] == [number, 1]


def test_data_of_a_redefined_procedure_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(redefine, "MOST", 50)  # the units that may be compiled again hold theirs
    interpreter = Interpreter()
    for number in range(4 * MANY):
        interpreter.eval(f"(define (f) '(value {number}))")
    assert interpreter.call("f")[1] == 4 * MANY - 1
    assert len(interpreter.environment.globals) < len(Interpreter().environment.globals) + 4 * MANY


def test_a_unit_that_is_compiled_again_keeps_its_data() -> None:
    interpreter = Interpreter()
    interpreter.eval("(define (f x) (list (car x) 'only-here '(only here)))")
    interpreter.eval("(define (car x) 'mine)")
    for number in range(2 * MANY):
        interpreter.eval(f"'({number})")
    assert interpreter.eval("(f '(1))") == interpreter.eval("(list 'mine 'only-here '(only here))")
