"""The cases of `nesting`: kinds of nesting, and for each a generator of its cases, made of what the package has.

A case is a name and a function of a `World`; it comes to a value, or raises what an evaluation may raise.  Cases of one kind run
in one process, one after the other, in one interpreter.
"""

from __future__ import annotations

import ctypes
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple, TypeVar
from zlib import crc32

from nesting_forms import Nest, datum_nests, form_nests, library_names, sre_nests
from nesting_values import FILLERS, FORMS, READERS, SETTING, SHAPES, USES, calls

from flowscheme import Engine, Interpreter, Limits, SchemeError
from flowscheme.errors import StoreError
from flowscheme.flow.codec import decode
from flowscheme.interp import ALL_GRANTS, PRELUDE

T = TypeVar("T")

MEMORY = 700_000_000
"""How many bytes an evaluation may take."""

AVOIDED = {"exit", "emergency-exit", "read-line", "read-char", "peek-char", "char-ready?", "read"}
"""Procedures that end the process on purpose, or wait for the console."""


class World(NamedTuple):
    """Where cases run: an interpreter, how deep they nest, how many seconds an evaluation has, and that one of so many cases
    is taken where there are thousands."""

    interpreter: Interpreter
    depth: int
    seconds: float
    thin: int = 1

    def eval(self, text: str) -> None:
        """Evaluate a source text under limits; its value is made Python's, too."""
        print("tick", flush=True)
        self.interpreter.eval(text, limits=Limits(seconds=self.seconds, memory=MEMORY))

    def takes(self, name: str) -> bool:
        """Whether this one of thousands of cases is taken."""
        return crc32(name.encode()) % self.thin == 0

    def forms(self, way: int) -> dict[str, Nest]:
        """The nests of all forms; of a thinned run each form comes in one of the three ways only."""
        nests = form_nests(exports_of(self.interpreter))
        return {name: nest for index, (name, nest) in enumerate(nests.items()) if self.thin == 1 or index % 3 == way}

    def some(self, table: dict[str, T]) -> dict[str, T]:
        """A table; of a thinned run every third row."""
        return {name: row for index, (name, row) in enumerate(table.items()) if self.thin == 1 or index % 3 == 0}

    def let(self, name: str, value: Any) -> None:
        """Bind a name to a Scheme value."""
        self.interpreter.libraries.define(self.interpreter.environment, name, value)


Case = tuple[str, Callable[[World], Any]]


def attempt(thunk: Callable[[], Any]) -> str:
    """What a thunk comes to, as a word; raises what no evaluation may raise."""
    try:
        thunk()
        return "value"
    except (SchemeError, StoreError) as error:
        str(error)
        return type(error).__name__


def exports_of(interpreter: Interpreter) -> dict[str, dict[str, Any]]:
    """What each library that we ship exports, by its name."""
    found: dict[str, dict[str, Any]] = {}
    for file in sorted(PRELUDE.rglob("*.sld")):
        name = " ".join(file.relative_to(PRELUDE).with_suffix("").parts).replace("flow flow", "flowscheme flow")
        library: Any = interpreter.evaluate(lambda name=name: interpreter.libraries.find(name))
        found[name] = {symbol.name: denotation for symbol, denotation in library.exports.items()}
    return found


def _imported(name: str) -> str:
    return f"(import ({name[1 : name.index(')')]}))" if name.startswith("(") else ""


# Forms


def text_cases(world: World) -> Iterator[Case]:
    """Forms as text."""
    for name, nest in world.forms(0).items():
        yield name, lambda world, nest=nest, name=name: world.eval(f"{_imported(name)} {nest.text(world.depth)}")


BUILDER = """
(import (scheme base) (scheme eval) (scheme repl) (srfi 115))
(define (fill t v) (cond ((eq? t 'HOLE) v) ((pair? t) (cons (fill (car t) v) (fill (cdr t) v)))
  ((vector? t) (list->vector (fill (vector->list t) v))) (else t)))
(define (nested n t v) (if (= n 0) v (nested (- n 1) t (fill t v))))
(define-syntax try (syntax-rules () ((_ form) (guard (e (#t 1)) form))))
"""


