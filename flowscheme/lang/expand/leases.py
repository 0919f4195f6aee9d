"""Literal data of compiled code, kept for as long as there is code that reads them.

The constants of a unit that are no constants for Python are globals.  Those of a file stay for ever.  Those of a text
without a file, such as a prompt's, go when the unit's functions are gone, so that a service can evaluate new texts for
ever.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import CodeType
from typing import Any
from weakref import ref

MANY = 200
"""How many units' literal data are kept before those are swept out that nobody can read."""


class Leases:
    """Which names in a dict of globals are there for which code.

    They are swept out when the units have doubled, not by callbacks of the weak references: those would be Python code
    that runs in the middle of everything, where a shot of the watchdog gets lost.
    """

    __slots__ = ("_globals", "_leases", "_permanent", "_sweep_at", "version")

    def __init__(self, globals: dict[str, Any]) -> None:
        self._globals = globals
        self._leases: list[tuple[list[ref[CodeType]], set[str]]] = []
        self._permanent: set[str] = set()
        self._sweep_at = MANY
        self.version = 0
        """Rises when names come or go."""

    def names(self) -> set[str]:
        """The names of all literal data that are kept."""
        return self._permanent.union(*[names for _, names in self._leases])

    def add(self, code: CodeType, names: list[str]) -> None:
        """Keep the constants of a unit for as long as some of its code reads them; those of a file for ever."""
        self.version += 1
        if not code.co_filename.startswith("<"):
            self._permanent.update(names)
        elif names:
            wanted = set(names)
            readers = [ref(function) for function in nested(code) if wanted.intersection(function.co_names)]
            self._leases.append((readers, wanted))
            if len(self._leases) > self._sweep_at:
                self._sweep()

    def _sweep(self) -> None:
        kept = [lease for lease in self._leases if any(reader() is not None for reader in lease[0])]
        known = self._permanent.union(*[names for _, names in kept])
        dropped = set[str]().union(*[names for _, names in self._leases]) - known
        self._leases = kept
        self._sweep_at = 2 * len(kept) + MANY
        for name in dropped:
            self._globals.pop(name, None)


def nested(code: CodeType) -> Iterator[CodeType]:
    """A code object and those of the functions in it."""
    work = [code]  # no recursion: loops may nest a thousand deep
    while work:
        function = work.pop()
        yield function
        work += [const for const in function.co_consts if isinstance(const, CodeType)]
