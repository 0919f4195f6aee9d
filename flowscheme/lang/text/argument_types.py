"""What the parameter names of a signature promise (R7RS 1.3.3): name -> (test, description).

A parameter's name without its digits is its type: `string1` must be a string.  `register_argument_type` adds one; a test
holds that every name in every primitive's signature is known.  The tests are run only after a primitive has failed, to find
out which argument is to blame (`faults`).
"""

from __future__ import annotations

from collections.abc import Callable
from math import isfinite
from types import FunctionType
from typing import Any, NamedTuple

from ..values.datum import (
    NIL,
    Bytevector,
    Char,
    Condition,
    Pair,
    Promise,
    RecordType,
    String,
    Symbol,
    Value,
    Vector,
    is_list,
    iterate,
)
from .numbers import EXACT, is_integer, is_number, is_real

Test = Callable[[Value], bool]


class ArgumentType(NamedTuple):
    """A test of an argument, and what to call what passes it, with its article."""

    test: Test
    description: str


ARGUMENT_TYPES: dict[str, ArgumentType] = {}


def register_argument_type(names: str, test: Test, description: str) -> ArgumentType:
    """Let the parameter names (separated by spaces, without digits) stand for a type of value, which is returned."""
    made = ArgumentType(test, description)
    ARGUMENT_TYPES.update(dict.fromkeys(names.split(), made))
    return made


def argument_type(parameter: str) -> ArgumentType:
    """The type that a parameter name stands for.  Raises KeyError for an unknown name."""
    return ARGUMENT_TYPES[parameter.rstrip("0123456789")]


def instance_of(*classes: type) -> Test:
    """A test for instances of the classes."""
    return lambda obj: isinstance(obj, classes)


def _is_index(obj: Value) -> bool:
    return type(obj) is int and obj >= 0


def _is_byte(obj: Value) -> bool:
    return type(obj) is int and 0 <= obj < 256


def _is_association_list(obj: Value) -> bool:
    return is_list(obj) and all(isinstance(entry, Pair) for entry in iterate(obj))


def _is_list_of(cls: type) -> Test:
    return lambda obj: is_list(obj) and all(type(element) is cls for element in iterate(obj))


def _anything(_: Any) -> bool:
    return True


register_argument_type("obj arg fill init message rest", _anything, "any object")
register_argument_type("z", is_number, "a number")
register_argument_type("x y", is_real, "a real number")
register_argument_type("q", lambda obj: is_real(obj) and (type(obj) in EXACT or isfinite(obj)), "a rational number")
register_argument_type("n", is_integer, "an integer")
register_argument_type("i code", instance_of(int), "an exact integer")
INDEX = register_argument_type("k start end at", _is_index, "an exact non-negative integer")
register_argument_type("radix", _is_index, INDEX.description)
register_argument_type("byte", _is_byte, "a byte (an exact integer from 0 to 255)")
register_argument_type("boolean", lambda obj: obj is None or obj is ..., "a boolean")
register_argument_type("char letter", instance_of(Char), "a character")
register_argument_type("string from to filename name", instance_of(String), "a string")
register_argument_type("symbol field", instance_of(Symbol), "a symbol")
register_argument_type("pair", instance_of(Pair), "a pair")
register_argument_type("list args", is_list, "a list")
register_argument_type("alist", _is_association_list, "an association list")
register_argument_type("chars", _is_list_of(Char), "a list of characters")
register_argument_type("fields", _is_list_of(Symbol), "a list of symbols")
register_argument_type("nonempty-list", lambda obj: is_list(obj) and obj is not NIL, "a list of one element or more")
register_argument_type("vector", instance_of(Vector), "a vector")
register_argument_type("bytevector", instance_of(Bytevector), "a bytevector")
_PROCEDURES = "procedure proc thunk handler producer consumer before after converter compare"
register_argument_type(_PROCEDURES, instance_of(FunctionType), "a procedure")
register_argument_type("promise", instance_of(Promise), "a promise")
register_argument_type("condition", instance_of(Condition), "an error object")
register_argument_type("record-type", instance_of(RecordType), "a record type")
