"""Core nodes to a Python code object.

A unit (the forms of a file, a library, a REPL entry) becomes one Python function: the *unit function*, whose nested
functions are the procedures and whose value is that of the last form.  The nodes become Python's own `ast`, with the
Scheme file, line and column on every node, so that tracebacks, profilers and debuggers show Scheme.

Code is emitted by destination.  `statement(node, dest)` emits statements that deliver the node's value: `RETURN` it,
bind it to a name, or drop it; inside a loop whose value is wanted elsewhere, the destination also says which loop to
leave.  `expression(node)` gives a Python expression and may emit statements before it; operands that were already
evaluated are then held in names, so that the order stays left to right.  Expressions deeper than `DEPTH` are held in
names too, because Python's compiler recurses.

Loops (see `scope`) are `while True`, their tail calls assignments and `continue`.  A jump to an outer loop leaves the
inner ones by `break`, and a selector says where to go on.  A closure over variables that a loop binds anew is made by
a maker function, which gets their values of this turn; such a variable that is also assigned lives in a box, a Python
list of one item.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from types import CodeType
from typing import Any, NamedTuple, TypeVar

from .core import Assign, Call, Const, Define, GlobalRef, If, Lambda, Let, Node, Or, Ref, Seq
from .datum import NIL, UNSPECIFIED, Char, Span, Symbol, Value, symbol
from .denotation import Global, Variable
from .environment import Environment, direct_name
from .inline import TESTS, VALUES, index
from .scope import Analysis, Function
from .stack import ordinary_recursion

DEPTH = 24
"""How deep an emitted expression may nest."""

BRANCHES, LAMBDAS = 400, 100
"""How deep emitted conditionals, and functions within functions, may nest: beyond it the source is refused."""

LONG = 60
"""How many branches of a conditional may nest one in the other's `else`."""

LOAD, STORE = ast.Load(), ast.Store()

N = TypeVar("N", bound=ast.AST)


class TooDeep(Exception):
    """The source nests deeper than code can; `at` is where."""

    def __init__(self, at: Span | None) -> None:
        super().__init__()
        self.at = at


class Unit(NamedTuple):
    """Compiled code, ready to be loaded into an environment.

    `code` is the unit function's; `constants` are (name, datum) for what Python has no literal for; `links` are
    (name, binding) of other environments; `direct` the globals that have a direct entry.
    """

    code: CodeType
    constants: list[tuple[str, Value]]
    links: list[tuple[str, Global]]
    direct: list[str]


class Dest(NamedTuple):
    """Where a value goes: `kind` is "return", "bind" (to `name`) or "drop"; then `leave`, a loop to break out of."""

    kind: str
    name: str = ""
    leave: Loop | None = None


RETURN = Dest("return")
DROP = Dest("drop")


class Loop:
    """A `while` being emitted: its parameters, and the jumps out of it that are not its own exit."""

    def __init__(self, parameters: tuple[Variable, ...]) -> None:
        self.parameters = parameters
        self.exits: list[tuple[Loop, bool]] = []
        self.selector = ""
        self.leaves = False


def compile_unit(
    nodes: list[Node], environment: Environment, core: Environment, filename: str, tag: str, tail: bool
) -> Unit:
    """Compile the nodes of a unit of `environment`; `tag` makes the names of its constants unique.

    With `tail`, the last form may be left as a pending call, as `eval` wants it; without, its faults have a place.

    Raises `TooDeep` if conditionals or lambdas nest too deeply.
    """
    compiler = Compiler(Analysis(nodes, environment, core), environment, core, tag)
    module = compiler.module(nodes, tail)
    ast.fix_missing_locations(module)
    with ordinary_recursion():
        code = compile(module, filename, "exec", dont_inherit=True)
    unit = next(const for const in code.co_consts if isinstance(const, CodeType))
    return Unit(_rename(unit), compiler.constants, compiler.links, compiler.direct)


def _rename(code: CodeType) -> CodeType:
    """Give every function the name that its Scheme procedure has (locals carry a number after a quote)."""
    consts = tuple(_rename(const) if isinstance(const, CodeType) else const for const in code.co_consts)
    name = code.co_name.split("'")[0] or "lambda" if "'" in code.co_name[1:] else code.co_name
    return code.replace(co_consts=consts, co_name=name, co_qualname=name)


