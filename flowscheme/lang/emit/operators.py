"""Primitives that compile to Python operators instead of calls: the emission of each record of `analyse.operators`.

An emission makes an expression from the operands.  A *test* yields a Python truth value (used bare in a condition, as
`... if test else None` elsewhere), any other a Scheme value.  The operators are chosen such that a wrong type fails by
itself (see `values.datum`); where Python would not refuse (`v[-1]`, `5.5 % 2`), a guard leads to the primitive itself.

    (vector-ref v i)    =>  v.items[i if i >= 0 else 'bad_index(i)]      and, if `facts` knows that i is natural,  v.items[i]
    (quotient n 2)      =>  n // 2 if type(n) is int and n >= 0 else quotient(n, 2)

Equality of numbers is `a <= b <= a`: unlike `==`, it refuses what is not a number.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import NamedTuple

from ..analyse.operators import INTEGER, NATURAL, NUMBER, OPERATORS, Bits, literal
from ..expand.core import Call
from .dispatch import test
from .emitter import Emitter
from .operand_table import Note
from .python_ast import LOAD, joined, located, negate

LONGEST_CHAIN = 20
"""How many operands of one arithmetic operation become operators."""

LONGEST_BOUNDED_PRODUCT = 3
"""How many factors do where it is asked only afterwards how long the product is."""


class Operand(NamedTuple):
    """An operand that is being emitted: its expression, and what is known of its value."""

    expr: ast.expr
    facts: Bits = 0

    @property
    def held(self) -> bool:
        """Whether it may be read more than once: it is in a name, or a literal."""
        return isinstance(self.expr, ast.Constant | ast.Name)

    @property
    def integer(self) -> int | None:
        """The value of a literal integer."""
        return self.expr.value if isinstance(self.expr, ast.Constant) and type(self.expr.value) is int else None


Operands = Sequence[Operand]
FromOperands = Callable[[Emitter, Operands], ast.expr | None]
FromCall = Callable[[Emitter, Call], ast.expr | None]


class Emission(NamedTuple):
    """How a primitive is emitted; its function gives None for calls that are left to the primitive itself.

    emit: makes the expression of its operands.
    emit_call: makes the expression of the call, whose operands it emits by itself.
    is_test: whether the expression is a Python truth value.
    """

    emit: FromOperands | None = None
    emit_call: FromCall | None = None
    is_test: bool = False


EMISSIONS: dict[str, Emission] = {}
"""The emission of every primitive in `analyse.operators.OPERATORS`; `structures` adds some."""


def emitted_by(emit: FromOperands, *names: str, is_test: bool = False) -> None:
    """Declare what emits primitives."""
    EMISSIONS.update(dict.fromkeys(names, Emission(emit, is_test=is_test)))


def _operator(*names: str, is_test: bool = False) -> Callable[[FromOperands], FromOperands]:
    def declare(emit: FromOperands) -> FromOperands:
        emitted_by(emit, *names, is_test=is_test)
        return emit

    return declare


def _compare(left: ast.expr, *pairs: tuple[ast.cmpop, ast.expr]) -> ast.Compare:
    return ast.Compare(left, [operator for operator, _ in pairs], [right for _, right in pairs])


def _attribute(expr: ast.expr, name: str) -> ast.expr:
    return ast.Attribute(expr, name, LOAD)


def _type_is(emitter: Emitter, expr: ast.expr, runtime: str) -> ast.expr:
    return _compare(emitter.runtime("type", expr), (ast.Is(), emitter.name(f"'{runtime}")))


# Comparisons


@_operator("=", is_test=True)
def _equal(emitter: Emitter, operands: Operands) -> ast.expr | None:
    if len(operands) != 2:
        return None
    left, right = operands
    if left.facts & right.facts & NUMBER:
        return _compare(left.expr, (ast.Eq(), right.expr))
    first, again = emitter.twice(left.expr, _runs_code(right.expr))
    return _compare(first, (ast.LtE(), right.expr), (ast.LtE(), again))


def _runs_code(expr: ast.expr) -> bool:
    """Whether evaluating an expression may run the program's code, which may assign variables."""
    callees = [part.func for part in ast.walk(expr) if isinstance(part, ast.Call)]
    return not all(isinstance(callee, ast.Name) and callee.id in ("'type", "'len") for callee in callees)


@_operator("zero?", is_test=True)
def _zero(emitter: Emitter, operands: Operands) -> ast.expr | None:
    return _equal(emitter, [operands[0], Operand(ast.Constant(0), literal(0))]) if len(operands) == 1 else None


