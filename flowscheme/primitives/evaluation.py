"""Environments and evaluation, reading and loading (R7RS 6.12, 6.13.2, 6.14, and the hidden parts of core syntax).

`eval` and `load` reach the interpreter that runs the program, which is in the machine's state.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..errors import SchemeError
from ..lang.expand.environment import Environment
from ..lang.faults import handlers
from ..lang.machine.machine import STATE, Procedure
from ..lang.machine.meter import charge_reading, charged_turns
from ..lang.machine.origin import in_one_world
from ..lang.machine.primitive import ABSENT, fail, primitive
from ..lang.machine.shield import shielded
from ..lang.text.argument_types import instance_of, register_argument_type
from ..lang.text.source import is_path
from ..lang.units.standard import FEATURES
from ..lang.values.datum import EOF, UNSPECIFIED, Condition, MultipleValues, String, Value, Vector, list_from, symbol
from ..lang.values.denotation import Special
from ..lang.values.names import strip
from .port_types import TextInput
from .ports import source_of

register_argument_type("environment", instance_of(Environment), "an environment")


@primitive("(eval obj [environment])", tail=True)
def eval_(obj: Value, environment: Environment = ABSENT) -> Value:
    """Evaluate the expression obj in environment, or in the interaction environment."""
    interpreter = STATE.get().interpreter
    home = interpreter.environment if environment is ABSENT else environment
    if not isinstance(home, Environment):
        raise TypeError
    _check_owner("eval", home)
    return (interpreter.compile_datum(obj, home),)


def _owned(environment: Environment) -> Environment:
    environment.owner = STATE.get().interpreter
    return environment


def _check_owner(name: str, environment: Environment) -> None:
    """Refuse to evaluate where the programs of another interpreter do: with other grants, or to change what they mean."""
    if environment.owner is not None and not in_one_world(environment.owner, STATE.get().interpreter):
        fail(name, "this environment belongs to another interpreter", kind="environment")


@primitive("(environment obj ...)")
def environment(*names: Value) -> Environment:
    """An environment of the bindings of the import sets."""
    interpreter = STATE.get().interpreter
    return _owned(interpreter.import_environment(list(names)))


@primitive("(interaction-environment)")
def interaction_environment() -> Environment:
    """The environment that programs are evaluated in, open to definitions."""
    return _owned(STATE.get().interpreter.environment)


@primitive("(scheme-report-environment k)")
def scheme_report_environment(version: int) -> Environment:
    """An environment of the bindings of (scheme r5rs); k is 5, the version of that report."""
    return _report_environment("scheme-report-environment", version)


@primitive("(null-environment k)")
def null_environment(version: int) -> Environment:
    """An environment of the syntax of (scheme r5rs); k is 5, the version of that report."""
    report = _report_environment("null-environment", version)
    report.table = {name: denotation for name, denotation in report.table.items() if isinstance(denotation, Special)}
    return report


def _report_environment(name: str, version: int) -> Environment:
    if version != 5:
        fail(name, "the version must be 5, got", version, kind="range")
    library = list_from([symbol("scheme"), symbol("r5rs")])
    return _owned(STATE.get().interpreter.import_environment([library]))


@primitive("(load string [environment])", effect="files")
def load(string: String, environment: Environment = ABSENT) -> Value:
    """Evaluate the forms of a file."""
    interpreter = STATE.get().interpreter
    home = interpreter.environment if environment is ABSENT else environment
    if not is_path(string.text):
        fail("load", "this cannot be the name of a file", kind="file")
    _check_owner("load", home)
    interpreter.run_file(Path(string.text), home)
    return UNSPECIFIED


@primitive("(features)")
def features() -> Value:
    """The list of feature identifiers that cond-expand knows."""
    return list_from(symbol(name) for name in FEATURES)


@primitive("(read [textual-input-port])")
def read(port: TextInput = ABSENT) -> Value:
    """The next datum from port, or the end-of-file object."""
    source = source_of("read", port)
    end = _datum_extent(source)
    if end is None:
        source.position = len(source.ahead)
        return EOF
    text = source.ahead[source.position : end]
    charge_reading(text)
    source.position = end
    datum, source.folds = _reader().read_datum(text, source.folds)
    return strip(datum, charged_turns())


def _reader() -> Any:
    with shielded():
        from ..lang.text import reader  # only a program that reads data needs it

        reader.prepare_parser()
    return reader


def _datum_extent(source: TextInput) -> int | None:
    """Where the next datum ends in the port's text, which grows as needed; None at the end of the file."""
    reader = _reader()
    source.fill(0)  # whoever may not read this port is refused what was read ahead, too
    while True:
        try:
            end: int | None = reader.datum_end(source.ahead, source.position)
            if end is not None and (end < len(source.ahead) or source.ahead[end - 1] in ')"|'):
                return end
            if not source.more():
                if end is not None:
                    end = reader.datum_end(source.ahead, source.position)
                return end
        except reader.Incomplete:
            if not source.more():
                fail("read", "the input ends inside a datum", kind="read")


# What core syntax compiles to


@primitive("(%unpack obj k rest)")
def unpack(obj: Value, k: int, rest: Value) -> Vector:
    """The k values that obj carries as a vector, the further ones as a list behind them."""
    items = list(obj.values) if type(obj) is MultipleValues else [obj]
    if len(items) < k or (len(items) > k and rest is None):
        least = "at least " if rest is not None else ""
        fail("values", f"{least}{k} values expected, got", len(items), kind="arity")
    return Vector(items if rest is None else [*items[:k], list_from(items[k:])])


@primitive("(%case-lambda obj ...)")
def case_lambda(*clauses: Value) -> Procedure:
    """A procedure that takes the first clause its arguments fit; obj are counts, rest flags and procedures."""
    table = [(clauses[index], clauses[index + 1] is not None, clauses[index + 2]) for index in range(0, len(clauses), 3)]

    def dispatch(*arguments: Value) -> Value:
        count = len(arguments)
        for least, rest, procedure in table:
            if count == least or (rest and count > least):
                return (procedure, *arguments)
        raise SchemeError(Condition("case-lambda: no clause takes this many arguments:", [count], kind="arity"))

    dispatch.__name__ = dispatch.__qualname__ = "case-lambda"
    return dispatch


@primitive("(%guard thunk proc)", tail=True)
def guard(thunk: Procedure, proc: Procedure) -> Value:
    """Run thunk; if it raises, unwind and call proc with the object and a thunk that raises it again."""
    return handlers.guard(thunk, proc)


@primitive("(%parameterize thunk obj ...)")
def parameterize(thunk: Procedure, *pairs: Value) -> Value:
    """Call thunk while the parameters, every other obj, have the values that follow them."""
    return handlers.parameterize(list(pairs[::2]), list(pairs[1::2]), thunk)


