"""Hash tables: the procedures of SRFI 125 and SRFI 69 that must be fast, and the hash functions of SRFI 128.

`prelude/srfi/69`, `125` and `128` export these and define the others in Scheme.  Where the two SRFIs give one name two
meanings, the one here does both, or the libraries define it.  How keys are compared is told in `hash_keys`.

Guest procedures are called from plain Python frames, between whole operations on the dict: whatever they do to the
table, it stays sound.  What iterates works on a snapshot.
"""

from __future__ import annotations

from types import FunctionType
from typing import Any

from ..lang.machine.machine import Procedure, call, force
from ..lang.machine.primitive import ABSENT, PRIMITIVES, fail, primitive
from ..lang.text.argument_types import register_argument_type
from ..lang.text.numbers import is_number
from ..lang.values.datum import UNSPECIFIED, Char, MultipleValues, String, Symbol, Value, boolean, cons, list_from
from . import booleans, chars, equivalence, numbers, strings, symbols
from .hash_keys import (
    HashTable,
    TokenOf,
    boolean_token,
    bounded_hash,
    char_token,
    default_token,
    equal_token,
    eqv_token,
    folded_char_token,
    folded_text_token,
    identity_hash,
    number_token,
    stable_hash,
    symbol_token,
    text_hash,
    text_token,
)
from .support import folded

# The modules whose procedures are recognised as standard equivalences have to declare them first.
assert booleans and chars and equivalence and numbers and strings and symbols

_STANDARD: dict[Procedure, TokenOf] = {
    PRIMITIVES[name].procedure: token
    for name, token in {
        "eq?": eqv_token,
        "eqv?": eqv_token,
        "equal?": equal_token,
        "=": number_token,
        "string=?": text_token,
        "string-ci=?": folded_text_token,
        "char=?": char_token,
        "char-ci=?": folded_char_token,
        "symbol=?": symbol_token,
        "boolean=?": boolean_token,
    }.items()
}


def _is_procedure_or_false(obj: Value) -> bool:
    return obj is None or type(obj) is FunctionType


register_argument_type("key value default failure", lambda _: True, "any object")
register_argument_type("equivalence success updater", lambda obj: type(obj) is FunctionType, "a procedure")
register_argument_type("hash-function", _is_procedure_or_false, "a procedure or #f")
register_argument_type("bound", lambda obj: type(obj) is int and obj > 0, "a positive exact integer")
register_argument_type("real-or-complex", is_number, "a number")


def _changing(name: str, table: HashTable) -> HashTable:
    """The table, if it may be changed."""
    if not table.mutable:
        fail(name, "the hash table is immutable:", table)
    return table


# Making


@primitive("(%make-hash-table equivalence hash-function obj)")
def make_hash_table(equivalence: Procedure, hash_function: Value, default: Value) -> HashTable:
    """A new table of keys compared by equivalence; with obj true, that is the default comparator's equality."""
    if type(equivalence) is not FunctionType or not _is_procedure_or_false(hash_function):
        raise TypeError
    token = default_token if default is not None else _STANDARD.get(equivalence)
    return HashTable(equivalence, hash_function, token)


@primitive("(%hash-table-copy hash-table obj)", cost="hash-table")
def hash_table_copy(table: HashTable, mutable: Value) -> HashTable:
    """A new table with the same associations, mutable unless obj is #f."""
    fresh = table.copy()
    fresh.mutable = mutable is not None
    return fresh


@primitive("(hash-table-empty-copy hash-table)")
def hash_table_empty_copy(table: HashTable) -> HashTable:
    """A new mutable table of the same kind, without associations."""
    return table.like()


@primitive("(hash-table? obj)")
def is_hash_table(obj: Value) -> Value:
    """Whether obj is a hash table."""
    return boolean(type(obj) is HashTable)


@primitive("(hash-table-mutable? hash-table)")
def is_mutable(table: HashTable) -> Value:
    """Whether the table can be changed."""
    return boolean(table.mutable)


@primitive("(hash-table-equivalence-function hash-table)")
def equivalence_function(table: HashTable) -> Procedure:
    """The procedure by which the table compares keys."""
    equivalence: Procedure = table.equivalence
    return equivalence


