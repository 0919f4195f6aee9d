"""The core language: the eleven node classes that every program reduces to.

Nodes are immutable and carry the span of the source that they came from.  They are compared by identity: two equal calls
are two nodes, so the passes after the expander keep what they learn of a node in tables of their own, with the node as
key.  A `Variable` is a local one, told from others by identity, too; a `Global` is a binding of a top-level environment
(`denotation`).
"""

from __future__ import annotations

from typing import NamedTuple, TypeVar

from ..values.datum import Span, Value
from ..values.denotation import Global, Variable

N = TypeVar("N", bound=type)


def by_identity(node_class: N) -> N:
    """Let the nodes of a class be compared, and found in tables, by identity, and not as the tuples that they are."""
    for method in ("__eq__", "__ne__", "__hash__"):
        setattr(node_class, method, getattr(object, method))
    return node_class


@by_identity
class Const(NamedTuple):
    """A literal datum."""

    value: Value
    at: Span | None


@by_identity
class Ref(NamedTuple):
    """The value of a local variable."""

    variable: Variable
    at: Span | None


@by_identity
class GlobalRef(NamedTuple):
    """The value of a global; `written` tells that the program named it, not a special form or a library's macro."""

    binding: Global
    at: Span | None
    written: bool = False


@by_identity
class Assign(NamedTuple):
    """`set!` of a local variable."""

    variable: Variable
    value: Node
    at: Span | None


@by_identity
class Define(NamedTuple):
    """`define`, or `set!` when `fresh` is false, of a global."""

    binding: Global
    value: Node
    fresh: bool
    at: Span | None


@by_identity
class If(NamedTuple):
    """A conditional; only `#f` is false."""

    test: Node
    then: Node
    other: Node
    at: Span | None


@by_identity
class Or(NamedTuple):
    """The first value unless it is `#f`, else the second."""

    first: Node
    second: Node
    at: Span | None


@by_identity
class Seq(NamedTuple):
    """Runs all, returns the last; never empty."""

    items: tuple[Node, ...]
    at: Span | None


@by_identity
class Lambda(NamedTuple):
    """A procedure: required parameters, the rest parameter or None, and the name it is known by.

    Its `number` tells it from the other lambdas of its unit, also in nodes that a pass makes of it; what a pass makes up
    has none.
    """

    parameters: tuple[Variable, ...]
    rest: Variable | None
    body: Node
    name: str
    at: Span | None
    number: int = 0


@by_identity
class Let(NamedTuple):
    """Binds variables to the values of their inits, evaluated in order, each seeing those before it, then the body.

    With `recursive`, the inits see all the variables (`letrec*`); names are unique, so nothing else differs.
    """

    variables: tuple[Variable, ...]
    inits: tuple[Node, ...]
    body: Node
    recursive: bool
    at: Span | None


@by_identity
class Call(NamedTuple):
    """A procedure call; operator and operands are evaluated left to right."""

    operator: Node
    operands: tuple[Node, ...]
    at: Span | None


Node = Const | Ref | GlobalRef | Assign | Define | If | Or | Seq | Lambda | Let | Call
