"""Hash tables (SRFI 69 and 125) without guest code under Python's `__hash__` and `__eq__`.

A table is a Python dict whose keys are *tokens*: Python objects that are equal just when the guest's keys are
equivalent.  For the standard equivalences a function makes the token of a key, and it is chosen when the table is made:

* `eq?` and `eqv?`: the object itself, save that an inexact number carries its exactness and its sign along, since for
  Python `1 == 1.0` and `0.0 == -0.0`;
* `equal?`: a string's Python text, a bytevector's bytes, and for pairs and vectors a flat tuple in prefix order, so that
  neither hashing nor comparing recurses.  Python's `str`, `bytes` and `tuple` are never guest values and collide with none;
* `=`, `string=?`, `string-ci=?` and their like: what they compare; other types are refused.

For an equivalence of the guest's own the token is an object that stands for the key, found in `Buckets` by calling the
guest's procedures from plain Python frames.  Without a hash function all keys share one bucket: slow, but right for any
equivalence.

Tables keep the order of insertion, whatever the hashes are: programs, and so flows, see the same order in every process.
`stable_hash`, which guests can see, is the same in every process too, except for objects that are only themselves.
"""

from __future__ import annotations

from collections.abc import Callable
from math import copysign
from typing import Any
from zlib import crc32

from ..lang.machine.machine import Procedure, force
from ..lang.machine.meter import charged_turns
from ..lang.machine.origin import carrier
from ..lang.machine.primitive import PRIMITIVES, fail, wrong_type
from ..lang.machine.sizes import SMALL, spend, spend_pairs
from ..lang.text.argument_types import instance_of, register_argument_type
from ..lang.text.numbers import is_number
from ..lang.text.printer import register_writer
from ..lang.values.datum import NIL, Bytevector, Char, Pair, String, Symbol, Value, Vector
from ..lang.values.foreign import HostValue, guest_class
from .support import folded

Token = Any
TokenOf = Callable[[Value], Token]

MAX_PARTS = 1 << 22
"""A key with more parts is refused; a circular one has no end of them."""


@guest_class
@carrier
class HashTable:
    """A hash table.

    `entries`: the values by their tokens, in the order of insertion
    `originals`: the keys by their tokens, where these are different objects
    `equivalence`, `hash`: the guest's procedures, or `#f` where none was given
    `mutable`: whether guests may change it
    `buckets`: where the tokens of an equivalence of the guest's own are found; None for a standard one
    `seek`: what gives the token of a key to look up
    `place`: what gives the token of a key to store; for the standard equivalences it is `seek`
    `origin`: where one is from that has been given to Python (see `machine.origin`)
    """

    __slots__ = ("buckets", "entries", "equivalence", "hash", "mutable", "origin", "originals", "place", "seek")

    def __init__(self, equivalence: Value, hash_function: Value, token: TokenOf | None) -> None:
        self.entries: dict[Token, Value] = {}
        self.originals: dict[Token, Value] = {}
        self.equivalence = equivalence
        self.hash = hash_function
        self.mutable = True
        self.buckets = Buckets(equivalence, hash_function) if token is None else None
        self.seek: TokenOf = self.buckets.find if self.buckets is not None else token or eqv_token
        self.place: TokenOf = self.buckets.place if self.buckets is not None else token or eqv_token

    def __reduce__(self) -> tuple[Any, ...]:
        """A table of a standard equivalence is made anew of its associations, for its tokens may be others elsewhere."""
        procedures = [_standard_name(procedure) for procedure in (self.equivalence, self.hash)]
        if self.buckets is not None or None in procedures:
            raise TypeError("a hash table with an equivalence of its own cannot be pickled")
        return (_table_of, (*procedures, self.seek, self.mutable, self.associations()))

    def __copy__(self) -> HashTable:
        fresh = self.copy()
        fresh.mutable = self.mutable
        return fresh

    def __deepcopy__(self, memo: dict[int, Any]) -> HashTable:
        """A table with copies of the values; keys stay, since an equivalence may tell a copy from them."""
        from copy import deepcopy  # only who copies needs it

        memo[id(self)] = fresh = self.__copy__()
        fresh.entries.update({token: deepcopy(value, memo) for token, value in self.entries.items()})
        return fresh

    def store(self, key: Value, value: Value) -> None:
        """Associate a key with a value; an equivalent key that is there stays."""
        token = self.place(key)
        if token is not key and token not in self.originals:
            self.originals[token] = key
        self.entries[token] = value

    def remove(self, token: Token) -> None:
        """Forget the association of a token that is there."""
        del self.entries[token]
        self.originals.pop(token, None)
        if self.buckets is not None:
            self.buckets.remove(token)

    def clear(self) -> None:
        """Forget all associations."""
        self.entries.clear()
        self.originals.clear()
        if self.buckets is not None:
            self.buckets.chains.clear()

    def like(self) -> HashTable:
        """An empty table of the same kind."""
        return HashTable(self.equivalence, self.hash, None if self.buckets is not None else self.seek)

    def copy(self) -> HashTable:
        """A table of the same kind with the same associations."""
        spend_pairs(len(self.entries))
        fresh = self.like()
        fresh.entries.update(self.entries)
        fresh.originals.update(self.originals)
        if fresh.buckets is not None and self.buckets is not None:
            fresh.buckets.chains.update({number: list(chain) for number, chain in self.buckets.chains.items()})
        return fresh

    def keys(self) -> list[Value]:
        """The keys, in the order of insertion."""
        spend_pairs(len(self.entries))
        originals = self.originals
        return [originals.get(token, token) for token in self.entries] if originals else list(self.entries)

    def associations(self) -> list[tuple[Value, Value]]:
        """The keys with their values: a snapshot, which guest code may outdate."""
        spend_pairs(len(self.entries))
        originals = self.originals
        return [(originals.get(token, token), value) for token, value in self.entries.items()]


