"""Halves a linked list again and again, in a loop: a list is a pair (first, rest), the empty one is ()."""

from __future__ import annotations

from typing import Any

Linked = Any


def create_n(n: int) -> Linked:
    linked: Linked = ()
    for _ in range(n):
        linked = ((), linked)
    return linked


def iterative_div2(linked: Linked) -> Linked:
    half: Linked = ()
    while linked:
        half = (linked[0], half)
        linked = linked[1][1]
    return half


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
        half = iterative_div2(LL)
    return length(half)
