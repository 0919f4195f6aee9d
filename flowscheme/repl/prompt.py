"""The prompt as its commands see it: where to evaluate and to print, the store, and the levels that errors opened.

On a terminal an error opens a level, with its own sign:

    > (car 5)              an error is reported
    2> ,bt                 where it happened
    2> ,quit               back to the first level
    >
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from ..errors import SchemeError
from ..interp import Interpreter
from ..lang.machine.machine import Procedure
from ..lang.values.datum import Value

if TYPE_CHECKING:
    from ..engine.policy import Policy


class Traced(NamedTuple):
    """A global that is traced: its own procedure, and the one that prints calls in its place."""

    procedure: Procedure
    stand_in: Procedure


class Prompt:
    """What a command works with.

    | attribute | meaning |
    | --- | --- |
    | `interpreter` | evaluates what is typed |
    | `show`, `tell` | print a value; print a message |
    | `policy` | gives the policy over the store; None where there is no store |
    | `show_run` | the page about the run of an id; None where there is no store |
    | `interactive` | whether a person types: errors then open levels |
    | `faults` | the errors that opened the levels, the innermost last |
    | `traced` | the globals that `,trace` prints the calls of |
    | `left` | whether the prompt is to end |
    """

    def __init__(
        self,
        interpreter: Interpreter,
        show: Callable[[Value], None],
        tell: Callable[[str], None],
        policy: Callable[[], Policy] | None = None,
        show_run: Callable[[str], str] | None = None,
    ) -> None:
        self.interpreter = interpreter
        self.show = show
        self.tell = tell
        self.policy = policy
        self.show_run = show_run
        self.interactive = sys.stdin.isatty()
        self.faults: list[SchemeError] = []
        self.traced: dict[str, Traced] = {}
        self.left = False

    def sign(self) -> str:
        """What stands before an entry at this level."""
        return f"{len(self.faults) + 1}> " if self.faults else "> "

    def open_level(self, fault: SchemeError) -> None:
        """Keep a fault for `,bt`, and, where a person types, open a level for it."""
        self.faults = [*self.faults, fault] if self.interactive else [fault]

    def leave_level(self) -> bool:
        """Ctrl-D: back to the level before; whether there was none."""
        if not (self.interactive and self.faults):
            return True
        self.faults.pop()
        return False

    def quit(self) -> None:
        """Leave this level, or the prompt if it is the first."""
        self.left = self.leave_level()
