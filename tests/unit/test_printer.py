"""What the printer shows, and that nesting and cycles do not hurt it."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowscheme.errors import SchemeError
from flowscheme.lang.text import printer
from flowscheme.lang.text.numerals import parse_number
from flowscheme.lang.text.printer import display, write, write_code, write_shared, write_simple
from flowscheme.lang.values.datum import (
    CHARS,
    EOF,
    NIL,
    UNSPECIFIED,
    Bytevector,
    Condition,
    MultipleValues,
    Promise,
    RecordType,
    String,
    Vector,
    cons,
    list_from,
    symbol,
)
from flowscheme.lang.values.ratio import ratio


def datum(obj: Any) -> Any:
    """A guest value for a Python one: str -> symbol, list -> list, tuple -> vector."""
    if isinstance(obj, str):
        return symbol(obj)
    if isinstance(obj, list):
        return list_from([datum(each) for each in obj])
    return Vector([datum(each) for each in obj]) if isinstance(obj, tuple) else obj


@pytest.mark.parametrize(
    ("obj", "text"),
    [
        (None, "#f"),
        (..., "#t"),
        (NIL, "()"),
        (42, "42"),
        (ratio(1, 2), "1/2"),
        (1e100, "1e100"),
        (UNSPECIFIED, "#<unspecified>"),
        (EOF, "#<eof>"),
        (["a", ["b"], NIL], "(a (b) ())"),
        (cons(1, cons(2, 3)), "(1 2 . 3)"),
        ((1, ["a"], ()), "#(1 (a) #())"),
        (Bytevector(bytearray(b"\x00\xff")), "#u8(0 255)"),
        (["quote", "x"], "(quote x)"),
        ([1, ["quote", ["x"]]], "(1 (quote (x)))"),
        (["quasiquote", [["unquote", "x"], ["unquote-splicing", "y"]]], "(quasiquote ((unquote x) (unquote-splicing y)))"),
        (["quote"], "(quote)"),
        (["quote", 1, 2], "(quote 1 2)"),
        ([1, "quote", 2], "(1 quote 2)"),
        (Promise(True, 1), "#<promise>"),
        (MultipleValues((1, symbol("a"))), "#<values 1 a>"),
        (MultipleValues(()), "#<values>"),
        (Condition("it broke", [1, String("x")]), '#<condition it broke 1 "x">'),
        (object(), "#<object>"),
    ],
)
def test_write(obj: Any, text: str) -> None:
    assert write(datum(obj)) == write_shared(datum(obj)) == write_simple(datum(obj)) == text


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("abc", "abc"),
        ("Abc", "Abc"),
        ("", "||"),
        ("a b", "|a b|"),
        ("a|b", "|a\\|b|"),
        ("a\\b", "|a\\\\b|"),
        ("1", "|1|"),
        ("-1/2", "|-1/2|"),
        ("1+", "|1+|"),
        ("+i", "|+i|"),
        ("-nan.0", "|-nan.0|"),
        ("+inf.0i", "|+inf.0i|"),
        ("+", "+"),
        ("-", "-"),
        ("...", "..."),
        (".", "|.|"),
        (".5", "|.5|"),
        ("->x", "->x"),
        ("-a", "-a"),
        ("+.a", "+.a"),
        ("<=?", "<=?"),
        ("@a", "|@a|"),
        ("#a", "|#a|"),
        ("a#b", "|a#b|"),
        ("a\nb", "|a\\nb|"),
        ("é", "é"),
        ("a(b", "|a(b|"),
        ("a'b", "|a'b|"),
    ],
)
def test_symbols(name: str, text: str) -> None:
    assert write(symbol(name)) == text
    assert display(symbol(name)) == name


@given(st.text())
def test_a_plain_symbol_is_never_a_number(name: str) -> None:
    text = write(symbol(name))
    assert text.startswith("|") or (text == name and parse_number(name) is None)


@pytest.mark.parametrize(
    ("char", "text"),
    [("a", "#\\a"), (" ", "#\\space"), ("\n", "#\\newline"), ("\0", "#\\null"), ("\x1b", "#\\escape"), ("λ", "#\\λ"),
     ("(", "#\\("), ("\u200b", "#\\x200b")],
)  # fmt: skip
def test_chars(char: str, text: str) -> None:
    assert write(CHARS[char]) == text
    assert display(CHARS[char]) == char


def test_strings() -> None:
    assert write(String('a"b\\c\n\t\x00é')) == '"a\\"b\\\\c\\n\\t\\x0;é"'
    assert display(list_from([String("a b"), CHARS["c"]])) == "(a b c)"


def test_procedures() -> None:
    def procedure() -> None: ...

    assert write(procedure) == "#<procedure procedure>"
    procedure.__name__ = "'|car"
    assert write(procedure) == "#<procedure car>"
    assert write(lambda: None) == "#<procedure>"


def test_records() -> None:
    point = RecordType("<point>", ("x", "y"))
    record = point.instance()
    setattr(record, point.slots[0], 1)
    setattr(record, point.slots[1], record)
    assert write(record) == "#0=#<point x: 1 y: #0#>"


def test_cycles_get_labels() -> None:
    ring = list_from([1, 2])
    ring.cdr.cdr = ring
    assert write(ring) == display(ring) == write_shared(ring) == "#0=(1 2 . #0#)"
    vector = Vector([1])
    vector.items.append(list_from([vector]))
    assert write(vector) == "#0=#(1 (#0#))"
    own_car = cons(1, NIL)
    own_car.car = own_car
    assert write(list_from([own_car, own_car])) == "(#0=(#0#) #0#)"
    with pytest.raises(SchemeError):
        write_simple(ring)


def test_code_is_written_as_people_write_it() -> None:
    quoted = list_from([symbol("quote"), list_from([symbol("unquote"), symbol("x")])])
    assert write(quoted) == "(quote (unquote x))"
    assert write_code(quoted) == "',x"
    rest = cons(1, NIL)
    rest.car = rest
    assert write_code(cons(symbol("quote"), rest)) == "(quote . #0=(#0#))"


def test_only_write_shared_labels_what_is_shared() -> None:
    part = list_from([1])
    whole = list_from([part, part])
    assert write(whole) == write_simple(whole) == "((1) (1))"
    assert write_shared(whole) == "(#0=(1) #0#)"
    assert write_shared(cons(part, part)) == "(#0=(1) . #0#)"
    for part, text in ((Vector([1]), "#(1)"), (Condition("a", [1]), "#<condition a 1>")):
        assert write_shared(list_from([part, part])) == f"(#0={text} #0#)"
    empty = Vector([])
    assert write_shared(list_from([empty, empty])) == "(#() #())"


@pytest.mark.parametrize("show", [write, display, write_shared, write_simple])
def test_deep_nesting(show: Any) -> None:
    depth = 100_000
    nested: Any = NIL
    for _ in range(depth):
        nested = cons(nested, NIL)
    assert show(nested) == "(" * (depth + 1) + ")" * (depth + 1)
    assert len(show(list_from(range(depth)))) > depth


def test_a_writer_can_be_registered() -> None:
    class Box:
        def __init__(self, content: Any) -> None:
            self.content = content

    printer.register_writer(Box, lambda box: ["#<box ", box.content, ">"])
    box = Box(1)
    assert write(list_from([box])) == "(#<box 1>)"
    box.content = box
    assert write(box) == "#0=#<box #0#>"


def test_describe() -> None:
    assert printer.describe(Condition("car: expected a pair, got", [NIL])) == "car: expected a pair, got ()"
    assert printer.describe(symbol("oops")) == "oops"
