"""Emission by destination, and the tools that all of it uses.

`statement(node, dest)` emits statements that deliver the node's value: `RETURN` it, bind it to a name, or drop it;
inside a loop whose value is wanted elsewhere, the destination also says which loop to leave.  `expression(node)` gives
a Python expression and may emit statements before it; operands that were already evaluated are then held in names, so
that the order stays left to right.  Expressions deeper than `DEPTH` are held in names too, because Python's compiler
recurses.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

from ..analyse.scope import Function
from ..expand.core import GlobalRef, Lambda, Let, Node, Ref
from ..values.datum import Span, symbol
from ..values.denotation import Global, Variable
from .nodes import LOAD, STORE, foldable, located, nesting
from .shared import Shared

DEPTH = 24
"""How deep an emitted expression may nest."""

BRANCHES, LAMBDAS = 400, 100
"""How deep emitted conditionals, and functions within functions, may nest: beyond it the source is refused."""


class TooDeep(Exception):
    """The source nests deeper than code can; `at` is where."""

    def __init__(self, at: Span | None) -> None:
        super().__init__()
        self.at = at


class Dest(NamedTuple):
    """Where a value goes: `kind` is "return", "bind" (to `name`) or "drop"; then `leave`, a loop to break out of.

    With `build`, the value is the tail of the list that was built so far, if there is one; that list is delivered.
    """

    kind: str
    name: str = ""
    leave: Loop | None = None
    build: Builder | None = None


class Builder(NamedTuple):
    """A list being built by loops: the names of its first and last pair; `last` is None as long as it has none."""

    first: str
    last: str


RETURN = Dest("return")
DROP = Dest("drop")


class Loop:
    """A loop being emitted: its parameters, and the jumps out of it that are not its own exit.

    One that is left after one turn is there to be left; one that `builds` stands for a recursion; a walk has the name of
    the primitive that it stands for; its `counter` is a parameter that the Python loop moves by itself.
    """

    def __init__(self, parameters: tuple[Variable, ...], once: bool = False, walk: str = "") -> None:
        self.once = once
        self.walk = walk
        self.counter: Variable | None = None
        self.parameters = parameters
        self.exits: list[tuple[Loop, bool]] = []
        self.selector = ""
        self.leaves = False
        self.builds = False


class Tools:
    """Emits one Python function: `block` is the list that statements go to now."""

    def __init__(self, shared: Shared, function: Function, parent: Tools | None) -> None:
        self.shared = shared
        self.function = function
        self.parent = parent
        self.level: int = parent.level + 1 if parent else 0
        self.block: list[ast.stmt] = []
        self.prologue: list[ast.stmt] = []
        self.loops: list[Loop] = []
        self.globals: dict[str, None] = {}
        self.nonlocals: dict[str, None] = {}
        self.branches = 0
        self.self_loop: Loop | None = None
        self.active: dict[int, Loop] = {}

    # What the layers above provide

    def expression(self, node: Node) -> ast.expr:
        """A Python expression for the value of a node; it may emit statements first."""
        raise NotImplementedError

    def test(self, node: Node) -> ast.expr:
        """A Python truth value for a node in test position."""
        raise NotImplementedError

    def statement(self, node: Node, dest: Dest) -> None:
        """Emit statements that deliver the node's value to a destination."""
        raise NotImplementedError

    def bind_variables(self, node: Let) -> None:
        """Emit the bindings of a `let`."""
        raise NotImplementedError

    def function_of(self, node: Lambda, name: str) -> ast.stmt:
        """The statement that binds `name` to a lambda's function."""
        raise NotImplementedError

    # Tools

    def name(self, name: str) -> ast.expr:
        """A read of a Python name."""
        return ast.Name(name, LOAD)

    def type_of(self, expr: ast.expr) -> ast.expr:
        """`type(expr)`."""
        return ast.Call(self.name("'type"), [expr], [])

    def slow(self, name: str, *arguments: ast.expr) -> ast.expr:
        """A call of a primitive that never returns a pending call."""
        binding = self.shared.core.table[symbol(name)]
        assert isinstance(binding, Global)
        return ast.Call(ast.Name(self.shared.global_name(binding), LOAD), list(arguments), [])

    def twice(self, expr: ast.expr, apart: bool = False) -> tuple[ast.expr, ast.expr]:
        """An expression for the first and one for the second use of a value; `apart`, with other code in between."""
        if isinstance(expr, ast.Constant) or (isinstance(expr, ast.Name) and (not apart or expr.id.startswith("'"))):
            return expr, expr
        temporary = self.shared.fresh("'t")
        return ast.NamedExpr(ast.Name(temporary, STORE), expr), ast.Name(temporary, LOAD)

    def solid(self, expr: ast.expr) -> ast.expr:
        """The expression in a form that Python does not warn of when it is called or compared by `is`."""
        if not foldable(expr) or (isinstance(expr, ast.Constant) and expr.value in (None, ...)):
            return expr
        return ast.NamedExpr(ast.Name(self.shared.fresh("'t"), STORE), expr)

    def truth(self, expr: ast.expr) -> ast.expr:
        """The Python truth value for a Scheme value."""
        return ast.Compare(self.solid(expr), [ast.IsNot()], [ast.Constant(None)])

    def assign(self, name: str, value: ast.expr, at: Span | None = None) -> None:
        """Emit `name = value`."""
        self.block.append(located(ast.Assign([ast.Name(name, STORE)], value), at))

    def hold(self, value: ast.expr) -> ast.expr:
        """Hold a value in a new name, now."""
        temporary = self.shared.fresh("'t")
        self.assign(temporary, value)
        return ast.Name(temporary, LOAD)

    def inside(self, emit: Callable[[], Any]) -> list[ast.stmt]:
        """The statements that `emit` emits, in a block of their own."""
        outer, self.block = self.block, []
        try:
            emit()
            return self.block
        finally:
            self.block = outer

    def branch(self, emit: Callable[[], Any], at: Span | None) -> list[ast.stmt]:
        """As `inside`, for a branch of a conditional; bounds how deep they nest."""
        self.branches += 1
        if self.branches > BRANCHES:
            raise TooDeep(at)
        try:
            return self.inside(emit)
        finally:
            self.branches -= 1

    def box(self, value: ast.expr) -> ast.expr:
        """A box around a value."""
        return ast.List([value], LOAD)

    def load(self, variable: Variable) -> ast.expr:
        """A read of the Python name of a variable, whatever is in it."""
        return ast.Name(self.shared.local(variable), LOAD)

    def read(self, variable: Variable, at: Span | None) -> ast.expr:
        """The value of a variable."""
        value = located(self.load(variable), at)
        return ast.Subscript(value, ast.Constant(0), LOAD) if self.shared.boxed(variable) else value

    def fixed(self, expr: ast.expr, node: Node) -> bool:
        """Whether evaluating `expr` later gives the same: a constant or a variable that nothing assigns."""
        if isinstance(expr, ast.Constant):
            return True
        if isinstance(node, Ref):
            return not node.variable.assigned
        if isinstance(node, GlobalRef):
            return bool(self.shared.primitive(node))
        return isinstance(expr, ast.Name) and expr.id.startswith("'")

    def shallow(self, expr: ast.expr) -> ast.expr:
        """The expression, or the name that holds it if it is too deep."""
        depth = nesting(expr)
        if depth > DEPTH:
            expr, depth = self.hold(expr), 1
        expr.nesting = depth  # type: ignore[attr-defined]
        return expr

    def expressions(self, nodes: Sequence[Node]) -> list[ast.expr]:
        """Expressions for several nodes, evaluated left to right whatever statements they need."""
        found: list[ast.expr] = []
        for node in nodes:
            mark = len(self.block)
            expr = self.expression(node)
            late = [] if len(self.block) == mark else [i for i, e in enumerate(found) if not self.fixed(e, nodes[i])]
            if late:
                emitted, self.block[mark:] = self.block[mark:], []
                for index in late:
                    found[index] = self.hold(found[index])
                self.block += emitted
            found.append(expr)
        return found
