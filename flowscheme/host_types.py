"""What an object of the host's is, found out by its class alone; little is asked of the object, and nothing of foreign ones.

* An instance of a subclass of `str`, `list` or another class that has a Scheme form is read as that class itself would
  read it: nothing that the subclass defines runs.
* A number of another library is what it is registered to be in `numbers`, and a mapping what derives from `Mapping`.
  These are asked, by `asked`; what they raise arrives as a condition.
* All else is foreign (see `lang.values.foreign`).
"""

from __future__ import annotations

import sys
from abc import ABCMeta
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

from .errors import SchemeError
from .lang.faults.faults import host_error
from .lang.values.complex import rectangular
from .lang.values.datum import Condition, Symbol, Value, symbol
from .lang.values.foreign import class_name
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