def _comparison(operator: ast.cmpop) -> FromOperands:
    """A comparison of two numbers."""

    def compare(emitter: Emitter, operands: Operands) -> ast.expr | None:
        return _compare(operands[0].expr, (operator, operands[1].expr)) if len(operands) == 2 else None

    return compare


def _slot_comparison(name: str, slot: str, operator: ast.cmpop) -> FromOperands:
    """A comparison of what two characters or strings have in a slot, which no other class has."""

    def compare(emitter: Emitter, operands: Operands) -> ast.expr | None:
        if len(operands) != 2 or (slot == "text" and emitter.shared.mode.bounded):
            return None  # comparing strings takes as long as they are: where that is limited, the primitive charges it
        left, right = operands
        comparison = _compare(_attribute(left.expr, slot), (operator, _attribute(right.expr, slot)))
        emitter.notes.append(Note(comparison, name))
        return comparison

    return compare


def _sign(operator: ast.cmpop) -> FromOperands:
    def compare(emitter: Emitter, operands: Operands) -> ast.expr | None:
        return _compare(operands[0].expr, (operator, ast.Constant(0))) if len(operands) == 1 else None

    return compare


_ORDERS: dict[str, ast.cmpop] = {"<": ast.Lt(), ">": ast.Gt(), "<=": ast.LtE(), ">=": ast.GtE()}
for _name, _op in _ORDERS.items():
    emitted_by(_comparison(_op), _name, is_test=True)
for _kind, _slot in (("char", "char"), ("string", "text")):
    for _name, _op in {"=": ast.Eq(), **_ORDERS}.items():
        emitted_by(_slot_comparison(f"{_kind}{_name}?", _slot, _op), f"{_kind}{_name}?", is_test=True)
emitted_by(_sign(ast.Gt()), "positive?", is_test=True)
emitted_by(_sign(ast.Lt()), "negative?", is_test=True)


# Equivalence and types


def _is(emitter: Emitter, left: ast.expr, right: ast.expr) -> ast.expr:
    return _compare(emitter.solid(left), (ast.Is(), emitter.solid(right)))


@_operator("eq?", is_test=True)
def _eq(emitter: Emitter, operands: Operands) -> ast.expr | None:
    exprs = [operand.expr for operand in operands]
    if len(exprs) != 2 or any(isinstance(expr, ast.Constant) and expr.value not in (None, ...) for expr in exprs):
        return None  # `is` with a number: left to the primitive
    return _is(emitter, *exprs)


@_operator("eqv?", "equal?", is_test=True)
def _eqv(emitter: Emitter, operands: Operands) -> ast.expr | None:
    exprs = [operand.expr for operand in operands]
    return _is(emitter, *exprs) if len(exprs) == 2 and any(map(_is_identity, exprs)) else None


def _is_identity(expr: ast.expr) -> bool:
    """Whether an expression is a constant that `is` compares right: a symbol, a character, a boolean, `()`."""
    if isinstance(expr, ast.Constant):
        return expr.value is None or expr.value is ...
    return isinstance(expr, ast.Name) and (expr.id.startswith(("'s:", "'c:")) or expr.id == "'nil")


@_operator("null?", is_test=True)
def _null(emitter: Emitter, operands: Operands) -> ast.expr | None:
    return _compare(emitter.solid(operands[0].expr), (ast.Is(), emitter.name("'nil"))) if len(operands) == 1 else None


def _not(emitter: Emitter, node: Call) -> ast.expr | None:
    return located(negate(test(emitter, node.operands[0])), node.at) if len(node.operands) == 1 else None


EMISSIONS["not"] = Emission(emit_call=_not, is_test=True)


def _type_test(runtime: str) -> FromOperands:
    return lambda emitter, operands: _type_is(emitter, operands[0].expr, runtime) if len(operands) == 1 else None


for _runtime in ("Pair", "Symbol", "String", "Vector", "Char"):
    emitted_by(_type_test(_runtime), f"{_runtime.lower()}?", is_test=True)


def _parity(name: str, remainder: int) -> FromOperands:
    def parity(emitter: Emitter, operands: Operands) -> ast.expr | None:
        if len(operands) != 1:
            return None
        number = operands[0]
        if number.facts & INTEGER:
            return _has_parity(number.expr, remainder)
        first, again = emitter.twice(number.expr)
        slow = _compare(emitter.slow(name, again), (ast.IsNot(), ast.Constant(None)))
        return ast.IfExp(_type_is(emitter, first, "int"), _has_parity(again, remainder), slow)

    return parity


def _has_parity(integer: ast.expr, remainder: int) -> ast.expr:
    return _compare(ast.BinOp(integer, ast.Mod(), ast.Constant(2)), (ast.Eq(), ast.Constant(remainder)))


