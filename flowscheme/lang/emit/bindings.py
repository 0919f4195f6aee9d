"""Variables and globals: reading, binding, assigning and defining them; literals and sequences."""

from __future__ import annotations

import ast

from ..expand.core import Assign, Const, Define, GlobalRef, Lambda, Let, Ref, Seq
from ..values.datum import UNSPECIFIED, Span
from ..values.denotation import Global
from ..values.global_names import direct_name
from .dispatch import expression, expression_of, statement, statement_of, test, test_of
from .emitter import DROP, Dest, Emitter
from .functions import function_of
from .python_ast import LOAD, STORE, located


@expression_of(Const)
def constant(emitter: Emitter, node: Const) -> ast.expr:
    """A literal."""
    return located(emitter.shared.constant(node.value), node.at)


@expression_of(Ref)
def reference(emitter: Emitter, node: Ref) -> ast.expr:
    """The value of a local variable."""
    return emitter.read(node.variable, node.at)


@expression_of(GlobalRef)
def global_reference(emitter: Emitter, node: GlobalRef) -> ast.expr:
    """The value of a global."""
    return located(ast.Name(emitter.shared.global_name(node.binding), LOAD), node.at)


@expression_of(Assign)
def assignment(emitter: Emitter, node: Assign) -> ast.expr:
    """Emit the assignment of a local variable."""
    value = expression(emitter, node.value)
    name = emitter.shared.local(node.variable)
    if emitter.shared.scope.boxed(node.variable):
        target: ast.expr = ast.Subscript(ast.Name(name, LOAD), ast.Constant(0), STORE)
    else:
        if emitter.shared.scope.functions.owners[node.variable] is not emitter.function:
            emitter.nonlocals[name] = None
        target = ast.Name(name, STORE)
    emitter.block.append(located(ast.Assign([target], value), node.at))
    return emitter.shared.constant(UNSPECIFIED)


# Globals


@expression_of(Define)
def definition(emitter: Emitter, node: Define) -> ast.expr:
    """Emit the definition or the assignment of a global."""
    known = emitter.shared.scope.known
    if node.binding in known.lambdas or node.binding in known.made:
        _define_known(emitter, node)
    else:
        _define_unknown(emitter, node)
    return emitter.shared.constant(UNSPECIFIED)


def _define_known(emitter: Emitter, node: Define) -> None:
    """Emit the definition of a global that has this value for ever."""
    binding, shared = node.binding, emitter.shared
    emitter.globals[binding.name] = None
    if isinstance(node.value, Lambda):
        emitter.block.append(function_of(emitter, node.value, binding.name))
    else:
        emitter.assign(binding.name, expression(emitter, node.value), node.at)
    if shared.scope.is_direct(binding):
        emitter.globals[direct_name(binding.name)] = None
        emitter.assign(direct_name(binding.name), emitter.name(binding.name))
        shared.direct.append(binding.name)
    elif binding.name in shared.environment.direct:
        _assign_global(emitter, binding, emitter.name(binding.name), node.at)


def _define_unknown(emitter: Emitter, node: Define) -> None:
    """Emit the definition of a global that may change; one that is only assigned is read first, and so must exist."""
    binding, shared = node.binding, emitter.shared
    value = expression(emitter, node.value)
    if not node.fresh and not binding.defined:
        value = emitter.hold(value)
        bound = ast.Name(shared.global_name(binding), LOAD)
        emitter.block.append(located(ast.Expr(located(bound, node.at)), node.at))
    home = binding.environment
    if binding.name in home.direct or home is not shared.environment or (home.library and not node.fresh):
        _assign_global(emitter, binding, value, node.at)
    else:
        emitter.globals[binding.name] = None
        emitter.assign(binding.name, value, node.at)


def _assign_global(emitter: Emitter, binding: Global, value: ast.expr, at: Span | None) -> None:
    """Set a global through its environment, which tells whoever has a copy."""
    call = ast.Call(emitter.name(emitter.shared.assigner(binding)), [ast.Constant(binding.name), value], [])
    emitter.block.append(located(ast.Expr(call), at))


# Sequences


@expression_of(Seq)
def sequence(emitter: Emitter, node: Seq) -> ast.expr:
    """The value of the last node, after the others."""
    _drop_all_but_last(emitter, node)
    return expression(emitter, node.items[-1])


@statement_of(Seq)
def sequence_statement(emitter: Emitter, node: Seq, dest: Dest) -> None:
    """Emit a sequence whose last node delivers the value."""
    _drop_all_but_last(emitter, node)
    statement(emitter, node.items[-1], dest)


@test_of(Seq)
def sequence_test(emitter: Emitter, node: Seq) -> ast.expr:
    """The truth of the last node, after the others."""
    _drop_all_but_last(emitter, node)
    return test(emitter, node.items[-1])


def _drop_all_but_last(emitter: Emitter, node: Seq) -> None:
    for item in node.items[:-1]:
        statement(emitter, item, DROP)


# Local variables


def bind_variables(emitter: Emitter, node: Let) -> None:
    """Emit the bindings of a `let`."""
    boxed = emitter.shared.scope.boxed
    ahead = [variable for variable in node.variables if node.recursive and boxed(variable)]
    for variable in ahead:
        emitter.assign(emitter.shared.local(variable), ast.List([], LOAD))
    for variable, init in zip(node.variables, node.inits, strict=True):
        name = emitter.shared.local(variable)
        if variable in ahead:
            append = ast.Attribute(ast.Name(name, LOAD), "append", LOAD)
            emitter.block.append(ast.Expr(ast.Call(append, [expression(emitter, init)], [])))
        elif boxed(variable):
            emitter.assign(name, emitter.box(expression(emitter, init)), init.at)
        elif isinstance(init, Lambda):
            emitter.block.append(function_of(emitter, init, name))
        else:
            statement(emitter, init, Dest("bind", name))
