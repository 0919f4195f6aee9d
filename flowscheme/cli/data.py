"""Data that come in: arguments that are Scheme data or JSON, and the first form of a program.

JSON comes in as Python values cross (README.md, "From Python"): `null` is the symbol null, an object an association list
with symbols as keys, an array a list, a string a string.  A number without point or exponent is exact.
"""

from __future__ import annotations

import json
import re
from typing import NoReturn

import click

from ..conversion import NULL, to_scheme
from ..lang.text.json_depth import check_json_depth
from ..lang.text.numerals import parse_number
from ..lang.text.reader import Incomplete, block_comment_end, datum_end, read_source
from ..lang.text.source import register, source_error
from ..lang.values.datum import Value
from ..lang.values.names import strip


def read_datum(text: str, what: str) -> Value:
    """The one datum that a text holds; `what` names it in errors.  Raises `SourceError`."""
    name = f"<{what}>"
    register(name, text)
    data = read_source(text, name)
    if not data:
        raise source_error("a datum is expected here", name, None, kind="read")
    if len(data) > 1:
        raise source_error("one datum is expected, here begins another", name, data[1][1], kind="read")
    return strip(data[0][0])


def read_json(text: str, what: str) -> Value:
    """The datum for a JSON text.  Raises `click.BadParameter` for anything else."""
    try:
        check_json_depth(text)
        return to_scheme(json.loads(text, parse_int=parse_number, parse_constant=_refuse))
    except RecursionError:
        raise click.BadParameter("it nests too deeply", param_hint=what) from None
    except ValueError as fault:
        raise click.BadParameter(f"not JSON: {fault}", param_hint=what) from None


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is no JSON value")


def argument(datum: str | None, json_text: str | None, what: str) -> Value:
    """The value of an argument that is a datum, or JSON, or (if neither is given) the symbol null, as JSON's null is.

    Raises `SourceError`, or `click.UsageError` if both are given.
    """
    if datum is not None and json_text is not None:
        raise click.UsageError(f"give either {what} or --json-input, not both")
    if json_text is not None:
        return read_json(json_text, "--json-input")
    return NULL if datum is None else read_datum(datum, what)


# The first form of a program

_BLANK = re.compile(r"[\s\ufeff]+|;[^\n\r]*|#!(?:no-)?fold-case\b")
_IMPORT = re.compile(r"\([\s]*import[\s(]")
_LIBRARY = re.compile(r"\([\s]*define-library[\s(]")


def imports_first(text: str) -> bool:
    """Whether a program begins with an import, after the libraries that it may define: a scan that reads nothing."""
    position = 0
    try:
        while True:
            position = _skip(text, position)
            if not _LIBRARY.match(text, position):
                return _IMPORT.match(text, position) is not None
            position = datum_end(text, position) or len(text)
    except Incomplete:
        return False


def _skip(text: str, position: int) -> int:
    """The offset of the first thing from `position` that is neither a blank nor a comment."""
    while True:
        if blank := _BLANK.match(text, position):
            position = blank.end()
        elif text.startswith("#|", position):
            position = block_comment_end(text, position)
        elif text.startswith("#;", position):
            position = datum_end(text, position + 2) or len(text)
        else:
            return position
