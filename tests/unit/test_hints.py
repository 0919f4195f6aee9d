"""What a person may have meant."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowscheme.hints import OFFERED, OTHER_WORDS, near
from flowscheme.interp import Interpreter
from flowscheme.lang.faults.fault_notes import brief, form_at
from flowscheme.lang.text.numerals import parse_number
from flowscheme.lang.text.source import columns, excerpt, register
from flowscheme.lang.values.datum import Condition, Vector, cons, list_from
from flowscheme.report import clean, known_names

NAMES = known_names(Interpreter())


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("lenght", ["length"]), ("vektor-ref", ["vector-ref"]), ("lamda", ["lambda"]), ("defien", ["define"]),
        ("string_append", ["string-append"]), ("append-string", ["string-append"]), ("start-flow", ["flow/start"]),
        ("Display", ["display"]), ("call-with-curent-continuation", ["call-with-current-continuation"]),
        ("sequense", ["sequence"]), ("paralel", ["parallel"]), ("x", []), ("y2", []), ("fetch-rows", []),
        ("zzzzzzzz", []), ("", []),
    ],
)  # fmt: skip
def test_near_names(written: str, meant: list[str]) -> None:
    assert near(written, NAMES) == meant


@given(st.text(max_size=12), st.lists(st.text(max_size=12), max_size=8))
def test_what_is_offered_is_among_the_names_and_is_another(name: str, names: list[str]) -> None:
    found = near(name, names)
    assert len(found) <= OFFERED and set(found) <= set(names) - {name}


def test_words_of_other_languages_are_no_names_here() -> None:
    assert not OTHER_WORDS.keys() & set(NAMES)


# What is shown of values and lines


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (list_from([1, 2]), "(1 2)"), (cons(1, 2), "(1 . 2)"), (Vector([1] * 20), "#(1 1 1 1 1 1 1 1 ...)"),
        (10**400, f"an integer of {(10**400).bit_length()} bits"), (Condition("x"), "#<condition x>"), (None, "#f"),
    ],
)  # fmt: skip
def test_values_are_brief(value: object, text: str) -> None:
    assert brief(value) == text


def test_nested_and_circular_values_are_brief_too() -> None:
    deep: object = 1
    for _ in range(100_000):
        deep = list_from([deep, deep])
    assert len(brief(deep)) < 80
    ring = list_from([1, 2, 3])
    ring.cdr.cdr.cdr = ring
    assert brief(ring) == "(1 2 3 1 2 3 1 2 ...)"


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("(+ 1 (f x) \"a)\" ; no\n 'b)", ["+", "1", "(f x)", '"a)"', "'b"]),
        ("x", []), ("(+ 1", []), ("()", []), ("(f #(1 2) #\\))", ["f", "#(1 2)", "#\\)"]),
    ],
)  # fmt: skip
def test_the_parts_of_a_form(text: str, parts: list[str]) -> None:
    register("<form>", text)
    found = form_at(("<form>", 1, 0))
    assert [part.split(" ;")[0] for part in found] == parts or found == parts


def test_the_caret_stands_under_its_character() -> None:
    """Whatever the line, what stands above the caret is the character at the column."""
    for line in ("(f x)", "\t(f\tx)", "(漢字 x)", "(é x)", "(f " + "y" * 300 + " x)"):
        register("<line>", line)
        shown, caret = excerpt(("<line>", 1, line.index("x"))).split("\n")
        column, position = 0, 0
        while column < len(caret) - 1:
            column += columns(shown[position])
            position += 1
        while columns(shown[position]) == 0:
            position += 1
        assert shown[position] == "x" and len(shown) < 115, shown


@given(st.text())
def test_clean_text_can_be_printed(text: str) -> None:
    assert clean(text).isprintable()
    assert clean(text) == text or not text.isprintable()


def test_numbers_are_not_names() -> None:
    assert parse_number("1+") is None
