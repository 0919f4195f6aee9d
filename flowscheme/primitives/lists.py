"""Pairs and lists (R7RS 6.4).

Only pairs have the attributes `car` and `cdr`, so the bodies just follow them.  A walk to the end of a list is
ordinary for its first pairs; only a long one asks whether the list is circular, and refuses it.
"""

from __future__ import annotations

from itertools import product
from operator import attrgetter

from ..lang.machine.machine import Procedure, force
from ..lang.machine.primitive import ABSENT, primitive, wrong_type
from ..lang.machine.sizes import SMALL, spend_pairs
from ..lang.text.argument_types import Test, register_argument_type
from ..lang.values.datum import NIL, UNSPECIFIED, Pair, Value, boolean, list_from
from .equivalence import equal, eqv
from .support import SOON, longer, sized, spine


@primitive("(pair? obj)")
def is_pair(obj: Value) -> Value:
    """Whether obj is a pair."""
    return boolean(isinstance(obj, Pair))


@primitive("(null? obj)")
def is_null(obj: Value) -> Value:
    """Whether obj is the empty list."""
    return boolean(obj is NIL)


@primitive("(list? obj)")
def is_list_(obj: Value) -> Value:
    """Whether obj is a proper list."""
    rest = obj
    soon = SOON
    try:
        while True:
            for _ in soon:
                if not isinstance(rest, Pair):
                    return boolean(rest is NIL)
                rest = rest.cdr
            soon = longer(soon, rest)
    except TypeError:  # it is circular
        return None


@primitive("(cons obj1 obj2)")
def cons_(obj1: Value, obj2: Value) -> Pair:
    """A new pair of obj1 and obj2."""
    pair = Pair()
    pair.car = obj1
    pair.cdr = obj2
    return pair


@primitive("(car pair)")
def car(pair: Pair) -> Value:
    """The first field of pair."""
    return pair.car


@primitive("(cdr pair)")
def cdr(pair: Pair) -> Value:
    """The second field of pair."""
    return pair.cdr


def _reaches(path: str) -> Test:
    def reaches(obj: Value) -> bool:
        for letter in reversed(path):
            if not isinstance(obj, Pair):
                return False
            obj = obj.car if letter == "a" else obj.cdr
        return True

    return reaches


def _declare_accessor(path: str) -> None:
    """Declare `c...r`."""
    follow = attrgetter(".".join(f"c{letter}r" for letter in reversed(path)))

    def accessor(pair: Pair) -> Value:
        return follow(pair)

    accessor.__doc__ = "The " + " of the ".join(f"c{letter}r" for letter in path) + " of pair."
    # Its kind of argument: a pair whose own accessors succeed, as far as they go.
    kind = f"c{path}r-pair"
    register_argument_type(kind, _reaches(path), f"a pair with a c{path}r")
    primitive(f"(c{path}r {kind})")(accessor)


for _length in (2, 3, 4):
    for _path in product("ad", repeat=_length):
        _declare_accessor("".join(_path))


# A procedure takes any attribute, so a slot is read before it is set.


@primitive("(set-car! pair obj)")
def set_car(pair: Pair, obj: Value) -> Value:
    """Store obj in the first field of pair."""
    _ = pair.car
    pair.car = obj
    return UNSPECIFIED


@primitive("(set-cdr! pair obj)")
def set_cdr(pair: Pair, obj: Value) -> Value:
    """Store obj in the second field of pair."""
    _ = pair.cdr
    pair.cdr = obj
    return UNSPECIFIED


@primitive("(list obj ...)", cost="obj")
def list_(*objs: Value) -> Value:
    """A new list of its arguments."""
    return list_from(objs)


@primitive("(make-list k [fill])", cost="k")
def make_list(k: int, fill: Value = ABSENT) -> Value:
    """A new list of k elements, each of them fill (or #f)."""
    return list_from([None if fill is ABSENT else fill] * sized("make-list", k, 64))


@primitive("(length list)", cost="list")
def length(list: Value) -> int:
    """The number of elements of a proper list."""
    rest = list
    soon = SOON
    before = 0
    while True:
        for count in soon:
            if rest is NIL:
                return before + count
            rest = rest.cdr
        before += len(soon)
        soon = longer(soon, rest)


@primitive("(append list ...)", cost="list")
def append(*lists: Value) -> Value:
    """The elements of all the lists in one; the last argument is shared, and may be any object."""
    result = lists[-1] if lists else NIL
    for first in reversed(lists[:-1]):
        result = _append(first, result)
    return result


def _append(first: Value, second: Value) -> Value:
    """The elements of a list in front of another."""
    start = last = Pair()
    soon = SOON
    while True:
        for _ in soon:
            if first is NIL:
                last.cdr = second
                return start.cdr
            pair = Pair()
            pair.car = first.car
            first = first.cdr
            last.cdr = pair
            last = pair
        soon = longer(soon, first)


