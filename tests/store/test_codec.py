"""The codec: exact, canonical, flat; and what it refuses."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flowscheme.errors import SchemeError
from flowscheme.flow.codec import (
    NotPlain,
    RecordedCause,
    RecordTable,
    Undecodable,
    decode,
    encode,
    equal_text,
    register_record,
)
from flowscheme.flow.failure import Failure
from flowscheme.lang.values.complex import Complex, rectangular
from flowscheme.lang.values.datum import (
    CHARS,
    EOF,
    NIL,
    UNSPECIFIED,
    Bytevector,
    Char,
    Condition,
    MultipleValues,
    Nil,
    Pair,
    Promise,
    RecordType,
    String,
    Symbol,
    Unspecified,
    Value,
    Vector,
    cons,
    is_list,
    list_from,
    symbol,
)
from flowscheme.lang.values.ratio import Ratio, ratio


def refusal(kind: type[SchemeError], action: Callable[[], object]) -> str:
    """The message of the condition with which `action` is refused."""
    with pytest.raises(kind) as caught:
        action()
    return str(caught.value.payload.message)


# ---- what equal means: an own comparison, so that the codec is not its own judge

PARTS: dict[type, Callable[[Any], tuple[Value, ...]]] = {
    Pair: lambda p: (p.car, p.cdr),
    Vector: lambda v: tuple(v.items),
    Failure: lambda f: (f.reason,),
    Condition: lambda c: tuple(c.irritants),
}

FACTS: dict[type, Callable[[Any], object]] = {
    String: lambda s: s.text,
    Bytevector: lambda b: bytes(b.data),
    Vector: lambda v: len(v.items),
    Pair: lambda _: None,
    Failure: lambda _: None,
    Condition: lambda c: (c.kind, c.message, c.place, len(c.irritants), c.cause and repr(c.cause)),
    Ratio: lambda r: (r.numerator, r.denominator),
    float: lambda x: (repr(x), math.copysign(1, x) if x == x else 0),
    Complex: lambda z: (repr(z.real), repr(z.imag)),
}


def same(a: Value, b: Value) -> bool:
    """Whether two plain data are equal, with numbers compared as `eqv?` does; any depth."""
    todo = [(a, b)]
    while todo:
        x, y = todo.pop()
        facts = FACTS.get(type(x), lambda obj: obj)
        if type(x) is not type(y) or facts(x) != facts(y):
            return False
        parts = PARTS.get(type(x), lambda _: ())
        todo += zip(parts(x), parts(y), strict=True)
    return True


atoms = (
    st.integers()
    | st.sampled_from([2**63 - 1, 2**63, -(2**63), 1 - 2**63, 10**400, -(7**400)])
    | st.floats()
    | st.builds(ratio, st.integers(), st.integers(min_value=1))
    | st.builds(rectangular, st.floats(), st.floats())
    | st.builds(rectangular, st.builds(ratio, st.integers(), st.integers(min_value=1)), st.integers())
    | st.sampled_from([..., None, NIL, UNSPECIFIED])
    | st.text().map(String)
    | st.text().map(symbol)
    | st.characters().map(CHARS.__getitem__)
    | st.binary().map(lambda data: Bytevector(bytearray(data)))
)


def compound(inner: st.SearchStrategy[Value]) -> st.SearchStrategy[Value]:
    items = st.lists(inner, max_size=5)
    places = st.none() | st.tuples(st.text(), st.integers(), st.integers())
    causes = st.none() | st.builds(RecordedCause, st.text(), st.text())
    return (
        items.map(list_from)
        | items.map(Vector)
        | st.builds(list_from, st.lists(inner, min_size=1, max_size=4), inner)
        | inner.map(Failure)
        | st.builds(Condition, st.text(), items, st.text(), causes, places)
    )


plain = st.recursive(atoms, compound, max_leaves=25)


@given(plain)
@example(list_from([1, list_from([2, String("a")])]))
def test_decode_undoes_encode(datum: Value) -> None:
    text = encode(datum)
    copy = decode(text)
    assert same(copy, datum)
    assert encode(copy) == text
    assert text.isascii()
    assert not any(isinstance(token, list | dict) for token in _tokens(text))


def _tokens(text: str) -> list[object]:
    parsed = json.loads(text)
    return parsed if isinstance(parsed, list) else [parsed]


@given(plain, plain)
def test_texts_are_equal_exactly_when_the_data_are(a: Value, b: Value) -> None:
    assert equal_text(encode(a), encode(b)) == same(a, b)


@pytest.mark.parametrize(
    ("datum", "text"),
    [
        (list_from([1, list_from([2, String("a")])]), """["(",1,"(",2,"'a",")",")"]"""),
        (..., "true"),
        (None, "false"),
        (NIL, '"()"'),
        (UNSPECIFIED, '"_"'),
        (2**63 - 1, "9223372036854775807"),
        (2**63, '"x8000000000000000"'),
        (-(2**64), '"x-10000000000000000"'),
        (-0.0, "-0.0"),
        (1e22, "1e+22"),
        (math.inf, '"finf"'),
        (-math.inf, '"f-inf"'),
        (math.nan, '"fnan"'),
        (ratio(-1, 3), '"r-1/3"'),
        (String(""), '"\'"'),
        (String("ä"), '"\'\\u00e4"'),
        (symbol("("), '":("'),
        (CHARS['"'], '"c\\""'),
        (Bytevector(bytearray(b"\0\xff")), '"bAP8="'),
        (Vector([]), '["[","]"]'),
        (cons(1, 2), '["(",1,".",2,")"]'),
        (Failure(symbol("no")), '["{fail",":no","}"]'),
        (
            Condition("m", [1], "type", ValueError("v"), ("f.scm", 3, 4)),
            """["{condition","'type","'m","[",1,"]","(","'ValueError","'v",")","(","'f.scm",3,4,")","}"]""",
        ),
    ],
)
def test_the_format_is_fixed(datum: Value, text: str) -> None:
    """Texts lie in stores for years: a change here needs a new version of the format."""
    assert encode(datum) == text
    assert same(decode(text), datum) or isinstance(datum, Condition)


def test_strings_that_look_like_tokens_stay_strings() -> None:
    for text in ["(", ")", ".", "[", "{fail", "()", "_", "#2", "x1", "'", "", "\0"]:
        copy = decode(encode(list_from([String(text), symbol(text)])))
        assert (copy.car.text, copy.cdr.car) == (text, symbol(text))


def test_the_copy_is_fresh_and_shared_parts_are_written_twice() -> None:
    shared = Vector([1])
    literal = String("x", literal=True)
    copy = decode(encode(list_from([shared, shared, literal])))
    assert copy.car is not copy.cdr.car
    assert not copy.cdr.cdr.car.literal


def test_integers_beyond_the_limit_of_decimal_conversion() -> None:
    for number in (10**5000, -(7**9000)):
        assert decode(encode(number)) == number
    fraction = decode(encode(ratio(10**5000, 3)))
    assert (fraction.numerator, fraction.denominator) == (10**5000, 3)


def test_classes_come_back() -> None:
    data = [1, 1.0, ratio(1, 2), String(""), symbol("a"), CHARS["a"], NIL, UNSPECIFIED]
    classes = [int, float, Ratio, String, Symbol, Char, Nil, Unspecified]
    assert [type(decode(encode(datum))) for datum in data] == classes


# ---- depth and size


@pytest.mark.parametrize(
    "wrap", [lambda x: cons(x, NIL), lambda x: cons(1, cons(x, 2)), lambda x: Vector([x]), Failure]
)
def test_deep_nesting(wrap: Callable[[Value], Value]) -> None:
    datum: Value = 7
    for _ in range(100_000):
        datum = wrap(datum)
    text = encode(datum)
    copy = decode(text)
    assert encode(copy) == text
    assert same(copy, datum)


def test_a_long_list() -> None:
    datum = list_from(range(300_000))
    copy = decode(encode(datum))
    assert is_list(copy) and same(copy, datum)


def test_sharing_that_doubles_at_every_level_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flowscheme.flow.codec_write.MAX_TOKENS", 1000)
    datum: Value = NIL
    for _ in range(100):
        datum = cons(datum, datum)
    assert re.search("more than 1000 parts", refusal(NotPlain, lambda: encode(datum)))


# ---- cycles


def _circular_list() -> Value:
    last = cons(3, NIL)
    first = cons(1, cons(2, last))
    last.cdr = first.cdr
    return first


def _list_in_itself() -> Value:
    first = cons(1, cons(2, NIL))
    first.cdr.car = first
    return first


def _tail_leads_to_its_parent() -> Value:
    child = cons(1, NIL)
    child.cdr = cons(child, NIL)
    return child


def _vector_in_itself() -> Value:
    vector = Vector([1])
    vector.items.append(list_from([vector]))
    return vector


def _condition_in_itself() -> Value:
    condition = Condition("m")
    condition.irritants.append(condition)
    return condition


def _failure_in_itself() -> Value:
    failure = Failure(NIL)
    failure.reason = failure
    return failure


@pytest.mark.parametrize(
    "make",
    [
        _circular_list,
        _list_in_itself,
        _tail_leads_to_its_parent,
        _vector_in_itself,
        _condition_in_itself,
        _failure_in_itself,
    ],
)
def test_cyclic_data_are_not_plain(make: Callable[[], Value]) -> None:
    for datum in (make(), list_from([0, make()]), Vector([make()])):
        assert re.search(r"circular|contains itself", refusal(NotPlain, lambda datum=datum: encode(datum)))


# ---- what is not plain


def a_procedure() -> Value:
    """Stands for a guest's."""


