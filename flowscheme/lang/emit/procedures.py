"""The procedures of a compiled unit, for the case that it is compiled again because a name that it uses was redefined.

The procedures that exist then get the new code (see `redefine`).  They are told by the numbers of their lambdas, which are
the same in both compilations.  A Python function takes only code whose free variables have the names of its own, and the
new code must find in them what the old one put there.  So the second compilation is told of the first (`Earlier`).
"""

from __future__ import annotations

from types import CodeType
from typing import NamedTuple

from ..analyse.surroundings import Earlier
from ..expand.leases import nested
from ..values.global_names import MAKER
from .shared import Shared


class Procedures(NamedTuple):
    """The procedures of a unit.

    codes: the code of each, by the number of its lambda.
    makers: the code of what makes closures (see `functions`), by its name.
    earlier: what the unit must be told if it is compiled again.
    """

    codes: dict[int, CodeType]
    makers: dict[str, CodeType]
    earlier: Earlier


def procedures_of(shared: Shared, emitted: CodeType, code: CodeType) -> Procedures:
    """The procedures in the `code` of a unit; as it was `emitted`, the functions have names that nothing else in it has."""
    pairs = {before.co_name: now for before, now in zip(nested(emitted), nested(code), strict=True)}
    lambdas = [(shared.lambdas[name], now) for name, now in pairs.items() if name in shared.lambdas]  # none of dead code
    codes = {lambda_.number: now for lambda_, now in lambdas if lambda_.number}
    makers = {name: maker for name, maker in pairs.items() if name.startswith(MAKER)}
    boxed = frozenset(filter(shared.scope.boxed, shared.locals))
    direct = frozenset([function.number for function in shared.scope.direct_locals() if function.number])
    return Procedures(codes, makers, Earlier(shared.locals, boxed, direct))


def in_copy(procedures: Procedures, code: CodeType, copy: CodeType) -> Procedures:
    """The procedures of a unit's `code` as they are in its copy, which came out of the cache."""
    copies = {id(function): copied for function, copied in zip(nested(code), nested(copy), strict=True)}
    return procedures._replace(codes={number: copies[id(function)] for number, function in procedures.codes.items()})
