"""What commands print: Scheme values as `write` shows them, or JSON.

JSON goes out as Python values cross (README.md, "From Python"): an association list with distinct symbols as keys is an
object, other lists and vectors and bytevectors are arrays; symbols, characters and strings are strings; the symbol
`null` and the unspecified value are null.  A failure is `{"fail": reason}`, a condition `{"kind", "message",
"irritants"}`.  What JSON lacks is a string, as `write` shows it: `"1/3"`, `"+inf.0"`, `"(1 . 2)"`, `"#<procedure f>"`; so
are circular data and what would take more than a million characters, cut off.  Exact integers are numbers.

`Tree` is what `json_text` takes: Python dicts, lists, strings and booleans around Scheme values.  No Scheme value is
one of these.  The text is made without recursion: data may nest 100,000 levels deep.
"""

from __future__ import annotations

from _json import encode_basestring  # without the module around it, which takes long to import
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from math import inf, isfinite
from types import EllipsisType, NoneType
from typing import TYPE_CHECKING, Any

import click

from ..conversion import NULL
from ..errors import LimitExceeded, SchemeError, describe
from ..flow.failure import Failure
from ..lang.machine.sizes import bit_size
from ..lang.text.atoms import SLOW_BITS
from ..lang.text.numerals import number_text
from ..lang.text.printer import ANSWER, SHOWN, brief, cut
from ..lang.text.source import register
from ..lang.values.datum import (
    UNSPECIFIED,
    Bytevector,
    Char,
    Condition,
    MultipleValues,
    Nil,
    Pair,
    String,
    Symbol,
    Unspecified,
    Value,
    Vector,
    is_list,
    iterate,
)
from ..lang.values.foreign import HostValue
from ..report import clean_lines, written

if TYPE_CHECKING:
    from ..engine.policy import Policy
    from ..store import Run

Tree = Any

ENDED_BADLY = ("failed", "stuck")


def _print(text: str) -> None:
    try:
        click.echo(clean_lines(text))
    except BrokenPipeError:
        raise
    except OSError as fault:
        raise click.ClickException(f"cannot write the output: {fault.strerror}") from None


def say(text: str) -> None:
    """Print a line of data."""
    _print(text)


def tell(text: str) -> None:
    """Print a message on stderr."""
    click.echo(clean_lines(text), err=True)


def say_json(tree: Tree, most: float = ANSWER) -> None:
    """Print a tree as one line of JSON."""
    _print(json_text(tree, most))


def say_value(value: Value) -> None:
    """Print a value as `write` shows it: multiple values a line each, nothing for the unspecified one."""
    if value is UNSPECIFIED:
        return
    for shown in value.values if isinstance(value, MultipleValues) else (value,):
        _print(written(shown, ANSWER))


# JSON


def quote(text: str) -> str:
    """A text as a JSON string; what is not printable is escaped, though JSON would not ask for it."""
    quoted = encode_basestring(text)
    return quoted if quoted.isprintable() else "".join(c if c.isprintable() else _escaped(c) for c in quoted)


def _escaped(char: str) -> str:
    units = char.encode("utf-16-be")
    return "".join(f"\\u{units[index]:02x}{units[index + 1]:02x}" for index in range(0, len(units), 2))


def json_text(tree: Tree, most: float = ANSWER) -> str:
    """The JSON text of a tree, on one line; a value in it takes `most` characters at the most."""
    parts: list[str] = []
    work: list[Any] = [iter((tree,))]
    while work:
        item = next(work[-1], _END)
        if item is _END:
            work.pop()
        elif isinstance(item, dict | list):
            work.append(_compound(item))
        else:
            parts.append(item if type(item) is _Text else _value_text(item, most))
    return "".join(parts)


_END = object()


def _value_text(value: Value, most: float) -> str:
    """The JSON text of a value, or, where that takes more than `most` characters, of the text that people are shown."""
    parts: list[str] = []
    size: float = 0
    work: list[Any] = [iter((value,))]
    while work:
        item = next(work[-1], _END)
        if item is _END:
            work.pop()
        elif type(item) is not _Text and type(item) not in _ATOMS:
            work.append(_compound(item))
        else:
            size += len(item) if type(item) is _Text else _least_size(item)
            if size > most:
                return quote(brief(value))
            parts.append(item if type(item) is _Text else _ATOMS[type(item)](item))
    return "".join(parts)


def _least_size(atom: Value) -> float:
    """How many characters the JSON text of an atom has at the least."""
    if isinstance(atom, String):
        return len(atom.text)
    if isinstance(atom, Symbol):
        return len(atom.name)
    if isinstance(atom, Bytevector):
        return len(atom.data)
    if type(atom) is int:
        return bit_size(atom) // 4 if bit_size(atom) < SLOW_BITS else inf
    return 1


