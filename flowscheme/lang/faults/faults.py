"""Python's exceptions, as the Scheme errors that they stand for.

Compiled code and primitives check nothing in advance: they let Python refuse.  When an exception has escaped,
`scheme_error` finds out what went wrong from the frame where it happened.  Four sorts of frames matter:

* *guest*: compiled Scheme, known by the key `'scheme` in its globals.  It runs raw Python operators, so the exception's
  class and wording say which operation failed (`GUEST_FAULTS`).
* *primitive*: its code is in `primitive.BY_CODE`.  The arguments are still in the frame; the first that does not fit
  the signature is to blame.  If all fit, it is the user's fault only if it is one of `PRIMITIVE_FAULTS`.
* *helpers*, ours and the standard library's, which work for whichever of these called them.
* *host*: all other code.  Its exceptions become conditions of the kind "host" that keep the exception.

A fault inside a Scheme library of flowscheme's own, such as `(srfi 1)`, is told in the name of the procedure that the
program called.

What none of this explains is a bug of flowscheme: `InternalError`.

Tracebacks may be a million frames long, so they are walked, never formatted or collected.
"""

from __future__ import annotations

import re
import sys
from collections import deque
from collections.abc import Callable, Iterator
from dis import get_instructions
from itertools import islice
from types import CodeType, FrameType, FunctionType, TracebackType
from typing import Any, NamedTuple

from ...errors import InternalError, LimitExceeded, SchemeError, StoreError
from ..machine.machine import CALL_CC, force
from ..machine.primitive import ABSENT, BY_CODE, PRIMITIVES, WALKED, Primitive, wrong_type
from ..text.argument_types import kind_of
from ..text.source import line
from ..values.datum import FILE_LINES, Condition, RecordType, Value, is_list, iterate
from ..values.equality import is_equality
from ..values.global_names import GUEST_MARK, RECORD_MARK, demangle, files_name
from ..values.patterns import pattern as lazy_pattern
from .operands import Indexing, indexing

_EXPLAINED = frozenset({"type", "arity", "range", "divide"})
"""The kinds of condition whose message a library's procedure prefixes with its name."""


class Frame(NamedTuple):
    """A guest frame of a backtrace: the procedure and the place in its source (line from 1, column from 0).

    Where frames were left out, one with an empty `file` says in `name` how many.  `elided` tells that the procedure was
    entered by a tail call, so that those who called it have left no frames.
    """

    name: str
    file: str
    line: int
    column: int
    elided: bool = False


class _Site(NamedTuple):
    """Where an exception happened: the deepest frame, and the deepest guest and relevant ones, if any."""

    deepest: FrameType | None
    relevant: FrameType | None
    guest: TracebackType | None
    host: bool


def scheme_error(exc: Exception) -> SchemeError:
    """The Scheme error that `exc` stands for; a `SchemeError` itself, with the place filled in.

    Raises InternalError when neither the guest program nor the host can be to blame; a StoreError goes on.
    """
    if isinstance(exc, InternalError | StoreError):
        raise exc
    if isinstance(exc, SchemeError):
        if type(exc.payload) is Condition and exc.payload.place is None:
            _tell_caller(exc, exc.payload)
            exc.payload.place = _place(_site(exc).guest)
        return exc
    site = _site(exc)
    error = _converted(exc, site)
    _tell_caller(exc, error.payload)
    error.payload.place = _place(site.guest)
    error.__suppress_context__ = True
    if error.payload.cause is not None:
        error.__cause__ = error.payload.cause
    return error.with_traceback(exc.__traceback__)


def _tell_caller(exc: Exception, condition: Condition) -> None:
    """Let the message begin with the procedure of flowscheme's own Scheme libraries, if it happened inside one."""
    name = _own_procedure(exc) if condition.kind in _EXPLAINED else ""
    if name and not condition.message.startswith(f"{name}:"):
        condition.message = f"{name}: {condition.message}"


def _own_procedure(exc: BaseException) -> str:
    """The procedure of our own libraries that the program called and that has not returned or called it back."""
    name, inside = "", False
    for tb in _tracebacks(exc):
        if GUEST_MARK in tb.tb_frame.f_globals:
            name = name if inside else ""
            inside = is_ours(tb.tb_frame)
            if inside and not name:
                name = _public_name(tb.tb_frame.f_code)
    return name if inside else ""


