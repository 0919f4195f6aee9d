"""Values across the border (README.md, "From Python": one table, both ways), for every type, nested."""

from __future__ import annotations

import io
from collections import OrderedDict
from enum import IntEnum
from fractions import Fraction
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flowscheme import Char, Engine, Interpreter, Pair, SchemeError, Symbol
from flowscheme.conversion import to_python, to_scheme
from flowscheme.interp import ALL_GRANTS
from flowscheme.lang.text.printer import write
from flowscheme.lang.values.datum import Condition, char, list_from, symbol

SCHEME = Interpreter()

WRITTEN = [
    (None, "null"),
    (True, "#t"),
    (False, "#f"),
    (42, "42"),
    (-(10**30), "-1000000000000000000000000000000"),
    (1.5, "1.5"),
    (Fraction(1, 3), "1/3"),
    (Fraction(4, 2), "2"),
    ("text", '"text"'),
    (b"\x01\xff", "#u8(1 255)"),
    ([], "()"),
    ([1, "a", [True]], '(1 "a" (#t))'),
    ((1, (2.0, None)), "#(1 #(2.0 null))"),
    ({"a": 1, "b": {"c": [False]}}, "((a . 1) (b (c #f)))"),
]


@pytest.mark.parametrize(("python", "written"), WRITTEN, ids=lambda value: repr(value)[:20])
def test_python_values_become_scheme_values(python: Any, written: str) -> None:
    assert write(to_scheme(python)) == written


@pytest.mark.parametrize("python", [python for python, _ in WRITTEN], ids=lambda value: repr(value)[:20])
def test_values_come_back_as_they_went(python: Any) -> None:
    SCHEME.define("value", python)
    back = SCHEME["value"]
    assert (back == python and type(back) is type(python)) or python == Fraction(4, 2) == back


atoms = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text() | st.binary()
keys = st.text(min_size=1).filter(lambda key: key != "null")  # a list of pairs, see `conversion`
values = st.recursive(
    atoms,
    lambda inner: st.lists(inner) | st.lists(inner).map(tuple) | st.dictionaries(keys, inner, min_size=1),
    max_leaves=20,
)


@given(values)
def test_nested_values_come_back_as_they_went(value: Any) -> None:
    identity = SCHEME.eval("(lambda (x) x)")
    assert identity(value) == value


def test_symbols_characters_and_dotted_pairs_are_themselves() -> None:
    found = SCHEME.eval("(list 'name #\\a (cons 1 2))")
    assert found[0] is symbol("name") and isinstance(found[0], Symbol)
    assert isinstance(found[1], Char) and found[1].char == "a"
    assert isinstance(found[2], Pair) and (found[2].car, found[2].cdr) == (1, 2)


def test_procedures_cross_both_ways() -> None:
    SCHEME.define("twice", lambda f, x: f(f(x)))
    assert SCHEME.eval("(twice (lambda (x) (* x 3)) 2)") == 18
    add = SCHEME.eval("(lambda (a b) (+ a b))")
    assert add(1, 2) == 3
    SCHEME.define("add", add)
    assert SCHEME.eval("(add 4 5)") == 9


def test_a_pending_tail_call_does_not_leak() -> None:
    countdown = SCHEME.eval("(define (countdown n k) (if (= n 0) (k 'done) (countdown (- n 1) k))) countdown")
    assert countdown(1000, lambda word: word) is symbol("done")


def test_wrong_arity_from_python_is_a_scheme_error() -> None:
    with pytest.raises(SchemeError, match="expects"):
        SCHEME.eval("(lambda (x) x)")(1, 2)


def test_a_host_exception_is_a_condition_that_keeps_it() -> None:
    def fail() -> None:
        raise LookupError("not here")

    SCHEME.define("fail-here", fail)
    message = SCHEME.eval("(guard (e ((error-object? e) (error-object-message e))) (fail-here))")
    assert message == "LookupError: not here"
    with pytest.raises(SchemeError) as caught:
        SCHEME.eval("(fail-here)")
    assert isinstance(caught.value.payload.cause, LookupError)


def test_other_objects_are_opaque() -> None:
    token = object()
    SCHEME.define("token", token)
    assert SCHEME.eval("(list token)") == [token]


