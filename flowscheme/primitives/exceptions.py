"""Exceptions (R7RS 6.11); `guard` is syntax, and both rest on `lang.faults.handlers`."""

from __future__ import annotations

from types import FunctionType

from ..lang.faults import handlers
from ..lang.machine.machine import Procedure
from ..lang.machine.primitive import primitive
from ..lang.text.printer import write
from ..lang.values.datum import Condition, String, Value, boolean, list_from


@primitive("(with-exception-handler handler thunk)")
def with_exception_handler(handler: Procedure, thunk: Procedure) -> Value:
    """Call thunk with handler as the current exception handler."""
    if type(handler) is not FunctionType or type(thunk) is not FunctionType:
        raise TypeError
    return handlers.with_exception_handler(handler, thunk)


@primitive("(raise obj)")
def raise_(obj: Value) -> Value:
    """Call the current handler with obj; it may not return."""
    return handlers.raise_object(obj)


@primitive("(raise-continuable obj)")
def raise_continuable(obj: Value) -> Value:
    """Call the current handler with obj and return what it does."""
    return handlers.raise_continuable(obj)


@primitive("(error message obj ...)")
def error(message: Value, *objs: Value) -> Value:
    """Raise a new error object with a message, which should be a string, and irritants."""
    text = message.text if type(message) is String else write(message)
    return handlers.raise_object(Condition(text, objs))


@primitive("(error-object? obj)")
def is_error_object(obj: Value) -> Value:
    """Whether obj was made by error, or is a fault found by flowscheme."""
    return boolean(isinstance(obj, Condition))


@primitive("(error-object-message condition)")
def error_object_message(condition: Condition) -> String:
    """The message of an error object."""
    return String(condition.message)


@primitive("(error-object-irritants condition)")
def error_object_irritants(condition: Condition) -> Value:
    """A list of the irritants of an error object."""
    return list_from(condition.irritants)


@primitive("(read-error? obj)")
def is_read_error(obj: Value) -> Value:
    """Whether obj was raised by read, for want of a datum."""
    return boolean(isinstance(obj, Condition) and obj.kind == "read")


@primitive("(file-error? obj)")
def is_file_error(obj: Value) -> Value:
    """Whether obj was raised because a file could not be used."""
    return boolean(isinstance(obj, Condition) and obj.kind == "file")
