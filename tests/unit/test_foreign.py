"""Objects of the host's are opaque: whatever a program does with one, nothing of it is read, run or changed.

`Hostile` notes every attribute that is asked for and every operation that Python knows.  Each procedure of each library is
called with one at every operand's place, and within a list and a vector there; whatever comes out is an error of ours or
a value of Scheme's.  A leak is planted to show that it would be found.
"""

from __future__ import annotations

import asyncio
import contextlib
import dataclasses
import functools
import gc
import numbers
import operator
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import IntEnum
from typing import Any
from weakref import WeakKeyDictionary

import pytest

from flowscheme import Engine, Interpreter, Limits, SchemeError, cons, symbol
from flowscheme import conversion as border
from flowscheme.catalog import library_files
from flowscheme.errors import InternalError
from flowscheme.lang.analyse.operators import OPERATORS
from flowscheme.lang.machine.machine import call
from flowscheme.lang.machine.primitive import PRIMITIVES
from flowscheme.lang.text.printer import write
from flowscheme.lang.text.reader import datum_end
from flowscheme.lang.values.contents import contents
from flowscheme.lang.values.datum import CHARS, Bytevector, Char, Condition, Pair, SourcePair, String, Vector, list_from
from flowscheme.lang.values.denotation import Global
from flowscheme.lang.values.foreign import GUEST_CLASSES, Foreign, foreign, is_guest
from flowscheme.primitives.port_types import TextInput, TextOutput

TRAPPED: list[str] = []


def trap(name: str) -> Callable[..., Any]:
    def sprung(*_: Any, **__: Any) -> Any:
        TRAPPED.append(name)
        return 7

    return sprung


OPERATIONS = """
    abs add aenter aexit aiter and anext await bool buffer bytes call ceil complex contains copy deepcopy delattr delete
    delitem dir divmod enter eq exit float floor floordiv format fspath ge get getattr getitem getnewargs getstate gt hash iadd
    iand ifloordiv ilshift imatmul imod imul index instancecheck int invert ior ipow irshift isub iter itruediv ixor le len
    length_hint lshift lt matmul missing mod mul ne neg next or pos pow radd rand rdivmod reduce reduce_ex repr reversed
    rfloordiv rlshift rmatmul rmod rmul ror round rpow rrshift rshift rsub rtruediv rxor set setattr setitem setstate sizeof
    str sub subclasscheck truediv trunc xor getattribute
"""
TRAPS = {f"__{name}__": trap(name) for name in OPERATIONS.split()}

Hostile = type("Hostile", (), TRAPS)
"""What notes whatever is done to it."""


KEPT = """
(lambda args 1)  (hash-table (make-default-comparator) 1 2)  (make-default-comparator)  (make-parameter 1)  (stream 1 2)
(regexp '(+ any))  (guard (e (#t e)) (car 1))
"""
LIBRARIES = "(scheme base) (scheme lazy) (srfi 41) (srfi 115) (srfi 125) (srfi 128) (srfi 158)"


@functools.cache
def world() -> Interpreter:
    interpreter = Interpreter(grants=())
    interpreter.eval(f"(import {LIBRARIES})")
    return interpreter


@functools.cache
def kept() -> list[Any]:
    found: list[Any] = world().eval_datum(f"(vector {KEPT})").items
    return found


def samples() -> list[Any]:
    """Operands of all sorts; what a procedure could change is new."""
    data = [list_from([1, 2, 3]), String("text"), Vector([1, 2]), Bytevector(bytearray(b"ab")), list_from([cons(symbol("a"), 1)])]
    return [2, *data, 1.5, CHARS["a"], symbol("word"), ..., TextInput("text"), TextOutput(), *kept()]


def exported() -> Iterator[tuple[str, Any]]:
    """Each procedure that a library exports, and each primitive, once."""
    seen: set[int] = set()
    libraries = world().libraries
    for library in library_files(libraries):
        home = world().evaluate(lambda library=library: libraries.find(library))
        for name, denotation in home.exports.items():
            value = denotation.environment.globals.get(denotation.name) if isinstance(denotation, Global) else None
            if callable(value) and id(value) not in seen:
                seen.add(id(value))
                yield name.name, value
    for name, entry in PRIMITIVES.items():
        if id(entry.procedure) not in seen:
            seen.add(id(entry.procedure))
            yield name, entry.procedure


