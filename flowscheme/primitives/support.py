"""What several modules of primitives share: orders, walking lists, ranges of indexes, literals, sizes.

These fail as a primitive's body should: with a plain Python exception where the arguments' types are to blame (the
signature then tells which), with `IndexError` for an index outside its bounds, and with a `SchemeError` where only
the helper can know.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from ..errors import SchemeError
from ..lang.machine.primitive import ABSENT, fail
from ..lang.machine.sizes import SMALL, Texts, affordable, spend, spend_pairs, width
from ..lang.values import datum
from ..lang.values.datum import NIL, Condition, String, Value, is_circular

ORDERS: dict[str, tuple[Callable[[Any, Any], bool], str]] = {
    "=": (operator.eq, "equal"),
    "<": (operator.lt, "in increasing order"),
    ">": (operator.gt, "in decreasing order"),
    "<=": (operator.le, "in non-decreasing order"),
    ">=": (operator.ge, "in non-increasing order"),
}
"""What an order is called in a comparison's name: what holds between neighbours, and the words for it."""

Parts = tuple[list[Value], Value]

_LONG = range(1 << 20)
"""How many pairs are walked before `spine` asks whether the list is circular."""


def spine(obj: Value) -> Parts:
    """The elements of a list and what ends it: NIL, or the tail of an improper one.

    Raises TypeError for a circular list, which is looked for only when the list is long.
    """
    items: list[Value] = []
    append = items.append
    rest = obj
    try:
        while True:
            for _ in _LONG:
                append(rest.car)
                rest = rest.cdr
            spend_pairs(len(_LONG))
            if is_circular(rest):
                raise TypeError("circular list")
    except AttributeError:
        spend_pairs(len(items))
        return items, rest


SOON = range(1250)
"""So many pairs are walked before steps are charged for them, and before anybody asks whether a list is circular."""


def longer(walked: range, rest: Value) -> range:
    """How many more pairs may be walked, after so many, which are paid for.  Raises TypeError for a circular rest."""
    spend_pairs(len(walked))
    return range(8 * len(walked)) if len(walked) < len(datum.SOON) else datum.longer(walked, rest)


def elements(lst: Value) -> list[Value]:
    """The elements of a proper list.  Raises TypeError for anything else."""
    items, tail = spine(lst)
    if tail is not NIL:
        raise TypeError("improper list")
    return items


def span(length: int, start: Any, end: Any) -> tuple[int, int]:
    """The bounds of `[start [end]]` within a sequence of that length.  What lies between is paid for.

    Raises IndexError when they are out of it.
    """
    first = 0 if start is ABSENT else start
    last = length if end is ABSENT else end
    if not 0 <= first <= last <= length:
        raise IndexError
    if last - first > SMALL:
        spend(last - first)
    return first, last


def sized(name: str, k: int, size: int = 8) -> int:
    """`k` as the length of something new, with `size` bytes an element.

    It is paid for.  Raises IndexError when it is negative; refuses it when it is too large.
    """
    if k < 0:
        raise IndexError
    if k > SMALL:
        affordable(name, k, size)
        spend(k)
    return k


def joined(name: str, texts: list[str]) -> str:
    """The texts in one; refused when that is too large."""
    if len(texts) == 2:
        size = len(texts[0]) + len(texts[1])
    elif len(texts) == 3:
        size = len(texts[0]) + len(texts[1]) + len(texts[2])
    else:
        size = sum(map(len, texts))
    if size > SMALL:
        sized(name, size, max(map(width, texts)))
    return "".join(texts)


def fitting(name: str, parts: Sequence[Sequence[Any]], size: int = 8) -> None:
    """Refuse to put parts together to something too large."""
    sized(name, sum(map(len, parts)), size)


def mutable(name: str, string: String, fresh: str) -> str:
    """The text of a string to which another is about to be written; a literal may not be changed (R7RS 3.4)."""
    if string.literal:
        fail(name, "a literal string cannot be changed:", string, kind="literal")
    if len(string.text) > SMALL and not fresh.isascii():
        affordable(name, len(string.text), width(fresh))  # all its characters may become wider
    return string.text


A_CASE = 12
"""How many bytes Python takes for a character while it changes the case of a text that is not ASCII."""


def recased(name: str, text: str, convert: Callable[[str], str]) -> str:
    """A long text in another case.  Raises LimitExceeded where that takes too much memory."""
    sized(name, len(text), 1 if text.isascii() else A_CASE)
    return convert(text)


def folded(name: str, text: str) -> str:
    """What stands for the text when case is ignored."""
    return recased(name, text, str.casefold)


def stretches(first: int, last: int) -> Iterator[slice]:
    """The stretches of a long sequence, from index `first` to before `last`, that are worked on at once."""
    for start in range(first, last, _STRETCH):
        yield slice(start, min(last, start + _STRETCH))


_STRETCH = 1 << 16


def join_chars(name: str, items: Sequence[Value]) -> str:
    """The text of the characters."""
    spend_pairs(len(items))
    try:
        if len(items) <= SMALL:
            return "".join([char.char for char in items])
        texts = Texts(name)
        for stretch in stretches(0, len(items)):
            texts.add("".join([char.char for char in items[stretch]]))
    except AttributeError as exc:
        raise SchemeError(Condition(f"{name}: expected a character, got", [exc.obj], kind="type")) from None
    return texts.joined()


def shortest(sequences: Sequence[Sequence[Any]]) -> int:
    """The length of the shortest sequence."""
    return min([len(sequence) for sequence in sequences])
