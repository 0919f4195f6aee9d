"""Vectors (R7RS 6.8)."""

from __future__ import annotations

from itertools import chain

from ..lang.machine.primitive import ABSENT, primitive
from ..lang.values.datum import CHARS, UNSPECIFIED, String, Value, Vector, boolean, list_from
from .support import elements, fitting, join_chars, sized, span


@primitive("(vector? obj)")
def is_vector(obj: Value) -> Value:
    """Whether obj is a vector."""
    return boolean(type(obj) is Vector)


@primitive("(make-vector k [fill])", cost="k")
def make_vector(k: int, fill: Value = ABSENT) -> Vector:
    """A new vector of k elements, each of them fill (or #f)."""
    return Vector([None if fill is ABSENT else fill] * sized("make-vector", k))


@primitive("(vector obj ...)", cost="obj")
def vector(*objs: Value) -> Vector:
    """A new vector of its arguments."""
    return Vector(list(objs))


@primitive("(vector-length vector)")
def vector_length(vector: Vector) -> int:
    """The number of elements of vector."""
    return len(vector.items)


@primitive("(vector-ref vector k)")
def vector_ref(vector: Vector, k: int) -> Value:
    """The element of vector at index k."""
    if k < 0:
        raise IndexError
    return vector.items[k]


@primitive("(vector-set! vector k obj)")
def vector_set(vector: Vector, k: int, obj: Value) -> Value:
    """Store obj in vector at index k."""
    if k < 0:
        raise IndexError
    vector.items[k] = obj
    return UNSPECIFIED


@primitive("(vector->list vector [start [end]])", cost="vector end")
def vector_to_list(vector: Vector, start: int = ABSENT, end: int = ABSENT) -> Value:
    """A list of the elements from start to before end."""
    first, last = span(len(vector.items), start, end)
    return list_from(vector.items[first:last])


@primitive("(list->vector list)", cost="list")
def list_to_vector(list: Value) -> Vector:
    """A new vector of the elements of list."""
    return Vector(elements(list))


@primitive("(vector->string vector [start [end]])", cost="vector end")
def vector_to_string(vector: Vector, start: int = ABSENT, end: int = ABSENT) -> String:
    """A new string of the characters from start to before end."""
    first, last = span(len(vector.items), start, end)
    return String(join_chars("vector->string", vector.items[first:last]))


@primitive("(string->vector string [start [end]])", cost="string end")
def string_to_vector(string: String, start: int = ABSENT, end: int = ABSENT) -> Vector:
    """A new vector of the characters from start to before end."""
    first, last = span(len(string.text), start, end)
    return Vector([CHARS[char] for char in string.text[first:last]])


@primitive("(vector-copy vector [start [end]])", cost="vector end")
def vector_copy(vector: Vector, start: int = ABSENT, end: int = ABSENT) -> Vector:
    """A new vector of the elements from start to before end."""
    first, last = span(len(vector.items), start, end)
    return Vector(vector.items[first:last])


@primitive("(vector-copy! vector1 at vector2 [start [end]])", cost="vector1 vector2 end")
def vector_copy_to(vector1: Vector, at: int, vector2: Vector, start: int = ABSENT, end: int = ABSENT) -> Value:
    """Store the elements of vector2, from start to before end, in vector1, beginning at index at."""
    first, last = span(len(vector2.items), start, end)
    stop = at + last - first
    if not 0 <= at <= stop <= len(vector1.items):
        raise IndexError
    vector1.items[at:stop] = vector2.items[first:last]
    return UNSPECIFIED


@primitive("(vector-append vector ...)", cost="vector")
def vector_append(*vectors: Vector) -> Vector:
    """A new vector of the elements of all the vectors."""
    parts = [part.items for part in vectors]
    fitting("vector-append", parts)
    return Vector(list(chain.from_iterable(parts)))


@primitive("(vector-fill! vector fill [start [end]])", cost="vector end")
def vector_fill(vector: Vector, fill: Value, start: int = ABSENT, end: int = ABSENT) -> Value:
    """Store fill in vector from start to before end."""
    first, last = span(len(vector.items), start, end)
    vector.items[first:last] = [fill] * (last - first)
    return UNSPECIFIED
