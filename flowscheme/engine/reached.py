"""What a flow that was defined bit by bit is pinned as: the forms that define what it reaches, and what Python defined.

At a prompt there is no file that could be kept, so the forms that were typed are searched: each that may define a name that a
reached form mentions is reached itself.

    (define-syntax helping (syntax-rules () ((_ name) (define (name x) (list 'h x)))))       reached: `h` is made by it
    (helping h)                                                                              reached: it may define `h`
    (defflow f (lambda (x) (h (suspend 'w))))                                                the flow

Nothing is expanded here: what may be a definition counts as one.  A form too many costs a line in the store, since only
definitions are evaluated when a pin is loaded; one too few is a run that cannot go on elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from ..flow.codec import NotPlain, encode, is_written
from ..interp import Interpreter
from ..lang.text.printer import write
from ..lang.text.reader import read_source
from ..lang.units.remembered import RECORD_WRITER
from ..lang.values.contents import contents
from ..lang.values.datum import NIL, Pair, Symbol, Value, iterate, symbol
from ..lang.values.denotation import Macro
from ..lang.values.global_names import mangle


class Form(NamedTuple):
    """A top-level form, its text, where it begins (line, from 1, and column, from 0), and the names of the symbols in it."""

    text: str
    datum: Value
    at: tuple[int, int]
    names: frozenset[str]


@lru_cache(maxsize=1000)
def forms_of(name: str, source: str) -> list[Form]:
    """The top-level forms of a source, each with its own text."""
    lines = [f"{line}\n" for line in source.split("\n")]
    forms = []
    for datum, (row, column, end_row, end_column) in read_source(source, name):
        part = lines[row - 1 : end_row]
        part[-1] = part[-1][: end_column]
        part[0] = part[0][column:]
        forms.append(Form("".join(part), datum, (row, column), frozenset(symbols([datum]))))
    return forms


def head_of(datum: Value) -> str:
    """The name in front of a form that has operands; empty if it is none."""
    if isinstance(datum, Pair) and isinstance(datum.car, Symbol) and isinstance(datum.cdr, Pair):
        return datum.car.name
    return ""


def is_record_writer(datum: Value) -> bool:
    """Whether a form says how the records of a type are journaled."""
    return head_of(datum) == RECORD_WRITER


def symbols(data: Iterable[Value]) -> set[str]:
    """The names of all symbols in some data."""
    return {datum.name for datum in contents(data) if isinstance(datum, Symbol)}


# What a form may define


class Defined(NamedTuple):
    """The names that a form defines for sure, so that earlier definitions of them are of no use, and those that it may."""

    surely: set[str]
    perhaps: set[str]


def defined_by(form: Value, macros: set[str]) -> Defined:
    """What a form defines; `macros` are the names of the program's own macros, which may define whatever they are given."""
    surely, perhaps = set[str](), set[str]()
    work = [form]
    while work:
        datum = work.pop()
        head = head_of(datum)
        if head == "begin":
            work += iterate(datum.cdr)
        elif head == "cond-expand":
            work += [inner for clause in iterate(datum.cdr) if isinstance(clause, Pair) for inner in iterate(clause.cdr)]
        elif head in macros or is_record_writer(datum):
            perhaps |= symbols([datum.cdr])
        elif head:
            surely |= _definition(head, list(iterate(datum.cdr)))
    several = head_of(form) == "cond-expand"
    return Defined(set(), surely | perhaps) if several else Defined(surely, perhaps)


def _definition(head: str, operands: list[Value]) -> set[str]:
    """The names that a form defines, if it looks like a definition."""
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


def _own_macros(interpreter: Interpreter) -> set[str]:
    """The names of the program's own macros, and of those of its libraries."""
    macros = [(name, made) for name, made in list(interpreter.environment.table.items()) if isinstance(made, Macro)]
    return {name.name for name, macro in macros if isinstance(name, Symbol) and not macro.scope.environment().ours}


# What a flow reaches


def reached(interpreter: Interpreter, forms: list[Form], names: Iterable[str], tags: set[str]) -> list[str]:
    """The texts of what defines the names and what these reach, in order, the last definition of each; all imports.

    `tags` are those of records that the run was given: how they are journaled is reached, too.
    """
    makers = _makers(forms, _own_macros(interpreter))
    kept = {index for index, form in enumerate(forms) if head_of(form.datum) in ("import", "define-library")}
    writers = {index for index, form in enumerate(forms) if is_record_writer(form.datum) and form.names & tags}
    wanted = [*names, *(name for index in writers for name in forms[index].names)]
    kept |= writers
    given, seen = [], set[str]()
    while wanted:
        name = wanted.pop()
        if name in seen:
            continue
        seen.add(name)
        new = makers.get(name, set()) - kept
        kept |= new
        wanted += [mentioned for index in new for mentioned in forms[index].names]
        if name not in makers:
            given += _given(interpreter, name)
    return [*sorted(given), *(forms[index].text for index in sorted(kept))]


def _makers(forms: list[Form], macros: set[str]) -> dict[str, set[int]]:
    """The forms that may define each name."""
    makers: dict[str, set[int]] = {}
    for index, form in enumerate(forms):
        defined = defined_by(form.datum, macros)
        for name in defined.surely:
            makers[name] = {index}
        for name in defined.perhaps:
            makers.setdefault(name, set()).add(index)
    return makers


def _given(interpreter: Interpreter, name: str) -> list[str]:
    """The definition of a plain value that Python defined; nothing for any other name."""
    if name not in interpreter.environment.given:
        return []
    try:
        value = interpreter.environment.globals.get(mangle(name))
        return [f"(define {write(symbol(name))} '{write(value)})"] if is_written(encode(value)) else []
    except NotPlain:
        return []
