"""Makes lists, fills them by a loop, copies them backwards."""


def create_x(n: int) -> list[int]:
    result = [0] * n
    for i in range(n):
        result[i] = i
    return result


def create_y(x: list[int]) -> list[int]:
    n = len(x)
    result = [0] * n
    for i in range(n - 1, -1, -1):
        result[i] = x[i]
    return result


def run() -> int:
    length = 0
    for _ in range(10):
        length = len(create_y(create_x(20_000)))
    return length
