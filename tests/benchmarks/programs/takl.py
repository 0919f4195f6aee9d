"""Takeuchi's function with linked lists for numbers: a list is a pair (first, rest), the empty one is None."""

from __future__ import annotations

Linked = tuple[int, "Linked"] | None


def count_down(n: int) -> Linked:
    if n == 0:
        return None
    return n, count_down(n - 1)


def is_shorter(x: Linked, y: Linked) -> bool:
    while y is not None:
        if x is None:
            return True
        x, y = x[1], y[1]
    return False


def mas(x: Linked, y: Linked, z: Linked) -> Linked:
    if not is_shorter(y, x):
        return z
    return mas(mas(x[1], y, z), mas(y[1], z, x), mas(z[1], x, y))


L18, L12, L6 = count_down(18), count_down(12), count_down(6)


def run() -> int:
    length, rest = 0, mas(L18, L12, L6)
    while rest is not None:
        length, rest = length + 1, rest[1]
    return length
