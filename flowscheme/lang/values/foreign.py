"""What is no value of Scheme's own: objects of the host's, each behind a wrapper that shows nothing of it.

Compiled code takes raw Python operators and attributes (`a + b`, `p.car`), so an object of the host's with an operator or
an attribute of such a name would be operated on, read and even changed.  At the border (`conversion`) it becomes a
`Foreign`, which has neither.  Foreign is whatever is not exactly of a *guest class*:

    GUEST_CLASSES   the classes of Scheme's values; `@guest_class` adds one
    is_guest        whether an object is one of Scheme's values

One live object has one wrapper, so that `eq?` and the keys of tables hold.  The wrapper keeps its object alive, and so
the object's `id` is its own for as long as the wrapper is there: the table of wrappers needs neither the object's
`__hash__` nor weak references to it, which many classes refuse.
"""

from __future__ import annotations

from threading import RLock
from types import EllipsisType, FunctionType, NoneType
from typing import Any, TypeVar
from weakref import ref

from .complex import Complex
from .datum import (
    Bytevector,
    Char,
    Condition,
    Eof,
    MultipleValues,
    Nil,
    Pair,
    Promise,
    Record,
    RecordType,
    SourcePair,
    String,
    Symbol,
    Unspecified,
    Vector,
)
from .global_names import GUEST_MARK, RECORD_MARK
from .ratio import Ratio
from .written import Elsewhere, Written

C = TypeVar("C", bound=type)
W = TypeVar("W", bound="Foreign")

GUEST_CLASSES: set[type] = {
    NoneType, EllipsisType, int, float, Ratio, Complex, Symbol, Char, String, Nil, Pair, SourcePair, Vector, Bytevector,
    Unspecified, Eof, MultipleValues, Promise, RecordType, Condition, Elsewhere,
}  # fmt: skip
"""The classes of Scheme's values, but for procedures, which are functions, and the classes of records."""


def guest_class(cls: C) -> C:
    """Declare that the instances of exactly this class are values of Scheme's."""
    GUEST_CLASSES.add(cls)
    return cls


def is_guest(obj: Any) -> bool:
    """Whether an object is one of Scheme's values, as it stands."""
    kind = type(obj)
    return kind in GUEST_CLASSES or (is_procedure(obj) if kind is FunctionType else issubclass(kind, Record))


_PACKAGE = __name__.split(".", maxsplit=1)[0]


def is_procedure(function: Any) -> bool:
    """Whether a Python function is a procedure of Scheme's.

    It is if it is compiled code or a record's, and of flowscheme's own functions if it is a primitive or made by one.  Those
    made for Python, which carry their procedure as `scheme`, and the package's public functions are the host's.
    """
    names = function.__globals__
    if GUEST_MARK in names or RECORD_MARK in names:
        return True
    room = str(names.get("__name__")).split(".")
    own = room[0] == _PACKAGE and (function.__closure__ is not None or "primitives" in room)
    return own and "scheme" not in vars(function)


@guest_class
class Foreign:
    """The wrapper of an object of the host's, which is `held`.  Make one with `foreign`."""

    __slots__ = ("__weakref__", "held")

    held: Any

    def __repr__(self) -> str:
        return f"#<{class_name(self.held)}>"

    def __reduce__(self) -> tuple[Any, ...]:
        return (foreign, (self.held,))


_name_of = type.__dict__["__name__"].__get__


def class_name(obj: Any) -> str:
    """The name of an object's class, whatever its metaclass says."""
    name: str = _name_of(type(obj))
    return name


TAG = "python:"
"""What the tag of a registered class begins with; its module and name follow."""

GONE = object()
"""What a host value holds that was read from a journal."""


@guest_class
class HostValue(Foreign):
    """An object whose class is registered (`host_types.register`): a wrapper, and plain data that say what it is.

    `tag` names the class, `datum` is what its registered function made of the object.  One that was read from a journal has no
    object: `held` is then `GONE`, and Python gets a new object, made of the datum.
    """

    __slots__ = ("datum", "tag")

    datum: Any
    tag: str

    __repr__ = Written.__repr__

    def __reduce__(self) -> tuple[Any, ...]:
        if self.held is GONE:
            return (read_host_value, (self.tag, self.datum))
        return (host_value, (self.held, self.tag, self.datum))


def read_host_value(tag: str, datum: Any) -> HostValue:
    """A host value as a journal keeps it."""
    made = HostValue()
    made.tag, made.datum, made.held = tag, datum, GONE
    return made


_wrappers: dict[int, ref[Foreign]] = {}
_wrapping = RLock()
_MANY = 1000
_sweep_at = _MANY


def foreign(obj: Any) -> Foreign:
    """The wrapper of an object, the same one as long as somebody holds it."""
    known = _wrappers.get(id(obj))
    wrapper = known() if known is not None else None
    return wrapper if wrapper is not None else _wrap(obj, Foreign)


def host_value(obj: Any, tag: str, datum: Any) -> HostValue:
    """The wrapper of an object of a registered class, with what is said of it now."""
    known = _wrappers.get(id(obj))
    wrapper = known() if known is not None else None
    if type(wrapper) is not HostValue:  # none, or one from before the class was registered
        wrapper = _wrap(obj, HostValue)
    wrapper.tag, wrapper.datum = tag, datum
    return wrapper


def _wrap(obj: Any, cls: type[W]) -> W:
    """A new wrapper, unless another thread was faster.  Those that nobody holds are swept out, as symbols are."""
    global _sweep_at
    with _wrapping:
        known = _wrappers.get(id(obj))
        made = known() if known is not None else None
        if type(made) is not cls:
            made = cls()
            made.held = obj
            _wrappers[id(obj)] = ref(made)
        if len(_wrappers) > _sweep_at:
            for unheld in [key for key, known in list(_wrappers.items()) if known() is None]:
                del _wrappers[unheld]
            _sweep_at = 2 * len(_wrappers) + _MANY
    return made
