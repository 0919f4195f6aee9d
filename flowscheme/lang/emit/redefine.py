"""A standard name that is redefined at top level, for the code that was compiled before.

Compiled code has links to what it imports, and turns many primitives into operators.  When a program defines or assigns
such a name, the units that its environment compiled before are compiled once more, with the name denoting the new
binding, and the procedures that they made get the new code.  Calls in progress finish with the old one.  Only names that
the program wrote change their meaning: what special forms and the macros of libraries insert does not.

An environment that is defined in bit by bit, as at a prompt, keeps the nodes of its units for that.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from dis import get_instructions
from types import CodeType, FunctionType
from typing import Any, NamedTuple

from ..analyse.mode import Mode
from ..analyse.traversal import walk
from ..expand.core import Define, GlobalRef, Lambda, Node
from ..expand.environment import Environment
from ..machine.machine import forcing
from ..values.denotation import Global
from ..values.global_names import MAKER, direct_name
from .compiler import compile_unit

MOST = 2000
"""How many units an environment keeps; the oldest go first."""


class Kept(NamedTuple):
    """A unit that can be compiled again: its nodes, the files that their spans are in, its code and direct globals."""

    nodes: list[Node]
    files: list[str]
    code: CodeType
    direct: list[str]


Units = list[Kept | Callable[[], Kept | None]]
"""Units that are kept; one out of the cache as what makes it."""


def keep(environment: Environment, kept: Kept | Callable[[], Kept | None]) -> None:
    """Keep a unit, if its environment is one that goes on and it defines anything with procedures."""
    if environment.kind == "default" and (not isinstance(kept, Kept) or _matters(kept.nodes)):
        environment.kept.append(kept)
        del environment.kept[:-MOST]


def _matters(nodes: list[Node]) -> bool:
    kinds = {type(each) for node in nodes for each in walk(node)}
    return Define in kinds and Lambda in kinds


def redefine(environment: Environment, core: Environment, before: Global, now: Global, mode: Mode) -> None:
    """Let a name that denoted the binding `before` denote `now` in what was compiled in the environment."""
    for index, each in enumerate(environment.kept):
        kept = each if isinstance(each, Kept) else each()
        if kept is None:
            continue
        nodes = renamed(kept.nodes, lambda node: now if _is_written(node, before) else None)
        if nodes is not kept.nodes:
            unit = compile_unit(nodes, environment, core, kept.files, str(next(environment.units)), False, mode)
            environment.globals.update(unit.constants)
            makers = _makers(environment, unit.code)
            environment.globals.update(makers)
            environment.leases.add(unit.code, [name for name, _ in unit.constants] + list(makers))
            if _give(environment, kept.code, unit.code):
                _force(environment, set(kept.direct) - set(unit.direct))
                kept = Kept(nodes, kept.files, unit.code, unit.direct)
        environment.kept[index] = kept


def _is_written(node: GlobalRef | Define, binding: Global) -> bool:
    return isinstance(node, GlobalRef) and node.written and node.binding is binding


def renamed(node: Any, new: Callable[[GlobalRef | Define], Global | None]) -> Any:
    """A node, or nodes, where references and definitions have the binding that `new` gives for them, if it gives one.

    The same object, if it gives none.
    """
    if isinstance(node, GlobalRef | Define):
        binding = new(node)
        if binding is not None:
            node = node._replace(binding=binding)
    if not isinstance(node, tuple | list):
        return node
    parts = [renamed(each, new) for each in node]
    if all(a is b for a, b in zip(parts, node, strict=True)):
        return node
    return type(node)(parts) if type(node) in (tuple, list) else type(node)(*parts)


def _force(environment: Environment, names: set[str]) -> None:
    """Let procedures that may return pending calls from now on be forced by those that call them directly."""
    for name in names:
        if name in environment.globals:
            environment.globals[direct_name(name)] = forcing(environment.globals[name])


# New code for old procedures


def _makers(environment: Environment, unit: CodeType) -> dict[str, FunctionType]:
    """The makers of closures that a unit function would make when it runs, which this one does not."""
    made, code = {}, unit
    for each in get_instructions(unit):
        if isinstance(each.argval, CodeType):
            code = each.argval
        elif each.opname == "STORE_GLOBAL" and each.argval.startswith(MAKER):
            made[each.argval] = FunctionType(code, environment.globals)
    return made


def _give(environment: Environment, old: CodeType, new: CodeType) -> bool:
    """Give the procedures made by a unit's code their new code; false, and nothing done, if one has none that fits."""
    made = dict(_pairs(old, new))
    olds = dict(_nested(old))
    makers = {id(value) for name, value in environment.globals.items() if name.startswith(MAKER)}  # the new code has its own
    found = [
        each
        for each in gc.get_referrers(*olds)
        if type(each) is FunctionType and each.__globals__ is environment.globals and each.__code__ in olds
        and id(each) not in makers
    ]
    if any(each.__code__ not in made for each in found):
        return False
    for each in found:
        each.__code__ = made[each.__code__]
    return True


Key = tuple[Any, ...]


def _nested(code: CodeType) -> Iterator[tuple[CodeType, Key]]:
    """The code of every function inside, and by what it is known: where it stands, its name, parameters and free variables."""
    work = [code]
    while work:
        for each in get_instructions(work.pop()):
            const = each.argval
            if isinstance(const, CodeType):
                work.append(const)
                yield const, (each.positions, const.co_name, const.co_argcount, const.co_flags & 0x04, _free(const))


def _free(code: CodeType) -> tuple[str, ...]:
    """The free variables of a function, without the numbers of names that others share: those may have changed."""
    plain = tuple([name.split("'")[0] or name for name in code.co_freevars])
    return plain if len(set(plain)) == len(plain) else code.co_freevars


def _pairs(old: CodeType, new: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    """The functions of two compilations that are one lambda's; those that cannot be told apart are left out."""
    by_key: dict[Key, tuple[list[CodeType], list[CodeType]]] = {}
    for side, code in enumerate((old, new)):
        for each, key in _nested(code):
            by_key.setdefault(key, ([], []))[side].append(each)
    for olds, news in by_key.values():
        if len(olds) == len(news):  # more than one: a closure and what makes it, in this order
            yield from zip(olds, news, strict=True)
