"""Code that contains itself: datum labels and `eval` can make it, and nothing could expand it to an end.

Data may be circular (R7RS 2.4), quoted or in a literal vector; a form may not.
"""

from __future__ import annotations

from .datum import Pair, Value, Vector
from .names import base_name, is_identifier


def contains_itself(form: Value, data: bool = False) -> bool:
    """Whether code is circular; with `data`, whether anything in it is, quoted or in a vector."""
    inside: set[int] = set()
    done: set[int] = set()
    work: list[tuple[Value, bool]] = [(form, False)]
    while work:
        datum, left = work.pop()
        if left:
            inside.discard(id(datum))
            done.add(id(datum))
        elif id(datum) in inside:
            return True
        elif id(datum) not in done and (parts := _parts(datum, data)):
            inside.add(id(datum))
            work.append((datum, True))
            work += [(part, False) for part in parts]
    return False


def _parts(datum: Value, data: bool) -> list[Value]:
    """What must be looked at inside a datum."""
    if isinstance(datum, Pair):
        quotes = is_identifier(datum.car) and base_name(datum.car).name == "quote"
        return [datum.cdr, datum.car] if data or not quotes else []
    return datum.items if data and isinstance(datum, Vector) else []
