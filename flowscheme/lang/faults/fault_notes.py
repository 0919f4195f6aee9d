"""Fault notes: what the failed form worked on, told when an error leaves the interpreter.

The message of a fault is made where it happens, from what Python says, and must be the same wherever the program runs.
Once the error leaves, the frames are still there, and so is the source: the form at the place of the fault is read
again, lightly, and the variables among its operands are looked up in its frame.

    argument 2, x, is "12"         for an operator that was given something else than numbers
    where v = #(1 2 3), i = 10     for other faults of type and range

Nothing is evaluated; an operand that is no variable is shown as it is written.  Notes go to `__notes__` (PEP 678), where
Python shows them too.
"""

from __future__ import annotations

import re
from itertools import islice
from types import FrameType
from typing import Any

from ..machine.primitive import PRIMITIVES
from ..text import printer
from ..text.reader import Incomplete, datum_end
from ..text.source import known_lines
from ..values.datum import Condition, Pair, String, Value, Vector, is_list, iterate
from ..values.global_names import demangle, is_link, mangle
from .explanations import type_text
from .frames import failing_frame

KINDS = ("type", "range", "divide")
_LONGEST = 60
_ITEMS = 8
_BITS = 200
_LINES = 12
"""Over how many lines a form may go to be read again."""
_CHARACTERS = 10_000
"""How many characters it may have."""

_NAME = re.compile(r"[^\s()\"';`,|#0-9+.-][^\s()\"';`,|]*\Z")
_OPERATOR = re.compile(r".+: expected a number, got (.+)\Z")
_BLANKS = re.compile(r"\A(?:\s|;[^\n]*\n)+")
_MISSING = object()


def fault_notes(exc: BaseException, payload: Value) -> list[str]:
    """The notes for an error that leaves the interpreter with this payload."""
    if not isinstance(payload, Condition) or payload.kind not in KINDS or payload.place is None:
        return []
    frame = failing_frame(exc, payload.place)
    parts = form_at(payload.place) if frame is not None else []
    if frame is None or not parts:
        return []
    values = [_value(frame, part) for part in parts]
    lines = [_procedure(payload, parts), _culprit(payload, parts, values) or _where(parts, values)]
    return [line for line in lines if line]


def form_at(place: tuple[str, int, int]) -> list[str]:
    """The texts of the operator and the operands of the form at a place; empty if there is none to be read."""
    file, line, column = place
    text = "".join(known_lines(file)[line - 1 : line - 1 + _LINES])[column : column + _CHARACTERS]
    if not text.startswith("("):
        return []
    parts, position = [], 1
    try:
        while not re.compile(r"\s*\)").match(text, position):
            end = datum_end(text, position)
            if end is None:
                return []
            parts.append(_BLANKS.sub("", text[position:end]))
            position = end
    except Incomplete:
        return []
    return parts


def _value(frame: FrameType, text: str) -> Value:
    """The value of a variable in a frame; `_MISSING` for what is none, or not to be told from others."""
    if not _NAME.match(text):
        return _MISSING
    local = [value for name, value in frame.f_locals.items() if name == text or name.rsplit("'", 1)[0] == text]
    if len(local) == 1:
        return local[0][0] if type(local[0]) is list and len(local[0]) == 1 else local[0]
    if local:
        return _MISSING
    key = mangle(text)
    if key in frame.f_globals:
        return frame.f_globals[key]
    linked = [value for name, value in list(frame.f_globals.items()) if is_link(name) and demangle(name) == text]
    return linked[0] if len(linked) == 1 else _MISSING


def _procedure(payload: Condition, parts: list[str]) -> str:
    """The procedure that an inlined operation stands for, where the message does not name it."""
    if not payload.message.startswith("expected ") or parts[0] not in PRIMITIVES:
        return ""
    return f"it is argument 1 of {PRIMITIVES[parts[0]].signature}"


def _culprit(payload: Condition, parts: list[str], values: list[Value]) -> str:
    """Which argument of an operator is no number."""
    wanted = _OPERATOR.match(payload.message)
    if wanted is None:
        return ""
    positions = [
        index
        for index, value in enumerate(values)
        if index and (type_text(value) == wanted[1] if value is not _MISSING else not _is_number(parts[index]))
    ]
    certain = [index for index in positions if values[index] is not _MISSING]
    if len(certain or positions) != 1:
        return ""
    index = (certain or positions)[0]
    shown = f"{_short(parts[index])}, is {brief(values[index])}" if values[index] is not _MISSING else ""
    return f"argument {index}, {shown}" if shown else f"it is argument {index}: {_short(parts[index])}"


def _is_number(text: str) -> bool:
    return text[:1].isdigit() or (text[:1] in "+-." and text[1:2].isdigit())


def _where(parts: list[str], values: list[Value]) -> str:
    """The variables of the form; an operator only if it is no procedure."""
    shown = {
        part: brief(value)
        for index, (part, value) in enumerate(zip(parts, values, strict=True))
        if value is not _MISSING and not (callable(value) and not index) and not callable(value)
    }
    return f"where {', '.join(f'{name} = {value}' for name, value in shown.items())}" if shown else ""


def brief(value: Value, depth: int = 2) -> str:
    """A value on one short line: the first elements of what is large, and how many digits a long number has."""
    if isinstance(value, Pair | Vector):
        return _brief_elements(value, depth)
    if isinstance(value, String):
        value = String(value.text[:_LONGEST]) if len(value.text) > _LONGEST else value
    if type(value) is int and value.bit_length() > _BITS:
        return f"an integer of {value.bit_length()} bits"
    return _short(printer.brief(value, 2 * _LONGEST))


def _brief_elements(value: Pair | Vector, depth: int) -> str:
    items = list(islice(iterate(value) if isinstance(value, Pair) else value.items, _ITEMS + 1))
    inside = [brief(item, depth - 1) for item in items[:_ITEMS]] if depth else ["..."]
    if depth and len(items) > _ITEMS:
        inside.append("...")
    elif depth and isinstance(value, Pair) and not is_list(value):
        rest: Value = value
        while isinstance(rest, Pair):
            rest = rest.cdr
        inside += [".", brief(rest, 0)]
    text = f"{'#' if isinstance(value, Vector) else ''}({' '.join(inside)})"
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 5]} ...)"


def _short(text: Any) -> str:
    line = " ".join(str(text).split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 4]} ..."