emitted_by(_parity("even?", 0), "even?", is_test=True)
emitted_by(_parity("odd?", 1), "odd?", is_test=True)


# Arithmetic


def _chain(operands: Operands, operator: ast.operator) -> ast.expr | None:
    """Operations from left to right; a chain too long for Python's compiler is left to the primitive."""
    result = operands[0].expr
    for operand in operands[1:]:
        result = ast.BinOp(result, operator, operand.expr)
    return result if len(operands) <= LONGEST_CHAIN else None


@_operator("+")
def _sum(emitter: Emitter, operands: Operands) -> ast.expr | None:
    if not operands:
        return ast.Constant(0)
    if len(operands) == 1:  # checks the type, keeps -0.0
        return ast.UnaryOp(ast.UAdd(), operands[0].expr)
    return _chain(operands, ast.Add())


@_operator("*")
def _product(emitter: Emitter, operands: Operands) -> ast.expr | None:
    if not operands:
        return ast.Constant(1)
    factors = operands if len(operands) > 1 else [*operands, Operand(ast.Constant(1))]
    if emitter.shared.mode.bounded:
        product = _chain(factors, ast.Mult()) if len(factors) <= LONGEST_BOUNDED_PRODUCT else None
        return _bounded(emitter, product) if product is not None else None
    return _chain(factors, ast.Mult())


def _bounded(emitter: Emitter, product: ast.expr) -> ast.expr:
    """A product, which `grown` looks at unless it is a float or an integer of ordinary length."""
    first, again = emitter.twice(product)
    kind, same = emitter.twice(emitter.runtime("type", first))
    short = ast.Compare(emitter.name("'-long"), [ast.Lt(), ast.Lt()], [again, emitter.name("'long")])
    inexact = _compare(kind, (ast.Is(), emitter.name("'float")))
    ordinary = ast.BoolOp(ast.And(), [_compare(same, (ast.Is(), emitter.name("'int"))), short])
    return ast.IfExp(ast.BoolOp(ast.Or(), [inexact, ordinary]), again, emitter.runtime("grown", again))


@_operator("-")
def _difference(emitter: Emitter, operands: Operands) -> ast.expr | None:
    if len(operands) == 1:
        return ast.UnaryOp(ast.USub(), operands[0].expr)
    return _chain(operands, ast.Sub()) if operands else None


def _division(name: str, operator: ast.operator, sign_matters: bool) -> FromOperands:
    """Integer division as a Python operator, for what is surely positive or is found so; else by the primitive.

    The divisor must be positive; with `sign_matters`, the dividend not negative.
    """

    def divide(emitter: Emitter, operands: Operands) -> ast.expr | None:
        if len(operands) != 2 or not _may_divide(operands[1]):
            return None
        dividend, divisor = operands
        divisor_tests = _is_positive(emitter, divisor)
        simple = isinstance(dividend.expr, ast.Name) or not divisor_tests
        dividend_tests, again = _is_dividend(emitter, dividend.expr, dividend.facts if simple else 0, sign_matters)
        quotient = ast.BinOp(again, operator, divisor.expr)
        tests = dividend_tests + divisor_tests
        if not tests:
            return quotient
        return ast.IfExp(joined(ast.And(), tests), quotient, emitter.slow(name, again, divisor.expr))

    return divide


def _may_divide(divisor: Operand) -> bool:
    return isinstance(divisor.expr, ast.Name) or (divisor.integer is not None and divisor.integer > 0)


def _is_positive(emitter: Emitter, divisor: Operand) -> list[ast.expr]:
    """What must be tested of a divisor."""
    if divisor.integer is not None:
        return []
    types = [] if divisor.facts & INTEGER else [_type_is(emitter, divisor.expr, "int")]
    return [*types, _compare(divisor.expr, (ast.Gt(), ast.Constant(0)))]


def _is_dividend(emitter: Emitter, expr: ast.expr, facts: Bits, sign_matters: bool) -> tuple[list[ast.expr], ast.expr]:
    """What must be tested of a dividend, and how to read it afterwards."""
    wants_type = not facts & INTEGER
    wants_range = _RANGES[emitter.shared.mode.bounded, bool(sign_matters and not facts & NATURAL)]
    if not wants_type and wants_range is None:
        return [], expr
    first, again = emitter.twice(expr)
    tests: list[ast.expr] = []
    if wants_type:
        tests.append(_type_is(emitter, first, "int"))
        first = again
    if wants_range is not None:
        tests.append(wants_range(emitter, first))
    return tests, again


