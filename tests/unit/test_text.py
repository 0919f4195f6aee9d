"""Laws of text in and out: what is written can be read, and string procedures agree with Python's.

Law 1: reading what `write` or `write-shared` wrote gives an equal datum, whatever is shared or circular in it.
Law 2: `write` puts labels in circular data alone; `write-shared` writes every shared pair and vector once.
Law 3: a datum read from a port leaves the port right behind it.
Law 4: a procedure on strings does to a range what Python does to a slice, and refuses every range out of bounds.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowscheme.errors import SchemeError
from flowscheme.interp import Interpreter
from flowscheme.lang.machine.primitive import PRIMITIVES
from flowscheme.lang.text.printer import write, write_shared
from flowscheme.lang.values.datum import (
    CHARS,
    EOF,
    NIL,
    Bytevector,
    Pair,
    String,
    Value,
    Vector,
    cons,
    iterate,
    list_from,
    symbol,
)
from flowscheme.primitives.equivalence import equal

INTERPRETER = Interpreter()

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=6)
ATOMS = st.one_of(
    st.sampled_from([None, ..., NIL]),
    st.integers(),
    st.floats(allow_nan=False),
    TEXT.map(symbol),
    TEXT.map(String),
    st.characters(exclude_categories=["Cs"]).map(CHARS.__getitem__),
    st.binary(max_size=4).map(lambda data: Bytevector(bytearray(data))),
)


def call(name: str, *arguments: Value) -> Any:
    """What a primitive gives, called as a program would; raises SchemeError."""
    return INTERPRETER.evaluate(lambda: PRIMITIVES[name].procedure(*arguments))


def text(value: Any) -> str:
    """The Python text of a Scheme string."""
    assert type(value) is String
    return value.text


@st.composite
def trees(draw: st.DrawFn) -> Value:
    """Data without cycles, perhaps with sharing."""
    return _grow(draw, draw(st.lists(ATOMS, min_size=1, max_size=6)))


@st.composite
def graphs(draw: st.DrawFn) -> Value:
    """Data with sharing and cycles: some fields of a tree's compounds lead back to other compounds."""
    parts = draw(st.lists(ATOMS, min_size=1, max_size=6))
    root = _grow(draw, parts)
    compounds = [each for each in parts if isinstance(each, Pair | Vector)]
    if not compounds:
        return root
    for each in compounds:
        if draw(st.booleans()):
            _lead(each, draw(st.sampled_from(compounds)), draw(st.booleans()))
    return root


def _grow(draw: st.DrawFn, parts: list[Value]) -> Value:
    for _ in range(draw(st.integers(0, 10))):
        pick = st.sampled_from(parts)
        kind = draw(st.sampled_from(["pair", "list", "vector"]))
        if kind == "pair":
            parts.append(cons(draw(pick), draw(pick)))
        elif kind == "list":
            parts.append(list_from(draw(st.lists(pick, max_size=3))))
        else:
            parts.append(Vector(draw(st.lists(pick, max_size=3))))
    return parts[-1]


def _lead(obj: Value, target: Value, first: bool) -> None:
    if isinstance(obj, Vector):
        obj.items.append(target)
    elif first:
        obj.car = target
    else:
        obj.cdr = target


def read(source: str) -> Value:
    """The first datum of a text."""
    return call("read", call("open-input-string", String(source)))


@given(graphs())
@settings(deadline=None, max_examples=300)
def test_what_is_written_reads_as_an_equal_datum(datum: Value) -> None:
    assert equal(read(write(datum)), datum)
    assert equal(read(write_shared(datum)), datum)


@given(graphs())
@settings(deadline=None)
def test_writing_what_was_read_gives_the_same_text(datum: Value) -> None:
    for writer in (write, write_shared):
        shown = writer(datum)
        assert writer(read(shown)) == shown


def compounds(datum: Value) -> list[Value]:
    """Every pair and every vector that is not empty inside a datum, as often as it occurs."""
    found, seen, work = [], set(), [datum]
    while work:
        each = work.pop()
        if isinstance(each, Pair) or (isinstance(each, Vector) and each.items):
            found.append(each)
            if id(each) not in seen:
                seen.add(id(each))
                work += [each.cdr, each.car] if isinstance(each, Pair) else each.items
    return found


LABEL = re.compile(r"#[0-9]+=")


def unquoted(shown: str) -> str:
    """A written text without its strings, symbols in bars and characters."""
    return re.sub(r'"(\\.|[^"\\])*"|\|(\\.|[^|\\])*\||#\\(\w+|.)', "_", shown, flags=re.DOTALL)


@given(trees())
@settings(deadline=None)
def test_write_labels_no_tree(datum: Value) -> None:
    assert not LABEL.search(unquoted(write(datum)))


@given(graphs())
@settings(deadline=None)
def test_write_shared_labels_what_occurs_again_and_nothing_else(datum: Value) -> None:
    found = compounds(datum)
    shared = {id(each) for each in found if sum(other is each for other in found) > 1}
    assert len(LABEL.findall(unquoted(write_shared(datum)))) == len(shared)


