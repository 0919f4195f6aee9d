"""Pinned source: what a run keeps of the code that it was started with (docs/semantics.md, "Pin").

A `Pin` is the text of the source that defines the flow, of what it includes, and of the libraries that are not
flowscheme's own; the store keeps it under its content hash.  A flow defined at a prompt is pinned as the definitions
that it reaches: every form that defines or imports a name that a reached form mentions.

`load_pin` brings a pin to life in an interpreter of its own, where nothing impure may run and top-level expressions are
left out.
"""

from __future__ import annotations

import json
import os
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from ..errors import SchemeError
from ..flow.failure import flow_error
from ..flow.primitives import RegisteredFlow, flows
from ..flow.pure import Pure
from ..interp import Interpreter
from ..lang.text.clean import clean
from ..lang.text.json_depth import check_json_depth
from ..lang.text.reader import names_in
from ..lang.units.remembered import RECORD_WRITER
from ..lang.values.datum import NIL, Condition, String, Value, Vector, iterate, symbol
from ..lang.values.denotation import Global
from ..primitives.ports import console_of
from .reached import forms_of, head_of, is_record_writer, reached

LOAD = "load"


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


def pin_of(interpreter: Interpreter, flow: RegisteredFlow, tags: set[str]) -> Pin:
    """The pin of a flow that a source of the interpreter defined, for a run that was given records with those tags."""
    sources = dict(interpreter.libraries.sources)
    if flow.texts and not flow.source.startswith("<"):
        return Pin(flow.source, _with_loaded(sources, dict(flow.texts)))
    forms, files = [], {}
    for name, texts in sources.items():
        if not _is_library(name):
            files.update({path: text for path, text in list(texts.items()) if _is_library(path)})
            programs = sorted((path for path in texts if not _is_library(path)), key=lambda path: path == name)
            forms += [form for path in programs for form in forms_of(path, texts[path])]
    return Pin("<repl>", {"<repl>": "\n".join(reached(interpreter, forms, [flow.name], tags)), **files})


def _is_library(path: str) -> bool:
    return path.endswith(".sld")


def _with_loaded(sources: dict[str, dict[str, str]], texts: dict[str, str]) -> dict[str, str]:
    """The texts of a source with those of the files that it loads at top level, and that these load."""
    work = list(texts.items())
    while work:
        name, text = work.pop()
        for form in forms_of(name, text) if LOAD in text else ():
            new = {path: loaded for path, loaded in sources.get(_loaded_file(form.datum), {}).items() if path not in texts}
            texts |= new
            work += new.items()
    return texts


def _loaded_file(datum: Value) -> str:
    """The path of the file that a form loads; empty if it loads none, or one whose name is computed."""
    names = list(iterate(datum.cdr)) if head_of(datum) == LOAD else []
    return str(Path(names[0].text)) if len(names) == 1 and isinstance(names[0], String) else ""


LOADING = Pure("a flow's source that is being loaded")
"""The hook while a pin loads."""


def load_definitions(interpreter: Interpreter, text: str, name: str) -> None:
    """Load a source's definitions into the interaction environment, purely.

    Its top-level expressions are left out, but for those that say how records are journaled.
    """
    interpreter.evaluate(
        lambda: interpreter.libraries.run(text, name, interpreter.environment, definitions_only=True), hook=LOADING
    )
    for path, part in list(interpreter.libraries.sources.get(name, {name: text}).items()):
        for form in forms_of(path, part) if RECORD_WRITER in part and not _is_library(path) else ():
            if is_record_writer(form.datum):
                interpreter.evaluate(interpreter.compile_datum(form.datum, interpreter.environment), hook=LOADING)


def undefined(interpreter: Interpreter, source: str, flow: str) -> SchemeError:
    """The error for a flow that a source was to define and did not: what kept it from that, if it tried.

    A form whose head means nothing, such as `defflwo`, or `defflow` where the flow language was not imported, is an expression;
    so it was left out, and nobody has complained.
    """
    texts = {path: text for path, text in interpreter.libraries.sources.get(source, {}).items() if not _is_library(path)}
    forms = [(path, form) for path, text in texts.items() for form in forms_of(path, text)]
    naming = [(path, form) for path, form in forms if flow in form.names]
    for path, form in naming:
        head = head_of(form.datum)
        if head and not _means_something(interpreter, head):
            return SchemeError(Condition(f"unbound variable: {head}", kind="unbound", place=(path, form.at[0], form.at[1] + 1)))
    defined = ", ".join(sorted(flows(interpreter)))
    others = f"it defines {defined}" if defined else "it defines none"
    if naming:
        path, form = naming[0]
        others += f"; it is named at {path}:{form.at[0]}, in what is no definition, and expressions are not evaluated"
    return flow_error("flow-unknown-flow", f"{clean(source)} defines no flow called {clean(flow)}: {clean(others)}")


def _means_something(interpreter: Interpreter, name: str) -> bool:
    meaning = interpreter.environment.find(symbol(name))
    return not isinstance(meaning, Global) or meaning.defined or meaning.name in meaning.environment.globals


def _is_device(name: str) -> bool:
    """Whether a name is that of a pipe, a terminal or the like: Python opens a source by its name to print a traceback."""
    return os.path.exists(name) and not os.path.isfile(name) and not os.path.isdir(name)


def load_pin(pin: Pin, parent: Interpreter, hosts: dict[str, Value]) -> Interpreter:
    """An interpreter of its own with the pinned definitions loaded.  Raises flow-damaged for one that names a device."""
    for name in filter(_is_device, pin.texts):
        raise flow_error("flow-damaged", f"a pinned source calls a text of it {clean(name)}, which is no file here")
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
