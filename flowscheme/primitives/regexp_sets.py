"""Character sets of regular expressions (SRFI 115, `cset-sre`).

A set is a predicate on characters (Python strings of length 1); `CharacterSet` remembers its answers, so that matching
is one look-up.  `character_set` reads a set from an SRE, or answers None where the SRE is no set, which is how a literal
alternation of characters is told from one of strings.

The context says whether case counts and whether only ASCII is meant.  As the SRFI asks, ignoring case happens at the
terminals, before complements and differences are taken; of the named sets it changes `lower` and `upper` alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple
from unicodedata import category

from ..lang.machine.primitive import fail
from ..lang.values.datum import NIL, Char, Pair, String, Symbol, Value, is_list, iterate

Test = Callable[[str], bool]

MAX_CODE = 0x10FFFF
_SURROGATES = range(0xD800, 0xE000)


class CharacterSet(dict[str, bool]):
    """A set of characters as a map from a character to whether it is a member."""

    def __init__(self, test: Test) -> None:
        super().__init__()
        self.test = test

    def __missing__(self, c: str) -> bool:
        answer = self[c] = self.test(c)
        return answer


class Context(NamedTuple):
    """How an SRE is read.

    `nocase`: case does not count
    `ascii`: only ASCII is meant
    `nocapture`: submatches are not kept
    """

    nocase: bool = False
    ascii: bool = False
    nocapture: bool = False


CONTEXTS: dict[str, dict[str, bool]] = {
    "w/case": {"nocase": False},
    "w/nocase": {"nocase": True},
    "w/unicode": {"ascii": False},
    "w/ascii": {"ascii": True},
    "w/nocapture": {"nocapture": True},
}
"""The forms that change the context."""


def malformed(what: str, sre: Value) -> Any:
    """Refuse an SRE."""
    fail("regexp", what, sre, kind="regexp")


# Named sets


def _is_space(c: str) -> bool:
    return category(c)[0] == "Z" or c in "\t\n\v\f\r\x85"


def _is_alphabetic(c: str) -> bool:
    return c.isalpha() or category(c) == "Nl"


def _is_alphanumeric(c: str) -> bool:
    return _is_alphabetic(c) or category(c) == "Nd"


def _is_graphic(c: str) -> bool:
    return _is_alphanumeric(c) or category(c)[0] in "PS"


def is_word(c: str) -> bool:
    """Whether a character is a constituent of words."""
    return c == "_" or _is_alphanumeric(c)


_NAMED: dict[str, Test] = {
    "any": lambda c: True,
    "nonl": lambda c: c not in "\r\n",
    "ascii": str.isascii,
    "lower-case lower": str.islower,
    "upper-case upper": str.isupper,
    "title-case title": lambda c: category(c) == "Lt",
    "alphabetic alpha letter": _is_alphabetic,
    "alphanumeric alphanum alnum": _is_alphanumeric,
    "numeric num digit": lambda c: category(c) == "Nd",
    "punctuation punct": lambda c: category(c)[0] == "P",
    "symbol": lambda c: category(c)[0] == "S",
    "graphic graph": _is_graphic,
    "whitespace white space": _is_space,
    "printing print": lambda c: _is_graphic(c) or _is_space(c),
    "control cntrl": lambda c: category(c)[0] == "C",
    "hex-digit xdigit": lambda c: c in "0123456789abcdefABCDEF",
}
NAMED = {name: test for names, test in _NAMED.items() for name in names.split()}
_CASED = {"lower", "lower-case", "upper", "upper-case"}


def _variants(c: str) -> set[str]:
    """The characters that differ from one only in case."""
    return {variant for variant in (c, c.lower(), c.upper(), c.casefold()) if len(variant) == 1}


def _any_of(test: Test, variants: set[str]) -> bool:
    for variant in variants:  # noqa: SIM110  # no generator: see `in_any`
        if test(variant):
            return True
    return False


def _named(name: str, context: Context) -> Test:
    test = NAMED[name]
    if name in _CASED and context.nocase:
        cased = test
        test = lambda c: _any_of(cased, _variants(c))  # noqa: E731
    if not context.ascii:
        return test
    if name in ("control", "cntrl"):
        return lambda c: c < " "
    return lambda c: c < "\x80" and test(c)


# Terminals


def _with_case(test: Test, context: Context) -> Test:
    """The test, or one that any variant in case may pass."""
    if not context.nocase:
        return test
    if context.ascii:
        return lambda c: test(c) or (c.isascii() and (test(c.lower()) or test(c.upper())))
    return lambda c: _any_of(test, _variants(c))


def literal(text: str, context: Context) -> Test:
    """The set of the characters of a text."""
    members = frozenset(text)
    if context.nocase and not context.ascii:
        members = frozenset(variant for c in text for variant in _variants(c))
        return lambda c: c in members or any(variant in members for variant in _variants(c))
    return _with_case(lambda c: c in members, context)


def _flat(sres: Iterator[Value], whole: Value) -> str:
    parts = []
    for sre in sres:
        if type(sre) not in (String, Char):
            malformed("a range is made of strings and characters:", whole)
        parts.append(sre.text if type(sre) is String else sre.char)
    return "".join(parts)


def _ranges(sre: Value, context: Context) -> Test:
    ends = _flat(iterate(sre.cdr), sre)
    if len(ends) % 2:
        malformed("a range lacks its end:", sre)
    pairs = list(zip(ends[::2], ends[1::2], strict=True))
    return _with_case(lambda c: any(low <= c <= high for low, high in pairs), context)


# Compound sets

Tests = list[Test]


def in_any(tests: Tests, c: str) -> bool:
    """Whether a character passes one of some tests.  Sets nest as deep as the guest likes: so this is a loop, where `any`
    of a generator would put a frame of C between two sets."""
    for test in tests:  # noqa: SIM110
        if test(c):
            return True
    return False


def _in_all(tests: Tests, c: str) -> bool:
    for test in tests:  # noqa: SIM110
        if not test(c):
            return False
    return True


def _union(tests: Tests, _: Context) -> Test:
    return tests[0] if len(tests) == 1 else lambda c: in_any(tests, c)


def _intersection(tests: Tests, _: Context) -> Test:
    return lambda c: _in_all(tests, c)


def _difference(tests: Tests, _: Context) -> Test:
    first, rest = tests[0], tests[1:]
    return lambda c: first(c) and not in_any(rest, c)


def _complement(tests: Tests, context: Context) -> Test:
    if context.ascii:
        return lambda c: c < "\x80" and not in_any(tests, c)
    return lambda c: not in_any(tests, c)


_OPERATIONS: dict[str, Callable[[Tests, Context], Test]] = {
    "or": _union,
    "|": _union,
    "and": _intersection,
    "&": _intersection,
    "-": _difference,
    "difference": _difference,
    "~": _complement,
    "complement": _complement,
}


def character_set(sre: Value, context: Context, others: set[int]) -> Test | None:
    """The set that an SRE denotes; None if it denotes no set.

    `others` are the ids of forms that are known to be no sets: nested alternations are asked about at every level.
    """
    kind = type(sre)
    if kind is Char:
        return literal(sre.char, context)
    if kind is String:
        return literal(sre.text, context) if len(sre.text) == 1 else None
    if kind is Symbol:
        return _named(sre.name, context) if sre.name in NAMED else None
    if kind is not Pair or id(sre) in others or not is_list(sre):
        return None
    test = _compound(sre, context, others)
    if test is None:
        others.add(id(sre))
    return test


def _compound(sre: Value, context: Context, others: set[int]) -> Test | None:
    head = sre.car
    if type(head) is String:
        return literal(head.text, context) if sre.cdr is NIL else None
    if type(head) is not Symbol:
        return None
    if head.name in ("/", "char-range"):
        return _ranges(sre, context)
    if head.name == "char-set":
        return _listed(sre, context)
    if head.name in CONTEXTS:
        return _only_operand(sre, context._replace(**CONTEXTS[head.name]), others)
    operation = _OPERATIONS.get(head.name)
    if operation is None:
        return None
    tests: Tests = []
    for operand in iterate(sre.cdr):
        test = character_set(operand, context, others)
        if test is None:
            return None
        tests.append(test)
    return operation(tests, context) if tests or operation is _complement else _empty(head.name)


def _only_operand(sre: Pair, context: Context, others: set[int]) -> Test | None:
    """The set that `(w/nocase set)` and kin denote: with several operands they are sequences."""
    return character_set(sre.cdr.car, context, others) if sre.cdr is not NIL and sre.cdr.cdr is NIL else None


def _listed(sre: Value, context: Context) -> Test:
    if type(sre.cdr) is not Pair or type(sre.cdr.car) is not String or sre.cdr.cdr is not NIL:
        malformed("char-set takes one string:", sre)
    return literal(sre.cdr.car.text, context)


def _empty(name: str) -> Test | None:
    """The set of an operation without operands."""
    if name in ("and", "&"):
        return lambda c: True
    return (lambda c: False) if name in ("or", "|", "-", "difference") else None


def ranges_of(test: Test) -> Iterator[tuple[str, str]]:
    """The ranges of characters that pass a test."""
    start: int | None = None
    for code in range(MAX_CODE + 2):
        inside = code <= MAX_CODE and code not in _SURROGATES and test(chr(code))
        if inside and start is None:
            start = code
        elif not inside and start is not None:
            yield chr(start), chr(code - 1)
            start = None
