"""What compiled code finds at run time: every name of the runtime, with a line of what it is.

Compiled Scheme sees nothing of Python's own (`__builtins__` is empty).  What its code uses beside the program's globals
are the names of this table, which stand in the dict of every environment (`RUNTIME`), and the few that each environment
has for itself (`OWN`).  They begin with a quote, so no program can name or replace them (`values.global_names`).
"""

from __future__ import annotations

from typing import Any, NamedTuple

from ..values.datum import CHARS, NIL, SOON, UNSPECIFIED, Char, Pair, String, Symbol, Value, Vector, is_circular, list_from
from ..values.global_names import GUEST_MARK
from .machine import force
from .primitive import wrong_type
from .ranges import after, until_equal, until_passed, until_reached
from .sizes import LONG, grown

MOST_TURNS = 4_000_000
"""How many turns a loop may take that stands for a recursion."""


def too_deep() -> Value:
    """Refuse a recursion that became a loop and goes on for ever: as Python refuses any other."""
    raise RecursionError


def still_longer(walked: range, name: str, *rests: Value) -> range:
    """How many more pairs may be walked by code that stands for a primitive, `map` for instance.

    Raises SchemeError for a single list that is circular; of several, another one may end.
    """
    if len(rests) == 1 and is_circular(rests[0]):
        raise wrong_type(name, 2, "a list that ends", rests[0])
    return range(8 * len(walked))


def bad_index(index: Value) -> Value:
    """Refuse a negative index, which Python would take from the end; `faults` explains it."""
    raise IndexError("index out of range")


class RuntimeName(NamedTuple):
    """What a name of the runtime stands for, and a line of what it is."""

    value: Any
    doc: str


def _rows(*rows: tuple[str, Any, str]) -> dict[str, RuntimeName]:
    return {name: RuntimeName(value, doc) for name, value, doc in rows}


NAMES = _rows(
    ("__builtins__", {}, "What Python would find of itself: nothing."),
    ("'type", type, "Python's `type`: `type(r) is tuple` tells a pending call, and classes tell numbers, pairs, strings."),
    ("'tuple", tuple, "The class of pending calls, which is no class of Scheme values."),
    ("'int", int, "The class of exact integers."),
    ("'float", float, "The class of inexact reals."),
    ("'Pair", Pair, "The class of pairs; called to make one, whose fields are then set."),
    ("'Symbol", Symbol, "The class of symbols."),
    ("'String", String, "The class of strings."),
    ("'Vector", Vector, "The class of vectors."),
    ("'Char", Char, "The class of characters."),
    ("'nil", NIL, "The empty list."),
    ("'unspecified", UNSPECIFIED, "The value of what has none."),
    ("'force", force, "Runs a pending call to its value: the trampoline."),
    ("'list", list_from, "Makes the list of a rest parameter from Python's tuple."),
    ("'len", len, "Python's `len`: `vector-length`, `string-length`."),
    ("'ord", ord, "Python's `ord`: `char->integer`."),
    ("'chars", CHARS, "The characters, by their text of length one."),
    ("'bad_index", bad_index, "Refuses a negative index."),
    ("'grown", grown, "Charges a long product, and refuses one that is too long, in an evaluation with limits."),
    ("'long", LONG, "The integer from which on products are shown to `grown`."),
    ("'-long", -LONG, "The same on the other side of zero."),
    ("'turns", bytes(MOST_TURNS), "As many turns as a loop may take that stands for a recursion, to be iterated."),
    ("'too_deep", too_deep, "Ends such a loop: the recursion does not end."),
    ("'zip", zip, "Python's `zip`: several things to be iterated together."),
    ("'range", range, "Python's `range`, for loops that count integers."),
    ("'until", until_equal, "The turns of a counted loop that ends at its bound."),
    ("'reached", until_reached, "The turns of a counted loop that ends at its bound or beyond."),
    ("'passed", until_passed, "The turns of a counted loop that ends beyond its bound."),
    ("'after", after, "The value of a counter when its loop has ended."),
    ("'soon", SOON, "How many pairs a loop over a list goes before it asks whether the list is circular."),
    ("'longer", still_longer, "Asks that, and gives how many more it may go."),
)
"""The names that are the same in every environment."""

RUNTIME: dict[str, Any] = {name: entry.value for name, entry in NAMES.items()}
"""What the dict of an environment begins with."""

ASSIGN, FUEL, SPENT = "'assign", "'fuel", "'spent"

OWN = {
    GUEST_MARK: "A weak reference to the environment; tells that a frame runs compiled Scheme.",
    ASSIGN: "Sets a global of this environment that others see too: `Environment.assign`.",
    FUEL: "In metered code: the iterator of which it takes an item for each step.",
    SPENT: "In metered code: refuses to go on when that iterator has ended.",
}
"""The names whose values each environment has for itself, with a line of what they are."""
