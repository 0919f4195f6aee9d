"""Guest code that may do nothing impure: a pinned source while it is loaded, a record's writer or reader.

Such code runs at moments of the engine's choosing, again and again, and nothing of it is journaled.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ..errors import SchemeError
from ..lang.faults.faults import scheme_error
from ..lang.faults.handlers import UNCATCHABLE
from ..lang.machine.machine import STATE, EscapeSignal, Procedure, call
from ..lang.machine.shield import in_guest
from ..lang.values.datum import Condition, Value
from .context import isolated
from .failure import flow_error


class Pure:
    """The hook of such code: whatever is impure is refused as something that `who` may not do, console output is dropped."""

    def __init__(self, who: str) -> None:
        self.who = who

    def effect(self, kind: str, name: str, perform: Callable[[], Value]) -> Value:
        """Refuse an impure primitive."""
        raise SchemeError(Condition(f"{name}: {self.who} may do nothing impure", kind="impure"))

    def console(self) -> bool:
        """Nothing is printed."""
        return False

    def region(self) -> dict[str, Any]:
        """Nothing is kept."""
        return {}


def call_purely(who: str, procedure: Procedure, argument: Value) -> Value:
    """Call a guest's procedure, which may do nothing impure; raises `SchemeError` for whatever it raises.

    An escape out of it is an error, too: it has no business with the flow that happens to run.
    """
    state = STATE.get()
    hook, state.hook = state.hook, Pure(who)
    try:
        return in_guest(lambda: isolated(lambda: call(procedure, argument)))
    except EscapeSignal:
        raise flow_error("flow-escape", f"a continuation cannot leave {who}") from None
    except Exception as fault:
        error = scheme_error(fault)
        if isinstance(error, UNCATCHABLE):
            raise error from None
        raise error from error.__cause__
    finally:
        state.hook = hook
