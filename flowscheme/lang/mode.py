"""How the code of an interpreter is compiled: known before there is anything to compile, and part of the cache's key."""

from __future__ import annotations

from typing import NamedTuple


class Mode(NamedTuple):
    """`optimize` is switched off only to compare; `metered` code counts its steps (see `limits`)."""

    optimize: bool = True
    metered: bool = False


DEFAULT_MODE = Mode()
