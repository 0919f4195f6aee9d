"""The primitives of R7RS-small, one module per area; importing this package fills `lang.primitive.PRIMITIVES`.

What needs the reader, the expander or an environment (`read`, `eval`, `load`, `features`) is declared elsewhere.
"""

from __future__ import annotations

from types import ModuleType

from . import (
    booleans,
    bytevectors,
    chars,
    complexes,
    control,
    describing,
    equivalence,
    evaluation,
    exceptions,
    files,
    hash_tables,
    inexact,
    json_text,
    lazy,
    lists,
    numbers,
    ports,
    process,
    random_sources,
    rationals,
    records,
    regexps,
    strings,
    symbols,
    testing,
    time,
    vectors,
)

AREAS: tuple[ModuleType, ...] = (
    booleans,
    bytevectors,
    chars,
    complexes,
    control,
    describing,
    equivalence,
    evaluation,
    exceptions,
    files,
    hash_tables,
    inexact,
    json_text,
    lazy,
    lists,
    numbers,
    ports,
    process,
    random_sources,
    rationals,
    records,
    regexps,
    strings,
    symbols,
    testing,
    time,
    vectors,
)
"""The modules whose primitives every interpreter has."""