NEVER = {"exit", "emergency-exit"}
PROCEDURES = sorted({name: procedure for name, procedure in exported() if name not in NEVER}.items())
GROUPS = 16


def counts(procedure: Any) -> range:
    """With how many operands a procedure is tried."""
    code = getattr(procedure, "__wrapped__", procedure).__code__
    least = code.co_argcount - len(getattr(procedure, "__defaults__", None) or ())
    return range(max(1, least), (code.co_argcount + 2 if code.co_flags & 4 else code.co_argcount) + 1)


def operands(procedure: Any, hostile: Callable[[], Any]) -> Iterator[list[Any]]:
    """Operands with something hostile at one place, and samples at the others: one sort at all of them, or several."""
    for count in counts(procedure):
        for place in range(count):
            for shift in range(place % 2, len(samples()) if count > 1 else place % 2 + 1, 2):
                for step in (0, 5)[: min(count, 2)]:
                    found = samples()
                    others = [found[(shift + step * index) % len(found)] for index in range(count)]
                    yield [*others[:place], hostile(), *others[place + 1 :]]


def outcome(name: str, procedure: Any, arguments: list[Any]) -> Any:
    """What a call gives: a value, or the object that it raises.  What only special forms call may be called wrongly here."""
    try:
        return world().evaluate(lambda: [call(procedure, *arguments)], limits=Limits(seconds=2))[0]
    except SchemeError as error:
        return error.payload
    except InternalError:
        if name.startswith("%"):
            return None
        raise


def leaks(name: str, procedure: Any, enter: Callable[[Any], Any]) -> list[str]:
    """What is wrong with what a procedure does to a host's object."""
    found: list[str] = []
    hostile = enter(Hostile())
    for wrap in (lambda x: x, lambda x: list_from([x, x]), lambda x: Vector([x, cons(x, x)])):
        for arguments in operands(procedure, lambda wrap=wrap: wrap(hostile)):
            TRAPPED.clear()
            value = outcome(name, procedure, arguments)
            if TRAPPED:
                found.append(f"{name}: {' '.join(sorted(set(TRAPPED)))}")
            parts = value.irritants if type(value) is Condition else [value]
            found += [f"{name} gave a {type(part)}" for part in contents(parts) if enter is foreign and not is_guest(part)]
    return found


@pytest.mark.parametrize("group", range(GROUPS))
def test_no_procedure_looks_into_what_is_the_hosts(group: int) -> None:
    assert [leak for name, procedure in PROCEDURES[group::GROUPS] for leak in leaks(name, procedure, foreign)] == []


FORMS = """
(x) (x 1) (1 x) (if x 1 2) (not x) (and x x) (or x 1) (when x 1) (unless x 1) (cond (x => list)) (cond ((memv x '(1 2)) => car))
(case x ((1 "a" a) 2) (else => list)) (let-values (((a b) x)) a) (call-with-values (lambda () x) list) (call-with-values x x)
(let*-values (((a . b) x)) b) (parameterize ((x 1)) 1) (apply x '()) (apply list x) (apply + 1 x)
(do ((i x (+ i 1))) ((= i 3)) i) (let loop ((i 0)) (if (< i x) (loop (+ i 1)) i)) `(1 ,@x) `(,@x 1) `#(,@x) `(,x)
(let loop ((l x)) (if (null? l) 0 (loop (cdr l)))) (force x) (force (delay-force x)) (guard (e (x e)) (raise x))
(guard (e ((x e) 1)) (raise 1)) (guard (e ((string? e) 1)) (raise x)) (raise-continuable x) (dynamic-wind x x x)
(with-exception-handler (lambda (e) x) (lambda () (+ 1 (raise-continuable 1))))
(map x x) (map (lambda (y) y) x) (for-each (lambda (y) y) x) (map (lambda (y z) y) '(1 2) x) (vector-map (lambda (y) y) x)
(string-for-each (lambda (y) y) x) (list-tail x 1) (set-car! x 1) (set-cdr! (list x) x) (vector-set! (vector x) x x)
(let ((v (vector 1 2))) (vector-ref v x)) (string-set! (string #\\a) 0 x) (eval x (environment '(scheme base))) (error x x)
(string-append "a" x) (let ((s "text")) (string-ref s x)) (call/cc x) (values x x) (let ((p (make-parameter x x))) (p))
(receive (a . b) x a) (assoc x (list (cons x 1)) x) (member x (list x) x) (stream-car (stream-cons x x)) (stream-cdr x)
(let ((p (open-output-string))) (write (list x (vector x)) p) (display x p) (get-output-string p)) (read x) (equal? x (list x))
(list-copy x) (list->string (list x)) (string->number x) (number->string x x) (exact->inexact x) (exact-integer-sqrt x)
"""