class Compiler:
    """What the functions of one unit share."""

    def __init__(self, analysis: Analysis, environment: Environment, core: Environment, tag: str) -> None:
        self.analysis = analysis
        self.environment = environment
        self.core = core
        self.tag = tag
        self.constants: list[tuple[str, Value]] = []
        self.links: list[tuple[str, Global]] = []
        self.direct: list[str] = []
        self._linked: dict[Global, str] = {}
        self._assigners: dict[Environment, Global] = {}
        self._symbols: set[str] = set()
        self._counts: dict[str, int] = {}
        self._locals: dict[Variable, str] = {}

    def module(self, nodes: list[Node], tail: bool) -> ast.Module:
        """The module whose only statement defines the unit function."""
        emitter = FunctionEmitter(self, self.analysis.unit, None)
        for node in nodes[:-1]:
            emitter.statement(node, DROP)
        if nodes and tail:
            emitter.statement(nodes[-1], RETURN)
        elif nodes:
            emitter.statement(nodes[-1], Dest("bind", "'value"))
            emitter.block.append(ast.Return(ast.Name("'value", LOAD)))
        return ast.Module([emitter.definition("top level", [], None, None)], [])

    def fresh(self, stem: str) -> str:
        """A Python name that nothing else in this unit has."""
        while True:
            count = self._counts.get(stem, 0)
            self._counts[stem] = count + 1
            name = stem if count == 0 and _plain(stem) else f"{stem}'{count}"
            if name not in self.analysis.names:
                return name

    def local(self, variable: Variable) -> str:
        """The Python name of a local variable."""
        name = self._locals.get(variable)
        if name is None:
            name = self._locals[variable] = self.fresh(variable.name)
        return name

    def boxed(self, variable: Variable) -> bool:
        """Whether a variable lives in a box: bound by a loop, captured, and not fixed before its capture."""
        return variable.looped and variable.captured and (variable.assigned or variable in self.analysis.recursive)

    def constant(self, value: Value) -> ast.expr:
        """An expression for a literal datum."""
        if value is None or value is ... or type(value) in (int, float):
            return ast.Constant(value)
        if value is NIL:
            return ast.Name("'nil", LOAD)
        if value is UNSPECIFIED:
            return ast.Name("'unspecified", LOAD)
        if isinstance(value, Symbol | Char):
            name = f"'s:{value.name}" if isinstance(value, Symbol) else f"'c:{value.char}"
            if name not in self._symbols:
                self._symbols.add(name)
                self.constants.append((name, value))
        else:
            name = f"'{self.tag}.{len(self.constants)}"
            self.constants.append((name, value))
        return ast.Name(name, LOAD)

    def global_name(self, binding: Global) -> str:
        """The Python name by which code of this unit reads a global."""
        if binding.environment is self.environment:
            return binding.name
        name = self._linked.get(binding)
        if name is None:
            name = self._linked[binding] = self.environment.link(binding)
            self.links.append((name, binding))
        return name

    def assigner(self, binding: Global) -> str:
        """The Python name of what assigns globals in the environment of a binding."""
        assign = Global(binding.environment, symbol("'assign"), "'assign")
        return self.global_name(self._assigners.setdefault(binding.environment, assign))

    def primitive(self, operator: Node) -> str:
        """The name of the primitive that an operator surely denotes, or nothing."""
        if isinstance(operator, GlobalRef) and operator.binding.environment is self.core:
            return operator.binding.symbol.name
        return ""

    def is_direct(self, binding: Global) -> bool:
        """Whether a known global's procedure never returns a pending call."""
        return self.analysis.functions[id(self.analysis.known[binding])].direct


def _plain(stem: str) -> bool:
    """Whether a Scheme name can be a Python local as it is; a quote sets off the numbers of those that cannot."""
    return "'" not in stem and not stem.startswith("__") and stem not in ("", "None", "True", "False")


