"""Takeuchi's function where each call returns by an escape: in Python, an exception that its own frame catches."""


class Escape(Exception):
    def __init__(self, target: object, value: int) -> None:
        self.target = target
        self.value = value


def ctak(x: int, y: int, z: int) -> int:
    k = object()
    try:
        return ctak_aux(k, x, y, z)
    except Escape as escape:
        if escape.target is not k:
            raise
        return escape.value


def ctak_aux(k: object, x: int, y: int, z: int) -> int:
    while y < x:
        x, y, z = ctak(x - 1, y, z), ctak(y - 1, z, x), ctak(z - 1, x, y)
    raise Escape(k, z)


def run() -> int:
    return ctak(14, 8, 3)