def forms() -> Iterator[str]:
    """What compiled code does itself: each operator with operands x, y, z, and forms that work on x."""
    for name in sorted(OPERATORS):
        if not name.startswith("%"):
            yield from (f"({name} {operands})" for operands in ("x", "x y", "x y z"))
    text, start = FORMS.strip().replace("\n", " "), 0
    while start < len(text):
        end = datum_end(text, start)
        yield text[start:end].strip()
        start = end + 1


SEEN = "(scheme base) (scheme eval) (scheme lazy) (scheme write) (scheme read) (scheme inexact) (srfi 8) (srfi 41)"


def compiled_leaks(forms: Iterable[str], hostile: Any, optimize: bool = True) -> tuple[list[str], int]:
    """What compiled code does to a host's object that it should not, and how often it was tried."""
    scheme = Interpreter(grants=(), optimize=optimize)
    scheme.eval(f"(import {SEEN})")
    found, tried = [], 0
    refused = (SchemeError,) if type(hostile) is Foreign else (SchemeError, InternalError)
    for form in forms:
        try:
            compiled = scheme.eval_datum(f"(lambda (x y z) {form})")
        except SchemeError:  # an operator does not take so many
            continue
        for place in range(3):
            for sample in samples():
                arguments = [hostile if index == place else sample for index in range(3)]
                TRAPPED.clear()
                with contextlib.suppress(*refused):
                    scheme.evaluate(functools.partial(call, compiled, *arguments), limits=Limits(seconds=2))
                tried += 1
                if TRAPPED:
                    found.append(f"{form}: {' '.join(sorted(set(TRAPPED)))}")
    return found, tried


@pytest.mark.parametrize("optimize", [True, False])
def test_no_compiled_code_looks_into_what_is_the_hosts(optimize: bool) -> None:
    found, tried = compiled_leaks(forms(), foreign(Hostile()), optimize)
    assert found == [] and tried > 5000


def test_a_leak_is_found() -> None:
    planted = {"string-length", "car", "display", "vector-ref", "<", "hash-table-ref/default", "list-tail", "string->symbol"}
    found = {name for name, procedure in PROCEDURES if name in planted and leaks(name, procedure, lambda obj: obj)}
    assert found == planted
    operations = ["(+ x 1)", "(car x)", "(< x y)", "(vector-ref x 0)", "(x)", "(string-length x)"]
    assert {leak.partition(":")[0] for leak in compiled_leaks(operations, Hostile())[0]} == set(operations)


PAIRS = (Pair, SourcePair)
RAW = {"car": PAIRS, "cdr": PAIRS, "text": (String,), "items": (Vector,), "data": (Bytevector,), "char": (Char,)}
"""The attributes that compiled code reads of whatever it gets, and whose they are."""


@pytest.mark.parametrize("name", RAW)
def test_no_other_class_has_an_attribute_that_compiled_code_reads(name: str) -> None:
    assert {cls for cls in GUEST_CLASSES if hasattr(cls, name)} == set(RAW[name])


# Ways in


class Plain:
    """An object of the host's with what a program could look for."""

    text, items, data, car, cdr, char = "secret", ["secret"], bytearray(b"secret"), "secret", "secret", "s"


