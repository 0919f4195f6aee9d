"""What Python's refusals mean: its exceptions' classes and wording, explained as Scheme errors.

A guest frame runs raw Python operators, so the exception's class and wording say which operation failed; `GUEST_FAULTS`
has the rules for them.  `PRIMITIVE_FAULTS` are those for a primitive whose arguments all fit its signature.  A rule is an
exception class, a pattern of its message and an *explainer*, which may decline by giving None; the first that explains is
taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from types import FunctionType
from typing import Any, NamedTuple

from ...errors import SchemeError
from ..machine.primitive import ABSENT, PRIMITIVES, Primitive, wrong_type
from ..text.argument_types import INDEX, argument_type
from ..text.source import line
from ..values.datum import Bytevector, Condition, String, Value, Vector, is_list, iterate
from ..values.equality import is_equality
from ..values.global_names import demangle
from ..values.patterns import pattern as lazy_pattern
from .arguments import arguments_of, parameters
from .frames import Site, frame_of, is_ours
from .operands import Indexing, compared, empty_box, indexing

Explainer = Callable[[re.Match[str], Any, Site, str], SchemeError | None]


class Rule(NamedTuple):
    """How one sort of Python's exceptions is explained."""

    exception: type[Exception]
    pattern: re.Pattern[str]
    explain: Explainer


def explain(rules: list[Rule], exc: Exception, site: Site, name: str) -> SchemeError | None:
    """What the first of the rules that fits makes of an exception; `name` is the primitive's in whose body it happened."""
    text = str(exc)
    for rule in rules:
        if isinstance(exc, rule.exception) and (match := rule.pattern.match(text)):
            error = rule.explain(match, exc, site, name)
            if error is not None:
                return error
    return None


def _fault(kind: str, message: str, *irritants: Value) -> SchemeError:
    return SchemeError(Condition(message, irritants, kind=kind))


_TYPE_NAMES = {
    "NoneType": "#f",
    "ellipsis": "#t",
    "Nil": "()",
    "Unspecified": "#<unspecified>",
    "Eof": "#<eof>",
    "int": "an exact integer",
    "float": "an inexact number",
    "Ratio": "an exact rational",
    "Complex": "a complex number",
    "String": "a string",
    "Symbol": "a symbol",
    "Char": "a character",
    "Pair": "a pair",
    "Vector": "a vector",
    "Bytevector": "a bytevector",
    "Promise": "a promise",
    "Foreign": "an object of the host's",
    "HostValue": "an object of the host's",
    "Record": "a record",
    "RecordType": "a record type",
    "Condition": "an error object",
    "MultipleValues": "multiple values",
    "function": "a procedure",
}
_REAL = frozenset({"int", "float", "Ratio"})
_NUMBERS = _REAL | {"Complex"}
_ORDERS = frozenset({"<", ">", "<=", ">="})
# What Python's operators are called in Scheme, if not the same: for code without a source.
_OPERATORS = {"%": "modulo", "//": "floor-quotient", "** or pow()": "expt"}


def _type_text(python_name: str) -> str:
    return _TYPE_NAMES.get(python_name, f"a Python {python_name}")


def type_text(value: Value) -> str:
    """What an object is, with its article: `a string`."""
    return _type_text(type(value).__name__)


def _operands(match: re.Match[str], _exc: Any, site: Site, _name: str) -> SchemeError:
    use = indexing(site.guest) if site.guest is not None and match[1] == ">=" else None
    if use is not None and use.index is not ABSENT:
        return _wrong_index(use)
    operator, *types = match.groups()
    operator = operator.removesuffix("=") if operator in ("+=", "-=", "*=") else operator
    guest = site.guest
    if guest is not None and guest.tb_frame is site.deepest and is_equality(guest.tb_frame.f_code, guest.tb_lasti):
        operator = "="
    fitting = _REAL if operator in _ORDERS else _NUMBERS
    culprit = next((name for name in types if name not in fitting), types[0])
    expected = "a real number" if culprit == "Complex" else "a number"
    entry = _inlined(site)
    name = entry.name if entry is not None and _takes_numbers(entry) else _OPERATORS.get(operator, operator)
    return _fault("type", f"{name}: expected {expected}, got {_type_text(culprit)}")


def _takes_numbers(entry: Primitive) -> bool:
    """Whether a primitive is to blame for an operand that is no number: `zero?` is compiled to a comparison."""
    types = [argument_type(name) for name in parameters(entry.signature, 1)]
    return any(type_.test(1) and not type_.test(None) for type_ in types)


def _not_callable(match: re.Match[str], _exc: Any, site: Site, _name: str) -> SchemeError:
    pending = site.deepest.f_locals.get("t") if site.deepest is not None else None
    if type(pending) is tuple and type(pending[0]).__name__ == match[1]:
        return _fault("type", "not a procedure:", pending[0])
    return _fault("type", f"not a procedure: {_type_text(match[1])}")


