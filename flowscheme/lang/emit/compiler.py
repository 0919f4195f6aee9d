"""The way of a unit from core nodes to a Python code object.

A unit (the forms of a file, a library, a REPL entry) becomes one Python function: the *unit function*, whose nested
functions are the procedures and whose value is that of the last form.  The nodes become Python's own `ast`, with the
Scheme file, line and column on every node, so that tracebacks, profilers and debuggers show Scheme.
"""

from __future__ import annotations

import ast
from types import CodeType
from typing import NamedTuple

from ..analyse.counted_loops import find_counters
from ..analyse.facts import find_facts
from ..analyse.list_loops import list_loops
from ..analyse.mode import Mode
from ..analyse.scope import find_scope
from ..analyse.surroundings import NOTHING, Earlier, Surroundings
from ..expand.core import Node
from ..expand.environment import Environment
from ..machine.shield import poll
from ..machine.stack import ordinary_recursion
from ..values.datum import FILE_LINES, String, Value, Vector
from ..values.denotation import Global
from . import conditionals, loops, structures  # noqa: F401  # fill the tables of emission, with what they import
from .dispatch import statement
from .emitter import DROP, RETURN, Dest, Emitter
from .emitter import TooDeep as TooDeep
from .functions import finished
from .operand_table import Note, table_of
from .procedures import Procedures, procedures_of
from .python_ast import LOAD
from .settle import settle
from .shared import Analysis, Shared


class Unit(NamedTuple):
    """Compiled code, ready to be loaded into an environment.

    code: the unit function's.
    constants: (name, datum) for what Python has no literal for.
    links: (name, binding) of other environments.
    direct: the globals that have a direct entry.
    procedures: what it takes to compile the unit again.
    """

    code: CodeType
    constants: list[tuple[str, Value]]
    links: list[tuple[str, Global]]
    direct: list[str]
    procedures: Procedures


def compile_unit(
    nodes: list[Node], environment: Environment, core: Environment, files: list[str], tag: str, tail: bool, mode: Mode,
    earlier: Earlier = NOTHING,
) -> Unit:  # fmt: skip
    """Compile the nodes of a unit of `environment`; `tag` makes the names of its constants unique.

    With `tail`, the last form may be left as a pending call, as `eval` wants it; without, its faults have a place.
    What was compiled before keeps to what was decided `earlier`.

    Raises `TooDeep` if what the nodes become nests too deeply for Python's compiler.
    """
    around = Surroundings(environment, core, mode, earlier)
    looped = list_loops(nodes, around)
    poll()
    scope = find_scope(looped.nodes, around)
    poll()
    facts, counters = find_facts(looped.nodes, scope), find_counters(scope)
    shared = Shared(Analysis(looped.names, scope, facts, counters), tag)
    module = emit_module(looped.nodes, shared, tail)
    emitted = to_code(module, files, nodes)
    code = _finished(emitted, files, shared.notes)
    if len(files) > 1:
        shared.constants.append((f"'files:{files[0]}", Vector([String(file) for file in files])))
    return Unit(code, shared.constants, shared.links, shared.direct, procedures_of(shared, emitted, code))


def emit_module(nodes: list[Node], shared: Shared, tail: bool) -> ast.Module:
    """The module whose only statement defines the unit function."""
    emitter = Emitter(shared, shared.scope.functions.unit, None)
    for node in nodes[:-1]:
        statement(emitter, node, DROP)
    if nodes and tail:
        statement(emitter, nodes[-1], RETURN)
    elif nodes:
        statement(emitter, nodes[-1], Dest("bind", "'value"))
        emitter.block.append(ast.Return(ast.Name("'value", LOAD)))
    module = ast.Module([finished(emitter, "top level", [], None, None)], [])
    settle(module)
    return module


def to_code(module: ast.Module, files: list[str], nodes: list[Node]) -> CodeType:
    """The code object of the unit function, where functions still have their Python names; raises `TooDeep`."""
    try:
        with ordinary_recursion():
            code = compile(module, files[0], "exec", dont_inherit=True)
    except RecursionError:
        raise TooDeep(nodes[0].at) from None
    return next(const for const in code.co_consts if isinstance(const, CodeType))


def _finished(code: CodeType, files: list[str], notes: dict[str, list[Note]]) -> CodeType:
    """Give every function the name that its Scheme procedure has (locals carry a number after a quote), its file, and the
    table of what can fail in it."""
    consts = tuple([_finished(const, files, notes) if isinstance(const, CodeType) else const for const in code.co_consts])
    if code.co_name in notes:
        consts += (table_of(notes[code.co_name], code.co_firstlineno),)
    name = code.co_name.split("'")[0] or "lambda" if "'" in code.co_name[1:] else code.co_name
    number, first = divmod(code.co_firstlineno, FILE_LINES)
    if number and all(line is None or line // FILE_LINES == number for _, _, line in code.co_lines()):
        code = code.replace(co_filename=files[number], co_firstlineno=first)
    return code.replace(co_consts=consts, co_name=name, co_qualname=name)