WAYS: dict[str, Callable[[Interpreter, Any], Any]] = {
    "in a list": lambda scheme, obj: scheme.define("box", [obj]),
    "in a tuple": lambda scheme, obj: scheme.define("box", ((obj,),)),
    "in a dict": lambda scheme, obj: scheme.define("box", {"key": obj}),
    "in a pair": lambda scheme, obj: scheme.define("box", cons(obj, cons(obj, obj))),
    "in a vector": lambda scheme, obj: scheme.define("box", Vector([cons(obj, 1)])),
    "as a result": lambda scheme, obj: (scheme.define("give", lambda: obj), scheme.eval("(define box (list (give)))")),
    "in a result": lambda scheme, obj: (scheme.define("give", lambda: [[obj]]), scheme.eval("(define box (give))")),
    "to a call-back": lambda scheme, obj: (
        scheme.define("with", lambda f: f(obj, [obj])),
        scheme.eval("(define box #f) (with (lambda (x y) (set! box (list x y))))"),
    ),
    "as an argument": lambda scheme, obj: scheme.eval("(define box #f) (define (keep x) (set! box (list x)))") or scheme.call(
        "keep", obj
    ),
    "raised": lambda scheme, obj: (
        scheme.define("fail", failing(obj)), scheme.eval("(define box (guard (e (#t (list e))) (fail)))"),
    ),
    "as an irritant": lambda scheme, obj: (
        scheme.define("fail", failing(Condition("of the host", [obj, [obj]]))),
        scheme.eval("(define box (guard (e (#t (error-object-irritants e))) (fail)))"),
    ),
    "by a decorator": lambda scheme, obj: (
        scheme.procedure("give")(lambda: [obj]), scheme.eval("(define box (give))"),
    ),
    "by an effect": lambda scheme, obj: (
        Engine("memory:", scheme).effect(lambda: [obj], "give"), scheme.eval("(define box (give))"),
    ),
    "by a pure function": lambda scheme, obj: (
        Engine("memory:", scheme).pure(lambda: [obj], "give"), scheme.eval("(define box (give))"),
    ),
    "by a coroutine": lambda scheme, obj: (
        scheme.define("give", coroutine(obj)), asyncio.run(scheme.eval_async("(define box (give))")),
    ),
    "by a partial": lambda scheme, obj: (
        scheme.define("give", functools.partial(lambda x: [x], obj)), scheme.eval("(define box (give))"),
    ),
    "by a method": lambda scheme, obj: (scheme.define("give", [obj].copy), scheme.eval("(define box (give))")),
    "out of another interpreter": lambda scheme, obj: scheme.define("box", holding(obj).eval_datum("(list held)")),
    "as a key": lambda scheme, obj: (
        scheme.define("x", [obj]),
        scheme.eval("(import (srfi 69)) (define t (make-hash-table)) (hash-table-set! t (car x) 1)"),
        scheme.eval("(define box (hash-table-keys t))"),
    ),
    "as several values": lambda scheme, obj: (
        scheme.define("box", holding(obj).eval_datum("(values held held)")),
        scheme.eval("(define box (call-with-values (lambda () box) list))"),
    ),
}  # fmt: skip


def coroutine(obj: Any) -> Callable[[], Any]:
    async def give() -> Any:
        return [obj]

    return give


def failing(payload: Any) -> Callable[[], None]:
    def fail() -> None:
        raise SchemeError(payload)

    return fail


def holding(obj: Any) -> Interpreter:
    scheme = Interpreter(())
    scheme.define("box", [obj])
    scheme.eval("(define held (car box))")
    return scheme


@pytest.mark.parametrize("way", WAYS)
def test_no_way_in_lets_an_object_through_as_it_is(way: str) -> None:
    scheme, obj = Interpreter(()), Hostile()
    TRAPPED.clear()
    WAYS[way](scheme, obj)
    box = scheme.eval_datum("box")
    wrappers = [part for part in contents([box]) if type(part) is Foreign]
    assert wrappers and all(wrapper.held is obj for wrapper in wrappers)
    assert all(map(is_guest, contents([box])))
    assert len({id(wrapper) for wrapper in wrappers}) == 1 and foreign(obj) is wrappers[0]
    back = scheme["box"]
    while not isinstance(back, Hostile):
        back = back.car if type(back) is Pair else next(iter(back.values() if type(back) is dict else back))
    assert back is obj
    assert TRAPPED == []


