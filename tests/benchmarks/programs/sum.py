"""Adds the integers up to a number in a loop."""


def sum_to(n: int) -> int:
    total = 0
    for i in range(n, -1, -1):
        total += i
    return total


def run() -> int:
    return sum_to(100_000)
