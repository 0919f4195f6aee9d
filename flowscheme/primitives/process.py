"""The process context (R7RS 6.14, `(scheme process-context)`).

`exit` touches nothing outside: it raises `SchemeExit`, and whoever runs the program decides what that means.  So it
needs no grant.
"""

from __future__ import annotations

import os
import sys

from ..errors import EmergencyExit, SchemeExit
from ..lang.machine.machine import STATE
from ..lang.machine.primitive import ABSENT, primitive
from ..lang.values.datum import String, Value, cons, list_from, mended


@primitive("(command-line)", effect="process")
def command_line() -> Value:
    """A list of strings: the program's name and its arguments."""
    given = getattr(STATE.get().interpreter, "command_line", None)
    return list_from([String(mended(argument)) for argument in (sys.argv if given is None else given)])


def _exit_code(obj: Value) -> int:
    """The exit status that an object stands for: success for none or #t, failure for #f and what is no status."""
    if obj is ABSENT or obj is ...:
        return 0
    if type(obj) is not int:
        return 1
    return obj & 255 or (255 if obj else 0)  # what does not fit must not become success


@primitive("(exit [obj])")
def exit_(obj: Value = ABSENT) -> Value:
    """End the program, after all outstanding dynamic-wind afters; obj is its exit status."""
    raise SchemeExit(_exit_code(obj))


@primitive("(emergency-exit [obj])")
def emergency_exit(obj: Value = ABSENT) -> Value:
    """End the program at once, without dynamic-wind afters; obj is its exit status."""
    raise EmergencyExit(_exit_code(obj))


@primitive("(get-environment-variable name)", effect="environment")
def get_environment_variable(name: String) -> Value:
    """The value of an environment variable, or #f."""
    value = os.environ.get(name.text)
    return None if value is None else String(mended(value))


@primitive("(get-environment-variables)", effect="environment")
def get_environment_variables() -> Value:
    """An association list of all environment variables."""
    return list_from([cons(String(mended(name)), String(mended(value))) for name, value in os.environ.items()])
