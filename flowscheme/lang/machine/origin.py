"""Where code comes from that Python holds: the interpreter that it belongs to, and the limits of the evaluation that gave it.

A procedure that leaves an evaluation keeps its maker's grants and limits, whoever calls it: Python, another interpreter, or
a later evaluation of the same one.  It is called as an evaluation of its own.  Only where it is *at home*, in an evaluation of
that interpreter under those limits, it is the procedure itself again.

What carries code without being a procedure (a promise, a hash table with procedures in it) has an attribute `origin`, which is
set when it leaves.  Elsewhere a promise is forced as a procedure is called, and a table is opaque.
"""

from __future__ import annotations

from typing import Any, NamedTuple, TypeVar

from ..values.datum import Promise
from .limits import Limits
from .machine import STATE

C = TypeVar("C", bound=type)


class Origin(NamedTuple):
    """The interpreter and the limits of an evaluation that gave something to Python."""

    interpreter: Any
    limits: Limits

    def is_here(self) -> bool:
        """Whether the evaluation that runs now is of that interpreter, or of one that runs the flows of the same engine."""
        state = STATE.get(None)
        return state is not None and in_one_world(state.interpreter, self.interpreter)

    def is_home(self) -> bool:
        """Whether it is, and is limited alike."""
        return self.is_here() and STATE.get().limits == self.limits


def in_one_world(one: Any, other: Any) -> bool:
    """Whether two interpreters are the same, or run the flows of one engine: these share their grants and limits."""
    return one is other or ("engine" in one.services and one.services["engine"] is other.services.get("engine"))


CARRIERS: set[type] = {Promise}
"""The classes of values that may hold code which others can run."""


def carrier(cls: C) -> C:
    """Declare that instances of a class carry code; it must have the attribute `origin`."""
    CARRIERS.add(cls)
    return cls


def origin() -> Origin | None:
    """The origin of what the evaluation that runs now gives away; None if none runs."""
    state = STATE.get(None)
    return Origin(state.interpreter, state.limits) if state is not None else None