CIRCULAR = [
    "(let ((x (list 1 2))) (set-cdr! (cdr x) x) x)",
    "(let ((x (list 1 2))) (set-car! x x) x)",
    "(let ((x (list 1 2))) (set-car! (cdr x) (cdr x)) x)",
    "(let ((x (list 1 (list 2)))) (set-car! (cadr x) x) x)",
    "(let ((x (cons 1 2))) (set-car! x x) x)",
    "(let ((x (list (cons 'key 1)))) (set-cdr! (car x) x) x)",
    "(let ((x (vector 1 2))) (vector-set! x 1 x) x)",
    "(let ((x (vector 1 (list 2)))) (set-car! (vector-ref x 1) x) x)",
    "(let ((x (list 1 2))) (set-car! x x) (values 1 x))",
]


@pytest.mark.parametrize("source", CIRCULAR)
def test_what_contains_itself_has_no_python_form(source: str) -> None:
    with pytest.raises(SchemeError, match="circular"):
        SCHEME.eval(source)


def test_what_is_shared_crosses_once_for_every_place() -> None:
    assert SCHEME.eval("(let ((x (list 1))) (list x x (vector x x)))") == [[1], [1], ([1], [1])]


def test_deep_data_cross_without_the_c_stack() -> None:
    found = SCHEME.eval("(let loop ((i 0) (x '())) (if (= i 50000) x (loop (+ i 1) (list x))))")
    depth = 0
    while found:
        found, depth = found[0], depth + 1
    assert depth == 50000


class Colour(IntEnum):
    RED = 3


class Place(NamedTuple):
    x: int
    name: str


def test_subclasses_cross_as_what_they_derive_from() -> None:
    crossed = to_scheme([Colour.RED, Place(1, "n"), type("Text", (str,), {})("t"), OrderedDict(k=1)])
    assert write(crossed) == '(3 #(1 "n") "t" ((k . 1)))'
    assert type(to_python(crossed)[0]) is int


def test_signed_zero_and_nan_keep_their_identity() -> None:
    assert str(to_python(to_scheme(-0.0))) == "-0.0"
    assert str(to_python(to_scheme(float("nan")))) == "nan"


def test_true_and_false_are_not_numbers_on_either_side() -> None:
    interpreter = Interpreter()
    interpreter.define("yes", True)
    assert interpreter.eval("(list yes (boolean? yes) (number? yes) (eq? yes #t))") == [True, True, False, True]
    assert interpreter.eval("(list 1 0)") == [1, 0]
    assert [type(each) for each in interpreter.eval("(list #t 1)")] == [bool, int]


def test_an_improper_list_converts_its_parts() -> None:
    found = Interpreter().eval('(cons "a" (cons #(1) "end"))')
    assert (found.car, found.cdr.car, found.cdr.cdr) == ("a", (1,), "end")


def test_unspecified_leaves_as_none_and_null_too() -> None:
    assert Interpreter().eval("(list (if #f #f) 'null)") == [None, None]


def test_several_values_leave_as_a_tuple() -> None:
    assert Interpreter().eval('(values 1 "two")') == (1, "two")


def test_a_string_from_python_is_new_each_time_and_mutable() -> None:
    interpreter = Interpreter()
    interpreter.define("f", lambda: "abc")
    assert interpreter.eval("(let ((s (f))) (string-set! s 0 #\\x) (list s (f)))") == ["xbc", "abc"]


def test_a_procedure_that_crosses_twice_is_the_same_one() -> None:
    interpreter = Interpreter()
    procedure = interpreter.eval("(define (f x) x) f")
    interpreter.define("again", procedure)
    assert interpreter.eval("(eq? f again)") is True

    def host(value: Any) -> Any:
        return value

    interpreter.define("host", host)
    assert interpreter["host"] is host


def test_a_scheme_error_passes_through_a_host_function() -> None:
    interpreter = Interpreter()
    interpreter.define("run", lambda thunk: thunk())
    assert interpreter.eval("(guard (e (#t (list 'caught e))) (run (lambda () (raise 'inner))))")[1] == symbol("inner")


@pytest.mark.parametrize("value", [[[None]], [[None], [None]], [[symbol("a"), 1], [symbol("a"), 2]]])
def test_a_list_that_only_looks_like_a_dict_loses_nothing(value: Any) -> None:
    assert to_python(to_scheme(value)) == value


# Wrong types from Python, and what Python shows


