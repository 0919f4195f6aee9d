"""Recognising `=` in compiled code.

`(= a b)` compiles to Python's `a <= b <= a`, which costs no more than a comparison and refuses what is no number
(`analyse.operators`).  Complex numbers are equal or not, but have no order, so their `<=` must know what it is a part of:

    (= z 1)     =>  z <= 1 <= z     both comparisons answer whether z equals 1
    (<= z 1)    =>  z <= 1          is refused

So must the message of what is no number: `=` or `<=`?  The bytecode tells: only the first comparison of a chain stands behind
the `COPY` that keeps the middle operand, and only the second one stands behind a jump and the load of a single operand, and
those behind the first.  Everything here runs off the ordinary path, once a comparison has met something that is not real: to
compare two complex numbers by `=` takes microseconds, real ones pay nothing.
"""

from __future__ import annotations

from opcode import opname
from types import CodeType, FrameType

from .global_names import GUEST_MARK
from .patterns import pattern as lazy_pattern

_LOOK_BACK = 24
"""So many instructions before a comparison are enough, inline caches and argument extensions included."""

_INVISIBLE = frozenset({"CACHE", "EXTENDED_ARG", "NOP"})
_HALF_OF_CHAIN = lazy_pattern(
    r".* SWAP COPY COMPARE_OP"
    r"(?: (?:COPY )?(?:TO_BOOL )?\w*JUMP\w*IF_FALSE\w* (?:NOT_TAKEN )?(?:POP_TOP )?LOAD_\w+ COMPARE_OP)?"
)


def is_equality(code: CodeType, offset: int) -> bool:
    """Whether the instruction at that offset (a frame's `f_lasti`) is one of the two comparisons of an `=`."""
    first = max(0, offset - 2 * _LOOK_BACK)
    names = [opname[op] for op in code.co_code[first : offset + 2 : 2]]
    return _HALF_OF_CHAIN.fullmatch(" ".join([name for name in names if name not in _INVISIBLE])) is not None


def compares_equal(frame: FrameType | None) -> bool:
    """Whether a frame runs compiled Scheme and is at one of the comparisons of an `=`."""
    return frame is not None and GUEST_MARK in frame.f_globals and is_equality(frame.f_code, frame.f_lasti)