@primitive("(reverse list)", cost="list")
def reverse(list: Value) -> Value:
    """A new list of the elements in reverse order."""
    result: Value = NIL
    rest = list
    soon = SOON
    while True:
        for _ in soon:
            if rest is NIL:
                return result
            pair = Pair()
            pair.car = rest.car
            pair.cdr = result
            result, rest = pair, rest.cdr
        soon = longer(soon, rest)


def _tail(rest: Value, k: int) -> Value:
    """What is left of a list after k elements.  Raises IndexError when it is too short."""
    if k < 0:
        raise IndexError
    try:
        while k > SMALL:
            spend_pairs(SMALL)
            for _ in range(SMALL):
                rest = rest.cdr
            k -= SMALL
        for _ in range(k):
            rest = rest.cdr
    except AttributeError:
        raise IndexError from None
    return rest


@primitive("(list-tail list k)", cost="list k")
def list_tail(list: Value, k: int) -> Value:
    """What is left of list without its first k elements."""
    return _tail(list, k)


@primitive("(list-ref list k)", cost="list k")
def list_ref(list: Value, k: int) -> Value:
    """The element of list at index k."""
    cell = _tail(list, k)
    if not isinstance(cell, Pair):
        raise IndexError
    return cell.car


@primitive("(list-set! list k obj)", cost="list k")
def list_set(list: Value, k: int, obj: Value) -> Value:
    """Store obj in list at index k."""
    cell = _tail(list, k)
    if not isinstance(cell, Pair):
        raise IndexError
    cell.car = obj
    return UNSPECIFIED


@primitive("(list-copy obj)")
def list_copy(obj: Value) -> Value:
    """A list of new pairs with the same elements and the same tail; anything but a pair is its own copy."""
    try:
        return list_from(*spine(obj))
    except TypeError:
        raise wrong_type("list-copy", 1, "a list that ends", obj) from None


# Searching
#
# The six are one loop but for what they compare and what they return.  It is written out in each: a test that is handed
# over costs 12 to 28% more time, a generator of the pairs 32 to 115%.


@primitive("(memq obj list)", cost="list")
def memq(obj: Value, list: Value) -> Value:
    """The part of list that begins with obj itself (`eq?`), or #f."""
    rest = list
    soon = SOON
    while True:
        for _ in soon:
            if rest is NIL:
                return None
            if rest.car is obj:
                return rest
            rest = rest.cdr
        soon = longer(soon, rest)


@primitive("(memv obj list)", cost="list")
def memv(obj: Value, list: Value) -> Value:
    """The part of list that begins with an element `eqv?` to obj, or #f."""
    rest = list
    soon = SOON
    while True:
        for _ in soon:
            if rest is NIL:
                return None
            item = rest.car
            if item is obj or eqv(item, obj):
                return rest
            rest = rest.cdr
        soon = longer(soon, rest)


@primitive("(member obj list [compare])", cost="list")
def member(obj: Value, list: Value, compare: Procedure = ABSENT) -> Value:
    """The part of list that begins with an element equal to obj (`equal?`, or by compare), or #f."""
    rest = list
    soon = SOON
    while True:
        for _ in soon:
            if rest is NIL:
                return None
            if compare is ABSENT:
                same = ... if equal(obj, rest.car) else None
            else:
                same = compare(obj, rest.car)
                if type(same) is tuple:
                    same = force(same)
            if same is not None:
                return rest
            rest = rest.cdr
        soon = longer(soon, rest)


@primitive("(assq obj alist)", cost="alist")
def assq(obj: Value, alist: Value) -> Value:
    """The first pair of alist whose car is obj itself (`eq?`), or #f."""
    rest = alist
    soon = SOON
    while True:
        for _ in soon:
            if rest is NIL:
                return None
            entry = rest.car
            if entry.car is obj:
                return entry
            rest = rest.cdr
        soon = longer(soon, rest)


@primitive("(assv obj alist)", cost="alist")
def assv(obj: Value, alist: Value) -> Value:
    """The first pair of alist whose car is `eqv?` to obj, or #f."""
    rest = alist
    soon = SOON
    while True:
        for _ in soon:
            if rest is NIL:
                return None
            entry = rest.car
            if eqv(obj, entry.car):
                return entry
            rest = rest.cdr
        soon = longer(soon, rest)


@primitive("(assoc obj alist [compare])", cost="alist")
def assoc(obj: Value, alist: Value, compare: Procedure = ABSENT) -> Value:
    """The first pair of alist whose car is equal to obj (`equal?`, or by compare), or #f."""
    rest = alist
    soon = SOON
    while True:
        for _ in soon:
            if rest is NIL:
                return None
            entry = rest.car
            if compare is ABSENT:
                same = ... if equal(obj, entry.car) else None
            else:
                same = compare(obj, entry.car)
                if type(same) is tuple:
                    same = force(same)
            if same is not None:
                return entry
            rest = rest.cdr
        soon = longer(soon, rest)