class FunctionEmitter:
    """Emits one Python function: `block` is the list that statements go to now."""

    def __init__(self, compiler: Compiler, function: Function, parent: FunctionEmitter | None) -> None:
        self.compiler = compiler
        self.function = function
        self.level: int = parent.level + 1 if parent else 0
        self.block: list[ast.stmt] = []
        self.prologue: list[ast.stmt] = []
        self.loops: list[Loop] = []
        self.globals: dict[str, None] = {}
        self.nonlocals: dict[str, None] = {}
        self.branches = 0
        self.self_loop: Loop | None = None
        self.active: dict[int, Loop] = {}

    # The function as a whole

    def procedure(self, node: Lambda, name: str) -> ast.FunctionDef:
        """The definition of a lambda's function under a Python name."""
        if self.level > LAMBDAS:
            raise TooDeep(node.at)
        names = [self.compiler.local(parameter) for parameter in node.parameters]
        rest = self.compiler.local(node.rest) if node.rest else None
        if rest and node.rest:
            as_list = ast.Call(self.name("'list"), [ast.Name(rest, LOAD)], [])
            self.assign(rest, as_list)
        for parameter in (*node.parameters, *((node.rest,) if node.rest else ())):
            if self.compiler.boxed(parameter):
                self.assign(self.compiler.local(parameter), self.box(self.load(parameter)))
        if self.function.self_loop:
            self.self_loop = Loop(node.parameters)
            self.loops.append(self.self_loop)
            body = self.inside(lambda: self.statement(node.body, RETURN))
            self.loops.pop()
            self.block.append(ast.While(ast.Constant(True), body, []))
        else:
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
            body.append(ast.Return(self.compiler.constant(UNSPECIFIED)))
        return located(ast.FunctionDef(name, arguments, body, []), at)

    # Small tools

    def name(self, name: str) -> ast.expr:
        """A read of a Python name."""
        return ast.Name(name, LOAD)

    def slow(self, name: str, *arguments: ast.expr) -> ast.expr:
        """A call of a primitive that never returns a pending call."""
        binding = self.compiler.core.table[symbol(name)]
        assert isinstance(binding, Global)
        return ast.Call(ast.Name(self.compiler.global_name(binding), LOAD), list(arguments), [])

    def twice(self, expr: ast.expr, apart: bool = False) -> tuple[ast.expr, ast.expr]:
        """An expression for the first and one for the second use of a value; `apart`, with other code in between."""
        if isinstance(expr, ast.Constant) or (isinstance(expr, ast.Name) and (not apart or expr.id.startswith("'"))):
            return expr, expr
        temporary = self.compiler.fresh("'t")
        return ast.NamedExpr(ast.Name(temporary, STORE), expr), ast.Name(temporary, LOAD)

    def solid(self, expr: ast.expr) -> ast.expr:
        """The expression in a form that Python does not warn of when it is called or compared by `is`."""
        if not _foldable(expr) or (isinstance(expr, ast.Constant) and expr.value in (None, ...)):
            return expr
        return ast.NamedExpr(ast.Name(self.compiler.fresh("'t"), STORE), expr)

    def truth(self, expr: ast.expr) -> ast.expr:
        """The Python truth value for a Scheme value."""
        return ast.Compare(self.solid(expr), [ast.IsNot()], [ast.Constant(None)])

    def assign(self, name: str, value: ast.expr, at: Span | None = None) -> None:
        """Emit `name = value`."""
        self.block.append(located(ast.Assign([ast.Name(name, STORE)], value), at))

    def hold(self, value: ast.expr) -> ast.expr:
        """Hold a value in a new name, now."""
        temporary = self.compiler.fresh("'t")
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
        return ast.Name(self.compiler.local(variable), LOAD)

    def read(self, variable: Variable, at: Span | None) -> ast.expr:
        """The value of a variable."""
        value = located(self.load(variable), at)
        return ast.Subscript(value, ast.Constant(0), LOAD) if self.compiler.boxed(variable) else value

    def fixed(self, expr: ast.expr, node: Node) -> bool:
        """Whether evaluating `expr` later gives the same: a constant or a variable that nothing assigns."""
        if isinstance(expr, ast.Constant):
            return True
        if isinstance(node, Ref):
            return not node.variable.assigned
        if isinstance(node, GlobalRef):
            return bool(self.compiler.primitive(node))
        return isinstance(expr, ast.Name) and expr.id.startswith("'")

    # Expressions

    def expression(self, node: Node) -> ast.expr:
        """A Python expression for the value of a node; it may emit statements first."""
        return self.shallow(_EXPRESSIONS[type(node)](self, node))

    def shallow(self, expr: ast.expr) -> ast.expr:
        """The expression, or the name that holds it if it is too deep."""
        depth = _nesting(expr)
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

    def application(self, node: Call) -> tuple[ast.expr, list[ast.expr]]:
        """Operator and operands; the name of a global is looked up last, which saves holding it."""
        if isinstance(node.operator, GlobalRef):
            operands = self.expressions(node.operands)
            return self.expression(node.operator), operands
        operator, *operands = self.expressions((node.operator, *node.operands))
        return operator, operands

    def constant(self, node: Const) -> ast.expr:
        return located(self.compiler.constant(node.value), node.at)

    def reference(self, node: Ref) -> ast.expr:
        return self.read(node.variable, node.at)

    def global_reference(self, node: GlobalRef) -> ast.expr:
        return located(ast.Name(self.compiler.global_name(node.binding), LOAD), node.at)

    def assignment(self, node: Assign) -> ast.expr:
        value = self.expression(node.value)
        name = self.compiler.local(node.variable)
        if self.compiler.boxed(node.variable):
            target: ast.expr = ast.Subscript(ast.Name(name, LOAD), ast.Constant(0), STORE)
        else:
            if node.variable.owner is not self.function:
                self.nonlocals[name] = None
            target = ast.Name(name, STORE)
        self.block.append(located(ast.Assign([target], value), node.at))
        return self.compiler.constant(UNSPECIFIED)

    def define(self, node: Define) -> ast.expr:
        binding, compiler = node.binding, self.compiler
        if isinstance(node.value, Lambda) and binding in compiler.analysis.known:
            self.globals[binding.name] = None
            self.block.append(self.function_of(node.value, binding.name))
            if compiler.is_direct(binding):
                self.globals[direct_name(binding.name)] = None
                self.assign(direct_name(binding.name), self.name(binding.name))
                compiler.direct.append(binding.name)
            elif binding.name in compiler.environment.direct:
                self.assign_global(binding, self.name(binding.name), node.at)
            return compiler.constant(UNSPECIFIED)
        value = self.expression(node.value)
        if not node.fresh and not binding.defined:
            value = self.hold(value)
            bound = ast.Name(compiler.global_name(binding), LOAD)
            self.block.append(located(ast.Expr(located(bound, node.at)), node.at))
        home: Environment = binding.environment
        if binding.name in home.direct or home is not compiler.environment or (home.library and not node.fresh):
            self.assign_global(binding, value, node.at)
        else:
            self.globals[binding.name] = None
            self.assign(binding.name, value, node.at)
        return compiler.constant(UNSPECIFIED)

    def assign_global(self, binding: Global, value: ast.expr, at: Span | None) -> None:
        """Set a global through its environment, which tells whoever has a copy."""
        call = ast.Call(self.name(self.compiler.assigner(binding)), [ast.Constant(binding.name), value], [])
        self.block.append(located(ast.Expr(call), at))

    def conditional(self, node: If) -> ast.expr:
        if _branches(node) > LONG:
            return self.chain(node)
        test = self.test(node.test)
        values: list[ast.expr] = []
        blocks = [
            self.branch(lambda each=each: values.append(self.expression(each)), node.at)  # type: ignore[misc]
            for each in (node.then, node.other)
        ]
        if not blocks[0] and not blocks[1]:
            return located(ast.IfExp(test, values[0], values[1]), node.at)
        temporary = self.compiler.fresh("'t")
        for block, value in zip(blocks, values, strict=True):
            block.append(ast.Assign([ast.Name(temporary, STORE)], value))
        self.block.append(located(ast.If(test, blocks[0], blocks[1]), node.at))
        return ast.Name(temporary, LOAD)

    def either(self, node: Or) -> ast.expr:
        if _branches(node) > LONG:
            return self.chain(node)
        first, again = self.twice(self.expression(node.first))
        values: list[ast.expr] = []
        block = self.branch(lambda: values.append(self.expression(node.second)), node.at)
        test = self.truth(first)
        if not block:
            return located(ast.IfExp(test, again, values[0]), node.at)
        temporary = self.compiler.fresh("'t")
        block.append(ast.Assign([ast.Name(temporary, STORE)], values[0]))
        found: list[ast.stmt] = [ast.Assign([ast.Name(temporary, STORE)], again)]
        self.block.append(located(ast.If(test, found, block), node.at))
        return ast.Name(temporary, LOAD)

    def chain(self, node: If | Or) -> ast.expr:
        """The value of a conditional of many branches."""
        temporary = self.compiler.fresh("'t")
        self.chain_statement(node, Dest("bind", temporary))
        return ast.Name(temporary, LOAD)

    def sequence(self, node: Seq) -> ast.expr:
        for item in node.items[:-1]:
            self.statement(item, DROP)
        return self.expression(node.items[-1])

    def closure(self, node: Lambda) -> ast.expr:
        name = self.compiler.fresh(node.name or "lambda")
        self.block.append(self.function_of(node, name))
        return ast.Name(name, LOAD)

    def function_of(self, node: Lambda, name: str) -> ast.stmt:
        """The statement that binds `name` to a lambda's function: its definition, or a call of its maker."""
        function = self.compiler.analysis.functions[id(node)]
        inner = FunctionEmitter(self.compiler, function, self)
        definition = inner.procedure(node, name)
        captured = [v for v in function.free if v.looped and v.owner is self.function]
        if not captured:
            return definition
        maker = self.compiler.fresh("'make")
        names = [self.compiler.local(variable) for variable in captured]
        arguments = ast.arguments([], [ast.arg(each) for each in names], None, [], [], None, [])
        body: list[ast.stmt] = [definition, ast.Return(ast.Name(name, LOAD))]
        self.prologue.append(located(ast.FunctionDef(maker, arguments, body, []), node.at))
        made = ast.Call(self.name(maker), [ast.Name(each, LOAD) for each in names], [])
        return located(ast.Assign([ast.Name(name, STORE)], made), node.at)

    def let(self, node: Let) -> ast.expr:
        if id(node) in self.compiler.analysis.loops:
            temporary = self.compiler.fresh("'t")
            self.loop(node, Dest("bind", temporary))
            return ast.Name(temporary, LOAD)
        self.bind_variables(node)
        return self.expression(node.body)

    def bind_variables(self, node: Let) -> None:
        """Emit the bindings of a `let`."""
        boxed = [v for v in node.variables if node.recursive and self.compiler.boxed(v)]
        for variable in boxed:
            self.assign(self.compiler.local(variable), ast.List([], LOAD))
        for variable, init in zip(node.variables, node.inits, strict=True):
            name = self.compiler.local(variable)
            if variable in boxed:
                append = ast.Attribute(ast.Name(name, LOAD), "append", LOAD)
                self.block.append(ast.Expr(ast.Call(append, [self.expression(init)], [])))
            elif self.compiler.boxed(variable):
                self.assign(name, self.box(self.expression(init)), init.at)
            elif isinstance(init, Lambda):
                self.block.append(self.function_of(init, name))
            else:
                self.statement(init, Dest("bind", name))

    # Calls

    def call(self, node: Call) -> ast.expr:
        inlined = self.inlined(node)
        if inlined is not None:
            return inlined
        call, direct = self.plain_call(node)
        if direct:
            return call
        temporary = self.compiler.fresh("'t")
        bound = ast.NamedExpr(ast.Name(temporary, STORE), call)
        test = ast.Compare(self.type_of(bound), [ast.IsNot()], [self.name("'tuple")])
        forced = ast.Call(self.name("'force"), [ast.Name(temporary, LOAD)], [])
        return located(ast.IfExp(test, ast.Name(temporary, LOAD), forced), node.at)

    def type_of(self, expr: ast.expr) -> ast.expr:
        """`type(expr)`."""
        return ast.Call(self.name("'type"), [expr], [])

    def plain_call(self, node: Call) -> tuple[ast.expr, bool]:
        """The bare call, and whether it surely gives a value."""
        analysis = self.compiler.analysis
        target = analysis.target(node.operator)
        direct = target.direct if target is not None else analysis.imported_direct(node.operator)
        operator, operands = self.application(node)
        if target is not None and target.direct and isinstance(node.operator, GlobalRef):
            operator = located(ast.Name(direct_name(node.operator.binding.name), LOAD), node.operator.at)
        callee = self.hold(operator) if isinstance(operator, ast.Constant) else self.solid(operator)
        return located(ast.Call(callee, operands, []), node.at), direct

    def inlined(self, node: Call) -> ast.expr | None:
        """The call of an inlined primitive, as a value; None if the operator is no such primitive."""
        found = self.operation(node)
        if found is None:
            return None
        expr, is_test = found
        return located(ast.IfExp(expr, ast.Constant(...), ast.Constant(None)), node.at) if is_test else expr

    def operation(self, node: Call) -> tuple[ast.expr, bool] | None:
        """The call of an inlined primitive, and whether the expression is a Python truth value."""
        name = self.compiler.primitive(node.operator)
        if name not in _INLINE:
            return None
        if name == "not" and len(node.operands) == 1:
            return located(negate(self.test(node.operands[0])), node.at), True
        if name in _STATEMENTS and len(node.operands) == _STATEMENTS[name][0]:
            return _STATEMENTS[name][1](self, node), False
        operands = self.expressions(node.operands)
        for table in (TESTS, VALUES):
            found = table[name](self, operands) if name in table else None
            if found is not None:
                return locate_all(found, node.at), table is TESTS
        return located(self.slow(name, *operands), node.at), False

    def test(self, node: Node) -> ast.expr:
        """A Python truth value for a node in test position."""
        if isinstance(node, Const):
            return ast.Constant(node.value is not None)
        if isinstance(node, If | Or):
            return self.shallow(self.connective(node))
        elif isinstance(node, Seq):
            for item in node.items[:-1]:
                self.statement(item, DROP)
            return self.test(node.items[-1])
        elif isinstance(node, Let) and id(node) not in self.compiler.analysis.loops:
            self.bind_variables(node)
            return self.test(node.body)
        elif isinstance(node, Call):
            found = self.operation(node)
            if found is not None and found[1]:
                return self.shallow(found[0])
            if found is not None:
                return located(self.truth(self.shallow(found[0])), node.at)
        return located(self.truth(self.expression(node)), node.at)

    def connective(self, node: If | Or) -> ast.expr:
        """`and`, `or` or a conditional, of tests."""
        operator, parts = _junction(node)
        if len(parts) > 1:
            return self.junction(operator, parts, node.at)
        assert isinstance(node, If)
        first = self.test(node.test)
        tests: list[ast.expr] = []
        blocks = [
            self.branch(lambda each=each: tests.append(self.test(each)), node.at)  # type: ignore[misc]
            for each in (node.then, node.other)
        ]
        if not any(blocks):
            return ast.IfExp(first, tests[0], tests[1])
        temporary = self.compiler.fresh("'t")
        for block, test in zip(blocks, tests, strict=True):
            block.append(ast.Assign([ast.Name(temporary, STORE)], test))
        self.block.append(located(ast.If(first, blocks[0], blocks[1]), node.at))
        return ast.Name(temporary, LOAD)

    def junction(self, operator: ast.boolop, parts: list[Node], at: Span | None) -> ast.expr:
        """`and` or `or` of tests; one that needs statements stands under an `if` that asks those before it."""
        tests = [self.test(parts[0])]
        for part in parts[1:]:
            block = self.branch(lambda part=part, tests=tests: tests.append(self.test(part)), at)  # type: ignore[misc]
            if block:
                temporary = self.compiler.fresh("'t")
                so_far: ast.expr = ast.Name(temporary, LOAD)
                block.append(ast.Assign([ast.Name(temporary, STORE)], tests.pop()))
                self.assign(temporary, _joined(operator, tests), at)
                undecided = so_far if isinstance(operator, ast.And) else negate(so_far)
                self.block.append(located(ast.If(undecided, block, []), at))
                tests = [so_far]
        return _joined(operator, tests)

    # Statements

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
            if id(node) in self.compiler.analysis.loops:
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
        if dest.kind == "return":
            self.block.append(located(ast.Return(value), at))
            return
        if dest.kind == "bind":
            self.assign(dest.name, value, at)
        elif not isinstance(value, ast.Constant) and not (isinstance(value, ast.Name) and value.id.startswith("'")):
            self.block.append(located(ast.Expr(value), at))
        if dest.leave is not None:
            self.leave(dest.leave)

    def chain_statement(self, node: If | Or, dest: Dest) -> None:
        """Emit a conditional of many branches as a loop that runs once: the branches leave it, instead of nesting."""
        self.turns(Loop(()), node, dest)

    def conditional_statement(self, node: If, dest: Dest) -> None:
        if dest.kind != "return" and dest.leave is None and _branches(node) > LONG:
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
        if self.compiler.primitive(node.operator) in _INLINE:
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
        self.block.append(located(ast.Return(self.tail_value(node)), node.at))
        return True

    def tail_value(self, node: Call) -> ast.expr:
        """What a tail call returns: a plain call where the stack is bounded, else a pending call."""
        if self.bounded(node):
            return self.plain_call(node)[0]
        operator, operands = self.application(node)
        return located(ast.Tuple([operator, *operands], LOAD), node.at)

    def bounded(self, node: Call) -> bool:
        """Whether a tail call may be a plain call, whose faults then have a place: calls like it cannot follow it
        without end, since what it returns in turn may be a pending call."""
        analysis = self.compiler.analysis
        target = analysis.target(node.operator)
        if target is not None and target.lambda_ is not None:
            fits = target.lambda_.rest is not None or len(node.operands) == len(target.lambda_.parameters)
            return target.group != self.function.group or not fits
        first = self.function is analysis.unit or isinstance(node.operator, Lambda | Const)
        return first or analysis.imported_direct(node.operator)

    def drop_call(self, call: ast.expr, direct: bool, at: Span | None) -> None:
        """Emit a call whose value nobody wants."""
        if direct:
            self.block.append(located(ast.Expr(call), at))
            return
        held = self.hold(call)
        pending = ast.Compare(self.type_of(held), [ast.Is()], [self.name("'tuple")])
        forced = located(ast.Expr(ast.Call(self.name("'force"), [held], [])), at)
        self.block.append(located(ast.If(pending, [forced], []), at))

    # Loops

    def loop(self, node: Let, dest: Dest) -> None:
        """Emit a loop."""
        lambda_ = node.inits[-1]
        assert isinstance(lambda_, Lambda) and isinstance(node.body, Call)
        if len(node.variables) > 1:
            self.bind_variables(node._replace(variables=node.variables[:-1], inits=node.inits[:-1]))
        for parameter, init in zip(lambda_.parameters, node.body.operands, strict=True):
            value = self.expression(init)
            self.assign(self.compiler.local(parameter), self.boxed_value(parameter, value), node.at)
        loop = Loop(lambda_.parameters)
        self.active[id(lambda_)] = loop
        self.turns(loop, lambda_.body, dest)

    def turns(self, loop: Loop, body: Node, dest: Dest) -> None:
        """Emit the `while` of a loop, whose body delivers the value."""
        inner = dest if dest.kind == "return" else Dest(dest.kind, dest.name, loop)
        self.loops.append(loop)
        block = self.inside(lambda: self.statement(body, inner))
        self.loops.pop()
        mark = len(self.block)
        self.block.append(located(ast.While(ast.Constant(True), block, []), body.at))
        self.after_loop(loop, dest, mark)

    def boxed_value(self, variable: Variable, value: ast.expr) -> ast.expr:
        """A value as it is bound to a variable: in a box, if the variable lives in one."""
        return self.box(value) if self.compiler.boxed(variable) else value

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
            target = self.compiler.analysis.target(operator)
            if target is self.function:
                return self.self_loop
        if isinstance(operator, Ref) and operator.variable.lambda_ is not None:
            return self.active.get(id(operator.variable.lambda_))
        return None

    def jump(self, loop: Loop, node: Call) -> None:
        """Emit the next turn of a loop: new values for its parameters, and the jump."""
        values = self.expressions(node.operands)
        changed = [
            (parameter, value)
            for parameter, value in zip(loop.parameters, values, strict=True)
            if not self.unchanged(parameter, value)
        ]
        targets: list[ast.expr] = [ast.Name(self.compiler.local(p), STORE) for p, _ in changed]
        boxed = [self.boxed_value(p, v) for p, v in changed]
        if len(changed) == 1:
            self.block.append(located(ast.Assign(targets, boxed[0]), node.at))
        elif changed:
            together = ast.Assign([ast.Tuple(targets, STORE)], ast.Tuple(boxed, LOAD))
            self.block.append(located(together, node.at))
        self.go(loop, True)

    def unchanged(self, parameter: Variable, value: ast.expr) -> bool:
        """Whether a parameter keeps its value in the next turn."""
        same = isinstance(value, ast.Name) and value.id == self.compiler.local(parameter)
        return same and not self.compiler.boxed(parameter)

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
            innermost.selector = innermost.selector or self.compiler.fresh("'go")
        number = innermost.exits.index((loop, again)) + 1
        self.block.append(ast.Assign([ast.Name(innermost.selector, STORE)], ast.Constant(number)))
        self.block.append(ast.Break())

    def leave(self, loop: Loop) -> None:
        """Emit the way out of a loop that has delivered its value."""
        self.go(loop, False)

    # Primitives that are statements

    def cons(self, node: Call) -> ast.expr:
        """A pair: made empty, then filled, which costs half of a call with arguments."""
        first, second = self.expressions(node.operands)
        return self.pair(first, second, node.at)

    def pair(self, first: ast.expr, second: ast.expr, at: Span | None) -> ast.expr:
        """Emit the making of a pair; the expression is its name."""
        name = self.compiler.fresh("'p")
        self.assign(name, located(ast.Call(self.name("'Pair"), [], []), at), at)
        for slot, value in (("car", first), ("cdr", second)):
            target = ast.Attribute(ast.Name(name, LOAD), slot, STORE)
            self.block.append(located(ast.Assign([target], value), at))
        return ast.Name(name, LOAD)

    def vector_set(self, node: Call) -> ast.expr:
        vector, place, value = self.expressions(node.operands)
        if not self.harmless(node.operands[:2]):  # Python evaluates the value first
            vector, place = self.hold(vector), self.hold(place)
        target = ast.Subscript(ast.Attribute(vector, "items", LOAD), index(self, place), STORE)
        self.block.append(locate_all(ast.Assign([target], value), node.at))
        return self.compiler.constant(UNSPECIFIED)

    def harmless(self, nodes: Sequence[Node]) -> bool:
        """Whether nodes may as well be evaluated after their right neighbours."""
        return all(isinstance(node, Const) or (isinstance(node, Ref) and not node.variable.assigned) for node in nodes)


