"""What an inlined operation that failed was applied to: for `faults`, which knows the traceback only.

Compiled code checks nothing beforehand, so the operands of a failed `v.items[i]` are on no name of their own.  They are
found again from the code: the emitter gives everything that belongs to one form the span of that form, and leaves
behind few shapes of code.  `_Code.value` evaluates once more the expression whose code ends at an instruction, as far
as it is made of variables, constants, fields and sums, which have no effects.  What it cannot tell is `ABSENT`; what a
variable may have become since is checked against the fault.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dis import Instruction, get_instructions
from types import FrameType, TracebackType
from typing import Any, NamedTuple

from ..machine.primitive import ABSENT
from ..values.datum import Value

_NAMES = {
    ("items", "BINARY_SUBSCR"): "vector-ref",
    ("items", "STORE_SUBSCR"): "vector-set!",
    ("text", "BINARY_SUBSCR"): "string-ref",
    ("data", "BINARY_SUBSCR"): "bytevector-u8-ref",
    ("data", "STORE_SUBSCR"): "bytevector-u8-set!",
}
_SUBSCRIPTS = ("BINARY_SUBSCR", "STORE_SUBSCR")
_SLOTS = frozenset({"items", "text", "data"})
_FIELDS = _SLOTS | {"car", "cdr"}
_VARIABLES = ("LOAD_FAST", "LOAD_DEREF", "LOAD_CLASSDEREF")
_ARITHMETIC: dict[str, Callable[[Any, Any], Any]] = {"+": operator.add, "-": operator.sub, "*": operator.mul}
_REFUSAL = ["COMPARE_OP", "POP_JUMP_FORWARD_IF_FALSE", "LOAD", "JUMP_FORWARD", "LOAD_GLOBAL", "LOAD", "PRECALL", "CALL"]
"""The code between an index and its use when the index may be negative: `i if i >= 0 else 'bad_index(i)`."""


class Indexing(NamedTuple):
    """An indexing that failed: the primitive's name, and its sequence (a Python one) and index, or `ABSENT`."""

    name: str
    sequence: Any
    index: Value


def indexing(tb: TracebackType) -> Indexing | None:
    """The indexing that was going on in a guest frame; None if it was doing something else."""
    code = _Code(tb)
    use = code.use()
    slot = code.slot(use) if use is not None else None
    if use is None or slot is None:
        return None
    name = _NAMES[code.instructions[slot].argval, code.instructions[use].opname]
    return Indexing(name, code.known(slot), code.known(use - 1))


class _Unknown(Exception):
    """The code of an expression is of no shape that can be evaluated again."""


class _Code:
    """The instructions of a frame's code and, as `at`, the one where its traceback stands."""

    def __init__(self, tb: TracebackType) -> None:
        self.frame: FrameType = tb.tb_frame
        self.instructions: list[Instruction] = list(get_instructions(tb.tb_frame.f_code))
        self.at = max(i for i, each in enumerate(self.instructions) if each.offset <= tb.tb_lasti)

    def alike(self, at: int) -> list[int]:
        """The instructions that have the span of one: those of the same form."""
        span = self.instructions[at].positions
        return [i for i, each in enumerate(self.instructions) if each.positions == span]

    def use(self) -> int | None:
        """The subscript that the traceback stands at, or whose index it stands at."""
        for at in range(self.at, min(self.at + len(_REFUSAL) + 1, len(self.instructions))):
            if self.instructions[at].opname in _SUBSCRIPTS:
                return at if at == self.at or self.refusal(at - 1) else None
        return None

    def refusal(self, end: int) -> bool:
        """Whether the code that ends there refuses a negative index."""
        names = [each.opname for each in self.instructions[end + 1 - len(_REFUSAL) : end + 1]]
        return len(names) == len(_REFUSAL) and all(map(str.startswith, names, _REFUSAL))

    def slot(self, use: int) -> int | None:
        """Where the contents were read that a subscript was applied to."""
        nested = 0
        for at in reversed([each for each in self.alike(use) if each < use]):
            each = self.instructions[at]
            if each.opname in _SUBSCRIPTS and self.instructions[at - 1].opname not in _SUBSCRIPTS:
                nested += 1
            elif each.opname == "LOAD_ATTR" and each.argval in _SLOTS:
                if not nested:
                    return at
                nested -= 1
        return None

    def known(self, end: int) -> Any:
        """The value of the expression whose code ends there, or `ABSENT`."""
        try:
            return self.value(end)[0]
        except (_Unknown, AttributeError, LookupError, TypeError):
            return ABSENT

    def value(self, end: int) -> tuple[Any, int]:
        """The value of the expression whose code ends there, and where its code begins."""
        each = self.instructions[end]
        if each.opname == "LOAD_CONST":
            return each.argval, end
        if each.opname in _VARIABLES:
            return self.frame.f_locals[each.argval], end
        if each.opname == "LOAD_GLOBAL":
            return self.frame.f_globals[each.argval], end
        if each.opname == "LOAD_ATTR" and each.argval in _FIELDS:
            inner, start = self.value(end - 1)
            return getattr(inner, each.argval), start
        if each.opname == "BINARY_OP" and each.argrepr in _ARITHMETIC:
            right, start = self.value(end - 1)
            left, start = self.value(start - 1)
            return _ARITHMETIC[each.argrepr](left, right), start
        if each.opname == "CALL" and self.refusal(end):
            return self.value(end - 2)
        raise _Unknown
