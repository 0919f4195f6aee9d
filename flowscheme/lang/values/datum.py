"""The values of Scheme, as Python objects.

The compiler emits raw Python operators (`a + b`, `p.car`), so the choice of classes *is* the type check: every class
here either has no such operator or attribute, and Python itself refuses, or defines the operator only to raise.

* `#f` is `None` and `#t` is `...`.  Both are constants of the bytecode, a test is one instruction, and neither takes
  part in arithmetic, as Python's `True` would (`True + 1` is 2).  Python's own booleans are never guest values.
* The empty list is `NIL`; a pair has the slots `car` and `cdr`, which no other class has.
* Strings, vectors and bytevectors are slotted classes around `str`, `list` and `bytearray`, so that `+`, `*` and `<`
  fail on them.
* A Python tuple is never a guest value: it is a pending tail call (see `machine`).
* Exact integers are `int`, inexact reals `float`, exact rationals `Ratio`, and numbers with an imaginary part
  `Complex` (see `numbers`).
* Procedures are plain Python functions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import count
from threading import RLock
from typing import Any
from weakref import ref

from ...errors import SchemeError
from .written import REPR, Written

Value = Any

TRUE = ...
FALSE = None


def boolean(test: bool) -> Value:
    """The Scheme boolean for a Python one."""
    return ... if test else None


def scalars(text: str) -> str:
    """The text as an exact `str`.  Raises SchemeError for a lone surrogate, which cannot be written and read back (R7RS 6.6)."""
    exact = str.__str__(text)
    try:
        exact.isascii() or exact.encode()
    except UnicodeEncodeError:
        raise SchemeError(Condition(f"text with a lone surrogate is none in Scheme: {exact!a:.60}", kind="type")) from None
    return exact


def mended(text: str) -> str:
    """A text of the system's, in which lone surrogates stand for bytes that were not UTF-8, with U+FFFD in their place."""
    text = str.__str__(text)
    return text if text.isascii() else text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


class Symbol:
    """An interned name: two symbols with one name are one object.  Make them with `symbol`."""

    __slots__ = ("__weakref__", "name")

    name: str

    def __str__(self) -> str:
        return self.name

    def __repr__(self) -> str:
        return self.name if len(self.name) <= REPR else f"{self.name[:REPR]}..."

    def __reduce__(self) -> tuple[Any, ...]:
        return (symbol, (self.name,))


_symbols: dict[str, ref[Symbol]] = {}
_interning = RLock()
_MANY = 10_000
_sweep_at = _MANY


def symbol(name: str) -> Symbol:
    """The symbol of that name, interned for the process, as long as somebody holds it."""
    known = _symbols.get(name)
    interned = known() if known is not None else None
    return interned if interned is not None else _intern(name)


def _intern(name: str) -> Symbol:
    """A new symbol, unless another thread was faster.  Raises TypeError for what is no `str`, SchemeError for a lone surrogate.

    Symbols that nobody holds any more are swept out when their number has doubled, not by callbacks of the weak references:
    those would be Python code that runs in the middle of everything.
    """
    global _sweep_at
    if not isinstance(name, str):
        raise TypeError(f"a symbol is made of a str, not of {type(name).__name__}")
    name = scalars(name)
    with _interning:
        known = _symbols.get(name)
        made = known() if known is not None else None
        if made is None:
            made = Symbol()
            made.name = name
            _symbols[name] = ref(made)
        if len(_symbols) > _sweep_at:
            for unheld in [key for key, known in list(_symbols.items()) if known() is None]:
                del _symbols[unheld]
            _sweep_at = 2 * len(_symbols) + _MANY
    return made


