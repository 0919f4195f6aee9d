"""Nodes as expressions: one method for each class of node, and the table of them."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import Any

from ..expand.core import Assign, Call, Const, Define, GlobalRef, If, Lambda, Let, Node, Or, Ref, Seq
from ..expand.environment import Environment
from ..values.datum import UNSPECIFIED, Span
from ..values.denotation import Global
from ..values.global_names import direct_name
from .nodes import LOAD, STORE, located
from .statements import LONG, Statements, branches
from .tools import DROP, Dest


class Values(Statements):
    """Emits nodes as expressions."""

    def expression(self, node: Node) -> ast.expr:
        """A Python expression for the value of a node; it may emit statements first."""
        return self.shallow(_EXPRESSIONS[type(node)](self, node))

    def constant(self, node: Const) -> ast.expr:
        return located(self.shared.constant(node.value), node.at)

    def reference(self, node: Ref) -> ast.expr:
        return self.read(node.variable, node.at)

    def global_reference(self, node: GlobalRef) -> ast.expr:
        return located(ast.Name(self.shared.global_name(node.binding), LOAD), node.at)

    def assignment(self, node: Assign) -> ast.expr:
        value = self.expression(node.value)
        name = self.shared.local(node.variable)
        if self.shared.boxed(node.variable):
            target: ast.expr = ast.Subscript(ast.Name(name, LOAD), ast.Constant(0), STORE)
        else:
            if node.variable.owner is not self.function:
                self.nonlocals[name] = None
            target = ast.Name(name, STORE)
        self.block.append(located(ast.Assign([target], value), node.at))
        return self.shared.constant(UNSPECIFIED)

    def define(self, node: Define) -> ast.expr:
        binding, shared = node.binding, self.shared
        if binding in shared.analysis.known or binding in shared.analysis.made:
            self.globals[binding.name] = None
            if isinstance(node.value, Lambda):
                self.block.append(self.function_of(node.value, binding.name))
            else:
                self.assign(binding.name, self.expression(node.value), node.at)
            if shared.is_direct(binding):
                self.globals[direct_name(binding.name)] = None
                self.assign(direct_name(binding.name), self.name(binding.name))
                shared.direct.append(binding.name)
            elif binding.name in shared.environment.direct:
                self.assign_global(binding, self.name(binding.name), node.at)
            return shared.constant(UNSPECIFIED)
        value = self.expression(node.value)
        if not node.fresh and not binding.defined:
            value = self.hold(value)
            bound = ast.Name(shared.global_name(binding), LOAD)
            self.block.append(located(ast.Expr(located(bound, node.at)), node.at))
        home: Environment = binding.environment
        if binding.name in home.direct or home is not shared.environment or (home.library and not node.fresh):
            self.assign_global(binding, value, node.at)
        else:
            self.globals[binding.name] = None
            self.assign(binding.name, value, node.at)
        return shared.constant(UNSPECIFIED)

    def assign_global(self, binding: Global, value: ast.expr, at: Span | None) -> None:
        """Set a global through its environment, which tells whoever has a copy."""
        call = ast.Call(self.name(self.shared.assigner(binding)), [ast.Constant(binding.name), value], [])
        self.block.append(located(ast.Expr(call), at))

    def conditional(self, node: If) -> ast.expr:
        if branches(node) > LONG:
            return self.chain(node)
        test = self.test(node.test)
        values: list[ast.expr] = []
        blocks = [
            self.branch(lambda each=each: values.append(self.expression(each)), node.at)  # type: ignore[misc]
            for each in (node.then, node.other)
        ]
        if not blocks[0] and not blocks[1]:
            return located(ast.IfExp(test, values[0], values[1]), node.at)
        temporary = self.shared.fresh("'t")
        for block, value in zip(blocks, values, strict=True):
            block.append(ast.Assign([ast.Name(temporary, STORE)], value))
        self.block.append(located(ast.If(test, blocks[0], blocks[1]), node.at))
        return ast.Name(temporary, LOAD)

    def either(self, node: Or) -> ast.expr:
        if branches(node) > LONG:
            return self.chain(node)
        first, again = self.twice(self.expression(node.first))
        values: list[ast.expr] = []
        block = self.branch(lambda: values.append(self.expression(node.second)), node.at)
        test = self.truth(first)
        if not block:
            return located(ast.IfExp(test, again, values[0]), node.at)
        temporary = self.shared.fresh("'t")
        block.append(ast.Assign([ast.Name(temporary, STORE)], values[0]))
        found: list[ast.stmt] = [ast.Assign([ast.Name(temporary, STORE)], again)]
        self.block.append(located(ast.If(test, found, block), node.at))
        return ast.Name(temporary, LOAD)

    def chain(self, node: If | Or) -> ast.expr:
        """The value of a conditional of many branches."""
        temporary = self.shared.fresh("'t")
        self.chain_statement(node, Dest("bind", temporary))
        return ast.Name(temporary, LOAD)

    def sequence(self, node: Seq) -> ast.expr:
        for item in node.items[:-1]:
            self.statement(item, DROP)
        return self.expression(node.items[-1])

    def closure(self, node: Lambda) -> ast.expr:
        name = self.shared.fresh(node.name or "lambda")
        self.block.append(self.function_of(node, name))
        return ast.Name(name, LOAD)

    def let(self, node: Let) -> ast.expr:
        if id(node) in self.shared.analysis.loops:
            temporary = self.shared.fresh("'t")
            self.loop(node, Dest("bind", temporary))
            return ast.Name(temporary, LOAD)
        self.bind_variables(node)
        return self.expression(node.body)

    def bind_variables(self, node: Let) -> None:
        """Emit the bindings of a `let`."""
        boxed = [v for v in node.variables if node.recursive and self.shared.boxed(v)]
        for variable in boxed:
            self.assign(self.shared.local(variable), ast.List([], LOAD))
        for variable, init in zip(node.variables, node.inits, strict=True):
            name = self.shared.local(variable)
            if variable in boxed:
                append = ast.Attribute(ast.Name(name, LOAD), "append", LOAD)
                self.block.append(ast.Expr(ast.Call(append, [self.expression(init)], [])))
            elif self.shared.boxed(variable):
                self.assign(name, self.box(self.expression(init)), init.at)
            elif isinstance(init, Lambda):
                self.block.append(self.function_of(init, name))
            else:
                self.statement(init, Dest("bind", name))


_EXPRESSIONS: dict[type, Callable[[Any, Any], ast.expr]] = {
    Const: Values.constant,
    Ref: Values.reference,
    GlobalRef: Values.global_reference,
    Assign: Values.assignment,
    Define: Values.define,
    If: Values.conditional,
    Or: Values.either,
    Seq: Values.sequence,
    Lambda: Values.closure,
    Let: Values.let,
    Call: Values.call,
}
