"""Values across the border between Python and Scheme.

| Python | Scheme |
| --- | --- |
| `None` | the symbol `null` (and the unspecified value, on the way out) |
| `bool`, `int`, `float`, `Fraction`, `complex` | booleans and numbers; an exact complex number is a `Complex` |
| `str` | a string |
| `list` | a list |
| `tuple` | a vector |
| `bytes`, `bytearray` | a bytevector |
| `dict` and other mappings | an association list with symbols as keys |
| functions, methods and `partial`s | procedures, their values converted both ways |
| `Symbol`, `Char`, `Pair` (dotted), other values of Scheme's | themselves, with their parts converted |
| `Decimal` | the exact number that it is |
| dates, `UUID`, `Enum`, dataclasses, registered classes | a `HostValue` (see `host_types`) |
| any other object | a `Foreign`, of which a program can see nothing |

Instances of a subclass enter as those of the class itself, read as that class would; numbers of other libraries enter as
what they are registered to be in `numbers`.  Text with a lone surrogate is refused, and so is what contains itself.

A program can pass a foreign object on and compare it with `eq?`; nothing gives it the object's attributes, items or
operators, and Python gets the object itself back.  The journal refuses it.  Classes and instances with `__call__` are
foreign, too, unless they are registered as a procedure by name (`define`, `procedure`, `effect`, `pure`).

A non-empty list whose elements all are pairs with a symbol in front leaves as a `dict`, if the symbols differ and none
is `null`.

What enters may nest as deep as there is memory.  The way out is in `python_values`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import chain
from types import (
    BuiltinFunctionType,
    EllipsisType,
    FunctionType,
    MethodType,
    NoneType,
)
from typing import Any

from .asynchronous import Awaiter, is_awaited, result_of
from .errors import ControlSignal, SchemeError, Stopped
from .host import FUNCTIONS, signature_of
from .host_types import Answer, answer_of, asked, key_symbol, number_form, plain_form, standard_answer
from .lang.faults.faults import host_error
from .lang.machine.machine import Procedure, effect
from .lang.machine.origin import CARRIERS, Origin
from .lang.machine.primitive import PRIMITIVES
from .lang.machine.shield import shielded
from .lang.machine.stack import ordinary_recursion
from .lang.values.complex import Complex, rectangular
from .lang.values.contents import contents
from .lang.values.datum import (
    NIL,
    Bytevector,
    Condition,
    MultipleValues,
    Pair,
    Promise,
    SourcePair,
    String,
    Symbol,
    Value,
    Vector,
    list_from,
    scalars,
    symbol,
)
from .lang.values.foreign import Foreign, HostValue, class_name, foreign, host_value, is_guest, is_procedure
from .lang.values.ratio import Ratio
from .python_values import NULL as NULL
from .python_values import to_python as to_python

# In


def to_scheme(value: Any) -> Value:
    """The Scheme value for a Python one.

    Raises SchemeError for text with a lone surrogate, a mapping whose keys have no text, and what contains itself.
    """
    convert = _IN.get(type(value))
    if convert is not None:
        return convert(value)
    opened = _opened(value, _SHALLOW)
    return _finished(opened) if type(opened) is list else opened


Finish = Callable[[list[Value]], Value]
"""What makes a compound out of its parts, in Scheme."""

Frames = list[tuple[Iterator[Any], list[Value], Finish, Any]]
"""Compounds that are being converted, the innermost last: parts to come, parts in Scheme, what finishes it, itself."""

_SHALLOW = 20
"""So deep a compound is converted by recursion, which is faster; one that is deeper goes on without."""


def _finished(stack: Frames) -> Value:
    """The value of the outermost of some open compounds; depth costs no stack here."""
    inside: set[int] = set()
    _enter(stack, inside)
    while True:
        rest, made, finish, source = stack[-1]
        for item in rest:
            convert = _IN.get(type(item))
            opened = convert(item) if convert is not None else _opened(item, _SHALLOW)
            if type(opened) is list:
                _enter(opened, inside)
                stack += opened
                break
            made.append(opened)
        else:
            stack.pop()
            inside.discard(id(source))
            whole = finish(made)
            if not stack:
                return whole
            stack[-1][1].append(whole)


def _enter(opened: Frames, inside: set[int]) -> None:
    """Note that some compounds are open; one that is inside of itself is refused."""
    for *_, source in opened:
        if id(source) in inside:
            raise _endless(source)
        inside.add(id(source))


def _endless(value: Any) -> SchemeError:
    return SchemeError(Condition(f"a {class_name(value)} that contains itself has no Scheme form", kind="type"))


def _opened(value: Any, depth: int) -> Frames | Value:
    """The Scheme value of a compound, or of what no table knows; if it is deeper than that, what is open of it."""
    opener = _OPENERS.get(type(value))
    return opener(value, value, depth) if opener is not None else _unusual(value, depth)


def _open(source: Any, items: Iterable[Any], finish: Finish, depth: int) -> Frames | Value:
    """The same of a compound with such parts; `source` is what it came from."""
    rest = iter(items)
    made: list[Value] = []
    for item in rest:
        convert = _IN.get(type(item))
        if convert is not None:
            made.append(convert(item))
            continue
        if not depth:
            return [(chain((item,), rest), made, finish, source)]
        opened = _opened(item, depth - 1)
        if type(opened) is list:
            return [(rest, made, finish, source), *opened]
        made.append(opened)
    return finish(made)


def _open_dict(value: dict[Any, Any], source: Any, depth: int) -> Frames | Value:
    now = value.copy()  # another thread may change it
    keys = [symbol(key) if type(key) is str else key_symbol(key) for key in now]
    return _open(source, now.values(), lambda made: _association_list(keys, made), depth)


def _association_list(keys: list[Symbol], made: list[Value]) -> Value:
    result: Value = NIL
    for key in reversed(keys):
        entry = Pair()
        entry.car = key
        entry.cdr = made.pop()
        pair = Pair()
        pair.car = entry
        pair.cdr = result
        result = pair
    return result


def _open_pairs(value: Any, source: Any, depth: int) -> Frames | Value:
    """A list or dotted list that Python made; one that holds Scheme's values alone is that very one."""
    if all(map(is_guest, contents([value]))):
        return value
    items, rest, seen = [], value, set[int]()
    while type(rest) in (Pair, SourcePair):
        if id(rest) in seen:
            raise _endless(value)
        seen.add(id(rest))
        items.append(rest.car)
        rest = rest.cdr
    return _open(source, [*items, rest], lambda made: list_from(made[:-1], made[-1]), depth)


