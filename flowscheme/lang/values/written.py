"""What Python shows, pickles and copies of Scheme's values: hooks for those who know them all.

A `repr` is made by the printer, which is imported by all that evaluates; pickles and copies by `pickling`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ...errors import register_sender

REPR = 1000
"""How many characters of a compound object Python shows."""

_reprs: list[Callable[[Any, int], str]] = [lambda obj, most: object.__repr__(obj)]


def register_repr(writer: Callable[[Any, int], str]) -> None:
    """Let `writer` make the `repr` of compound objects, of at most so many characters: the printer does, which knows them all."""
    _reprs.append(writer)


def short_repr(obj: Any) -> str:
    """The text of any object as `write` shows it, cut short if it is long."""
    return _reprs[-1](obj, REPR)


class Written:
    """What Python shows as Scheme's `write` does, cut short if it is long, and can pickle and copy however deep it is."""

    __slots__ = ()

    def __repr__(self) -> str:
        return short_repr(self)

    def __reduce_ex__(self, protocol: Any) -> tuple[Any, ...]:
        from . import pickling  # only what is pickled or copied needs it

        return pickling.reduced(self)

    def __copy__(self) -> Any:
        from . import pickling  # see above

        return pickling.copied(self)

    def __deepcopy__(self, memo: dict[int, Any]) -> Any:
        from . import pickling  # see above

        return pickling.deep_copied(self, memo)


class Elsewhere:
    """A value of another process that could not be pickled, by its text."""

    __slots__ = ("shown",)

    def __init__(self, shown: str) -> None:
        self.shown = shown

    def __repr__(self) -> str:
        return self.shown


def _sent(payload: Any) -> Any:
    from . import pickling  # only who pickles an error needs it

    return pickling.Sent(payload)


register_sender(_sent)