@primitive("(hash-table-hash-function hash-table)")
def hash_function(table: HashTable) -> Value:
    """The hash function that the table was made with, or #f."""
    return table.hash


# One association


@primitive("(hash-table-contains? hash-table key)", "hash-table-exists?")
def contains(table: HashTable, key: Value) -> Value:
    """Whether the table has an association for key."""
    return ... if table.seek(key) in table.entries else None


@primitive("(hash-table-ref hash-table key [failure [success]])", tail=True)
def ref(table: HashTable, key: Value, failure: Any = ABSENT, success: Any = ABSENT) -> Value:
    """The value of key, passed through success if that is given; if there is none, what failure returns."""
    value = table.entries.get(table.seek(key), ABSENT)
    if value is not ABSENT:
        return value if success is ABSENT or success is None else (success, value)
    if failure is ABSENT or failure is None:
        fail("hash-table-ref", "the table has no such key:", key)
    return (failure,)


@primitive("(hash-table-ref/default hash-table key default)")
def ref_default(table: HashTable, key: Value, default: Value) -> Value:
    """The value of key, or default."""
    return table.entries.get(table.seek(key), default)


@primitive("(hash-table-set! hash-table obj ...)", cost="obj")
def set_(table: HashTable, *pairs: Value) -> Value:
    """Associate keys with values; they alternate."""
    _changing("hash-table-set!", table)
    if len(pairs) == 2:
        table.store(pairs[0], pairs[1])
        return UNSPECIFIED
    if len(pairs) % 2:
        fail("hash-table-set!", "a key has no value:", pairs[-1], kind="arity")
    for index in range(0, len(pairs), 2):
        table.store(pairs[index], pairs[index + 1])
    return UNSPECIFIED


@primitive("(hash-table-delete! hash-table key ...)", cost="key")
def delete(table: HashTable, *keys: Value) -> int:
    """Remove the associations of the keys; how many there were."""
    _changing("hash-table-delete!", table)
    count = 0
    for key in keys:
        token = table.seek(key)
        if token in table.entries:
            table.remove(token)
            count += 1
    return count


@primitive("(hash-table-intern! hash-table key failure)")
def intern(table: HashTable, key: Value, failure: Procedure) -> Value:
    """The value of key; if there is none, key is associated with what failure returns."""
    value = table.entries.get(table.seek(key), ABSENT)
    if value is ABSENT:
        value = failure()
        if type(value) is tuple:
            value = force(value)
        _changing("hash-table-intern!", table).store(key, value)
    return value


@primitive("(hash-table-update! hash-table key updater [failure [success]])")
def update(table: HashTable, key: Value, updater: Procedure, failure: Any = ABSENT, success: Any = ABSENT) -> Value:
    """Associate key with what updater makes of its value (passed through success), or of what failure returns."""
    _changing("hash-table-update!", table)
    value = table.entries.get(table.seek(key), ABSENT)
    if value is not ABSENT:
        value = value if success is ABSENT or success is None else call(success, value)
    elif failure is ABSENT or failure is None:
        fail("hash-table-update!", "the table has no such key:", key)
    else:
        value = failure()
        if type(value) is tuple:
            value = force(value)
    value = updater(value)
    if type(value) is tuple:
        value = force(value)
    table.store(key, value)
    return UNSPECIFIED


@primitive("(hash-table-update!/default hash-table key updater default)")
def update_default(table: HashTable, key: Value, updater: Procedure, default: Value) -> Value:
    """Associate key with what updater makes of its value, or of default."""
    _changing("hash-table-update!/default", table)
    value = updater(table.entries.get(table.seek(key), default))
    if type(value) is tuple:
        value = force(value)
    table.store(key, value)
    return UNSPECIFIED


@primitive("(hash-table-pop! hash-table)")
def pop(table: HashTable) -> Value:
    """Remove an association; its key and its value."""
    _changing("hash-table-pop!", table)
    if not table.entries:
        fail("hash-table-pop!", "the table is empty:", table)
    token = next(reversed(table.entries))
    key, value = table.originals.get(token, token), table.entries[token]
    table.remove(token)
    return MultipleValues((key, value))


