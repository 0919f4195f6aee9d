"""Plain data as text, and back: the format of everything that a store keeps.

**Flat.** A text is one JSON atom, or one flat JSON array of tokens in which brackets are tokens too, so that data
nested 100,000 levels deep recurse neither here nor in the JSON parser: `(1 (2 "a"))` is `["(",1,"(",2,"'a",")",")"]`.

**Tokens.** A JSON number is an exact integer of at most 64 bits or a finite inexact real (`-0.0` included); true and
false are themselves.  Every other token is a string whose first character tells what it is:

    '...  a string          :...  a symbol        c.   a character       b...  a bytevector, in base64
    x...  a longer integer  r.../...  a ratio     f...  inf, -inf, nan   i...,...  an inexact complex number
    z.../...,.../...  an exact complex number
    ()    the empty list    _     the unspecified value

    ( ... )      a list; with the token `.` before its last datum, a list that ends in that datum
    [ ... ]      a vector
    {fail ... }  a failure: its reason
    {condition ... }  kind, message, vector of irritants, cause: #f or (class text), place: #f or (file line column)
    {=TAG ... }  a record: the datum that its registered writer made of it; `python:MODULE.CLASS` tags a host value

Integers in tagged tokens are hexadecimal: Python limits the digits of a decimal conversion.

**Canonical.** Equal data give equal texts, whatever made them: to compare texts is to compare data (in the sense of
`eqv?` for numbers: 1 and 1.0 differ, 0.0 and -0.0 differ, a NaN equals a NaN).  Shared structure is written twice,
cyclic structure is refused.

**Versioned.** This is version 1, which has no mark.  A later version starts its texts with a token `#VERSION`, which
this one refuses as "written by a newer flowscheme".
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ..lang.values.datum import Record, RecordType, Value
from ..lang.values.foreign import TAG, read_host_value
from .codec_read import Decoder, Undecodable, parse, read_atom
from .codec_write import ATOMS, Encoder, KeptRecord, NotPlain, RecordedCause, RecordWriter

__all__ = [
    "RECORDS",
    "NotPlain",
    "RecordTable",
    "RecordedCause",
    "Undecodable",
    "decode",
    "encode",
    "encode_as",
    "equal_text",
    "is_canonical",
    "is_written",
    "register_record",
    "tags_in",
]


class RecordTable:
    """Which record types are plain, and how: the table behind `flow-record-writer!`."""

    def __init__(self) -> None:
        self._writers: dict[RecordType, RecordWriter] = {}
        self._readers: dict[str, Callable[[Value], Value]] = {}

    def register(
        self,
        record_type: RecordType,
        tag: str,
        to_datum: Callable[[Record], Value],
        from_datum: Callable[[Value], Value],
    ) -> None:
        """Make the instances of `record_type` plain.

        They are kept as `tag` and what `to_datum(instance)` returns, a plain datum; `from_datum` turns that back.  A
        later registration of the type or of the tag replaces the earlier one.
        """
        self._writers[record_type] = RecordWriter(tag, to_datum)
        self._readers[tag] = from_datum

    def writer(self, record_type: RecordType) -> RecordWriter | None:
        """The tag and writer of a type, or None."""
        return self._writers.get(record_type)

    def read(self, tag: str, datum: Value) -> Value:
        """The record, or the host value, that `datum` stands for; raises `Undecodable` if nobody registered `tag`."""
        reader = self._readers.get(tag)
        if reader is None and tag.startswith(TAG):
            return read_host_value(tag, datum)
        if reader is None:
            raise Undecodable(f"no record reader is registered for the tag {tag} (see flow-record-writer!)")
        return reader(datum)


RECORDS = RecordTable()
"""The table that `encode` and `decode` use when they are given no other."""

register_record = RECORDS.register


def encode(datum: Value, records: RecordTable = RECORDS) -> str:
    """The text of a plain datum, in ASCII.  Raises `NotPlain` for anything else, cyclic data included."""
    atom = ATOMS.get(type(datum))
    if atom is not None:
        return atom(datum)
    return f"[{','.join(Encoder(records.writer).tokens(datum))}]"


def encode_as(value: Value, records: RecordTable, role: str) -> str:
    """The text of a value; if it is not plain, the `NotPlain` that is raised says what the value was to be."""
    try:
        return encode(value, records)
    except NotPlain as fault:
        fault.payload.message = f"{fault.payload.message}, as {role}"
        raise


def decode(text: str, records: RecordTable = RECORDS) -> Value:
    """A fresh copy of the datum that `encode` wrote as `text`.

    Raises `Undecodable` for any other text, for a record whose tag nobody registered, and for a later version's text.
    """
    parsed = parse(text)
    if type(parsed) is not list:
        return read_atom(parsed)
    return Decoder(records.read).datum(parsed)


def is_canonical(text: str) -> bool:
    """Whether `encode` of some process could have written the text, whatever records are registered here."""
    try:
        parsed = parse(text)
        datum = Decoder(KeptRecord).datum(parsed) if type(parsed) is list else read_atom(parsed)
        return encode(datum) == text
    except (Undecodable, NotPlain):
        return False


_UNREADABLE = re.compile(r'(?<!\\)"(?:\{|_")')
"""A token of a condition, failure or record, or of the unspecified value."""


def is_written(text: str) -> bool:
    """Whether `read` gives the datum of a text back when `write` has written it."""
    return not _UNREADABLE.search(text)


def tags_in(text: str) -> set[str]:
    """The tags of the records in a text.  Raises `Undecodable` for what is no text of `encode`."""
    parsed = parse(text)
    tokens = parsed if type(parsed) is list else []
    return {token[2:] for token in tokens if type(token) is str and token.startswith("{=")}


def equal_text(a: str, b: str) -> bool:
    """Whether two texts of `encode` denote equal data: `encode` is canonical, so they are then the same text."""
    return a == b
