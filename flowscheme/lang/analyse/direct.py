"""Which procedures are direct: those that never return a pending tail call.

No tail call of a direct procedure goes to an unknown procedure, to one that is not direct, or around a cycle of known ones.

    (define (f x) (+ x 1))    direct
    (define (g x) (f x))      direct: f is, and does not come back to g
    (define (h p x) (p x))    not direct: nobody knows what p does

Callers of a direct procedure need no test, and a tail call to another known procedure that is not in the same cycle is a
plain call: the stack grows by the number of procedures at most.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..expand.core import Call, GlobalRef, Node
from .functions import Function, Functions
from .loops import Loops
from .surroundings import KnownGlobals, Surroundings


class Direct(NamedTuple):
    """What tail calls tell of a unit's functions.

    functions: those that are direct.
    groups: a number for each function, the same for those that reach each other by tail calls.
    forced: those that are direct since they were when the unit was compiled before: they force their tail calls.
    """

    functions: set[Function]
    groups: dict[Function, int]
    forced: set[Function]


class _Tails(NamedTuple):
    """The known functions that a function tail-calls, and whether it tail-calls anything else."""

    calls: list[Function]
    unknown: bool


def find_direct(functions: Functions, loops: Loops, known: KnownGlobals, around: Surroundings) -> Direct:
    """Which functions of a unit are direct, and which reach each other by tail calls."""
    tails = {function: _tails(function, functions, loops, known, around) for function in functions.of.values()}
    groups = _groups({function: calls for function, (calls, _) in tails.items()})
    forced = {function for function in tails if function.number in around.earlier.direct}
    direct = forced | {function for function, (_, unknown) in tails.items() if not unknown}
    callers = _callers(tails)
    lost = [function for function, (calls, _) in tails.items() if any([groups[called] == groups[function] for called in calls])]
    lost += [caller for function in tails if function not in direct for caller in callers[function]]
    while lost:
        function = lost.pop()
        if function in direct and function not in forced:
            direct.remove(function)
            lost += callers[function]
    return Direct(direct, groups, forced)


def _callers(tails: dict[Function, _Tails]) -> dict[Function, list[Function]]:
    """Which functions tail-call a function."""
    callers: dict[Function, list[Function]] = {function: [] for function in tails}
    for function, (calls, _) in tails.items():
        for called in calls:
            callers[called].append(function)
    return callers


def gives_value(operator: Node, known: KnownGlobals, around: Surroundings) -> bool:
    """Whether an operator names a procedure that no lambda of this unit defines, and that never returns a pending call: one
    of another environment, or of a record type."""
    if not isinstance(operator, GlobalRef):
        return False
    if operator.binding.environment is around.environment:
        return operator.binding in known.made
    return around.gives_values(operator.binding)


def _tails(function: Function, functions: Functions, loops: Loops, known: KnownGlobals, around: Surroundings) -> _Tails:
    lambda_ = function.lambda_
    assert lambda_ is not None
    calls: list[Function] = []
    unknown = False
    for node in loops.tails(lambda_.body):
        if isinstance(node, Call):
            target = functions.target(node.operator)
            if target is None:
                final = gives_value(node.operator, known, around) or functions.loop(node.operator) is not None
                unknown = unknown or not final
            elif target is not function or not function.self_loop or len(node.operands) != len(lambda_.parameters):
                calls.append(target)
    return _Tails(calls, unknown)


def _groups(calls: dict[Function, list[Function]]) -> dict[Function, int]:
    """Number the sets of functions that reach each other (Tarjan's strongly connected components, without recursion)."""
    index: dict[Function, int] = {}
    low: dict[Function, int] = {}
    groups: dict[Function, int] = {}
    stack: list[Function] = []
    for root, first in calls.items():
        work: list[tuple[Function, Iterator[Function]]] = []
        if root not in index:
            index[root] = low[root] = len(index)
            stack.append(root)
            work.append((root, iter(first)))
        while work:
            function, targets = work[-1]
            target = next(targets, None)
            if target is None:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[function])
                if low[function] == index[function]:
                    _close_group(function, index[function], stack, groups)
            elif target not in index:
                index[target] = low[target] = len(index)
                stack.append(target)
                work.append((target, iter(calls[target])))
            elif target not in groups:
                low[function] = min(low[function], index[target])
    return groups


def _close_group(root: Function, number: int, stack: list[Function], groups: dict[Function, int]) -> None:
    """Take the functions down to a group's root from the stack, and number them."""
    while root not in groups:
        groups[stack.pop()] = number
