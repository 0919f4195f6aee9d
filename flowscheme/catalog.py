"""What every name is: its signature, its doc, its library, its place.

One `Description` for each name, put together from where the words already stand:

* a primitive carries its signature and doc (`lang.machine.primitive`), and its module's text names the section of R7RS;
* a special form is declared with its shape and a line (`lang.expand.special`);
* what is written in Scheme has the comment lines directly above its definition, and its formals.  Definitions are found
  by their text, as a person would: `(define (name ...`, the least indented one.

`describe`, the prompt, the messages about unbound names and the reference page (`reference`) all read this table.
Libraries are found by their files; which names one exports is known from its text, without loading it.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import FunctionType
from typing import Any, NamedTuple

from .host import described, signature_of
from .lang.expand.environment import Environment
from .lang.faults.explanations import type_text
from .lang.machine.primitive import BY_CODE, PRIMITIVES, Primitive
from .lang.text.clean import clean
from .lang.text.printer import brief
from .lang.text.reader import Incomplete, datum_end, names_in
from .lang.text.source import is_path, known_lines
from .lang.units.files import SourceFiles
from .lang.units.library import Libraries
from .lang.units.standard import OWN_LIBRARIES
from .lang.values.datum import Symbol, Value, iterate, symbol
from .lang.values.denotation import Denotation, Global, Macro, Special
from .lang.values.global_names import RECORD_MARK, demangle
from .lang.values.names import strip

WIDTH = 100
"""How long a line of a description may be."""


class Description(NamedTuple):
    """A name and all that is known of it.

    | field | meaning |
    | --- | --- |
    | `kind` | "procedure", "host procedure", "special form", "macro" or "variable" |
    | `signatures` | how it is used, such as `(car pair)` |
    | `doc` | what it does; may be empty |
    | `libraries` | those that export it |
    | `section` | that of R7RS; may be empty |
    | `place` | `file:line` where a user's program defines it, else empty |
    """

    name: str
    kind: str
    signatures: tuple[str, ...]
    doc: str
    libraries: tuple[str, ...]
    section: str = ""
    place: str = ""

    def text(self) -> str:
        """The description, a few lines for a person."""
        return "\n".join(map(clean, self._lines()))

    def _lines(self) -> Iterator[str]:
        yield from self.signatures
        if self.doc:
            yield f"  {self.doc}"
        parts = [", ".join(f"({library})" for library in self.libraries), f"R7RS {self.section}" if self.section else ""]
        parts += [f"defined at {self.place}" if self.place else ""]
        yield f"  {self.kind}" + "".join(f"; {part}" for part in parts if part)


# By name, by value


def describe_name(interpreter: Any, name: str) -> Description | None:
    """The description of a name: what it is bound to in the interaction environment, else what a library exports under it."""
    denotation = find(interpreter.environment, symbol(name))
    libraries = exporters(interpreter.libraries).get(name, ())
    if denotation is None:
        for library in libraries:
            home = interpreter.evaluate(lambda library=library: interpreter.libraries.find(library))
            denotation = home.exports.get(symbol(name)) if home is not None else None
            if denotation is not None:
                break
    return description_of(interpreter.libraries, name, denotation) if denotation is not None else None


def describe_value(interpreter: Any, obj: Value) -> str:
    """What an object is, as text: a symbol stands for what it is bound to."""
    if isinstance(obj, Symbol):
        description = describe_name(interpreter, obj.name)
        return description.text() if description is not None else f"{brief(obj)}\n  a symbol; nothing is bound to it"
    if not callable(obj) or not isinstance(obj, FunctionType):
        return f"{brief(obj, WIDTH)}\n  {type_text(obj)}"
    return procedure_description(interpreter.libraries, name_of(obj), obj).text()


def find(environment: Environment, name: Symbol) -> Denotation | None:
    """What a name denotes, or None if it is not bound; nothing is noted of the question."""
    denotation = environment.table.get(name)
    if denotation is None and environment.fallback is not None:
        denotation = environment.fallback(name)
    if isinstance(denotation, Global) and denotation.name not in denotation.environment.globals:
        return None
    return denotation


def description_of(libraries: Libraries, name: str, denotation: Denotation) -> Description:
    """The description of what a name denotes."""
    if isinstance(denotation, Special):
        return _special(libraries, name, denotation)
    if isinstance(denotation, Macro):
        return _macro(libraries, name, denotation)
    assert isinstance(denotation, Global)
    value = denotation.environment.globals[denotation.name]
    if isinstance(value, FunctionType):
        return procedure_description(libraries, name, value, denotation.environment)
    definition = _defined(libraries, name, denotation.environment.name)
    doc = definition.doc if definition is not None else ""
    known = exporters(libraries).get(name, ())
    return Description(name, "variable", (f"{name} = {brief(value, WIDTH)}",), doc, known, "", _at(libraries, definition))


def name_of(procedure: Any) -> str:
    """The name that a procedure was defined by."""
    return demangle(procedure.__name__)


# The kinds


def _special(libraries: Libraries, name: str, form: Special) -> Description:
    from .lang.units import frontend  # noqa: F401  # fills the entries of special forms; only descriptions want it here

    return Description(name, "special form", (form.shape,), form.doc, exporters(libraries).get(name, ()), form.section)


def _macro(libraries: Libraries, name: str, macro: Macro) -> Description:
    """A macro's signatures are its patterns, with its name where they have `_`."""
    definition = _defined(libraries, name, macro.scope.environment().name)
    patterns = tuple(_patterns(name, strip(macro.datum))) or (f"({name} ...)",)
    doc = definition.doc if definition is not None else ""
    return Description(name, "macro", patterns, doc, exporters(libraries).get(name, ()), "", _at(libraries, definition))


