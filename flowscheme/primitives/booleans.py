"""Booleans (R7RS 6.3): `#f` is `None`, `#t` is `...`, and everything but `#f` counts as true."""

from __future__ import annotations

from ..lang.machine.primitive import primitive, wrong_type
from ..lang.values.datum import Value, boolean


@primitive("(not obj)")
def not_(obj: Value) -> Value:
    """#t if obj is #f, else #f."""
    return boolean(obj is None)


@primitive("(boolean? obj)")
def is_boolean(obj: Value) -> Value:
    """Whether obj is #t or #f."""
    return boolean(obj is None or obj is ...)


@primitive("(boolean=? boolean1 boolean2 boolean3 ...)", cost="boolean1")
def booleans_equal(boolean1: Value, boolean2: Value, *rest: Value) -> Value:
    """Whether all the booleans are the same."""
    same = True
    for position, obj in enumerate((boolean1, boolean2, *rest), 1):
        if obj is not None and obj is not ...:
            raise wrong_type("boolean=?", position, "a boolean", obj)
        same = same and obj is boolean1
    return boolean(same)