class _Text(str):
    """Finished JSON text among the items that are still to be written."""

    __slots__ = ()


def _float_text(number: float) -> str:
    return repr(number) if isfinite(number) else quote(number_text(number))


_ATOMS: dict[type, Callable[[Any], str]] = {
    str: quote,
    bool: lambda flag: "true" if flag else "false",
    NoneType: lambda _: "false",
    EllipsisType: lambda _: "true",
    int: number_text,
    float: _float_text,
    Nil: lambda _: "[]",
    Unspecified: lambda _: "null",
    Symbol: lambda symbol: "null" if symbol is NULL else quote(symbol.name),
    String: lambda string: quote(string.text),
    Char: lambda char: quote(char.char),
    Bytevector: lambda bytevector: f"[{', '.join(map(str, bytevector.data))}]",
}


def _compound(item: Any) -> Iterator[Any]:
    """The parts of a tree or a datum, each a `_Text` or to be written in turn."""
    if isinstance(item, dict):
        return _object(item.items())
    if isinstance(item, list):
        return _array(item)
    if isinstance(item, Pair):
        return _pairs(item)
    if isinstance(item, Vector):
        return _array(item.items)
    if isinstance(item, MultipleValues):
        return _array(item.values)
    if isinstance(item, Failure):
        return _object([("fail", item.reason)])
    if isinstance(item, Condition):
        return _object(error_data(item).items())
    if isinstance(item, HostValue):
        return iter([item.datum])
    return iter([_Text(quote(brief(item)))])


def _array(items: Any) -> Iterator[Any]:
    yield _Text("[")
    for index, item in enumerate(items):
        if index:
            yield _Text(", ")
        yield item
    yield _Text("]")


def _object(items: Any) -> Iterator[Any]:
    yield _Text("{")
    for index, (key, item) in enumerate(items):
        yield _Text(f"{', ' if index else ''}{quote(key)}: ")
        yield item
    yield _Text("}")


def _pairs(pair: Pair) -> Iterator[Any]:
    if not is_list(pair):
        return iter([_Text(quote(brief(pair)))])
    items = list(iterate(pair))
    if all(isinstance(item, Pair) and isinstance(item.car, Symbol) for item in items):
        keys = [item.car.name for item in items]
        if len(set(keys)) == len(keys):
            return _object(zip(keys, (item.cdr for item in items), strict=True))
    return _array(items)


# Runs


def time_text(seconds: float) -> str:
    """A time as ISO 8601 says it, in UTC."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def error_data(payload: Value) -> Tree:
    """A raised object: a condition's kind, message and irritants; another object is of the kind "raised"."""
    if not isinstance(payload, Condition):
        return {"kind": "raised", "message": describe(payload), "irritants": [payload]}
    return {"kind": payload.kind, "message": cut(payload.message, SHOWN), "irritants": Vector(payload.irritants)}


def kept(policy: Policy, run: Run, text: str) -> Value:
    """A value that a run keeps; where it cannot be read here (a record of code that is not at hand), its text."""
    try:
        return policy.value_of(run, text)
    except LimitExceeded:
        raise
    except SchemeError:
        return String(text)


def know_source(policy: Policy, run: Run) -> None:
    """Let what is said of a run's error show the lines of the source that the run is pinned to."""
    if run.source is not None:
        with suppress(SchemeError):  # then there is nothing to show
            for name, source in policy.codebase.kept_pin(run.source).texts.items():
                register(name, source)


def fault_of_listed(policy: Policy, run: Run) -> Condition | None:
    """What is wrong with the rows of a run out of a listing, if anything is."""
    try:
        policy.open_waits(policy.known(run.id).id)
    except SchemeError as error:
        return error.payload  # type: ignore[no-any-return]  # a flow error
    return None


def run_data(policy: Policy, run: Run) -> Tree:
    """A run as `--json` shows it; called inside an evaluation."""
    data: dict[str, Tree] = {"id": run.id, "flow": run.flow, "status": run.status}
    fault = fault_of_listed(policy, run)
    if fault is not None:
        return data | {"status": "damaged", "error": error_data(fault)}
    data["input"] = kept(policy, run, run.input)
    outcome = kept(policy, run, run.outcome) if run.outcome is not None else None
    if run.status == "done":
        data["result"] = outcome
    elif run.status in ENDED_BADLY:
        data["error"] = error_data(outcome)
    else:
        data["waits"] = [kept(policy, run, wait.tag) for wait in policy.open_waits(run.id)]
    return data | times_data(run)


def times_data(run: Run) -> dict[str, Tree]:
    """When a run was started, and when it last changed."""
    return {"started": time_text(run.created), "updated": time_text(run.updated)}