POINT = RecordType("point", ("x", "y"))


@pytest.mark.parametrize(
    ("obj", "name"),
    [
        (a_procedure, "the procedure a_procedure"),
        (len, "the procedure len"),
        (Promise(True, 1), "a promise"),
        (EOF, "the end-of-file object"),
        (MultipleValues((1, 2)), "multiple values"),
        (POINT, "a record type"),
        (POINT.instance(), "a record of type point, which has no registered writer"),
        (True, "an object of class bool"),
        ("text", "an object of class str"),
        ((1, 2), "an object of class tuple"),
        ({}, "an object of class dict"),
    ],
)
def test_anything_else_is_not_plain(obj: object, name: str) -> None:
    for datum, where in [(obj, ""), (list_from([1, 2, obj]), "element 2 of a list")]:
        with pytest.raises(NotPlain) as caught:
            encode(datum)
        assert caught.value.object is obj
        assert caught.value.position == where
        assert str(caught.value.payload.message) == f"not plain data: {name}" + (f" ({where})" if where else "")
        assert caught.value.payload.kind == "flow-not-plain"
        assert encode(caught.value.payload)


@pytest.mark.parametrize(
    ("wrap", "where"),
    [
        (lambda x: cons(1, x), "tail of a list"),
        (lambda x: list_from([1, x], 5), "element 1 of a list"),
        (lambda x: Vector([x, 1]), "element 0 of a vector"),
        (Failure, "reason of a failure"),
        (lambda x: Condition("m", [1, x]), "element 1 of a vector in irritants of a condition"),
        (lambda x: Vector([0, list_from([x])]), "element 0 of a list in element 1 of a vector"),
    ],
)
def test_the_position_is_told(wrap: Callable[[Value], Value], where: str) -> None:
    with pytest.raises(NotPlain) as caught:
        encode(wrap(a_procedure))
    assert caught.value.position == where


