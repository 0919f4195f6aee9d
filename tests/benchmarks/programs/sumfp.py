"""Adds the floating-point numbers up to a number in a loop."""


def sum_to(n: float) -> float:
    total = 0.0
    while n >= 0.0:
        total += n
        n -= 1.0
    return total


def run() -> float:
    return sum_to(100_000.0)
