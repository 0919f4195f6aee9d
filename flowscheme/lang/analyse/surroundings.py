"""What a unit is compiled in, and what is known of the globals that it names and defines."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from ..expand.core import Call, Define, GlobalRef, Lambda, Node
from ..machine.primitive import PRIMITIVES
from ..values.denotation import Global, Variable
from .mode import Mode
from .traversal import walk

DIRECT_MAKERS = {"%record-constructor", "%record-predicate", "%record-accessor", "%record-modifier"}
"""The primitives that make procedures which never return a pending call."""


class Earlier(NamedTuple):
    """What was decided when a unit was compiled before, and holds when it is compiled again: the procedures that exist can
    then take the new code.

    names: the Python names of the local variables.
    boxed: the local variables that live in boxes.
    direct: the numbers of the lambdas that calls in progress may call directly, without testing for a pending call.
    """

    names: Mapping[Variable, str]
    boxed: frozenset[Variable]
    direct: frozenset[int]


NOTHING = Earlier({}, frozenset(), frozenset())
"""Of a unit that was not compiled before."""


class Surroundings(NamedTuple):
    """What a unit is compiled in.

    environment: the environment that its definitions go to.
    core: the environment of the primitives.
    mode: how it is compiled.
    earlier: what was decided when it was compiled before.
    """

    environment: Any
    core: Any
    mode: Mode
    earlier: Earlier = NOTHING

    def primitive(self, operator: Node) -> str:
        """The name of the primitive that an operator surely denotes; empty if there is none, or nothing is to be optimized."""
        surely = self.mode.optimize and isinstance(operator, GlobalRef) and operator.binding.environment is self.core
        return operator.binding.symbol.name if surely else ""  # type: ignore[union-attr]

    def gives_values(self, binding: Global) -> bool:
        """Whether a global of another environment is a procedure that never returns a pending call."""
        if binding.name in binding.environment.direct:
            return True
        entry = PRIMITIVES.get(binding.symbol.name)
        return entry is not None and entry.library == binding.environment.name and not entry.tail and not entry.effect


class KnownGlobals(NamedTuple):
    """The globals of a unit whose value is surely known, since they are defined once, at top level, and never assigned.

    lambdas: those that a lambda defines.
    made: those that are made by a primitive whose procedures never return a pending call.
    """

    lambdas: dict[Global, Lambda]
    made: set[Global]


def known_globals(nodes: list[Node], around: Surroundings) -> KnownGlobals:
    """The globals of a unit whose value is surely known; none, if nothing is to be optimized."""
    known = KnownGlobals({}, set())
    values = _definitions(nodes) if around.mode.optimize else {}
    for binding, value in values.items():
        if isinstance(value, Lambda):
            known.lambdas[binding] = value
        elif isinstance(value, Call) and around.primitive(value.operator) in DIRECT_MAKERS:
            known.made.add(binding)
    return known


def _definitions(nodes: list[Node]) -> dict[Global, Node]:
    """The value of each global that has one definition, which is a form of the unit, and no assignment."""
    values: dict[Global, list[Node | None]] = {}
    for form in nodes:
        for node in walk(form):
            if isinstance(node, Define):
                values.setdefault(node.binding, []).append(node.value if node.fresh and node is form else None)
    return {
        binding: own[0] for binding, own in values.items() if len(own) == 1 and own[0] is not None and not binding.assigned
    }


def global_names(nodes: list[Node]) -> set[str]:
    """The names of all globals that a unit refers to or defines."""
    return {node.binding.name for form in nodes for node in walk(form) if isinstance(node, Define | GlobalRef)}
