"""`,trace`: each call of a procedure and its value, as they happen.

The global is bound to a procedure that prints and calls the one it stands for.  A loop that the compiler made of tail
calls is one call.  A traced call is not a tail call: it waits for its value.
"""

from __future__ import annotations

from ..lang.machine.machine import CALLERS, Procedure, force
from ..lang.values.datum import MultipleValues, Value, list_from, symbol
from ..report import written
from .prompt import Prompt, Traced

_DEEPEST = 20  # how far lines are indented


def trace_calls(prompt: Prompt, name: str, procedure: Procedure) -> None:
    """Print the calls of a global procedure from now on."""
    if name in prompt.traced:
        return
    depth = 0

    def stand_in(*arguments: Value) -> Value:
        nonlocal depth
        lead = "| " * min(depth, _DEEPEST)
        prompt.tell(f"{lead}{written(list_from([symbol(name), *arguments]))}")
        depth += 1
        try:
            r = CALLERS[len(arguments) + 1]((procedure, *arguments))
            value = force(r) if type(r) is tuple else r
        finally:
            depth -= 1
        shown = value.values if isinstance(value, MultipleValues) else (value,)
        prompt.tell(f"{lead}=> {' '.join(map(written, shown))}")
        return value

    stand_in.__name__ = stand_in.__qualname__ = name
    prompt.traced[name] = Traced(procedure, stand_in)
    _assign(prompt, name, stand_in)


def untrace(prompt: Prompt, name: str) -> None:
    """Bind a traced global to its own procedure again, unless it was defined anew meanwhile."""
    procedure, stand_in = prompt.traced.pop(name)
    if prompt.interpreter.lookup(name) is stand_in:
        _assign(prompt, name, procedure)


def _assign(prompt: Prompt, name: str, value: Procedure) -> None:
    environment = prompt.interpreter.environment
    binding = environment.own(symbol(name))
    binding.defined = True
    environment.assign(binding.name, value)