def test_a_deep_position_is_short() -> None:
    datum: Value = a_procedure
    for _ in range(1000):
        datum = Vector([datum])
    with pytest.raises(NotPlain) as caught:
        encode(datum)
    assert caught.value.position == "element 0 of a vector in " * 3 + "..."


# ---- conditions


class Rude(Exception):
    """An exception whose text cannot be had."""

    def __str__(self) -> str:
        raise RuntimeError


@pytest.mark.parametrize(("cause", "words"), [(KeyError("k"), ("KeyError", "'k'")), (Rude(), ("Rude", ""))])
def test_a_cause_is_kept_as_class_name_and_text(cause: Exception, words: tuple[str, str]) -> None:
    text = encode(Condition("m", cause=cause))
    copy = decode(text)
    assert (copy.cause.class_name, copy.cause.text) == words
    assert str(copy.cause) == words[1]
    assert encode(copy) == text


# ---- records


def _point(x: Value, y: Value) -> Value:
    point = POINT.instance()
    setattr(point, POINT.slots[0], x)
    setattr(point, POINT.slots[1], y)
    return point


def _fields(point: Value) -> list[Value]:
    return [getattr(point, slot) for slot in POINT.slots]


@pytest.fixture
def records() -> RecordTable:
    table = RecordTable()
    table.register(POINT, "my point", lambda p: list_from(_fields(p)), lambda d: _point(d.car, d.cdr.car))
    return table


