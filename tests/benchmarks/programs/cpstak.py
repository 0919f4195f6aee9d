"""Takeuchi's function in continuation-passing style; Python has no tail calls, so that a trampoline makes the calls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Continuation = Callable[[int], Any]


def tak(x: int, y: int, z: int, k: Continuation) -> Any:
    if not y < x:
        return k, z
    return tak(
        x - 1, y, z,
        lambda v1: tak(y - 1, z, x, lambda v2: tak(z - 1, x, y, lambda v3: tak(v1, v2, v3, k))),
    )


def run() -> int:
    step = tak(18, 12, 6, lambda a: a)
    while type(step) is tuple:
        k, value = step
        step = k(value)
    return step
