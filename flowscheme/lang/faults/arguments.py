"""Which argument of a primitive is to blame.

Nothing is checked before a primitive runs.  When it has failed, its arguments are still in its frame, and the first that
does not fit the signature is to blame; so is the record of a procedure that `define-record-type` made.
"""

from __future__ import annotations

import re
from types import FrameType

from ...errors import SchemeError
from ..machine.primitive import ABSENT, Primitive, wrong_type
from ..text.argument_types import argument_type
from ..values.datum import RecordType, Value
from ..values.global_names import RECORD_MARK
from .frames import name_of


def unfit_argument(entry: Primitive, frame: FrameType) -> SchemeError | None:
    """The fault of the first argument, of a primitive's frame, that does not fit; None if all fit."""
    arguments = arguments_of(frame)
    for position, (name, value) in enumerate(zip(parameters(entry.signature, len(arguments)), arguments, strict=False)):
        promised = argument_type(name)
        if not promised.test(value):
            return wrong_type(entry.name, position + 1, promised.description, value)
    return None


def arguments_of(frame: FrameType) -> list[Value]:
    """The arguments that the function of a frame was called with, while it has not rebound its parameters."""
    code = frame.f_code
    values = frame.f_locals
    arguments = [values[name] for name in code.co_varnames[: code.co_argcount] if values[name] is not ABSENT]
    if code.co_flags & 0x04:  # CO_VARARGS
        arguments += values[code.co_varnames[code.co_argcount + code.co_kwonlyargcount]]
    return arguments


def parameters(signature: str, count: int) -> list[str]:
    """The parameter names of a signature, its `name ...` repeated or left out to make `count`."""
    names = re.sub(r"[()\[\]]", " ", signature).split()[1:]
    if "..." not in names:
        return names
    at = names.index("...")
    before, repeated, after = names[: at - 1], names[at - 1], names[at + 1 :]
    return before + [repeated] * (count - len(before) - len(after)) + after


def wrong_record(frame: FrameType) -> SchemeError | None:
    """The fault of an accessor or modifier: its first argument is no record of its type."""
    record_type: RecordType = frame.f_globals[RECORD_MARK]
    arguments = arguments_of(frame)
    if not arguments or isinstance(arguments[0], record_type.instance):
        return None
    return wrong_type(name_of(frame.f_code), 1, f"a {record_type.name.strip('<>')} record", arguments[0])
