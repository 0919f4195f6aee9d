"""Bytevectors (R7RS 6.9).  A Python `bytearray` itself refuses what is no byte."""

from __future__ import annotations

from codecs import utf_8_decode
from typing import NoReturn

from ..lang.machine.primitive import ABSENT, fail, primitive
from ..lang.machine.sizes import SMALL, Texts, affordable
from ..lang.values.datum import UNSPECIFIED, Bytevector, String, Value, boolean
from .support import fitting, sized, span, stretches


@primitive("(bytevector? obj)")
def is_bytevector(obj: Value) -> Value:
    """Whether obj is a bytevector."""
    return boolean(type(obj) is Bytevector)


@primitive("(make-bytevector k [byte])", cost="k")
def make_bytevector(k: int, byte: int = ABSENT) -> Bytevector:
    """A new bytevector of k bytes, each of them byte (or 0)."""
    return Bytevector(bytearray((0 if byte is ABSENT else byte,)) * sized("make-bytevector", k, 1))


@primitive("(bytevector byte ...)", cost="byte")
def bytevector(*byte_values: int) -> Bytevector:
    """A new bytevector of its arguments."""
    return Bytevector(bytearray(byte_values))


@primitive("(bytevector-length bytevector)")
def bytevector_length(bytevector: Bytevector) -> int:
    """The number of bytes of bytevector."""
    return len(bytevector.data)


@primitive("(bytevector-u8-ref bytevector k)")
def bytevector_ref(bytevector: Bytevector, k: int) -> int:
    """The byte of bytevector at index k."""
    if k < 0:
        raise IndexError
    return bytevector.data[k]


@primitive("(bytevector-u8-set! bytevector k byte)")
def bytevector_set(bytevector: Bytevector, k: int, byte: int) -> Value:
    """Store byte in bytevector at index k."""
    if k < 0:
        raise IndexError
    bytevector.data[k] = byte
    return UNSPECIFIED


@primitive("(bytevector-copy bytevector [start [end]])", cost="bytevector end")
def bytevector_copy(bytevector: Bytevector, start: int = ABSENT, end: int = ABSENT) -> Bytevector:
    """A new bytevector of the bytes from start to before end."""
    first, last = span(len(bytevector.data), start, end)
    return Bytevector(bytevector.data[first:last])


@primitive("(bytevector-copy! bytevector1 at bytevector2 [start [end]])", cost="bytevector1 bytevector2 end")
def bytevector_copy_to(
    bytevector1: Bytevector, at: int, bytevector2: Bytevector, start: int = ABSENT, end: int = ABSENT
) -> Value:
    """Store the bytes of bytevector2, from start to before end, in bytevector1, beginning at index at."""
    first, last = span(len(bytevector2.data), start, end)
    stop = at + last - first
    if not 0 <= at <= stop <= len(bytevector1.data):
        raise IndexError
    bytevector1.data[at:stop] = bytevector2.data[first:last]
    return UNSPECIFIED


@primitive("(bytevector-append bytevector ...)", cost="bytevector")
def bytevector_append(*bytevectors: Bytevector) -> Bytevector:
    """A new bytevector of the bytes of all the bytevectors."""
    parts = [part.data for part in bytevectors]
    fitting("bytevector-append", parts, 1)
    return Bytevector(bytearray().join(parts))


@primitive("(utf8->string bytevector [start [end]])", cost="bytevector end")
def utf8_to_string(bytevector: Bytevector, start: int = ABSENT, end: int = ABSENT) -> String:
    """The string that the bytes from start to before end encode."""
    first, last = span(len(bytevector.data), start, end)
    if last - first <= SMALL:
        try:
            return String(bytevector.data[first:last].decode())
        except UnicodeDecodeError as exc:
            _refuse(first, exc)
    texts, pending = Texts("utf8->string"), bytearray()
    for stretch in stretches(first, last):
        data = pending + bytevector.data[stretch]
        text, used = _decoded(data, stretch.start - len(pending), stretch.stop == last)
        texts.add(text)
        pending = data[used:]
    return String(texts.joined())


def _decoded(data: bytearray, start: int, final: bool) -> tuple[str, int]:
    """The text that the bytes from index `start` on encode, and how many were used: all of them if they are the final ones."""
    try:
        return utf_8_decode(data, "strict", final)
    except UnicodeDecodeError as exc:
        _refuse(start, exc)


def _refuse(start: int, exc: UnicodeDecodeError) -> NoReturn:
    fail("utf8->string", "not valid UTF-8 at index", start + exc.start, kind="range")


@primitive("(string->utf8 string [start [end]])", cost="string end")
def string_to_utf8(string: String, start: int = ABSENT, end: int = ABSENT) -> Bytevector:
    """The UTF-8 encoding of the characters from start to before end."""
    first, last = span(len(string.text), start, end)
    if last - first <= SMALL:
        return Bytevector(bytearray(string.text[first:last].encode("utf-8", "surrogatepass")))
    data = bytearray()
    for stretch in stretches(first, last):
        data += string.text[stretch].encode("utf-8", "surrogatepass")
        affordable("string->utf8", len(data), 1)
    return Bytevector(data)
