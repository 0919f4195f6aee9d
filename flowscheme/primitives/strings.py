"""Strings (R7RS 6.7), with the procedures of `(scheme char)`.

A `String` holds a Python `str`, which a mutation replaces: reading is as fast as Python's, changing one character
costs a copy.
"""

from __future__ import annotations

from operator import attrgetter

from ..lang.machine.primitive import ABSENT, primitive
from ..lang.machine.sizes import SMALL
from ..lang.values.datum import CHARS, UNSPECIFIED, Char, String, Value, boolean, list_from
from .chars import declare_comparisons
from .support import elements, folded, join_chars, joined, mutable, recased, sized, span


def _folded(string: String) -> str:
    text = string.text
    return text.casefold() if len(text) <= SMALL else folded("string-ci=?", text)


declare_comparisons("string", attrgetter("text"), _folded, "strings")


@primitive("(string? obj)")
def is_string(obj: Value) -> Value:
    """Whether obj is a string."""
    return boolean(type(obj) is String)


@primitive("(make-string k [char])", cost="k")
def make_string(k: int, char: Char = ABSENT) -> String:
    """A new string of k characters, each of them char (or a space)."""
    return String((" " if char is ABSENT else char.char) * sized("make-string", k, 4))


@primitive("(string char ...)", cost="char")
def string(*chars: Char) -> String:
    """A new string of its arguments."""
    return String("".join([char.char for char in chars]))


@primitive("(string-length string)")
def string_length(string: String) -> int:
    """The number of characters of string."""
    return len(string.text)


@primitive("(string-ref string k)")
def string_ref(string: String, k: int) -> Char:
    """The character of string at index k."""
    if k < 0:
        raise IndexError
    return CHARS[string.text[k]]


@primitive("(string-set! string k char)")
def string_set(string: String, k: int, char: Char) -> Value:
    """Store char in string at index k."""
    text = mutable("string-set!", string, char.char)
    if k < 0 or not text[k]:
        raise IndexError
    string.text = f"{text[:k]}{char.char}{text[k + 1 :]}"
    return UNSPECIFIED


@primitive("(substring string start end)", cost="string end")
def substring(string: String, start: int, end: int) -> String:
    """A new string of the characters from start to before end."""
    first, last = span(len(string.text), start, end)
    return String(string.text[first:last])


@primitive("(string-append string ...)", cost="string")
def string_append(*strings: String) -> String:
    """A new string of the characters of all the strings."""
    return String(joined("string-append", [part.text for part in strings]))


@primitive("(string-copy string [start [end]])", cost="string end")
def string_copy(string: String, start: int = ABSENT, end: int = ABSENT) -> String:
    """A new string of the characters from start to before end."""
    first, last = span(len(string.text), start, end)
    return String(string.text[first:last])


@primitive("(string-copy! to at from [start [end]])", cost="to from end")
def string_copy_to(to: String, at: int, source: String, start: int = ABSENT, end: int = ABSENT) -> Value:
    """Store the characters of from, from start to before end, in to, beginning at index at."""
    text = mutable("string-copy!", to, source.text)
    first, last = span(len(source.text), start, end)
    stop = at + last - first
    if not 0 <= at <= stop <= len(text):
        raise IndexError
    to.text = f"{text[:at]}{source.text[first:last]}{text[stop:]}"
    return UNSPECIFIED


@primitive("(string-fill! string char [start [end]])", cost="string end")
def string_fill(string: String, char: Char, start: int = ABSENT, end: int = ABSENT) -> Value:
    """Store char in string from start to before end."""
    text = mutable("string-fill!", string, char.char)
    first, last = span(len(text), start, end)
    string.text = f"{text[:first]}{char.char * (last - first)}{text[last:]}"
    return UNSPECIFIED


@primitive("(string->list string [start [end]])", cost="string end")
def string_to_list(string: String, start: int = ABSENT, end: int = ABSENT) -> Value:
    """A list of the characters of string."""
    first, last = span(len(string.text), start, end)
    return list_from([CHARS[char] for char in string.text[first:last]])


@primitive("(list->string list)")
def list_to_string(list: Value) -> String:
    """A new string of the characters in list."""
    return String(join_chars("list->string", elements(list)))


@primitive("(string-upcase string)", cost="string")
def string_upcase(string: String) -> String:
    """A new string in upper case."""
    return String(recased("string-upcase", string.text, str.upper) if len(string.text) > SMALL else string.text.upper())


@primitive("(string-downcase string)", cost="string")
def string_downcase(string: String) -> String:
    """A new string in lower case."""
    return String(recased("string-downcase", string.text, str.lower) if len(string.text) > SMALL else string.text.lower())


@primitive("(string-foldcase string)", cost="string")
def string_foldcase(string: String) -> String:
    """A new string that stands for string when case is ignored."""
    return String(_folded(string))
