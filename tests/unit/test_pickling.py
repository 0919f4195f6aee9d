"""Values and errors come out of pickles and copies as what they were."""

from __future__ import annotations

import array
import copy
import decimal
import pickle
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from typing import Any

import pytest

from flowscheme import Interpreter, LimitExceeded, Limits, SchemeError, char, errors, symbol
from flowscheme.errors import NotGranted, SchemeExit, SourceError
from flowscheme.lang.values import datum
from flowscheme.lang.values.datum import EOF, NIL, UNSPECIFIED, Pair, RecordType, String, Written, cons
from flowscheme.primitives.equivalence import equal

SCHEME = Interpreter()
SCHEME.eval("(define-record-type <point> (point x y) point? (x point-x) (y point-y set-y!))")
SCHEME.eval("(import (srfi 69) (srfi 115))")

WAYS: dict[str, Callable[[Any], Any]] = {
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "pickle": lambda it: pickle.loads(pickle.dumps(it)),
    "an old pickle": lambda it: pickle.loads(pickle.dumps(it, 2)),
}

SAME = {
    "a symbol": symbol("a b"),
    "a character": char("x"),
    "a rare character": char("\U0001d11e"),
    "the empty list": NIL,
    "the unspecified value": UNSPECIFIED,
    "the end of a file": EOF,
    "true": ...,
    "false": None,
    "a record type": SCHEME.eval_datum("<point>"),
}

EQUAL = {
    name: SCHEME.eval_datum(source)
    for name, source in {
        "a string": '(string #\\a #\\newline)',
        "a bytevector": "(bytevector 1 2 255)",
        "an integer": "(expt 7 10000)",
        "a rational": "2/3",
        "a complex number": "1/2+3i",
        "an inexact one": "+inf.0-0.0i",
        "a pair": "'(1 . #\\a)",
        "a list": "(list 1 2.5 \"s\" 'b '() #t #f (vector 1 (list 2)) (eof-object))",
        "a vector": "(vector 1 (vector) '(a . b))",
        "a long list": "(make-list 40000 'x)",
        "a deep list": "(let loop ((n 40000) (l '())) (if (= n 0) l (loop (- n 1) (list l))))",
        "a deep vector": "(let loop ((n 40000) (l '())) (if (= n 0) l (loop (- n 1) (vector n l))))",
    }.items()
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", SAME)
def test_what_there_is_once_stays_itself(name: str, way: str) -> None:
    assert WAYS[way](SAME[name]) is SAME[name]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", EQUAL)
def test_a_value_equals_its_copy(name: str, way: str) -> None:
    again = WAYS[way](EQUAL[name])
    assert type(again) is type(EQUAL[name])
    assert SCHEME.evaluate(lambda: equal(again, EQUAL[name]))


@pytest.mark.parametrize("way", WAYS)
def test_sharing_and_circles_stay(way: str) -> None:
    shared = WAYS[way](SCHEME.eval_datum("(let* ((a (list 1)) (v (vector a a))) (set-cdr! a v) (cons v a))"))
    assert shared.car.items[0] is shared.car.items[1] is shared.cdr
    assert shared.cdr.cdr is shared.car


def keep(name: str, value: Any) -> None:
    """Define a Scheme value as it is."""
    SCHEME.libraries.define(SCHEME.environment, name, value)


@pytest.mark.parametrize("way", WAYS)
def test_tables_and_regexps_stay(way: str) -> None:
    keep("again", WAYS[way](SCHEME.eval_datum("(let ((t (make-hash-table equal?))) (hash-table-set! t '(1) 'a) t)")))
    assert SCHEME.eval("(hash-table-ref/default again (list 1) #f)") is symbol("a")
    keep("again", WAYS[way](SCHEME.eval_datum("(regexp '(+ \"a\"))")))
    assert SCHEME.eval('(regexp-matches? again "aa")') is True


@pytest.mark.parametrize("way", WAYS)
def test_records_conditions_and_promises_stay(way: str) -> None:
    raised = "(call/cc (lambda (k) (with-exception-handler k (lambda () (error \"boom\" 1 'a)))))"
    kinds = f"(list (point 1 2) {raised} (make-promise 5))"
    keep("again", WAYS[way](SCHEME.eval_datum(kinds)))
    assert SCHEME.eval("(list (point? (car again)) (point-y (car again)))") == [True, 2]
    assert SCHEME.eval("(let ((e (cadr again))) (cons (error-object-message e) (error-object-irritants e)))") == [
        "boom", 1, symbol("a"),
    ]  # fmt: skip
    assert SCHEME.eval("(force (caddr again))") == 5


def test_a_shallow_copy_shares_its_parts() -> None:
    pair = SCHEME.eval_datum("(list (list 1) 2)")
    again = copy.copy(pair)
    assert again is not pair
    assert again.car is pair.car and again.cdr is pair.cdr
    record = SCHEME.eval_datum("(point (list 1) 2)")
    assert getattr(copy.copy(record), record.type.slots[0]) is getattr(record, record.type.slots[0])


def test_what_python_was_given_can_be_pickled() -> None:
    dotted = SCHEME.eval("(cons (list 1 (vector 2 (cons 3 4))) 5)")
    for way in WAYS.values():
        again = way(dotted)
        assert (again.car[0], again.cdr, again.car[1][1].cdr) == (1, 5, 4)
    both = copy.deepcopy([dotted, dotted.car])
    assert both[0].car is not dotted.car


def test_every_class_of_compound_values_has_a_shape() -> None:
    """A new one that is forgotten would be pickled as Python does it: by recursion in C."""
    from flowscheme.lang.values.pickling import _number  # the table is the law's other side

    kinds = [kind for kind in vars(datum).values() if isinstance(kind, type) and issubclass(kind, Written)]
    assert {Pair, RecordType} < set(kinds)
    for kind in kinds:
        assert kind in (Written, RecordType) or _number(kind) is not None, kind


# Errors

ERRORS = {
    "an error": '(error "boom" (list 1 2) #\\x (list) (quote a))',
    "a procedure among irritants": "(vector-ref car 0)",
    "an own procedure": "(raise (lambda (x) x))",
    "a port": "(raise (list (current-output-port) 1))",
    "a table": "(raise (make-hash-table equal?))",
    "a table with an equivalence of its own": "(raise (make-hash-table (lambda (a b) #t)))",
    "a regexp": "(raise (regexp '(+ \"a\")))",
    "a record": "(raise (point (list 1 car) 2))",
    "a circle": "(let ((l (list 1 2))) (set-cdr! l l) (raise l))",
    "a deep list": "(raise (let loop ((n 40000) (l '())) (if (= n 0) l (loop (- n 1) (list l)))))",
    "a number": "(raise (expt 7 10000))",
    "a type": "(+ 1 'a)",
    "an unbound variable": "unbound",
    "a syntax": "(if)",
    "an exit": "(exit 3)",
    "a grant": '(open-input-file "x")',
    "a host's exception": "(host)",
}


def _raise() -> None:
    raise ValueError("host")


SCHEME.define("host", _raise)


def caught(source: str, **more: Any) -> SchemeError:
    with pytest.raises(SchemeError) as error:
        SCHEME.eval(source, **more)
    return error.value


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ERRORS)
def test_an_error_stays(name: str, way: str) -> None:
    error = caught(ERRORS[name])
    again = WAYS[way](error)
    assert type(again) is type(error)
    assert str(again) == str(error) and repr(again) == repr(error)
    assert again.backtrace == error.backtrace
    assert getattr(again, "__notes__", None) == getattr(error, "__notes__", None)
    assert type(again.payload) is type(error.payload) or "procedure" in name or "table" in name
    for given in ("limit", "code", "continuable"):
        assert getattr(again, given, None) == getattr(error, given, None)


