"""Literal data of compiled code as they stand in the source, whatever was done to them.

A quoted list or vector is one object for as long as its code lives, and a program may alter it, though R7RS calls that an
error (4.1.2).  For a flow that would be a memory which no journal knows: what one drive put there the next would find, here and
not elsewhere.  So for the time of a drive every literal of its interpreter's code is as it was written:

    (let ((l '(0))) (set-car! l (+ 1 (car l))) (suspend 'w) (car l))       1, in each drive of the run

Compiled code knows nothing of this and pays nothing.  A drive compares each literal with what was noted of it, object by object
and by identity, and puts back what differs; when it ends it does so again, and gives back what others had altered before.  A
literal is noted when the first drive begins after it was compiled.  Strings are left out: a literal one cannot be altered.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from operator import is_
from typing import Any, NamedTuple

from ..values.contents import contents
from ..values.datum import Bytevector, Pair, Value, Vector
from .leases import Leases

MUTABLE = (Pair, Vector, Bytevector)

Slots = tuple[Any, ...]
"""What an object that can be altered holds: car and cdr, or its items or bytes."""


class _Kind(NamedTuple):
    """How objects of a class are looked at: their slots, whether they still have these, and how they get them back."""

    slots: Callable[[Any], Slots]
    has: Callable[[Any, Slots], bool]
    put: Callable[[Any, Slots], None]


def _put_pair(pair: Pair, slots: Slots) -> None:
    pair.car, pair.cdr = slots


def _put_vector(vector: Vector, slots: Slots) -> None:
    vector.items[:] = slots


def _put_bytevector(bytevector: Bytevector, slots: Slots) -> None:
    bytevector.data[:] = bytes(slots)


_KINDS: dict[type, _Kind] = {
    Pair: _Kind(lambda pair: (pair.car, pair.cdr), lambda pair, s: pair.car is s[0] and pair.cdr is s[1], _put_pair),
    Vector: _Kind(
        lambda vector: tuple(vector.items),
        lambda vector, slots: len(vector.items) == len(slots) and all(map(is_, vector.items, slots)),
        _put_vector,
    ),
    Bytevector: _Kind(
        lambda bytevector: tuple(bytevector.data), lambda bytevector, slots: tuple(bytevector.data) == slots, _put_bytevector
    ),
}

Noted = list[tuple[Value, Slots]]
"""Objects, and the slots that they had."""


class Literals:
    """The literals in a dict of globals, by the names that `leases` knows."""

    __slots__ = ("_globals", "_leases", "_noted", "_version")

    def __init__(self, globals: dict[str, Any], leases: Leases) -> None:
        self._globals = globals
        self._leases = leases
        self._noted: dict[str, Noted] = {}
        self._version = -1

    def noted(self) -> Iterable[Noted]:
        """What was noted of each literal; of those that are new, now."""
        if self._version != self._leases.version:
            self._version = self._leases.version
            named = {name: self._globals.get(name) for name in self._leases.names()}
            data = {name: datum for name, datum in named.items() if type(datum) in MUTABLE}
            self._noted = {name: self._noted.get(name) or _noted(datum) for name, datum in data.items()}
        return self._noted.values()


def _noted(datum: Value) -> Noted:
    return [(part, _KINDS[type(part)].slots(part)) for part in contents([datum]) if type(part) in _KINDS]


def _restored(literals: Iterable[Literals]) -> Noted:
    """Put back what differs from what was noted; what had been there instead."""
    altered = []
    for each in literals:
        for noted in each.noted():
            for datum, slots in noted:
                kind = _KINDS[type(datum)]
                if not kind.has(datum, slots):
                    altered.append((datum, kind.slots(datum)))
                    kind.put(datum, slots)
    return altered


@contextmanager
def as_written(literals: Iterable[Literals]) -> Iterator[None]:
    """Let literals be as they stand in the source, for what runs inside; what was altered before comes back afterwards."""
    kept = list(literals)
    altered = _restored(kept)
    try:
        yield
    finally:
        _restored(kept)
        for datum, slots in altered:
            _KINDS[type(datum)].put(datum, slots)