def _patterns(name: str, rules: Value) -> Iterator[str]:
    parts = list(iterate(rules))[1:]
    for rule in parts[2 if parts and isinstance(parts[0], Symbol) else 1 :]:
        pattern = getattr(rule, "car", None)
        rest = brief(pattern.cdr) if pattern is not None and hasattr(pattern, "cdr") else "()"
        yield f"({name})" if rest == "()" else f"({name} {rest[1:]}" if rest.startswith("(") else f"({name} . {rest})"


def procedure_description(libraries: Libraries, name: str, procedure: Any, home: Environment | None = None) -> Description:
    """The description of a procedure."""
    code = procedure.__code__
    known = exporters(libraries).get(name, ())
    primitive = primitive_of(procedure)
    if primitive is not None:
        signature = primitive.signature
        if primitive.name != name and PRIMITIVES.get(name) is primitive:
            signature = f"({name}{signature[len(primitive.name) + 1 :]}"
        return Description(name, "procedure", (signature,), " ".join(primitive.doc.split()), known, _section(procedure))
    python = getattr(procedure, "python", getattr(procedure, "described", None))
    if python is not None:
        return _host(name, python, known)
    texts = library_texts(libraries, home.name) if home is not None else {}
    if texts:
        definition = find_definition(name, texts)
        signatures = definition.signatures if definition is not None and definition.signatures else _formals(name, procedure)
        return Description(name, "procedure", signatures, definition.doc if definition else _record_doc(procedure), known)
    file = code.co_filename
    definition = find_definition(name, {file: _text_of(libraries, file)})
    shown = definition.signatures if definition is not None and definition.signatures else _formals(name, procedure)
    line = definition.line if definition is not None else code.co_firstlineno
    place = "" if file == "<record>" or _clauses(procedure) is not None else f"{file}:{line}"
    return Description(name, "procedure", shown, definition.doc if definition else _record_doc(procedure), known, "", place)


def _record_doc(procedure: Any) -> str:
    """What a procedure does that `define-record-type` made; nothing is said of any other."""
    record_type = procedure.__globals__.get(RECORD_MARK)
    if record_type is None:
        return ""
    code = procedure.__code__
    fields = dict(zip(record_type.slots, record_type.fields, strict=True))
    field = next((fields[slot] for slot in code.co_names if slot in fields), "")
    docs = {
        ("obj",): f"Whether obj is a record of type {record_type.name}.",
        ("record",): f"The field {field} of a record of type {record_type.name}.",
        ("record", "value"): f"Stores value in the field {field} of a record of type {record_type.name}.",
    }
    return docs.get(code.co_varnames[: code.co_argcount], f"A new record of type {record_type.name}.")


def primitive_of(procedure: Any) -> Primitive | None:
    """The declaration of a primitive; None for any other procedure."""
    inner = getattr(procedure, "__wrapped__", procedure)
    named = PRIMITIVES.get(procedure.__name__)  # the current ports share their code with all parameters
    return BY_CODE.get(inner.__code__) or (named if named is not None and named.procedure is procedure else None)


