"""Names of a program stay names of a program: whatever they look like, Python never takes one for its own.

The law: of any two different names, each variable keeps its own value, in every kind of place a variable can have; and
what is not bound is unbound, even if Python has something of that name.
"""

from __future__ import annotations

import builtins
import keyword
import re
import sys
from itertools import pairwise

import pytest

from flowscheme import Interpreter, SchemeError, symbol
from flowscheme.interp import FLOW_LIBRARY
from flowscheme.lang.machine.primitive import PRIMITIVES
from flowscheme.lang.machine.runtime import RUNTIME
from flowscheme.lang.text.atoms import symbol_text
from flowscheme.lang.values.denotation import SPECIALS

ALIKE = [
    "ﬁ", "fi", "K", "K", "Å", "Å", "Å", "ſ", "s", "ª", "a", "𝐱", "x", "Ａ", "A", "²", "µ", "μ", "é", "é", "ı", "i", "İ", "Ω", "Ω",
]  # fmt: skip
"""Names that Python's own parser would take for one another, as it normalises identifiers (NFKC)."""

ODD = [
    '__import__("os")', "__builtins__", "__name__", "__file__", "__dict__", "__class__", "__globals__", "__build_class__",
    "__debug__", "__annotations__", "__", "_", "'", "''", "'scheme", "'force", "'type", "'fuel", "'|x", "'d:x", "'l:x\ny",
    "'t:x:1", ".0", "", " ", "a b", "a\nb", "a\0b", "\0", "\0x", "a\\x0;b", '"', "|", "\\", "()", "(lambda)", "#t", "1", "1.5",
    "+", "-", "...", "a.b", "a:b", "a'1", "self", "t", "r", "f", "cls", "print", "eval", "exec", "None'", "\u2028", "\ufeff",
    "\u200b", "𝕏", "名前", "🙂", "x" * 10_000, "x" * 9_999 + "y",
]  # fmt: skip

BUILTINS = [name for name in dir(builtins) if not name.endswith(("Error", "Warning", "Exit"))]

NAMES = list(dict.fromkeys([*keyword.kwlist, *keyword.softkwlist, *BUILTINS, *ODD, *ALIKE, *RUNTIME]))

PLACES = {
    "globals": "(define {a} 'a) (define {b} 'b) (set! {a} (list {a})) (list {a} {b})",
    "locals": "(let (({a} 'a) ({b} 'b)) (set! {a} (list {a})) (list {a} {b}))",
    "parameters": "((lambda ({a} {b}) (set! {a} (list {a})) (list {a} {b})) 'a 'b)",
    "a rest": "((lambda ({a} . {b}) (set! {a} (list {a})) (list {a} (car {b}))) 'a 'b)",
    "captured": "(let (({a} 'a) ({b} 'b)) ((lambda () (set! {a} (list {a})) ((lambda () (list {a} {b}))))))",
    "internal definitions": "(let () (define {a} 'a) (define ({b}) 'b) (set! {a} (list {a})) (list {a} ({b})))",
    "a loop": "(let {a} (({b} 3) (got '())) (if (= {b} 0) (list (list 'a) 'b) ({a} (- {b} 1) (cons {b} got))))",
    "captured by a loop": "(let ((all '())) (do (({a} 0 (+ {a} 1)) ({b} 'b {b})) ((= {a} 2) (list (list 'a) ((car all)))) "
    "(set! all (cons (lambda () {b}) all))))",
    "fields": "(define-record-type rec (make-rec {a} {b}) rec? ({a} get-a) ({b} get-b)) "
    "(let ((r (make-rec 'a 'b))) (list (list (get-a r)) (get-b r)))",
    "accessors": "(define-record-type rec (mk x y) rec? (x {a}) (y {b})) (let ((r (mk 'a 'b))) (list (list ({a} r)) ({b} r)))",
    "macros": "(define-syntax {a} (syntax-rules () ((_ {b}) '({b})))) (define {b} 'b) (list ({a} a) {b})",
    "a library": "(define-library (l) (export {a} {b}) (import (only (scheme base) define quote)) "
    "(begin (define {a} '(a)) (define {b} 'b))) (import (l)) (list {a} {b})",
}


def spelled(name: str) -> str:
    """A symbol that the reader takes for exactly this name."""
    return symbol_text(name) if name.isascii() else "|" + "".join(f"\\x{ord(char):x};" for char in name) + "|"


@pytest.mark.parametrize("place", PLACES)
def test_two_names_are_two_variables(place: str) -> None:
    interpreter = Interpreter()
    write = interpreter.eval("(lambda (x) (let ((p (open-output-string))) (write x p) (get-output-string p)))")
    used = {"_", "...", "quote", *re.findall(r"[^\s()'{}]+", PLACES[place])}
    for a, b in [*pairwise(NAMES), *pairwise(ALIKE)]:
        if a != b and not {a, b} & used:
            environment = interpreter.new_environment("user")
            interpreter.environment = environment
            source = PLACES[place].format(a=spelled(a), b=spelled(b))
            assert write(interpreter.eval_datum(source)) == "((a) b)", (a, b)


@pytest.mark.parametrize("name", [each for each in NAMES if len(each) < 100])
def test_nothing_of_pythons_is_bound(name: str) -> None:
    interpreter = Interpreter()
    flow = interpreter.libraries.find(FLOW_LIBRARY)
    if flow is None or {name, symbol(name)} & (PRIMITIVES.keys() | SPECIALS.keys() | flow.exports.keys()):
        return
    with pytest.raises(SchemeError, match="unbound variable"):
        interpreter.eval(spelled(name))


def test_a_name_that_looks_like_code_runs_nothing() -> None:
    interpreter = Interpreter()
    before = set(sys.modules)
    assert interpreter.eval('(define |__import__("antigravity")| 1) |__import__("antigravity")|') == 1
    assert interpreter.eval('(let ((|x:=__import__("antigravity")| 2)) |x:=__import__("antigravity")|)') == 2
    assert set(sys.modules) == before


@pytest.mark.parametrize("name", ["__class__", "__globals__", "car", "text", "items", "__init__", "python", "f_globals"])
@pytest.mark.parametrize(
    "shape", ["({name} car)", "(car.{name})", "car.{name}", "(|.{name}| car)", "((lambda (x) (x '{name})) car)"]
)
def test_no_attribute_of_an_object_is_reached(name: str, shape: str) -> None:
    interpreter = Interpreter()
    interpreter.define("object", object())
    with pytest.raises(SchemeError):
        interpreter.eval(shape.format(name=name) if name != "car" else "(car object)")
