"""What JSON's reader and writer share (SRFI 180, RFC 8259): the events they speak in, and the errors they raise.

Both sides speak in *events*: the symbols `array-start`, `array-end`, `object-start` and `object-end`, and between them
strings, numbers, booleans and the symbol `null`; in an object keys and values alternate.  `[1, {"a": null}]` is

    array-start 1 object-start "a" null object-end array-end

A `json_reader.Reader` makes events of text, a `json_writer.Writer` makes text of events.  Each keeps a stack of the start
events of what is open, and one of the names below, `VALUE` to `DONE`, says what it awaits.

A whole value is an exact integer if it has neither fraction nor exponent.  Arrays are vectors, objects association lists
with symbols for keys.
"""

from __future__ import annotations

from typing import NoReturn

from ..errors import SchemeError
from ..lang.machine.primitive import primitive
from ..lang.values.datum import Condition, String, Value, boolean, symbol

ARRAY_START, ARRAY_END = symbol("array-start"), symbol("array-end")
OBJECT_START, OBJECT_END = symbol("object-start"), symbol("object-end")
NULL = symbol("null")

VALUE = "a value"
ITEM = "a value or ]"
FIRST_KEY = "a key or }"
MORE = "a comma or an end"
DONE = "nothing"


def json_failure(message: str, *irritants: Value) -> NoReturn:
    """Raise a JSON error: `json-error?` holds for it (SRFI 180)."""
    raise SchemeError(Condition(message, irritants, kind="json"))


@primitive("(%json-fail string)")
def json_fail(string: String) -> Value:
    """Raise a JSON error."""
    json_failure(string.text)


@primitive("(json-error? obj)")
def is_json_error(obj: Value) -> Value:
    """Whether obj was raised for a text or a value that is not JSON."""
    return boolean(type(obj) is Condition and obj.kind == "json")


@primitive("(json-error-reason condition)")
def json_error_reason(condition: Condition) -> String:
    """What a JSON error says."""
    return String(condition.message)


@primitive("(json-null? obj)")
def is_json_null(obj: Value) -> Value:
    """Whether obj is the symbol null."""
    return boolean(obj is NULL)
