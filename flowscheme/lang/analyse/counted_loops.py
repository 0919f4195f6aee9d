"""Loops that count: `(do ((i 0 (+ i 1))) ((= i n)) ...)`.

A loop whose first act is to compare a counter with a bound, and each of whose jumps moves the counter by one same step, is
compiled to Python's `for` over a `range`, which counts and compares in C.  To make a range costs as much as some turns, so
this is for loops that call no procedures, where it is worth most, and that do not search, which mostly ends soon.

The bound must be the same in each turn: a literal, an outer variable that nothing assigns, the length of one, or
arithmetic with such.  Whether the numbers are integers is found out when the loop starts (see `machine.ranges`).
"""

from __future__ import annotations

from typing import NamedTuple

from ..expand.core import Call, Const, If, Lambda, Let, Node, Ref
from ..values.denotation import Variable
from .loops import loop_lambda
from .operators import OPERATORS, operator_of
from .scope import Scope
from .traversal import walk


class Counter(NamedTuple):
    """How a loop counts.

    counter: the counter.
    step: by how much each turn moves it.
    name: the comparison of the counter with the bound.
    bound: the bound.
    ends: the value of the comparison that ends the loop.
    test: the test, as it stands in the body of the loop; then what goes on, and what comes after.
    """

    counter: Ref
    step: int
    name: str
    bound: Node
    ends: bool
    test: Node
    body: Node
    after: Node

    @property
    def maker(self) -> str:
        """Which of the functions of `machine.ranges` makes the turns."""
        if self.name == "=":
            return "until"
        return "reached" if (self.name in (">=", "<=")) is self.ends else "passed"


class _Test(NamedTuple):
    name: str
    counter: Ref
    bound: Node
    truth: bool


def find_counters(scope: Scope) -> dict[Let, Counter]:
    """The counters of the loops of a unit that count."""
    finder = _Finder(scope)
    counters = {loop: finder.counter(loop) for loop in scope.loops.lets}
    return {loop: counter for loop, counter in counters.items() if counter is not None}


class _Finder:
    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._primitive = scope.around.primitive

    def counter(self, loop: Let) -> Counter | None:
        """The counter of a loop, if it has one."""
        lambda_, name = loop_lambda(loop), loop.variables[-1]
        body = lambda_.body
        test = self._test(body.test, lambda_) if isinstance(body, If) else None
        if test is None or not isinstance(body, If) or any(map(self._calls, walk(body))):
            return None
        loops = self._scope.loops
        jumps = list(loops.jumps(lambda_, name))
        first = sum(1 for _ in loops.jumps(lambda_, name, body.then))
        if first not in (0, len(jumps)):
            return None
        on, after = (body.then, body.other) if first else (body.other, body.then)
        if sum(1 for _ in loops.tails(on)) != len(jumps):
            return None
        ends = test.truth is not bool(first)
        parameter = test.counter.variable
        index = lambda_.parameters.index(parameter)
        steps = {self._step(jump.operands[index], parameter) for jump in jumps}
        step = steps.pop() if len(steps) == 1 else 0
        if not step or not _comes_to_an_end(test.name, ends, step):
            return None
        return Counter(test.counter, step, test.name, test.bound, ends, body.test, on, after)

    def _test(self, node: Node, lambda_: Lambda) -> _Test | None:
        """A test of a counter against a bound, and whether its truth is the outcome."""
        if not isinstance(node, Call):
            return None
        name, operands = self._primitive(node.operator), node.operands
        if name == "not" and len(operands) == 1:
            inner = self._test(operands[0], lambda_)
            return inner._replace(truth=not inner.truth) if inner else None
        if operator_of(name).with_zero and len(operands) == 1:
            name, operands = operator_of(name).with_zero, (operands[0], Const(0, node.at))
        mirror = operator_of(name).mirror
        if not mirror or len(operands) != 2:
            return None
        for own, counter, bound in ((name, *operands), (mirror, operands[1], operands[0])):
            is_counter = isinstance(counter, Ref) and counter.variable in lambda_.parameters and not counter.variable.assigned
            if isinstance(counter, Ref) and is_counter and self._is_steady(bound, lambda_):
                return _Test(own, counter, bound, True)
        return None

    def _calls(self, node: Node) -> bool:
        """Whether a node is a call that is neither a jump nor an operation."""
        if not isinstance(node, Call) or self._primitive(node.operator) in OPERATORS:
            return False
        return self._scope.functions.loop(node.operator) is None

    def _is_steady(self, node: Node, lambda_: Lambda) -> bool:
        """Whether a bound is the same in each turn."""
        if isinstance(node, Ref):
            return not node.variable.assigned and node.variable not in lambda_.parameters
        if isinstance(node, Call):
            steady = operator_of(self._primitive(node.operator)).steady
            return steady and all(self._is_steady(operand, lambda_) for operand in node.operands)
        return isinstance(node, Const)

    def _step(self, operand: Node, parameter: Variable) -> int:
        """By how much a jump moves the counter; 0 if that cannot be told."""
        if not isinstance(operand, Call) or len(operand.operands) != 2:
            return 0
        name, (left, right) = self._primitive(operand.operator), operand.operands
        if name == "+" and isinstance(left, Const):
            left, right = right, left
        if name not in ("+", "-") or not isinstance(left, Ref) or left.variable is not parameter:
            return 0
        step = right.value if isinstance(right, Const) and type(right.value) is int else 0
        return -step if name == "-" else step


def _comes_to_an_end(name: str, ends: bool, step: int) -> bool:
    """Whether a comparison ends the loop when the counter has come, or gone past, the bound in its direction."""
    if name == "=":
        return ends
    upwards = (name if ends else OPERATORS[name].opposite) in (">", ">=")
    return upwards is (step > 0)
