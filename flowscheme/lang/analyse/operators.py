"""Primitives that compile to Python operators instead of calls.

Each entry makes an expression from the expressions of its arguments.  A *test* yields a Python truth value (used bare
in a condition, as `... if test else None` elsewhere), a *value* a Scheme value.  The operators are chosen such that a
wrong type fails by itself (see `datum`); where Python would not refuse (`v[-1]`, `5.5 % 2`), a guard leads to the
primitive itself.  An entry that uses an argument twice asks the emitter to hold it in a name first.

Equality of numbers is `a <= b <= a`: unlike `==`, it refuses what is not a number.  What `facts` knows of an argument
saves guards.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import Any, Protocol

from .facts import INTEGER, NATURAL, NUMBER, Bits, literal

LOAD = ast.Load()
Expr = ast.expr


class Emitter(Protocol):
    """What the compiler offers to an entry."""

    def twice(self, expr: Expr, apart: bool = False) -> tuple[Expr, Expr]:
        """An expression for a first and one for a second use of a value, evaluated once, at the first.

        With `apart`, a variable may be assigned between the two.
        """

    def hold(self, expr: Expr) -> Expr:
        """The name of a value that is evaluated now."""

    def name(self, name: str) -> Expr:
        """A runtime name."""

    def solid(self, expr: Expr) -> Expr:
        """An expression that may stand beside `is`."""

    def slow(self, name: str, *arguments: Expr) -> Expr:
        """A call of the primitive of that name."""


Entry = Callable[[Emitter, Sequence[Expr]], Expr | None]
LONGEST_CHAIN = 20
"""How many operands of one arithmetic operation become operators."""

TESTS: dict[str, Entry] = {}
VALUES: dict[str, Entry] = {}
STATEMENTS = ("not", "list", "cons", "vector-set!", "set-car!", "set-cdr!")
"""The primitives that the emitter compiles by itself, most of them to statements."""


def _entry(table: dict[str, Entry], *names: str) -> Callable[[Entry], Entry]:
    def declare(entry: Entry) -> Entry:
        for name in names:
            table[name] = entry
        return entry

    return declare


def _compare(left: Expr, *pairs: tuple[ast.cmpop, Expr]) -> Expr:
    return ast.Compare(left, [op for op, _ in pairs], [right for _, right in pairs])


def _constant(value: Any) -> Expr:
    constant = ast.Constant(value)
    constant.known = literal(value)  # type: ignore[attr-defined]
    return constant


def _is_int(expr: Expr) -> int | None:
    """The value of a literal small integer."""
    return expr.value if isinstance(expr, ast.Constant) and type(expr.value) is int else None


def known(expr: Expr) -> Bits:
    """What is known of the value of an argument; the emitter has noted it."""
    bits: Bits = getattr(expr, "known", 0)
    return bits


def _attribute(expr: Expr, name: str) -> Expr:
    return ast.Attribute(expr, name, LOAD)


# Comparisons


def _ordering(name: str, op: ast.cmpop) -> None:
    def compare(e: Emitter, args: Sequence[Expr]) -> Expr | None:
        return _compare(args[0], (op, args[1])) if len(args) == 2 else None

    TESTS[name] = compare


_ORDERS = (("<", ast.Lt()), (">", ast.Gt()), ("<=", ast.LtE()), (">=", ast.GtE()))
for _name, _op in _ORDERS:
    _ordering(_name, _op)


@_entry(TESTS, "=")
def _equal(e: Emitter, args: Sequence[Expr]) -> Expr | None:
    if len(args) != 2:
        return None
    if known(args[0]) & known(args[1]) & NUMBER:
        return _compare(args[0], (ast.Eq(), args[1]))
    first, again = e.twice(args[0], runs_code(args[1]))
    return _compare(first, (ast.LtE(), args[1]), (ast.LtE(), again))


def runs_code(expr: Expr) -> bool:
    """Whether evaluating an expression may run the program's code, which may assign variables."""
    calls = [each.func for each in ast.walk(expr) if isinstance(each, ast.Call)]
    return not all(isinstance(each, ast.Name) and each.id in ("'type", "'len") for each in calls)


@_entry(TESTS, "zero?")
def _zero(e: Emitter, args: Sequence[Expr]) -> Expr | None:
    return _equal(e, [args[0], _constant(0)]) if len(args) == 1 else None


@_entry(TESTS, "positive?")
def _positive(e: Emitter, args: Sequence[Expr]) -> Expr | None:
    return _compare(args[0], (ast.Gt(), _constant(0))) if len(args) == 1 else None


@_entry(TESTS, "negative?")
def _negative(e: Emitter, args: Sequence[Expr]) -> Expr | None:
    return _compare(args[0], (ast.Lt(), _constant(0))) if len(args) == 1 else None


@_entry(TESTS, "eq?")
def _eq(e: Emitter, args: Sequence[Expr]) -> Expr | None:
    if len(args) != 2 or any(isinstance(a, ast.Constant) and a.value not in (None, ...) for a in args):
        return None  # `is` with a number: left to the primitive
    return _compare(e.solid(args[0]), (ast.Is(), e.solid(args[1])))


