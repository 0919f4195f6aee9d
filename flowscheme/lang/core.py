"""The core language: the ten node kinds that every program reduces to, and the variables that they name.

Nodes are immutable and carry the span of the source that they came from.  A `Variable` is a local one, told from
others by identity; a `Global` is a binding of a top-level environment.  The passes after the expander add what they
learn to the variables (`scope`), never to the nodes.

Names resolve to a `Denotation`: a variable, a global, a macro or a special form.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple, Union

from .datum import Span, Symbol, Value


class Variable:
    """A local variable.

    `refs` counts its references, `assigned` tells a `set!`.  `scope` fills the rest: `owner` is the procedure in
    whose Python function it lives, `captured` whether another one refers to it, `looped` whether it is bound anew by
    each turn of a loop in its owner, and `lambda_` the procedure that it always names, if it is known.
    """

    __slots__ = ("assigned", "captured", "lambda_", "looped", "name", "owner", "refs")

    def __init__(self, name: str) -> None:
        self.name = name
        self.refs = 0
        self.assigned = False
        self.captured = False
        self.looped = False
        self.owner: Any = None
        self.lambda_: Lambda | None = None


class Global:
    """A binding of a top-level environment: `name` is its key in the environment's Python dict."""

    __slots__ = ("defined", "environment", "name", "symbol")

    def __init__(self, environment: Any, symbol: Symbol, name: str, defined: bool = False) -> None:
        self.environment = environment
        self.symbol = symbol
        self.name = name
        self.defined = defined


class Special(NamedTuple):
    """A special form: its expander, or None for a word that only others give a meaning to (`else`, `=>`)."""

    name: str
    expand: Callable[..., Any] | None


class Macro(NamedTuple):
    """A `syntax-rules` macro: `rules` is the compiled transformer, `datum` its source, `scope` where it was defined."""

    rules: Any
    datum: Value
    scope: Any


Denotation = Union[Variable, Global, Special, Macro]


class Const(NamedTuple):
    """A literal datum."""

    value: Value
    at: Span | None


class Ref(NamedTuple):
    """The value of a local variable."""

    variable: Variable
    at: Span | None


class GlobalRef(NamedTuple):
    """The value of a global."""

    binding: Global
    at: Span | None


class Assign(NamedTuple):
    """`set!` of a local variable."""

    variable: Variable
    value: Node
    at: Span | None


class Define(NamedTuple):
    """`define`, or `set!` when `fresh` is false, of a global."""

    binding: Global
    value: Node
    fresh: bool
    at: Span | None


class If(NamedTuple):
    """A conditional; only `#f` is false."""

    test: Node
    then: Node
    other: Node
    at: Span | None


class Or(NamedTuple):
    """The first value unless it is `#f`, else the second."""

    first: Node
    second: Node
    at: Span | None


class Seq(NamedTuple):
    """Runs all, returns the last; never empty."""

    items: tuple[Node, ...]
    at: Span | None


class Lambda(NamedTuple):
    """A procedure: required parameters, the rest parameter or None, and the name it is known by."""

    parameters: tuple[Variable, ...]
    rest: Variable | None
    body: Node
    name: str
    at: Span | None


class Let(NamedTuple):
    """Binds variables to the values of their inits, evaluated in order, each seeing those before it, then the body.

    With `recursive`, the inits see all the variables (`letrec*`); names are unique, so nothing else differs.
    """

    variables: tuple[Variable, ...]
    inits: tuple[Node, ...]
    body: Node
    recursive: bool
    at: Span | None


class Call(NamedTuple):
    """A procedure call; operator and operands are evaluated left to right."""

    operator: Node
    operands: tuple[Node, ...]
    at: Span | None


Node = Union[Const, Ref, GlobalRef, Assign, Define, If, Or, Seq, Lambda, Let, Call]
