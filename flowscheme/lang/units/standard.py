"""What every interpreter has of libraries: the features, the environment of the primitives, and where ours differ.

The libraries of R7RS and the SRFIs are files of Scheme that are found by the search path.  What they rest on are the
primitives, which are libraries without a file: the language's own, `core_environment`, and those in `DECLARED`.
"""

from __future__ import annotations

from ..expand.environment import Environment
from ..machine.primitive import LANGUAGE, PRIMITIVES
from ..values.datum import Symbol, symbol
from ..values.denotation import SPECIALS, Denotation, Global

SRFIS = (1, 2, 8, 9, 26, 27, 39, 41, 64, 69, 115, 125, 128, 130, 133, 145, 158, 180)
"""The SRFIs that are libraries of ours, `(srfi N)`."""

FEATURES = (
    "r7rs", "exact-closed", "exact-complex", "ieee-float", "full-unicode", "ratios", "flowscheme", "flowscheme-0.1",
    "regexp-non-greedy", "regexp-unicode",
    *[f"srfi-{n}" for n in SRFIS],
)  # fmt: skip

LibraryName = str

OWN_LIBRARIES: dict[LibraryName, str] = {"flowscheme flow": "flow/flow.sld"}
"""Libraries of ours whose file is not where the search would look."""

DECLARED: dict[LibraryName, str] = {"flowscheme flow primitive": "flow.primitives"}
"""Libraries of primitives that are not the language's, and the module that declares each: imported when they are."""

RESERVED = frozenset({"scheme", "flowscheme"})
"""How the names begin that only libraries of ours may have; they may have those of our files, too (see `files`)."""

PRIVATE = frozenset({LANGUAGE, *DECLARED})
"""The libraries of primitives, which only libraries of ours import: what they have in `%` is not for programs."""


def core_environment() -> Environment:
    """The environment of the primitives and special forms, which no program changes."""
    return primitives_environment(LANGUAGE, {symbol(name): special_form for name, special_form in SPECIALS.items()})


def primitives_environment(library: LibraryName, table: dict[Symbol, Denotation]) -> Environment:
    """The environment of the primitives of a library, and of what else is in the table."""
    environment = Environment(library)
    values = environment.globals
    for name, primitive in PRIMITIVES.items():
        if primitive.library == library:
            key = symbol(name)
            table[key] = Global(environment, key, name, True)
            values[name] = primitive.procedure
    environment.table.update(table)
    environment.exports = table
    environment.sealed = True
    return environment
