"""A lambda as a Python function.

A closure over variables that a loop binds anew is made by a maker function, which gets their values of this turn:

    (do ((i 0 (+ i 1))) ((= i 3)) (f (lambda () i)))    =>    def make(i):
                                                                  def lambda_(): return i
                                                                  return lambda_
                                                              ...
                                                              f(make(i))

A maker that uses no other variables is a global of its unit, made once; so the procedures around it capture nothing for it,
and can get new code (see `redefine`).  Such a variable that is also assigned, or captured before it is bound, lives in a box,
a Python list of one item.
"""

from __future__ import annotations

import ast

from ..expand.core import Lambda
from ..machine.meter import afford
from ..machine.shield import poll
from ..values.datum import UNSPECIFIED, Span
from ..values.denotation import Variable
from ..values.global_names import MAKER
from .delivery import start_building
from .dispatch import expression_of, statement
from .emitter import LAMBDAS, RETURN, Emitter, Loop, TooDeep
from .python_ast import LOAD, STORE, located
from .turns import counted, turns

A_NAME_OF_A_FUNCTION = 2.5e-8
"""What Python's compiler takes about, in seconds, for each name of a function times each function inside of it, of which it
looks at every one for every other: 6,000 of each take a second."""


@expression_of(Lambda)
def closure(emitter: Emitter, node: Lambda) -> ast.expr:
    """The procedure of a lambda, in a new name."""
    name = emitter.shared.fresh(node.name or "lambda")
    emitter.block.append(function_of(emitter, node, name))
    return ast.Name(name, LOAD)


def function_of(emitter: Emitter, node: Lambda, name: str) -> ast.stmt:
    """The statement that binds `name` to a lambda's function: its definition, or a call of its maker."""
    functions = emitter.shared.scope.functions
    function = functions.of[node]
    definition = _procedure(Emitter(emitter.shared, function, emitter), node, name)
    emitter.shared.lambdas[name] = node
    captured = [
        variable
        for variable in function.free
        if variable in functions.looped
        and functions.owners[variable] is emitter.function
        and functions.named.get(variable) is not node
    ]
    if not captured:
        return definition
    maker = _maker(emitter, captured, definition, all(variable in captured for variable in function.free), node.at)
    made = ast.Call(emitter.name(maker), [emitter.load(variable) for variable in captured], [])
    return located(ast.Assign([ast.Name(name, STORE)], made), node.at)


def _maker(emitter: Emitter, captured: list[Variable], definition: ast.FunctionDef, alone: bool, at: Span | None) -> str:
    """Emit the maker of a function that captures variables, `alone` if no others; its name."""
    home = _outermost(emitter) if alone else emitter
    maker = emitter.shared.fresh(f"{MAKER}{emitter.shared.tag}" if alone else "'make")
    if alone:
        home.globals[maker] = None
    body: list[ast.stmt] = [definition, ast.Return(ast.Name(definition.name, LOAD))]
    parameters = [emitter.shared.local(variable) for variable in captured]
    home.prologue.append(located(_definition(maker, parameters, None, body), at))
    return maker


def _outermost(emitter: Emitter) -> Emitter:
    """The emitter of the unit function."""
    while emitter.parent is not None:
        emitter = emitter.parent
    return emitter


def _procedure(emitter: Emitter, node: Lambda, name: str) -> ast.FunctionDef:
    """The definition of a lambda's function under a Python name; the emitter is its own."""
    poll()
    if emitter.level > LAMBDAS:
        raise TooDeep(node.at)
    names = [emitter.shared.local(parameter) for parameter in node.parameters]
    rest = emitter.shared.local(node.rest) if node.rest else None
    if rest:
        emitter.assign(rest, emitter.runtime("list", emitter.name(rest)))
    for parameter in (*node.parameters, *((node.rest,) if node.rest else ())):
        if emitter.shared.scope.boxed(parameter):
            emitter.assign(emitter.shared.local(parameter), emitter.box(emitter.load(parameter)))
    if emitter.function.self_loop:
        emitter.self_loop = Loop(node.parameters)
        builds = emitter.shared.scope.builds(node.body, emitter.function)
        dest = RETURN._replace(build=start_building(emitter)) if builds else RETURN
        turns(emitter, emitter.self_loop, node.body, dest)
    else:
        if emitter.shared.mode.metered:
            emitter.block.append(located(counted(emitter, "'fuel", "'spent", [ast.Break()]), node.at))
        statement(emitter, node.body, RETURN)
    return finished(emitter, name, names, rest, node.at)


def finished(emitter: Emitter, name: str, parameters: list[str], rest: str | None, at: Span | None) -> ast.FunctionDef:
    """The function definition around what was emitted."""
    header: list[ast.stmt] = []
    if emitter.globals:
        header.append(ast.Global(list(emitter.globals)))
    if emitter.nonlocals:
        header.append(ast.Nonlocal(list(emitter.nonlocals)))
    if emitter.notes:
        emitter.shared.notes[name] = emitter.notes
    body = header + emitter.prologue + emitter.block
    if emitter.parent is not None:
        emitter.parent.inner += 1
    afford(emitter.inner * (emitter.inner + len(body)) * A_NAME_OF_A_FUNCTION)
    if not emitter.block:
        body.append(ast.Return(emitter.shared.constant(UNSPECIFIED)))
    return located(_definition(name, parameters, rest, body), at)


def _definition(name: str, parameters: list[str], rest: str | None, body: list[ast.stmt]) -> ast.FunctionDef:
    star = ast.arg(rest) if rest else None
    arguments = ast.arguments([], [ast.arg(parameter) for parameter in parameters], star, [], [], None, [])
    return ast.FunctionDef(name, arguments, body, [])