def test_what_is_raised_comes_back_as_it_is() -> None:
    scheme, obj = Interpreter(()), Plain()
    scheme.define("x", obj)
    with pytest.raises(SchemeError) as caught:
        scheme.eval("(raise x)")
    assert caught.value.payload is obj
    scheme.define("run", lambda thunk: thunk())
    assert scheme.eval("(guard (e (#t (eq? e x))) (run (lambda () (raise x))))") is True


def test_one_object_has_one_wrapper_while_somebody_holds_it() -> None:
    one, two = Interpreter(()), Interpreter(())
    obj = Hostile()
    one.define("give", lambda: [obj])
    one.eval("(import (srfi 69)) (define x (car (give))) (define t (make-hash-table eq?)) (hash-table-set! t x 'found)")
    assert one.eval("(list (eq? x (car (give))) (eqv? x (car (give))) (equal? x (car (give))))") == [True, True, True]
    assert one.eval("(hash-table-ref/default t (car (give)) #f)") == symbol("found")
    two.define("box", [obj])
    two.define("x", one.eval_datum("x"))
    assert two.eval("(eq? x (car box))") is True


def test_objects_that_nobody_holds_go() -> None:
    scheme = Interpreter(())
    kept = WeakKeyDictionary[Any, int]()

    def give() -> Any:
        made = Plain()
        kept[made] = 1
        return [made]

    scheme.define("give", give)
    assert scheme.eval("(let loop ((i 0)) (if (< i 5000) (begin (give) (loop (+ i 1))) 'done))") == symbol("done")
    gc.collect()
    assert len(kept) <= 1
    assert len(border.foreign.__globals__["_wrappers"]) < 5000


def test_what_cannot_be_weakly_referenced_has_one_wrapper_too() -> None:
    for obj in (object(), range(5), iter([1]), {1, 2}, frozenset([3]), slice(1), operator.itemgetter(0), memoryview(b"a")):
        assert foreign(obj) is border.to_scheme(obj)
        assert border.to_python(border.to_scheme(obj)) is obj


# What is called


def test_functions_of_every_sort_are_procedures() -> None:
    scheme = Interpreter(())
    cached, part = functools.cache(len), functools.partial(max, 1)
    for function in (len, "a".upper, str.upper, [].append, part, cached, int.__add__, (1).__add__):
        scheme.define("box", [function])
        assert scheme.eval("(procedure? (car box))") is True
    scheme.define("upper", [str.upper])
    assert scheme.eval('((car upper) "abc")') == "ABC"


class Doubling:
    def __call__(self, number: int) -> int:
        return 2 * number


def test_classes_and_instances_are_called_only_when_they_were_registered() -> None:
    scheme = Interpreter(())
    scheme.define("things", [Doubling, Doubling(), int])
    assert scheme.eval("(map procedure? things)") == [False, False, False]
    for source in ("((car things))", "((cadr things) 1)", "(apply (cadr things) '(1))", "(map (cadr things) '(1))"):
        with pytest.raises(SchemeError):
            scheme.eval(source)
    scheme.define("double", Doubling())
    scheme.procedure("also")(Doubling())
    Engine("memory:", scheme).effect(Doubling(), "effect")
    scheme.define("make", Doubling)
    assert scheme.eval("(list (double 4) (also 5) (effect 6) ((lambda (x) (eq? x x)) (make)))") == [8, 10, 12, True]
    assert isinstance(scheme.eval("(make)"), Doubling)


@dataclasses.dataclass
class Adding:
    to: int

    def __call__(self, number: int) -> int:
        return number + self.to


def test_a_dataclass_that_can_be_called_is_data_unless_it_is_named() -> None:
    scheme = Interpreter(())
    scheme.define("adding", Adding(2))
    scheme.define("box", [Adding(2)])
    assert scheme.eval("(list (adding 3) (procedure? (car box)))") == [5, False]
    with pytest.raises(TypeError, match="give one"):
        scheme.procedure(Adding(2))


