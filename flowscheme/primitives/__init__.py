"""The primitives of R7RS-small, one module per area; importing this package fills `lang.machine.primitive.PRIMITIVES`.

What needs the reader, the expander or an environment (`read`, `eval`, `load`, `features`) is declared elsewhere.
"""

from __future__ import annotations

from . import (  # noqa: F401 - each of them fills the table
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
    host_values,
    inexact,
    json_events,
    json_reader,
    json_writer,
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
