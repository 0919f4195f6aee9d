"""Loops: `while True`, their tail calls assignments and `continue`.

A jump to an outer loop leaves the inner ones by `break`, and a selector says where to go on.

A loop that conses onto its next turn builds a list from the front: each turn hangs its pair onto the last one, and what
ends the loop becomes the tail.  Loops in each other's tail position build one list together.  Such a loop counts its
turns, as the recursion that it is would; in metered code every loop and every procedure takes fuel (see `meter`).
"""

from __future__ import annotations

import ast

from ..analyse.counted_loops import Counter
from ..analyse.facts import FLOAT, INTEGER, NUMBER
from ..analyse.scope import walk
from ..expand.core import Call, Lambda, Let, Node, Ref
from ..values.datum import Span
from ..values.denotation import Variable
from .nodes import LOAD, STORE, joined, locate_all, located
from .tools import DROP, Builder, Dest, Loop, Tools

_COMPARISONS: dict[str, ast.cmpop] = {
    "=": ast.LtE(), "<": ast.Lt(), ">": ast.Gt(), "<=": ast.LtE(), ">=": ast.GtE(),
}  # fmt: skip


class Loops(Tools):
    """Emits loops and the jumps into and out of them."""

    def loop(self, node: Let, dest: Dest) -> None:
        """Emit a loop."""
        lambda_ = node.inits[-1]
        assert isinstance(lambda_, Lambda) and isinstance(node.body, Call)
        if len(node.variables) > 1:
            self.bind_variables(node._replace(variables=node.variables[:-1], inits=node.inits[:-1]))
        for parameter, init in zip(lambda_.parameters, node.body.operands, strict=True):
            value = self.expression(init)
            self.assign(self.shared.local(parameter), self.boxed_value(parameter, value), node.at)
        for number in self.shared.facts.compared.get(id(node), ()):
            value = self.read(number.variable, number.at)
            itself = ast.Compare(value, [ast.LtE(), ast.LtE()], [value, value])
            self.block.append(locate_all(ast.Expr(itself), number.at))
        loop = Loop(lambda_.parameters, walk=self.shared.analysis.walks.get(id(node), ""))
        self.active[id(lambda_)] = loop
        if dest.build is None and dest.kind != "drop" and self.shared.analysis.builds(lambda_.body):
            dest = dest._replace(build=self.builder())
        plain = not loop.walk and dest.build is None and self.shared.analysis.optimize
        counter = self.shared.counting.find(node, lambda_) if plain else None
        if counter is None or self.shared.boxed(counter.counter.variable):
            self.turns(loop, lambda_.body, dest)
        else:
            self.counted_turns(loop, counter, dest)

    def counted_turns(self, loop: Loop, counter: Counter, dest: Dest) -> None:
        """Emit the `for` of a loop that counts; where it goes on stands in the `else`."""
        loop.counter = counter.counter.variable
        name = self.shared.local(loop.counter)
        turns = self.turns_of(counter, name)
        self.loops.append(loop)
        inner = dest if dest.kind == "return" else dest._replace(leave=loop)
        block = self.inside(lambda: self.statement(counter.body, inner))
        self.loops.pop()
        mark = len(self.block)

        def end() -> None:
            if any(isinstance(each, Ref) and each.variable is loop.counter for each in walk(counter.after)):
                self.assign(name, ast.Call(self.name("'after"), [turns], []))
            self.statement(counter.after, dest)

        rest = self.inside(end)
        self.block.append(located(self.each_turn(name, turns, block, rest), counter.test.at))
        loop.leaves = loop.leaves or (dest.kind != "return" and dest.leave is None)
        self.after_loop(loop, dest, mark)

    def turns_of(self, counter: Counter, name: str) -> ast.expr:
        """Emit what makes the turns of a loop that counts, once it is sure that its bound is a number; their name."""
        bound = self.expression(counter.bound)
        bound = bound if isinstance(bound, ast.Constant | ast.Name) else self.hold(bound)
        known = self.shared.facts.known(counter.bound) & self.shared.facts.known(counter.counter)
        if not known & (INTEGER | FLOAT) and not (counter.name == "=" and known & NUMBER):
            operator, again = _COMPARISONS[counter.name], [bound] if counter.name != "=" else [bound, self.name(name)]
            self.block.append(locate_all(ast.Expr(ast.Compare(self.name(name), [operator] * len(again), again)), counter.test.at))
        turns = self.quick_turns(counter, self.name(name), bound)
        return self.hold(locate_all(turns, counter.test.at))

    def quick_turns(self, counter: Counter, first: ast.expr, bound: ast.expr) -> ast.expr:
        """The making of the turns: a `range` at once, if it is simple, for numbers that are found to be integers."""
        known = self.shared.facts.known
        rest: list[ast.expr] = [ast.Constant(each) for each in (counter.step, counter.name, counter.ends)]
        made: ast.expr = ast.Call(self.name(f"'{counter.maker}"), [first, bound, *rest], [])
        if counter.maker == "passed" or abs(counter.step) != 1:
            return made
        tests: list[ast.expr] = [
            ast.Compare(self.type_of(each), [ast.Is()], [self.name("'int")])
            for each, node in ((first, counter.counter), (bound, counter.bound))
            if not known(node) & INTEGER
        ]
        if counter.maker == "until":
            tests.append(ast.Compare(first, [ast.LtE() if counter.step > 0 else ast.GtE()], [bound]))
        simple = ast.Call(self.name("'range"), [first, bound] if counter.step > 0 else [first, bound, rest[0]], [])
        return ast.IfExp(joined(ast.And(), tests), simple, made) if tests else simple

    def builder(self) -> Builder:
        """Emit the start of a list to be built."""
        builder = Builder(self.shared.fresh("'first"), self.shared.fresh("'last"))
        self.assign(builder.last, ast.Constant(None))
        return builder

    def turns(self, loop: Loop, body: Node, dest: Dest) -> None:
        """Emit the `while` of a loop, whose body delivers the value."""
        inner = dest if dest.kind == "return" else dest._replace(leave=loop)
        self.loops.append(loop)
        block = self.inside(lambda: self.statement(body, inner))
        self.loops.pop()
        mark = len(self.block)
        self.block.append(located(self.forever(loop, block), body.at))
        self.after_loop(loop, dest, mark)

    def forever(self, loop: Loop, block: list[ast.stmt]) -> ast.stmt:
        """A loop around a block."""
        if loop.walk:
            return self.walk(loop, block)
        if self.shared.mode.metered and not loop.once:
            return self.counted("'fuel", "'spent", block)
        return self.counted("'turns", "'too_deep", block) if loop.builds else ast.While(ast.Constant(True), block, [])

    def walk(self, loop: Loop, block: list[ast.stmt]) -> ast.stmt:
        """A loop along lists that asks after many turns whether it will end."""
        soon = self.shared.fresh("'soon")
        rests = [self.load(each) for each in loop.parameters]
        longer = ast.Call(self.name("'longer"), [self.name(soon), ast.Constant(loop.walk), *rests], [])
        ask: list[ast.stmt] = [ast.Assign([ast.Name(soon, STORE)], longer), ast.Continue()]
        self.assign(soon, self.name("'soon"))
        turns = self.each_turn("'n", self.name(soon), block, ask)
        return ast.While(ast.Constant(True), [turns, ast.Break()], [])

    def each_turn(self, name: str, turns: ast.expr, block: list[ast.stmt], rest: list[ast.stmt]) -> ast.stmt:
        """A `for` over turns, which in metered code take fuel, too."""
        target: ast.expr = ast.Name(name, STORE)
        if self.shared.mode.metered:
            target = ast.Tuple([target, ast.Name("'fuelled", STORE)], STORE)
            turns = ast.Call(self.name("'zip"), [turns, self.name("'fuel")], [])
        return ast.For(target, turns, block, rest)

    def counted(self, supply: str, end: str, block: list[ast.stmt]) -> ast.stmt:
        """A loop that takes an item for each turn, and calls `end` when there are no more."""
        ended = ast.Expr(ast.Call(self.name(end), [], []))
        return ast.For(ast.Name("'n", STORE), self.name(supply), block, [ended])

    def boxed_value(self, variable: Variable, value: ast.expr) -> ast.expr:
        """A value as it is bound to a variable: in a box, if the variable lives in one."""
        return self.box(value) if self.shared.boxed(variable) else value

    def after_loop(self, loop: Loop, dest: Dest, mark: int) -> None:
        """Emit where to go on after a loop was left: on, out of an outer loop, or to the next turn of one."""
        if loop.exits and (loop.leaves or len(loop.exits) > 1):
            self.block.insert(mark, ast.Assign([ast.Name(loop.selector, STORE)], ast.Constant(0)))
            for number, (target, again) in enumerate(loop.exits, 1):
                if number == len(loop.exits) and not loop.leaves:
                    self.go(target, again)
                    return
                test = ast.Compare(ast.Name(loop.selector, LOAD), [ast.Eq()], [ast.Constant(number)])
                block = self.inside(lambda target=target, again=again: self.go(target, again))  # type: ignore[misc]
                self.block.append(ast.If(test, block, []))
        elif loop.exits:
            self.go(*loop.exits[0])
            return
        if loop.leaves and dest.leave is not None:
            self.leave(dest.leave)

    def loop_of(self, node: Call, dest: Dest) -> Loop | None:
        """The loop that a call goes to the next turn of.

        Every call of a `let` loop's name is in its tail position; one of the procedure itself need not be.
        """
        operator = node.operator
        if dest.kind == "return" and self.self_loop is not None and len(node.operands) == len(self.self_loop.parameters):
            target = self.shared.analysis.target(operator)
            if target is self.function:
                return self.self_loop
        if isinstance(operator, Ref) and operator.variable.lambda_ is not None:
            return self.active.get(id(operator.variable.lambda_))
        return None

    def building_jump(self, node: Call, dest: Dest) -> bool:
        """Emit a jump that conses, if the call is one."""
        elements, call = self.shared.analysis.built(node)
        loop = self.loop_of(call, dest) if elements and isinstance(call, Call) else None
        if loop is None or not isinstance(call, Call):
            return False
        loop.builds = True
        for element in elements:
            if dest.build is None:
                self.statement(element, DROP)
            else:
                self.add(dest.build, self.expression(element), element.at)
        self.jump(loop, call)
        return True

    def add(self, builder: Builder, value: ast.expr, at: Span | None) -> None:
        """Emit the pair of a value at the end of a list being built."""
        pair = self.shared.fresh("'p")
        self.assign(pair, located(ast.Call(self.name("'Pair"), [], []), at), at)
        self.block.append(located(ast.Assign([self.slot(pair, "car")], value), at))
        grow = located(ast.Assign([self.slot(builder.last, "cdr")], ast.Name(pair, LOAD)), at)
        start = located(ast.Assign([ast.Name(builder.first, STORE)], ast.Name(pair, LOAD)), at)
        self.block.append(located(ast.If(self.started(builder), [grow], [start]), at))
        self.assign(builder.last, ast.Name(pair, LOAD), at)

    def started(self, builder: Builder) -> ast.expr:
        """A test whether a list being built has pairs."""
        return ast.Compare(ast.Name(builder.last, LOAD), [ast.IsNot()], [ast.Constant(None)])

    def slot(self, pair: str, slot: str) -> ast.expr:
        """A slot of the pair in a name, to assign to."""
        return ast.Attribute(ast.Name(pair, LOAD), slot, STORE)

    def jump(self, loop: Loop, node: Call) -> None:
        """Emit the next turn of a loop: new values for its parameters, and the jump."""
        moved = [each for each in zip(loop.parameters, node.operands, strict=True) if each[0] is not loop.counter]
        values = self.expressions([operand for _, operand in moved])
        changed = [
            (parameter, value)
            for (parameter, _), value in zip(moved, values, strict=True)
            if not self.unchanged(parameter, value)
        ]
        targets: list[ast.expr] = [ast.Name(self.shared.local(p), STORE) for p, _ in changed]
        boxed = [self.boxed_value(p, v) for p, v in changed]
        if len(changed) == 1:
            self.block.append(located(ast.Assign(targets, boxed[0]), node.at))
        elif changed:
            together = ast.Assign([ast.Tuple(targets, STORE)], ast.Tuple(boxed, LOAD))
            self.block.append(located(together, node.at))
        self.go(loop, True)

    def unchanged(self, parameter: Variable, value: ast.expr) -> bool:
        """Whether a parameter keeps its value in the next turn."""
        same = isinstance(value, ast.Name) and value.id == self.shared.local(parameter)
        return same and not self.shared.boxed(parameter)

    def go(self, loop: Loop, again: bool) -> None:
        """Emit a jump to a loop's next turn, or out of it."""
        innermost = self.loops[-1]
        if loop is innermost:
            if not again:
                loop.leaves = True
            self.block.append(ast.Continue() if again else ast.Break())
            return
        if (loop, again) not in innermost.exits:
            innermost.exits.append((loop, again))
            innermost.selector = innermost.selector or self.shared.fresh("'go")
        number = innermost.exits.index((loop, again)) + 1
        self.block.append(ast.Assign([ast.Name(innermost.selector, STORE)], ast.Constant(number)))
        self.block.append(ast.Break())

    def leave(self, loop: Loop) -> None:
        """Emit the way out of a loop that has delivered its value."""
        self.go(loop, False)
