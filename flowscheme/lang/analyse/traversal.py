"""Walking nodes: what is directly inside one, and all that is inside; whether their order matters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..expand.core import Assign, Call, Const, Define, GlobalRef, If, Lambda, Let, Node, Or, Ref, Seq


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly inside a node, in the order of evaluation."""
    if isinstance(node, Call):
        return (node.operator, *node.operands)
    if isinstance(node, If):
        return (node.test, node.then, node.other)
    if isinstance(node, Or):
        return (node.first, node.second)
    if isinstance(node, Seq):
        return node.items
    if isinstance(node, Let):
        return (*node.inits, node.body)
    if isinstance(node, Lambda):
        return (node.body,)
    if isinstance(node, Assign | Define):
        return (node.value,)
    assert isinstance(node, Const | Ref | GlobalRef)
    return ()


def walk(node: Node) -> Iterator[Node]:
    """A node and all nodes inside it."""
    work = [node]
    while work:
        inner = work.pop()
        yield inner
        work += children(inner)


def harmless(nodes: Sequence[Node]) -> bool:
    """Whether nodes may as well be evaluated after their right neighbours: they are constants, or variables never assigned."""
    return all(isinstance(node, Const) or (isinstance(node, Ref) and not node.variable.assigned) for node in nodes)
