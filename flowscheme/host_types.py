"""What an object of the host's is, found out by its class alone; little is asked of the object, and nothing of foreign ones.

* An instance of a subclass of `str`, `list` or another class that has a Scheme form is read as that class itself would
  read it: nothing that the subclass defines runs.
* A number of another library is what it is registered to be in `numbers`, and a mapping what derives from `Mapping`.
  These are asked, by `asked`; what they raise arrives as a condition.
* An instance of a registered class is what the class's `Answer` says: `register` adds one, and dates, `Decimal`, `UUID`,
  `Enum` and dataclasses have one.
* All else is foreign (see `lang.values.foreign`).

An answer makes plain data of an object.  One without a way back is for the data alone: a `Decimal` enters as the exact number
that it is.  One with a way back makes a `HostValue`, which a program passes on as it would a foreign object, and may look
into by `(host-datum obj)`; two are `equal?` if their data are; the journal keeps the data; Python gets the object, or after
a journal a new one.
"""

from __future__ import annotations

import sys
from abc import ABCMeta
from collections.abc import Callable, Mapping
from functools import partial
from math import inf, nan
from types import MappingProxyType
from typing import Any, NamedTuple

from .errors import SchemeError
from .lang.faults.faults import host_error
from .lang.values.complex import rectangular
from .lang.values.datum import Condition, Symbol, Value, symbol
from .lang.values.foreign import GUEST_CLASSES, TAG, class_name
from .lang.values.ratio import ratio

_WHOLE = slice(None)

_BASES: dict[type, Callable[[Any], Any]] = {
    str: str.__str__,
    int: int.__index__,
    float: float.__float__,
    list: list.copy,
    tuple: lambda value: tuple.__getitem__(value, _WHOLE),
    dict: lambda value: dict(dict.items(value)),
    bytes: lambda value: bytes.__getitem__(value, _WHOLE),
    bytearray: bytearray.copy,
    complex: lambda value: complex(complex.real.__get__(value), complex.imag.__get__(value)),
}
"""What makes an instance of the very class out of one of a subclass."""


def plain_form(value: Any) -> Any:
    """The instance of a plain class, or the dict, that an object counts as; None if it is none."""
    kind = type(value)
    for base, exact in _BASES.items():
        if issubclass(kind, base):
            return exact(value)
    if kind is MappingProxyType or Mapping in ancestors(kind):
        return asked(lambda mapping: dict(mapping.items()), value)
    return None


ancestors: Callable[[type], tuple[type, ...]] = type.__dict__["__mro__"].__get__
"""The classes that a class derives from, itself first, whatever its metaclass says."""

_NUMBERS: dict[str, Callable[[Any], Value]] = {
    "Integral": int,
    "Rational": lambda value: ratio(int(value.numerator), int(value.denominator)),
    "Real": float,
    "Complex": lambda value: _rectangular(complex(value)),
}
"""The classes of `numbers`, the narrowest first, with what makes a number of Scheme's."""


def _rectangular(value: complex) -> Value:
    return rectangular(value.real, value.imag)


def number_form(value: Any) -> Value:
    """The number that an object counts as; None if it is none."""
    numbers, kind = sys.modules.get("numbers"), type(value)
    if numbers is not None and type(kind) in (type, ABCMeta):  # another metaclass could answer as it likes
        for name, convert in _NUMBERS.items():
            if issubclass(kind, getattr(numbers, name)):
                return asked(convert, value)
    return None


def asked(question: Callable[[Any], Any], value: Any) -> Any:
    """What an object of the host's says of itself; what it raises arrives as a condition."""
    try:
        return question(value)
    except SchemeError:
        raise
    except Exception as fault:
        raise host_error(fault) from fault


def key_symbol(key: Any) -> Symbol:
    """The symbol for a key of a mapping: text, a number or None.  Raises SchemeError for any other."""
    if key is None or type(key) is bool:
        return symbol(str(key))
    for cls in (str, int, float):
        if issubclass(type(key), cls):
            return symbol(str(_BASES[cls](key)))
    raise SchemeError(Condition(f"a mapping has a Scheme form if its keys are text, not {class_name(key)}", kind="type"))


# Answers


class Answer(NamedTuple):
    """What the instances of a class are in Scheme.

    | field | meaning |
    | --- | --- |
    | `tag` | what the journal calls the class: `python:` and its module and name |
    | `to_scheme` | makes plain data of an instance: Python's values, converted like any others |
    | `to_python` | makes an instance of such data, as Python's values; None if the data are all that Python gets back |
    """

    tag: str
    to_scheme: Callable[[Any], Any]
    to_python: Callable[[Any], Any] | None


_REGISTERED: dict[type, Answer] = {}
_BY_TAG: dict[str, Answer] = {}


