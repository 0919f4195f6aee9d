"""What a counting loop runs over: a `range`, if it counts in integers, else a counter that compares each time.

`analyse.counted_loops` finds such loops.  Each function gets the counter's first value, the bound, the step, and, for other
numbers than integers, the comparison and the value of it that ends the loop.  The compiled code has made sure that these
are numbers, and that they can be compared.
"""

from __future__ import annotations

import operator
from typing import Any

_COMPARISONS = {"=": operator.eq, "<": operator.lt, ">": operator.gt, "<=": operator.le, ">=": operator.ge}


class Turns:
    """A counter that asks before each turn whether to end; `next` is its value in the next turn."""

    __slots__ = ("bound", "compare", "ends", "next", "step")

    def __init__(self, first: Any, bound: Any, step: int, name: str, ends: bool) -> None:
        self.next = first
        self.bound = bound
        self.step = step
        self.compare = _COMPARISONS[name]
        self.ends = ends

    def __iter__(self) -> Turns:
        return self

    def __next__(self) -> Any:
        now = self.next
        if bool(self.compare(now, self.bound)) is self.ends:
            raise StopIteration
        self.next = now + self.step
        return now


def until_equal(first: Any, bound: Any, step: int, name: str, ends: bool) -> range | Turns:
    """The turns of a loop that ends when the counter equals the bound."""
    if type(first) is type(bound) is int and (bound - first) % step == 0 <= (bound - first) * step:
        return range(first, bound, step)
    return Turns(first, bound, step, name, ends)


def until_reached(first: Any, bound: Any, step: int, name: str, ends: bool) -> range | Turns:
    """The turns of a loop that ends when the counter has reached the bound."""
    if type(first) is type(bound) is int:
        return range(first, bound, step)
    return Turns(first, bound, step, name, ends)


def until_passed(first: Any, bound: Any, step: int, name: str, ends: bool) -> range | Turns:
    """The turns of a loop that ends when the counter has passed the bound."""
    if type(first) is type(bound) is int:
        return range(first, bound + 1 if step > 0 else bound - 1, step)
    return Turns(first, bound, step, name, ends)


def after(turns: range | Turns) -> Any:
    """The value of the counter when there are no more turns."""
    if isinstance(turns, Turns):
        return turns.next
    return turns[-1] + turns.step if turns else turns.start
