"""Linear programming by the simplex method, on a list of lists."""

from __future__ import annotations

Row = list[float]
Tableau = list[Row]


def entering(tableau: Tableau) -> int | None:
    best, least = None, -1e-9
    for j, entry in enumerate(tableau[-1][:-1]):
        if entry < least:
            best, least = j, entry
    return best


def leaving(tableau: Tableau, column: int) -> int | None:
    best, least = None, 0.0
    for i, row in enumerate(tableau[:-1]):
        entry = row[column]
        if entry > 1e-9:
            ratio = row[-1] / entry
            if best is None or ratio < least:
                best, least = i, ratio
    return best


def pivot(tableau: Tableau, row: int, column: int) -> None:
    pivot_row = tableau[row]
    factor = 1.0 / pivot_row[column]
    for j, entry in enumerate(pivot_row):
        pivot_row[j] = factor * entry
    for i, other in enumerate(tableau):
        if i != row:
            factor = other[column]
            if factor != 0.0:
                for j, entry in enumerate(pivot_row):
                    other[j] -= factor * entry


def solve(tableau: Tableau) -> float | None:
    while True:
        column = entering(tableau)
        if column is None:
            return tableau[-1][-1]
        row = leaving(tableau, column)
        if row is None:
            return None
        pivot(tableau, row, column)


def make_tableau(n: int) -> Tableau:
    tableau = []
    for i in range(n):
        row = [0.0] * (2 * n + 1)
        for j in range(n):
            row[j] = float(1 + (7 * i * i + 3 * j * j + 5 * i * j) % 17)
        row[n + i] = 1.0
        row[2 * n] = float(100 + 37 * i % 23)
        tableau.append(row)
    row = [0.0] * (2 * n + 1)
    for j in range(n):
        row[j] = -float(1 + 11 * j * j % 13)
    return [*tableau, row]


def run() -> str:
    small = solve([
        [1.0, 1.0, 1.0, 0.0, 0.0, 4.0],
        [1.0, 3.0, 0.0, 1.0, 0.0, 6.0],
        [1.0, 0.0, 0.0, 0.0, 1.0, 3.0],
        [-3.0, -5.0, 0.0, 0.0, 0.0, 0.0],
    ])
    large = solve(make_tableau(40))
    ok = small is not None and large is not None and abs(small - 14.0) < 1e-6 and large > 0.0
    return "#t" if ok else "#f"
