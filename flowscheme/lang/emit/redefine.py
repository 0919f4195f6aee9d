"""A standard name that is redefined at top level, for the code that was compiled before.

Compiled code has links to what it imports, and turns many primitives into operators.  When a program defines or assigns
such a name, the units that its environment compiled before are compiled once more, with the name denoting the new
binding, and the procedures that they made get the new code.  Calls in progress finish with the old one.  Only names that
the program wrote change their meaning: what special forms and the macros of libraries insert does not.  A unit that nests
too deeply without the operator keeps its code.

An environment that is defined in bit by bit, as at a prompt, keeps the nodes of its units for that.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from types import CodeType, FunctionType
from typing import Any, NamedTuple

from ..analyse.mode import Mode
from ..analyse.traversal import walk
from ..expand.core import Define, GlobalRef, Lambda, Node
from ..expand.environment import Environment
from ..machine.machine import forcing
from ..values.denotation import Global
from ..values.global_names import direct_name
from .compiler import TooDeep, compile_unit
from .procedures import Procedures

MOST = 2000
"""How many units an environment keeps; the oldest go first."""


class Kept(NamedTuple):
    """A unit that can be compiled again: its nodes, the files that their spans are in, its procedures and direct globals."""

    nodes: list[Node]
    files: list[str]
    procedures: Procedures
    direct: list[str]


Units = list[Kept | Callable[[], Kept]]
"""Units that are kept; one out of the cache as what makes it."""


def keep(environment: Environment, kept: Kept | Callable[[], Kept]) -> None:
    """Keep a unit, if its environment is one that goes on and it defines anything with procedures."""
    if environment.kind == "default" and (not isinstance(kept, Kept) or _matters(kept.nodes)):
        environment.kept.append(kept)
        del environment.kept[:-MOST]


def _matters(nodes: list[Node]) -> bool:
    kinds = {type(inner) for node in nodes for inner in walk(node)}
    return Define in kinds and Lambda in kinds


def redefine(environment: Environment, core: Environment, before: Global, now: Global, mode: Mode) -> None:
    """Let a name that denoted the binding `before` denote `now` in what was compiled in the environment."""
    changed: dict[int, tuple[Kept, Kept]] = {}
    for index, entry in enumerate(environment.kept):
        kept = entry if isinstance(entry, Kept) else entry()
        environment.kept[index] = kept
        nodes = renamed(kept.nodes, lambda node: now if _is_written(node, before) else None)
        again = _compiled_again(kept._replace(nodes=nodes), environment, core, mode) if nodes is not kept.nodes else None
        if again is not None:
            changed[index] = kept, again
    living = _living(environment) if changed else {}
    for index, (old, new) in changed.items():
        if _give(living, old.procedures, new.procedures):
            _force(environment, set(old.direct) - set(new.direct))
            environment.kept[index] = new


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
    parts = [renamed(part, new) for part in node]
    if all(a is b for a, b in zip(parts, node, strict=True)):
        return node
    return type(node)(parts) if type(node) in (tuple, list) else type(node)(*parts)


def _force(environment: Environment, names: set[str]) -> None:
    """Let procedures that may return pending calls from now on be forced by those that call them directly."""
    for name in names:
        if name in environment.globals:
            environment.globals[direct_name(name)] = forcing(environment.globals[name])


# New code for old procedures


def _compiled_again(kept: Kept, environment: Environment, core: Environment, mode: Mode) -> Kept | None:
    """A unit with the code that its nodes get now, and what that needs in its environment; None if they nest too deeply now
    that `map`, say, is no loop any more."""
    tag, earlier = str(next(environment.units)), kept.procedures.earlier
    try:
        unit = compile_unit(kept.nodes, environment, core, kept.files, tag, False, mode, earlier)
    except TooDeep:
        return None
    makers = {name: FunctionType(code, environment.globals) for name, code in unit.procedures.makers.items()}
    environment.globals.update(unit.constants)
    environment.globals.update(makers)
    environment.leases.add(unit.code, [name for name, _ in unit.constants] + list(makers))
    return kept._replace(procedures=unit.procedures, direct=unit.direct)


Living = dict[int, list[FunctionType]]
"""The functions that exist, by the identity of their code."""


def _living(environment: Environment) -> Living:
    """The functions of an environment that exist.

    Nobody but Python's collector knows them all: a program, or Python, may hold a closure anywhere.  To note each closure
    when it is made costs programs that make many a fifth to two thirds of their time, and nearly all notes are for nothing.
    """
    living: Living = {}
    gc.unfreeze()  # it does not look at what a host has frozen
    for function in gc.get_referrers(environment.globals):
        if type(function) is FunctionType and function.__globals__ is environment.globals:
            living.setdefault(id(function.__code__), []).append(function)
    return living


def _give(living: Living, old: Procedures, new: Procedures) -> bool:
    """Give the procedures of a unit their new code; false, and nothing done, if one has none that fits."""
    changes: list[tuple[FunctionType, CodeType]] = []
    for number, code in old.codes.items():
        functions, now = living.get(id(code), []), new.codes.get(number)
        if functions and (now is None or now.co_freevars != code.co_freevars):
            return False
        changes += [(function, now) for function in functions if now is not None]
    for function, code in changes:
        function.__code__ = code
    return True
