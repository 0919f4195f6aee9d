"""Classes of the host's with an answer of their own: dates, `Decimal`, `UUID`, `Enum`, dataclasses, and what is registered."""

from __future__ import annotations

import dataclasses
import datetime
import enum
import uuid
from abc import ABC
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

import flowscheme
from flowscheme import Engine, Interpreter, SchemeError
from flowscheme.cli.output import json_text
from flowscheme.conversion import to_python, to_scheme
from flowscheme.flow.codec import decode, encode
from flowscheme.host_types import register
from flowscheme.lang.text.printer import write
from flowscheme.lang.values.foreign import Foreign, HostValue


class Colour(enum.Enum):
    RED = 1
    GREEN = "green"


class Access(enum.Flag):
    READ = 1
    WRITE = 2


@dataclasses.dataclass
class Item:
    name: str
    price: Decimal


@dataclasses.dataclass(frozen=True, slots=True)
class Order:
    id: uuid.UUID
    items: list[Item]
    due: datetime.date
    colour: Colour
    count: int = dataclasses.field(init=False, default=7)


class Shape(ABC):  # noqa: B024 - only its metaclass matters
    """An abstract class."""


@dataclasses.dataclass
class Circle(Shape):
    radius: int


class Money:
    def __init__(self, cents: int, currency: str) -> None:
        self.cents, self.currency = cents, currency

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Money) and vars(self) == vars(other)

    __hash__ = None  # type: ignore[assignment]


class Euros(Money):
    """A subclass of a registered class."""


register(Money, lambda money: [money.cents, money.currency], lambda data: Money(*data))

UTC = datetime.UTC
ID = uuid.UUID(int=5)
TWO_WAYS: list[tuple[Any, str]] = [
    (datetime.datetime(2026, 1, 2, 3, 4, 5, 6), '#<datetime "2026-01-02T03:04:05.000006">'),
    (datetime.datetime(2026, 1, 2, tzinfo=UTC), '#<datetime "2026-01-02T00:00:00+00:00">'),
    (datetime.date(2026, 1, 2), '#<date "2026-01-02">'),
    (datetime.time(3, 4), '#<time "03:04:00">'),
    (datetime.timedelta(days=-1, microseconds=1), "#<timedelta -86399999999/1000000>"),
    (ID, '#<UUID "00000000-0000-0000-0000-000000000005">'),
    (Colour.GREEN, "#<Colour GREEN>"),
    (Access.READ | Access.WRITE, "#<Access 3>"),
    (Item("tea", Decimal("1.50")), '#<Item ((name . "tea") (price . 3/2))>'),
    (Circle(2), "#<Circle ((radius . 2))>"),
    (Money(5, "EUR"), '#<Money (5 "EUR")>'),
]


@pytest.mark.parametrize(("value", "written"), TWO_WAYS, ids=[written[:12] for _, written in TWO_WAYS])
def test_what_has_an_answer_is_data_to_scheme_and_itself_to_python(value: Any, written: str) -> None:
    entered = to_scheme(value)
    assert type(entered) is HostValue and write(entered) == written
    assert to_python(entered) is value
    journaled = decode(encode(entered))
    back = to_python(journaled)
    assert back == value and type(back) is type(value)
    scheme = Interpreter(())
    scheme.eval("(import (scheme base) (srfi 69) (flowscheme host))")
    for name, given in (("a", value), ("b", value), ("c", journaled)):
        scheme.define(name, given)
    assert scheme.eval("(list (eq? a b) (equal? a c) (eqv? a c) (host-value? a) (equal? (host-datum a) (host-datum c)))") == [
        True, True, False, True, True,
    ]  # fmt: skip
    scheme.eval("(define t (make-hash-table)) (hash-table-set! t a 1)")
    assert scheme.eval("(list (hash-table-ref/default t c 0) (= (hash a) (hash c)))") == [1, True]
    for source in ("(+ a 1)", "(< a c)", "(- a c)", "(car a)", "(string-length a)", "(vector-ref a 0)", "(a)"):
        with pytest.raises(SchemeError):
            scheme.eval(source)


def test_a_dataclass_holds_others() -> None:
    order = Order(ID, [Item("tea", Decimal(2)), Item("cup", Decimal("0.1"))], datetime.date(2026, 5, 6), Colour.RED)
    scheme = Interpreter(())
    scheme.define("order", order)
    assert scheme.eval("(map (lambda (item) (cdr (assq 'price (host-datum item)))) (cdr (assq 'items (host-datum order))))") == [
        2, Fraction(1, 10),
    ]  # fmt: skip
    assert scheme.eval("order") is order
    back = to_python(decode(encode(to_scheme(order))))
    assert back == order and back.items[1].price == Decimal("0.1")