class Nil:
    """The class of the empty list."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "()"

    def __reduce__(self) -> str:
        return "NIL"


NIL = Nil()


class Pair(Written):
    """A mutable pair.  Compiled code makes one as `p = Pair()` and then fills both slots: half the price of `__init__`."""

    __slots__ = ("car", "cdr")

    car: Value
    cdr: Value


class SourcePair(Pair):
    """A pair that the reader made from source; `at` is the span of its car: (line, column, end line, end column).

    Lines count from 1, columns from 0.  Only the expander sees these; a quoted datum is copied to plain pairs.
    """

    __slots__ = ("at",)

    at: Span | None


Span = tuple[int, int, int, int]

FILE_LINES = 1 << 20
"""The lines of the n-th file that a source includes are numbered from n times this on, so that a span names its file."""


def cons(car: Value, cdr: Value) -> Pair:
    """A new pair."""
    pair = Pair()
    pair.car = car
    pair.cdr = cdr
    return pair


def list_from(items: Iterable[Value], tail: Value = NIL) -> Value:
    """The Scheme list of the items, ending in `tail`."""
    result = tail
    for item in reversed(items if type(items) is tuple or type(items) is list else list(items)):
        pair = Pair()
        pair.car = item
        pair.cdr = result
        result = pair
    return result


def iterate(lst: Value) -> Iterator[Value]:
    """The elements of a list, up to its first non-pair tail."""
    while isinstance(lst, Pair):
        yield lst.car
        lst = lst.cdr


def is_list(obj: Value) -> bool:
    """Whether `obj` is a proper list; a circular one is not."""
    slow = obj
    while isinstance(obj, Pair):
        obj = obj.cdr
        if not isinstance(obj, Pair):
            break
        obj = obj.cdr
        slow = slow.cdr
        if obj is slow:
            return False
    return obj is NIL


def is_circular(obj: Value) -> bool:
    """Whether `obj` is a list that never ends."""
    slow = obj
    while isinstance(obj, Pair):
        obj = obj.cdr
        if obj is slow:
            return True
        if isinstance(obj, Pair):
            obj = obj.cdr
            slow = slow.cdr
            if obj is slow:
                return True
    return False


SOON = range(10_000)
"""How many pairs are walked before anybody asks whether a list is circular."""


def longer(walked: range, rest: Value) -> range:
    """How many more pairs may be walked, after so many, before it is asked again.  Raises TypeError for a circular rest."""
    if is_circular(rest):
        raise TypeError("circular list")
    return range(8 * len(walked))


class Char:
    """A Unicode scalar value, interned: equal characters are one object.  Make them with `CHARS[c]`."""

    __slots__ = ("__weakref__", "char")

    char: str

    def __repr__(self) -> str:
        return f"#\\{self.char}"

    def __reduce__(self) -> tuple[Any, ...]:
        return (_same_char, (self.char,))


class _Chars(dict[str, Char]):
    """The characters by their texts: the first `_KEPT` that the process meets for good, others while somebody holds them.

    It is the process's own, so that a program that makes all characters there are leaves nothing to the others.
    """

    def __init__(self) -> None:
        super().__init__()
        self._others: dict[str, ref[Char]] = {}

    def __missing__(self, key: str) -> Char:
        with _interning:
            known = self._others.get(key)
            made = self.get(key) or (known() if known is not None else None)
            if made is None:
                made = Char()
                made.char = key
                if len(self) < _KEPT:
                    self[key] = made
                else:
                    self._remember(key, made)
        return made

    def _remember(self, key: str, made: Char) -> None:
        self._others[key] = ref(made)
        if len(self._others) % _KEPT == 0:
            self._others = {text: known for text, known in self._others.items() if known() is not None}


_KEPT = 1 << 16

CHARS = _Chars()


def _same_char(text: str) -> Char:
    return CHARS[text]


def char(text: str) -> Char:
    """The character of a text of length one.  Raises ValueError for another length, SchemeError for a lone surrogate."""
    if not isinstance(text, str):
        raise TypeError(f"a character is made of a str, not of {type(text).__name__}")
    if len(text) != 1:
        raise ValueError(f"one character is expected, got {text!r}")
    return CHARS[scalars(text)]


class String:
    """A string; `text` is replaced when it is mutated, `literal` forbids that (R7RS 3.4)."""

    __slots__ = ("literal", "text")

    def __init__(self, text: str, literal: bool = False) -> None:
        self.text = text
        self.literal = literal

    def __repr__(self) -> str:
        return repr(self.text) if len(self.text) <= REPR else f"{self.text[:REPR]!r}..."


class Vector(Written):
    """A vector; `items` is a Python list."""

    __slots__ = ("items",)

    def __init__(self, items: list[Value]) -> None:
        self.items = items


class Bytevector(Written):
    """A bytevector; `data` is a Python bytearray."""

    __slots__ = ("data",)

    def __init__(self, data: bytearray) -> None:
        self.data = data


class Unspecified:
    """The class of the value that R7RS leaves unspecified; the REPL and `eval` print nothing for it."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "#<unspecified>"

    def __reduce__(self) -> str:
        return "UNSPECIFIED"


UNSPECIFIED = Unspecified()


class Eof:
    """The class of the end-of-file object."""

    __slots__ = ()

    def __repr__(self) -> str:
        return "#<eof>"

    def __reduce__(self) -> str:
        return "EOF"


EOF = Eof()


class MultipleValues(Written):
    """Zero, two or more values on their way to a continuation that takes them; `values` is a Python tuple."""

    __slots__ = ("values",)

    def __init__(self, values: tuple[Value, ...]) -> None:
        self.values = values


class Promise(Written):
    """A promise (R7RS 4.2.5): `box` is shared along a `delay-force` chain; it is [done?, value or thunk].

    `origin` tells where one is from that has been given to Python (see `machine.origin`).
    """

    __slots__ = ("box", "origin")

    def __init__(self, done: bool, content: Value) -> None:
        self.box = [done, content]


class RecordType(Written):
    """A record type: its name, its field names, and the Python class of its instances.

    Each field is a slot whose name no other record type has, so that an accessor applied to another type's instance
    fails by itself: `slots[i]` holds field *i*.  `mark` tells it from all others in pickles, once it was in one.
    """

    __slots__ = ("__weakref__", "fields", "instance", "mark", "name", "slots")

    def __init__(self, name: str, fields: tuple[str, ...]) -> None:
        self.name = name
        self.fields = fields
        self.mark = b""
        number = next(_record_numbers)
        self.slots = tuple(f"r{number}_{index}" for index in range(len(fields)))
        self.instance = type("Record", (Record,), {"__slots__": self.slots, "type": self})


_record_numbers = count()


class Record(Written):
    """The base of all record instances; the class attribute `type` is the `RecordType`."""

    __slots__ = ()

    type: RecordType


class Condition(Written):
    """A fault as a Scheme object: `error-object?` holds for it.

    `kind` names the family ("error" for `error`; "read", "file", "type", "arity", "unbound", "range", "syntax",
    "divide", and the `flow-...` kinds); `message` is text, `irritants` a Python list of values.  `cause` keeps a
    Python exception out of a host function; `place` is (file, line, column) where it is known.
    """

    __slots__ = ("cause", "irritants", "kind", "message", "place")

    def __init__(
        self,
        message: str,
        irritants: Iterable[Value] = (),
        kind: str = "error",
        cause: BaseException | None = None,
        place: tuple[str, int, int] | None = None,
    ) -> None:
        self.message = message
        self.irritants = list(irritants)
        self.kind = kind
        self.cause = cause
        self.place = place
