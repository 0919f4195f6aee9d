"""How the code of an interpreter is compiled: known before there is anything to compile, and part of the cache's key."""

from __future__ import annotations

from typing import NamedTuple


class Mode(NamedTuple):
    """How code is compiled.

    optimize: switched off only to compare.
    metered: the code counts its steps.
    bounded: the code looks how long the integers are that it multiplies, since nothing can interrupt a multiplication
        (see `machine.meter`).
    """

    optimize: bool = True
    metered: bool = False
    bounded: bool = False


DEFAULT_MODE = Mode()
