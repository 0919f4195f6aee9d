"""Equivalence predicates (R7RS 6.1).

`eqv` and `equal` are the Python side, for other primitives and for compiled `case`.  `equal` is iterative, and ends on
circular data: what is compared is taken for equal from then on, kept as classes of a union-find, so that every step
either ends or makes one class fewer.  The classes cost more than the comparison, so they start only once it is long.
"""

from __future__ import annotations

from math import copysign

from ..lang.datum import Bytevector, Pair, SourcePair, String, Value, Vector, boolean
from ..lang.numbers import EXACT
from ..lang.primitive import primitive

_LONG = 10_000


def eqv(a: Value, b: Value) -> bool:
    """Whether the objects are the same, or the same number with the same exactness (R7RS 6.1 `eqv?`)."""
    if a is b:
        return True
    kind = type(a)
    if kind is not type(b):
        return False
    if kind is float:
        return bool(a == b and copysign(1.0, a) == copysign(1.0, b)) or (a != a and b != b)
    return kind in EXACT and bool(a == b)


def equal(a: Value, b: Value) -> bool:
    """Whether the objects have the same structure and contents (R7RS 6.1 `equal?`)."""
    work = [(a, b)]
    steps = 0
    classes: _Classes | None = None
    while work:
        a, b = work.pop()
        if a is b:
            continue
        inside = _compare(a, b)
        if inside is None:
            return False
        if inside:
            steps += 1
            if steps > _LONG:
                classes = classes or _Classes()
                if classes.unite(id(a), id(b)):
                    continue
            work += inside
    return True


def _compare(a: Value, b: Value) -> list[tuple[Value, Value]] | None:
    """What must be equal for `a` and `b` to be, or None if they are not."""
    kind = type(a)
    if kind is Pair or kind is SourcePair:
        return [(a.cdr, b.cdr), (a.car, b.car)] if isinstance(b, Pair) else None
    if kind is not type(b):
        return None
    if kind is String:
        return [] if a.text == b.text else None
    if kind is Vector:
        return list(zip(a.items, b.items, strict=True)) if len(a.items) == len(b.items) else None
    if kind is Bytevector:
        return [] if a.data == b.data else None
    return [] if eqv(a, b) else None


class _Classes:
    """A union-find over ids; the objects stay alive, since the comparison's arguments hold them."""

    def __init__(self) -> None:
        self.parent: dict[int, int] = {}

    def root(self, key: int) -> int:
        parent = self.parent
        while (above := parent.get(key, key)) != key:
            parent[key] = parent.get(above, above)
            key = above
        return key

    def unite(self, a: int, b: int) -> bool:
        """Put two objects into one class; true if they were already."""
        a, b = self.root(a), self.root(b)
        self.parent[a] = b
        return a == b


@primitive("(eq? obj1 obj2)")
def is_eq(obj1: Value, obj2: Value) -> Value:
    """Whether the objects are one and the same."""
    return boolean(obj1 is obj2)


@primitive("(eqv? obj1 obj2)")
def is_eqv(obj1: Value, obj2: Value) -> Value:
    """Whether the objects are the same, or equal numbers of the same exactness."""
    return boolean(eqv(obj1, obj2))


@primitive("(equal? obj1 obj2)")
def is_equal(obj1: Value, obj2: Value) -> Value:
    """Whether the objects have the same structure and contents; ends on circular data."""
    return boolean(equal(obj1, obj2))
