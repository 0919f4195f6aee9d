"""Scope analysis: what the compiler must know before it emits a line.

Three questions, each a pass over the nodes of one unit (a file, a library, a REPL form).

1. *Which procedures become loops?*  A `Let` that binds one lambda and calls it at once is a loop if every other
   reference to that name is a call in tail position of the lambda's own body: then it is a `while` in the procedure
   around it.  A known procedure that tail-calls itself loops around its whole body.  A call that is the last operand of
   a `cons` in tail position, `(cons x (loop ...))`, is as good: the loop builds its list from the front (tail recursion
   modulo cons).
2. *Who owns and who captures each variable?*  A variable lives in the Python function around its binding; one that a
   loop binds anew each turn and that a closure captures needs care, since Python's cells belong to calls, not turns.
3. *Which calls are direct?*  A procedure is *direct* if it never returns a pending tail call: no tail call of it goes
   to an unknown procedure, to one that is not direct, or around a cycle of known ones.  Callers of a direct procedure
   need no test, and a tail call to another known procedure that is not in the same cycle is a plain call: the stack
   grows by the number of procedures at most.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..expand.core import Assign, Call, Const, Define, GlobalRef, If, Lambda, Let, Node, Or, Ref, Seq
from ..machine.primitive import PRIMITIVES
from ..machine.shield import poll
from ..values.denotation import Global, Variable
from .list_loops import Walks, core_name
from .mode import DEFAULT_MODE, Mode

DIRECT_MAKERS = {"%record-constructor", "%record-predicate", "%record-accessor", "%record-modifier"}
"""The primitives that make procedures which never return a pending call."""

NESTED_LOOPS = 12
"""How deep loops may nest in one Python function; CPython refuses more than 20 nested blocks."""


class Function:
    """A lambda that becomes a Python function: its parent, what it captures, and what its tail calls tell."""

    __slots__ = ("calls", "direct", "free", "group", "lambda_", "parent", "self_loop", "unknown")

    def __init__(self, lambda_: Lambda | None, parent: Function | None) -> None:
        self.lambda_ = lambda_
        self.parent = parent
        self.free: dict[Variable, None] = {}
        self.self_loop = False
        self.calls: list[Function] = []
        self.unknown = False
        self.direct = True
        self.group = 0


class Analysis:
    """What the passes found: `functions` and `loops` by the identity of their node, `known` globals to lambdas, the
    globals `made` by primitives that make direct procedures, the `recursive` variables that an init may read before they
    are bound, the loops that are `walks`: for them, `nodes` differ from those that came in.
    """

    def __init__(self, nodes: list[Node], environment: Any, core: Any, mode: Mode = DEFAULT_MODE) -> None:
        self.nodes = nodes
        self.environment = environment
        self.core = core
        self.optimize = optimize = mode.optimize
        self.walks: dict[int, str] = {}
        self.unit = Function(None, None)
        self.functions: dict[int, Function] = {}
        self.loops: set[int] = set()
        self.recursive: set[Variable] = set()
        self._ahead: set[Variable] = set()
        self._heights: dict[int, int] = {}
        self.known: dict[Global, Lambda] = {}
        self.made: set[Global] = set()
        self.names: set[str] = set()
        if optimize:
            self._find_known()
            found = Walks(nodes, core, self.known)
            self.nodes, self.walks = found.nodes, found.names
            self._find_known()
            for node in self.nodes:
                self._find_loops(node)
        else:
            self._find_names()
        for node in self.nodes:
            self._own(node, self.unit, False)
        self._find_direct()

    # Known globals

    def _find_names(self) -> None:
        for node in self.nodes:
            for each in walk(node):
                if isinstance(each, Define | GlobalRef):
                    self.names.add(each.binding.name)

    def _find_known(self) -> None:
        defined: dict[Global, list[Node | None]] = {}
        for node in self.nodes:
            for each in walk(node):
                if isinstance(each, Define):
                    defined.setdefault(each.binding, []).append(each.value if each.fresh and each is node else None)
        self._find_names()
        self.known = {}
        for binding, values in defined.items():
            if len(values) == 1 and not binding.assigned:
                if isinstance(values[0], Lambda):
                    self.known[binding] = values[0]
                elif isinstance(values[0], Call) and core_name(values[0].operator, self.core) in DIRECT_MAKERS:
                    self.made.add(binding)

    # Loops

    def _find_loops(self, node: Node) -> int:
        """Decide for every candidate inside; returns how deep loops nest here, within this Python function."""
        if isinstance(node, Lambda):
            poll()
            self._heights[id(node)] = self._find_loops(node.body)
            return 0
        if isinstance(node, Let):
            return self._find_loop(node)
        if isinstance(node, Ref) and node.variable in self._ahead:
            self.recursive.add(node.variable)
        height = 0
        for child in children(node):
            height = max(height, self._find_loops(child))
        return height

    def _find_loop(self, node: Let) -> int:
        height = 0
        if node.recursive:
            self._ahead.update(node.variables)
        for variable, init in zip(node.variables, node.inits, strict=True):
            if isinstance(init, Lambda):
                self._ahead.discard(variable)  # it may read its own name
                if not variable.assigned:
                    variable.lambda_ = init
            height = max(height, self._find_loops(init))
            self._ahead.discard(variable)
        height = max(height, self._find_loops(node.body))
        lambda_ = self.loop_lambda(node)
        if lambda_ is not None:
            inside = self._heights[id(lambda_)] + 1
            loop = node.variables[-1]
            if inside <= NESTED_LOOPS and _count(self.jumps(lambda_.body, loop, lambda_)) == loop.refs - 1:
                self.loops.add(id(node))
                height = max(height, inside)
        return height

    def loop_lambda(self, node: Let) -> Lambda | None:
        """The lambda of a `Let` that has the form of a loop: its last variable names it, its body is its call."""
        loop, init, body = node.variables[-1], node.inits[-1], node.body
        if (
            node.recursive
            and isinstance(init, Lambda)
            and init.rest is None
            and not loop.assigned
            and isinstance(body, Call)
            and isinstance(body.operator, Ref)
            and body.operator.variable is loop
            and len(body.operands) == len(init.parameters)
        ):
            return init
        return None

    def jumps(self, body: Node, name: Variable | Global, lambda_: Lambda) -> Iterator[Call]:
        """The calls of a loop's name that become jumps to its next turn: in tail position, or last in a list there."""
        for node in self.tails(body):
            call = self.built(node)[1]
            if isinstance(call, Call) and _names(call.operator, name) and len(call.operands) == len(lambda_.parameters):
                yield call

    def built(self, node: Node) -> tuple[list[Node], Node]:
        """The elements that a node conses onto a last node, and that one."""
        elements: list[Node] = []
        while self.optimize and isinstance(node, Call) and len(node.operands) == 2 and self._is_cons(node.operator):
            elements.append(node.operands[0])
            node = node.operands[1]
        return elements, node

    def _is_cons(self, operator: Node) -> bool:
        return core_name(operator, self.core) == "cons"

    def builds(self, body: Node, function: Function | None = None) -> bool:
        """Whether a jump to a loop, or to the next turn of a function, conses: in tail position of this body."""
        for node in self.tails(body):
            elements, call = self.built(node)
            if elements and isinstance(call, Call):
                target = self.target(call.operator)
                if target is function if target is not None else self.is_loop(call.operator):
                    return True
        return False

    def tails(self, node: Node) -> Iterator[Node]:
        """The nodes in tail position, through inlined loops."""
        work = [node]
        while work:
            each = work.pop()
            if isinstance(each, If):
                work += [each.other, each.then]
            elif isinstance(each, Or):
                work.append(each.second)
            elif isinstance(each, Seq):
                work.append(each.items[-1])
            elif isinstance(each, Let):
                init = each.inits[-1]
                work.append(init.body if id(each) in self.loops and isinstance(init, Lambda) else each.body)
            else:
                yield each

    # Ownership and capture

    def _own(self, node: Node, function: Function, looped: bool) -> None:
        if isinstance(node, Ref | Assign):
            self._use(node.variable, function)
        if isinstance(node, Lambda):
            self._own_lambda(node, function)
        elif isinstance(node, Let):
            self._own_let(node, function, looped)
        elif isinstance(node, Define) and isinstance(node.value, Lambda) and node.binding in self.known:
            self._own_lambda(node.value, function, node.binding)
        else:
            for child in children(node):
                self._own(child, function, looped)

    def _own_let(self, node: Let, function: Function, looped: bool) -> None:
        loop = id(node) in self.loops
        for variable in node.variables:
            variable.owner, variable.looped = function, looped
        for variable, init in zip(node.variables, node.inits, strict=True):
            if loop and init is node.inits[-1]:
                continue
            if isinstance(init, Lambda):
                self._own_lambda(init, function, variable if variable.lambda_ is init else None)
            else:
                self._own(init, function, looped)
        lambda_ = node.inits[-1]
        if loop and isinstance(lambda_, Lambda) and isinstance(node.body, Call):
            for parameter in lambda_.parameters:
                parameter.owner, parameter.looped = function, True
            for operand in node.body.operands:
                self._own(operand, function, looped)
            self._own(lambda_.body, function, True)
        else:
            self._own(node.body, function, looped)

    def _own_lambda(self, node: Lambda, parent: Function, name: Variable | Global | None = None) -> None:
        function = self.functions[id(node)] = Function(node, parent)
        if name is not None and node.rest is None:
            function.self_loop = _count(self.jumps(node.body, name, node)) > 0
        for parameter in (*node.parameters, *((node.rest,) if node.rest else ())):
            parameter.owner, parameter.looped = function, function.self_loop
        self._own(node.body, function, function.self_loop)

    def _use(self, variable: Variable, function: Function) -> None:
        if variable.owner is function:
            return
        variable.captured = True
        each: Function | None = function
        while each is not None and each is not variable.owner:
            each.free[variable] = None
            each = each.parent

    # Direct procedures

    def target(self, operator: Node) -> Function | None:
        """The function of this unit that an operator surely names."""
        lambda_ = None
        if isinstance(operator, Ref):
            lambda_ = operator.variable.lambda_
        elif isinstance(operator, GlobalRef):
            lambda_ = self.known.get(operator.binding)
        return self.functions.get(id(lambda_)) if lambda_ is not None else None

    def foreign_direct(self, operator: Node) -> bool:
        """Whether an operator names a procedure that this unit did not define by a lambda, and that never returns a pending
        call: one of another environment, or of a record type."""
        if not isinstance(operator, GlobalRef):
            return False
        binding = operator.binding
        if binding.environment is self.environment:
            return binding in self.made
        if binding.name in binding.environment.direct:
            return True
        entry = PRIMITIVES.get(binding.symbol.name)
        return entry is not None and entry.library == binding.environment.name and not entry.tail and not entry.effect

    def _find_direct(self) -> None:
        for function in self.functions.values():
            assert function.lambda_ is not None
            for node in self.tails(function.lambda_.body):
                if isinstance(node, Call):
                    self._note_tail(function, node)
        _number_groups(list(self.functions.values()))
        changed = True
        while changed:
            changed = False
            for function in self.functions.values():
                if function.direct and (function.unknown or not all(_plain(function, each) for each in function.calls)):
                    function.direct = False
                    changed = True

    def _note_tail(self, function: Function, node: Call) -> None:
        target = self.target(node.operator)
        if target is not None:
            itself = target is function and function.self_loop and function.lambda_ is not None
            if not (itself and len(node.operands) == len(function.lambda_.parameters)):  # type: ignore[union-attr]
                function.calls.append(target)
        elif not self.foreign_direct(node.operator) and not self.is_loop(node.operator):
            function.unknown = True

    def is_loop(self, operator: Node) -> bool:
        """Whether an operator names a loop."""
        if not isinstance(operator, Ref) or operator.variable.lambda_ is None:
            return False
        return id(operator.variable.lambda_) not in self.functions


