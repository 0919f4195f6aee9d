"""What people are shown of a value or an error is short, and made in a short time, however much there is of it."""

from __future__ import annotations

from collections.abc import Callable
from time import thread_time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flowscheme import Interpreter, LimitExceeded, Limits, SchemeError
from flowscheme.cli.output import error_data, json_text
from flowscheme.flow.failure import Failure
from flowscheme.lang.faults import fault_notes
from flowscheme.lang.text.printer import SHOWN, brief, describe
from flowscheme.lang.values.complex import rectangular
from flowscheme.lang.values.datum import (
    CHARS,
    NIL,
    Bytevector,
    Condition,
    MultipleValues,
    RecordType,
    String,
    Vector,
    cons,
    list_from,
    symbol,
)
from flowscheme.lang.values.ratio import ratio
from flowscheme.primitives.hash_keys import HashTable
from flowscheme.report import explain

SOON = 3.0
"""Seconds of the processor's time: what takes as long as there is of a value takes minutes, or has no end."""

BOX = RecordType("<box>", ("content",))
LONG = RecordType("x" * 400_000, ("content",))
DEEP = 50_000


def boxed(value: Any, kind: RecordType = BOX) -> Any:
    made = kind.instance()
    setattr(made, kind.slots[0], value)
    return made


def dag(value: Any, join: Callable[[Any], Any]) -> Any:
    for _ in range(60):
        value = join(value)
    return value


def ring(value: Any) -> Any:
    pair = cons(value, NIL)
    pair.cdr = pair
    return pair


def deep(value: Any, wrap: Callable[[Any], Any]) -> Any:
    for _ in range(DEEP):
        value = wrap(value)
    return value


ATOMS = {
    "a string": String("a" * 5_000_000),
    "a string of controls": String("\x1f" * 5_000_000),
    "a symbol": symbol("a b" * 2_000_000),
    "a bytevector": Bytevector(bytearray(5_000_000)),
    "an integer": 1 << 5_000_000,
    "a fraction": ratio(1 << 5_000_000, 3),
    "a complex number": rectangular(1 << 5_000_000, 3),
    "a character": CHARS["a"],
    "an empty list": NIL,
}

WRAPPERS: dict[str, Callable[[Any], Any]] = {
    "in a wide vector": lambda value: Vector([value] * 400_000),
    "in a long list": lambda value: list_from([value] * 50_000),
    "in a pair": lambda value: cons(value, value),
    "in a record": boxed,
    "in a record of a long name": lambda value: boxed(value, LONG),
    "in a condition": lambda value: Condition("m" * 400_000, [value] * 50_000),
    "in values": lambda value: MultipleValues((value,) * 50_000),
    "in a failure": Failure,
    "in a table": lambda value: HashTable(None, None, None),
    "shared by pairs": lambda value: dag(value, lambda inner: cons(inner, inner)),
    "shared by lists": lambda value: dag(value, lambda inner: list_from([inner, inner])),
    "shared by vectors": lambda value: dag(value, lambda inner: Vector([inner, inner])),
    "shared by records": lambda value: dag(value, lambda inner: boxed(cons(inner, inner))),
    "shared by conditions": lambda value: dag(value, lambda inner: Condition("", [inner, inner])),
    "in a ring": ring,
    "deep in cars": lambda value: deep(value, lambda inner: cons(inner, NIL)),
    "deep in vectors": lambda value: deep(value, lambda inner: Vector([inner])),
    "deep in records": lambda value: deep(value, boxed),
}

WAYS: dict[str, Callable[[Any], str]] = {
    "brief": brief,
    "describe": describe,
    "str of an error": lambda value: str(SchemeError(value)),
    "repr of an error": lambda value: repr(SchemeError(value)),
    "str of a limit": lambda value: str(LimitExceeded(value, "memory")),
    "repr of a value": lambda value: "" if type(value) is int else repr(value),
    "a report": lambda value: explain(SchemeError(value)),
    "a note": fault_notes.brief,
}


def shown(value: Any) -> None:
    """Hold every way of showing to its bounds."""
    for way, show in WAYS.items():
        began = thread_time()
        text = show(value)
        assert thread_time() - began < SOON, way
        assert len(text) <= 3 * SHOWN, way


@pytest.mark.parametrize("atom", ATOMS)
def test_an_atom_is_shown_briefly(atom: str) -> None:
    shown(ATOMS[atom])


