"""Scope: everything about a unit's loops, functions and variables that the compiler must know before it emits a line.

Four passes find it, each with a module of its own: the globals whose value is known (`surroundings`), the loops (`loops`),
the functions and their variables (`functions`), the procedures that never return a pending call (`direct`).
"""

from __future__ import annotations

from typing import NamedTuple

from ..expand.core import Call, Node
from ..values.denotation import Global, Variable
from .direct import Direct, find_direct, gives_value
from .functions import Function, Functions, find_functions
from .loops import Loops, find_loops
from .surroundings import KnownGlobals, Surroundings, global_names, known_globals


class Scope(NamedTuple):
    """What the passes found in a unit, and questions that need several of them.

    names: the names of all globals that the unit refers to or defines.
    """

    around: Surroundings
    names: set[str]
    known: KnownGlobals
    loops: Loops
    functions: Functions
    direct: Direct

    def boxed(self, variable: Variable) -> bool:
        """Whether a variable lives in a box: bound by a loop, captured, and not fixed before its capture; or it did before."""
        bound_anew = variable in self.functions.looped and variable in self.functions.captured
        changes = variable.assigned or variable in self.loops.recursive
        return (bound_anew and changes) or variable in self.around.earlier.boxed

    def builds(self, body: Node, function: Function | None = None) -> bool:
        """Whether a jump to a loop, or to the next turn of a function, conses: in tail position of this body."""
        for node in self.loops.tails(body):
            elements, call = self.loops.built(node)
            if elements and isinstance(call, Call):
                target = self.functions.target(call.operator)
                if target is function if target is not None else self.functions.loop(call.operator) is not None:
                    return True
        return False

    def gives_value(self, operator: Node) -> bool:
        """Whether what an operator surely names never returns a pending call."""
        target = self.functions.target(operator)
        return target in self.direct.functions if target is not None else self.foreign_gives_value(operator)

    def foreign_gives_value(self, operator: Node) -> bool:
        """Whether an operator names a procedure that no lambda of this unit defines, and that never returns a pending call."""
        return gives_value(operator, self.known, self.around)

    def direct_locals(self) -> set[Function]:
        """The direct functions that local variables name."""
        of, named = self.functions.of, self.functions.named.items()
        functions = [of[lambda_] for name, lambda_ in named if isinstance(name, Variable) and lambda_ in of]
        return self.direct.functions.intersection(functions)

    def is_direct(self, binding: Global) -> bool:
        """Whether a global of this unit is surely a procedure that never returns a pending call."""
        lambda_ = self.known.lambdas.get(binding)
        return self.functions.of[lambda_] in self.direct.functions if lambda_ is not None else binding in self.known.made


def find_scope(nodes: list[Node], around: Surroundings) -> Scope:
    """Find the loops, functions and variables of a unit."""
    known = known_globals(nodes, around)
    loops = find_loops(nodes, around)
    functions = find_functions(nodes, loops, known)
    return Scope(around, global_names(nodes), known, loops, functions, find_direct(functions, loops, known, around))
