"""Conditionals (`if`, `or`, and `and`, which is an `if`) as expressions, statements and tests.

    (if (< a b) a (f b))                  =>  (a if a < b else f(b))
    (and (pair? l) (null? (cdr l)))       =>  in a test:  type(l) is Pair and l.cdr is nil

One of many branches becomes a loop that runs once: the branches leave it, instead of nesting each in the other's `else`.
"""

from __future__ import annotations

import ast

from ..expand.core import Call, Const, If, Node, Or
from ..values.datum import UNSPECIFIED, Span
from .calls import operation
from .delivery import deliver
from .dispatch import deliver_expression, expression, expression_of, statement, statement_of, test, test_of
from .emitter import Dest, Emitter, Loop
from .python_ast import LOAD, STORE, joined, located, negate
from .turns import turns

LONG = 60
"""How many branches of a conditional may nest one in the other's `else`."""


def branches(node: Node) -> int:
    """How many branches a conditional has, each in the `else` of the one before."""
    count = 0
    while isinstance(node, If | Or):
        node = node.other if isinstance(node, If) else node.second
        count += 1
    return count


# As expressions


@expression_of(If)
def conditional(emitter: Emitter, node: If) -> ast.expr:
    """The value of a conditional."""
    if branches(node) > LONG:
        return _chain(emitter, node)
    condition = test(emitter, node.test)
    values: list[ast.expr] = []
    blocks = [
        emitter.branch(lambda branch=branch: values.append(expression(emitter, branch)), node.at)  # type: ignore[misc]
        for branch in (node.then, node.other)
    ]
    if not blocks[0] and not blocks[1]:
        return located(ast.IfExp(condition, values[0], values[1]), node.at)
    return _assigned(emitter, condition, blocks, values, node.at)


@expression_of(Or)
def either(emitter: Emitter, node: Or) -> ast.expr:
    """The value of an `or`."""
    if branches(node) > LONG:
        return _chain(emitter, node)
    first, again = emitter.twice(expression(emitter, node.first))
    values: list[ast.expr] = []
    block = emitter.branch(lambda: values.append(expression(emitter, node.second)), node.at)
    truth = emitter.truth(first)
    if not block:
        return located(ast.IfExp(truth, again, values[0]), node.at)
    return _assigned(emitter, truth, [[], block], [again, values[0]], node.at)


def _assigned(
    emitter: Emitter, condition: ast.expr, blocks: list[list[ast.stmt]], values: list[ast.expr], at: Span | None
) -> ast.expr:
    """Emit an `if` whose two blocks assign their value to a name; that name."""
    temporary = emitter.shared.fresh("'t")
    for block, value in zip(blocks, values, strict=True):
        block.append(ast.Assign([ast.Name(temporary, STORE)], value))
    emitter.block.append(located(ast.If(condition, blocks[0], blocks[1]), at))
    return ast.Name(temporary, LOAD)


def _chain(emitter: Emitter, node: If | Or) -> ast.expr:
    """The value of a conditional of many branches."""
    temporary = emitter.shared.fresh("'t")
    _chain_statement(emitter, node, Dest("bind", temporary))
    return ast.Name(temporary, LOAD)


# As statements


@statement_of(If)
def conditional_statement(emitter: Emitter, node: If, dest: Dest) -> None:
    """Emit a conditional that delivers the value of a branch."""
    if dest.kind != "return" and dest.leave is None and branches(node) > LONG:
        _chain_statement(emitter, node, dest)
        return
    condition = test(emitter, node.test)
    then = emitter.branch(lambda: statement(emitter, node.then, dest), node.at)
    if dest.kind == "return" or dest.leave is not None:  # the branch ends by a jump: no `else`, no nesting
        emitter.block.append(located(ast.If(condition, then or [ast.Pass()], []), node.at))
        statement(emitter, node.other, dest)
        return
    other = emitter.branch(lambda: statement(emitter, node.other, dest), node.at)
    if then or other:
        if not then:
            condition, then, other = negate(condition), other, []
        emitter.block.append(located(ast.If(condition, then, other), node.at))
    elif not isinstance(condition, ast.Constant):
        emitter.block.append(located(ast.Expr(condition), node.at))


