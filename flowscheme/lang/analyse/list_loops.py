"""Calls of `map` and `for-each` as loops.

A call whose procedure is a lambda or has a known name becomes the loop that a programmer would have written out: no
procedure is made, and none is called for the body of a lambda.

    (map (lambda (x) (* x x)) l)   =>   (let loop ((rest l))
                                          (if (null? rest) '() (cons (let ((x (car rest))) (* x x)) (loop (cdr rest)))))

Such a loop is a *list loop*.  It ends on circular lists, as the primitives do: after so many pairs it asks
(`values.datum.longer`).  The pass runs before all others, so that they see the loops.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from ..expand.core import Call, Const, GlobalRef, If, Lambda, Let, Node, Or, Ref, Seq
from ..machine.primitive import PRIMITIVES
from ..values.datum import NIL, UNSPECIFIED, Span, symbol
from ..values.denotation import Variable
from .surroundings import KnownGlobals, Surroundings, known_globals

LOOPED = ("map", "for-each")
"""The primitives whose calls may become loops."""

MOST_NESTED = 4
"""How deep list loops may nest in one procedure: Python has room for some more loops around and inside."""

MOST_LISTS = 3
"""How many lists a loop goes along at once."""


class ListLoops(NamedTuple):
    """What the pass makes of a unit.

    nodes: the nodes with the loops in them.
    names: the name of the primitive that each loop stands for, by its `Let`.
    """

    nodes: list[Node]
    names: dict[Let, str]


def list_loops(nodes: list[Node], around: Surroundings) -> ListLoops:
    """Write the calls of `map` and `for-each` out as loops; none, if nothing is to be optimized."""
    if not around.mode.optimize:
        return ListLoops(nodes, {})
    writer = _Writer(around, known_globals(nodes, around))
    return ListLoops([writer.rewritten(node) for node in nodes], writer.names)


class _Writer:
    """Rewrites nodes; `names` grows with each loop."""

    def __init__(self, around: Surroundings, known: KnownGlobals) -> None:
        self._around = around
        self._known = known
        self._local: dict[Variable, Lambda] = {}
        self._depth = 0
        self.names: dict[Let, str] = {}

    def rewritten(self, node: Any) -> Any:
        """A node, or nodes, with the loops in it; the same object if there are none."""
        if not isinstance(node, tuple):
            return node
        if isinstance(node, Lambda):
            return self._lambda(node)
        if isinstance(node, Let):
            self._local.update(
                (variable, init)
                for variable, init in zip(node.variables, node.inits, strict=True)
                if isinstance(init, Lambda) and not variable.assigned
            )
        if isinstance(node, Call) and (name := self._loop_name(node)):
            return self._loop(node, name)
        parts = [self.rewritten(part) for part in node]
        if all(new is old for new, old in zip(parts, node, strict=True)):
            return node
        return type(node)(parts) if type(node) is tuple else type(node)(*parts)

    def _lambda(self, node: Lambda) -> Lambda:
        outer, self._depth = self._depth, 0
        body = self.rewritten(node.body)
        self._depth = outer
        return node if body is node.body else node._replace(body=body)

    def _loop_name(self, node: Call) -> str:
        """`map` or `for-each`, if a call can become a loop."""
        name = self._around.primitive(node.operator)
        lists = len(node.operands) - 1
        fits = name in LOOPED and 1 <= lists <= MOST_LISTS and self._depth < MOST_NESTED
        return name if fits and self._is_known(node.operands[0], lists) else ""

    def _is_known(self, procedure: Node, count: int) -> bool:
        """Whether a node is surely a procedure that takes so many arguments."""
        lambda_: Node | None = procedure
        if isinstance(procedure, Ref):
            lambda_ = self._local.get(procedure.variable)
        elif isinstance(procedure, GlobalRef):
            lambda_ = self._known.lambdas.get(procedure.binding)
            entry = PRIMITIVES.get(self._around.primitive(procedure))
            if entry is not None:
                return entry.effect is None and not entry.tail
        return isinstance(lambda_, Lambda) and len(lambda_.parameters) == count and lambda_.rest is None

    def _loop(self, node: Call, name: str) -> Let:
        """The loop for a call."""
        procedure, at = node.operands[0], node.at
        loop, rests = Variable("'walk", refs=2), tuple([Variable("'rest") for _ in node.operands[1:]])
        self._depth += 1
        firsts = self._of_each("car", rests, at)
        if isinstance(procedure, Lambda):
            element: Node = Let(procedure.parameters, firsts, self.rewritten(procedure.body), False, procedure.at)
        else:
            element = Call(procedure, firsts, procedure.at or at)
        self._depth -= 1
        again = Call(Ref(loop, at), self._of_each("cdr", rests, at), at)
        *others, end = self._of_each("null?", rests, at)
        for other in reversed(others):
            end = Or(other, end, at)
        if name == "map":
            body: Node = If(end, Const(NIL, at), Call(self._primitive("cons"), (element, again), at), at)
        else:
            body = If(end, Const(UNSPECIFIED, at), Seq((element, again), at), at)
        start = Call(Ref(loop, at), self.rewritten(node.operands[1:]), at)
        whole = Let((loop,), (Lambda(rests, None, body, name, at),), start, True, at)
        self.names[whole] = name
        return whole

    def _of_each(self, name: str, variables: tuple[Variable, ...], at: Span | None) -> tuple[Node, ...]:
        """The primitive of that name, called with each variable."""
        return tuple([Call(self._primitive(name), (Ref(variable, at),), at) for variable in variables])

    def _primitive(self, name: str) -> GlobalRef:
        return GlobalRef(self._around.core.table[symbol(name)], None)
