"""Which procedures become loops.

A `Let` that binds one lambda and calls it at once is a loop if every other reference to that name is a call in tail
position of the lambda's own body: then it is a `while` in the procedure around it.

    (let loop ((i 0)) (if (< i n) (loop (+ i 1)) i))        a loop
    (let loop ((i 0)) (if (< i n) (+ 1 (loop (+ i 1))) 0))  none: its call is not in tail position

A known procedure that tail-calls itself loops around its whole body (`functions`).  A call that is the last operand of a
`cons` in tail position, `(cons x (loop ...))`, is as good: the loop builds its list from the front (tail recursion modulo
cons).  Such a call, as one in tail position, is a *jump*.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..expand.core import Call, GlobalRef, If, Lambda, Let, Node, Or, Ref, Seq
from ..machine.shield import poll
from ..values.denotation import Global, Variable
from .surroundings import Surroundings
from .traversal import children

NESTED_LOOPS = 12
"""How deep loops may nest in one Python function; CPython refuses more than 20 nested blocks."""


class Loops:
    """The loops of a unit.

    lets: the nodes that are loops.
    procedures: the lambda that a local variable always names, if it is known.
    recursive: the variables that an init may read before they are bound.
    """

    def __init__(self, around: Surroundings) -> None:
        self.lets: set[Let] = set()
        self.procedures: dict[Variable, Lambda] = {}
        self.recursive: set[Variable] = set()
        self._around = around

    def tails(self, body: Node) -> Iterator[Node]:
        """The nodes in tail position, through inlined loops."""
        work = [body]
        while work:
            node = work.pop()
            if isinstance(node, If):
                work += [node.other, node.then]
            elif isinstance(node, Or):
                work.append(node.second)
            elif isinstance(node, Seq):
                work.append(node.items[-1])
            elif isinstance(node, Let):
                work.append(loop_lambda(node).body if node in self.lets else node.body)
            else:
                yield node

    def built(self, node: Node) -> tuple[list[Node], Node]:
        """The elements that a node conses onto a last node, and that one."""
        elements: list[Node] = []
        while isinstance(node, Call) and len(node.operands) == 2 and self._around.primitive(node.operator) == "cons":
            elements.append(node.operands[0])
            node = node.operands[1]
        return elements, node

    def jumps(self, lambda_: Lambda, name: Variable | Global, body: Node | None = None) -> Iterator[Call]:
        """The calls of a lambda's name that become jumps to its next turn, in its body or in a part of that."""
        for node in self.tails(body or lambda_.body):
            call = self.built(node)[1]
            if isinstance(call, Call) and _names(call.operator, name) and len(call.operands) == len(lambda_.parameters):
                yield call


def find_loops(nodes: Iterable[Node], around: Surroundings) -> Loops:
    """The loops of a unit; none, if nothing is to be optimized."""
    loops = Loops(around)
    if around.mode.optimize:
        finder = _Finder(loops)
        for node in nodes:
            finder.height(node)
    return loops


class _Finder:
    """Decides for every candidate, the inner ones first, whether it is a loop."""

    def __init__(self, loops: Loops) -> None:
        self._loops = loops
        self._ahead: set[Variable] = set()
        self._heights: dict[Lambda, int] = {}

    def height(self, node: Node) -> int:
        """How deep loops nest in a node, within one Python function."""
        if isinstance(node, Lambda):
            poll()
            self._heights[node] = self.height(node.body)
            return 0
        if isinstance(node, Let):
            return self._let(node)
        if isinstance(node, Ref) and node.variable in self._ahead:
            self._loops.recursive.add(node.variable)
        height = 0
        for child in children(node):
            height = max(height, self.height(child))
        return height

    def _let(self, node: Let) -> int:
        height = 0
        if node.recursive:
            self._ahead.update(node.variables)
        for variable, init in zip(node.variables, node.inits, strict=True):
            if isinstance(init, Lambda):
                self._ahead.discard(variable)  # it may read its own name
                if not variable.assigned:
                    self._loops.procedures[variable] = init
            height = max(height, self.height(init))
            self._ahead.discard(variable)
        height = max(height, self.height(node.body))
        if _may_be_loop(node):
            lambda_, name = loop_lambda(node), node.variables[-1]
            inside = self._heights[lambda_] + 1
            if inside <= NESTED_LOOPS and sum(1 for _ in self._loops.jumps(lambda_, name)) == name.refs - 1:
                self._loops.lets.add(node)
                height = max(height, inside)
        return height


def loop_lambda(loop: Let) -> Lambda:
    """The lambda of a loop: that of its last variable, which names it."""
    lambda_ = loop.inits[-1]
    assert isinstance(lambda_, Lambda)
    return lambda_


def loop_start(loop: Let) -> Call:
    """The call that starts a loop: its body."""
    assert isinstance(loop.body, Call)
    return loop.body


def _may_be_loop(node: Let) -> bool:
    """Whether a `Let` has the form of a loop: its last variable names a lambda, and its body is the call of that."""
    name, lambda_, start = node.variables[-1], node.inits[-1], node.body
    return (
        node.recursive
        and isinstance(lambda_, Lambda)
        and lambda_.rest is None
        and not name.assigned
        and isinstance(start, Call)
        and _names(start.operator, name)
        and len(start.operands) == len(lambda_.parameters)
    )


def _names(operator: Node, name: Variable | Global) -> bool:
    if isinstance(operator, Ref):
        return operator.variable is name
    return isinstance(operator, GlobalRef) and operator.binding is name