def _plain(function: Function, target: Function) -> bool:
    """Whether a tail call to a known function may be a plain call."""
    return target.direct and target.group != function.group


def _count(items: Iterator[Call]) -> int:
    return sum(1 for _ in items)


def _names(operator: Node, name: Variable | Global) -> bool:
    if isinstance(operator, Ref):
        return operator.variable is name
    return isinstance(operator, GlobalRef) and operator.binding is name


def _number_groups(functions: list[Function]) -> None:
    """Give functions that reach each other by tail calls the same `group` (Tarjan's components, without recursion)."""
    index: dict[Function, int] = {}
    low: dict[Function, int] = {}
    stack: list[Function] = []
    group = 0
    for root in functions:
        work: list[tuple[Function, Iterator[Function]]] = []
        if root not in index:
            index[root] = low[root] = len(index)
            stack.append(root)
            work.append((root, iter(root.calls)))
        while work:
            function, targets = work[-1]
            target = next(targets, None)
            if target is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[function])
                if low[function] == index[function]:
                    group += 1
                    while function.group != group:
                        stack[-1].group = group
                        low[stack.pop()] = len(functions)
            elif target not in index:
                index[target] = low[target] = len(index)
                stack.append(target)
                work.append((target, iter(target.calls)))
            elif target.group == 0:
                low[function] = min(low[function], index[target])


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
        each = work.pop()
        yield each
        work += children(each)
