"""Names in source: symbols, and the aliases that hygienic macros insert (R7RS 4.3).

An `Alias` is a symbol seen from the scope of a macro's definition.  Names are compared by identity; `base_name` gives
the symbol that was written, and `strip` a datum in which all aliases are symbols again.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import repeat
from typing import Any

from .datum import Pair, Symbol, Value, Vector

Identifier = Any  # Symbol | Alias


class Alias:
    """A name inserted by a macro expansion: `name` (a symbol or an alias) seen from `scope`.

    Defined at top level it stays hidden: only what the same expansion inserted can name it.
    """

    __slots__ = ("name", "scope")

    def __init__(self, name: Identifier, scope: Any) -> None:
        self.name = name
        self.scope = scope

    def __repr__(self) -> str:
        return base_name(self).name


def is_identifier(datum: Value) -> bool:
    """Whether a datum is a name: a symbol or an alias."""
    return isinstance(datum, Symbol | Alias)


def base_name(identifier: Identifier) -> Symbol:
    """The symbol under an alias."""
    while isinstance(identifier, Alias):
        identifier = identifier.name
    symbol: Symbol = identifier
    return symbol


def strip(datum: Value, turns: Iterable[None] = repeat(None)) -> Value:
    """A copy of a source datum made of plain pairs and symbols: what `quote` and `read` give.  One object is copied each turn."""
    # Iterative: each entry of `work` is a source pair, a copied pair, and which slot to fill.
    if not isinstance(datum, Pair | Vector):
        return base_name(datum) if isinstance(datum, Alias) else datum
    root = Pair()
    copies: dict[int, Value] = {}
    work: list[tuple[Any, Any, Any]] = [(root, "car", datum)]
    for _ in turns:
        if not work:
            break
        target, key, source = work.pop()
        made = copies.get(id(source))
        if made is None:
            if isinstance(source, Pair):
                made = copies[id(source)] = Pair()
                work.append((made, "car", source.car))
                work.append((made, "cdr", source.cdr))
            elif isinstance(source, Vector):
                made = copies[id(source)] = Vector(list(source.items))
                work.extend((made.items, index, item) for index, item in enumerate(source.items))
            else:
                made = base_name(source) if isinstance(source, Alias) else source
        if isinstance(target, list):
            target[key] = made
        else:
            setattr(target, key, made)
    return root.car