def built_cases(world: World) -> Iterator[Case]:
    """Forms as data that a program builds and evaluates."""
    world.interpreter.eval(BUILDER)
    for name, nest in world.forms(1).items():
        text = f"{_imported(name)} (eval (nested {{}} '{nest.before}HOLE{nest.after} 1) (interaction-environment))"
        yield name, lambda world, text=text: world.eval(text.format(world.depth))


def macro_cases(world: World) -> Iterator[Case]:
    """Forms that a macro expands to, one inside of the other."""
    for name, nest in world.forms(2).items():
        rules = f"(syntax-rules () ((_) 1) ((_ a . r) {nest.before}(m . r){nest.after}))"
        text = f"{_imported(name)} (define-syntax m {rules}) (m {{}})"
        yield name, lambda world, text=text: world.eval(text.format("1 " * world.depth))


def sre_cases(world: World) -> Iterator[Case]:
    """SREs, compiled, and matched against a text that they have to look through."""
    world.interpreter.eval(BUILDER)
    uses = ('(regexp-matches? sre "qxyz")', '(regexp-search sre "abxyz")', "(regexp->sre (regexp sre))", "(char-set->sre sre)")
    for name, nest in world.some(sre_nests()).items():
        tried = " ".join(f"(try {use})" for use in uses)
        text = f"(define sre (nested {{}} '{nest.before} HOLE{nest.after} '{nest.core})) {tried}"
        yield name, lambda world, text=text: world.eval(text.format(world.depth))


# Data


def datum_cases(world: World) -> Iterator[Case]:
    """Data in source texts, and read by a program as data, JSON and numbers."""
    world.interpreter.eval(READERS)
    for name, text in world.some(datum_nests()).items():
        yield name, lambda world, text=text: world.eval(text(world.depth))
        if name.startswith(("program", "tokens")):
            yield f"{name}, read", lambda world, text=text: _read(world, text(world.depth))


def _read(world: World, text: str) -> None:
    world.interpreter.define("text", text)
    world.eval("(all text)")


_JSON = {
    "arrays": ("[", "]"), "open arrays": ("[", ""), "objects": ('{"a":', "}"), "open objects": ('{"a":', ""),
    "both": ('[{"a":', "}]"),
    "second items": ("[1,", "]"), "brackets of the codec": ('["(",', "]"), "escapes": ('"\\', '"'), "signs": ("-", ""),
    "digits": ("9", ""), "vectors of the codec": ('["#",', "]"),
}  # fmt: skip


def json_cases(world: World) -> Iterator[Case]:
    """Texts of JSON, read by a program and by the codec of the store."""
    world.interpreter.eval(READERS)
    for name, (before, after) in _JSON.items():
        text = lambda world, parts=(before, after): f"{parts[0] * world.depth}1{parts[1] * world.depth}"  # noqa: E731
        yield f"{name}, read", lambda world, text=text: _read(world, text(world))
        yield f"{name}, decoded", lambda world, text=text: decode(text(world))


# Values and recursion


def _callables(world: World) -> dict[str, Any]:
    world.interpreter.eval(SETTING)
    procedures = library_names(exports_of(world.interpreter))
    return {name: procedure for name, (_, procedure) in procedures.items() if name.split()[-1] not in AVOIDED}


def _call(others: list[str], place: int, argument: str) -> str:
    return f"(p {' '.join([*others[:place], argument, *others[place + 1 :]])})"


def taken_cases(world: World) -> Iterator[Case]:
    """Deep values: in each of `USES`, and as each argument of each procedure."""
    procedures = _callables(world)
    for shape, expression in SHAPES.items():
        yield f"{shape}: made", lambda world, expression=expression: world.eval(
            f"(define n {world.depth}) (define v {expression}) (define v2 {expression})"
        )
        for use in USES:
            yield f"{shape}: {use}", lambda world, use=use: world.eval(use)
        for name, procedure in procedures.items():
            if world.takes(shape + name):
                yield f"{shape}: arguments of {name}", lambda world, procedure=procedure: _take(world, procedure)


def _take(world: World, procedure: Any) -> None:
    world.let("p", procedure)
    seen: set[int] = set()
    for place, others in calls(procedure):
        if place not in seen:
            seen.add(place)
            attempt(lambda place=place, others=others: world.eval(_call(others, place, "v")))


