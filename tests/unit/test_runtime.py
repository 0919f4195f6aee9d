"""What compiled code finds at run time: one list, with a line of each name, and nothing that is not in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from types import CodeType

import pytest

from flowscheme import Interpreter
from flowscheme.lang.emit import compiler
from flowscheme.lang.machine.runtime import NAMES, OWN, RUNTIME
from flowscheme.lang.values.global_names import (
    GUEST_MARK,
    MAKER,
    demangle,
    direct_name,
    files_name,
    is_link,
    link_name,
    made_up_name,
    mangle,
)

PROGRAM = """
(define-record-type point (make-point x y) point? (x point-x set-point-x!) (y point-y))
(define (build n) (if (= n 0) '() (cons n (build (- n 1)))))
(define (all . rest) (let loop ((i 0) (sum 0)) (if (< i (length rest)) (loop (+ i 1) (* 3 sum)) sum)))
(define (until v) (do ((i 0 (+ i 1))) ((= i (vector-length v)) (vector-ref v (- i 1)))))
(define (doubled l) (map (lambda (x) (* 2 x)) l))
(define (kinds x) (list (pair? x) (symbol? x) (string? x) (vector? x) (char? x) (null? x) (exact-integer? x)))
(define (text c s) (list (char->integer c) (string-ref s 0) (string-length s) (integer->char 65) 'symbol #\\c '(1 2)))
(define (closures n) (let loop ((i 0) (made '())) (if (= i n) made (loop (+ i 1) (cons (lambda () i) made)))))
(define (halves n) (quotient n 2))
(set! build (lambda (n) n))
"""

PREFIXES = (MAKER, "'|", "'d:", "'l:", "'t:", "'s:", "'c:", "'files:")


def names_used(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for const in code.co_consts:
        if isinstance(const, CodeType):
            yield from names_used(const)


@pytest.mark.parametrize("metered", [False, True])
def test_compiled_code_uses_what_is_listed(monkeypatch: pytest.MonkeyPatch, metered: bool) -> None:
    units = []
    finish = compiler._finished
    monkeypatch.setattr(compiler, "_finished", lambda code, *rest: units.append(code) or finish(code, *rest))
    Interpreter(metered=metered).eval_datum(PROGRAM, "test.scm")
    used = {name for unit in units for name in names_used(unit) if name.startswith(("'", "__"))}
    own = {name for name in used if not name.startswith(PREFIXES) and not re.fullmatch(r"'.*\.\d+", name)}
    assert own <= {*RUNTIME, *OWN}
    assert {"'Pair", "'nil", "'len", "'type"} <= own
    assert ("'fuel" in own) is metered


def test_every_name_has_a_line() -> None:
    for name, doc in [*((name, entry.doc) for name, entry in NAMES.items()), *OWN.items()]:
        assert re.fullmatch(r"[A-Z].{9,110}\.", doc), name


def test_an_environment_begins_with_the_runtime() -> None:
    names = Interpreter().environment.globals
    assert {name for name in names if re.fullmatch(r"'[\w-]+", name)} == {*NAMES, *OWN} - {"__builtins__", "'fuel", "'spent"}
    assert all(names[name] is value for name, value in RUNTIME.items())


@pytest.mark.parametrize("name", ["fact", "'quoted", "__builtins__", "None", "'|twice", "'d:x", "", "a'b", GUEST_MARK, *RUNTIME])
def test_names_of_programs_are_never_ours(name: str) -> None:
    key = mangle(name)
    assert demangle(key) == name
    assert key not in {*RUNTIME, *OWN, "__name__", "True"}
    for other in (direct_name(key), link_name("scheme base", key), made_up_name(name, 7)):
        assert other != key
        assert demangle(other) == name
    assert not is_link(key)
    assert is_link(link_name("scheme base", key))
    assert not is_link(files_name("f"))