def _local_name(qualified: str) -> str:
    return demangle(qualified.rsplit("<locals>.", maxsplit=1)[-1])


def _too_many(match: re.Match[str], _exc: Any, _site: Site, _name: str) -> SchemeError:
    name, low, high, got = match.groups()
    return arity_error(_local_name(name), int(low or high), int(high), int(got))


def _too_few(match: re.Match[str], _exc: Any, site: Site, _name: str) -> SchemeError:
    name, missing = match[1], int(match[2])
    function = _find_function(name, site)
    if function is None:
        return _fault("arity", f"{_local_name(name)}: {missing} argument{'s' * (missing > 1)} too few")
    code = function.__code__
    low = code.co_argcount - len(function.__defaults__ or ())
    high = None if code.co_flags & 0x04 else code.co_argcount
    return arity_error(_local_name(name), low, high, low - missing)


def arity_error(name: str, low: int, high: int | None, got: int) -> SchemeError:
    """The error for a procedure that takes `low` to `high` arguments (None: any number) and got another number."""
    count = f"at least {low}" if high is None else f"{low}" if low == high else f"{low} to {high}"
    plural = "" if count.endswith("1") and (high or low) == 1 else "s"
    return _fault("arity", f"{name}: expects {count} argument{plural}, got {got}")


def _find_function(qualified: str, site: Site) -> FunctionType | None:
    """The function of that qualified name that the deepest frame called, as far as it is in sight."""
    frame = site.deepest
    if frame is None:
        return None
    entry = PRIMITIVES.get(qualified)
    pending = frame.f_locals.get("t")
    candidates = [*(pending if type(pending) is tuple else ()), *frame.f_locals.values()]
    candidates.append(frame.f_globals.get(qualified))
    if entry is not None:
        candidates.append(getattr(entry.procedure, "__wrapped__", entry.procedure))
    for candidate in candidates:
        if type(candidate) is FunctionType and candidate.__qualname__ == qualified:
            return candidate
    return None


_SLOTS = {
    "car": "pair",
    "cdr": "pair",
    "items": "vector",
    "text": "string",
    "char": "char",
    "data": "bytevector",
    "box": "promise",
}
"""The fields that compiled code reads without asking, and what has them, as a signature calls it."""

_OPERATOR = lazy_pattern(r"\(\s*([^\s()\"';]+)")


def _attribute(_match: re.Match[str], exc: AttributeError, site: Site, _name: str) -> SchemeError | None:
    slot = exc.name
    if slot not in _SLOTS:
        return None
    wanted = argument_type(_SLOTS[slot]).description
    entry = _inlined(site)
    if entry is not None:
        expected = [argument_type(name).description for name in parameters(entry.signature, 2)]
        positions = [position for position, description in enumerate(expected, 1) if description == wanted]
        which = 0 if len(positions) == 1 else _which_operand(site, exc.obj)
        if positions and which is not None:
            return wrong_type(entry.name, positions[which], wanted, exc.obj)
        if positions:
            return _fault("type", f"{entry.name}: expected {wanted}, got", exc.obj)
        if _SLOTS[slot] == "pair" and argument_type("list").description in expected:
            return _fault("type", f"{entry.name}: expected a list, got", exc.obj)
    return _fault("type", f"{f'{slot}: ' if slot in PRIMITIVES else ''}expected {wanted}, got", exc.obj)


def _inlined(site: Site) -> Primitive | None:
    """The primitive whose operator failed in a guest frame: the one that its place in the source names, if it does.

    None in our own libraries: there the fault is told in the name of the procedure that the program called.
    """
    if site.guest is None or site.guest.tb_frame is not site.deepest or is_ours(site.guest.tb_frame):
        return None
    frame = frame_of(site.guest)
    match = _OPERATOR.match(line(frame.file, frame.line)[frame.column :])
    entry = PRIMITIVES.get(match[1]) if match else None
    return None if entry is None or _ACCESSOR.fullmatch(entry.name) else entry


_ACCESSOR = lazy_pattern("c[ad]+r")
"""Primitives that are compiled to several operations, so that what failed need not be their argument."""


def _which_operand(site: Site, culprit: Value) -> int | None:
    """Which operand of a comparison is the culprit, 0 or 1; None if that cannot be told."""
    assert site.guest is not None
    return compared(site.guest, culprit)


def _unbound(match: re.Match[str], _exc: Any, _site: Site, _name: str) -> SchemeError:
    return _fault("unbound", f"unbound variable: {demangle(match[1])}")


def _undefined_yet(match: re.Match[str], _exc: Any, _site: Site, _name: str) -> SchemeError:
    return _undefined(match[1])


def _undefined(local: str) -> SchemeError:
    """The fault of a local variable that has no value yet; the compiler may have put a number behind its name."""
    name = local.rsplit("'", 1)[0] if "'" in local[1:] else demangle(local)
    return _fault("unbound", f"{name} is used before its definition")