@pytest.mark.parametrize(
    "wrong",
    [
        lambda scheme, engine: scheme.eval(5),
        lambda scheme, engine: scheme.eval(b"1"),
        lambda scheme, engine: scheme.call(5),
        lambda scheme, engine: scheme.define(5, 1),
        lambda scheme, engine: scheme[5],
        lambda scheme, engine: scheme.load(5),
        lambda scheme, engine: engine.start("flow", 1, id=5),
        lambda scheme, engine: engine.start(5, 1),
        lambda scheme, engine: engine.resume(5, 1),
        lambda scheme, engine: engine.retry(5),
        lambda scheme, engine: engine.cancel(5),
        lambda scheme, engine: engine.status(None),
        lambda scheme, engine: engine.result(5),
        lambda scheme, engine: engine.run(5),
        lambda scheme, engine: engine.view(5),
    ],
)
def test_a_wrong_python_type_is_a_type_error(wrong: Any) -> None:
    with pytest.raises(TypeError, match="str"):
        wrong(Interpreter(), Engine("memory:"))


def test_compound_objects_show_themselves_as_scheme_does() -> None:
    made = Interpreter().eval_datum("(list 1 (vector 'a \"b\") (cons 1.5 #\\c))")
    assert repr(made) == '(1 #(a "b") (1.5 . #\\c))'
    assert repr(Condition("boom:", [1])) == "#<condition boom: 1>"
    assert len(repr(list_from(range(10_000)))) < 1100


def test_what_a_failed_form_worked_on_is_noted() -> None:
    with pytest.raises(SchemeError) as caught:
        Interpreter().eval('(define (f x) (* 2 x)) (f "12")')
    assert caught.value.__notes__ == ['argument 2, x, is "12"']


# Text that cannot be written and read back


@pytest.mark.parametrize("make", [symbol, char], ids=["symbol", "char"])
def test_names_and_characters_are_made_of_text(make: Any) -> None:
    for wrong in (3, None, b"a"):
        with pytest.raises(TypeError, match="made of a str"):
            make(wrong)
    with pytest.raises(SchemeError, match="surrogate"):
        make("\ud800")
    assert type(make(type("Text", (str,), {})("é"))) is type(make("é"))


@pytest.mark.parametrize(
    "enter",
    [
        lambda scheme: scheme.define("text", "a\udcff"),
        lambda scheme: scheme.define("a\udcff", 1),
        lambda scheme: scheme.define("text", {"\ud800": 1}),
        lambda scheme: scheme.define("text", [({"key": ["\ud800"]},)]),
        lambda scheme: scheme.call("list", "\ud800"),
        lambda scheme: scheme.call("\ud800"),
        lambda scheme: scheme["\ud800"],
        lambda scheme: scheme.eval('"\ud800"'),
        lambda scheme: scheme.eval("(gives-text)"),
        lambda scheme: scheme.eval("(gives-name)"),
        lambda scheme: Engine("memory:", scheme).start("\ud800", 1),
    ],
)
def test_a_lone_surrogate_is_refused_where_it_enters(enter: Any) -> None:
    scheme = Interpreter()
    scheme.define("gives-text", lambda: ["\ud800"])
    scheme.define("gives-name", lambda: symbol("\ud800"))
    with pytest.raises(SchemeError, match=r"surrogate|not UTF-8"):
        enter(scheme)


def test_what_the_system_says_is_mended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLOWSCHEME_TEST", "a\udcffb")
    monkeypatch.setattr("sys.stdin", io.StringIO("a\udcff\n"))
    scheme = Interpreter(ALL_GRANTS)
    scheme.command_line = ["program", "\udcff"]
    assert scheme.eval('(list (get-environment-variable "FLOWSCHEME_TEST") (read-line) (command-line))') == [
        "a\ufffdb", "a\ufffd", ["program", "\ufffd"],
    ]  # fmt: skip

    def fail() -> None:
        raise LookupError("\udcff\U0001f600")

    scheme.define("fail", fail)
    assert scheme.eval("(guard (e (#t (error-object-message e))) (fail))") == "LookupError: \ufffd\U0001f600"


def test_an_exception_that_cannot_say_what_it_is_passes() -> None:
    class Mute(Exception):
        def __str__(self) -> str:
            raise ValueError

    def fail() -> None:
        raise Mute

    SCHEME.define("fail-mutely", fail)
    with pytest.raises(SchemeError, match="Mute"):
        SCHEME.eval("(fail-mutely)")
