"""Counts the iterations of the Mandelbrot set over a grid."""

MAX_COUNT = 64
RADIUS_SQUARED = 16.0


def count(r: float, i: float, step: float, x: int, y: int) -> int:
    cr = r + x * step
    ci = i + y * step
    zr, zi = cr, ci
    for c in range(MAX_COUNT):
        zr2 = zr * zr
        zi2 = zi * zi
        if zr2 + zi2 > RADIUS_SQUARED:
            return c
        zr, zi = zr2 - zi2 + cr, 2.0 * zr * zi + ci
    return MAX_COUNT


def run() -> int:
    n = 75
    matrix = [[count(-1.0, -0.5, 0.005, x, y) for y in range(n)] for x in range(n)]
    return sum(map(sum, matrix))