@statement_of(Or)
def either_statement(emitter: Emitter, node: Or, dest: Dest) -> None:
    """Emit an `or` that delivers its value."""
    if dest.kind == "bind" and dest.leave is None:
        deliver_expression(emitter, node, dest)
        return
    if dest.kind == "drop":
        conditional_statement(emitter, If(node.first, Const(UNSPECIFIED, node.at), node.second, node.at), dest)
        return
    inlined = operation(emitter, node.first) if isinstance(node.first, Call) else None
    value, is_test = inlined if inlined is not None else (expression(emitter, node.first), False)
    if is_test:
        condition, value = value, ast.Constant(...)
    else:
        value = value if isinstance(value, ast.Name) else emitter.hold(value)
        condition = emitter.truth(value)
    block = emitter.inside(lambda: deliver(emitter, value, dest, node.at))
    emitter.block.append(located(ast.If(condition, block, []), node.at))
    statement(emitter, node.second, dest)


def _chain_statement(emitter: Emitter, node: If | Or, dest: Dest) -> None:
    """Emit a conditional of many branches as a loop that runs once: the branches leave it, instead of nesting."""
    turns(emitter, Loop((), once=True), node, dest)


# As tests


@test_of(Const)
def constant_test(emitter: Emitter, node: Const) -> ast.expr:
    """The truth of a literal."""
    return ast.Constant(node.value is not None)


@test_of(If)
def conditional_test(emitter: Emitter, node: If) -> ast.expr:
    """The truth of a conditional: an `and` of tests, or a choice between two."""
    parts: list[Node] = []
    rest: Node = node
    while isinstance(rest, If) and isinstance(rest.other, Const) and rest.other.value is None:
        parts.append(rest.test)
        rest = rest.then
    if parts:
        return emitter.shallow(_junction(emitter, ast.And(), [*parts, rest], node.at))
    condition = test(emitter, node.test)
    tests: list[ast.expr] = []
    blocks = [
        emitter.branch(lambda branch=branch: tests.append(test(emitter, branch)), node.at)  # type: ignore[misc]
        for branch in (node.then, node.other)
    ]
    if not any(blocks):
        return emitter.shallow(ast.IfExp(condition, tests[0], tests[1]))
    return emitter.shallow(_assigned(emitter, condition, blocks, tests, node.at))


@test_of(Or)
def either_test(emitter: Emitter, node: Or) -> ast.expr:
    """The truth of an `or` of tests."""
    parts: list[Node] = []
    rest: Node = node
    while isinstance(rest, Or):
        parts.append(rest.first)
        rest = rest.second
    return emitter.shallow(_junction(emitter, ast.Or(), [*parts, rest], node.at))


def _junction(emitter: Emitter, operator: ast.boolop, parts: list[Node], at: Span | None) -> ast.expr:
    """`and` or `or` of tests; one that needs statements stands under an `if` that asks those before it."""
    tests = [test(emitter, parts[0])]
    for part in parts[1:]:
        block = emitter.branch(lambda part=part, tests=tests: tests.append(test(emitter, part)), at)  # type: ignore[misc]
        if block:
            temporary = emitter.shared.fresh("'t")
            so_far: ast.expr = ast.Name(temporary, LOAD)
            block.append(ast.Assign([ast.Name(temporary, STORE)], tests.pop()))
            emitter.assign(temporary, joined(operator, tests), at)
            undecided = so_far if isinstance(operator, ast.And) else negate(so_far)
            emitter.block.append(located(ast.If(undecided, block, []), at))
            tests = [so_far]
    return joined(operator, tests)