def _is_not_negative(emitter: Emitter, expr: ast.expr) -> ast.expr:
    return _compare(expr, (ast.GtE(), ast.Constant(0)))


def _is_short(emitter: Emitter, expr: ast.expr) -> ast.expr:
    return _compare(emitter.name("'-long"), (ast.Lt(), expr), (ast.Lt(), emitter.name("'long")))


def _is_short_and_not_negative(emitter: Emitter, expr: ast.expr) -> ast.expr:
    return _compare(ast.Constant(0), (ast.LtE(), expr), (ast.Lt(), emitter.name("'long")))


_RANGES: dict[tuple[bool, bool], Callable[[Emitter, ast.expr], ast.expr] | None] = {
    (False, False): None,
    (False, True): _is_not_negative,
    (True, False): _is_short,
    (True, True): _is_short_and_not_negative,
}
"""The test of a dividend, by whether the code is bounded and whether the sign must be tested."""


for _python, _sign_matters, _names in (
    (ast.FloorDiv(), True, ("quotient", "truncate-quotient")),
    (ast.Mod(), True, ("remainder", "truncate-remainder")),
    (ast.FloorDiv(), False, ("floor-quotient",)),
    (ast.Mod(), False, ("modulo", "floor-remainder")),
):
    for _name in _names:
        emitted_by(_division(_name, _python, _sign_matters), _name)


@_operator("/")
def _quotient(emitter: Emitter, operands: Operands) -> ast.expr | None:
    """A Python division if the divisor is a float other than zero."""
    if len(operands) != 2:
        return None
    dividend, divisor = operands[0].expr, operands[1].expr
    if isinstance(divisor, ast.Constant):
        return ast.BinOp(dividend, ast.Div(), divisor) if type(divisor.value) is float and divisor.value else None
    if not isinstance(dividend, ast.Constant):
        dividend = emitter.hold(dividend)
    first, again = emitter.twice(divisor)
    test = ast.BoolOp(ast.And(), [_type_is(emitter, first, "float"), again])
    return ast.IfExp(test, ast.BinOp(dividend, ast.Div(), again), emitter.slow("/", dividend, again))


# Pairs, vectors, strings


def _accessor(letters: str) -> FromOperands:
    def access(emitter: Emitter, operands: Operands) -> ast.expr | None:
        if len(operands) != 1:
            return None
        result = operands[0].expr
        for letter in reversed(letters):
            result = _attribute(result, "car" if letter == "a" else "cdr")
        return result

    return access


for _name in OPERATORS:
    if _name[0] == "c" and _name[-1] == "r" and set(_name[1:-1]) <= {"a", "d"}:
        emitted_by(_accessor(_name[1:-1]), _name)


def index(emitter: Emitter, place: Operand) -> ast.expr:
    """An index expression that Python cannot take from the end."""
    if place.facts & NATURAL:
        return place.expr
    first, again = emitter.twice(place.expr)
    return ast.IfExp(_compare(first, (ast.GtE(), ast.Constant(0))), again, emitter.runtime("bad_index", again))


def _element(emitter: Emitter, operands: Operands, slot: str, name: str) -> ast.expr | None:
    if len(operands) != 2:
        return None
    element = ast.Subscript(_attribute(operands[0].expr, slot), index(emitter, operands[1]), LOAD)
    emitter.notes.append(Note(element, name))
    return element


@_operator("vector-ref")
def _vector_ref(emitter: Emitter, operands: Operands) -> ast.expr | None:
    return _element(emitter, operands, "items", "vector-ref")


@_operator("string-ref")
def _string_ref(emitter: Emitter, operands: Operands) -> ast.expr | None:
    char = _element(emitter, operands, "text", "string-ref")
    return ast.Subscript(emitter.name("'chars"), char, LOAD) if char is not None else None


def _of_slot(runtime: str, slot: str) -> FromOperands:
    """What a function of the runtime gives for what is in a slot."""

    def apply(emitter: Emitter, operands: Operands) -> ast.expr | None:
        return emitter.runtime(runtime, _attribute(operands[0].expr, slot)) if len(operands) == 1 else None

    return apply


emitted_by(_of_slot("len", "items"), "vector-length")
emitted_by(_of_slot("len", "text"), "string-length")
emitted_by(_of_slot("ord", "char"), "char->integer")


def operands_of(emitter: Emitter, node: Call, exprs: Sequence[ast.expr]) -> list[Operand]:
    """The operands of a call whose expressions were emitted."""
    return [Operand(expr, emitter.shared.facts.of(operand)) for operand, expr in zip(node.operands, exprs, strict=True)]

