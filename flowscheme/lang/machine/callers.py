"""Calling a pending call: the tuple `(procedure, argument, ...)`.

Guest calls nest a million deep, so a call may take no C stack.  `f(*arguments)` takes none on CPython 3.12 and later.  On 3.11 it
does, and so does `f(a, b, ...)` with more than `DIRECT` arguments, which Python's compiler turns into the former: 22,000 nested
ones overflow 8 MB.  There the instruction that calls a Python function in place is given any number of arguments, by code that is
put together here:

    PUSH_NULL;  LOAD_FAST backwards;  UNPACK_SEQUENCE n+1;  PRECALL n;  CALL n;  RETURN_VALUE

with the tuple backwards, since unpacking puts the first element on top.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import CodeType, FunctionType
from typing import Any

from ..values.datum import Value
from .stack import ordinary_recursion

DIRECT = 30
"""How many arguments may stand in a call that is one instruction (Python's compiler packs more of them into a tuple)."""

Caller = Callable[[tuple[Any, ...]], Value]


def _written(count: int) -> Caller:
    """A caller with `count` arguments, without a loop: the fastest."""
    arguments = ", ".join(f"t[{index}]" for index in range(1, count + 1))
    namespace: dict[str, Any] = {}
    with ordinary_recursion():  # Python's compiler refuses to work where calls are nested deeply
        exec(f"def call(t):\n    return t[0]({arguments})", namespace)
    caller: Caller = namespace["call"]
    return caller


def _call_star(t: tuple[Any, ...]) -> Value:
    return t[0](*t[1:])


def _call_in_place(t: tuple[Any, ...]) -> Value:
    return FunctionType(_code(len(t) - 1), {})(t, t[::-1])


_INSTRUCTIONS = {
    "RESUME": (151, 0), "PUSH_NULL": (2, 0), "LOAD_FAST": (124, 0), "UNPACK_SEQUENCE": (92, 1), "PRECALL": (166, 1),
    "CALL": (171, 4), "RETURN_VALUE": (83, 0), "EXTENDED_ARG": (144, 0),
}  # fmt: skip
"""The instructions of CPython 3.11: their numbers, and how many entries of inline cache follow."""


def _code(count: int) -> CodeType:
    """The code of CPython 3.11 that makes a pending call with `count` arguments."""
    unpacked = [("RESUME", 0), ("PUSH_NULL", 0), ("LOAD_FAST", 1), ("UNPACK_SEQUENCE", count + 1)]
    called = [("PRECALL", count), ("CALL", count), ("RETURN_VALUE", 0)]
    code = b"".join([_instruction(name, argument) for name, argument in unpacked + called])
    whole, rest = divmod(len(code) // 2, 8)
    lines = [8] * whole + [rest] * (rest > 0)
    table = b"".join([bytes((0xE8 | length - 1, 0)) for length in lines])  # "no column, the same line"
    return _TEMPLATE.replace(co_code=code, co_stacksize=count + 3, co_linetable=table)


def _instruction(name: str, argument: int) -> bytes:
    extended = [part for shift in (24, 16, 8) if (part := argument >> shift)]
    prefix = b"".join([bytes((_INSTRUCTIONS["EXTENDED_ARG"][0], part & 255)) for part in extended])
    number, caches = _INSTRUCTIONS[name]
    return prefix + bytes((number, argument & 255)) + bytes(2 * caches)


def _call(t: tuple[Any, ...], backwards: tuple[Any, ...]) -> Value:
    """What the code that is put together has for parameters and a place."""
    return t[0](*backwards)


_TEMPLATE = _call.__code__

call_many: Caller = _call_in_place if sys.version_info < (3, 12) else _call_star
"""Calls with any number of arguments."""


class _Callers(dict[int, Caller]):
    def __missing__(self, length: int) -> Caller:
        if length - 1 > DIRECT:
            return call_many
        return self.setdefault(length, _written(length - 1))


CALLERS = _Callers()
"""What makes a pending call, by the length of the tuple."""
