"""Calls, and the primitives among them that become operators (see `operators`) or statements; tests."""

from __future__ import annotations

import ast
from collections.abc import Callable

from ..analyse.facts import harmless
from ..analyse.operators import STATEMENTS, TESTS, VALUES, index
from ..expand.core import Call, Const, GlobalRef, If, Let, Node, Or, Seq
from ..values.datum import UNSPECIFIED, Span
from ..values.global_names import direct_name
from .loops import Loops
from .nodes import LOAD, STORE, joined, locate_all, located, negate
from .tools import DROP

SHORT = 8
"""How many elements a list may have that is made in place."""


class Calls(Loops):
    """Emits calls as expressions, and nodes in test position."""

    def application(self, node: Call) -> tuple[ast.expr, list[ast.expr]]:
        """Operator and operands; the name of a global is looked up last, which saves holding it."""
        if isinstance(node.operator, GlobalRef):
            operands = self.expressions(node.operands)
            return self.expression(node.operator), operands
        operator, *operands = self.expressions((node.operator, *node.operands))
        return operator, operands

    def call(self, node: Call) -> ast.expr:
        inlined = self.inlined(node)
        if inlined is not None:
            return inlined
        call, direct = self.plain_call(node)
        if direct:
            return call
        temporary = self.shared.fresh("'t")
        bound = ast.NamedExpr(ast.Name(temporary, STORE), call)
        test = ast.Compare(self.type_of(bound), [ast.IsNot()], [self.name("'tuple")])
        forced = ast.Call(self.name("'force"), [ast.Name(temporary, LOAD)], [])
        return located(ast.IfExp(test, ast.Name(temporary, LOAD), forced), node.at)

    def plain_call(self, node: Call) -> tuple[ast.expr, bool]:
        """The bare call, and whether it surely gives a value."""
        analysis = self.shared.analysis
        target = analysis.target(node.operator)
        direct = target.direct if target is not None else analysis.foreign_direct(node.operator)
        operator, operands = self.application(node)
        if self.shared.has_direct_entry(node.operator) and isinstance(node.operator, GlobalRef):
            operator = located(ast.Name(direct_name(node.operator.binding.name), LOAD), node.operator.at)
        callee = self.hold(operator) if isinstance(operator, ast.Constant) else self.solid(operator)
        return located(ast.Call(callee, operands, []), node.at), direct

    def inlined(self, node: Call) -> ast.expr | None:
        """The call of an inlined primitive, as a value; None if the operator is no such primitive."""
        found = self.operation(node)
        if found is None:
            return None
        expr, is_test = found
        return located(ast.IfExp(expr, ast.Constant(...), ast.Constant(None)), node.at) if is_test else expr

    def operation(self, node: Call) -> tuple[ast.expr, bool] | None:
        """The call of an inlined primitive, and whether the expression is a Python truth value."""
        name = self.shared.primitive(node.operator)
        if name not in INLINED:
            return None
        if name == "not" and len(node.operands) == 1:
            return located(negate(self.test(node.operands[0])), node.at), True
        if name == "list":
            return self.short_list(node), False
        if name in _STATEMENTS and len(node.operands) == _STATEMENTS[name][0]:
            return _STATEMENTS[name][1](self, node), False
        operands = self.expressions(node.operands)
        for operand, expr in zip(node.operands, operands, strict=True):
            expr.known = self.shared.facts.known(operand)  # type: ignore[attr-defined]
        for table in (TESTS, VALUES):
            found = table[name](self, operands) if name in table else None
            if found is not None:
                found = self.bounded_product(found) if name == "*" and self.shared.mode.bounded else found
                return locate_all(found, node.at), table is TESTS
        return located(self.slow(name, *operands), node.at), False

    def bounded_product(self, product: ast.expr) -> ast.expr:
        """A product, which `grown` looks at unless it is a float or an integer of ordinary length."""
        first, again = self.twice(product)
        kind, same = self.twice(self.type_of(first))
        short = ast.Compare(self.name("'-huge"), [ast.Lt(), ast.Lt()], [again, self.name("'huge")])
        inexact = ast.Compare(kind, [ast.Is()], [self.name("'float")])
        ordinary = ast.BoolOp(ast.And(), [ast.Compare(same, [ast.Is()], [self.name("'int")]), short])
        grown = ast.Call(self.name("'grown"), [again], [])
        return ast.IfExp(ast.BoolOp(ast.Or(), [inexact, ordinary]), again, grown)

    def test(self, node: Node) -> ast.expr:
        """A Python truth value for a node in test position."""
        if isinstance(node, Const):
            return ast.Constant(node.value is not None)
        if isinstance(node, If | Or):
            return self.shallow(self.connective(node))
        elif isinstance(node, Seq):
            for item in node.items[:-1]:
                self.statement(item, DROP)
            return self.test(node.items[-1])
        elif isinstance(node, Let) and id(node) not in self.shared.analysis.loops:
            self.bind_variables(node)
            return self.test(node.body)
        elif isinstance(node, Call):
            found = self.operation(node)
            if found is not None and found[1]:
                return self.shallow(found[0])
            if found is not None:
                return located(self.truth(self.shallow(found[0])), node.at)
            return self.called_test(node)
        return located(self.truth(self.expression(node)), node.at)

    def called_test(self, node: Call) -> ast.expr:
        """The truth of what a procedure returns: nearly always `#f` or `#t`, which are no pending calls."""
        call, direct = self.plain_call(node)
        if direct:
            return located(self.truth(self.shallow(call)), node.at)
        bound, value = self.twice(self.shallow(call))
        true = ast.Compare(value, [ast.Is()], [ast.Constant(...)])
        final = ast.Compare(self.type_of(value), [ast.IsNot()], [self.name("'tuple")])
        forced = self.truth(ast.Call(self.name("'force"), [value], []))
        rest = ast.BoolOp(ast.Or(), [true, final, forced])
        return located(ast.BoolOp(ast.And(), [self.truth(bound), rest]), node.at)

    def connective(self, node: If | Or) -> ast.expr:
        """`and`, `or` or a conditional, of tests."""
        operator, parts = _junction(node)
        if len(parts) > 1:
            return self.junction(operator, parts, node.at)
        assert isinstance(node, If)
        first = self.test(node.test)
        tests: list[ast.expr] = []
        blocks = [
            self.branch(lambda each=each: tests.append(self.test(each)), node.at)  # type: ignore[misc]
            for each in (node.then, node.other)
        ]
        if not any(blocks):
            return ast.IfExp(first, tests[0], tests[1])
        temporary = self.shared.fresh("'t")
        for block, test in zip(blocks, tests, strict=True):
            block.append(ast.Assign([ast.Name(temporary, STORE)], test))
        self.block.append(located(ast.If(first, blocks[0], blocks[1]), node.at))
        return ast.Name(temporary, LOAD)

    def junction(self, operator: ast.boolop, parts: list[Node], at: Span | None) -> ast.expr:
        """`and` or `or` of tests; one that needs statements stands under an `if` that asks those before it."""
        tests = [self.test(parts[0])]
        for part in parts[1:]:
            block = self.branch(lambda part=part, tests=tests: tests.append(self.test(part)), at)  # type: ignore[misc]
            if block:
                temporary = self.shared.fresh("'t")
                so_far: ast.expr = ast.Name(temporary, LOAD)
                block.append(ast.Assign([ast.Name(temporary, STORE)], tests.pop()))
                self.assign(temporary, joined(operator, tests), at)
                undecided = so_far if isinstance(operator, ast.And) else negate(so_far)
                self.block.append(located(ast.If(undecided, block, []), at))
                tests = [so_far]
        return joined(operator, tests)

    # Primitives that are statements

    def cons(self, node: Call) -> ast.expr:
        """A pair: made empty, then filled, which costs half of a call with arguments."""
        first, second = self.expressions(node.operands)
        return self.pair(first, second, node.at)

    def pair(self, first: ast.expr, second: ast.expr, at: Span | None) -> ast.expr:
        """Emit the making of a pair; the expression is its name."""
        name = self.shared.fresh("'p")
        self.assign(name, located(ast.Call(self.name("'Pair"), [], []), at), at)
        for slot, value in (("car", first), ("cdr", second)):
            target = ast.Attribute(ast.Name(name, LOAD), slot, STORE)
            self.block.append(located(ast.Assign([target], value), at))
        return ast.Name(name, LOAD)

    def short_list(self, node: Call) -> ast.expr:
        """A list of few elements: its pairs, from the first to the last."""
        if not 0 < len(node.operands) <= SHORT:
            return self.plain_call(node)[0]
        first = last = ""
        for value, operand in zip(self.expressions(node.operands), node.operands, strict=True):
            pair = self.shared.fresh("'p")
            self.assign(pair, located(ast.Call(self.name("'Pair"), [], []), node.at), node.at)
            self.block.append(located(ast.Assign([self.slot(pair, "car")], value), operand.at))
            if last:
                self.block.append(located(ast.Assign([self.slot(last, "cdr")], ast.Name(pair, LOAD)), node.at))
            first, last = first or pair, pair
        self.block.append(located(ast.Assign([self.slot(last, "cdr")], self.name("'nil")), node.at))
        return ast.Name(first, LOAD)

    def set_slot(self, node: Call) -> ast.expr:
        """`set-car!` or `set-cdr!`: the slot is read first, which refuses what is no pair but takes attributes."""
        pair, value = self.expressions(node.operands)
        if not isinstance(pair, ast.Name) or not harmless(node.operands[:1]):
            pair = self.hold(pair)
        value = value if harmless(node.operands[1:]) else self.hold(value)
        slot = self.shared.primitive(node.operator)[4:7]
        self.block.append(locate_all(ast.Expr(ast.Attribute(pair, slot, LOAD)), node.at))
        self.block.append(locate_all(ast.Assign([ast.Attribute(pair, slot, STORE)], value), node.at))
        return self.shared.constant(UNSPECIFIED)

    def vector_set(self, node: Call) -> ast.expr:
        vector, place, value = self.expressions(node.operands)
        if not harmless(node.operands[:2]):  # Python evaluates the value first
            vector, place = self.hold(vector), self.hold(place)
        at = index(self, place, self.shared.facts.known(node.operands[1]))
        target = ast.Subscript(ast.Attribute(vector, "items", LOAD), at, STORE)
        self.block.append(locate_all(ast.Assign([target], value), node.at))
        return self.shared.constant(UNSPECIFIED)


_STATEMENTS: dict[str, tuple[int, Callable[[Calls, Call], ast.expr]]] = {
    "cons": (2, Calls.cons),
    "vector-set!": (3, Calls.vector_set),
    "set-car!": (2, Calls.set_slot),
    "set-cdr!": (2, Calls.set_slot),
}

INLINED = {*STATEMENTS, *TESTS, *VALUES}
"""The primitives that a call of compiles to something else than a call."""


def _junction(node: If | Or) -> tuple[ast.boolop, list[Node]]:
    """The parts that `and` or `or` joins; one part if the node is neither."""
    parts: list[Node] = []
    rest: Node = node
    if isinstance(node, Or):
        while isinstance(rest, Or):
            parts.append(rest.first)
            rest = rest.second
        return ast.Or(), [*parts, rest]
    while isinstance(rest, If) and isinstance(rest.other, Const) and rest.other.value is None:
        parts.append(rest.test)
        rest = rest.then
    return ast.And(), [*parts, rest]