def _standard_name(procedure: Value) -> str | None:
    """The name of a primitive, "" for none at all; None for another procedure."""
    if procedure is None:
        return ""
    entry = PRIMITIVES.get(procedure.__name__)
    return entry.name if entry is not None and entry.procedure is procedure else None


def _table_of(
    equivalence: str, hash_function: str, token: TokenOf, mutable: bool, associations: list[tuple[Value, Value]]
) -> HashTable:
    """The table that was copied or pickled; procedures come by their names."""
    compare, hashing = [PRIMITIVES[name].procedure if name else None for name in (equivalence, hash_function)]
    table = HashTable(compare, hashing, token)
    for key, value in associations:
        table.store(key, value)
    table.mutable = mutable
    return table


register_argument_type("hash-table", instance_of(HashTable), "a hash table")
register_writer(HashTable, lambda table: [f"#<hash-table of {len(table.entries)}>"])


# The guest's own equivalences


class _Stand:
    """Stands for a key whose equivalence is the guest's own; `number` is the key's hash."""

    __slots__ = ("key", "number")

    def __init__(self, key: Value, number: int) -> None:
        self.key = key
        self.number = number


class Buckets:
    """Chains of keys with the same hash, compared by the guest's procedure."""

    __slots__ = ("chains", "equivalence", "hash")

    def __init__(self, equivalence: Procedure, hash_function: Value) -> None:
        self.equivalence = equivalence
        self.hash = hash_function
        self.chains: dict[int, list[_Stand]] = {}

    def find(self, key: Value) -> Token:
        """The token of an equivalent key; one that is in no table if there is none."""
        return self._search(key, self._number(key))

    def place(self, key: Value) -> Token:
        """The token of an equivalent key, which may be this one from now on."""
        number = self._number(key)
        stand = self._search(key, number)
        if stand is None:
            stand = _Stand(key, number)
            self.chains.setdefault(number, []).append(stand)
        return stand

    def remove(self, token: Token) -> None:
        """Take a token out of its chain."""
        chain = self.chains[token.number]
        chain.remove(token)
        if not chain:
            del self.chains[token.number]

    def _search(self, key: Value, number: int) -> Token:
        same = self.equivalence
        for stand in tuple(self.chains.get(number, ())):
            r = same(stand.key, key)
            if type(r) is tuple:
                r = force(r)
            if r is not None:
                return stand
        return None

    def _number(self, key: Value) -> int:
        if self.hash is None:
            return 0
        r = self.hash(key)
        if type(r) is tuple:
            r = force(r)
        if type(r) is not int:
            fail("hash-table", "the hash function must return an exact integer, got", r, kind="type")
        return r


# Tokens of the standard equivalences


def _inexact_token(number: float) -> Token:
    return (number, copysign(1.0, number)) if number == number else (str(number),)


class _Makers(dict[type, TokenOf | None]):
    """What makes the token of an object, by its class; None where the object is its own token.

    Of the classes that are not entered, that of complex numbers has the parts `real` and `imag`; the objects of all others
    are their own tokens.  Such a class is looked at each time and not entered: most are those of record types, which
    would never be forgotten.
    """

    def __missing__(self, kind: type) -> TokenOf | None:
        return _parts_token if hasattr(kind, "imag") else None


def _parts_token(number: Any) -> Token:
    return ("parts", eqv_token(number.real), eqv_token(number.imag))  # the mark: a float's token is a pair, too


_OWN_TOKENS: tuple[type, ...] = (int, Symbol, Char, type(None), type(...))
_EQV = _Makers({float: _inexact_token, **dict.fromkeys(_OWN_TOKENS)})


def eqv_token(obj: Value) -> Token:
    """The token for `eqv?`, which serves `eq?` as well."""
    maker = _EQV[type(obj)]
    return obj if maker is None else maker(obj)


def _paid(data: bytearray) -> bytearray:
    """The bytes, which are paid for."""
    if len(data) > SMALL:
        spend(len(data))
    return data


_PAIR, _VECTOR = object(), object()
_COMPOUND = (Pair, Vector, HostValue)