def test_a_record_with_a_writer_is_plain(records: RecordTable) -> None:
    datum = Vector([_point(1, _point(2, NIL)), 3])
    text = encode(datum, records)
    assert text == '["[","{=my point","(",1,"{=my point","(",2,"()",")","}",")","}",3,"]"]'
    outer = decode(text, records).items[0]
    assert type(outer) is POINT.instance and _fields(outer)[0] == 1
    assert _fields(_fields(outer)[1]) == [2, NIL]
    assert encode(decode(text, records), records) == text


def test_a_tag_that_nobody_registered(records: RecordTable) -> None:
    text = encode(_point(1, 2), records)
    assert re.search("no record reader is registered for the tag my point", refusal(Undecodable, lambda: decode(text)))


def test_what_a_writer_gives_must_be_plain_too(records: RecordTable) -> None:
    with pytest.raises(NotPlain) as caught:
        encode(_point(1, a_procedure), records)
    assert caught.value.position == "element 1 of a list in datum of a record my point"
    records.register(POINT, "self", lambda p: p, lambda d: d)
    assert re.search("contains itself", refusal(NotPlain, lambda: encode(_point(1, 2), records)))


def test_the_common_table() -> None:
    kind = RecordType("unit", ())
    register_record(kind, "test-unit", lambda _: NIL, lambda _: kind.instance())
    assert type(decode(encode(kind.instance()))) is kind.instance


# ---- damaged texts

DAMAGED = [
    "", "x", "[", "[]", "[1,2]", "null", "{}", "NaN", "Infinity", '""', '"?"', '"("', '")"', '"."', '"{fail"',
    '["("]', '[")"]', '["(",1]', '["(","]"]', '["[",")"]', '["(",")",1]', '["(",".",1,")"]', '["(",1,".",")"]',
    '["(",1,".",2,3,")"]', '["(",1,".",2,".",3,")"]', '["[",1,".",2,"]"]', '["(x",1,")"]', '["[x","]"]', '[".x",1]',
    '["{fail","}"]', '["{fail",1,2,"}"]', '["{what",1,"}"]', '["{","}"]', '["{condition","}"]', '[[1]]', '[{"a":1}]',
    '["{condition",1,"\'m","[","]",false,false,"}"]', '["{condition","\'k","\'m",1,false,false,"}"]',
    '["{condition","\'k","\'m","[","]",true,false,"}"]', '["{condition","\'k","\'m","[","]",false,"()","}"]',
    '"x"', '"x1g"', '"x 1"', '"x1_0"', '"r1"', '"r1/0"', '"r1/2/3"', '"r1/"', '"fx"', '"i1"', '"c"', '"cab"', '"b*"',
    '"bA"', "[" * 200_000, "1" * 10_000,
]  # fmt: skip


@pytest.mark.parametrize("text", DAMAGED, ids=lambda text: text[:20])
def test_a_damaged_text_is_a_clear_error(text: str) -> None:
    message = refusal(Undecodable, lambda: decode(text))
    assert message.startswith("recorded data cannot be read: damaged text (")
    assert len(message) < 200


@given(plain, st.data())
def test_a_cut_or_changed_text_never_fails_otherwise(datum: Value, data: st.DataObject) -> None:
    text = encode(datum)
    at = data.draw(st.integers(0, len(text)))
    insert = data.draw(st.sampled_from(["", "(", '")",', '"(",', "]", "null,", "'", "1"]))
    skip = data.draw(st.integers(0, 3))
    with suppress(Undecodable):
        decode(text[:at] + insert + text[at + skip :])


@pytest.mark.parametrize("text", ['["#2",1]', '"#2"', '["#17","anything",1,null]'])
def test_a_newer_format_is_named(text: str) -> None:
    assert re.search("written by a newer flowscheme", refusal(Undecodable, lambda: decode(text)))
