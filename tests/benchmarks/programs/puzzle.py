"""Packs blocks into a box by trial and error."""

SIDE = 8
VOLUME = SIDE**3
SIZES = [
    (0, 4, 2, 1), (0, 2, 1, 4), (0, 1, 4, 2), (0, 4, 1, 2), (0, 1, 2, 4), (0, 2, 4, 1),
    (1, 3, 1, 1), (1, 1, 3, 1), (1, 1, 1, 3),
    (2, 2, 2, 1), (2, 2, 1, 2), (2, 1, 2, 2),
    (3, 2, 2, 2),
]


def place_of(i: int, j: int, k: int) -> int:
    return i + SIDE * (j + SIDE * k)


def block_cells(width: int, height: int, depth: int) -> list[int]:
    return [place_of(i, j, k) for k in range(depth) for j in range(height) for i in range(width)]


PIECES = [(kind, block_cells(*sizes)) for kind, *sizes in SIZES]


class Puzzle:
    def __init__(self) -> None:
        self.taken = [True] * VOLUME
        for k in range(1, 6):
            for j in range(1, 6):
                for i in range(1, 6):
                    self.taken[place_of(i, j, k)] = False
        self.left = [13, 3, 1, 1]
        self.trials = 0

    def fits(self, cells: list[int], place: int) -> bool:
        taken = self.taken
        for cell in cells:
            if taken[place + cell]:
                return False
        return True

    def occupy(self, cells: list[int], place: int, taken: bool) -> None:
        for cell in cells:
            self.taken[place + cell] = taken

    def trial(self, place: int) -> bool:
        for kind, cells in PIECES:
            if self.left[kind] > 0 and self.fits(cells, place):
                self.occupy(cells, place, True)
                self.left[kind] -= 1
                if False not in self.taken or self.trial(self.taken.index(False, place)):
                    self.trials += 1
                    return True
                self.occupy(cells, place, False)
                self.left[kind] += 1
        self.trials += 1
        return False


def run() -> int | str:
    puzzle = Puzzle()
    return puzzle.trials if puzzle.trial(place_of(1, 1, 1)) else "#f"
