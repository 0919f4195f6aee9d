"""The text of an entry: tokens, completeness, indentation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowscheme.repl.tokens import indentation, is_complete, tokens, word_before


@given(st.text(alphabet='()\'"`,@#;|\\ \nab1.-t', max_size=40))
def test_the_tokens_are_the_text(text: str) -> None:
    assert "".join(token.text for token in tokens(text)) == text
    indentation(text)
    is_complete(text)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("(if #t \"a\" 'b)", "open name constant string quote name close"),
        ("#(1 -2.5 1/2 a1)", "open number number number name close"),
        ("#\\a #\\space #\\(", "char char char"),
        ("; (note\nx #| (a #| b |# c |# y", "comment name comment name"),
        ('"not closed (', "string"),
        ("|a b| ,@x #;y", "name quote name comment name"),
    ],
)
def test_tokens(text: str, kinds: str) -> None:
    assert [token.kind for token in tokens(text) if token.kind != "space"] == kinds.split()


@pytest.mark.parametrize(
    ("text", "complete"),
    [
        ("", True), ("(a)", True), ("(a", False), ("(a))", True), ('"a', False), ("(a) (b", False), ("; (", True),
        ("'", False), ("#|", False), ("#| |# 1", True), ("#;", False), ("(a ; )", False), ("#\\(", True), ("|a", False),
    ],
)  # fmt: skip
def test_completeness(text: str, complete: bool) -> None:
    assert is_complete(text) is complete


@pytest.mark.parametrize(
    ("text", "column"),
    [
        ("(define (f x)", 2), ("(let ((x 1)", 6), ("(let ((x 1))", 2), ("(+ 1", 3), ("(list", 1), ("((f x)", 1),
        ("(define (f x)\n  (if (= x 0)", 6), ("(cond ((a) b)", 6), ("'(1 2", 2), ("#(1", 2), ("(a) (b c", 7),
        ("(with-handler h", 2), ("; (\n", 0), ("(a\n b", 1), ('(f "(" x', 3),
    ],
)  # fmt: skip
def test_indentation(text: str, column: int) -> None:
    assert indentation(text) == column


def test_the_word_at_the_cursor() -> None:
    assert [word_before(text) for text in ("(car", "(car ", "'ab", "x->y", "")] == ["car", "", "ab", "x->y", ""]
