"""Every primitive's declaration, and what becomes of wrong arguments.

What they compute stands in `tests/language/primitives/` and in the conformance suite.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

import flowscheme.primitives
from flowscheme.errors import InternalError, LimitExceeded, NotGranted, SchemeError, SchemeExit
from flowscheme.interp import ALL_GRANTS, Interpreter
from flowscheme.lang.faults.arguments import parameters
from flowscheme.lang.faults.faults import scheme_error
from flowscheme.lang.faults.frames import backtrace
from flowscheme.lang.machine.machine import CALLERS, STATE, State, force
from flowscheme.lang.machine.primitive import PRIMITIVES
from flowscheme.lang.text.argument_types import argument_type
from flowscheme.lang.text.printer import write
from flowscheme.lang.values.datum import (
    CHARS,
    EOF,
    NIL,
    UNSPECIFIED,
    Bytevector,
    Condition,
    Pair,
    Promise,
    String,
    Symbol,
    Value,
    Vector,
    cons,
    list_from,
    symbol,
)
from flowscheme.lang.values.denotation import SPECIALS
from flowscheme.lang.values.ratio import ratio

assert flowscheme.primitives
DECLARED = sorted({entry.name: entry for entry in PRIMITIVES.values()}.items())


@pytest.fixture(autouse=True)
def state() -> Iterator[State]:
    fresh = State(Interpreter(), ALL_GRANTS)
    token = STATE.set(fresh)
    yield fresh
    STATE.reset(token)


def run(name: str, *arguments: Any) -> Any:
    """Call a primitive as compiled code would, and see its fault as a Scheme error."""
    try:
        t = (PRIMITIVES[name].procedure, *arguments)
        r = CALLERS[len(t)](t)
        return force(r) if type(r) is tuple else r
    except Exception as exc:
        # Whoever catches it is one of ours, not a host function.
        error = scheme_error(exc.with_traceback(exc.__traceback__ and exc.__traceback__.tb_next))
    raise error


def fault(name: str, *arguments: Any) -> Condition:
    with pytest.raises(SchemeError) as caught:
        run(name, *arguments)
    assert type(caught.value.payload) is Condition
    return caught.value.payload


def message(condition: Condition) -> str:
    return " ".join([condition.message, *map(write, condition.irritants)])


def s(text: str) -> String:
    return String(text)


def v(*items: Any) -> Vector:
    return Vector(list(items))


def l(*items: Any) -> Value:  # noqa: E743
    return list_from(items)


def b(*items: int) -> Bytevector:
    return Bytevector(bytearray(items))


def c(char: str) -> Any:
    return CHARS[char]


SCHEME: dict[str, Any] = {"'scheme": None}


def guest(source: str) -> Any:
    """The last function of a Python source, as if it were compiled Scheme."""
    namespace = dict(SCHEME)
    exec(compile(source, "test.scm", "exec"), namespace)
    return list(namespace.values())[-1]


# Declarations


@pytest.mark.parametrize("name", [name for name, _ in DECLARED])
def test_declaration(name: str) -> None:
    entry = PRIMITIVES[name]
    assert re.fullmatch(r"\S.*[.]", entry.doc, re.DOTALL), "a doc is one sentence or more"
    assert entry.procedure.__name__ == name
    for parameter in parameters(entry.signature, 4):
        assert argument_type(parameter).description


@pytest.mark.parametrize("name", [name for name, _ in DECLARED])
def test_signature_and_body_agree(name: str) -> None:
    function = getattr(PRIMITIVES[name].procedure, "__wrapped__", PRIMITIVES[name].procedure)
    signature = PRIMITIVES[name].signature
    code = function.__code__
    names = re.sub(r"[()\[\]]", " ", signature).split()[1:]
    assert bool(code.co_flags & 0x04) == ("..." in names)
    fixed = [each for each in names[: names.index("...") - 1] if each] if "..." in names else names
    assert code.co_argcount == len(fixed)
    assert len(function.__defaults__ or ()) == signature.count("[")
    assert code.co_kwonlyargcount == 0


ELSEWHERE = "environment eval features interaction-environment load read"


def test_every_exported_name_is_declared() -> None:
    sources = sorted(Path(__file__).parents[2].glob("prelude/scheme/*.sld"))
    assert len(sources) >= 14
    for source in sources:
        text = source.read_text()
        if "(import (flowscheme primitive))" not in text:
            continue
        names = set(re.findall(r"[^\s()]+", text[text.index("(export") + 7 :]))
        assert names - set(PRIMITIVES) <= {*SPECIALS, *ELSEWHERE.split()}, source


def test_every_name_is_exported_by_a_library() -> None:
    texts = [source.read_text() for source in Path(__file__).parents[2].glob("prelude/**/*.s*")]
    exported = {name for text in texts for name in re.findall(r"[^\s()]+", text)}
    hidden = {name for name in {*SPECIALS, *PRIMITIVES} if not name.startswith("%")} - exported
    assert not hidden, f"in no .sld of prelude/: {hidden}"


def test_mutation() -> None:
    vector, string, data, lst = v(1, 2, 3), s("abc"), b(1, 2, 3), l(1, 2)
    assert run("vector-set!", vector, 0, 9) is UNSPECIFIED
    run("vector-copy!", vector, 1, vector, 0, 2)
    run("vector-fill!", vector, 0, 2)
    run("string-set!", string, 1, c("x"))
    run("string-copy!", string, 0, s("yz"), 1)
    run("bytevector-copy!", data, 0, b(8, 9), 1)
    run("list-set!", lst, 1, 5)
    assert [write(each) for each in (vector, string, data, lst)] == ["#(9 9 0)", '"zxc"', "#u8(9 2 3)", "(1 5)"]


# Wrong arguments

NEGATIVE = "an exact non-negative integer"
WRONG: list[tuple[str, tuple[Any, ...], str]] = [
    ("string-ref", (s("abc"), -1), f"string-ref: argument 2 must be {NEGATIVE}, got -1"),
    ("string-ref", (s("abc"), 1.0), f"string-ref: argument 2 must be {NEGATIVE}, got 1.0"),
    ("string-ref", (symbol("abc"), 1), "string-ref: argument 1 must be a string, got abc"),
    ("string-ref", (s("abc"), 3), "string-ref: index out of range for length 3: 3"),
    ("string-set!", (s("abc"), 1, s("x")), 'string-set!: argument 3 must be a character, got "x"'),
    ("string-set!", (String("a", True), 0, c("x")), 'string-set!: a literal string cannot be changed: "a"'),
    ("substring", (s("abc"), 2, 1), "substring: index out of range for length 3: 2 1"),
    ("string-append", (s("a"), 5), "string-append: argument 2 must be a string, got 5"),
    ("string<?", (s("a"), s("b"), 1), "string<?: argument 3 must be a string, got 1"),
    ("list->string", (l(c("a"), 1),), "list->string: expected a character, got 1"),
    ("make-string", (-1,), f"make-string: argument 1 must be {NEGATIVE}, got -1"),
    ("vector-ref", (v(1), 1), "vector-ref: index out of range for length 1: 1"),
    ("vector-ref", (l(1), 0), "vector-ref: argument 1 must be a vector, got (1)"),
    ("vector-set!", (v(1), -1, 0), f"vector-set!: argument 2 must be {NEGATIVE}, got -1"),
    ("vector-copy!", (v(1), 0, v(1, 2)), "vector-copy!: index out of range: 0"),
    ("make-vector", (1.5,), f"make-vector: argument 1 must be {NEGATIVE}, got 1.5"),
    ("bytevector", (1, 256), "bytevector: argument 2 must be a byte (an exact integer from 0 to 255), got 256"),
    ("bytevector-u8-set!", (b(1), 0, -1),
     "bytevector-u8-set!: argument 3 must be a byte (an exact integer from 0 to 255), got -1"),
    ("utf8->string", (b(65, 255),), "utf8->string: not valid UTF-8 at index 1"),
    ("+", (1, s("a")), '+: argument 2 must be a number, got "a"'),
    ("+", (...,), "+: argument 1 must be a number, got #t"),
    ("<", (1, s("a")), '<: argument 2 must be a real number, got "a"'),
    ("=", (symbol("a"),), "=: argument 1 must be a number, got a"),
    ("even?", (1.5,), "even?: argument 1 must be an integer, got 1.5"),
    ("gcd", (4, ratio(1, 2)), "gcd: argument 2 must be an integer, got 1/2"),
    ("sqrt", (None,), "sqrt: argument 1 must be a number, got #f"),
    ("exact", (float("nan"),), "exact: argument 1 must be a finite number, got +nan.0"),
    ("floor", (s("a"),), 'floor: argument 1 must be a real number, got "a"'),
    ("numerator", (float("inf"),), "numerator: argument 1 must be a rational number, got +inf.0"),
    ("number->string", (1, 37), "number->string: radix out of range: 37"),
    ("integer->char", (0xD800,), "integer->char: Unicode scalar value out of range: 55296"),
    ("car", (NIL,), "car: argument 1 must be a pair, got ()"),
    ("cadr", (l(1),), "cadr: argument 1 must be a pair with a cadr, got (1)"),
    ("length", (cons(1, 2),), "length: argument 1 must be a list, got (1 . 2)"),
    ("list-tail", (l(1), 2), "list-tail: index out of range for length 1: 2"),
    ("list-ref", (l(1), 1), "list-ref: index out of range for length 1: 1"),
    ("append", (l(1), 2, l(3)), "append: argument 2 must be a list, got 2"),
    ("assq", (1, l(2)), "assq: argument 2 must be an association list, got (2)"),
    ("memq", (1, cons(2, 3)), "memq: argument 2 must be a list, got (2 . 3)"),
    ("symbol->string", (s("a"),), 'symbol->string: argument 1 must be a symbol, got "a"'),
    ("symbol=?", (symbol("a"), symbol("a"), 1), "symbol=?: argument 3 must be a symbol, got 1"),
    ("set-car!", (PRIMITIVES["car"].procedure, 1), "set-car!: argument 1 must be a pair, got #<procedure car>"),
    ("map", (5, l(1)), "map: argument 1 must be a procedure, got 5"),
    ("map", (PRIMITIVES["-"].procedure, 5), "map: argument 2 must be a list, got 5"),
    ("map", (PRIMITIVES["-"].procedure, l(1), 5), "map: argument 3 must be a list, got 5"),
    ("map", (PRIMITIVES["cons"].procedure, l(1)), "cons: expects 2 arguments, got 1"),
    ("apply", (PRIMITIVES["+"].procedure, 1, 2), "apply: argument 3 must be a list, got 2"),
    ("string-map", (lambda _: 5, s("a")), "string-map: the procedure must return a character, got 5"),
    ("call-with-values", (lambda: 1, 5), "not a procedure: 5"),
    ("with-exception-handler", (5, lambda: 1), "with-exception-handler: argument 1 must be a procedure, got 5"),
    ("error-object-message", (5,), "error-object-message: argument 1 must be an error object, got 5"),
    ("read-char", (5,), "read-char: argument 1 must be a textual input port, got 5"),
    ("read-line", (5,), "read-line: argument 1 must be a textual input port, got 5"),
    ("write-u8", (1,), "write-u8: the value of current-output-port is of the wrong kind: #<textual output port>"),
    ("display", (1, 2), "display: argument 2 must be a textual output port, got 2"),
    ("apply", (PRIMITIVES["max"].procedure, NIL), "max: expects at least 1 argument, got 0"),
    ("/", (1, 0), "/: division by zero 1"),
    ("modulo", (1, 0), "modulo: division by zero 1"),
    ("log", (0,), "log: division by zero 0"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "arguments", "expected"), WRONG)
def test_wrong_arguments(name: str, arguments: tuple[Any, ...], expected: str) -> None:
    assert message(fault(name, *arguments)) == expected


ODD_VALUES = [None, ..., -1, 1.5, 10**20, ratio(1, 2), symbol("a"), s("a"), c("a"), NIL, cons(1, 2), v(1), b(1),
              Condition("x"), Promise(True, 1), l(c("a")),
              float("nan"), EOF, UNSPECIFIED, PRIMITIVES["car"].procedure]  # fmt: skip


TRUSTING = {*ELSEWHERE.split(), "%parameterize", "%unpack", "%case-lambda"}
"""These need an interpreter, or are called by the expander alone."""

OPEN_TO_ALL = [name for name, entry in DECLARED if entry.effect is None and name not in TRUSTING]


@pytest.mark.parametrize("name", OPEN_TO_ALL)
def test_no_argument_finds_a_bug_of_ours(name: str, capsys: Any, tmp_path: Path, monkeypatch: Any) -> None:
    """Whatever it is given, a primitive returns or raises a SchemeError; InternalError passes through `run`."""
    monkeypatch.chdir(tmp_path)  # some of them open files
    signature = PRIMITIVES[name].signature
    for count in range(4):
        if "..." not in signature and count > len(signature.split()) - 1:
            break
        for first in ODD_VALUES:
            for second in ODD_VALUES[:: 1 if count == 2 else 5]:
                with suppress(SchemeError):
                    run(name, *[first, second, first][:count])


def test_circular_lists_are_refused() -> None:
    ring = l(1, 2)
    ring.cdr.cdr = ring
    for name in ("length", "reverse", "list->vector"):
        assert "must be a list" in fault(name, ring).message
    assert write(run("map", PRIMITIVES["+"].procedure, ring, l(10, 20, 30))) == "(11 22 31)"
    twin = l(1, 2)
    twin.cdr.cdr = twin
    assert run("equal?", ring, twin) is ...


def test_equality_of_deep_data() -> None:
    def nested() -> Any:
        result: Any = NIL
        for _ in range(200_000):
            result = cons(result, NIL)
        return result

    assert run("equal?", nested(), nested()) is ...
    assert run("equal?", nested(), cons(nested(), NIL)) is None


# Faults of guest code


@pytest.mark.parametrize(
    ("source", "arguments", "kind", "expected"),
    [
        ("def f(a, b): return a + b", (1, s("x")), "type", "+: expected a number, got a string"),
        ("def f(a, b): return a < b", (None, 1), "type", "<: expected a number, got #f"),
        ("def f(a): return -a", (NIL,), "type", "-: expected a number, got ()"),
        ("def f(a): return a()", (5,), "type", "not a procedure: an exact integer"),
        ("def f(a): return a.car", (NIL,), "type", "car: expected a pair, got ()"),
        ("def f(a): return a.items[0]", (5,), "type", "expected a vector, got 5"),
        ("def f(a): return a.items[1]", (v(1),), "range", "vector-ref: index out of range"),
        ("def f(a): a.items[1] = 0", (v(1),), "range", "vector-set!: index out of range"),
        ("def f(a): return a.items[1.5]", (v(1),), "type",
         "vector-ref: expected an exact integer as the index, got an inexact number"),
        ("def f(a): return a.text[5]", (s("a"),), "range", "string-ref: index out of range"),
        ("def f(a): return nowhere", (1,), "unbound", "unbound variable: nowhere"),
        ("def f(a):\n  a\n  b\n  b = 1", (1,), "unbound", "b is used before its definition"),
        ("def f(a): return a % 0", (1,), "divide", "division by zero"),
        ("def f(g): return g(1, 2, 3)", (PRIMITIVES["cons"].procedure,), "arity", "cons: expects 2 arguments, got 3"),
        ("def f(g): return g(1)", (PRIMITIVES["cons"].procedure,), "arity", "cons: expects 2 arguments, got 1"),
        ("def f(g): return g()", (PRIMITIVES["="].procedure,), "arity", "=: expects at least 1 argument, got 0"),
        ("def f(g): return g()", (PRIMITIVES["log"].procedure,), "arity", "log: expects 1 to 2 arguments, got 0"),
        ("def f(a): return a * 1.0", (10**400,), "range", "the number is too large for this operation"),
    ],
)
def test_guest_fault(source: str, arguments: tuple[Any, ...], kind: str, expected: str) -> None:
    function = guest(source)
    with pytest.raises(Exception) as caught:
        function(*arguments)
    error = scheme_error(caught.value)
    assert (error.payload.kind, message(error.payload)) == (kind, expected)
    assert error.payload.place[0] == "test.scm"
    assert backtrace(error)[0].name == "f"


def test_the_place_is_that_of_the_operation() -> None:
    function = guest("def f(a):\n  return [\n    1, a + None]")
    with pytest.raises(TypeError) as caught:
        function(1)
    assert scheme_error(caught.value).payload.place == ("test.scm", 3, 7)


def test_a_pending_call_of_no_procedure() -> None:
    assert message(fault("map", lambda x: (x, 1), l(5))) == "not a procedure: 5"


def test_host_exceptions_keep_their_cause() -> None:
    namespace: dict[str, Any] = {"__name__": "somebody"}
    exec("def host(): raise KeyError('k')", namespace)
    condition = fault("call-with-values", namespace["host"], lambda x: x)
    assert condition.kind == "host" and isinstance(condition.cause, KeyError)


def test_a_bug_of_ours_is_no_error_of_the_user(monkeypatch: Any) -> None:
    namespace: dict[str, Any] = {"__name__": "flowscheme.broken"}
    exec("def broken(a, b): return {}[a]", namespace)
    monkeypatch.setattr("flowscheme.primitives.equivalence.eqv", namespace["broken"])
    with pytest.raises(InternalError):
        run("eqv?", 1, 2)


def test_deep_recursion_is_a_limit() -> None:
    function = guest("def f(n): return f(n) + 1")
    with pytest.raises(RecursionError) as caught:
        function(1)
    error = scheme_error(caught.value)
    assert isinstance(error, LimitExceeded) and error.limit == "depth"
    assert error.payload.message == "recursion too deep in f"
    frames = backtrace(error)
    assert len(frames) == 101 and frames[50].file == "" and "more" in frames[50].name


# Control, exceptions, promises, records


def test_guest_procedures_nest_deeply_in_primitives() -> None:
    depth, limit = 20_000, sys.getrecursionlimit()
    namespace: dict[str, Any] = {"map_": PRIMITIVES["map"].procedure, "one": l(1), **SCHEME}
    exec("def f(n): return 0 if n == 0 else map_(lambda _: f(n - 1), one)", namespace)
    sys.setrecursionlimit(depth * 5)
    try:
        assert isinstance(namespace["f"](depth), Pair)
    finally:
        sys.setrecursionlimit(limit)


def test_a_process_may_make_its_first_regexp_deep_in_a_recursion(tmp_path: Path) -> None:
    """What makes regexps is imported then, and CPython 3.11 compiles nothing a few hundred calls deep but in ordinary room."""
    program = tmp_path / "program.scm"
    program.write_text("""
        (import (scheme base) (scheme write) (srfi 115))
        (define (f n)
          (if (= n 0)
              (regexp-match-submatch (regexp-search (quote (+ "a")) "baab"))
              (values (f (- n 1)))))
        (write (car (list (f 5000))))
    """)
    run = subprocess.run([sys.executable, "-m", "flowscheme", "run", program], capture_output=True, text=True, check=False)
    assert (run.stdout, run.stderr) == ('"aa"', "")


def test_errors() -> None:
    condition = fault("error", s("bad thing:"), 1, s("x"))
    assert (condition.kind, condition.message) == ("error", "bad thing:")
    assert write(run("error-object-irritants", condition)) == '(1 "x")'
    assert fault("error", symbol("f"), 1).message == "f"
    seen = []

    def handler(obj: Any) -> Any:
        seen.append(obj)
        return 42

    def thunk() -> Any:
        return run("raise-continuable", symbol("oops")) + 1

    assert run("with-exception-handler", handler, thunk) == 43
    assert seen == [symbol("oops")]


def test_exit_codes() -> None:
    for arguments, code in (((), 0), ((...,), 0), ((None,), 1), ((7,), 7), ((256 + 3,), 3), ((-1,), 255)):
        with pytest.raises(SchemeExit) as caught:
            run("exit", *arguments)
        assert caught.value.code == code


def test_exit_unwinds() -> None:
    trace: list[str] = []
    with pytest.raises(SchemeExit):
        run("dynamic-wind", lambda: trace.append("in"), lambda: run("exit"), lambda: trace.append("out"))
    assert trace == ["in", "out"]


def test_force_runs_chains_in_constant_space() -> None:
    make_lazy, make_promise = PRIMITIVES["%make-lazy"].procedure, PRIMITIVES["%make-promise"].procedure

    def loop(n: int) -> Any:
        return make_lazy(lambda: make_promise(7) if n == 0 else loop(n - 1))

    promise = loop(100_000)
    assert run("force", promise) == run("force", promise) == 7


def test_a_promise_forced_while_it_is_forced_keeps_its_first_value() -> None:
    count = [0]

    def thunk() -> Any:
        count[0] += 1
        if count[0] < 3:
            run("force", promise)
        return PRIMITIVES["%make-promise"].procedure(count[0])

    promise = PRIMITIVES["%make-lazy"].procedure(thunk)
    assert run("force", promise) == 3


def test_records() -> None:
    names = [symbol(name) for name in ("x", "y")]
    point = run("%make-record-type", symbol("point"), list_from(names))
    make = run("%record-constructor", point, l(0), symbol("make-point"))
    get = run("%record-accessor", point, 0, symbol("px"))
    put = run("%record-modifier", point, 1, symbol("py!"))
    test = run("%record-predicate", point, symbol("point?"))
    record = make(1)
    assert put(record, 5) is UNSPECIFIED
    assert write(record) == "#<point x: 1 y: 5>" and get(record) == 1
    assert (test(record), test(5)) == (..., None)
    assert [each.__name__ for each in (make, get, put, test)] == ["make-point", "px", "py!", "point?"]
    other = run("%record-constructor", run("%make-record-type", symbol("other"), l(symbol("x"))), l(0))(1)
    attempts: list[tuple[Callable[[Any], Any], str]] = [(lambda x: get(x), "px"), (lambda x: put(x, 1), "py!")]
    for call, name in attempts:
        for wrong in (5, other, get, NIL):
            with pytest.raises(AttributeError) as caught:
                call(wrong)
            condition = scheme_error(caught.value).payload
            assert message(condition) == f"{name}: argument 1 must be a point record, got {write(wrong)}"


def test_record_fields_are_checked() -> None:
    point = run("%make-record-type", symbol("point"), l(symbol("x")))
    for wrong in (1, -1, symbol("x"), 0.0):
        assert fault("%record-accessor", point, wrong).kind == "syntax"
        assert fault("%record-constructor", point, l(0, wrong)).kind == "syntax"


def test_parameters() -> None:
    double: Callable[[int], int] = lambda x: x * 2  # noqa: E731
    assert run("make-parameter", 5, double)() == 10
    assert run("make-parameter", None)() is None


# Ports, files, effects


def test_string_ports() -> None:
    port = run("open-input-string", s("ab\nc"))
    assert write(run("peek-char", port)) == write(run("read-char", port)) == "#\\a"
    assert [write(run("read-line", port)) for _ in range(3)] == ['"b"', '"c"', "#<eof>"]
    assert run("read-char", port) is run("peek-char", port) is run("read-string", 2, port) is EOF
    out = run("open-output-string")
    run("write", s("x"), out)
    run("display", s("x"), out)
    run("write-char", c("!"), out)
    run("write-string", s("hello"), out, 1, 3)
    run("newline", out)
    assert run("get-output-string", out).text == '"x"x!el\n'
    run("close-port", out)
    assert run("output-port-open?", out) is None
    assert fault("write", 1, out).kind == "file"


def test_bytevector_ports() -> None:
    port = run("open-input-bytevector", b(1, 2, 3, 4))
    assert run("peek-u8", port) == run("read-u8", port) == 1
    target = b(0, 0, 0)
    assert run("read-bytevector!", target, port, 1) == 2
    assert write(target) == "#u8(0 2 3)"
    assert write(run("read-bytevector", 9, port)) == "#u8(4)"
    assert run("read-bytevector", 9, port) is EOF
    out = run("open-output-bytevector")
    run("write-u8", 5, out)
    run("write-bytevector", b(1, 2, 3), out, 1)
    assert write(run("get-output-bytevector", out)) == "#u8(5 2 3)"


def test_console(capsys: Any, state: State) -> None:
    run("display", s("hello"))
    run("newline")
    run("write-string", s("oops"), PRIMITIVES["current-error-port"].procedure())
    assert capsys.readouterr() == ("hello\n", "oops")

    class Replaying:
        def effect(self, kind: str, name: str, perform: Callable[[], Value]) -> Value:
            return f"{kind}/{name}\n"

        def console(self) -> bool:
            return False

    state.hook = Replaying()
    run("display", s("hello"))
    assert capsys.readouterr().out == ""
    assert run("read-line").text == "console/read-line"


def test_files(tmp_path: Path) -> None:
    name = s(str(tmp_path / "f"))
    assert run("call-with-output-file", name, lambda port: run("write-string", s("aλ\n"), port)) is UNSPECIFIED
    run("with-output-to-file", name, lambda: run("display", s("aλ\nb")))
    assert run("call-with-input-file", name, lambda port: run("read-line", port)).text == "aλ"
    assert run("with-input-from-file", name, lambda: run("read-string", 9)).text == "aλ\nb"
    port = run("open-binary-input-file", name)
    assert write(run("read-bytevector", 3, port)) == "#u8(97 206 187)"
    run("close-input-port", port)
    assert run("file-exists?", name) is ...
    run("delete-file", name)
    condition = fault("open-input-file", name)
    assert condition.kind == "file" and run("file-error?", condition) is ...
    assert fault("delete-file", name).kind == "file"
    assert fault("open-input-file", s("a\0b")).kind == "file"
    assert message(fault("open-input-file", 5)) == "open-input-file: argument 1 must be a string, got 5"


@pytest.mark.parametrize(
    ("name", "grant", "arguments"),
    [("current-second", "clock", ()), ("open-input-file", "files", (s("x"),)), ("command-line", "process", ()),
     ("get-environment-variable", "environment", (s("HOME"),)), ("read-line", "console", ())],
)  # fmt: skip
def test_grants(name: str, grant: str, arguments: tuple[Any, ...], state: State) -> None:
    state.grants = ALL_GRANTS - {grant}
    with pytest.raises(NotGranted):
        run(name, *arguments)


def test_symbols_are_interned() -> None:
    made: Symbol = run("string->symbol", s("abc"))
    assert made is symbol("abc")