ENDS = ("(v)", "(v 1)", "(write v (open-output-string))", "(equal? v v)", "(force v)", "(set! v 1)")


def made_cases(world: World) -> Iterator[Case]:
    """Each procedure applied to its own value again and again."""
    for name, procedure in _callables(world).items():
        if world.takes(name):
            yield name, lambda world, procedure=procedure: _make(world, procedure)


def _make(world: World, procedure: Any) -> None:
    world.let("p", procedure)
    fitting = 0
    for place, others in calls(procedure):
        for seed in FILLERS.values():
            text = f"(define v {seed}) (define (again v) {_call(others, place, 'v')}) (set! v (again (again (again v))))"
            if attempt(lambda text=text: world.eval(text)) == "value":
                fitting += 1
                for end in (f"(set! v (repeat {world.depth} again v))", *ENDS):
                    attempt(lambda end=end: world.eval(end))
            if fitting == 2:
                return


def through_cases(world: World) -> Iterator[Case]:
    """Recursion inside of each form, and through each procedure that calls its arguments."""
    procedures = _callables(world)
    for name, form in FORMS.items():
        for kind, end in {"": "1", " to a fault": "(car 1)", " to an error": "(raise 'x)"}.items():
            text = f"(define (q n) {form}) (define (r n . rest) (if (<= n 0) {end} {form})) (r {{}})"
            yield f"{name}{kind}", lambda world, text=text: world.eval(text.format(world.depth))
    for name, procedure in procedures.items():
        if world.takes(name):
            yield name, lambda world, procedure=procedure: _recur(world, procedure)


def _recur(world: World, procedure: Any) -> None:
    world.let("p", procedure)
    seen: set[int] = set()
    for place, others in calls(procedure):
        text = f"(set! most 4) (set! count 0) (define (again) {_call(others, place, 'deeper')}) (set! call-again again) (again)"
        if place not in seen:
            attempt(lambda text=text: world.eval(text))
            if world.interpreter.eval("(>= count 4)"):
                seen.add(place)
                used = f"(set! most {world.depth}) (set! count 0) (let ((x (again))) (if (procedure? x) (list (x) (x)) x))"
                attempt(lambda used=used: world.eval(used))


# Files and flows


def file_cases(world: World) -> Iterator[Case]:
    """Files that name themselves, and libraries and files in a long chain."""
    programs = {
        "a file that loads itself": ("(load \"self.scm\")", "(load \"self.scm\")"),
        "a file that loads itself, not last": ("(load \"self.scm\")", "(load \"self.scm\") 1"),
        "a file that loads itself in a procedure": ("(load \"self.scm\")", "(define (f) (load \"self.scm\") 1) (+ 1 (f))"),
        "a file that includes itself": ("(include \"self.scm\")", "(include \"self.scm\")"),
        "a file that includes itself in a body": ("(include \"self.scm\")", "(let () (include \"self.scm\") 1)"),
        "a library that imports itself": ("(import (self))", "(define-library (self) (import (self)))"),
        "a library that includes itself": (
            "(import (self))", "(define-library (self) (include-library-declarations \"self.sld\"))",
        ),
        "a library whose body evaluates an import of itself": (
            "(import (self))",
            "(define-library (self) (import (scheme base) (scheme eval) (scheme repl))"
            " (begin (eval '(import (self)) (interaction-environment))))",
        ),
        "libraries in libraries": (
            "(define (f n) (if (> n 0) (eval `(define-library (l ,n) (import (scheme base) (scheme eval) (scheme repl))"
            " (begin (eval '(f ,(- n 1)) (interaction-environment)))) (interaction-environment)))) (f DEPTH)", "",
        ),
    }  # fmt: skip
    for name, (program, text) in programs.items():
        yield name, lambda world, program=program, text=text: _in_folder(world, program, text)


def _in_folder(world: World, program: str, text: str) -> None:
    with TemporaryDirectory() as folder:
        for ending in ("scm", "sld"):
            Path(folder, f"self.{ending}").write_text(text.replace("self.s", f"{folder}/self.s"))
        scheme = Interpreter(ALL_GRANTS, path=[folder])
        program = program.replace("self.s", f"{folder}/self.s").replace("DEPTH", str(world.depth))
        attempt(lambda: scheme.eval(program, limits=Limits(seconds=world.seconds, memory=MEMORY)))