@_entry(TESTS, "eqv?", "equal?")
def _eqv(e: Emitter, args: Sequence[Expr]) -> Expr | None:
    if len(args) == 2 and any(_identity(arg) for arg in args):
        return _compare(e.solid(args[0]), (ast.Is(), e.solid(args[1])))
    return None


def _identity(expr: Expr) -> bool:
    """Whether an expression is a constant that `is` compares right: a symbol, a character, a boolean, `()`."""
    if isinstance(expr, ast.Constant):
        return expr.value is None or expr.value is ...
    return isinstance(expr, ast.Name) and (expr.id.startswith(("'s:", "'c:")) or expr.id == "'nil")


def _slot_comparison(name: str, slot: str, op: ast.cmpop) -> None:
    """A comparison of characters or strings: of what is in their slot, which no other class has."""

    def compare(e: Emitter, args: Sequence[Expr]) -> Expr | None:
        return _compare(_attribute(args[0], slot), (op, _attribute(args[1], slot))) if len(args) == 2 else None

    TESTS[name] = compare


for _prefix, _slot in (("char", "char"), ("string", "text")):
    _slot_comparison(f"{_prefix}=?", _slot, ast.Eq())
    for _name, _op in _ORDERS:
        _slot_comparison(f"{_prefix}{_name}?", _slot, _op)


def _type_test(name: str, runtime: str) -> None:
    def test(e: Emitter, args: Sequence[Expr]) -> Expr | None:
        if len(args) != 1:
            return None
        return _compare(ast.Call(e.name("'type"), [args[0]], []), (ast.Is(), e.name(runtime)))

    TESTS[name] = test


for _name, _runtime in (
    ("pair?", "'Pair"), ("symbol?", "'Symbol"), ("string?", "'String"), ("vector?", "'Vector"), ("char?", "'Char"),
):  # fmt: skip
    _type_test(_name, _runtime)


@_entry(TESTS, "null?")
def _null(e: Emitter, args: Sequence[Expr]) -> Expr | None:
    return _compare(e.solid(args[0]), (ast.Is(), e.name("'nil"))) if len(args) == 1 else None


def _parity(name: str, remainder: int) -> None:
    def test(e: Emitter, args: Sequence[Expr]) -> Expr | None:
        if len(args) != 1:
            return None
        if known(args[0]) & INTEGER:
            return _compare(ast.BinOp(args[0], ast.Mod(), _constant(2)), (ast.Eq(), _constant(remainder)))
        first, again = e.twice(args[0])
        is_int = _compare(ast.Call(e.name("'type"), [first], []), (ast.Is(), e.name("'int")))
        fast = _compare(ast.BinOp(again, ast.Mod(), _constant(2)), (ast.Eq(), _constant(remainder)))
        slow = _compare(e.slow(name, again), (ast.IsNot(), _constant(None)))
        return ast.IfExp(is_int, fast, slow)

    TESTS[name] = test


_parity("even?", 0)
_parity("odd?", 1)


# Arithmetic


def _fold(name: str, op: ast.operator, unit: int) -> None:
    def fold(e: Emitter, args: Sequence[Expr]) -> Expr | None:
        if not args:
            return _constant(unit)
        if len(args) == 1:  # checks the type, keeps -0.0
            return ast.UnaryOp(ast.UAdd(), args[0]) if name == "+" else ast.BinOp(args[0], op, _constant(1))
        return _chain(args, op)

    VALUES[name] = fold


def _chain(args: Sequence[Expr], op: ast.operator) -> Expr | None:
    """Operations from left to right; a chain too long for Python's compiler is left to the primitive."""
    result = args[0]
    for arg in args[1:]:
        result = ast.BinOp(result, op, arg)
    return result if len(args) <= LONGEST_CHAIN else None


_fold("+", ast.Add(), 0)
_fold("*", ast.Mult(), 1)


@_entry(VALUES, "-")
def _minus(e: Emitter, args: Sequence[Expr]) -> Expr | None:
    if not args:
        return None
    if len(args) == 1:
        return ast.UnaryOp(ast.USub(), args[0])
    return _chain(args, ast.Sub())


def _division(op: ast.operator, sign_matters: bool, *names: str) -> None:
    """Integer division as a Python operator, for what is surely positive or is found so; else by the primitive.

    The divisor must be positive; with `sign_matters`, the dividend not negative.
    """

    def entry(name: str) -> Entry:
        def divide(e: Emitter, args: Sequence[Expr]) -> Expr | None:
            if len(args) != 2 or not _may_divide(args[1]):
                return None
            a, b = args
            divisor = _is_positive(e, b)
            simple = isinstance(a, ast.Name) or not divisor
            dividend, a = _is_dividend(e, a, known(a) if simple else 0, sign_matters)
            tests = dividend + divisor
            if not tests:
                return ast.BinOp(a, op, b)
            return ast.IfExp(_both(tests), ast.BinOp(a, op, b), e.slow(name, a, b))

        return divide

    for name in names:
        VALUES[name] = entry(name)