@pytest.mark.parametrize("way", WAYS)
def test_a_limit_stays(way: str) -> None:
    error = caught("(let loop () (loop))", limits=Limits(seconds=0.05))
    again = WAYS[way](error)
    assert type(again) is LimitExceeded
    assert (again.limit, str(again)) == ("seconds", str(error))


def test_every_class_of_errors_stays() -> None:
    kinds = [kind for kind in vars(errors).values() if isinstance(kind, type) and issubclass(kind, SchemeError)]
    assert {SourceError, LimitExceeded, NotGranted, SchemeExit} <= set(kinds)
    made: dict[Any, tuple[Any, ...]] = {LimitExceeded: (NIL, "steps")}
    for kind in kinds:
        error = kind(*made.get(kind, (5,)))
        for way in WAYS.values():
            assert type(way(error)) is kind
            assert vars(way(error)) == vars(error)


def test_what_only_its_process_has_is_refused_in_a_value() -> None:
    with pytest.raises((pickle.PicklingError, AttributeError)):
        pickle.dumps(SCHEME.eval_datum("(list (lambda (x) x))"))
    assert copy.deepcopy(SCHEME.eval_datum("(list car)")).car is SCHEME.eval_datum("car")


def work(source: str) -> Any:
    limits = Limits(seconds=0.3) if "loop" in source else None
    return Interpreter(limits=Limits(seconds=20), grants=()).eval(source, limits=limits)


def test_a_pool_of_processes_gives_values_and_errors() -> None:
    cases = {
        "(+ 1 2)": 3,
        "(error \"boom\" (list 1 2) '())": "boom (1 2) ()",
        "(vector-ref car 0)": "vector-ref: argument 1 must be a vector, got #<procedure car>",
        "(let loop () (loop))": "the time limit of 0.3 s is spent",
        "(list 1 #\\a 'b)": [1, char("a"), symbol("b")],
        "(cons 1 2)": cons(1, 2),
        "(+ 1 3)": 4,
    }
    with ProcessPoolExecutor(1) as pool:
        for source, wanted in cases.items():
            try:
                got = pool.submit(work, source).result(60)
            except SchemeError as error:
                got = str(error)
            assert got == wanted or repr(got) == repr(wanted)


def test_a_record_goes_to_another_process_and_back() -> None:
    """There its type is another one, but the same each time; back here it is its own."""
    record = SCHEME.eval_datum("(point 1 2)")
    script = (
        "import pickle, sys\na, b = pickle.load(sys.stdin.buffer), pickle.load(sys.stdin.buffer)\n"
        "assert a.type is b.type and a.type.name == '<point>'\npickle.dump(a, sys.stdout.buffer)"
    )
    sent = pickle.dumps(record) + pickle.dumps(record)
    got = subprocess.run([sys.executable, "-c", script], input=sent, stdout=subprocess.PIPE, check=True, timeout=120)
    assert pickle.loads(got.stdout).type is record.type


@pytest.mark.parametrize("way", WAYS)
def test_what_is_the_hosts_stays_wrapped(way: str) -> None:
    SCHEME.define("fraction", decimal.Decimal("1.5"))
    SCHEME.define("folder", array.array("b", b"ab"))
    for name, held in (("fraction", decimal.Decimal("1.5")), ("folder", array.array("b", b"ab"))):
        keep("again", WAYS[way](SCHEME.eval_datum(name)))
        assert SCHEME["again"] == held


def test_a_literal_stays_one() -> None:
    assert pickle.loads(pickle.dumps(String("a", literal=True))).literal is True
