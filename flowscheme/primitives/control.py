"""Control features (R7RS 6.10).

A guest procedure is called as `r = f(x)`, and if that is a pending call, it is forced.  Nothing else: a C function
between two guest frames (`map`, `sorted(key=...)`, `f(*args)` on CPython 3.11) would take its share of the C stack, and
guest calls may nest a million deep.  Calls with a variable number of arguments go through `callers.CALLERS`.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import FunctionType
from typing import Any

from ..lang.faults import handlers
from ..lang.machine.machine import CALL_CC, CALLERS, Procedure, force
from ..lang.machine.meter import charged_turns
from ..lang.machine.primitive import fail, primitive
from ..lang.machine.sizes import spend_pairs
from ..lang.values.datum import (
    CHARS,
    NIL,
    UNSPECIFIED,
    Char,
    MultipleValues,
    Pair,
    String,
    Value,
    Vector,
    boolean,
    list_from,
)
from .support import SOON, elements, longer, shortest


@primitive("(procedure? obj)")
def is_procedure(obj: Value) -> Value:
    """Whether obj is a procedure."""
    return boolean(type(obj) is FunctionType)


@primitive("(apply procedure arg1 ... args)", tail=True, cost="args")
def apply(procedure: Procedure, *arguments: Value) -> Value:
    """Call procedure with the arguments, of which the last, always there, is a list of further ones."""
    if not arguments:
        fail("apply", "expects at least 2 arguments, got", 1, kind="arity")
    return (procedure, *arguments[:-1], *elements(arguments[-1]))


# Mapping


def _list_columns(lists: tuple[Value, ...]) -> Iterator[list[Value]]:
    """The first elements of all the lists, then the second ones, until one list ends; the others may be circular."""
    rests = list(lists)
    for _ in charged_turns():
        if NIL in rests:
            return
        yield [rest.car for rest in rests]
        rests = [rest.cdr for rest in rests]


def _columns(sequences: list[list[Any]]) -> Iterator[list[Value]]:
    """The elements at index 0 of all the sequences, then those at 1, up to the shortest."""
    count = shortest(sequences)
    spend_pairs(count * len(sequences))
    for index in range(count):
        yield [sequence[index] for sequence in sequences]


def _map(procedure: Procedure, columns: Iterator[list[Value]]) -> list[Value]:
    """The values of the procedure for each column of arguments."""
    results = []
    for column in columns:
        t = (procedure, *column)
        r = CALLERS[len(t)](t)
        if type(r) is tuple:
            r = force(r)
        results.append(r)
    return results


def _for_each(procedure: Procedure, columns: Iterator[list[Value]]) -> Value:
    for column in columns:
        t = (procedure, *column)
        r = CALLERS[len(t)](t)
        if type(r) is tuple:
            force(r)
    return UNSPECIFIED


@primitive("(map procedure list1 list2 ...)", cost="list1 list2")
def map_(procedure: Procedure, list1: Value, *lists: Value) -> Value:
    """A list of the values of procedure for the elements, up to the end of the shortest list."""
    if lists:
        return list_from(_map(procedure, _list_columns((list1, *lists))))
    start = last = Pair()
    rest, soon = list1, SOON
    while True:
        for _ in soon:
            if rest is NIL:
                last.cdr = NIL
                return start.cdr
            r = procedure(rest.car)
            if type(r) is tuple:
                r = force(r)
            pair = Pair()
            pair.car = r
            last.cdr = pair
            last, rest = pair, rest.cdr
        soon = longer(soon, rest)


@primitive("(for-each procedure list1 list2 ...)", cost="list1 list2")
def for_each(procedure: Procedure, list1: Value, *lists: Value) -> Value:
    """Call procedure for the elements in order, up to the end of the shortest list."""
    if lists:
        return _for_each(procedure, _list_columns((list1, *lists)))
    rest, soon = list1, SOON
    while True:
        for _ in soon:
            if rest is NIL:
                return UNSPECIFIED
            r = procedure(rest.car)
            if type(r) is tuple:
                force(r)
            rest = rest.cdr
        soon = longer(soon, rest)


@primitive("(vector-map procedure vector1 vector2 ...)", cost="vector1 vector2")
def vector_map(procedure: Procedure, vector1: Vector, *vectors: Vector) -> Vector:
    """A vector of the values of procedure for the elements, up to the end of the shortest vector."""
    return Vector(_map(procedure, _columns([list(vector.items) for vector in (vector1, *vectors)])))


@primitive("(vector-for-each procedure vector1 vector2 ...)", cost="vector1 vector2")
def vector_for_each(procedure: Procedure, vector1: Vector, *vectors: Vector) -> Value:
    """Call procedure for the elements in order, up to the end of the shortest vector."""
    return _for_each(procedure, _columns([list(vector.items) for vector in (vector1, *vectors)]))


@primitive("(string-map procedure string1 string2 ...)")
def string_map(procedure: Procedure, string1: String, *strings: String) -> String:
    """A string of the characters that procedure gives for the characters, up to the end of the shortest string."""
    chars = _map(procedure, _columns([[CHARS[c] for c in string.text] for string in (string1, *strings)]))
    for char in chars:
        if type(char) is not Char:
            fail("string-map", "the procedure must return a character, got", char, kind="type")
    return String("".join([char.char for char in chars]))


@primitive("(string-for-each procedure string1 string2 ...)", cost="string1 string2")
def string_for_each(procedure: Procedure, string1: String, *strings: String) -> Value:
    """Call procedure for the characters in order, up to the end of the shortest string."""
    return _for_each(procedure, _columns([[CHARS[c] for c in string.text] for string in (string1, *strings)]))


# Continuations


@primitive("(call-with-current-continuation procedure)", "call/cc", tail=True)
def call_cc(procedure: Procedure) -> Value:
    """Call procedure with the current continuation, an escape: it can be called until this call has returned."""
    return (CALL_CC, procedure)


@primitive("(values obj ...)", cost="obj")
def values(*objs: Value) -> Value:
    """Return all the arguments to the continuation."""
    return objs[0] if len(objs) == 1 else MultipleValues(objs)


@primitive("(call-with-values producer consumer)", tail=True)
def call_with_values(producer: Procedure, consumer: Procedure) -> Value:
    """Call consumer with the values that producer returns."""
    r = producer()
    if type(r) is tuple:
        r = force(r)
    return (consumer, *r.values) if type(r) is MultipleValues else (consumer, r)


@primitive("(dynamic-wind before thunk after)")
def dynamic_wind(before: Procedure, thunk: Procedure, after: Procedure) -> Value:
    """Call the three in order and return what thunk does; after is called however thunk is left."""
    return handlers.dynamic_wind(before, thunk, after)
