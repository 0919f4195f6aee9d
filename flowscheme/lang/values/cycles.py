"""Data that contain themselves: datum labels, mutation and `eval` can make them.

Data may be circular (R7RS 2.4), quoted or in a literal vector, and are written with labels.  A form may not: nothing
could expand it to an end.

    '#0=(a . #0#)          a list without end
    (begin #0=(f #0#))     no program
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import repeat
from typing import Any

from .contents import Parts, parts_of
from .datum import Pair, Value
from .names import base_name, is_identifier


def contains_itself(form: Value, data: bool = False, turns: Iterable[None] = repeat(None)) -> bool:
    """Whether code is circular; with `data`, whether anything in it is, quoted or in a vector.  A turn looks at one object."""
    return any(True for _ in cycles(form, parts_of if data else _code_of, turns))


def _code_of(datum: Value) -> list[Value]:
    """The parts of a form that are expanded: what is in a vector is not, nor what a quotation quotes."""
    if not isinstance(datum, Pair):
        return []
    if is_identifier(datum.car) and base_name(datum.car).name == "quote":
        return [datum.cdr.cdr] if isinstance(datum.cdr, Pair) else [datum.cdr]
    return [datum.car, datum.cdr]


def cycles(root: Value, parts: Parts, turns: Iterable[None] = repeat(None)) -> Iterator[Value]:
    """The objects that hold themselves, one at least of every cycle; one object is looked at each turn.

    They are the targets of back edges in a depth-first walk from left to right: every cycle has one, and it is met there
    first.  An object is open from its first visit until all inside of it is done; an edge to an open object closes a cycle.
    """
    still_open: dict[int, bool] = {}
    work: list[Any] = [root]  # a tuple, which is no datum, has the id of an object that is done
    for _ in turns:
        if not work:
            break
        datum = work.pop()
        if type(datum) is tuple:
            still_open[datum[0]] = False
            continue
        state = still_open.get(id(datum))
        if state:
            yield datum
        if state is None and (inside := parts(datum)):
            still_open[id(datum)] = True
            work.append((id(datum),))
            work.extend(reversed(inside))
