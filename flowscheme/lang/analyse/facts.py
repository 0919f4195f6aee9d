"""What is surely known of values, so that operators can leave out checks.

A local variable that nothing assigns keeps its value, so whatever was once learnt of it stays true.  Facts are learnt
from literals, from operations that succeeded (who got past `(< i n)` was a number; who indexed a vector is a natural
number), and from the branch taken of a test.  The parameters of a loop have a fact if their first value and those of
every jump have it.

A pass over the nodes in the order in which Python will evaluate them notes for each node what is known of its value
*there*; facts of a branch are forgotten behind it.  `operators` asks for them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from ..expand.core import Assign, Call, Const, Define, GlobalRef, If, Lambda, Let, Node, Or, Ref, Seq
from ..values.denotation import Variable
from .scope import Analysis, children

NUMBER, INTEGER, NATURAL, FLOAT = 1, 2, 4, 8
"""A number; a Python `int`; a real that is not negative (it may be NaN); a Python `float`."""

DEEPEST = 200
"""How deep lambdas nest that are looked at; the emitter refuses deeper ones (`emit.tools.LAMBDAS`)."""

INDEX = NUMBER | INTEGER | NATURAL
Bits = int

_LENGTHS = {
    "vector-length", "string-length", "bytevector-length", "length", "char->integer", "bytevector-u8-ref",
}  # fmt: skip
_CHECKED = {"<", ">", "<=", ">=", "=", "+", "-", "*", "zero?", "positive?", "negative?", "even?", "odd?", "quotient",
            "remainder", "modulo"}  # fmt: skip
_INDEXED = {"vector-ref", "vector-set!", "string-ref"}


def _all(bits: Sequence[Bits], fact: Bits) -> bool:
    return all(each & fact for each in bits)


def _sum(bits: Sequence[Bits]) -> Bits:
    found = NUMBER
    if _all(bits, INTEGER):
        found |= INTEGER
    if _all(bits, NATURAL):
        found |= NATURAL
    if _all(bits, INTEGER | FLOAT) and any(each & FLOAT for each in bits):
        found |= FLOAT
    return found


def _difference(bits: Sequence[Bits]) -> Bits:
    return _sum(bits) & ~NATURAL


def _integral(bits: Sequence[Bits]) -> Bits:
    return _sum(bits) & ~FLOAT


_RESULTS: dict[str, Callable[[Sequence[Bits]], Bits]] = {
    "+": _sum, "*": _sum, "-": _difference, "quotient": _integral, "remainder": _integral, "modulo": _integral,
    **dict.fromkeys(_LENGTHS, lambda _: INDEX),
}  # fmt: skip


def literal(value: object) -> Bits:
    """What is known of a literal."""
    if type(value) is int:
        return INDEX if value >= 0 else NUMBER | INTEGER
    if type(value) is float:
        return NUMBER | FLOAT | (NATURAL if value >= 0 else 0)
    return 0


class Facts:
    """What the pass over the nodes of a unit found; `primitive` names the primitive that an operator surely is.

    `compared` has, by the identity of a loop, the variables that must be found to be numbers before it.
    """

    def __init__(self, nodes: Iterable[Node], analysis: Analysis, primitive: Callable[[Node], str]) -> None:
        self._analysis = analysis
        self._primitive = primitive
        self._of: dict[Variable, Bits] = {}
        self._level = 0
        self._trail: list[tuple[Variable, Bits]] = []
        self._known: dict[int, Bits] = {}
        self.compared: dict[int, list[Ref]] = {}
        for node in nodes:
            self._walk(node)

    def known(self, node: Node) -> Bits:
        """What is known of the value of a node, where it stands."""
        return self._known.get(id(node), 0)

    # The pass

    def _walk(self, node: Node) -> Bits:
        """Note what is known inside a node, and of its value."""
        bits = _WALKS[type(node)](self, node)
        if bits:
            self._known[id(node)] = bits & self._known.get(id(node), bits)
        return bits

    def _const(self, node: Const) -> Bits:
        return literal(node.value)

    def _ref(self, node: Ref) -> Bits:
        return self._of.get(node.variable, 0)

    def _others(self, node: Node) -> Bits:
        for child in children(node):
            self._walk(child)
        return 0

    def _if(self, node: If) -> Bits:
        self._walk(node.test)
        return self._branch(node.test, True, node.then) & self._branch(node.test, False, node.other)

    def _or(self, node: Or) -> Bits:
        return self._walk(node.first) & self._branch(node.first, False, node.second)

    def _branch(self, test: Node, truth: bool, node: Node) -> Bits:
        """Walk the branch that is taken when a test has gone one way; forget what was learnt in it."""
        mark = len(self._trail)
        self._imply(test, truth)
        bits = self._walk(node)
        self._forget(mark)
        return bits

    def _seq(self, node: Seq) -> Bits:
        for item in node.items[:-1]:
            self._walk(item)
        return self._walk(node.items[-1])

    def _lambda(self, node: Lambda) -> Bits:
        if self._level > DEEPEST:
            return 0
        self._level += 1
        mark = len(self._trail)
        self._walk(node.body)
        self._forget(mark)
        self._level -= 1
        return 0

    def _let(self, node: Let) -> Bits:
        loop = id(node) in self._analysis.loops
        for variable, init in zip(node.variables, node.inits, strict=True):
            if not (loop and init is node.inits[-1]):
                self._learn(variable, self._walk(init))
        return self._loop(node) if loop else self._walk(node.body)

    def _loop(self, node: Let) -> Bits:
        lambda_, start = node.inits[-1], node.body
        assert isinstance(lambda_, Lambda) and isinstance(start, Call)
        bits = [self._walk(operand) for operand in start.operands]
        jumps = [each.operands for each in self._analysis.jumps(lambda_.body, node.variables[-1], lambda_)]
        before: list[Bits] = []
        while bits != before:
            before = bits
            self._of.update(zip(lambda_.parameters, bits, strict=True))
            turns = [[self._estimate(operand) for operand in operands] for operands in jumps]
            bits = [_meet(each) for each in zip(bits, *turns, strict=True)]
        for parameter, each in zip(lambda_.parameters, bits, strict=True):
            self._of[parameter] = 0 if parameter.assigned else each
        self._compare_once(node, lambda_)
        mark = len(self._trail)
        self._walk(lambda_.body)
        self._forget(mark)
        return 0

    def _compare_once(self, node: Let, lambda_: Lambda) -> None:
        """Let a loop that begins with a test `(= i n)` find out beforehand whether `n` is a number."""
        test = lambda_.body.test if isinstance(lambda_.body, If) else None
        if isinstance(test, Call) and self._primitive(test.operator) == "=" and len(test.operands) == 2:
            for each in test.operands:
                if isinstance(each, Ref) and not each.variable.assigned and each.variable not in lambda_.parameters:
                    if not self._of.get(each.variable, 0) & NUMBER:
                        self.compared.setdefault(id(node), []).append(each)
                    self._learn(each.variable, NUMBER)

    def _estimate(self, node: Node) -> Bits:
        """What is known of a value that a loop's turn passes on, whatever happened in the turn."""
        if isinstance(node, Const):
            return literal(node.value)
        if isinstance(node, Ref):
            return 0 if node.variable.assigned else self._of.get(node.variable, 0)
        if isinstance(node, If):
            return self._estimate(node.then) & self._estimate(node.other)
        if isinstance(node, Call):
            result = _RESULTS.get(self._primitive(node.operator))
            return result([self._estimate(each) for each in node.operands]) if result and node.operands else 0
        return 0

    def _call(self, node: Call) -> Bits:
        name = self._primitive(node.operator)
        operands = node.operands
        if not name:
            self._walk(node.operator)
        if name == "vector-set!" and harmless(operands[:2]):  # Python evaluates the value first
            operands = (*operands[2:], *operands[:2])
        bits = [self._walk(each) for each in operands]
        self._succeeded(name, node.operands)
        result = _RESULTS.get(name)
        return result(bits) if result and bits else 0

    # Learning

    def _learn(self, variable: Variable, bits: Bits) -> None:
        known = self._of.get(variable, 0)
        if bits & ~known and not variable.assigned:
            self._trail.append((variable, known))
            self._of[variable] = known | bits

    def _learn_of(self, node: Node, bits: Bits) -> None:
        if isinstance(node, Ref):
            self._learn(node.variable, bits)

    def _forget(self, mark: int) -> None:
        while len(self._trail) > mark:
            variable, bits = self._trail.pop()
            self._of[variable] = bits

    def _succeeded(self, name: str, operands: Sequence[Node]) -> None:
        """Learn from a primitive's success."""
        if name in _CHECKED:
            for each in operands:
                self._learn_of(each, NUMBER)
        elif name in _INDEXED and len(operands) > 1:
            self._learn_of(operands[1], INDEX)

    def _imply(self, test: Node, truth: bool) -> None:
        """Learn from the outcome of a test."""
        if isinstance(test, If) and truth and isinstance(test.other, Const) and test.other.value is None:
            self._imply(test.test, True)
            self._imply(test.then, True)
        elif isinstance(test, Or) and not truth:
            self._imply(test.first, False)
            self._imply(test.second, False)
        elif isinstance(test, Call):
            self._imply_call(self._primitive(test.operator), test.operands, truth)

    def _imply_call(self, name: str, operands: Sequence[Node], truth: bool) -> None:
        if name == "not" and len(operands) == 1:
            self._imply(operands[0], not truth)
        elif name in _SIGNS and len(operands) == 1 and _SIGNS[name] is truth:
            self._learn_of(operands[0], NUMBER | NATURAL)
        elif name in _ORDERS and len(operands) == 2:
            smaller, greater = operands if name in ("<", "<=") else reversed(operands)
            if truth:
                self._bounded(greater, smaller, NATURAL)
            else:  # the other way round, or NaN
                self._bounded(smaller, greater, NATURAL | INTEGER)
        elif name == "=" and len(operands) == 2 and truth:
            self._bounded(operands[0], operands[1], NATURAL)
            self._bounded(operands[1], operands[0], NATURAL)

    def _bounded(self, node: Node, below: Node, needed: Bits) -> None:
        """Learn that a node's value is not below another's, if that one is known not to be negative."""
        if self._estimate(below) & needed == needed:
            self._learn_of(node, NUMBER | NATURAL)


_SIGNS = {"positive?": True, "zero?": True, "negative?": False}
_ORDERS = {"<", "<=", ">", ">="}

_WALKS: dict[type, Callable[[Facts, Any], Bits]] = {
    Const: Facts._const, Ref: Facts._ref, GlobalRef: Facts._others, Assign: Facts._others, Define: Facts._others,
    If: Facts._if, Or: Facts._or, Seq: Facts._seq, Lambda: Facts._lambda, Let: Facts._let, Call: Facts._call,
}  # fmt: skip


def _meet(bits: Iterable[Bits]) -> Bits:
    found = ~0
    for each in bits:
        found &= each
    return found


def harmless(nodes: Sequence[Node]) -> bool:
    """Whether nodes may as well be evaluated after their right neighbours."""
    return all(isinstance(node, Const) or (isinstance(node, Ref) and not node.variable.assigned) for node in nodes)
