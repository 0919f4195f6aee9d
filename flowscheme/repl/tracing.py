"""`,trace`: each call of a procedure and its value, as they happen.

The global is bound to a procedure that prints and calls the one it stands for.  A loop that the compiler made of tail
calls is one call.  A traced call is not a tail call: it waits for its value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..lang.machine.machine import Procedure, call
from ..lang.text.printer import write
from ..lang.values.datum import MultipleValues, Value, list_from, symbol

if TYPE_CHECKING:
    from .loop import Repl

_DEEPEST = 20  # how far lines are indented


def trace_calls(repl: Repl, name: str, procedure: Procedure) -> None:
    """Print the calls of a global procedure from now on."""
    if name in repl.traced:
        return
    depth = 0

    def traced(*arguments: Value) -> Value:
        nonlocal depth
        lead = "| " * min(depth, _DEEPEST)
        repl.tell(f"{lead}{write(list_from([symbol(name), *arguments]))}")
        depth += 1
        try:
            value = call(procedure, *arguments)
        finally:
            depth -= 1
        shown = value.values if isinstance(value, MultipleValues) else (value,)
        repl.tell(f"{lead}=> {' '.join(map(write, shown))}")
        return value

    traced.__name__ = traced.__qualname__ = name
    repl.traced[name] = (procedure, traced)
    _assign(repl, name, traced)


def untrace(repl: Repl, name: str) -> None:
    """Bind a traced global to its own procedure again, unless it was defined anew meanwhile."""
    procedure, traced = repl.traced.pop(name)
    if repl.interpreter.lookup(name) is traced:
        _assign(repl, name, procedure)


def _assign(repl: Repl, name: str, value: Procedure) -> None:
    environment = repl.interpreter.environment
    binding = environment.own(symbol(name))
    binding.defined = True
    environment.assign(binding.name, value)
