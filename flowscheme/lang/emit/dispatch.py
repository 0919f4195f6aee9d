"""The three ways to emit a node, by its class: as an expression, as statements for a destination, as a test.

Each is a table that the modules above fill: `@expression_of(If)` stands before the function that makes an expression of a
conditional.  So those modules call each other through the tables only, and import downwards.  A class that is in no table
but that of expressions is delivered, or tested, as its value.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from ..expand.core import Node
from ..machine.shield import poll
from .delivery import deliver
from .emitter import Dest, Emitter
from .python_ast import located

EXPRESSIONS: dict[type, Callable[[Emitter, Any], ast.expr]] = {}
"""Node class to what makes an expression for its value; it may emit statements before it."""

STATEMENTS: dict[type, Callable[[Emitter, Any, Dest], None]] = {}
"""Node class to what emits statements that deliver its value."""

TESTS: dict[type, Callable[[Emitter, Any], ast.expr]] = {}
"""Node class to what makes an expression for its truth, a Python one."""

F = TypeVar("F", bound=Callable[..., Any])


def expression_of(node_class: type) -> Callable[[F], F]:
    """Declare what makes expressions of the nodes of a class."""
    return _enter(EXPRESSIONS, node_class)


def statement_of(node_class: type) -> Callable[[F], F]:
    """Declare what makes statements of the nodes of a class."""
    return _enter(STATEMENTS, node_class)


def test_of(node_class: type) -> Callable[[F], F]:
    """Declare what makes tests of the nodes of a class."""
    return _enter(TESTS, node_class)


def _enter(table: dict[type, Any], node_class: type) -> Callable[[F], F]:
    def declare(function: F) -> F:
        table[node_class] = function
        return function

    return declare


def expression(emitter: Emitter, node: Node) -> ast.expr:
    """A Python expression for the value of a node; it may emit statements first."""
    return emitter.shallow(EXPRESSIONS[type(node)](emitter, node))


def statement(emitter: Emitter, node: Node, dest: Dest) -> None:
    """Emit statements that deliver the node's value to a destination."""
    poll()
    STATEMENTS.get(type(node), deliver_expression)(emitter, node, dest)


def test(emitter: Emitter, node: Node) -> ast.expr:
    """A Python truth value for a node in test position."""
    return TESTS.get(type(node), truth_of_expression)(emitter, node)


def deliver_expression(emitter: Emitter, node: Node, dest: Dest) -> None:
    """Emit the delivery of a node's value as that of an expression."""
    deliver(emitter, expression(emitter, node), dest, node.at)


def truth_of_expression(emitter: Emitter, node: Node) -> ast.expr:
    """A node's truth as that of its value."""
    return located(emitter.truth(expression(emitter, node)), node.at)


def expressions(emitter: Emitter, nodes: Sequence[Node]) -> list[ast.expr]:
    """Expressions for several nodes, evaluated left to right whatever statements they need."""
    values: list[ast.expr] = []
    held = 0
    for node in nodes:
        poll()
        mark = len(emitter.block)
        value = expression(emitter, node)
        if len(emitter.block) > mark:
            _hold_earlier(emitter, values, nodes, range(held, len(values)), mark)
            held = len(values)
        values.append(value)
    return values


def _hold_earlier(emitter: Emitter, values: list[ast.expr], nodes: Sequence[Node], indexes: range, mark: int) -> None:
    """Hold the values of nodes before the statements that a later one has emitted, where these might change them."""
    late = [index for index in indexes if not emitter.fixed(values[index], nodes[index])]
    if late:
        emitted, emitter.block[mark:] = emitter.block[mark:], []
        for index in late:
            values[index] = emitter.hold(values[index])
        emitter.block += emitted