@given(st.lists(trees(), max_size=5), st.sampled_from([" ", "\n", "\r\n", " ; note\n", " #| note |# ", " #;(no) "]))
@settings(deadline=None)
def test_a_port_gives_one_datum_after_the_other(data: list[Value], between: str) -> None:
    port = call("open-input-string", String(between.join(map(write, data)) + between))
    for each in data:
        assert equal(call("read", port), each)
    assert call("read", port) is EOF


@given(trees())
@settings(deadline=None)
def test_read_takes_no_character_more_than_the_datum(datum: Value) -> None:
    port = call("open-input-string", String(write(datum) + " tail"))
    call("read", port)
    assert text(call("read-line", port)) == " tail"


RANGES = st.tuples(st.integers(-1, 8), st.integers(-1, 8))


def refused(name: str, *arguments: Value) -> bool:
    """Whether the primitive raises an error that begins with its name."""
    with pytest.raises(SchemeError) as caught:
        call(name, *arguments)
    return bool(caught.value.payload.message.startswith(f"{name}: "))


@given(TEXT, RANGES)
@settings(deadline=None)
def test_a_range_of_a_string_is_a_slice(string: str, bounds: tuple[int, int]) -> None:
    start, end = bounds
    names = ("substring", "string-copy", "string->list", "string->vector", "string->utf8")
    if not 0 <= start <= end <= len(string):
        assert all(refused(name, String(string), start, end) for name in names)
        return
    part = string[start:end]
    results = [call(name, String(string), start, end) for name in names]
    assert [text(each) for each in results[:2]] == [part, part]
    assert "".join(each.char for each in iterate(results[2])) == part
    assert "".join(each.char for each in results[3].items) == part
    assert bytes(results[4].data) == part.encode()


@given(TEXT, TEXT, st.integers(-1, 8), RANGES)
@settings(deadline=None)
def test_copying_into_a_string_replaces_a_slice(to: str, source: str, at: int, bounds: tuple[int, int]) -> None:
    start, end = bounds
    target = String(to)
    if not (0 <= start <= end <= len(source) and 0 <= at <= at + end - start <= len(to)):
        assert refused("string-copy!", target, at, String(source), start, end)
        assert target.text == to
        return
    call("string-copy!", target, at, String(source), start, end)
    assert target.text == to[:at] + source[start:end] + to[at + end - start :]


@given(st.binary(max_size=8), st.integers(0, 8), st.integers(0, 8), st.integers(0, 8))
@settings(deadline=None)
def test_overlapping_copies_behave_as_if_copied_first(data: bytes, at: int, start: int, end: int) -> None:
    fits = start <= end <= len(data) and at + end - start <= len(data)
    bytevector, vector = Bytevector(bytearray(data)), Vector(list(data))
    if not fits:
        assert refused("bytevector-copy!", bytevector, at, bytevector, start, end)
        assert refused("vector-copy!", vector, at, vector, start, end)
        return
    expected = data[:at] + data[start:end] + data[at + end - start :]
    call("bytevector-copy!", bytevector, at, bytevector, start, end)
    call("vector-copy!", vector, at, vector, start, end)
    assert bytes(bytevector.data) == expected == bytes(vector.items)


@given(TEXT, TEXT)
@settings(deadline=None)
def test_strings_compare_by_their_characters(a: str, b: str) -> None:
    found = {each: call(f"string{each}?", String(a), String(b)) is ... for each in ("=", "<", ">", "<=", ">=")}
    assert found == {"=": a == b, "<": a < b, ">": a > b, "<=": a <= b, ">=": a >= b}
    same = call("string-ci=?", String(a), String(b)) is ...
    assert same == equal(call("string-foldcase", String(a)), call("string-foldcase", String(b)))


@given(TEXT)
@settings(deadline=None)
def test_conversions_of_strings_are_undone_by_their_inverses(string: str) -> None:
    value = String(string)
    assert text(call("list->string", call("string->list", value))) == string
    assert text(call("vector->string", call("string->vector", value))) == string
    assert text(call("utf8->string", call("string->utf8", value))) == string
    assert text(call("symbol->string", call("string->symbol", value))) == string
    assert text(call("string-append", value, String(""), value)) == string * 2


@given(st.binary(max_size=6))
@settings(deadline=None)
def test_bytes_decode_as_utf8_or_are_refused(data: bytes) -> None:
    value = Bytevector(bytearray(data))
    try:
        expected = data.decode()
    except UnicodeDecodeError:
        assert refused("utf8->string", value)
    else:
        assert text(call("utf8->string", value)) == expected


LINE_ENDS = re.compile("\r\n|\r|\n")


@given(st.text("ab\r\n", max_size=10))
@settings(deadline=None)
def test_read_line_gives_the_lines(string: str) -> None:
    expected = LINE_ENDS.split(string)
    if expected[-1] == "":
        expected.pop()
    port = call("open-input-string", String(string))
    assert [text(call("read-line", port)) for _ in expected] == expected
    assert call("read-line", port) is EOF