_EXPRESSIONS: dict[type, Callable[[FunctionEmitter, Any], ast.expr]] = {
    Const: FunctionEmitter.constant,
    Ref: FunctionEmitter.reference,
    GlobalRef: FunctionEmitter.global_reference,
    Assign: FunctionEmitter.assignment,
    Define: FunctionEmitter.define,
    If: FunctionEmitter.conditional,
    Or: FunctionEmitter.either,
    Seq: FunctionEmitter.sequence,
    Lambda: FunctionEmitter.closure,
    Let: FunctionEmitter.let,
    Call: FunctionEmitter.call,
}

_STATEMENTS: dict[str, tuple[int, Callable[[FunctionEmitter, Call], ast.expr]]] = {
    "cons": (2, FunctionEmitter.cons),
    "vector-set!": (3, FunctionEmitter.vector_set),
}

_INLINE = {"not", *TESTS, *VALUES, *_STATEMENTS}


def _junction(node: If | Or) -> tuple[ast.boolop, list[Node]]:
    """The parts that `and` or `or` joins; one part if the node is neither."""
    parts: list[Node] = []
    rest: Node = node
    if isinstance(node, Or):
        while isinstance(rest, Or):
            parts.append(rest.first)
            rest = rest.second
        return ast.Or(), [*parts, rest]
    while isinstance(rest, If) and isinstance(rest.other, Const) and rest.other.value is None:
        parts.append(rest.test)
        rest = rest.then
    return ast.And(), [*parts, rest]