def _host(name: str, function: Any, libraries: tuple[str, ...]) -> Description:
    signature = signature_of(function)
    names = signature.parameters if signature is not None else "argument ..."
    doc = " ".join((inspect.getdoc(described(function)) or "").split())
    return Description(name, "host procedure", (f"({name} {names})".replace(" )", ")"),), doc, libraries)


_SECTION = re.compile(r"R7RS (\d+(?:\.\d+)+)")


def _section(procedure: Any) -> str:
    """The section of R7RS that the text of a primitive's module names first."""
    inner = getattr(procedure, "__wrapped__", procedure)
    match = _SECTION.search(sys.modules[inner.__module__].__doc__ or "")
    return match[1] if match else ""


# Signatures of procedures in Scheme


def _formals(name: str, procedure: Any) -> tuple[str, ...]:
    """How a compiled procedure is called."""
    clauses = _clauses(procedure)
    if clauses is not None:
        return tuple(call_signature(name, clause) for clause in clauses)
    signature = call_signature(name, procedure)
    record_type = procedure.__globals__.get(RECORD_MARK)
    if record_type is not None:  # a constructor's parameters are slots
        for slot, field in zip(record_type.slots, record_type.fields, strict=True):
            signature = signature.replace(f"v_{slot}", field)
    return (signature,)


def call_signature(name: str, procedure: Any) -> str:
    """How a procedure is called: `(f x y . rest)`; a parameter takes `[obj]`."""
    code = procedure.__code__
    names = [demangle(variable).rsplit("'", 1)[0] or variable for variable in code.co_varnames]
    taken = code.co_argcount
    required = taken - len(procedure.__defaults__ or ())
    parts = [name, *names[:required], *(f"[{optional}]" for optional in names[required:taken])]
    if code.co_flags & inspect.CO_VARARGS:
        parts += [".", names[taken + code.co_kwonlyargcount]]
    return f"({' '.join(parts)})"


def _clauses(procedure: Any) -> list[Any] | None:
    """The procedures of a `case-lambda`'s clauses; None for any other procedure."""
    if procedure.__code__.co_name != "dispatch" or "table" not in procedure.__code__.co_freevars:
        return None
    cell = procedure.__closure__[procedure.__code__.co_freevars.index("table")]
    return [clause[2] for clause in cell.cell_contents]


# Definitions in source text


def _defined(libraries: Libraries, name: str, home: str) -> Definition | None:
    """The definition of a name in the library called `home`, or else in what a program or a prompt has run last."""
    texts = library_texts(libraries, home)
    for files in [texts] if texts else reversed(list(libraries.sources.values())):
        if definition := find_definition(name, files):
            return definition
    return None


def _text_of(libraries: Libraries, file: str) -> str:
    """The text of a source that was run here or is flowscheme's own; not that of the same name in another interpreter."""
    for texts in reversed(list(libraries.sources.values())):
        if file in texts:
            return texts[file]
    ours = file.startswith(("<", str(libraries.files.own)))  # a name like `<eval 3>` is given once in a process
    return "".join(known_lines(file)) if ours else ""


def _at(libraries: Libraries, definition: Definition | None) -> str:
    """The place of a definition that is the user's."""
    if definition is None or definition.file.startswith(str(libraries.files.own)):
        return ""
    return f"{definition.file}:{definition.line}"


class Definition(NamedTuple):
    """Where a name is defined: the file, the line, the comment above, and the signature if the definition shows one."""

    file: str
    line: int
    doc: str
    signatures: tuple[str, ...]


_MARK = re.compile(r"^(?:API|internal): *")


def find_definition(name: str, texts: dict[str, str]) -> Definition | None:
    """The definition of a name in source texts, by file."""
    pattern = re.compile(rf"^([ \t]*)\((def[^\s()]*)[ \t\n]+(\(*){re.escape(name)}(?=[\s()])", re.MULTILINE)
    definitions = [(len(match[1]), file, match) for file, text in texts.items() for match in pattern.finditer(text)]
    if not definitions:
        return None
    _, file, match = min(definitions, key=lambda definition: definition[0])
    text = texts[file]
    line = text.count("\n", 0, match.start()) + 1
    return Definition(file, line, _comment(text[: match.start()]), tuple(_shown(name, text, match)))


def _comment(before: str) -> str:
    """The comment lines that end a text, as one line; a run of them that is set off by a blank line counts for more."""
    lines: list[str] = []
    for line in reversed(before.split("\n")[:-1]):
        stripped = line.strip()
        if not stripped.startswith(";"):
            break
        lines.append(stripped.lstrip(";").strip())
    return _MARK.sub("", " ".join(reversed(lines)))


