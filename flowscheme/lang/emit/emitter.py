"""The state of one Python function while it is emitted, and where values go.

`dispatch` has the three ways to emit a node: as an expression, as statements that deliver its value to a destination
(`Dest`), as a test.  An expression may emit statements before it; operands that were already evaluated are then held in
names, so that the order stays left to right.  Expressions deeper than `DEPTH` are held in names too, because Python's
compiler recurses.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any, NamedTuple

from ..analyse.functions import Function
from ..expand.core import GlobalRef, Lambda, Node, Ref
from ..faults.operands import BOX
from ..values.datum import Span
from ..values.denotation import Variable
from .operand_table import Note
from .python_ast import LOAD, STORE, foldable, located, nesting
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


class Builder(NamedTuple):
    """A list being built by loops: the names of its first and last pair; `last` is None as long as it has none."""

    first: str
    last: str


class Loop:
    """A loop being emitted.

    parameters: what each turn binds anew.
    once: whether it is left after one turn: it is there to be left.
    list_loop: the name of the primitive that a list loop stands for.
    counter: the parameter that the Python loop moves by itself.
    exits: the jumps out of it that are not its own exit: the loop, and whether they go to its next turn.
    selector: the name that says which of these jumps is taken.
    leaves: whether it is left by its own exit.
    builds: whether it stands for a recursion, since it builds a list.
    """

    def __init__(self, parameters: tuple[Variable, ...], once: bool = False, list_loop: str = "") -> None:
        self.parameters = parameters
        self.once = once
        self.list_loop = list_loop
        self.counter: Variable | None = None
        self.exits: list[tuple[Loop, bool]] = []
        self.selector = ""
        self.leaves = False
        self.builds = False


class Dest(NamedTuple):
    """Where a value goes.

    kind: "return", "bind" (to `name`) or "drop".
    leave: a loop to break out of afterwards.
    build: with it, the value is the tail of the list that was built so far, if there is one; that list is delivered.
    """

    kind: str
    name: str = ""
    leave: Loop | None = None
    build: Builder | None = None


RETURN = Dest("return")
DROP = Dest("drop")


class Emitter:
    """One Python function being emitted.

    shared: what it shares with the other functions of the unit.
    function: the function; `parent` emits the one around it; `level` counts those.
    block: the list that statements go to now; `prologue` comes before all.
    loops: the loops around, the innermost last; `active` those by their lambda, `self_loop` the one of the function itself.
    globals, nonlocals: the names to declare.
    branches: how many conditionals are around.
    notes: what can fail here, for the table that faults read.
    inner: how many functions are inside of this one.
    """

    def __init__(self, shared: Shared, function: Function, parent: Emitter | None) -> None:
        self.shared = shared
        self.function = function
        self.parent = parent
        self.level: int = parent.level + 1 if parent else 0
        self.block: list[ast.stmt] = []
        self.prologue: list[ast.stmt] = []
        self.loops: list[Loop] = []
        self.active: dict[Lambda, Loop] = {}
        self.self_loop: Loop | None = None
        self.globals: dict[str, None] = {}
        self.nonlocals: dict[str, None] = {}
        self.branches = 0
        self.notes: list[Note] = []
        self.inner = 0
        self._depths: dict[ast.expr, int] = {}

    # Expressions

    def name(self, name: str) -> ast.expr:
        """A read of a Python name."""
        return ast.Name(name, LOAD)

    def runtime(self, name: str, *arguments: ast.expr) -> ast.expr:
        """A call of something that the runtime provides; `name` is without its quote."""
        return ast.Call(self.name(f"'{name}"), list(arguments), [])

    def slow(self, name: str, *arguments: ast.expr) -> ast.expr:
        """A call of a primitive that never returns a pending call."""
        return ast.Call(self.name(self.shared.primitive_name(name)), list(arguments), [])

    def is_pending(self, expr: ast.expr, operator: ast.cmpop) -> ast.expr:
        """A test whether the class of a value is, or is not, that of pending calls."""
        return ast.Compare(self.runtime("type", expr), [operator], [self.name("'tuple")])

    def twice(self, expr: ast.expr, apart: bool = False) -> tuple[ast.expr, ast.expr]:
        """An expression for the first and one for the second use of a value, which is evaluated once, at the first.

        With `apart`, a variable may be assigned between the two.
        """
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

    def shallow(self, expr: ast.expr) -> ast.expr:
        """The expression, or the name that holds it if it is too deep."""
        depth = nesting(expr, self._depths)
        if depth > DEPTH:
            expr, depth = self.hold(expr), 1
        self._depths[expr] = depth
        return expr

    def fixed(self, expr: ast.expr, node: Node) -> bool:
        """Whether evaluating `expr` later gives the same: a constant or a variable that nothing assigns."""
        if isinstance(expr, ast.Constant):
            return True
        if isinstance(node, Ref):
            return not node.variable.assigned
        if isinstance(node, GlobalRef):
            return bool(self.shared.around.primitive(node))
        return isinstance(expr, ast.Name) and expr.id.startswith("'")

    # Statements

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

    # Variables

    def box(self, value: ast.expr) -> ast.expr:
        """A box around a value."""
        return ast.List([value], LOAD)

    def boxed_value(self, variable: Variable, value: ast.expr) -> ast.expr:
        """A value as it is bound to a variable: in a box, if the variable lives in one."""
        return self.box(value) if self.shared.scope.boxed(variable) else value

    def load(self, variable: Variable) -> ast.expr:
        """A read of the Python name of a variable, whatever is in it."""
        return ast.Name(self.shared.local(variable), LOAD)

    def read(self, variable: Variable, at: Span | None) -> ast.expr:
        """The value of a variable."""
        value = located(self.load(variable), at)
        if not self.shared.scope.boxed(variable):
            return value
        content = ast.Subscript(value, ast.Constant(0), LOAD)
        self.notes.append(Note(content, BOX))
        return content

    # Pairs

    def slot(self, pair: str, slot: str) -> ast.expr:
        """A slot of the pair in a name, to assign to."""
        return ast.Attribute(ast.Name(pair, LOAD), slot, STORE)

    def new_pair(self, first: ast.expr, at: Span | None, first_at: Span | None) -> str:
        """Emit the making of a pair and the filling of its first slot: made empty, it costs half of a call with arguments."""
        pair = self.shared.fresh("'p")
        self.assign(pair, located(ast.Call(self.name("'Pair"), [], []), at), at)
        self.block.append(located(ast.Assign([self.slot(pair, "car")], first), first_at))
        return pair