def test_what_is_called_is_not_looked_at() -> None:
    scheme = Interpreter(())
    TRAPPED.clear()
    scheme.define("hostile", Hostile())
    assert TRAPPED == []
    assert (scheme.eval("(hostile 1)"), set(TRAPPED)) == (7, {"call"})
    TRAPPED.clear()
    text = "(let ((p (open-output-string))) (describe hostile p) (get-output-string p))"
    assert scheme.eval(text).startswith("(hostile ")
    assert TRAPPED == []


class Greeting:
    def __call__(self, name: str) -> str:
        """Says hello."""
        return f"hello {name}"


def test_an_object_that_is_called_is_described_by_its_class() -> None:
    scheme = Interpreter(())
    scheme.define("greet", Greeting())
    text = scheme.eval("(let ((p (open-output-string))) (describe greet p) (get-output-string p))")
    assert text.startswith("(greet name)") and "Says hello." in text
    with pytest.raises(SchemeError, match="greet"):
        scheme.eval("(greet)")


def test_an_exception_says_no_more_than_plain_text() -> None:
    class Text(str):
        def isascii(self) -> bool:
            TRAPPED.append("isascii")
            return False

    class Odd(Exception):
        def __str__(self) -> str:
            return Text("odd")

    def fail() -> None:
        raise Odd

    scheme = Interpreter(())
    scheme.define("fail", fail)
    TRAPPED.clear()
    message = scheme.eval_datum("(guard (e (#t (error-object-message e))) (fail))")
    assert type(message.text) is str and message.text == "Odd: odd" and TRAPPED == []


# Subclasses


def subclass(base: type) -> type:
    return type("Hostile", (base,), {name: sprung for name, sprung in TRAPS.items() if name not in ("__new__", "__init__")})


BASES: list[tuple[Any, tuple[Any, ...], str]] = [
    (str, ("text",), '"text"'), (int, (5,), "5"), (float, (1.5,), "1.5"), (list, ([1, "a"],), '(1 "a")'),
    (tuple, ((1, 2),), "#(1 2)"), (bytes, (b"ab",), "#u8(97 98)"), (bytearray, (b"ab",), "#u8(97 98)"),
    (complex, (1 + 2j,), "1.0+2.0i"), (dict, ({"a": 1},), "((a . 1))"),
]  # fmt: skip


@pytest.mark.parametrize(("base", "arguments", "written"), BASES, ids=lambda value: getattr(value, "__name__", ""))
def test_a_subclass_is_read_as_its_base_reads_it(base: type, arguments: tuple[Any, ...], written: str) -> None:
    value = subclass(base)(*arguments)
    TRAPPED.clear()
    entered, within = border.to_scheme(value), border.to_scheme([value, (value,)])
    assert TRAPPED == []
    assert all(map(is_guest, contents([entered, within])))
    assert write(entered) == written
    assert write(within) == f"({written} #({written}))"


class Level(IntEnum):
    HIGH = 3


def test_numbers_of_other_libraries_are_what_they_are_registered_to_be() -> None:
    class Small:
        def __init__(self, value: Any) -> None:
            self.value = value

        def __int__(self) -> int:
            return int(self.value)

        def __float__(self) -> float:
            return float(self.value)

    class Whole(Small):
        pass

    class Half(Small):
        pass

    numbers.Integral.register(Whole)
    numbers.Real.register(Half)
    assert write(border.to_scheme([Whole(3), Half(0.5), Level.HIGH])) == "(3 0.5 3)"
    assert type(border.to_scheme(Small(1))) is Foreign


# What nests, or contains itself


def nested(depth: int, wrap: Callable[[Any], Any]) -> Any:
    made: Any = 1
    for _ in range(depth):
        made = wrap(made)
    return made


@pytest.mark.parametrize("wrap", [lambda x: [x], lambda x: (x,), lambda x: {"a": x}, lambda x: [0, {"a": (x, 2)}]])
def test_deep_data_enter(wrap: Callable[[Any], Any]) -> None:
    scheme, deep = Interpreter(()), nested(5_000, wrap)
    scheme.define("deep", deep)
    scheme.define("give", lambda: deep)
    scheme.eval("(define found (give))")
    assert scheme.eval("(equal? deep found)") is True