def register(
    cls: type, to_scheme: Callable[[Any], Any] | None = None, to_python: Callable[[Any], Any] | None = None
) -> None:
    """Say what the instances of a class, and of its subclasses, are in Scheme, in all interpreters of this process.

        flowscheme.register(Money, lambda money: [money.cents, money.currency], lambda data: Money(*data))

    `to_scheme` takes an instance and returns data that have a Scheme form.  With `to_python`, which takes such data, programs
    pass the object on and look into it by `host-datum`, and flows can journal it; without, they get the data.  With neither,
    an `Enum` or a dataclass is made known to this process, so that what another one journaled can be read.

    Raises TypeError for what is no class, for one with a Scheme form of its own, and where a function is missing.
    """
    if not isinstance(cls, type) or cls in GUEST_CLASSES or cls in (*_BASES, bool):
        raise TypeError(f"a class of the host's is registered, without a Scheme form of its own; not {cls!r:.60}")
    family = _family_answer(cls) if to_scheme is None else Answer(_tag(cls), to_scheme, to_python)
    if family is None:
        raise TypeError(f"to_scheme is missing: {cls.__name__} is neither an Enum nor a dataclass")
    _REGISTERED[cls] = _BY_TAG[family.tag] = family


def answer_of(value: Any) -> Answer | None:
    """The answer that was registered for an object's class, or for the nearest one that it derives from."""
    for cls in ancestors(type(value)) if _REGISTERED else ():
        if cls in _REGISTERED:
            return _REGISTERED[cls]
    return None


def standard_answer(value: Any) -> Answer | None:
    """The answer that an object's class has without anybody's doing."""
    kind = type(value)
    found = _standard(kind) or _family_answer(kind)
    if found is not None:
        _BY_TAG.setdefault(found.tag, found)
    return found


def answer_called(tag: str) -> Answer | None:
    """The answer with a tag, if its class is known in this process."""
    found = _BY_TAG.get(tag)
    if found is None and tag in _STANDARD:
        found = _STANDARD[tag]
    return found


def _tag(cls: type) -> str:
    return f"{TAG}{cls.__module__}.{cls.__qualname__}"


def _standard(kind: type) -> Answer | None:
    """The answer of one of Python's own classes.  Another class may call itself so: it is the module that must know it."""
    if type(kind) not in (type, ABCMeta):
        return None
    tag = _tag(kind)
    found = _STANDARD.get(tag)
    module, _, name = tag.removeprefix(TAG).rpartition(".")
    return found if found is not None and getattr(sys.modules.get(module), name, None) is kind else None


def _iso(name: str) -> Answer:
    def read(text: str) -> Any:
        return _class("datetime", name).fromisoformat(text)

    return Answer(f"{TAG}datetime.{name}", lambda value: value.isoformat(), read)


def _class(module: str, name: str) -> Any:
    import importlib  # a value out of a journal may be of a module that nothing has imported yet

    return getattr(importlib.import_module(module), name)


def _seconds(value: Any) -> Any:
    """The exact seconds of a `timedelta`."""
    return ratio((value.days * 86_400 + value.seconds) * 1_000_000 + value.microseconds, 1_000_000)


def _timedelta(seconds: Any) -> Any:
    return _class("datetime", "timedelta")(microseconds=int(seconds * 1_000_000))


_DIGITS = 10_000
"""A `Decimal` with more digits, written out, has no exact form: 1E+1000000000 would fill the memory."""


def _decimal(value: Any) -> Value:
    """The exact number that a `Decimal` is; infinities and NaN are inexact."""
    if not value.is_finite():
        return nan if value.is_nan() else inf if value > 0 else -inf
    if abs(value.adjusted()) > _DIGITS or abs(value.as_tuple().exponent) > _DIGITS:
        raise SchemeError(Condition(f"a Decimal of over {_DIGITS} digits has no Scheme form", kind="range"))
    return ratio(*value.as_integer_ratio())


_STANDARD: dict[str, Answer] = {
    answer.tag: answer
    for answer in (
        *map(_iso, ("datetime", "date", "time")),
        Answer(f"{TAG}datetime.timedelta", _seconds, _timedelta),
        Answer(f"{TAG}uuid.UUID", str, lambda text: _class("uuid", "UUID")(text)),
        Answer(f"{TAG}decimal.Decimal", _decimal, None),
    )
}


def _family_answer(cls: type) -> Answer | None:
    """The answer of an `Enum` or a dataclass."""
    enum = sys.modules.get("enum")
    if enum is not None and type(cls) is enum.EnumType:
        if issubclass(cls, enum.Flag):
            return Answer(_tag(cls), lambda member: member.value, cls)
        return Answer(_tag(cls), lambda member: symbol(member.name), lambda name: cls[name.name])  # type: ignore[index]
    if type(cls) in (type, ABCMeta) and any("__dataclass_fields__" in vars(each) for each in ancestors(cls)):
        return Answer(_tag(cls), partial(_fields, cls), partial(_instance, cls))
    return None


def _fields(cls: Any, value: Any) -> dict[str, Any]:
    from dataclasses import fields  # who has a dataclass has imported it

    return {field.name: getattr(value, field.name) for field in fields(cls)}


def _instance(cls: Any, data: Any) -> Any:
    from dataclasses import fields  # as above

    given = {field.name for field in fields(cls) if field.init}
    return cls(**{name: part for name, part in dict(data).items() if name in given})
