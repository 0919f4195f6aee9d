"""How the code of an interpreter is compiled: known before there is anything to compile, and part of the cache's key."""

from __future__ import annotations

from typing import NamedTuple


class Mode(NamedTuple):
    """`optimize` is switched off only to compare; `metered` code counts its steps, `bounded` code looks how long the
    integers are that it multiplies, since nothing can interrupt a multiplication (see `limits`).
    """

    optimize: bool = True
    metered: bool = False
    bounded: bool = False


DEFAULT_MODE = Mode()