def _both(tests: list[Expr]) -> Expr:
    return tests[0] if len(tests) == 1 else ast.BoolOp(ast.And(), tests)


def _may_divide(divisor: Expr) -> bool:
    value = _is_int(divisor)
    return isinstance(divisor, ast.Name) or (value is not None and value > 0)


def _is_positive(e: Emitter, divisor: Expr) -> list[Expr]:
    """What must be tested of a divisor."""
    if _is_int(divisor) is not None:
        return []
    types = [] if known(divisor) & INTEGER else [_type_is(e, divisor, "'int")]
    return [*types, _compare(divisor, (ast.Gt(), _constant(0)))]


def _is_dividend(e: Emitter, expr: Expr, bits: Bits, sign_matters: bool) -> tuple[list[Expr], Expr]:
    """What must be tested of a dividend, and how to read it afterwards."""
    wants_type, wants_sign = not bits & INTEGER, sign_matters and not bits & NATURAL
    if not wants_type and not wants_sign:
        return [], expr
    first, again = e.twice(expr)
    tests: list[Expr] = []
    if wants_type:
        tests.append(_type_is(e, first, "'int"))
        first = again
    if wants_sign:
        tests.append(_compare(first, (ast.GtE(), _constant(0))))
    return tests, again


def _type_is(e: Emitter, expr: Expr, runtime: str) -> Expr:
    return _compare(ast.Call(e.name("'type"), [expr], []), (ast.Is(), e.name(runtime)))


_division(ast.FloorDiv(), True, "quotient", "truncate-quotient")
_division(ast.Mod(), True, "remainder", "truncate-remainder")
_division(ast.FloorDiv(), False, "floor-quotient")
_division(ast.Mod(), False, "modulo", "floor-remainder")


@_entry(VALUES, "/")
def _divide(e: Emitter, args: Sequence[Expr]) -> Expr | None:
    """A Python division if the divisor is a float other than zero."""
    if len(args) != 2:
        return None
    a, b = args
    if isinstance(b, ast.Constant):
        return ast.BinOp(a, ast.Div(), b) if type(b.value) is float and b.value else None
    if not isinstance(a, ast.Constant):
        a = e.hold(a)
    first, again = e.twice(b)
    test = ast.BoolOp(ast.And(), [_type_is(e, first, "'float"), again])
    return ast.IfExp(test, ast.BinOp(a, ast.Div(), again), e.slow("/", a, again))


# Pairs, vectors, strings

def _accessor(name: str) -> None:
    def access(e: Emitter, args: Sequence[Expr]) -> Expr | None:
        if len(args) != 1:
            return None
        result = args[0]
        for letter in reversed(name[1:-1]):
            result = _attribute(result, "car" if letter == "a" else "cdr")
        return result

    VALUES[name] = access


for _a in "ad":
    _accessor(f"c{_a}r")
    for _b in "ad":
        _accessor(f"c{_a}{_b}r")
        for _c in "ad":
            _accessor(f"c{_a}{_b}{_c}r")


def index(e: Emitter, expr: Expr, bits: Bits) -> Expr:
    """An index expression that Python cannot take from the end."""
    if bits & NATURAL:
        return expr
    first, again = e.twice(expr)
    negative = ast.Call(e.name("'bad_index"), [again], [])
    return ast.IfExp(_compare(first, (ast.GtE(), _constant(0))), again, negative)


@_entry(VALUES, "vector-ref")
def _vector_ref(e: Emitter, args: Sequence[Expr]) -> Expr | None:
    if len(args) != 2:
        return None
    return ast.Subscript(_attribute(args[0], "items"), index(e, args[1], known(args[1])), LOAD)


@_entry(VALUES, "vector-length")
def _vector_length(e: Emitter, args: Sequence[Expr]) -> Expr | None:
    return ast.Call(e.name("'len"), [_attribute(args[0], "items")], []) if len(args) == 1 else None


@_entry(VALUES, "string-length")
def _string_length(e: Emitter, args: Sequence[Expr]) -> Expr | None:
    return ast.Call(e.name("'len"), [_attribute(args[0], "text")], []) if len(args) == 1 else None


@_entry(VALUES, "char->integer")
def _char_to_integer(e: Emitter, args: Sequence[Expr]) -> Expr | None:
    return ast.Call(e.name("'ord"), [_attribute(args[0], "char")], []) if len(args) == 1 else None


@_entry(VALUES, "string-ref")
def _string_ref(e: Emitter, args: Sequence[Expr]) -> Expr | None:
    if len(args) != 2:
        return None
    char = ast.Subscript(_attribute(args[0], "text"), index(e, args[1], known(args[1])), LOAD)
    return ast.Subscript(e.name("'chars"), char, LOAD)
