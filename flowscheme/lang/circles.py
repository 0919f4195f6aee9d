"""Code that contains itself: datum labels and `eval` can make it, and nothing could expand it to an end.

Data may be circular (R7RS 2.4), quoted or in a literal vector; a form may not.
"""

from __future__ import annotations

from .datum import Pair, Value
from .names import base_name, is_identifier


def contains_itself(form: Value) -> bool:
    """Whether code is circular, outside of what it quotes."""
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
        elif isinstance(datum, Pair) and id(datum) not in done and not _quotes(datum):
            inside.add(id(datum))
            work += [(datum, True), (datum.cdr, False), (datum.car, False)]
    return False


def _quotes(form: Pair) -> bool:
    return is_identifier(form.car) and base_name(form.car).name == "quote"
