"""The table that a function leaves for its faults: what its indexings, boxes and comparisons are applied to.

Its rows and their meaning are those of `faults.operands`.  An emission notes the part of Python's `ast` that can fail; when
the places of all parts are known, the notes become rows.
"""

from __future__ import annotations

import ast
from typing import Any, NamedTuple

from ..faults.operands import ARITHMETIC, BOX, TABLE, Recipe, Row

_OPERATORS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: "*"}
assert set(_OPERATORS.values()) == set(ARITHMETIC)


class Note(NamedTuple):
    """A part of Python's `ast` that can fail, and the primitive that it is, or a box."""

    part: ast.Subscript | ast.Compare
    name: str


def table_of(notes: list[Note], first_line: int) -> tuple[Any, ...]:
    """The table of a function that begins at a line."""
    rows = [_row(note, first_line) for note in notes if hasattr(note.part, "lineno")]
    return (TABLE, *dict.fromkeys(rows))


def _row(note: Note, first_line: int) -> Row:
    part = note.part
    assert part.end_lineno is not None
    place = (part.lineno - first_line, part.end_lineno - first_line, part.col_offset, part.end_col_offset)
    if isinstance(part, ast.Compare):
        operands = [side.value for side in (part.left, part.comparators[0]) if isinstance(side, ast.Attribute)]
        return (*place, note.name, *map(_recipe, operands))
    if note.name == BOX:
        return (*place, BOX, _recipe(part.value))
    index = part.slice.body if isinstance(part.slice, ast.IfExp) else part.slice  # `i if i >= 0 else 'bad_index(i)`
    return (*place, note.name, _recipe(part.value), _recipe(index))


def _recipe(expr: ast.expr) -> Recipe:
    """How to look up the value of an expression that was evaluated; None if that takes more than looking."""
    if isinstance(expr, ast.Constant):
        return ("constant", expr.value)
    if isinstance(expr, ast.Name):
        return ("name", expr.id)
    if isinstance(expr, ast.Attribute):
        inner = _recipe(expr.value)
        return ("slot", inner, expr.attr) if inner else None
    if isinstance(expr, ast.BinOp) and type(expr.op) in _OPERATORS:
        left, right = _recipe(expr.left), _recipe(expr.right)
        return (_OPERATORS[type(expr.op)], left, right) if left and right else None
    return None
