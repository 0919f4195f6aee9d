"""Calls: of primitives that become operators, of procedures that surely give a value, of those that may return a pending
call; as values, as tests, in tail position.

    (f x)  =>  (t if type((t := f(x))) is not tuple else force(t))         anywhere but in tail position
    (f x)  =>  return (f, x)                                               in tail position
    (f x)  =>  f(x)                                                        if f is direct
    (f x ...)  =>  force((f, x, ...))                                      with more arguments than one instruction takes
"""

from __future__ import annotations

import ast

from ..expand.core import Call, Const, GlobalRef, Lambda
from ..machine.callers import DIRECT
from ..values.datum import Span
from ..values.denotation import Variable
from ..values.global_names import direct_name
from .delivery import add, close, deliver, go, leave
from .dispatch import deliver_expression, expression, expression_of, expressions, statement, statement_of, test_of
from .emitter import DROP, Builder, Dest, Emitter, Loop
from .operators import EMISSIONS, operands_of
from .python_ast import LOAD, STORE, locate_all, located


@expression_of(Call)
def call(emitter: Emitter, node: Call) -> ast.expr:
    """The value of a call."""
    inlined = _inlined(emitter, node)
    if inlined is not None:
        return inlined
    callee, gives_value = plain_call(emitter, node)
    if gives_value:
        return callee
    temporary = emitter.shared.fresh("'t")
    bound = ast.NamedExpr(ast.Name(temporary, STORE), callee)
    value = ast.Name(temporary, LOAD)
    return located(ast.IfExp(emitter.is_pending(bound, ast.IsNot()), value, emitter.runtime("force", value)), node.at)


def _inlined(emitter: Emitter, node: Call) -> ast.expr | None:
    """The call of an inlined primitive, as a value; None if the operator is no such primitive."""
    inlined = operation(emitter, node)
    if inlined is None:
        return None
    expr, is_test = inlined
    return located(ast.IfExp(expr, ast.Constant(...), ast.Constant(None)), node.at) if is_test else expr


def operation(emitter: Emitter, node: Call) -> tuple[ast.expr, bool] | None:
    """The call of an inlined primitive, and whether the expression is a Python truth value; None if it is no such call."""
    name = emitter.shared.around.primitive(node.operator)
    emission = EMISSIONS.get(name)
    if emission is None:
        return None
    if emission.emit_call is not None:
        inlined = emission.emit_call(emitter, node)
        if inlined is not None:
            return inlined, emission.is_test
    exprs = expressions(emitter, node.operands)
    if emission.emit is not None:
        inlined = emission.emit(emitter, operands_of(emitter, node, exprs))
        if inlined is not None:
            return locate_all(inlined, node.at), emission.is_test
    return located(emitter.slow(name, *exprs), node.at), False


def plain_call(emitter: Emitter, node: Call) -> tuple[ast.expr, bool]:
    """The bare call, and whether it surely gives a value."""
    scope = emitter.shared.scope
    gives_value = scope.gives_value(node.operator)
    operator, operands = _application(emitter, node)
    if len(operands) > DIRECT:  # as one instruction it would take C stack on CPython 3.11
        pending = located(ast.Tuple([operator, *operands], LOAD), node.at)
        return located(emitter.runtime("force", pending), node.at), True
    if isinstance(node.operator, GlobalRef) and scope.is_direct(node.operator.binding):
        operator = located(ast.Name(direct_name(node.operator.binding.name), LOAD), node.operator.at)
    callee = emitter.hold(operator) if isinstance(operator, ast.Constant) else emitter.solid(operator)
    return located(ast.Call(callee, operands, []), node.at), gives_value


def _application(emitter: Emitter, node: Call) -> tuple[ast.expr, list[ast.expr]]:
    """Operator and operands; the name of a global is looked up last, which saves holding it."""
    if isinstance(node.operator, GlobalRef):
        operands = expressions(emitter, node.operands)
        return expression(emitter, node.operator), operands
    operator, *operands = expressions(emitter, (node.operator, *node.operands))
    return operator, operands


# Tests


@test_of(Call)
def call_test(emitter: Emitter, node: Call) -> ast.expr:
    """The truth of a call."""
    inlined = operation(emitter, node)
    if inlined is None:
        return _called_test(emitter, node)
    expr, is_test = inlined
    return emitter.shallow(expr) if is_test else located(emitter.truth(emitter.shallow(expr)), node.at)


def _called_test(emitter: Emitter, node: Call) -> ast.expr:
    """The truth of what a procedure returns: nearly always `#f` or `#t`, which are no pending calls."""
    callee, gives_value = plain_call(emitter, node)
    if gives_value:
        return located(emitter.truth(emitter.shallow(callee)), node.at)
    bound, value = emitter.twice(emitter.shallow(callee))
    true = ast.Compare(value, [ast.Is()], [ast.Constant(...)])
    final = emitter.is_pending(value, ast.IsNot())
    forced = emitter.truth(emitter.runtime("force", value))
    rest = ast.BoolOp(ast.Or(), [true, final, forced])
    return located(ast.BoolOp(ast.And(), [emitter.truth(bound), rest]), node.at)


# Statements


