"""Characters (R7RS 6.6), with the procedures of `(scheme char)`."""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from ..lang.machine.primitive import out_of_range, primitive, wrong_type
from ..lang.machine.sizes import SMALL, spend, spend_pairs
from ..lang.values.datum import CHARS, Char, Value, boolean
from . import unicode
from .support import ORDERS


def declare_comparisons(kind: str, plain: Callable[[Any], str], folded: Callable[[Any], str], plural: str) -> None:
    """Declare the ten comparisons of strings or of characters: each order, as it is and with case folded.

    `plain` and `folded` give what is compared; `folded` charges what that costs.
    """
    for ci, comparison, key, ending in (("", _plain, plain, ""), ("-ci", _folded, folded, ", ignoring case")):
        for order, (holds, words) in ORDERS.items():
            compare = comparison(holds, key)
            compare.__doc__ = f"Whether the {plural} are {words}{ending}."
            signature = f"({kind}{ci}{order}? {kind}1 {kind}2 {kind}3 ...)"
            primitive(signature, cost=f"{kind}1 {kind}2 {kind}3")(compare)


def _plain(holds: Callable[[Any, Any], bool], key: Callable[[Any], str]) -> Callable[..., Value]:
    def compare(first: Any, second: Any, *rest: Any) -> Value:
        if rest:
            return _in_order(holds, key, (first, second, *rest))
        a, b = key(first), key(second)
        if len(b) > SMALL:
            spend(len(b))
        return ... if holds(a, b) else None

    return compare


def _folded(holds: Callable[[Any, Any], bool], key: Callable[[Any], str]) -> Callable[..., Value]:
    def compare(first: Any, second: Any, *rest: Any) -> Value:  # to fold the case has cost more than comparing will
        if rest:
            return _in_order(holds, key, (first, second, *rest))
        return ... if holds(key(first), key(second)) else None

    return compare


def _in_order(holds: Callable[[Any, Any], bool], key: Callable[[Any], str], operands: tuple[Any, ...]) -> Value:
    """Whether each operand and the next stand in that order; all are looked at."""
    spend_pairs(len(operands))
    result, a = True, key(operands[0])
    for operand in operands[1:]:
        b = key(operand)
        if len(b) > SMALL:
            spend(len(b))
        result = holds(a, b) and result
        a = b
    return boolean(result)


declare_comparisons("char", attrgetter("char"), lambda char: unicode.simple_fold(char.char), "characters")

# Python counts the four separators of ASCII as white space, Unicode's White_Space property does not.
_SEPARATORS = "\x1c\x1d\x1e\x1f"


@primitive("(char? obj)")
def is_char(obj: Value) -> Value:
    """Whether obj is a character."""
    return boolean(type(obj) is Char)


@primitive("(char-alphabetic? char)")
def is_alphabetic(char: Char) -> Value:
    """Whether char is a letter."""
    return boolean(unicode.is_alphabetic(char.char))


@primitive("(char-numeric? char)")
def is_numeric(char: Char) -> Value:
    """Whether char is a decimal digit of any script."""
    return boolean(char.char.isdecimal())


@primitive("(char-whitespace? char)")
def is_whitespace(char: Char) -> Value:
    """Whether char is white space."""
    return boolean(char.char.isspace() and char.char not in _SEPARATORS)


@primitive("(char-upper-case? letter)")
def is_upper_case(letter: Char) -> Value:
    """Whether letter is an upper-case character."""
    return boolean(letter.char.isupper())


@primitive("(char-lower-case? letter)")
def is_lower_case(letter: Char) -> Value:
    """Whether letter is a lower-case character."""
    return boolean(letter.char.islower())


@primitive("(digit-value char)")
def digit_value(char: Char) -> Value:
    """The value of a decimal digit of any script, or #f."""
    return int(char.char) if char.char.isdecimal() else None


@primitive("(char->integer char)")
def char_to_integer(char: Char) -> int:
    """The Unicode scalar value of char."""
    return ord(char.char)


@primitive("(integer->char code)")
def integer_to_char(code: int) -> Char:
    """The character whose Unicode scalar value is code."""
    if type(code) is not int:
        raise wrong_type("integer->char", 1, "an exact integer", code)
    if not 0 <= code < 0x110000 or 0xD800 <= code < 0xE000:
        raise out_of_range("integer->char", "Unicode scalar value", code)
    return CHARS[chr(code)]


@primitive("(char-upcase char)")
def char_upcase(char: Char) -> Char:
    """The upper-case counterpart of char, else char."""
    return CHARS[unicode.simple_upper(char.char)]


@primitive("(char-downcase char)")
def char_downcase(char: Char) -> Char:
    """The lower-case counterpart of char, else char."""
    return CHARS[unicode.simple_lower(char.char)]


@primitive("(char-foldcase char)")
def char_foldcase(char: Char) -> Char:
    """The character that stands for char when case is ignored."""
    return CHARS[unicode.simple_fold(char.char)]
