"""What an inlined operation that failed was applied to: for `explanations`, which know the traceback only.

Compiled code checks nothing beforehand, so the operands of a failed `v.items[i]` are on no name of their own.  The emitter
leaves a table of them in the code of each function, as its last constant:

    ("'operands", (0, 0, 4, 18, "vector-ref", ("name", "v"), ("+", ("name", "i"), ("constant", 1))))

That is: the code whose place is the form in columns 4 to 18 of the function's first line is a `vector-ref`, and what Python
refused there are the values of these *recipes*, which have no effects and can be looked up once more in the frame.  A row
names what failed:

    the primitive, and recipes of sequence and index       for an indexing
    the primitive, and recipes of both operands            for a comparison of strings or characters
    "'box", and the recipe of the box                      for a variable that lives in a box, empty before its definition

What cannot be told is `ABSENT`; what a variable may have become since is checked against the fault.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from itertools import islice
from types import CodeType, FrameType, TracebackType
from typing import Any, NamedTuple

from ..machine.primitive import ABSENT
from ..values.datum import Value

TABLE, BOX = "'operands", "'box"
"""The words that begin a table, and that stand for a box."""

INDEXINGS = frozenset({"vector-ref", "vector-set!", "string-ref"})
"""The indexings that have rows."""

Row = tuple[Any, ...]
"""Line and end line, from the function's first; column and end column; then what failed, as the module's text says."""

Recipe = tuple[Any, ...] | None
"""("name", variable), ("constant", value), ("slot", recipe, slot), or an operator and two recipes; None if it has effects."""

ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {"+": operator.add, "-": operator.sub, "*": operator.mul}


class Indexing(NamedTuple):
    """An indexing that failed: the primitive's name, and its sequence (a Python one) and index, or `ABSENT`."""

    name: str
    sequence: Any
    index: Value

    @property
    def is_wrong(self) -> bool:
        """Whether the index is surely none of the sequence's."""
        if self.sequence is ABSENT or self.index is ABSENT:
            return False
        return type(self.index) is not int or not 0 <= self.index < len(self.sequence)


def indexing(tb: TracebackType) -> Indexing | None:
    """The indexing that was going on in a guest frame; None if that cannot be told."""
    frame = tb.tb_frame
    under_way = [
        Indexing(name, _value(recipes[0], frame), _value(recipes[1], frame))
        for name, *recipes in _rows(tb)
        if name in INDEXINGS
    ]
    failed = under_way if len(under_way) == 1 else [use for use in under_way if use.is_wrong]
    return failed[0] if len(failed) == 1 else None


def empty_box(tb: TracebackType) -> str | None:
    """The variable whose box was empty when a guest frame read it; None if no such thing happened there."""
    boxes = [recipe for name, recipe, *_ in _rows(tb) if name == BOX]
    return next((recipe[1] for recipe in boxes if _value(recipe, tb.tb_frame) == []), None)


def compared(tb: TracebackType, culprit: Value) -> int | None:
    """Which operand, 0 or 1, of a comparison of strings or characters is the culprit; None if that cannot be told."""
    comparisons = [recipes for name, *recipes in _rows(tb) if name not in INDEXINGS and name != BOX]
    if len(comparisons) != 1:
        return None
    left, right = [_value(recipe, tb.tb_frame) for recipe in comparisons[0]]
    if left is culprit or right is culprit:
        return 0 if left is culprit else 1
    if left is not ABSENT:
        return 1
    return 0 if right is not ABSENT else None


def _rows(tb: TracebackType) -> list[Row]:
    """The rows for the place where a traceback stands, without the place."""
    code = tb.tb_frame.f_code
    place = next(islice(code.co_positions(), tb.tb_lasti // 2, None), (None,) * 4)
    if None in place:
        return []
    first = code.co_firstlineno
    line, end_line, column, end_column = place
    here = (line - first, end_line - first, column, end_column)  # type: ignore[operator]
    return [row[4:] for row in _table(code) if row[:4] == here]


def _table(code: CodeType) -> tuple[Row, ...]:
    last = code.co_consts[-1] if code.co_consts else None
    return last[1:] if type(last) is tuple and last[:1] == (TABLE,) else ()


def _value(recipe: Recipe, frame: FrameType) -> Any:
    """What a recipe gives in a frame, or `ABSENT`."""
    try:
        return _evaluate(recipe, frame)
    except (AttributeError, LookupError, TypeError):
        return ABSENT


def _evaluate(recipe: Recipe, frame: FrameType) -> Any:
    if recipe is None:
        return ABSENT
    kind, *parts = recipe
    if kind == "constant":
        return parts[0]
    if kind == "name":
        return frame.f_locals[parts[0]] if parts[0] in frame.f_locals else frame.f_globals[parts[0]]
    if kind == "slot":
        return getattr(_evaluate(parts[0], frame), parts[1])
    left, right = [_evaluate(part, frame) for part in parts]
    return ARITHMETIC[kind](left, right)