@statement_of(Call)
def call_statement(emitter: Emitter, node: Call, dest: Dest) -> None:
    """Emit a call: a jump, a tail call, or the delivery of its value."""
    loop = _loop_of(emitter, node, dest)
    if loop is not None:
        _jump(emitter, loop, node)
        return
    if _building_jump(emitter, node, dest):
        return
    if emitter.shared.around.primitive(node.operator) in EMISSIONS:
        inlined = _inlined(emitter, node)
        assert inlined is not None
        deliver(emitter, emitter.shallow(inlined), dest, node.at)
    elif dest.kind == "drop":
        _dropped_call(emitter, node)
        if dest.leave is not None:
            leave(emitter, dest.leave)
    elif dest.kind != "return":
        deliver_expression(emitter, node, dest)
    elif dest.build is None:
        emitter.block.append(located(ast.Return(_tail_value(emitter, node)), node.at))
    else:
        _return_tail(emitter, node, dest.build, dest._replace(build=None))


def _dropped_call(emitter: Emitter, node: Call) -> None:
    """Emit a call whose value nobody wants."""
    callee, gives_value = plain_call(emitter, node)
    if gives_value:
        emitter.block.append(located(ast.Expr(callee), node.at))
        return
    held = emitter.hold(callee)
    forced = located(ast.Expr(emitter.runtime("force", held)), node.at)
    emitter.block.append(located(ast.If(emitter.is_pending(held, ast.Is()), [forced], []), node.at))


def _tail_value(emitter: Emitter, node: Call) -> ast.expr:
    """What a tail call returns: a plain call where the stack is bounded, else a pending call, unless it must be a value."""
    if emitter.function in emitter.shared.scope.direct.forced:
        return call(emitter, node)
    if _is_bounded(emitter, node):
        return plain_call(emitter, node)[0]
    operator, operands = _application(emitter, node)
    return located(ast.Tuple([operator, *operands], LOAD), node.at)


def _is_bounded(emitter: Emitter, node: Call) -> bool:
    """Whether a tail call may be a plain call, whose faults then have a place: calls like it cannot follow it
    without end, since what it returns in turn may be a pending call."""
    scope = emitter.shared.scope
    target = scope.functions.target(node.operator)
    if target is not None and target.lambda_ is not None:
        fits = target.lambda_.rest is not None or len(node.operands) == len(target.lambda_.parameters)
        return scope.direct.groups.get(target) != scope.direct.groups.get(emitter.function) or not fits
    at_top = emitter.function is scope.functions.unit or isinstance(node.operator, Lambda | Const)
    return at_top or scope.foreign_gives_value(node.operator)


def _return_tail(emitter: Emitter, node: Call, builder: Builder, dest: Dest) -> None:
    """Emit a tail call whose value is the tail of a list being built: it is one only if there is no pair yet."""
    held = emitter.hold(_tail_value(emitter, node))
    value = ast.IfExp(emitter.is_pending(held, ast.IsNot()), held, emitter.runtime("force", held))
    close(emitter, builder, located(value, node.at), dest, node.at)
    deliver(emitter, held, dest, node.at)


# Jumps


def _loop_of(emitter: Emitter, node: Call, dest: Dest) -> Loop | None:
    """The loop that a call goes to the next turn of.

    Every call of a `let` loop's name is in its tail position; one of the procedure itself need not be.
    """
    functions = emitter.shared.scope.functions
    itself = emitter.self_loop
    fits = dest.kind == "return" and itself is not None and len(node.operands) == len(itself.parameters)
    if fits and functions.target(node.operator) is emitter.function:
        return itself
    lambda_ = functions.loop(node.operator)
    return emitter.active.get(lambda_) if lambda_ is not None else None


def _building_jump(emitter: Emitter, node: Call, dest: Dest) -> bool:
    """Emit a jump that conses, if the call is one."""
    elements, last = emitter.shared.scope.loops.built(node)
    loop = _loop_of(emitter, last, dest) if elements and isinstance(last, Call) else None
    if loop is None or not isinstance(last, Call):
        return False
    loop.builds = True
    for element in elements:
        if dest.build is None:
            statement(emitter, element, DROP)
        else:
            add(emitter, dest.build, expression(emitter, element), element.at)
    _jump(emitter, loop, last)
    return True


def _jump(emitter: Emitter, loop: Loop, node: Call) -> None:
    """Emit the next turn of a loop: new values for its parameters, and the jump."""
    moved = [pair for pair in zip(loop.parameters, node.operands, strict=True) if pair[0] is not loop.counter]
    values = expressions(emitter, [operand for _, operand in moved])
    changed = [
        (parameter, value) for (parameter, _), value in zip(moved, values, strict=True) if not _stays(emitter, parameter, value)
    ]
    targets: list[ast.expr] = [ast.Name(emitter.shared.local(parameter), STORE) for parameter, _ in changed]
    boxed = [emitter.boxed_value(parameter, value) for parameter, value in changed]
    _assign_together(emitter, targets, boxed, node.at)
    go(emitter, loop, True)


def _stays(emitter: Emitter, parameter: Variable, value: ast.expr) -> bool:
    """Whether a parameter keeps its value in the next turn."""
    same = isinstance(value, ast.Name) and value.id == emitter.shared.local(parameter)
    return same and not emitter.shared.scope.boxed(parameter)


def _assign_together(emitter: Emitter, targets: list[ast.expr], values: list[ast.expr], at: Span | None) -> None:
    """Emit one assignment of values, all evaluated before, to names; nothing if there are none."""
    if len(targets) == 1:
        emitter.block.append(located(ast.Assign(targets, values[0]), at))
    elif targets:
        together = ast.Assign([ast.Tuple(targets, STORE)], ast.Tuple(values, LOAD))
        emitter.block.append(located(together, at))
