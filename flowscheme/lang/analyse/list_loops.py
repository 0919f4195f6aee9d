"""Calls of `map` and `for-each` as loops.

A call whose procedure is a lambda or has a known name becomes the loop that a programmer would have written out: no
procedure is made, and none is called for the body of a lambda.

    (map (lambda (x) (* x x)) l)   =>   (let walk ((rest l))
                                          (if (null? rest) '() (cons (let ((x (car rest))) (* x x)) (walk (cdr rest)))))

Such a loop is a *walk*.  It ends on circular lists, as the primitives do: after so many pairs it asks (`datum.longer`).
The pass runs before all others, so that they see the loops.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..expand.core import Call, Const, GlobalRef, If, Lambda, Let, Node, Or, Ref, Seq
from ..machine.primitive import PRIMITIVES, WALKED
from ..values.datum import NIL, UNSPECIFIED, Span, symbol
from ..values.denotation import Global, Variable

MOST_NESTED = 4
"""How deep walks may nest in one procedure: Python has room for some more loops around and inside."""

MOST_LISTS = 3
"""How many lists are walked at once."""


def core_name(node: Node, core: Any) -> str:
    """The name of the primitive that a node surely denotes, `core` being their environment, or nothing."""
    return node.binding.symbol.name if isinstance(node, GlobalRef) and node.binding.environment is core else ""


class Walks:
    """The pass over the nodes of a unit: `nodes` are the new ones, `names` has the primitive of each walk by its `Let`."""

    def __init__(self, nodes: Iterable[Node], core: Any, known: dict[Global, Lambda]) -> None:
        self._core = core
        self._known = known
        self._local: dict[Variable, Lambda] = {}
        self._depth = 0
        self.names: dict[int, str] = {}
        self.nodes: list[Node] = [self._new(node) for node in nodes]

    def _new(self, node: Any) -> Any:
        """A node, or nodes, with the walks in it; the same object if there are none."""
        if not isinstance(node, tuple):
            return node
        if isinstance(node, Lambda):
            outer, self._depth = self._depth, 0
            parts: Any = node._replace(body=self._new(node.body))
            self._depth = outer
            return node if parts.body is node.body else parts
        if isinstance(node, Let):
            self._local.update(
                (variable, init)
                for variable, init in zip(node.variables, node.inits, strict=True)
                if isinstance(init, Lambda) and not variable.assigned
            )
        if isinstance(node, Call) and (name := self._walk_name(node)):
            return self._walk(node, name)
        parts = [self._new(each) for each in node]
        if all(a is b for a, b in zip(parts, node, strict=True)):
            return node
        return type(node)(parts) if type(node) is tuple else type(node)(*parts)

    def _walk_name(self, node: Call) -> str:
        """`map` or `for-each`, if a call can become a walk."""
        name = core_name(node.operator, self._core)
        lists = len(node.operands) - 1
        fits = name in WALKED and 1 <= lists <= MOST_LISTS and self._depth < MOST_NESTED
        return name if fits and self._is_known(node.operands[0], lists) else ""

    def _is_known(self, procedure: Node, count: int) -> bool:
        """Whether a node is surely a procedure that takes so many arguments."""
        lambda_: Node | None = procedure
        if isinstance(procedure, Ref):
            lambda_ = self._local.get(procedure.variable)
        elif isinstance(procedure, GlobalRef):
            lambda_ = self._known.get(procedure.binding)
            entry = PRIMITIVES.get(core_name(procedure, self._core))
            if entry is not None:
                return entry.effect is None and not entry.tail
        return isinstance(lambda_, Lambda) and len(lambda_.parameters) == count and lambda_.rest is None

    def _walk(self, node: Call, name: str) -> Let:
        """The loop for a call."""
        procedure, at = node.operands[0], node.at
        walk, rests = Variable("'walk"), tuple([Variable("'rest") for _ in node.operands[1:]])
        walk.refs = 2
        self._depth += 1
        firsts = self._each("car", rests, at)
        if isinstance(procedure, Lambda):
            element: Node = Let(procedure.parameters, firsts, self._new(procedure.body), False, procedure.at)
        else:
            element = Call(procedure, firsts, procedure.at or at)
        self._depth -= 1
        again = Call(Ref(walk, at), self._each("cdr", rests, at), at)
        *others, end = self._each("null?", rests, at)
        for other in reversed(others):
            end = Or(other, end, at)
        if name == "map":
            body: Node = If(end, Const(NIL, at), Call(self._primitive("cons"), (element, again), at), at)
        else:
            body = If(end, Const(UNSPECIFIED, at), Seq((element, again), at), at)
        start = Call(Ref(walk, at), self._new(node.operands[1:]), at)
        found = Let((walk,), (Lambda(rests, None, body, name, at),), start, True, at)
        self.names[id(found)] = name
        return found

    def _each(self, name: str, variables: tuple[Variable, ...], at: Span | None) -> tuple[Node, ...]:
        """The primitive of that name, called with each variable."""
        return tuple([Call(self._primitive(name), (Ref(each, at),), at) for each in variables])

    def _primitive(self, name: str) -> GlobalRef:
        return GlobalRef(self._core.table[symbol(name)], None)