def is_guest(frame: FrameType) -> bool:
    """Whether a frame runs compiled Scheme."""
    return GUEST_MARK in frame.f_globals


def is_ours(frame: FrameType) -> bool:
    """Whether a frame runs code of one of our own Scheme libraries."""
    reference = frame.f_globals.get(GUEST_MARK)
    environment = reference() if reference is not None else None
    return environment is not None and bool(environment.ours)


def _public_name(code: CodeType) -> str:
    """The name of a procedure's code, unless it is a library's internal one."""
    name = _name(code)
    return "" if name == "lambda" or name.startswith("%") else name


def backtrace(exc: BaseException, ends: int = 50) -> list[Frame]:
    """The guest frames of an exception, innermost first: at most the first and the last `ends`."""
    guests = _guests(exc)
    outer = list(islice(guests, ends))
    inner: deque[tuple[TracebackType, bool]] = deque(maxlen=ends)
    count = 0
    for each in guests:
        inner.append(each)
        count += 1
    frames = [_frame(*each) for each in reversed(inner)]
    if count > len(inner):
        frames.append(Frame(f"... {count - len(inner)} more ...", "", 0, 0))
    return frames + [_frame(*each) for each in reversed(outer)]


def _guests(exc: BaseException) -> Iterator[tuple[TracebackType, bool]]:
    """The guest frames, outermost first, and whether each was entered by a tail call: from the trampoline."""
    forced = False
    for tb in _tracebacks(exc):
        frame = tb.tb_frame
        if GUEST_MARK in frame.f_globals:
            yield tb, forced
            forced = False
        elif frame.f_code is force.__code__:
            forced = frame.f_locals["t"][0] is not CALL_CC
        elif frame.f_code in BY_CODE:
            forced = False


# Frames


def _tracebacks(exc: BaseException) -> Iterator[TracebackType]:
    tb = exc.__traceback__
    while tb is not None:
        yield tb
        tb = tb.tb_next


_PACKAGE = __name__.split(".", maxsplit=1)[0]
_CALLING = tuple(
    f"{_PACKAGE}.lang.{name}" for name in ("machine.machine", "machine.primitive", "machine.runtime", "faults.handlers")
)
_HELPERS = frozenset({_PACKAGE, *sys.stdlib_module_names})


def _site(exc: BaseException) -> _Site:
    deepest = relevant = guest = None
    host = False
    for tb in _tracebacks(exc):
        deepest = tb.tb_frame
        if GUEST_MARK in deepest.f_globals:
            relevant, guest, host = deepest, tb, False
        elif deepest.f_code in BY_CODE or RECORD_MARK in deepest.f_globals:
            relevant, host = deepest, False
        elif _is_host(deepest):
            host = True
    return _Site(deepest, relevant, guest, host)


def failing_frame(exc: BaseException, place: tuple[str, int, int]) -> FrameType | None:
    """The innermost guest frame of an exception, if that is where the place is."""
    tb = _site(exc).guest
    return tb.tb_frame if tb is not None and _place(tb) == place else None


def _is_host(frame: FrameType) -> bool:
    # Code that belongs to no module was generated: the callers of `machine`.
    module = str(frame.f_globals.get("__name__", _PACKAGE))
    return module.split(".", maxsplit=1)[0] not in _HELPERS


def _is_calling(frame: FrameType | None) -> bool:
    """Whether a frame is the guest's, or one of the machine's that call guest procedures for it."""
    if frame is None:
        return False
    module = str(frame.f_globals.get("__name__", ""))
    return GUEST_MARK in frame.f_globals or module in ("", *_CALLING)


def _name(code: CodeType) -> str:
    return demangle(code.co_name)


