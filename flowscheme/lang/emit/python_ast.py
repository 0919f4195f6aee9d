"""Small things done to Python's `ast`: places, negation, depth."""

from __future__ import annotations

import ast
from collections.abc import Mapping
from typing import Any, TypeVar

from ..values.datum import Span

LOAD, STORE = ast.Load(), ast.Store()

N = TypeVar("N", bound=ast.AST)


def located(node: N, at: Span | None) -> N:
    """The Python node with a Scheme span."""
    if at is not None:
        placed: Any = node
        placed.lineno, placed.col_offset, placed.end_lineno, placed.end_col_offset = at
    return node


def locate_all(node: N, at: Span | None) -> N:
    """The Python node and those parts of it that have no place yet, at a span."""
    if at is not None:
        work: list[ast.AST] = [node]
        while work:
            part = work.pop()
            if not hasattr(part, "lineno"):
                located(part, at)
                work += ast.iter_child_nodes(part)
    return node


def negate(test: ast.expr) -> ast.expr:
    """The opposite of a truth value."""
    if isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.Is | ast.IsNot):
        opposite = ast.IsNot() if isinstance(test.ops[0], ast.Is) else ast.Is()
        return ast.copy_location(ast.Compare(test.left, [opposite], test.comparators), test)
    return ast.UnaryOp(ast.Not(), test)


def joined(operator: ast.boolop, tests: list[ast.expr]) -> ast.expr:
    """`and` or `or` of one or more tests."""
    return tests[0] if len(tests) == 1 else ast.BoolOp(operator, tests)


def nesting(expr: ast.expr, noted: Mapping[ast.expr, int]) -> int:
    """How deep an expression nests, given the depths of some that are inside it."""
    depth = noted.get(expr)
    return depth if depth is not None else 1 + max([nesting(part, noted) for part in _parts(expr)], default=0)


def foldable(expr: ast.expr) -> bool:
    """Whether Python makes a constant of an expression."""
    if isinstance(expr, ast.BinOp):
        return foldable(expr.left) and foldable(expr.right)
    return foldable(expr.operand) if isinstance(expr, ast.UnaryOp) else isinstance(expr, ast.Constant)


def _parts(expr: ast.expr) -> list[ast.expr]:
    """The direct subexpressions that nest."""
    parts: list[ast.expr] = []
    for value in expr.__dict__.values():
        if isinstance(value, ast.expr):
            parts.append(value)
        elif isinstance(value, list):
            parts += [item for item in value if isinstance(item, ast.expr)]
    return parts