def circular() -> Iterator[Any]:
    in_list: list[Any] = [1]
    in_list.append(in_list)
    yield in_list
    in_dict: dict[str, Any] = {}
    in_dict["a"] = [in_dict]
    yield in_dict
    far: list[Any] = []
    far.append(nested(100, lambda x: [x] if x != 1 else [far]))
    yield far
    of_pairs = cons([1], 2)
    of_pairs.cdr = of_pairs
    yield of_pairs
    mixed = cons(1, 2)
    mixed.car = [mixed]
    yield mixed
    kind = subclass(list)
    own = kind([1])
    list.append(own, own)
    yield own


@pytest.mark.parametrize("index", range(6))
def test_what_contains_itself_is_refused(index: int) -> None:
    scheme, value = Interpreter(()), list(circular())[index]
    scheme.define("give", lambda: value)
    for enter in (lambda: scheme.define("x", value), lambda: scheme.eval("(give)"), lambda: scheme.call("list", value)):
        with pytest.raises(SchemeError, match="contains itself"):
            enter()
    assert scheme.eval("(guard (e ((error-object? e) 'caught)) (give))") == symbol("caught")


def test_what_occurs_twice_does_not_contain_itself() -> None:
    inner = subclass(list)([1])
    assert write(border.to_scheme([inner, inner, {"a": inner}])) == "((1) (1) ((a 1)))"


@pytest.mark.parametrize("key", [(1, 2), b"a", object(), frozenset()])
def test_a_mapping_with_other_keys_is_refused(key: Any) -> None:
    with pytest.raises(SchemeError, match="keys are text"):
        border.to_scheme({"a": 1, key: 2})


def test_a_mapping_that_fails_is_a_condition() -> None:
    class Broken(Mapping[str, int]):
        def __getitem__(self, key: str) -> int:
            raise LookupError("gone")

        def __iter__(self) -> Iterator[str]:
            return iter("ab")

        def __len__(self) -> int:
            return 2

    scheme = Interpreter(())
    scheme.define("give", Broken)
    assert scheme.eval("(guard (e (#t (error-object-message e))) (give))") == "LookupError: gone"
    with pytest.raises(SchemeError, match="gone"):
        scheme.define("x", Broken())


# What is Scheme's own


def test_values_of_schemes_pass_unchanged() -> None:
    scheme = Interpreter(())
    scheme.eval("(import (srfi 69) (srfi 115) (srfi 128) (srfi 27) (scheme eval))")
    scheme.eval("(define-record-type thing (make x) thing? (x of))")
    values = """(list 1 "a") (cons 1 2) (vector 1) "text" 'a #\\a (make-hash-table) (regexp '(+ any)) (delay 1) (make 1)
        (make-default-comparator) default-random-source (open-input-string "a") (environment '(scheme base)) car of (lambda (x) x)
        (make-parameter 1) (call/cc (lambda (k) k)) (guard (e (#t e)) (car 1)) (string->list "ab") (eof-object) 1/2 +i
        (fail 'why) (if #f #f) (list car (lambda (x) x))"""
    for index, value in enumerate(scheme.eval_datum(f"(vector {values})").items):
        if value is not None:
            assert border.to_scheme(value) is value, index
            scheme.define("again", value)
            assert scheme.lookup("again") is value


def test_public_functions_of_the_package_are_the_hosts() -> None:
    scheme = Interpreter(())
    scheme.define("name", symbol)
    assert scheme.eval('(eq? (name "a") (quote a))') is True


# The journal


def test_the_journal_refuses_what_is_the_hosts() -> None:
    engine = Engine("memory:")
    engine.effect(lambda: Plain(), "give")
    engine.interpreter.eval("(defflow (f input) (guard (e (#t (error-object-message e))) (give) 'none))")
    assert engine.start("f", 1).result.startswith("not plain data: an object of class Plain")
    for value in (Plain(), [Plain()], {"a": Plain()}):
        with pytest.raises(SchemeError, match="not plain data: an object of class Plain"):
            engine.start("f", value)
