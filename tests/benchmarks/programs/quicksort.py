"""Sorts lists of pseudo-random numbers in place, by a comparison that is passed in."""

from collections.abc import Callable


def make_generator(seed: int) -> Callable[[], int]:
    def generator() -> int:
        nonlocal seed
        seed = (seed * 1103515245 + 12345) % 2147483648
        return seed // 64

    return generator


def partition(v: list[int], low: int, high: int, less: Callable[[int, int], bool]) -> int:
    pivot = v[(low + high) // 2]
    i, j = low, high
    while True:
        while less(v[i], pivot):
            i += 1
        while less(pivot, v[j]):
            j -= 1
        if i >= j:
            return j
        v[i], v[j] = v[j], v[i]
        i += 1
        j -= 1


def sort(v: list[int], low: int, high: int, less: Callable[[int, int], bool]) -> None:
    if low < high:
        middle = partition(v, low, high, less)
        sort(v, low, middle, less)
        sort(v, middle + 1, high, less)


def run() -> str:
    generator = make_generator(42)
    v = [generator() for _ in range(20_000)]
    sort(v, 0, len(v) - 1, lambda x, y: x < y)
    return "#t" if all(a <= b for a, b in zip(v, v[1:])) else "#f"
