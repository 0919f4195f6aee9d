"""Core nodes to a Python code object.

A unit (the forms of a file, a library, a REPL entry) becomes one Python function: the *unit function*, whose nested
functions are the procedures and whose value is that of the last form.  The nodes become Python's own `ast`, with the
Scheme file, line and column on every node, so that tracebacks, profilers and debuggers show Scheme.  `emit` emits it.
"""

from __future__ import annotations

import ast
from types import CodeType
from typing import NamedTuple

from ..analyse.mode import Mode
from ..analyse.scope import Analysis
from ..expand.core import Node
from ..expand.environment import Environment
from ..machine.stack import ordinary_recursion
from ..values.datum import FILE_LINES, String, Value, Vector
from ..values.denotation import Global
from .function import FunctionEmitter
from .nodes import LOAD
from .shared import Shared
from .tools import DROP, RETURN, Dest
from .tools import TooDeep as TooDeep


class Unit(NamedTuple):
    """Compiled code, ready to be loaded into an environment.

    `code` is the unit function's; `constants` are (name, datum) for what Python has no literal for; `links` are
    (name, binding) of other environments; `direct` the globals that have a direct entry.
    """

    code: CodeType
    constants: list[tuple[str, Value]]
    links: list[tuple[str, Global]]
    direct: list[str]


def compile_unit(
    nodes: list[Node], environment: Environment, core: Environment, files: list[str], tag: str, tail: bool, mode: Mode
) -> Unit:
    """Compile the nodes of a unit of `environment`; `tag` makes the names of its constants unique.

    With `tail`, the last form may be left as a pending call, as `eval` wants it; without, its faults have a place.

    Raises `TooDeep` if what the nodes become nests too deeply for Python's compiler.
    """
    shared = Shared(Analysis(nodes, environment, core, mode), environment, core, tag, mode)
    module = unit_module(shared, tail)
    ast.fix_missing_locations(module)
    try:
        with ordinary_recursion():
            code = compile(module, files[0], "exec", dont_inherit=True)
    except RecursionError:
        raise TooDeep(nodes[0].at) from None
    unit = next(const for const in code.co_consts if isinstance(const, CodeType))
    if len(files) > 1:
        shared.constants.append((f"'files:{files[0]}", Vector([String(each) for each in files])))
    return Unit(_rename(unit, files), shared.constants, shared.links, shared.direct)


def _rename(code: CodeType, files: list[str]) -> CodeType:
    """Give every function the name that its Scheme procedure has (locals carry a number after a quote), and its file."""
    consts = tuple(_rename(const, files) if isinstance(const, CodeType) else const for const in code.co_consts)
    name = code.co_name.split("'")[0] or "lambda" if "'" in code.co_name[1:] else code.co_name
    number, first = divmod(code.co_firstlineno, FILE_LINES)
    if number and all(line is None or line // FILE_LINES == number for _, _, line in code.co_lines()):
        code = code.replace(co_filename=files[number], co_firstlineno=first)
    return code.replace(co_consts=consts, co_name=name, co_qualname=name)


def unit_module(shared: Shared, tail: bool) -> ast.Module:
    """The module whose only statement defines the unit function."""
    nodes = shared.analysis.nodes
    emitter = FunctionEmitter(shared, shared.analysis.unit, None)
    for node in nodes[:-1]:
        emitter.statement(node, DROP)
    if nodes and tail:
        emitter.statement(nodes[-1], RETURN)
    elif nodes:
        emitter.statement(nodes[-1], Dest("bind", "'value"))
        emitter.block.append(ast.Return(ast.Name("'value", LOAD)))
    return ast.Module([emitter.definition("top level", [], None, None)], [])