def _open_vector(value: Vector, source: Any, depth: int) -> Frames | Value:
    return value if all(map(is_guest, contents([value]))) else _open(source, value.items, Vector, depth)


def _open_values(value: MultipleValues, source: Any, depth: int) -> Frames | Value:
    return _open(source, value.values, lambda made: MultipleValues(tuple(made)), depth)


def _open_condition(value: Condition, source: Any, depth: int) -> Frames | Value:
    """A condition, which stays the same object: whoever raised it may look for it."""
    if all(map(is_guest, contents(value.irritants))):
        return value

    def finish(made: list[Value]) -> Value:
        value.irritants = made
        return value

    return _open(source, value.irritants, finish, depth)


def _unusual(value: Any, depth: int) -> Frames | Value:
    """What is not exactly of a class that the tables know."""
    if is_guest(value):
        return value if type(value) not in CARRIERS else _carrier(value)
    answer = answer_of(value)
    if answer is not None:
        return _answered(answer, value, depth)
    plain = plain_form(value)
    if plain is not None:
        convert = _IN.get(type(plain))
        return convert(plain) if convert is not None else _OPENERS[type(plain)](plain, value, depth)
    if issubclass(type(value), partial):
        return procedure(value)
    number = number_form(value)
    if number is not None:
        return number
    answer = standard_answer(value)
    return foreign(value) if answer is None else _answered(answer, value, depth)


def _carrier(value: Any) -> Value:
    """A value that carries code: itself where it is from; elsewhere a promise that is forced there, or what is opaque."""
    home: Origin | None = getattr(value, "origin", None)
    if home is None or home.is_home() or (home.is_here() and type(value) is not Promise):
        return value
    if type(value) is not Promise:
        return foreign(value)
    forced = procedure(home.interpreter.callable(lambda: PRIMITIVES["force"].procedure(value), limits=home.limits))
    return Promise(False, lambda: Promise(True, forced()))


def _answered(answer: Answer, value: Any, depth: int) -> Frames | Value:
    """What the answer of an object's class makes of it."""
    if answer.to_python is None:
        return _open(value, [asked(answer.to_scheme, value)], lambda made: made[0], depth)
    return _open(value, [asked(answer.to_scheme, value)], lambda made: host_value(value, answer.tag, made[0]), depth)


def _same(value: Any) -> Value:
    return value


