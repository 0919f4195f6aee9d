"""Pinned source: what a run keeps of the code that it was started with (docs/semantics.md, "Pin").

A `Pin` is the text of the source that defines the flow, of what it includes, and of the libraries that are not
flowscheme's own; the store keeps it under its content hash.  A flow defined at a prompt is pinned as the definitions
that it reaches: every form that defines or imports a name that a reached form mentions.

`load_pin` brings a pin to life in an interpreter of its own, where nothing impure may run and top-level expressions are
left out.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from functools import lru_cache
from hashlib import sha256
from typing import NamedTuple

from ..flow.failure import flow_error
from ..flow.primitives import RegisteredFlow
from ..flow.pure import Pure
from ..interp import Interpreter
from ..lang.text.json_depth import check_json_depth
from ..lang.text.reader import names_in, read_source
from ..lang.units.remembered import RECORD_WRITER
from ..lang.values.contents import contents
from ..lang.values.datum import NIL, Pair, Symbol, Value, Vector, iterate
from ..primitives.ports import console_of


class Pin(NamedTuple):
    """The source of a run: `main` is the name of the defining source, `texts` its files by name."""

    main: str
    texts: dict[str, str]

    def text(self) -> str:
        """The pin as the store keeps it."""
        return json.dumps({"version": 1, "main": self.main, "texts": self.texts}, sort_keys=True)

    def hash(self) -> str:
        """The content hash, in hexadecimal."""
        return sha256(self.text().encode()).hexdigest()

    def mentions(self) -> set[str]:
        """Every name that the source mentions, outside comments and strings."""
        return {name for text in self.texts.values() for name in names_in(text)}


def parse_pin(text: str) -> Pin:
    """The pin that a store keeps as that text.  Raises flow-damaged for a text that is none."""
    try:
        check_json_depth(text)
        data = json.loads(text)
        pin = Pin(data["main"], data["texts"])
        names_and_texts = [part for entry in pin.texts.items() for part in entry]
        if pin.main in pin.texts and all(type(part) is str for part in names_and_texts) and pin.text() == text:
            return pin
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        pass  # what is wrong with it is of no use to anybody
    raise flow_error("flow-damaged", "a pinned source is no text that flowscheme would have kept")


def pin_of(interpreter: Interpreter, flow: RegisteredFlow) -> Pin:
    """The pin of a flow that a source of the interpreter defined."""
    if flow.texts and not flow.source.startswith("<"):
        return Pin(flow.source, dict(flow.texts))
    forms, files = [], {}
    for name, texts in interpreter.libraries.sources.items():
        if not _is_library(name):
            files.update({path: text for path, text in texts.items() if _is_library(path)})
            programs = sorted((path for path in texts if not _is_library(path)), key=lambda path: path == name)
            forms += [form for path in programs for form in _forms(path, texts[path])]
    return Pin("<repl>", {"<repl>": "\n".join(_reached(forms, flow.name)), **files})


def _is_library(path: str) -> bool:
    return path.endswith(".sld")


@lru_cache(maxsize=1000)
def _forms(name: str, source: str) -> list[tuple[str, Value]]:
    """The top-level forms of a source, each with its own text."""
    lines = source.splitlines(keepends=True)
    forms = []
    for datum, (row, column, end_row, end_column) in read_source(source, name):
        part = lines[row - 1 : end_row]
        part[-1] = part[-1][: end_column]
        part[0] = part[0][column:]
        forms.append(("".join(part), datum))
    return forms


def _defines(form: Value) -> set[str]:
    """The names that a form may define, if it looks like a definition, or like several in a `begin`."""
    names: set[str] = set()
    work = [form]
    while work:
        datum = work.pop()
        if isinstance(datum, Pair) and isinstance(datum.car, Symbol) and datum.car.name == "begin":
            work += iterate(datum.cdr)
        else:
            names |= _defines_itself(datum)
    return names


def _defines_itself(datum: Value) -> set[str]:
    if not isinstance(datum, Pair) or not isinstance(datum.car, Symbol) or not isinstance(datum.cdr, Pair):
        return set()
    head, operands = datum.car.name, list(iterate(datum.cdr))
    if head == "define-record-type":
        type_, constructor, predicate, *fields = [*operands, NIL, NIL][: max(3, len(operands))]
        accessors = [accessor for field in fields for accessor in list(iterate(field))[1:]]
        return symbols([_target(type_), _target(constructor), predicate, *accessors])
    if head == "define-values":
        return symbols(operands[:1])
    return symbols([_target(operands[0])]) if head.startswith("def") else set()


def _target(datum: Value) -> Value:
    """What a definition with this first operand defines: `f`, `(f x)` or `((f x) y)` define f."""
    while isinstance(datum, Pair):
        datum = datum.car
    return datum


def _is_record_writer(datum: Value) -> bool:
    """Whether a form says how the records of a type are journaled."""
    if not isinstance(datum, Pair) or not isinstance(datum.car, Symbol) or not isinstance(datum.cdr, Pair):
        return False
    return datum.car.name == RECORD_WRITER


def symbols(data: Iterable[Value]) -> set[str]:
    """The names of all symbols in some data."""
    return {datum.name for datum in contents(data) if isinstance(datum, Symbol)}


def _reached(forms: list[tuple[str, Value]], name: str) -> list[str]:
    """The texts of the definitions that a name reaches, the last definition of each name, in order; all imports."""
    makers: dict[str, list[int]] = {}
    for index, (_, datum) in enumerate(forms):
        for defined in _defines(datum):
            makers[defined] = [index]
        if _is_record_writer(datum):
            for defined in symbols([datum.cdr.car]):
                makers.setdefault(defined, []).append(index)
    wanted, kept = [name], set[int]()
    while wanted:
        for index in makers.get(wanted.pop(), ()):
            if index not in kept:
                kept.add(index)
                wanted += symbols([forms[index][1]])
    imports = {
        index
        for index, (_, datum) in enumerate(forms)
        if isinstance(datum, Pair) and isinstance(datum.car, Symbol) and datum.car.name in ("import", "define-library")
    }
    return [forms[index][0] for index in sorted(kept | imports)]


LOADING = Pure("a flow's source that is being loaded")
"""The hook while a pin loads."""


def load_definitions(interpreter: Interpreter, text: str, name: str) -> None:
    """Load a source's definitions into the interaction environment, purely.

    Its top-level expressions are left out, but for those that say how records are journaled.
    """
    interpreter.evaluate(
        lambda: interpreter.libraries.run(text, name, interpreter.environment, definitions_only=True), hook=LOADING
    )
    if RECORD_WRITER in text:
        for _, datum in _forms(name, text):
            if _is_record_writer(datum):
                interpreter.evaluate(interpreter.compile_datum(datum, interpreter.environment), hook=LOADING)


def load_pin(pin: Pin, parent: Interpreter, hosts: dict[str, Value]) -> Interpreter:
    """An interpreter of its own with the pinned definitions loaded."""
    parent.services.setdefault("peers", Vector([NIL]))
    interpreter = parent.sibling(pin.texts)
    for key in ("engine", "peers"):
        if key in parent.services:
            interpreter.services[key] = parent.services[key]
    interpreter.services["console"] = console_of(parent)
    for name, procedure in hosts.items():
        interpreter.environment.define(name, procedure)
    load_definitions(interpreter, pin.texts[pin.main], pin.main)
    return interpreter