def _joined(operator: ast.boolop, tests: list[ast.expr]) -> ast.expr:
    return tests[0] if len(tests) == 1 else ast.BoolOp(operator, tests)


def _branches(node: Node) -> int:
    """How many branches a conditional has, each in the `else` of the one before."""
    count = 0
    while isinstance(node, If | Or):
        node = node.other if isinstance(node, If) else node.second
        count += 1
    return count


def negate(test: ast.expr) -> ast.expr:
    """The opposite of a truth value."""
    if isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.Is | ast.IsNot):
        opposite = ast.IsNot() if isinstance(test.ops[0], ast.Is) else ast.Is()
        return ast.copy_location(ast.Compare(test.left, [opposite], test.comparators), test)
    return ast.UnaryOp(ast.Not(), test)


def located(node: N, at: Span | None) -> N:
    """The Python node with a Scheme span."""
    if at is not None:
        placed: Any = node
        placed.lineno, placed.col_offset, placed.end_lineno, placed.end_col_offset = at
    return node


def locate_all(node: N, at: Span | None) -> N:
    """The Python node and those parts of it that have no place yet, at a span."""
    if at is not None:
        work: list[ast.AST] = [node]
        while work:
            each = work.pop()
            if not hasattr(each, "lineno"):
                located(each, at)
                work += ast.iter_child_nodes(each)
    return node


def _nesting(expr: ast.expr) -> int:
    """How deep an expression nests; `shallow` has noted it on those of other nodes."""
    noted: int | None = getattr(expr, "nesting", None)
    return noted if noted is not None else 1 + max(map(_nesting, _parts(expr)), default=0)


def _foldable(expr: ast.expr) -> bool:
    """Whether Python makes a constant of an expression."""
    if isinstance(expr, ast.BinOp):
        return _foldable(expr.left) and _foldable(expr.right)
    return _foldable(expr.operand) if isinstance(expr, ast.UnaryOp) else isinstance(expr, ast.Constant)


def _parts(expr: ast.expr) -> list[ast.expr]:
    """The direct subexpressions that nest."""
    found: list[ast.expr] = []
    for value in expr.__dict__.values():
        if isinstance(value, ast.expr):
            found.append(value)
        elif isinstance(value, list):
            found += [each for each in value if isinstance(each, ast.expr)]
    return found

