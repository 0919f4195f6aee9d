"""Nodes as statements that deliver a value to a destination."""

from __future__ import annotations

import ast

from ..expand.core import Call, Const, If, Lambda, Let, Node, Or, Seq
from ..values.datum import UNSPECIFIED, Span
from .calls import INLINED, Calls
from .nodes import LOAD, located, negate
from .tools import DROP, Builder, Dest, Loop

LONG = 60
"""How many branches of a conditional may nest one in the other's `else`."""


class Statements(Calls):
    """Emits nodes as statements."""

    def statement(self, node: Node, dest: Dest) -> None:
        """Emit statements that deliver the node's value to a destination."""
        if isinstance(node, If):
            self.conditional_statement(node, dest)
        elif isinstance(node, Or) and (dest.kind != "bind" or dest.leave is not None):
            self.either_statement(node, dest)
        elif isinstance(node, Seq):
            for item in node.items[:-1]:
                self.statement(item, DROP)
            self.statement(node.items[-1], dest)
        elif isinstance(node, Let):
            if id(node) in self.shared.analysis.loops:
                self.loop(node, dest)
            else:
                self.bind_variables(node)
                self.statement(node.body, dest)
        elif isinstance(node, Call) and self.tail_call(node, dest):
            return
        else:
            self.deliver(self.expression(node), dest, node.at)

    def deliver(self, value: ast.expr, dest: Dest, at: Span | None) -> None:
        """Emit the delivery of a value."""
        if dest.build is not None:
            self.deliver_tail(dest.build, value, dest._replace(build=None), at)
            return
        if dest.kind == "return":
            self.block.append(located(ast.Return(value), at))
            return
        if dest.kind == "bind":
            self.assign(dest.name, value, at)
        elif not isinstance(value, ast.Constant) and not (isinstance(value, ast.Name) and value.id.startswith("'")):
            self.block.append(located(ast.Expr(value), at))
        if dest.leave is not None:
            self.leave(dest.leave)

    def deliver_tail(self, builder: Builder, value: ast.expr, dest: Dest, at: Span | None) -> None:
        """Emit the delivery of the list that was built, ending in a value; of the value, if there is no pair."""
        value = value if isinstance(value, ast.Constant | ast.Name) else self.hold(value)
        self.close(builder, value, dest, at)
        if dest.kind == "return":
            self.deliver(value, dest, at)
        else:
            close = self.block.pop()
            assert isinstance(close, ast.If)
            close.orelse = self.inside(lambda: self.deliver(value, dest, at))
            self.block.append(close)

    def close(self, builder: Builder, value: ast.expr, dest: Dest, at: Span | None) -> None:
        """Emit: if the list has pairs, deliver it, ending in a value."""

        def whole() -> None:
            self.block.append(located(ast.Assign([self.slot(builder.last, "cdr")], value), at))
            self.deliver(ast.Name(builder.first, LOAD), dest, at)

        self.block.append(located(ast.If(self.started(builder), self.inside(whole), []), at))

    def chain_statement(self, node: If | Or, dest: Dest) -> None:
        """Emit a conditional of many branches as a loop that runs once: the branches leave it, instead of nesting."""
        self.turns(Loop((), once=True), node, dest)

    def conditional_statement(self, node: If, dest: Dest) -> None:
        if dest.kind != "return" and dest.leave is None and branches(node) > LONG:
            self.chain_statement(node, dest)
            return
        test = self.test(node.test)
        then = self.branch(lambda: self.statement(node.then, dest), node.at)
        if dest.kind == "return" or dest.leave is not None:  # the branch ends by a jump: no `else`, no nesting
            self.block.append(located(ast.If(test, then or [ast.Pass()], []), node.at))
            self.statement(node.other, dest)
            return
        other = self.branch(lambda: self.statement(node.other, dest), node.at)
        if then or other:
            if not then:
                test, then, other = negate(test), other, []
            self.block.append(located(ast.If(test, then, other), node.at))
        elif not isinstance(test, ast.Constant):
            self.block.append(located(ast.Expr(test), node.at))

    def either_statement(self, node: Or, dest: Dest) -> None:
        if dest.kind == "drop":
            self.conditional_statement(If(node.first, Const(UNSPECIFIED, node.at), node.second, node.at), dest)
            return
        if isinstance(node.first, Call) and (found := self.operation(node.first)) is not None:
            value, is_test = found
            if is_test:
                block = self.inside(lambda: self.deliver(ast.Constant(...), dest, node.at))
                self.block.append(located(ast.If(value, block, []), node.at))
                self.statement(node.second, dest)
                return
        else:
            value = self.expression(node.first)
        held = value if isinstance(value, ast.Name) else self.hold(value)
        test = self.truth(held)
        block = self.inside(lambda: self.deliver(held, dest, node.at))
        self.block.append(located(ast.If(test, block, []), node.at))
        self.statement(node.second, dest)

    def tail_call(self, node: Call, dest: Dest) -> bool:
        """Emit a call that is a jump or a tail call; False if it is an ordinary call."""
        loop = self.loop_of(node, dest)
        if loop is not None:
            self.jump(loop, node)
            return True
        if self.building_jump(node, dest):
            return True
        if self.shared.primitive(node.operator) in INLINED:
            value = self.inlined(node)
            if value is not None:
                self.deliver(self.shallow(value), dest, node.at)
                return True
        if dest.kind == "drop":
            call, direct = self.plain_call(node)
            self.drop_call(call, direct, node.at)
            if dest.leave is not None:
                self.leave(dest.leave)
            return True
        if dest.kind != "return":
            return False
        if dest.build is None:
            self.block.append(located(ast.Return(self.tail_value(node)), node.at))
        else:
            self.return_tail(node, dest.build, dest._replace(build=None))
        return True

    def return_tail(self, node: Call, builder: Builder, dest: Dest) -> None:
        """Emit a tail call whose value is the tail of a list being built: it is one only if there is no pair yet."""
        held = self.hold(self.tail_value(node))
        pending = ast.Compare(self.type_of(held), [ast.IsNot()], [self.name("'tuple")])
        value = ast.IfExp(pending, held, ast.Call(self.name("'force"), [held], []))
        self.close(builder, located(value, node.at), dest, node.at)
        self.deliver(held, dest, node.at)

    def tail_value(self, node: Call) -> ast.expr:
        """What a tail call returns: a plain call where the stack is bounded, else a pending call."""
        if self.bounded(node):
            return self.plain_call(node)[0]
        operator, operands = self.application(node)
        return located(ast.Tuple([operator, *operands], LOAD), node.at)

    def bounded(self, node: Call) -> bool:
        """Whether a tail call may be a plain call, whose faults then have a place: calls like it cannot follow it
        without end, since what it returns in turn may be a pending call."""
        analysis = self.shared.analysis
        target = analysis.target(node.operator)
        if target is not None and target.lambda_ is not None:
            fits = target.lambda_.rest is not None or len(node.operands) == len(target.lambda_.parameters)
            return target.group != self.function.group or not fits
        first = self.function is analysis.unit or isinstance(node.operator, Lambda | Const)
        return first or analysis.foreign_direct(node.operator)

    def drop_call(self, call: ast.expr, direct: bool, at: Span | None) -> None:
        """Emit a call whose value nobody wants."""
        if direct:
            self.block.append(located(ast.Expr(call), at))
            return
        held = self.hold(call)
        pending = ast.Compare(self.type_of(held), [ast.Is()], [self.name("'tuple")])
        forced = located(ast.Expr(ast.Call(self.name("'force"), [held], [])), at)
        self.block.append(located(ast.If(pending, [forced], []), at))


def branches(node: Node) -> int:
    """How many branches a conditional has, each in the `else` of the one before."""
    count = 0
    while isinstance(node, If | Or):
        node = node.other if isinstance(node, If) else node.second
        count += 1
    return count
