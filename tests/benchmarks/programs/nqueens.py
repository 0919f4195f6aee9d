"""Counts the ways to place eight queens."""


def is_ok(row: int, placed: list[int]) -> bool:
    for distance, other in enumerate(placed, 1):
        if other == row + distance or other == row - distance:
            return False
    return True


def place(untried: list[int], placed: list[int]) -> int:
    if not untried:
        return 1
    count = 0
    for i, row in enumerate(untried):
        if is_ok(row, placed):
            count += place(untried[:i] + untried[i + 1 :], [row, *placed])
    return count


def run() -> int:
    return place(list(range(1, 9)), [])
