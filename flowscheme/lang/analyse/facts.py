"""What is surely known of values, so that operators can leave out checks.

A local variable that nothing assigns keeps its value, so whatever was once learnt of it stays true.  Facts are learnt
from literals, from operations that succeeded (who got past `(< i n)` was a number; who indexed a vector is a natural
number), and from the branch taken of a test.  The parameters of a loop have a fact if their first value and those of
every jump have it.

    (do ((i 0 (+ i 1))) ((= i n)) (vector-set! v i 0))      i is an integer and not negative: `v.items[i] = 0` as it stands

A pass over the nodes in the order in which Python will evaluate them notes for each node what is known of its value
*there*; facts of a branch are forgotten behind it.  The facts themselves, and what each primitive gives and teaches, are in
`operators`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from ..expand.core import Assign, Call, Const, Define, GlobalRef, If, Lambda, Let, Node, Or, Ref, Seq
from ..values.denotation import Variable
from .loops import loop_lambda, loop_start
from .operators import INDEX, INTEGER, NATURAL, NUMBER, Bits, literal, operator_of
from .scope import Scope
from .traversal import children, harmless

DEEPEST = 200
"""How deep lambdas nest that are looked at; the emitter refuses deeper ones (`emit.emitter.LAMBDAS`)."""


class Facts(NamedTuple):
    """What the pass over a unit found.

    known: the facts of the nodes of which something is known.
    compared: the variables that a loop must find to be numbers before its first turn, by its `Let`.
    """

    known: dict[Node, Bits]
    compared: dict[Let, list[Ref]]

    def of(self, node: Node) -> Bits:
        """What is known of the value of a node, where it stands."""
        return self.known.get(node, 0)


def find_facts(nodes: Iterable[Node], scope: Scope) -> Facts:
    """What is surely known of the values in a unit."""
    learner = _Learner(scope)
    for node in nodes:
        learner.visit(node)
    return learner.facts


class _Learner:
    """Walks nodes in the order of evaluation: `_of` has what is known of variables now, `_trail` how to forget it."""

    def __init__(self, scope: Scope) -> None:
        self.facts = Facts({}, {})
        self._scope = scope
        self._primitive = scope.around.primitive
        self._of: dict[Variable, Bits] = {}
        self._level = 0
        self._trail: list[tuple[Variable, Bits]] = []

    def visit(self, node: Node) -> Bits:
        """Note what is known inside a node, and of its value."""
        bits = _VISITS[type(node)](self, node)
        if bits:
            self.facts.known[node] = bits & self.facts.known.get(node, bits)
        return bits

    def const(self, node: Const) -> Bits:
        return literal(node.value)

    def ref(self, node: Ref) -> Bits:
        return self._of.get(node.variable, 0)

    def others(self, node: Node) -> Bits:
        for child in children(node):
            self.visit(child)
        return 0

    def conditional(self, node: If) -> Bits:
        self.visit(node.test)
        return self._branch(node.test, True, node.then) & self._branch(node.test, False, node.other)

    def either(self, node: Or) -> Bits:
        return self.visit(node.first) & self._branch(node.first, False, node.second)

    def _branch(self, test: Node, truth: bool, node: Node) -> Bits:
        """Visit the branch that is taken when a test has gone one way; forget what was learnt in it."""
        mark = len(self._trail)
        self._imply(test, truth)
        bits = self.visit(node)
        self._forget(mark)
        return bits

    def sequence(self, node: Seq) -> Bits:
        for item in node.items[:-1]:
            self.visit(item)
        return self.visit(node.items[-1])

    def procedure(self, node: Lambda) -> Bits:
        if self._level > DEEPEST:
            return 0
        self._level += 1
        mark = len(self._trail)
        self.visit(node.body)
        self._forget(mark)
        self._level -= 1
        return 0

    def let(self, node: Let) -> Bits:
        is_loop = node in self._scope.loops.lets
        for variable, init in zip(node.variables, node.inits, strict=True):
            if not (is_loop and init is node.inits[-1]):
                self._learn(variable, self.visit(init))
        return self._loop(node) if is_loop else self.visit(node.body)

    def _loop(self, node: Let) -> Bits:
        lambda_ = loop_lambda(node)
        bits = [self.visit(operand) for operand in loop_start(node).operands]
        jumps = [jump.operands for jump in self._scope.loops.jumps(lambda_, node.variables[-1])]
        before: list[Bits] = []
        while bits != before:
            before = bits
            self._of.update(zip(lambda_.parameters, bits, strict=True))
            turns = [[self._estimate(operand) for operand in operands] for operands in jumps]
            bits = [_common(values) for values in zip(bits, *turns, strict=True)]
        for parameter, facts in zip(lambda_.parameters, bits, strict=True):
            self._of[parameter] = 0 if parameter.assigned else facts
        self._compare_once(node, lambda_)
        mark = len(self._trail)
        self.visit(lambda_.body)
        self._forget(mark)
        return 0

    def _compare_once(self, node: Let, lambda_: Lambda) -> None:
        """Let a loop that begins with a test `(= i n)` find out beforehand whether `n` is a number."""
        test = lambda_.body.test if isinstance(lambda_.body, If) else None
        if isinstance(test, Call) and self._primitive(test.operator) == "=" and len(test.operands) == 2:
            for operand in test.operands:
                if isinstance(operand, Ref) and not operand.variable.assigned and operand.variable not in lambda_.parameters:
                    if not self._of.get(operand.variable, 0) & NUMBER:
                        self.facts.compared.setdefault(node, []).append(operand)
                    self._learn(operand.variable, NUMBER)

    def _estimate(self, node: Node) -> Bits:
        """What is known of a value that a loop's turn passes on, whatever happened in the turn."""
        if isinstance(node, Const):
            return literal(node.value)
        if isinstance(node, Ref):
            return 0 if node.variable.assigned else self._of.get(node.variable, 0)
        if isinstance(node, If):
            return self._estimate(node.then) & self._estimate(node.other)
        if isinstance(node, Call):
            operator = operator_of(self._primitive(node.operator))
            return operator.result([self._estimate(operand) for operand in node.operands]) if operator.gives else 0
        return 0

    def call(self, node: Call) -> Bits:
        name = self._primitive(node.operator)
        operands = node.operands
        if not name:
            self.visit(node.operator)
        if name == "vector-set!" and harmless(operands[:2]):  # Python evaluates the value first
            operands = (*operands[2:], *operands[:2])
        bits = [self.visit(operand) for operand in operands]
        operator = operator_of(name)
        for operand in node.operands if operator.takes else ():
            self._learn_of(operand, operator.takes)
        if operator.place is not None and len(operands) > operator.place:
            self._learn_of(node.operands[operator.place], INDEX)
        return operator.result(bits)

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
        operator = operator_of(name)
        if name == "not" and len(operands) == 1:
            self._imply(operands[0], not truth)
        elif operator.natural_if is truth and len(operands) == 1:
            self._learn_of(operands[0], NUMBER | NATURAL)
        elif operator.smaller is not None and len(operands) == 2:
            smaller, greater = operands[operator.smaller], operands[1 - operator.smaller]
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


_VISITS: dict[type, Callable[[_Learner, Any], Bits]] = {
    Const: _Learner.const,
    Ref: _Learner.ref,
    GlobalRef: _Learner.others,
    Assign: _Learner.others,
    Define: _Learner.others,
    If: _Learner.conditional,
    Or: _Learner.either,
    Seq: _Learner.sequence,
    Lambda: _Learner.procedure,
    Let: _Learner.let,
    Call: _Learner.call,
}


def _common(bits: Iterable[Bits]) -> Bits:
    """The facts that all have."""
    common = ~0
    for facts in bits:
        common &= facts
    return common
