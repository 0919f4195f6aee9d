"""`describe`: what a procedure, a name or any other object is.  The words come from `catalog`."""

from __future__ import annotations

from ..lang.machine.machine import STATE
from ..lang.machine.primitive import ABSENT, primitive
from ..lang.values.datum import UNSPECIFIED, String, Value
from .port_types import TextOutput
from .ports import write_string


@primitive("(describe obj [textual-output-port])")
def describe(obj: Value, port: TextOutput = ABSENT) -> Value:
    """Print what obj is: a procedure's signature, doc and library; a symbol stands for what it is bound to."""
    from ..catalog import describe_value  # asked for at a prompt, and it reads source

    write_string(String(describe_value(STATE.get().interpreter, obj) + "\n"), port)
    return UNSPECIFIED
