"""Equivalence predicates (R7RS 6.1).

`eqv` and `equal` are the Python side, for other primitives and for compiled `case`.  `equal` first follows lists with a
bounded number of steps, which settles nearly every comparison.  What is left goes to an iterative walk that ends on
circular data: what is compared is taken for equal from then on, kept as classes of a union-find.  With #0=(1 . #0#) and
#1=(1 1 . #1#) the first pairs come into one class, then the second of #1# joins it, and then the first pairs would be
compared again, which are in one class already: nothing is left to compare, they are equal.  Every step either ends or
makes one class fewer.  The classes cost more than the comparison, so they start only once it is long.
"""

from __future__ import annotations

from collections.abc import Iterator
from math import copysign

from ..lang.machine.meter import charged_turns
from ..lang.machine.primitive import primitive
from ..lang.machine.sizes import SMALL, spend, spend_pairs
from ..lang.text.numbers import EXACT
from ..lang.values.complex import Complex
from ..lang.values.datum import NIL, Bytevector, Pair, SourcePair, String, Symbol, Value, Vector, boolean
from ..lang.values.foreign import HostValue

_SOON, _LATER, _DEEP = range(1 << 12), range(100_000), 300
"""The steps, and the nesting, in which nearly every comparison is settled; more steps for what is not, which are paid for."""

_LONG = 10_000
"""How many steps the iterative walk takes before it starts to keep classes."""


def eqv(a: Value, b: Value) -> bool:
    """Whether the objects are the same, or the same number with the same exactness (R7RS 6.1 `eqv?`)."""
    if a is b:
        return True
    kind = type(a)
    if kind is not type(b):
        return False
    if kind is float:
        return bool(a == b and copysign(1.0, a) == copysign(1.0, b)) or (a != a and b != b)
    if kind is Complex:
        return eqv(a.real, b.real) and eqv(a.imag, b.imag)
    return kind in EXACT and bool(a == b)


def equal(a: Value, b: Value) -> bool:
    """Whether the objects have the same structure and contents (R7RS 6.1 `equal?`)."""
    if a is b:
        return True
    kind = type(a)
    if kind is Symbol or kind is int:
        return kind is int and type(b) is int and bool(a == b)
    if kind is String:
        return type(b) is String and same_text(a.text, b.text)
    answer = _equal_soon(a, b, iter(_SOON), _DEEP)
    if answer is None:
        spend_pairs(len(_LATER))
        answer = _equal_soon(a, b, iter(_LATER), _DEEP)
    return _equal_at_length(a, b) if answer is None else answer


def same_text(text: str, other: str) -> bool:
    """Whether two texts are the same, which is paid for."""
    if len(text) > SMALL:
        spend(len(text))
    return text == other


def _equal_soon(a: Value, b: Value, budget: Iterator[int], depth: int) -> bool | None:
    """Whether the objects are equal, or None if more than the budget of steps, or nesting, is needed to tell."""
    if type(a) is not Pair or type(b) is not Pair:
        return _equal_parts(a, b, budget, depth)
    try:
        for _ in budget:
            left, right = a.car, b.car
            if left is not right:
                kind = type(left)
                if kind is int or kind is Symbol:
                    if type(right) is not int or left != right:
                        return False
                else:
                    answer = _equal_soon(left, right, budget, depth - 1) if depth else None
                    if not answer:
                        return answer
            a, b = a.cdr, b.cdr
            if a is b:
                return True
            if a is NIL or b is NIL:
                return False
    except AttributeError:  # a tail that is no pair
        return _equal_parts(a, b, budget, depth)
    return None


def _equal_parts(a: Value, b: Value, budget: Iterator[int], depth: int) -> bool | None:
    """As `_equal_soon`, for what are not two pairs."""
    if a is b:
        return True
    kind = type(a)
    if kind is String:
        return type(b) is String and same_text(a.text, b.text)
    if kind is not Vector or type(b) is not Vector:
        inside = _compare(a, b)
        return None if inside else inside is not None
    if len(a.items) != len(b.items):
        return False
    spend_pairs(len(a.items))
    for left, right in zip(a.items, b.items, strict=True):
        if left is not right:
            if next(budget, None) is None:
                return None
            answer = _equal_soon(left, right, budget, depth - 1) if depth else None
            if not answer:
                return answer
    return True


def _equal_at_length(a: Value, b: Value) -> bool:
    """Whether the objects are equal, however many steps that takes, and though they are circular."""
    work = [(a, b)]
    steps = 0
    classes: _Classes | None = None
    for _ in charged_turns():
        if not work:
            break
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
    """The pairs of parts that must be equal for `a` and `b` to be, or None if these differ in themselves.

    `(1 . 2)` and `(1 . 3)` give [(2, 3), (1, 1)], "a" and "a" give [], "a" and "b" None.
    """
    kind = type(a)
    if kind is Pair or kind is SourcePair:
        return [(a.cdr, b.cdr), (a.car, b.car)] if isinstance(b, Pair) else None
    if kind is not type(b):
        return None
    if kind is String:
        return [] if same_text(a.text, b.text) else None
    if kind is Vector:
        return list(zip(a.items, b.items, strict=True)) if len(a.items) == len(b.items) else None
    if kind is Bytevector:
        if len(a.data) > SMALL:
            spend(len(a.data))
        return [] if a.data == b.data else None
    if kind is HostValue:
        return [(a.datum, b.datum)] if a.tag == b.tag else None
    return [] if eqv(a, b) else None


class _Classes:
    """A union-find over ids; the objects stay alive, since the comparison's arguments hold them."""

    def __init__(self) -> None:
        self.parent: dict[int, int] = {}

    def root(self, key: int) -> int:
        """The id that stands for the class of an object; what lies on the way to it is moved nearer."""
        parent = self.parent
        while (above := parent.get(key, key)) != key:
            parent[key] = parent.get(above, above)
            key = above
        return key

    def unite(self, a: int, b: int) -> bool:
        """Put two objects into one class; true if they were in one already."""
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