DECIMALS = {
    "19.99": "1999/100", "2": "2", "-0": "0", "1e3": "1000", "Infinity": "+inf.0", "-Infinity": "-inf.0", "sNaN": "+nan.0",
}  # fmt: skip


@pytest.mark.parametrize(("value", "written"), DECIMALS.items())
def test_a_decimal_is_the_exact_number_that_it_is(value: str, written: str) -> None:
    assert write(to_scheme(Decimal(value))) == written
    assert not Decimal(value).is_finite() or to_python(to_scheme(Decimal(value))) == Decimal(value)


@pytest.mark.parametrize("huge", ["1e1000000000", "1e-1000000000"])
def test_a_decimal_that_would_fill_the_memory_is_refused(huge: str) -> None:
    with pytest.raises(SchemeError, match="digits"):
        to_scheme(Decimal(huge))


def test_flows_journal_what_has_an_answer(tmp_path: Any) -> None:
    engine = Engine(f"sqlite:///{tmp_path / 'flows.db'}")
    seen: list[Any] = []
    engine.effect(lambda: Colour.RED, "pick")
    engine.effect(lambda *values: seen.append(values), "tell")
    engine.interpreter.eval("(defflow (f input) (let ((colour (pick))) (suspend 'wait) (tell input colour) (list input colour)))")
    when = datetime.datetime(2026, 1, 2, tzinfo=UTC)
    run = engine.start("f", when)
    assert run.input == when
    assert engine.resume(run.id, Money(1, "EUR")).result == [when, Colour.RED]
    assert seen == [(when, Colour.RED)]
    engine.close()


def test_json_shows_the_data() -> None:
    assert json_text({"result": to_scheme([datetime.date(2026, 1, 2), Colour.RED, Circle(2)])}) == (
        '{"result": ["2026-01-02", "RED", {"radius": 2}]}'
    )


def test_a_class_that_this_process_does_not_know_stays_as_it_was_journaled() -> None:
    unknown = decode('["{=python:elsewhere.Thing","(",1,2,")","}"]')
    assert to_python(unknown) is unknown and repr(unknown) == "#<Thing (1 2)>"
    assert encode(unknown) == '["{=python:elsewhere.Thing","(",1,2,")","}"]'


def test_data_that_make_no_instance_are_an_error_of_the_program() -> None:
    scheme = Interpreter(())
    scheme.define("give", lambda value: value)
    scheme.define("day", decode('["{=python:datetime.date","\'never","}"]'))
    assert scheme.eval("(guard (e ((error-object? e) 'refused)) (give day))").name == "refused"


def test_a_subclass_has_the_answer_of_its_base() -> None:
    assert write(to_scheme(Euros(1, "EUR"))) == '#<Money (1 "EUR")>'


def test_an_answer_without_a_way_back_gives_the_data() -> None:
    class Point:
        def __init__(self, x: int, y: int) -> None:
            self.x, self.y = x, y

    assert type(to_scheme(Point(1, 2))) is Foreign
    flowscheme.register(Point, lambda point: (point.x, [point.y]))
    assert write(to_scheme({"at": Point(1, 2)})) == "((at . #(1 (2))))"


def test_an_answer_that_fails_is_a_condition() -> None:
    class Broken:
        """An object of which nothing can be said."""

    register(Broken, lambda _: 1 / 0)
    scheme = Interpreter(())
    scheme.define("give", Broken)
    assert scheme.eval("(guard (e (#t (error-object-message e))) (give))") == "ZeroDivisionError: division by zero"


def test_an_answer_that_contains_its_object_is_refused() -> None:
    class Loop:
        """An object whose data hold itself."""

    register(Loop, lambda loop: [loop])
    with pytest.raises(SchemeError, match="contains itself"):
        to_scheme(Loop())


@pytest.mark.parametrize("wrong", [int, str, list, dict, bool, 5, Foreign, HostValue])
def test_what_has_a_scheme_form_of_its_own_is_not_registered(wrong: Any) -> None:
    with pytest.raises(TypeError):
        register(wrong, str)


def test_only_enums_and_dataclasses_need_no_function() -> None:
    register(Colour)
    register(Item)
    with pytest.raises(TypeError, match="to_scheme is missing"):
        register(Shape)


def test_a_class_that_calls_itself_a_date_is_none() -> None:
    impostor = type("date", (), {"__module__": "datetime", "isoformat": lambda self: "2026-01-01"})
    assert type(to_scheme(impostor())) is Foreign
