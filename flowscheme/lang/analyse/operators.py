"""What the passes know of each primitive that compiles to something else than a call: one record each, data only.

`emit.operators` has their emission under the same names.  A *fact* is a bit that says something of a value:

    NUMBER   it is a number
    INTEGER  it is a Python `int`
    NATURAL  it is a real that is not negative (it may be NaN)
    FLOAT    it is a Python `float`
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import NamedTuple

Bits = int

NUMBER, INTEGER, NATURAL, FLOAT = 1, 2, 4, 8
INDEX = NUMBER | INTEGER | NATURAL


class Operator(NamedTuple):
    """A primitive, as the passes see it.

    gives: the facts that its result always has.
    passes_on: the facts that its result has if all its operands have them; a float among integers makes a float.
    takes: the facts that each operand has, once the primitive has succeeded.
    place: which operand is then known to be an index, counted from 0.
    natural_if: of a test of a sign, the outcome that tells that its operand is not negative.
    with_zero: of such a test, the comparison with 0 that it is.
    smaller: of a comparison, which operand is the smaller one, if it holds.
    mirror: of a comparison, the one that holds of the operands in the other order.
    opposite: of a comparison, the one that holds of reals when it does not, if none of them is NaN.
    steady: whether it has the same value each time, given the same operands.
    """

    gives: Bits = 0
    passes_on: Bits = 0
    takes: Bits = 0
    place: int | None = None
    natural_if: bool | None = None
    with_zero: str = ""
    smaller: int | None = None
    mirror: str = ""
    opposite: str = ""
    steady: bool = False

    def result(self, operands: Sequence[Bits]) -> Bits:
        """What is known of the result, given what is known of the operands; nothing if there are none."""
        if not operands:
            return 0
        facts = self.gives
        for fact in (INTEGER, NATURAL):
            if self.passes_on & fact and all(bits & fact for bits in operands):
                facts |= fact
        mixed = all(bits & (INTEGER | FLOAT) for bits in operands) and any(bits & FLOAT for bits in operands)
        if self.passes_on & FLOAT and mixed:
            facts |= FLOAT
        return facts


_PLAIN = Operator()
_LENGTH = Operator(gives=INDEX, steady=True)
_DIVISION = Operator(gives=NUMBER, passes_on=INTEGER | NATURAL, takes=NUMBER)

OPERATORS: dict[str, Operator] = {
    "+": Operator(gives=NUMBER, passes_on=INTEGER | NATURAL | FLOAT, takes=NUMBER, steady=True),
    "*": Operator(gives=NUMBER, passes_on=INTEGER | NATURAL | FLOAT, takes=NUMBER, steady=True),
    "-": Operator(gives=NUMBER, passes_on=INTEGER | FLOAT, takes=NUMBER, steady=True),
    "/": _PLAIN,
    "=": Operator(takes=NUMBER, mirror="="),
    "<": Operator(takes=NUMBER, smaller=0, mirror=">", opposite=">="),
    ">": Operator(takes=NUMBER, smaller=1, mirror="<", opposite="<="),
    "<=": Operator(takes=NUMBER, smaller=0, mirror=">=", opposite=">"),
    ">=": Operator(takes=NUMBER, smaller=1, mirror="<=", opposite="<"),
    "zero?": Operator(takes=NUMBER, natural_if=True, with_zero="="),
    "positive?": Operator(takes=NUMBER, natural_if=True, with_zero=">"),
    "negative?": Operator(takes=NUMBER, natural_if=False, with_zero="<"),
    "even?": Operator(takes=NUMBER),
    "odd?": Operator(takes=NUMBER),
    "quotient": _DIVISION,
    "remainder": _DIVISION,
    "modulo": _DIVISION,
    "vector-ref": Operator(place=1),
    "vector-set!": Operator(place=1),
    "string-ref": Operator(place=1),
    "vector-length": _LENGTH,
    "string-length": _LENGTH,
    "char->integer": Operator(gives=INDEX),
    **dict.fromkeys(["truncate-quotient", "truncate-remainder", "floor-quotient", "floor-remainder"], _PLAIN),
    **dict.fromkeys(["not", "eq?", "eqv?", "equal?", "null?", "pair?", "symbol?", "string?", "vector?", "char?"], _PLAIN),
    **{f"{kind}{order}?": _PLAIN for kind in ("char", "string") for order in ("=", "<", ">", "<=", ">=")},
    **dict.fromkeys(["list", "cons", "set-car!", "set-cdr!"], _PLAIN),
    **{f"c{''.join(path)}r": _PLAIN for length in (1, 2, 3) for path in product("ad", repeat=length)},
}
"""The primitives that compile to something else than a call, by name."""

CALLED: dict[str, Operator] = {
    "length": Operator(gives=INDEX),
    "bytevector-length": _LENGTH,
    "bytevector-u8-ref": Operator(gives=INDEX),
}
"""Primitives that stay calls, but of whose results something is known."""


def operator_of(name: str) -> Operator:
    """What is known of a primitive, by name; of any other name, and of none, nothing."""
    return OPERATORS.get(name) or CALLED.get(name, _PLAIN)


def literal(value: object) -> Bits:
    """What is known of a literal."""
    if type(value) is int:
        return INDEX if value >= 0 else NUMBER | INTEGER
    if type(value) is float:
        return NUMBER | FLOAT | (NATURAL if value >= 0 else 0)
    return 0
