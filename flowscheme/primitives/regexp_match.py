"""Matching regular expressions: a simulation of all alternatives at once, after Thompson and Pike.

A thread is a place in the program with the bounds of its submatches; the threads that are waiting for the next
character stand in a list, the preferred ones first, and of those at one place in the program only the first is kept.
So a text of n characters costs at most n times the length of the program, whatever the pattern.

The match that begins first is found.  Of those that begin there it is the longest, and among equals the one whose
alternatives are preferred; if a non-greedy form occurs in the pattern, preference alone decides.

Every thread that meets a character is charged as a step.
"""

from __future__ import annotations

from typing import Any

from ..lang.machine.meter import charge
from .regexp_compile import HOLD, JUMP, MATCH, SAVE, SET, SPLIT, Program
from .regexp_text import Place

Bounds = tuple[Any, ...]
Thread = tuple[Any, Bounds]

_BATCH = 1000
"""After so many steps they are charged."""


def run(program: Program, place: Place, at: int, whole: bool) -> Bounds | None:
    """The bounds of the first match at or behind a place, or, if it is to be `whole`, of the one from there to the end.

    Bounds 2n and 2n+1 are those of submatch n; they are None where it did not match.
    """
    search = _Search(program, place, whole)
    fresh = (None,) * (2 * program.groups + 2)
    text, end = place.text, place.end
    threads: list[Thread] = []
    first = at
    steps = 0
    while True:
        steps += len(threads) + 1
        if steps > _BATCH:
            charge(steps)
            steps = 0
        if search.best is None and (at == first or not whole):
            if not threads and program.prefix and not whole:
                start = text.find(program.prefix, at, end)
                if start < 0:
                    return None
                at = start
            search.follow(0, fresh, at, threads)
        if not threads:
            if search.best is not None or whole or at >= end:
                return search.best
        elif at < end:
            threads = search.step(threads, text[at], at)
        else:
            search.step(threads, "", at)
            return search.best
        at += 1


class _Search:
    """The state of one search.

    `code`, `lazy`: what the program says
    `place`, `whole`: what is matched, and whether a match must take all of it
    `best`: the bounds of the best match yet
    `marks`: for each instruction the place in the text at which a thread last came to it: no second one need
    """

    __slots__ = ("best", "code", "lazy", "marks", "place", "whole")

    def __init__(self, program: Program, place: Place, whole: bool) -> None:
        self.code = program.code
        self.lazy = program.lazy
        self.place = place
        self.whole = whole
        self.best: Bounds | None = None
        self.marks = [-1] * len(program.code)

    def follow(self, pc: int, bounds: Bounds, at: int, threads: list[Thread]) -> None:
        """Add the threads that wait for a character (or match) at a place, from an instruction on."""
        code, marks = self.code, self.marks
        work = [(pc, bounds)]
        while work:
            pc, bounds = work.pop()
            if marks[pc] == at:
                continue
            marks[pc] = at
            instruction = code[pc]
            operation = instruction[0]
            if operation <= MATCH:  # or SET
                threads.append((pc, bounds))
            elif operation == SPLIT:
                work.append((instruction[2], bounds))
                work.append((instruction[1], bounds))
            elif operation == JUMP:
                work.append((instruction[1], bounds))
            elif operation == SAVE:
                index = instruction[1]
                work.append((pc + 1, (*bounds[:index], at, *bounds[index + 1 :])))
            elif operation == HOLD and instruction[1](self.place, at):
                work.append((pc + 1, bounds))

    def step(self, threads: list[Thread], c: str, at: int) -> list[Thread]:
        """Take a character (none at the end): the threads behind it."""
        code = self.code
        after: list[Thread] = []
        for pc, bounds in threads:
            instruction = code[pc]
            if instruction[0] == SET:
                if c and instruction[1][c] and not self.is_late(bounds):
                    self.follow(pc + 1, bounds, at + 1, after)
            elif not self.whole or not c:
                self.accept(bounds)
                if self.lazy:
                    break
        return after

    def is_late(self, bounds: Bounds) -> bool:
        """Whether a thread began behind the best match."""
        return self.best is not None and bounds[0] > self.best[0]

    def accept(self, bounds: Bounds) -> None:
        """Take a match for the best, if it is."""
        best = self.best
        if best is None or self.lazy or bounds[0] < best[0] or (bounds[0] == best[0] and bounds[1] > best[1]):
            self.best = bounds
