"""Takeuchi's function on integers."""


def tak(x: int, y: int, z: int) -> int:
    if not y < x:
        return z
    return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))


def run() -> int:
    return tak(24, 16, 8)