@primitive("(hash-table-clear! hash-table)")
def clear(table: HashTable) -> Value:
    """Remove all associations."""
    _changing("hash-table-clear!", table).clear()
    return UNSPECIFIED


# All associations


@primitive("(hash-table-size hash-table)")
def size(table: HashTable) -> int:
    """The number of associations."""
    return len(table.entries)


@primitive("(hash-table-empty? hash-table)")
def is_empty(table: HashTable) -> Value:
    """Whether the table has no association."""
    return None if table.entries else ...


@primitive("(hash-table-keys hash-table)", cost="hash-table")
def keys(table: HashTable) -> Value:
    """A list of the keys, in the order of insertion."""
    return list_from(table.keys())


@primitive("(hash-table-values hash-table)")
def values(table: HashTable) -> Value:
    """A list of the values, in the order of insertion."""
    return list_from(table.entries.values())


@primitive("(hash-table-entries hash-table)", cost="hash-table")
def entries(table: HashTable) -> Value:
    """Two values: a list of the keys and a list of their values."""
    return MultipleValues((list_from(table.keys()), list_from(table.entries.values())))


@primitive("(hash-table->alist hash-table)", cost="hash-table")
def to_alist(table: HashTable) -> Value:
    """An association list of the keys and values."""
    return list_from([cons(key, value) for key, value in table.associations()])


@primitive("(hash-table-walk hash-table proc)", cost="hash-table")
def walk(table: HashTable, proc: Procedure) -> Value:
    """Call proc with each key and its value."""
    for key, value in table.associations():
        r = proc(key, value)
        if type(r) is tuple:
            force(r)
    return UNSPECIFIED


@primitive("(%hash-table-fold proc obj hash-table)", cost="hash-table")
def fold(proc: Procedure, seed: Value, table: HashTable) -> Value:
    """Call proc with each key, its value and what the call before returned, at first obj; the last one's result."""
    result = seed
    for key, value in table.associations():
        result = proc(key, value, result)
        if type(result) is tuple:
            result = force(result)
    return result


# Hash functions


@primitive("(hash obj [bound])", "default-hash", cost="obj")
def hash_(obj: Value, bound: Any = ABSENT) -> int:
    """A hash of obj for equal? and for the default comparator, below bound."""
    number = stable_hash(obj)
    return number if bound is ABSENT else bounded_hash("hash", number, bound)


@primitive("(hash-by-identity obj [bound])")
def hash_by_identity(obj: Value, bound: Any = ABSENT) -> int:
    """A hash of obj for eq?, below bound."""
    number = identity_hash(obj)
    return number if bound is ABSENT else bounded_hash("hash-by-identity", number, bound)


@primitive("(string-hash string [bound])", cost="string")
def string_hash(string: String, bound: Any = ABSENT) -> int:
    """A hash of string for string=?, below bound."""
    number = text_hash(string.text)
    return number if bound is ABSENT else bounded_hash("string-hash", number, bound)


@primitive("(string-ci-hash string [bound])", cost="string")
def string_ci_hash(string: String, bound: Any = ABSENT) -> int:
    """A hash of string for string-ci=?, below bound."""
    number = text_hash(folded("string-ci-hash", string.text))
    return number if bound is ABSENT else bounded_hash("string-ci-hash", number, bound)


@primitive("(boolean-hash boolean)")
def boolean_hash(boolean: Value) -> int:
    """A hash of boolean for boolean=?."""
    if boolean is not None and boolean is not ...:
        raise TypeError
    return stable_hash(boolean)


@primitive("(char-hash char)")
def char_hash(char: Char) -> int:
    """A hash of char for char=?."""
    return ord(char.char)


@primitive("(char-ci-hash char)")
def char_ci_hash(char: Char) -> int:
    """A hash of char for char-ci=?."""
    return text_hash(char.char.casefold())


@primitive("(symbol-hash symbol)", cost="symbol")
def symbol_hash(symbol: Symbol) -> int:
    """A hash of symbol for symbol=?."""
    return text_hash(symbol.name) ^ 1


@primitive("(number-hash real-or-complex)")
def number_hash(number: Value) -> int:
    """A hash of a number for =."""
    if not is_number(number):
        raise TypeError
    return stable_hash(number)


