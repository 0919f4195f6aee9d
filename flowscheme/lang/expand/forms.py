"""The forms of one source: taking them apart, with errors at their places."""

from __future__ import annotations

from typing import NoReturn

from ...errors import SourceError
from ..text.source import source_error
from ..values.datum import FILE_LINES, NIL, Pair, SourcePair, Span, Value
from ..values.denotation import SPECIALS
from ..values.names import base_name
from .special import Located


class Forms:
    """The forms of the source called `name`; `files` are that source and those that it includes."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.files = [name]

    def error(self, message: str, at: Span | None, *irritants: Value) -> SourceError:
        """A `SourceError` at a span of this source, or of a file that it includes."""
        name = self.file(at)
        if at is not None:
            at = (at[0] % FILE_LINES, at[1], at[2] % FILE_LINES, at[3])
        return source_error(message, name, at, *irritants)

    def file(self, at: Span | None) -> str:
        """The name of the source that a span is of."""
        return self.name if at is None else self.files[at[0] // FILE_LINES]

    def misfit(self, form: Value, at: Span | None) -> NoReturn:
        """Refuse a special form that does not have its shape."""
        name = base_name(form.car).name
        shape = SPECIALS[name].shape if name in SPECIALS else name
        raise self.error(f"{name}: expected {shape}", at)

    def items(self, datum: Value, at: Span | None, form: Value = None) -> list[Located]:
        """The elements of a proper list, located."""
        elements = []
        while isinstance(datum, Pair):
            elements.append((datum.car, datum.at or at if isinstance(datum, SourcePair) else at))
            datum = datum.cdr
        if datum is not NIL:
            if form is not None:
                self.misfit(form, at)
            raise self.error("a list is expected here, not a dotted pair", at)
        return elements

    def operands(self, form: Pair, at: Span | None, least: int, most: int | None = None) -> list[Located]:
        """What follows the keyword of a special form: at least `least`, at most `most` items."""
        parts = self.items(form.cdr, at, form)
        if len(parts) < least or (most is not None and len(parts) > most):
            self.misfit(form, at)
        return parts
