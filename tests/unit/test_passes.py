"""The passes from nodes to code: they leave nothing behind, and their tables have an entry for everything."""

from __future__ import annotations

import ast
import marshal
from typing import get_args

import pytest

import flowscheme.primitives  # noqa: F401  # declares them
from flowscheme import Interpreter
from flowscheme.lang.analyse import facts
from flowscheme.lang.analyse.mode import Mode
from flowscheme.lang.analyse.operators import CALLED, OPERATORS
from flowscheme.lang.emit import compiler
from flowscheme.lang.emit.dispatch import EXPRESSIONS, STATEMENTS, TESTS
from flowscheme.lang.emit.operators import EMISSIONS
from flowscheme.lang.expand.core import Call, Const, GlobalRef, Node
from flowscheme.lang.expand.expander import Expander
from flowscheme.lang.machine.primitive import PRIMITIVES
from flowscheme.lang.units import frontend  # noqa: F401  # fills the table of special forms
from flowscheme.lang.units.toplevel import read_forms
from flowscheme.repl import expansion

PROGRAMS = {
    "loops and closures": """
        (define (count n) (do ((i 0 (+ i 1)) (l '() (cons (lambda () (set! i (+ i 1)) i) l))) ((= i n) l)))
        (define (evens l) (let loop ((l l)) (if (null? l) '() (if (even? (car l)) (cons (car l) (loop (cdr l))) (loop (cdr l))))))
        (map (lambda (x) (* x x)) (evens '(1 2 3 4)))""",
    "mutual recursion": """
        (define (odd n) (and (not (= n 0)) (even (- n 1))))
        (define (even n) (or (= n 0) (odd (- n 1))))
        (for-each (lambda (p) (p 10)) (list odd even))""",
    "vectors": """
        (define (fill! v) (do ((i 0 (+ i 1))) ((= i (vector-length v)) v) (vector-set! v i (* i 1.5))))
        (fill! (make-vector 3))""",
    "records and definitions": """
        (define-record-type point (make-point x y) point? (x point-x set-point-x!) (y point-y))
        (define p (make-point 1 2))
        (set-point-x! p (case (point-y p) ((1 2) 'few) (else "many")))
        (set! p (list (point-x p) #\\a))""",
}


def nodes_of(text: str, interpreter: Interpreter) -> list[Node]:
    """The core nodes of a program in an interpreter's environment."""
    expander = Expander(interpreter.environment, "program", interpreter.libraries.core, interpreter.libraries)
    return list(expander.top(read_forms(text, "program")))


@pytest.mark.parametrize("mode", [Mode(), Mode(optimize=False), Mode(metered=True, bounded=True)])
@pytest.mark.parametrize("program", PROGRAMS)
def test_the_same_nodes_give_the_same_code_each_time(program: str, mode: Mode) -> None:
    interpreter = Interpreter()
    nodes = nodes_of(PROGRAMS[program], interpreter)
    environment, core = interpreter.environment, interpreter.libraries.core
    before = [repr(vars_of(node)) for node in nodes]
    first, second = [compiler.compile_unit(nodes, environment, core, ["program"], "1", False, mode) for _ in range(2)]
    assert marshal.dumps(first.code) == marshal.dumps(second.code)
    assert first.constants == second.constants and first.direct == second.direct
    assert [repr(vars_of(node)) for node in nodes] == before


def vars_of(node: object) -> object:
    """A node as the tuple that it is, and those inside; variables with all that stands on them."""
    if isinstance(node, tuple):
        return [type(node).__name__, *map(vars_of, node)]
    slots = getattr(type(node), "__slots__", ())
    known = [slot for slot in slots if slot in ("assigned", "captured", "name", "refs")]
    return [type(node).__name__, *[repr(getattr(node, slot)) for slot in known]]


def test_nothing_is_put_on_pythons_nodes(monkeypatch: pytest.MonkeyPatch) -> None:
    modules = []

    def keep(module: ast.Module, *rest: object, **options: object) -> object:
        modules.append(module)
        return compile(module, *rest, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(compiler, "compile", keep, raising=False)
    for program in PROGRAMS.values():
        Interpreter().eval_datum(program)
    places = {"lineno", "col_offset", "end_lineno", "end_col_offset"}
    for module in modules:
        for node in ast.walk(module):
            assert set(vars(node)) <= {*node._fields, *places}, ast.dump(node)


def test_nodes_are_compared_by_identity() -> None:
    binding = object()
    one, other = [Call(GlobalRef(binding, None), (Const(1, None),), None) for _ in range(2)]  # type: ignore[arg-type]
    assert one != other and len({one, other}) == 2 and one == one


def test_every_class_of_node_can_be_emitted() -> None:
    classes = set(get_args(Node))
    for table in (EXPRESSIONS, facts._VISITS, expansion._WRITERS):
        assert set(table) == classes
    assert set(STATEMENTS) <= classes and set(TESTS) <= classes


def test_every_operator_is_emitted_and_is_a_primitive() -> None:
    one_sided = EMISSIONS.keys() ^ OPERATORS.keys()
    assert not one_sided, f"a record in analyse/operators.py and an emission in emit/operators.py or structures.py: {one_sided}"
    assert OPERATORS.keys() <= PRIMITIVES.keys() and CALLED.keys() <= PRIMITIVES.keys()
    both = OPERATORS.keys() & CALLED.keys()
    assert not both, f"inlined now, so take it out of CALLED: {both}"


def test_comparisons_have_their_mirrors_and_opposites() -> None:
    for operator in OPERATORS.values():
        if operator.opposite:
            assert OPERATORS[OPERATORS[operator.opposite].opposite] is operator
        if operator.mirror:
            assert OPERATORS[OPERATORS[operator.mirror].mirror] is operator