def _always(kind: str, message: str) -> Explainer:
    """An explainer that says the same of every match; in a primitive, its name first."""

    def explain(_match: re.Match[str], _exc: Any, _site: Site, name: str) -> SchemeError:
        return _fault(kind, f"{name}: {message}" if name else message)

    return explain


def _index(_match: re.Match[str], _exc: Any, site: Site, name: str) -> SchemeError | None:
    """An index that fits its type, but not the object it was used on."""
    entry = PRIMITIVES.get(name)
    if entry is None or site.relevant is None:
        return None
    arguments = arguments_of(site.relevant)
    names = parameters(entry.signature, len(arguments))
    indexes = [value for name, value in zip(names, arguments, strict=False) if argument_type(name) is INDEX]
    sized = [length for argument in arguments if (length := _length(argument)) is not None]
    return _out_of_range(name, sized[0] if len(sized) == 1 else None, *indexes)


def _length(obj: Value) -> int | None:
    """How many elements an object has that can be indexed."""
    slot = _INDEXABLE.get(type(obj))
    if slot is not None:
        return len(getattr(obj, slot))
    return sum(1 for _ in iterate(obj)) if is_list(obj) else None


_INDEXABLE = {String: "text", Vector: "items", Bytevector: "data"}


def _out_of_range(name: str, length: int | None, *indexes: Value) -> SchemeError:
    bound = "" if length is None else f" for length {length}"
    return _fault("range", f"{name}: index out of range{bound}{':' if indexes else ''}", *indexes)


# What Python calls a sequence that was indexed, and the primitive that is compiled so: for code without a source.
_INDEXED = {
    "list": "vector-ref",
    "list assignment": "vector-set!",
    "string": "string-ref",
    "bytearray": "bytevector-u8-ref",
    "bytearray assignment": "bytevector-u8-set!",
}


def _boxed(site: Site) -> str | None:
    """The variable whose empty box (see `compiler`) a guest frame failed to read or set, if that is what failed."""
    if site.guest is None or site.guest.tb_frame is not site.deepest:
        return None
    return empty_box(site.guest)


def _guest_index(match: re.Match[str], _exc: Any, site: Site, _name: str) -> SchemeError:
    variable = _boxed(site) if match[1].startswith("list") else None
    if variable is not None:
        return _undefined(variable)
    use = indexing(site.guest) if site.guest is not None else None
    if use is None:
        return _out_of_range(_INDEXED.get(match[1], "index"), None)
    length = None if use.sequence is ABSENT else len(use.sequence)
    if use.index is ABSENT:
        return _out_of_range(use.name, length)
    changed = length is not None and 0 <= use.index < length
    return _out_of_range(use.name, None if changed else length, use.index)


def _index_type(match: re.Match[str], _exc: Any, site: Site, _name: str) -> SchemeError:
    use = indexing(site.guest) if site.guest is not None else None
    if use is not None and use.index is not ABSENT:
        return _wrong_index(use)
    name = use.name if use is not None else _INDEXED.get(match[1], "index")
    return _fault("type", f"{name}: expected an exact integer as the index, got {_type_text(match[2])}")


def _wrong_index(use: Indexing) -> SchemeError:
    return wrong_type(use.name, 2, INDEX.description, use.index)


def _rule(exception: type[Exception], pattern: str, explain: Explainer) -> Rule:
    return Rule(exception, lazy_pattern(pattern, re.DOTALL), explain)


_CALLS = [
    _rule(TypeError, r"'(\w+)' object is not callable", _not_callable),
    _rule(TypeError, r"(.+)\(\) takes (?:from (\d+) to )?(\d+) positional arguments? but (\d+) w", _too_many),
    _rule(TypeError, r"(.+)\(\) missing (\d+) required positional argument", _too_few),
]
_COMMON = [
    _rule(ZeroDivisionError, "", _always("divide", "division by zero")),
    _rule(OverflowError, "", _always("range", "the number is too large for this operation")),
]

PRIMITIVE_FAULTS = [*_CALLS, *_COMMON, _rule(IndexError, "", _index)]

GUEST_FAULTS = [
    _rule(TypeError, r"unsupported operand type\(s\) for (.+): '(\w+)' and '(\w+)'", _operands),
    _rule(TypeError, r"'(.+)' not supported between instances of '(\w+)' and '(\w+)'", _operands),
    _rule(TypeError, r"bad operand type for unary (.): '(\w+)'", _operands),
    *_CALLS,
    *_COMMON,
    _rule(AttributeError, "", _attribute),
    _rule(NameError, r"cannot access (?:local|free) variable '(.*?)' where", _undefined_yet),
    _rule(NameError, r"(?:global )?name '(.*)' is not defined", _unbound),
    _rule(TypeError, r"(\w+) ind(?:ices|ex) must be .*not '?(\w+)'?", _index_type),
    _rule(IndexError, r"(.*?) ?index out of range", _guest_index),
    _rule(IndexError, r"cannot fit 'int' into an index-sized integer()", _guest_index),
    _rule(IndexError, "", _always("range", "index out of range")),
]