def _frame(tb: TracebackType, elided: bool = False) -> Frame:
    code = tb.tb_frame.f_code
    line, _, column, _ = next(islice(code.co_positions(), tb.tb_lasti // 2, None), (None,) * 4)
    number, line = divmod(line or tb.tb_lineno or 0, FILE_LINES)
    file = tb.tb_frame.f_globals[files_name(code.co_filename)].items[number].text if number else code.co_filename
    return Frame(_name(code), file, line, column or 0, elided)


def _place(tb: TracebackType | None) -> tuple[str, int, int] | None:
    return None if tb is None else _frame(tb)[1:4]


# Which rule applies


def _converted(exc: Exception, site: _Site) -> SchemeError:
    limit = _limit(exc, site)
    if limit is not None:
        return limit
    if site.host:
        return host_error(exc)
    frame = site.relevant
    if frame is not None and frame.f_code in BY_CODE:
        entry = BY_CODE[frame.f_code]
        error = _unfit_argument(entry, frame) or _explain(PRIMITIVE_FAULTS, exc, site, entry.name)
    elif frame is not None and RECORD_MARK in frame.f_globals:
        error = _wrong_record(frame)
    else:
        error = _explain(GUEST_FAULTS, exc, site, "") if _is_calling(site.deepest) else None
    if error is None:
        raise InternalError(f"unexpected {type(exc).__name__}: {exc}") from exc
    return error


def host_error(exc: Exception) -> SchemeError:
    """The error for an exception out of a host's function."""
    return SchemeError(Condition(f"{type(exc).__name__}: {exc}", kind="host", cause=exc))


def _limit(exc: Exception, site: _Site) -> LimitExceeded | None:
    if isinstance(exc, RecursionError):
        name = _name(site.guest.tb_frame.f_code) if site.guest else "the program"
        return LimitExceeded(Condition(f"recursion too deep in {name}", kind="limit"), "depth")
    if isinstance(exc, MemoryError):
        return LimitExceeded(Condition("out of memory", kind="limit"), "memory")
    return None


# Primitives


def _unfit_argument(entry: Primitive, frame: FrameType) -> SchemeError | None:
    arguments = _arguments(frame)
    for position, (name, value) in enumerate(zip(parameters(entry.signature, len(arguments)), arguments, strict=False)):
        kind = kind_of(name)
        if not kind.test(value):
            return wrong_type(entry.name, position + 1, kind.description, value)
    return None


def _arguments(frame: FrameType) -> list[Value]:
    """The arguments that the function of a frame was called with, while it has not rebound its parameters."""
    code = frame.f_code
    values = frame.f_locals
    arguments = [values[name] for name in code.co_varnames[: code.co_argcount] if values[name] is not ABSENT]
    if code.co_flags & 0x04:  # CO_VARARGS
        arguments += values[code.co_varnames[code.co_argcount + code.co_kwonlyargcount]]
    return arguments


def parameters(signature: str, count: int) -> list[str]:
    """The parameter names of a signature, its `name ...` repeated or left out to make `count`."""
    names = re.sub(r"[()\[\]]", " ", signature).split()[1:]
    if "..." not in names:
        return names
    at = names.index("...")
    before, repeated, after = names[: at - 1], names[at - 1], names[at + 1 :]
    return before + [repeated] * (count - len(before) - len(after)) + after


def _wrong_record(frame: FrameType) -> SchemeError | None:
    """The fault of an accessor or modifier: its first argument is no record of its type."""
    record_type: RecordType = frame.f_globals[RECORD_MARK]
    arguments = _arguments(frame)
    if not arguments or isinstance(arguments[0], record_type.instance):
        return None
    return wrong_type(_name(frame.f_code), 1, f"a {record_type.name.strip('<>')} record", arguments[0])


# Explanations: (exception class, pattern of its message, explainer), tried in order

Explainer = Callable[[re.Match[str], Any, _Site, str], SchemeError | None]


class _Fault(NamedTuple):
    kind: type[Exception]
    pattern: re.Pattern[str]
    explain: Explainer


def _explain(faults: list[_Fault], exc: Exception, site: _Site, name: str) -> SchemeError | None:
    text = str(exc)
    for fault in faults:
        if isinstance(exc, fault.kind) and (match := fault.pattern.match(text)):
            error = fault.explain(match, exc, site, name)
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
    "Record": "a record",
    "RecordType": "a record type",
    "Condition": "an error object",
    "MultipleValues": "multiple values",
    "function": "a procedure",
}
_REAL = frozenset({"int", "float", "Ratio"})
_NUMBERS = _REAL | {"Complex"}
_ORDERS = frozenset({"<", ">", "<=", ">="})
_OPERATORS = {"%": "modulo", "//": "floor-quotient", "** or pow()": "expt"}


def _type_text(python_name: str) -> str:
    return _TYPE_NAMES.get(python_name, f"a Python {python_name}")


def type_text(value: Value) -> str:
    """What an object is, with its article: `a string`."""
    return _type_text(type(value).__name__)


def _operands(match: re.Match[str], _exc: Any, site: _Site, _name: str) -> SchemeError:
    found = indexing(site.guest) if site.guest is not None and match[1] == ">=" else None
    if found is not None and found.index is not ABSENT:
        return _wrong_index(found)
    operator, *types = match.groups()
    operator = operator.removesuffix("=") if operator in ("+=", "-=", "*=") else operator
    guest = site.guest
    if guest is not None and guest.tb_frame is site.deepest and is_equality(guest.tb_frame.f_code, guest.tb_lasti):
        operator = "="
    fitting = _REAL if operator in _ORDERS else _NUMBERS
    culprit = next((each for each in types if each not in fitting), types[0])
    expected = "a real number" if culprit == "Complex" else "a number"
    entry = _inlined(site)
    name = entry.name if entry is not None and entry.name in _PREDICATES else _OPERATORS.get(operator, operator)
    return _fault("type", f"{name}: expected {expected}, got {_type_text(culprit)}")


_PREDICATES = {"zero?", "positive?", "negative?", "even?", "odd?"}
"""What is compiled to a comparison, or to arithmetic, and is to be blamed by its own name."""


def _not_callable(match: re.Match[str], _exc: Any, site: _Site, _name: str) -> SchemeError:
    pending = site.deepest.f_locals.get("t") if site.deepest is not None else None
    if type(pending) is tuple and type(pending[0]).__name__ == match[1]:
        return _fault("type", "not a procedure:", pending[0])
    return _fault("type", f"not a procedure: {_type_text(match[1])}")


def _local_name(qualified: str) -> str:
    return demangle(qualified.rsplit("<locals>.", maxsplit=1)[-1])


def _too_many(match: re.Match[str], _exc: Any, _site: _Site, _name: str) -> SchemeError:
    name, low, high, got = match.groups()
    return arity_error(_local_name(name), int(low or high), int(high), int(got))


def _too_few(match: re.Match[str], _exc: Any, site: _Site, _name: str) -> SchemeError:
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


def _find_function(qualified: str, site: _Site) -> FunctionType | None:
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
    for each in candidates:
        if type(each) is FunctionType and each.__qualname__ == qualified:
            return each
    return None


_SLOTS = {
    "car": "a pair",
    "cdr": "a pair",
    "items": "a vector",
    "text": "a string",
    "char": "a character",
    "data": "a bytevector",
    "box": "a promise",
}
_SLOT_OPERATIONS = {"car": "car: ", "cdr": "cdr: "}
_OPERATOR = lazy_pattern(r"\(\s*([^\s()\"';]+)")


def _attribute(_match: re.Match[str], exc: AttributeError, site: _Site, _name: str) -> SchemeError | None:
    slot = exc.name
    if slot not in _SLOTS:
        return None
    entry = _inlined(site)
    if entry is not None and entry.name in WALKED and slot in _SLOT_OPERATIONS:
        return _fault("type", f"{entry.name}: expected a list, got", exc.obj)
    if entry is not None:
        expected = [kind_of(each).description for each in parameters(entry.signature, 2)]
        positions = [i for i, each in enumerate(expected, 1) if each == _SLOTS[slot]]
        if positions:
            return wrong_type(entry.name, positions[-1 if _is_last_operand(site) else 0], _SLOTS[slot], exc.obj)
    return _fault("type", f"{_SLOT_OPERATIONS.get(slot, '')}expected {_SLOTS[slot]}, got", exc.obj)


def _inlined(site: _Site) -> Primitive | None:
    """The primitive whose operator failed in a guest frame: the one that its place in the source names, if it does.

    None in our own libraries: there the fault is told in the name of the procedure that the program called.
    """
    if site.guest is None or site.guest.tb_frame is not site.deepest or is_ours(site.guest.tb_frame):
        return None
    frame = _frame(site.guest)
    match = _OPERATOR.match(line(frame.file, frame.line)[frame.column :])
    entry = PRIMITIVES.get(match[1]) if match else None
    return None if entry is None or _ACCESSOR.fullmatch(entry.name) else entry


_ACCESSOR = lazy_pattern("c[ad]+r")


def _is_last_operand(site: _Site) -> bool:
    """Whether the failed instruction got the right operand of a comparison."""
    assert site.guest is not None
    code = site.guest.tb_frame.f_code
    after = next((each for each in get_instructions(code) if each.offset > site.guest.tb_lasti), None)
    return after is not None and after.opname == "COMPARE_OP"


def _unbound(match: re.Match[str], _exc: Any, _site: _Site, _name: str) -> SchemeError:
    return _fault("unbound", f"unbound variable: {demangle(match[1])}")


def _undefined_yet(match: re.Match[str], _exc: Any, _site: _Site, _name: str) -> SchemeError:
    return _undefined(match[1])


def _undefined(local: str) -> SchemeError:
    """The fault of a local variable that has no value yet; the compiler may have put a number behind its name."""
    name = local.rsplit("'", 1)[0] if "'" in local[1:] else demangle(local)
    return _fault("unbound", f"{name} is used before its definition")


def _always(kind: str, message: str) -> Explainer:
    """An explainer that says the same of every match; in a primitive, its name first."""

    def explain(_match: re.Match[str], _exc: Any, _site: _Site, name: str) -> SchemeError:
        return _fault(kind, f"{name}: {message}" if name else message)

    return explain


def _index(_match: re.Match[str], _exc: Any, site: _Site, name: str) -> SchemeError | None:
    """An index that fits its type, but not the object it was used on."""
    entry = PRIMITIVES.get(name)
    if entry is None or site.relevant is None:
        return None
    arguments = _arguments(site.relevant)
    names = parameters(entry.signature, len(arguments))
    indexes = [
        value
        for each, value in zip(names, arguments, strict=False)
        if each.rstrip("0123456789") in ("k", "at", "start", "end")
    ]
    sized = [length for each in arguments if (length := _length(each)) is not None]
    return _out_of_range(name, sized[0] if len(sized) == 1 else None, *indexes)


def _length(obj: Value) -> int | None:
    """How many elements an object has that can be indexed."""
    for slot in ("items", "text", "data"):
        if hasattr(type(obj), slot):
            return len(getattr(obj, slot))
    return sum(1 for _ in iterate(obj)) if is_list(obj) else None


def _out_of_range(name: str, length: int | None, *indexes: Value) -> SchemeError:
    bound = "" if length is None else f" for length {length}"
    return _fault("range", f"{name}: index out of range{bound}{':' if indexes else ''}", *indexes)


_INDEXED = {
    "list": "vector-ref",
    "list assignment": "vector-set!",
    "string": "string-ref",
    "bytearray": "bytevector-u8-ref",
    "bytearray assignment": "bytevector-u8-set!",
}


def _boxed(site: _Site) -> str | None:
    """The variable whose empty box (see `compiler`) a guest frame failed to read or set, if that is what failed."""
    if site.guest is None or site.guest.tb_frame is not site.deepest:
        return None
    code = site.guest.tb_frame.f_code
    before = [each for each in get_instructions(code) if each.offset < site.guest.tb_lasti][-2:]
    loads = [str(each.argval) for each in before if each.opname.startswith(("LOAD_FAST", "LOAD_DEREF", "LOAD_CONST"))]
    return loads[0] if len(loads) == 2 and loads[1] == "0" else None


def _guest_index(match: re.Match[str], _exc: Any, site: _Site, _name: str) -> SchemeError:
    variable = _boxed(site) if match[1].startswith("list") else None
    if variable is not None:
        return _undefined(variable)
    found = indexing(site.guest) if site.guest is not None else None
    if found is None:
        return _out_of_range(_INDEXED.get(match[1], "index"), None)
    length = None if found.sequence is ABSENT else len(found.sequence)
    if found.index is ABSENT:
        return _out_of_range(found.name, length)
    changed = length is not None and 0 <= found.index < length
    return _out_of_range(found.name, None if changed else length, found.index)


def _index_type(match: re.Match[str], _exc: Any, site: _Site, _name: str) -> SchemeError:
    found = indexing(site.guest) if site.guest is not None else None
    if found is not None and found.index is not ABSENT:
        return _wrong_index(found)
    name = found.name if found is not None else _INDEXED.get(match[1], "index")
    return _fault("type", f"{name}: expected an exact integer as the index, got {_type_text(match[2])}")


def _wrong_index(found: Indexing) -> SchemeError:
    return wrong_type(found.name, 2, kind_of("k").description, found.index)


def _rule(kind: type[Exception], pattern: str, explain: Explainer) -> _Fault:
    return _Fault(kind, lazy_pattern(pattern, re.DOTALL), explain)


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
    _rule(IndexError, "", _always("range", "index out of range")),
]