@pytest.mark.parametrize("wrapper", WRAPPERS)
def test_a_compound_is_shown_briefly(wrapper: str) -> None:
    shown(WRAPPERS[wrapper](String("a" * 1_000_000)))


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(st.sampled_from(sorted(ATOMS)), st.lists(st.sampled_from(sorted(WRAPPERS)), max_size=3))
def test_what_is_put_together_is_shown_briefly(atom: str, wrappers: list[str]) -> None:
    value = ATOMS[atom]
    for wrapper in wrappers:
        value = WRAPPERS[wrapper](value)
    shown(value)


JSON_MOST = 1_100_000


@pytest.mark.parametrize("name", [*ATOMS, *WRAPPERS])
def test_a_value_as_json_is_bounded(name: str) -> None:
    value = ATOMS[name] if name in ATOMS else WRAPPERS[name](String("a" * 1_000_000))
    for tree in ({"result": value}, {"error": error_data(value)}, [{"error": error_data(Condition("", [value] * 3))}]):
        began = thread_time()
        assert len(json_text(tree)) <= JSON_MOST + 3 * SHOWN
        assert thread_time() - began < SOON


def test_what_is_cut_off_says_so() -> None:
    for value in (String("a" * 20_000), list_from([1] * 20_000), symbol("a" * 20_000), Condition("a", [1] * 20_000)):
        assert brief(value).endswith(" ...")
        assert describe(value).endswith(" ...")
    assert describe(Condition("b" * 20_000)).endswith("b ...")
    assert brief(list_from([1, 2])) == "(1 2)"
    assert brief(list_from([1, 2]), 5) == "(1 2)"
    assert brief(list_from([1, 2, 3]), 5) == "(1 2  ..."
    assert brief(1 << 100_000) == "#<number of 100001 bits>"
    ending = Vector([Vector([])] * 9_000)
    assert brief(ending).endswith(" ...")


DAG = "(define (dag n) (if (= n 0) '() (let ((d (dag (- n 1)))) (cons d d)))) (define-record-type <box> (box v) box? (v unbox))"


@pytest.mark.parametrize(
    "source",
    [
        "(write (dag 60) (open-output-string))",
        "(display (vector (dag 60)) (open-output-string))",
        "(write-simple (box (dag 60)) (open-output-string))",
        "(error (dag 60))",
        "(dag 60)",
        "(vector (dag 60) (list (dag 60)))",
        "(values 1 (dag 60))",
        "(write (make-vector 3000000 1) (open-output-string))",
        "(write-shared (make-vector 3000000 (list 1)) (open-output-string))",
        "(make-vector 3000000 (list 1))",
        "(write (make-bytevector 3000000 1) (open-output-string))",
    ],
)
def test_steps_alone_bound_writing_and_conversion(source: str) -> None:
    scheme = Interpreter(grants=(), limits=Limits(steps=50_000))
    began = thread_time()
    with pytest.raises(LimitExceeded):
        scheme.eval(f"{DAG} {source}")
    assert thread_time() - began < 10
    assert scheme.eval("(+ 1 2)") == 3


def test_writing_without_limits_ends_as_well() -> None:
    with pytest.raises(SchemeError):
        Interpreter().eval(f'{DAG} (define s (make-string 100000 #\\a)) (write (make-vector 3000 s) (open-output-string))')


def test_what_python_gets_shares_what_the_program_shared() -> None:
    value = Interpreter().eval("(let ((a (list 1 2)) (v (vector 3))) (list a a v v (cons 0 a)))")
    assert value == [[1, 2], [1, 2], (3,), (3,), [0, 1, 2]]
    assert value[0] is value[1] and value[2] is value[3]


@pytest.mark.parametrize("fault", ["(vector-ref b 0)", "(+ 1 b)", "(b)", "(car (car b))", "(vector-ref (vector b) b)"])
def test_notes_of_what_is_shared_are_short(fault: str) -> None:
    scheme = Interpreter(limits=Limits(seconds=20))
    began = thread_time()
    with pytest.raises(SchemeError) as caught:
        scheme.eval(f"{DAG} (define b (box (dag 60)))\n{fault}")
    notes = "\n".join(getattr(caught.value, "__notes__", ()))
    assert len(notes) < 1000
    assert thread_time() - began < SOON