_NEST = "(define (nest n node f) (if (= n 0) node (nest (- n 1) (f node) f)))"

_FLOWS = {
    "an input": "(defflow f (lambda (x) (if (pair? x) 'pair x)))", "a step": "(defflow f (lambda (x) (step 's (lambda () x))))",
    "a raise": "(defflow f (lambda (x) (raise x)))", "a wait": "(defflow f (lambda (x) (await x)))",
    "a recursion": "(defflow f (lambda (x) (let down ((n DEPTH)) (if (= n 0) (once 'a 1) (+ 1 (down (- n 1)))))))",
    "combinators": f"{_NEST} (defflow f (nest (min DEPTH 1000) (flow-const 1) sequence))",
    "branches": f"{_NEST} (defflow f (nest (min DEPTH 1000) (flow-const 1) parallel))",
}  # fmt: skip
"""Flows by what nests.  Nodes in nodes are fewer: the path of each tells all those around it, so that they are quadratic."""


def flow_cases(world: World) -> Iterator[Case]:
    """Flows: deep values recorded and shown, deep recursion, deep combinators, and a store's text that nests."""
    for name, source in _FLOWS.items():
        for shape in ("car lists", "vectors", "long lists"):
            yield f"{name} of {shape}", lambda world, source=source, shape=shape: _flow(world, source, SHAPES[shape])
    for before, after in _JSON.values():
        text = lambda world, parts=(before, after): f"{parts[0] * world.depth}1{parts[1] * world.depth}"  # noqa: E731
        yield f"import of {before}", lambda world, text=text: _imports(world, text(world))


def _flow(world: World, source: str, expression: str) -> None:
    print("tick", flush=True)
    with closing(Engine("memory:", Interpreter(ALL_GRANTS))) as engine:
        engine.interpreter.eval(source.replace("DEPTH", str(world.depth)))
        engine.interpreter.eval(f"(define (repeat n f v) (if (= n 0) v (repeat (- n 1) f (f v)))) (define n {world.depth})")
        run = f"""(flow/start "f" {expression} 'id "r")"""
        for text in (run, '(flow/log "r")', '(flow/result "r")', "(flow-store-export)"):
            attempt(lambda text=text: engine.interpreter.eval(text, limits=Limits(seconds=world.seconds, memory=MEMORY)))
        attempt(lambda: engine.view("r"))


def _imports(world: World, value: str) -> None:
    print("tick", flush=True)
    fields = '(status suspended) (source #f) (seed "00") (owner #f) (fence 1) (outcome ()) (hosts) (created 1) (updated 1)'
    run = f'((id "x") (flow "f") (input (flowscheme-text {{}})) {fields} (journal) (waits) (answers))'
    with closing(Engine("memory:", Interpreter(ALL_GRANTS))) as engine:
        engine.interpreter.define("value", value)
        engine.interpreter.eval(f"(define runs (list `{run.format(',value')}))")
        attempt(lambda: engine.interpreter.eval("(flow-store-import! `(flowscheme-store (version 1) (sources) (runs ,@runs)))"))
        attempt(lambda: engine.runs())
        attempt(lambda: engine.view("x"))


# Planted


def planted_cases(world: World) -> Iterator[Case]:
    """What the test must find: a crash, an exception that is not ours, and no end."""
    yield "a value", lambda world: 1
    yield "a crash", lambda world: ctypes.string_at(0)
    yield "a foreign exception", lambda world: [][1]
    yield "an error", lambda world: world.eval("(car 1)")
    yield "no end", lambda world: time.sleep(3600)
    yield "the last", lambda world: 1


KINDS: dict[str, Callable[[World], Iterator[Case]]] = {
    "text": text_cases, "built": built_cases, "macro": macro_cases, "sre": sre_cases, "datum": datum_cases, "json": json_cases,
    "taken": taken_cases, "made": made_cases, "through": through_cases, "file": file_cases, "flow": flow_cases,
}  # fmt: skip
"""The kinds of cases, each a generator."""