def _function_in(value: Any) -> Value:
    return value if is_procedure(value) else procedure(value)


_IN: dict[type, Callable[[Any], Value]] = {
    **dict.fromkeys((int, float, EllipsisType, Symbol, String, Bytevector, Ratio, Complex, type(NIL), Foreign, HostValue), _same),
    **dict.fromkeys(FUNCTIONS, lambda value: procedure(value)),
    str: lambda value: String(value if value.isascii() else scalars(value)),
    bool: lambda value: ... if value else None,
    NoneType: lambda _: NULL,
    FunctionType: _function_in,
    complex: lambda value: rectangular(value.real, value.imag),
    bytes: lambda value: Bytevector(bytearray(value)),
    bytearray: lambda value: Bytevector(bytearray(value)),
}
"""What converts an atom, by its class."""

_OPENERS: dict[type, Callable[[Any, Any, int], Frames | Value]] = {
    list: lambda value, source, depth: _open(source, value, list_from, depth),
    tuple: lambda value, source, depth: _open(source, value, Vector, depth),
    dict: _open_dict,
    Pair: _open_pairs,
    SourcePair: _open_pairs,
    Vector: _open_vector,
    MultipleValues: _open_values,
    Condition: _open_condition,
}


def is_alone(value: Any) -> bool:
    """Whether a value is converted alike wherever that happens: it has no parts, and is no procedure out of an evaluation."""
    return type(value) in _IN and procedure_of(value) is None


# Procedures


def procedure(function: Callable[..., Any], name: str | None = None, otherwise: Awaiter | None = None) -> Value:
    """A Scheme procedure that calls a Python one: arguments and result are converted, and it runs with Python's own
    recursion limit.  What it raises arrives as a condition that keeps the Python exception.

    If it returns something to be awaited (it is `async def`, say), that is awaited on the event loop that waits for the
    evaluation, else by `otherwise`, if there is one.
    """
    scheme = procedure_of(function)
    if scheme is not None and origin_of(function).is_home():
        return scheme

    def host(*arguments: Value) -> Value:
        converted = [to_python(argument) for argument in arguments]
        try:
            with shielded(), ordinary_recursion():
                result = function(*converted)
                if hasattr(type(result), "__await__") and is_awaited(type(result)):
                    result = result_of(result, host.__name__, otherwise)
        except (ControlSignal, Stopped, KeyboardInterrupt):
            raise
        except SchemeError as error:
            error.payload = to_scheme(error.payload)
            raise
        except BaseException as fault:  # `sys.exit()`, say: the host's function failed, and the program may catch that
            raise _refused(fault, function, host.__name__, len(arguments)) or host_error(fault) from fault
        return to_scheme(result)

    host.__name__ = host.__qualname__ = name or _name_of(function)
    host.python = function  # type: ignore[attr-defined]
    return host


def procedure_of(function: Any) -> Procedure | None:
    """The Scheme procedure that a Python function was made for (`Interpreter.callable`); None for all else."""
    found: Any = vars(function).get("scheme") if type(function) is FunctionType else None
    return found if type(found) is FunctionType else None


def origin_of(function: Any) -> Origin:
    """Where the procedure of such a function is from."""
    found: Origin = vars(function)["origin"]
    return found


def _name_of(function: Any) -> str:
    """What a Python function is called; nothing is asked of an object that only can be called."""
    named = function.__func__ if type(function) is MethodType else function
    return named.__name__ if type(named) in (FunctionType, BuiltinFunctionType, type) else "procedure"


def journaled(name: str, procedure: Procedure) -> Procedure:
    """A host function whose calls a flow records."""
    def host(*arguments: Value) -> Value:
        return effect("host", name, lambda: procedure(*arguments))

    host.__name__ = host.__qualname__ = name
    host.described = getattr(procedure, "python", None)  # type: ignore[attr-defined]
    return host


def _refused(fault: BaseException, function: Callable[..., Any], name: str, count: int) -> SchemeError | None:
    """The error for a Python function that does not take so many arguments; None if that is not what happened."""
    if not isinstance(fault, TypeError) or (fault.__traceback__ is not None and fault.__traceback__.tb_next is not None):
        return None
    signature = signature_of(function)
    if signature is None or (signature.least <= count and (signature.most is None or count <= signature.most)):
        return None
    from .lang.faults.explanations import arity_error  # wanted only after a fault, as `lang.faults.faults` does

    return arity_error(name, signature.least, signature.most, count)
