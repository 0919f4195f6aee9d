"""Record types (R7RS 5.5): what `define-record-type` compiles to.

Each procedure is generated from a template, as fast as if written by hand.  No text of the user gets into the source:
only slot names, which `RecordType` invents.  A record type's slots have names of its own, so an accessor of another
type's record fails as a missing attribute; nothing is checked beforehand.  The record type stands in the globals of
the generated code, where `faults` finds it, and the Scheme name is the code's own, for backtraces.
"""

from __future__ import annotations

from types import FunctionType
from typing import Any

from ..lang.machine.machine import Procedure
from ..lang.machine.primitive import ABSENT, fail, primitive
from ..lang.machine.stack import ordinary_recursion
from ..lang.values.datum import UNSPECIFIED, RecordType, Symbol, Value, boolean
from ..lang.values.global_names import RECORD_MARK
from .support import elements

_ACCESSOR = "def accessor(record):\n    return record.{slot}"

# Reads first: a Python function, which any procedure is, would take the attribute.
_MODIFIER = "def modifier(record, value):\n    record.{slot}\n    record.{slot} = value\n    return UNSPECIFIED"

_PREDICATE = "def predicate(obj):\n    return boolean(type(obj) is instance)"


def _generate(source: str, name: str, record_type: RecordType) -> Procedure:
    """The function that the source defines, under its Scheme name."""
    namespace: dict[str, Any] = {
        RECORD_MARK: record_type,
        "__name__": __name__,
        "instance": record_type.instance,
        "UNSPECIFIED": UNSPECIFIED,
        "boolean": boolean,
    }
    with ordinary_recursion():  # Python's compiler refuses to work where calls are nested deeply
        exec(compile(source, "<record>", "exec"), namespace)
    generated = next(value for value in namespace.values() if type(value) is FunctionType and value is not boolean)
    code = generated.__code__.replace(co_name=name, co_qualname=name)
    return FunctionType(code, namespace, name)


def _named(name: Value, default: str) -> str:
    if name is ABSENT:
        return default
    if type(name) is not Symbol:
        raise TypeError
    return name.name


def _slots(name: str, record_type: RecordType, fields: list[Value]) -> list[str]:
    """The slots of fields, which are given by their numbers in the order written."""
    count = len(record_type.slots)
    for field in fields:
        if type(field) is not int or not 0 <= field < count:
            fail(name, f"the record type {record_type.name} has no field", field, kind="syntax")
    return [record_type.slots[field] for field in fields]


def _bare(record_type: RecordType) -> str:
    return record_type.name.strip("<>")


@primitive("(%make-record-type symbol fields)")
def make_record_type(symbol: Symbol, fields: Value) -> RecordType:
    """A new record type of that name, with fields of these names; two may be called alike."""
    if type(symbol) is not Symbol:
        raise TypeError
    return RecordType(symbol.name, tuple(field.name for field in elements(fields)))


@primitive("(%record-constructor record-type fields [symbol])")
def record_constructor(record_type: RecordType, fields: Value, name: Symbol = ABSENT) -> Procedure:
    """A procedure named symbol that makes a record of the values of fields, their numbers; others are unspecified."""
    title = _named(name, f"make-{_bare(record_type)}")
    given = dict.fromkeys(_slots(title, record_type, elements(fields)))
    lines = [f"def constructor({', '.join(f'v_{slot}' for slot in given)}):", "record = instance()"]
    lines += [f"record.{slot} = {f'v_{slot}' if slot in given else 'UNSPECIFIED'}" for slot in record_type.slots]
    return _generate("\n    ".join([*lines, "return record"]), title, record_type)


@primitive("(%record-predicate record-type [symbol])")
def record_predicate(record_type: RecordType, name: Symbol = ABSENT) -> Procedure:
    """A procedure named symbol that tells records of this type from other objects."""
    return _generate(_PREDICATE, _named(name, f"{_bare(record_type)}?"), record_type)


@primitive("(%record-accessor record-type k [symbol])")
def record_accessor(record_type: RecordType, k: int, name: Symbol = ABSENT) -> Procedure:
    """A procedure named symbol that returns field k of a record."""
    return _of_field(_ACCESSOR, record_type, k, name, "")


@primitive("(%record-modifier record-type k [symbol])")
def record_modifier(record_type: RecordType, k: int, name: Symbol = ABSENT) -> Procedure:
    """A procedure named symbol that stores a value in field k of a record."""
    return _of_field(_MODIFIER, record_type, k, name, "-set!")


def _of_field(template: str, record_type: RecordType, k: int, name: Value, ending: str) -> Procedure:
    (slot,) = _slots("define-record-type", record_type, [k])
    title = _named(name, f"{_bare(record_type)}-{record_type.fields[k]}{ending}")
    return _generate(template.format(slot=slot), title, record_type)
