"""Counts the order-preserving maps between lattices: a lattice is its elements and a function that compares them."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

Compare = Callable[[Any, Any], str]
Lattice = tuple[list[Any], Compare]


def combine(x: str, y: str) -> str:
    if x == "equal":
        return y
    if y == "equal" or x == y:
        return x
    return "uncomparable"


def lexicographic(compare: Compare) -> Compare:
    def compare_tuples(a: tuple[Any, ...], b: tuple[Any, ...]) -> str:
        so_far = "equal"
        for one, other in zip(a, b):
            so_far = combine(so_far, compare(one, other))
            if so_far == "uncomparable":
                break
        return so_far

    return compare_tuples


def compare_two(a: str, b: str) -> str:
    if a == b:
        return "equal"
    return "less" if a == "low" else "more"


TWO: Lattice = (["low", "high"], compare_two)


def power(lattice: Lattice, n: int) -> Lattice:
    elements, compare = lattice
    return list(product(elements, repeat=n)), lexicographic(compare)


def fits(source_compare: Compare, target_compare: Compare, known: list[tuple[Any, Any]], origin: Any, image: Any) -> bool:
    for other, other_image in known:
        order = source_compare(other, origin)
        if order != "uncomparable":
            image_order = target_compare(other_image, image)
            if image_order != "equal" and image_order != order:
                return False
    return True


def count_maps(source: Lattice, target: Lattice) -> int:
    elements, source_compare = source
    images, target_compare = target
    known: list[tuple[Any, Any]] = []

    def count(i: int) -> int:
        if i == len(elements):
            return 1
        total = 0
        for image in images:
            if fits(source_compare, target_compare, known, elements[i], image):
                known.append((elements[i], image))
                total += count(i + 1)
                known.pop()
        return total

    return count(0)


def run() -> int:
    return count_maps(power(TWO, 3), power(TWO, 3))
