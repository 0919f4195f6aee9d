"""Going through data: all that is inside of pairs and vectors.

Data may be circular and nest as deep as there is memory, so nothing here recurses, and nothing is visited twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from .datum import Pair, SourcePair, Value, Vector

Parts = Callable[[Value], list[Value]]
"""What is directly inside of an object, in order; nothing for an atom."""


def parts_of(datum: Value) -> list[Value]:
    """The parts of a pair or vector; none of another object, which may be the host's: it is not asked for its class."""
    kind = type(datum)
    if kind is Pair or kind is SourcePair:
        return [datum.car, datum.cdr]
    return datum.items if kind is Vector else []


def contents(data: Iterable[Value], parts: Parts = parts_of) -> Iterator[Value]:
    """Each object in some data, from left to right, a compound before its parts.

    An atom comes as often as it occurs, a compound once.  Its parts are asked for when it comes.
    """
    seen: set[int] = set()
    work = [*data]
    work.reverse()
    while work:
        datum = work.pop()
        inside = parts(datum)
        if inside:
            if id(datum) in seen:
                continue
            seen.add(id(datum))
            work += reversed(inside)
        yield datum
