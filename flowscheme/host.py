"""Host functions in modules: Python files whose functions flows may call (`--host FILE.py`).

    import flowscheme

    @flowscheme.effect
    def send_mail(to, text): ...

    @flowscheme.pure
    def slugify(title): ...

An `effect` is journaled: in a flow it runs once, and replay gives its result again.  A `pure` function is called anew.
Python's `send_mail` is Scheme's `send-mail`.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path
from types import (
    BuiltinFunctionType,
    ClassMethodDescriptorType,
    FunctionType,
    MethodDescriptorType,
    MethodType,
    MethodWrapperType,
    WrapperDescriptorType,
)
from typing import Any, NamedTuple, TypeVar

F = TypeVar("F", bound=Callable[..., Any])

_MARK = "__flowscheme_host__"


class HostError(Exception):
    """A host module that cannot be loaded; its text is one line."""


def effect(function: F) -> F:
    """Mark a function as a host function with an effect: a flow records its results."""
    setattr(function, _MARK, "effect")
    return function


def pure(function: F) -> F:
    """Mark a function as a host function without effects: replay calls it anew."""
    setattr(function, _MARK, "pure")
    return function


def scheme_name(name: str) -> str:
    """The Scheme name of a Python one: `send_mail` is `send-mail`."""
    return name.strip("_").replace("_", "-")


class Signature(NamedTuple):
    """What a Python function takes when Scheme calls it: its parameters as Scheme writes them, the least and the most
    number of arguments (None: any)."""

    parameters: str
    least: int
    most: int | None


FUNCTIONS = (
    FunctionType, BuiltinFunctionType, MethodType, MethodDescriptorType, MethodWrapperType, WrapperDescriptorType,
    ClassMethodDescriptorType, partial, type(cache(len)),
)  # fmt: skip
"""The classes of what Python means by a function; instances of other classes can only be called like one."""


def described(function: Any) -> Any:
    """What can be asked for the parameters and the docstring of a host function, or None.

    Of an object that can only be called it is its class's `__call__`: nothing is asked of the object itself.
    """
    kind = type(function)
    if kind in FUNCTIONS or issubclass(kind, type):
        return function
    call = next((vars(cls)["__call__"] for cls in kind.__mro__ if "__call__" in vars(cls)), None)
    return MethodType(call, "self") if type(call) is FunctionType else None


def signature_of(function: Callable[..., Any]) -> Signature | None:
    """What a Python function takes; None if Python cannot tell it.  Keyword-only parameters keep their defaults."""
    import inspect  # slow to import, and wanted for descriptions and errors only

    try:
        parameters = inspect.signature(described(function)).parameters.values()
    except (TypeError, ValueError):
        return None
    by_place = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    positional = [parameter for parameter in parameters if parameter.kind in by_place]
    rest = [parameter for parameter in parameters if parameter.kind is parameter.VAR_POSITIONAL]
    least = sum(parameter.default is parameter.empty for parameter in positional)
    words = [
        *[parameter.name if index < least else f"[{parameter.name}]" for index, parameter in enumerate(positional)],
        *[f"{parameter.name} ..." for parameter in rest],
    ]
    return Signature(" ".join(words).replace("_", "-"), least, None if rest else len(positional))


def host_functions(path: Path) -> dict[str, tuple[Callable[..., Any], bool]]:
    """The marked functions of a Python file: Scheme name to function, and whether it is pure.

    Raises `HostError` if the file is missing, cannot be imported, or marks nothing.
    """
    spec = importlib.util.spec_from_file_location(f"flowscheme_host_{path.stem}", path)
    if spec is None or spec.loader is None or not path.is_file():
        raise HostError(f"cannot load the host module {path}: no such Python file")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as fault:
        raise HostError(f"cannot load the host module {path}: {type(fault).__name__}: {fault}") from fault
    functions = {
        scheme_name(name): (value, getattr(value, _MARK) == "pure")
        for name, value in vars(module).items()
        if callable(value) and hasattr(value, _MARK)
    }
    if not functions:
        raise HostError(f"{path} marks no function with @flowscheme.effect or @flowscheme.pure")
    return functions