def _shown(name: str, text: str, match: re.Match[str]) -> Iterator[str]:
    """The signatures that a definition shows: its head, or the formals of its `lambda` or `case-lambda`."""
    if match[3] == "(":
        yield _one_line(text, match.start(3))
    elif lambda_ := re.compile(r"\s+\(lambda\s+(?=\()").match(text, match.end()):
        yield _call(name, _one_line(text, lambda_.end()))
    elif clauses := re.compile(r"\s+\(case-lambda\b").match(text, match.end()):
        position: int | None = clauses.end()
        while clause := re.compile(r"\s*(?:;[^\n]*\n\s*)*\(\s*(?=\()").match(text, position or 0):
            yield _call(name, _one_line(text, clause.end()))
            position = _end(text, clause.start())


def _end(text: str, start: int) -> int:
    try:
        return datum_end(text, start) or len(text)
    except Incomplete:
        return len(text)


def _one_line(text: str, start: int) -> str:
    return " ".join(text[start : _end(text, start)].split())


def _call(name: str, formals: str) -> str:
    inside = formals[1:-1].strip()
    return f"({name} {inside})" if inside else f"({name})"


# Libraries by their files


def library_files(libraries: Libraries) -> dict[str, Path]:
    """The libraries that come with flowscheme, by name, in a good order: R7RS, ours, the SRFIs."""
    own = libraries.files.own
    files = {" ".join(path.relative_to(own).with_suffix("").parts): path for path in own.glob("*/*.sld")}
    files = {name: path for name, path in files.items() if str(path.relative_to(own)) not in OWN_LIBRARIES.values()}
    files |= {name: own / path for name, path in OWN_LIBRARIES.items()}
    return dict(sorted(files.items(), key=lambda item: _order(item[0])))


def _order(name: str) -> tuple[Any, ...]:
    first, _, rest = name.partition(" ")
    rank = {"scheme": 0, "flowscheme": 1}.get(first, 2)
    return (rank, name not in ("scheme base", "flowscheme flow"), first, int(rest) if rest.isdecimal() else 0, rest)


def library_texts(libraries: Libraries, name: str) -> dict[str, str]:
    """The source texts of a library, its own file and what that includes; empty for what is no library with a file."""
    file = libraries.files.locate(name) if name != Libraries.PRIMITIVE else None
    return _texts(libraries.files, file, libraries.files.reserved(name)) if file is not None else {}


def _texts(files: SourceFiles, file: Path, ours: bool) -> dict[str, str]:
    text = files.read_own(str(file)) if ours else files.read(str(file))
    texts = {str(file): text}
    for start in (match.start() for match in re.finditer(r"\(include(?:-ci|-library-declarations)?\s", text)):
        for name in re.findall(r'"([^"\n]+)"', text[start : _end(text, start)]):
            path = str(file.parent / name)
            if is_path(path) and files.may_include(str(file), path, ours) and (ours or files.exists(path)):
                texts[path] = files.read_own(path) if ours else files.read(path)
    return texts


_exporters: dict[Path, dict[str, tuple[str, ...]]] = {}


def exporters(libraries: Libraries) -> dict[str, tuple[str, ...]]:
    """The libraries that export each name, by what their texts say; one for old programs only where no other does."""
    known = _exporters.get(libraries.files.own)
    if known is None:
        libraries_of: dict[str, list[str]] = {}
        for library, file in library_files(libraries).items():
            for name in exported_names(file.read_text(encoding="utf-8")):
                libraries_of.setdefault(name, []).append(library)
        known = _exporters[libraries.files.own] = {name: _wanted(where) for name, where in libraries_of.items()}
    return known


def _wanted(libraries: list[str]) -> tuple[str, ...]:
    return tuple([library for library in libraries if library != "scheme r5rs"] or libraries)


def exported_names(text: str) -> Iterable[str]:
    """The names that a library's text exports."""
    names: dict[str, None] = {}
    for match in re.finditer(r"\(export(?=[\s)])", text):
        part = text[match.start() : _end(text, match.start())]
        renamed = re.findall(r"\(\s*rename\s+[^\s()]+\s+([^\s()]+)\s*\)", part)
        plain = re.sub(r"\(\s*rename[^()]*\)", " ", part)
        names.update(dict.fromkeys([*(names_in(plain) - {"export"}), *renamed]))
    return sorted(names)