def _structure(obj: Value, atom: TokenOf) -> Token:
    """Pairs and vectors in prefix order; each vector tells its length."""
    parts: list[Token] = []
    work = [obj]
    for _ in charged_turns():
        if not work:
            break
        item = work.pop()
        kind = type(item)
        if kind is Pair:
            parts.append(_PAIR)
            work += (item.cdr, item.car)
        elif kind is Vector:
            parts += (_VECTOR, len(item.items))
            work += reversed(item.items)
        elif kind is HostValue:
            parts += (HostValue, item.tag)
            work.append(item.datum)
        else:
            parts.append(atom(item))
        if len(parts) > MAX_PARTS:
            fail("hash-table", "a key is circular, or too large", kind="range")
    return tuple(parts)


_EQUAL_ATOMS = _Makers({**_EQV, String: lambda obj: obj.text, Bytevector: lambda obj: bytes(_paid(obj.data))})


def _equal_atom(obj: Value) -> Token:
    maker = _EQUAL_ATOMS[type(obj)]
    return obj if maker is None else maker(obj)


_EQUAL = _Makers({
    **_EQUAL_ATOMS,
    Pair: lambda obj: _structure(obj, _equal_atom),
    Vector: lambda obj: _structure(obj, _equal_atom),
    HostValue: lambda obj: _structure(obj, _equal_atom),
})  # fmt: skip


def equal_token(obj: Value) -> Token:
    """The token for `equal?`."""
    maker = _EQUAL[type(obj)]
    return obj if maker is None else maker(obj)


def _default_atom(obj: Value) -> Token:
    """As for `equal?`, but numbers are compared by `=`, as Python does; a NaN equals itself (SRFI 128)."""
    return obj if is_number(obj) and obj == obj else _equal_atom(obj)


def default_token(obj: Value) -> Token:
    """The token for the equality of SRFI 128's default comparator, as long as no other is registered with it."""
    return _structure(obj, _default_atom) if type(obj) in _COMPOUND else _default_atom(obj)


def _refuse(expected: str, obj: Value) -> Token:
    fail("hash-table", f"a key of this table must be {expected}, got", obj, kind="type")


def text_token(obj: Value) -> Token:
    """The token for `string=?`."""
    return obj.text if type(obj) is String else _refuse("a string", obj)


def folded_text_token(obj: Value) -> Token:
    """The token for `string-ci=?`."""
    return folded("hash-table-ref", obj.text) if type(obj) is String else _refuse("a string", obj)


def folded_char_token(obj: Value) -> Token:
    """The token for `char-ci=?`."""
    return obj.char.casefold() if type(obj) is Char else _refuse("a character", obj)


def char_token(obj: Value) -> Token:
    """The token for `char=?`."""
    return obj if type(obj) is Char else _refuse("a character", obj)


def symbol_token(obj: Value) -> Token:
    """The token for `symbol=?`."""
    return obj if type(obj) is Symbol else _refuse("a symbol", obj)


def boolean_token(obj: Value) -> Token:
    """The token for `boolean=?`."""
    return obj if obj is None or obj is ... else _refuse("a boolean", obj)


def number_token(obj: Value) -> Token:
    """The token for `=`: Python compares and hashes numbers of all types alike."""
    return obj if is_number(obj) else _refuse("a number", obj)


# Hashes that guests see


def text_hash(text: str) -> int:
    """The hash of a text, the same in every process."""
    if len(text) > SMALL:
        spend(len(text))
    return crc32(text.encode("utf-8", "surrogatepass"))


_HASHES: dict[type, Callable[[Any], int]] = {
    String: lambda obj: text_hash(obj.text),
    Symbol: lambda obj: text_hash(obj.name) ^ 1,
    Char: lambda obj: ord(obj.char),
    Bytevector: lambda obj: crc32(_paid(obj.data)),
    type(None): lambda _: 3,
    type(...): lambda _: 5,
    type(NIL): lambda _: 7,
}


def _atom_hash(obj: Value) -> int:
    if is_number(obj):
        return hash(obj) if obj == obj else 9
    maker = _HASHES.get(type(obj))
    return id(obj) >> 4 if maker is None else maker(obj)


_MASK = (1 << 60) - 1


def stable_hash(obj: Value) -> int:
    """A hash for `equal?`, `=` and the default comparator: equal objects have equal ones.  It is not negative."""
    if type(obj) not in _COMPOUND:
        return _atom_hash(obj) & _MASK
    total = 17
    for part in _structure(obj, _atom_hash):
        number = part if type(part) is int else 11 if part is _PAIR else 13
        total = (total * 1_000_003 ^ number) & _MASK
    return total


def identity_hash(obj: Value) -> int:
    """A hash for `eq?`, which does not change when the object is changed.  It is not negative."""
    return id(obj) >> 4 if type(obj) in (String, Bytevector, *_COMPOUND) else stable_hash(obj)


def bounded_hash(name: str, number: int, bound: Any) -> int:
    """A hash below a bound.  Raises the error of an argument that is no positive exact integer."""
    if type(bound) is not int or bound <= 0:
        raise wrong_type(name, 2, "a positive exact integer", bound)
    return number % bound
