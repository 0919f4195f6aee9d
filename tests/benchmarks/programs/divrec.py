"""Halves a linked list again and again, by recursion: a list is a pair (first, rest), the empty one is ()."""

from __future__ import annotations

from typing import Any

Linked = Any


def create_n(n: int) -> Linked:
    linked: Linked = ()
    for _ in range(n):
        linked = ((), linked)
    return linked


def recursive_div2(linked: Linked) -> Linked:
    if not linked:
        return ()
    return linked[0], recursive_div2(linked[1][1])


def length(linked: Linked) -> int:
    n = 0
    while linked:
        n += 1
        linked = linked[1]
    return n


LL = create_n(1000)


def run() -> int:
    half: Linked = ()
    for _ in range(400):
        half = recursive_div2(LL)
    return length(half)
