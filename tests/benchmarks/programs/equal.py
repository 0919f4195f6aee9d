"""Compares large structures: a long linked list, a full tree, lists of strings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def tree(depth: int) -> Any:
    return (tree(depth - 1), tree(depth - 1)) if depth else "leaf"


def long(n: int) -> list[int]:
    return list(range(n - 1, -1, -1))


def strings(n: int) -> list[str]:
    return [str(i) for i in range(n)]


def nested(n: int) -> Any:
    x: Any = "innermost"
    for i in range(n):
        x = [i, x, "c", 1.5]
    return x


def is_same(make: Callable[[int], Any], n: int) -> bool:
    one, other = make(n), make(n)
    same = True
    for _ in range(10):
        same = same and one == other
    return same


def run() -> str:
    same = is_same(tree, 10) and is_same(long, 5000) and is_same(strings, 1000) and is_same(nested, 200)
    return "#t" if same and tree(10) != tree(9) else "#f"
