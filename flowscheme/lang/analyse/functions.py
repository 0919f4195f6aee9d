"""The Python functions that lambdas become: who owns and who captures each variable.

A variable lives in the Python function around its binding.  One that a loop binds anew each turn and that a closure
captures needs care, since Python's cells belong to calls, not turns:

    (do ((i 0 (+ i 1))) ((= i 3)) (set! l (cons (lambda () i) l)))

Python's `i` would be the same in all three closures; Scheme's must not be.  So such variables are told apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ..expand.core import Assign, Define, GlobalRef, Lambda, Let, Node, Ref
from ..values.denotation import Global, Variable
from .loops import Loops, loop_lambda, loop_start
from .surroundings import KnownGlobals
from .traversal import children


class Function:
    """A lambda that becomes a Python function; the unit's own function has none.

    parent: the function around it.
    free: the variables of functions around it that it, or a function inside, refers to, in the order of first use.
    self_loop: whether it tail-calls itself, and so loops around its whole body.
    """

    __slots__ = ("free", "lambda_", "parent", "self_loop")

    def __init__(self, lambda_: Lambda | None, parent: Function | None, self_loop: bool = False) -> None:
        self.lambda_ = lambda_
        self.parent = parent
        self.free: dict[Variable, None] = {}
        self.self_loop = self_loop

    @property
    def number(self) -> int:
        """The number of its lambda; 0 if that has none."""
        return self.lambda_.number if self.lambda_ is not None else 0


class Functions(NamedTuple):
    """The functions of a unit.

    unit: that of the unit itself.
    of: the function of each lambda that is no loop.
    named: the lambda that a variable or a global always names, if it is known.
    owners: the function that each variable lives in.
    looped: the variables that each turn of a loop binds anew.
    captured: the variables that another function than their owner refers to.
    """

    unit: Function
    of: dict[Lambda, Function]
    named: Mapping[Variable | Global, Lambda]
    owners: dict[Variable, Function]
    looped: set[Variable]
    captured: set[Variable]

    def target(self, operator: Node) -> Function | None:
        """The function of this unit that an operator surely names."""
        lambda_ = None
        if isinstance(operator, Ref):
            lambda_ = self.named.get(operator.variable)
        elif isinstance(operator, GlobalRef):
            lambda_ = self.named.get(operator.binding)
        return self.of.get(lambda_) if lambda_ is not None else None

    def loop(self, operator: Node) -> Lambda | None:
        """The lambda of the loop that an operator names."""
        lambda_ = self.named.get(operator.variable) if isinstance(operator, Ref) else None
        return lambda_ if lambda_ is not None and lambda_ not in self.of else None


def find_functions(nodes: Iterable[Node], loops: Loops, known: KnownGlobals) -> Functions:
    """The functions of a unit, and who owns and captures its variables."""
    named: dict[Variable | Global, Lambda] = {}
    named.update(loops.procedures.items())
    named.update(known.lambdas.items())
    functions = Functions(Function(None, None), {}, named, {}, set(), set())
    owning = _Owning(functions, loops)
    for node in nodes:
        owning.visit(node, functions.unit, False)
    return functions


class _Owning:
    """Walks nodes with the function that they are in, and whether a loop of that function is around them."""

    def __init__(self, functions: Functions, loops: Loops) -> None:
        self._functions = functions
        self._loops = loops

    def visit(self, node: Node, function: Function, looped: bool) -> None:
        """Note who owns and who captures the variables of a node."""
        if isinstance(node, Ref | Assign):
            self._use(node.variable, function)
        if isinstance(node, Lambda):
            self._lambda(node, function)
        elif isinstance(node, Let):
            self._let(node, function, looped)
        elif isinstance(node, Define) and isinstance(node.value, Lambda) and node.binding in self._functions.named:
            self._lambda(node.value, function, node.binding)
        else:
            for child in children(node):
                self.visit(child, function, looped)

    def _bind(self, variables: Iterable[Variable], function: Function, looped: bool) -> None:
        for variable in variables:
            self._functions.owners[variable] = function
            if looped:
                self._functions.looped.add(variable)

    def _let(self, node: Let, function: Function, looped: bool) -> None:
        is_loop = node in self._loops.lets
        self._bind(node.variables, function, looped)
        for variable, init in zip(node.variables, node.inits, strict=True):
            if is_loop and init is node.inits[-1]:
                continue
            if isinstance(init, Lambda):
                self._lambda(init, function, variable if self._functions.named.get(variable) is init else None)
            else:
                self.visit(init, function, looped)
        if is_loop:
            lambda_ = loop_lambda(node)
            self._bind(lambda_.parameters, function, True)
            for operand in loop_start(node).operands:
                self.visit(operand, function, looped)
            self.visit(lambda_.body, function, True)
        else:
            self.visit(node.body, function, looped)

    def _lambda(self, node: Lambda, parent: Function, name: Variable | Global | None = None) -> None:
        jumps = self._loops.jumps(node, name) if name is not None and node.rest is None else iter(())
        function = self._functions.of[node] = Function(node, parent, next(jumps, None) is not None)
        self._bind([*node.parameters, *([node.rest] if node.rest else [])], function, function.self_loop)
        self.visit(node.body, function, function.self_loop)

    def _use(self, variable: Variable, function: Function) -> None:
        owner = self._functions.owners[variable]
        if owner is function:
            return
        self._functions.captured.add(variable)
        around: Function | None = function
        while around is not None and around is not owner:
            around.free[variable] = None
            around = around.parent
