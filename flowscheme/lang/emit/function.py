"""A lambda as a Python function.

A closure over variables that a loop binds anew is made by a maker function, which gets their values of this turn.  A maker
that uses no other variables is a global of its unit, made once; so the procedures around it capture nothing for it, and
can get new code (see `redefine`).  Such a variable that is also
assigned, or captured before it is bound, lives in a box, a Python list of one item.
"""

from __future__ import annotations

import ast

from ..expand.core import Lambda
from ..machine.shield import poll
from ..values.datum import UNSPECIFIED, Span
from ..values.global_names import MAKER
from .nodes import LOAD, STORE, located
from .tools import LAMBDAS, RETURN, Loop, TooDeep, Tools
from .values import Values


class FunctionEmitter(Values):
    """Emits one Python function."""

    def procedure(self, node: Lambda, name: str) -> ast.FunctionDef:
        """The definition of a lambda's function under a Python name."""
        poll()
        if self.level > LAMBDAS:
            raise TooDeep(node.at)
        names = [self.shared.local(parameter) for parameter in node.parameters]
        rest = self.shared.local(node.rest) if node.rest else None
        if rest and node.rest:
            as_list = ast.Call(self.name("'list"), [ast.Name(rest, LOAD)], [])
            self.assign(rest, as_list)
        for parameter in (*node.parameters, *((node.rest,) if node.rest else ())):
            if self.shared.boxed(parameter):
                self.assign(self.shared.local(parameter), self.box(self.load(parameter)))
        if self.function.self_loop:
            self.self_loop = Loop(node.parameters)
            builds = self.shared.analysis.builds(node.body, self.function)
            dest = RETURN._replace(build=self.builder()) if builds else RETURN
            self.turns(self.self_loop, node.body, dest)
        else:
            if self.shared.mode.metered:
                self.block.append(located(self.counted("'fuel", "'spent", [ast.Break()]), node.at))
            self.statement(node.body, RETURN)
        return self.definition(name, names, rest, node.at)

    def definition(self, name: str, parameters: list[str], rest: str | None, at: Span | None) -> ast.FunctionDef:
        """The function definition around what was emitted."""
        arguments = ast.arguments(
            [], [ast.arg(each) for each in parameters], ast.arg(rest) if rest else None, [], [], None, []
        )
        header: list[ast.stmt] = []
        if self.globals:
            header.append(ast.Global(list(self.globals)))
        if self.nonlocals:
            header.append(ast.Nonlocal(list(self.nonlocals)))
        body = header + self.prologue + self.block
        if not self.block:
            body.append(ast.Return(self.shared.constant(UNSPECIFIED)))
        return located(ast.FunctionDef(name, arguments, body, []), at)

    def outermost(self) -> Tools:
        """The emitter of the unit function."""
        emitter: Tools = self
        while emitter.parent is not None:
            emitter = emitter.parent
        return emitter

    def function_of(self, node: Lambda, name: str) -> ast.stmt:
        """The statement that binds `name` to a lambda's function: its definition, or a call of its maker."""
        function = self.shared.analysis.functions[id(node)]
        inner = FunctionEmitter(self.shared, function, self)
        definition = inner.procedure(node, name)
        captured = [v for v in function.free if v.looped and v.owner is self.function and v.lambda_ is not node]
        if not captured:
            return definition
        alone = all(variable in captured for variable in function.free)
        home = self.outermost() if alone else self
        maker = self.shared.fresh(f"{MAKER}{self.shared.tag}" if alone else "'make")
        if alone:
            home.globals[maker] = None
        names = [self.shared.local(variable) for variable in captured]
        arguments = ast.arguments([], [ast.arg(each) for each in names], None, [], [], None, [])
        body: list[ast.stmt] = [definition, ast.Return(ast.Name(name, LOAD))]
        home.prologue.append(located(ast.FunctionDef(maker, arguments, body, []), node.at))
        made = ast.Call(self.name(maker), [ast.Name(each, LOAD) for each in names], [])
        return located(ast.Assign([ast.Name(name, STORE)], made), node.at)