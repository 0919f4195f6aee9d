"""Going through data: everything once, in order, however deep or circular; and what holds itself."""

from __future__ import annotations

import pytest

from flowscheme.engine.reached import symbols
from flowscheme.lang.text.printer import write
from flowscheme.lang.text.reader import read_source
from flowscheme.lang.values.contents import contents, parts_of
from flowscheme.lang.values.cycles import contains_itself, cycles
from flowscheme.lang.values.datum import NIL, Pair, Symbol, Value, cons


def datum(text: str) -> Value:
    ((read, _),) = read_source(text, "test.scm")
    return read


def test_contents_come_from_left_to_right() -> None:
    names = [part.name for part in contents([datum("(a #(b (c) d) . e)"), datum("f")]) if isinstance(part, Symbol)]
    assert names == ["a", "b", "c", "d", "e", "f"]


def test_compounds_come_once_and_before_their_parts() -> None:
    shared = datum("(a)")
    both = cons(shared, cons(shared, NIL))
    assert [part for part in contents([both]) if isinstance(part, Pair)] == [both, shared, both.cdr]


@pytest.mark.parametrize(
    ("text", "anywhere", "in_code"),
    [
        ("(a b)", False, False),
        ("#0=(a . #0#)", True, True),
        ("(f #0=(a #0#))", True, True),
        ("(f '#0=(a . #0#))", True, False),
        ("(f #0=#(a #0#))", True, False),
        ("(f #0=(a) #0#)", False, False),
    ],
)
def test_what_holds_itself_is_found(text: str, anywhere: bool, in_code: bool) -> None:
    form = datum(text)
    assert contains_itself(form, data=True) is anywhere is bool(list(cycles(form, parts_of)))
    assert contains_itself(form) is in_code
    assert len(list(contents([form]))) < 20
    assert ("#0=" in write(form)) is anywhere


def test_depth_does_not_matter() -> None:
    deep: Value = NIL
    for _ in range(200_000):
        deep = cons(deep, NIL)
    assert sum(1 for _ in contents([deep])) == 400_001
    assert not contains_itself(deep)


def test_a_pinned_form_reaches_what_stands_in_vectors_and_ends_where_data_are_circular() -> None:
    assert symbols([datum("(define f `#(,(helper) 1))")]) >= {"f", "helper"}
    assert symbols([datum("(define f '#0=(a . #0#))")]) == {"define", "f", "quote", "a"}
