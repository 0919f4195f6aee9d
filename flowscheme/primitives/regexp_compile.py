"""Regular expressions to programs: from an SRE (SRFI 115) to instructions for `regexp_match`.

The instructions are those of Thompson and Pike:

    SET s       take a character that is in the set s
    SPLIT a b   go on at a and at b; a is preferred
    JUMP a      go on at a
    SAVE n      note the place as bound n of the submatches (0 and 1 are those of the whole match)
    HOLD f      go on if f(place) holds here: an assertion
    MATCH       the end

A counted repetition is written out, with its submatches numbered alike in each copy.  `Compiler.visit` counts what it
does: a pattern of a few characters cannot ask for more than `MAX_WORK`, whatever its counts multiply to.

Alternation and repetition prefer the longest match (see `regexp_match`); `lazy` tells that a non-greedy form occurs.
What SRFI 115 leaves optional is here but for look-around and back references, which no matcher of this sort can offer in
linear time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from ..lang.machine.meter import charge
from ..lang.values.datum import NIL, Char, Pair, String, Symbol, Value, is_list, iterate
from .regexp_sets import CONTEXTS, CharacterSet, Context, character_set, in_any, is_word, literal, malformed, ranges_of
from .regexp_text import Place

SET, MATCH, SPLIT, JUMP, SAVE, HOLD = range(6)

Instruction = list[Any]
Assertion = Callable[[Place, int], bool]

MAX_WORK = 1 << 18
"""No regexp is compiled that takes more visits of its parts, or more instructions."""


class Program(NamedTuple):
    """A compiled regexp.

    `code`: the instructions
    `groups`: how many submatches there are
    `names`: the numbers of the submatches that a name has
    `lazy`: whether a form is non-greedy
    `prefix`: a text that every match begins with, which may be empty
    """

    code: list[Instruction]
    groups: int
    names: dict[str, list[int]]
    lazy: bool
    prefix: str


def compile_sre(sre: Value) -> Program:
    """The program of an SRE.  Raises the error of a malformed one."""
    compiler = Compiler()
    compiler.emit(SAVE, 0)
    compiler.visit(sre, Context())
    compiler.emit(SAVE, 1)
    compiler.emit(MATCH)
    charge(compiler.work)
    return Program(compiler.code, compiler.groups, compiler.names, compiler.lazy, _prefix(sre))


def _prefix(sre: Value) -> str:
    """The text that every match of an SRE begins with, as far as that is plain to see."""
    while type(sre) is Pair and type(sre.car) is Symbol and sre.car.name in (":", "seq") and type(sre.cdr) is Pair:
        sre = sre.cdr.car
    return sre.text if type(sre) is String else sre.char if type(sre) is Char else ""


class Compiler:
    """Emits the instructions of SREs.

    `code`, `groups`, `names`, `lazy`: what is known so far of the `Program`
    `work`: how many SREs were visited
    `no_sets`: the ids of forms that are known to be no sets of characters
    """

    def __init__(self) -> None:
        self.code: list[Instruction] = []
        self.groups = 0
        self.names: dict[str, list[int]] = {}
        self.lazy = False
        self.work = 0
        self.no_sets: set[int] = set()

    def emit(self, *instruction: Any) -> Instruction:
        """Append an instruction; it may be completed later."""
        self.code.append(list(instruction))
        return self.code[-1]

    def take(self, members: CharacterSet) -> None:
        """Emit the taking of a character."""
        self.emit(SET, members)

    def here(self) -> int:
        """Where the next instruction will stand."""
        return len(self.code)

    def visit(self, sre: Value, context: Context) -> None:
        """Emit an SRE."""
        self.work += 1
        if self.work > MAX_WORK or len(self.code) > MAX_WORK:
            malformed("the regexp is too large:", NIL)
        kind = type(sre)
        if kind is String:
            for c in sre.text:
                self.emit(SET, CharacterSet(literal(c, context)))
        elif kind is Symbol and sre.name in _ATOMS:
            _ATOMS[sre.name](self, context)
        elif not self.visit_set(sre, context):
            self.visit_form(sre, context)

    def visit_set(self, sre: Value, context: Context) -> bool:
        """Emit an SRE that denotes a set of characters; false if it does not."""
        test = character_set(sre, context, self.no_sets)
        if test is not None:
            self.emit(SET, CharacterSet(test))
        return test is not None

    def visit_form(self, sre: Value, context: Context) -> None:
        """Emit a form, by the table."""
        if type(sre) is not Pair or type(sre.car) is not Symbol or not is_list(sre):
            malformed("not a regular expression:", sre)
        form = _FORMS.get(sre.car.name)
        if form is None:
            malformed("not a regular expression:", sre)
        else:
            form(self, sre, context)

    def sequence(self, sres: Value, context: Context) -> None:
        """Emit SREs one after the other."""
        for sre in iterate(sres):
            self.visit(sre, context)

    # Repetition

    def split(self, greedy: bool) -> Callable[[int], None]:
        """Emit a choice between what follows and another place, which the caller tells later."""
        instruction = self.emit(SPLIT, 0, 0)
        after = self.here()
        instruction[1 if greedy else 2] = after

        def otherwise(target: int) -> None:
            instruction[2 if greedy else 1] = target

        return otherwise

    def repeat(self, low: int, high: int | None, body: Callable[[], None], greedy: bool) -> None:
        """Emit a body low to high times; any number of times if high is None."""
        self.lazy = self.lazy or not greedy
        groups, start = self.groups, self.here()
        for _ in range(low):
            self.groups = groups
            body()
        if high is None:
            self.groups = groups
            self.star(body, greedy)
            return
        exits = []
        for _ in range(high - low):
            self.groups = groups
            exits.append(self.split(greedy))
            body()
        for leave in exits:
            leave(self.here())
        if high == 0:  # the submatches are there, and never match
            body()
            del self.code[start:]

    def star(self, body: Callable[[], None], greedy: bool) -> None:
        """Emit a body any number of times."""
        start = self.here()
        otherwise = self.split(greedy)
        body()
        self.emit(JUMP, start)
        otherwise(self.here())

    # Submatches

    def group(self, name: str | None, sres: Value, context: Context) -> None:
        """Emit a submatch."""
        if context.nocapture:
            self.sequence(sres, context)
            return
        self.groups += 1
        number = self.groups
        if name is not None and number not in self.names.setdefault(name, []):
            self.names[name].append(number)
        self.emit(SAVE, 2 * number)
        self.sequence(sres, context)
        self.emit(SAVE, 2 * number + 1)


# Forms

Form = Callable[[Compiler, Value, Context], None]


def _counts(sre: Value, number: int) -> tuple[list[int], Value]:
    """The counts at the beginning of a form, and the SREs behind them."""
    counts, rest = [], sre.cdr
    for _ in range(number):
        if type(rest) is not Pair or type(rest.car) is not int or rest.car < 0:
            malformed("expected an exact non-negative integer in", sre)
        counts.append(rest.car)
        rest = rest.cdr
    if counts != sorted(counts):
        malformed("the counts are in the wrong order in", sre)
    if counts and counts[-1] > MAX_WORK:
        malformed("the count is too large in", sre)
    return counts, rest


def _sequence(compiler: Compiler, sre: Value, context: Context) -> None:
    compiler.sequence(sre.cdr, context)


def _alternation(compiler: Compiler, sre: Value, context: Context) -> None:
    ends = []
    rest = sre.cdr
    while rest.cdr is not NIL:
        otherwise = compiler.split(True)
        compiler.visit(rest.car, context)
        ends.append(compiler.emit(JUMP, 0))
        otherwise(compiler.here())
        rest = rest.cdr
    compiler.visit(rest.car, context)
    for end in ends:
        end[1] = compiler.here()


def _repetition(low: int, high: int | None, greedy: bool = True) -> Form:
    def form(compiler: Compiler, sre: Value, context: Context) -> None:
        compiler.repeat(low, high, lambda: compiler.sequence(sre.cdr, context), greedy)

    return form


def _counted(bounds: str, greedy: bool = True) -> Form:
    """A repetition with its bounds in the form: one for "exactly" and "at-least", two for "between"."""

    def form(compiler: Compiler, sre: Value, context: Context) -> None:
        counts, rest = _counts(sre, 2 if bounds == "between" else 1)
        high = None if bounds == "at-least" else counts[-1]
        compiler.repeat(counts[0], high, lambda: compiler.sequence(rest, context), greedy)

    return form


def _submatch(compiler: Compiler, sre: Value, context: Context) -> None:
    compiler.group(None, sre.cdr, context)


def _named_submatch(compiler: Compiler, sre: Value, context: Context) -> None:
    if type(sre.cdr) is not Pair or type(sre.cdr.car) is not Symbol:
        malformed("a submatch needs a symbol for its name:", sre)
    compiler.group(sre.cdr.car.name, sre.cdr.cdr, context)


def _in_context(compiler: Compiler, sre: Value, context: Context) -> None:
    compiler.sequence(sre.cdr, context._replace(**CONTEXTS[sre.car.name]))


def _word(compiler: Compiler, sre: Value, context: Context) -> None:
    compiler.emit(HOLD, _word_edge(context, True))
    compiler.sequence(sre.cdr, context)
    compiler.emit(HOLD, _word_edge(context, False))


def _word_of(compiler: Compiler, sre: Value, context: Context) -> None:
    tests = []
    for operand in iterate(sre.cdr):
        test = character_set(operand, context, compiler.no_sets)
        tests.append(test if test is not None else malformed("word+ takes sets of characters:", sre))
    constituent = _constituent(context)
    members = CharacterSet(lambda c: constituent(c) and in_any(tests, c))
    compiler.emit(HOLD, _word_edge(context, True))
    compiler.repeat(1, None, lambda: compiler.take(members), True)
    compiler.emit(HOLD, _word_edge(context, False))


def _unsupported(compiler: Compiler, sre: Value, context: Context) -> None:
    malformed("look-around and back references are not supported:", sre)


_FORM_NAMES: dict[str, Form] = {
    ": seq": _sequence,
    "or |": _alternation,
    "* zero-or-more": _repetition(0, None),
    "+ one-or-more": _repetition(1, None),
    "? optional": _repetition(0, 1),
    "= exactly": _counted("exactly"),
    ">= at-least": _counted("at-least"),
    "** repeated": _counted("between"),
    "*? non-greedy-zero-or-more": _repetition(0, None, greedy=False),
    "?? non-greedy-optional": _repetition(0, 1, greedy=False),
    "**? non-greedy-repeated": _counted("between", greedy=False),
    "$ submatch": _submatch,
    "-> submatch-named": _named_submatch,
    " ".join(CONTEXTS): _in_context,
    "word": _word,
    "word+": _word_of,
    "look-ahead look-behind neg-look-ahead neg-look-behind backref": _unsupported,
}
_FORMS = {name: form for names, form in _FORM_NAMES.items() for name in names.split()}


# Assertions


def _constituent(context: Context) -> Callable[[str], bool]:
    return (lambda c: c < "\x80" and is_word(c)) if context.ascii else is_word


def _word_edge(context: Context, begins: bool) -> Assertion:
    """Whether a word begins (or ends) at a place."""
    inside = CharacterSet(_constituent(context))

    def holds(place: Place, at: int) -> bool:
        before = at > place.start and inside[place.text[at - 1]]
        after = at < place.end and inside[place.text[at]]
        return after and not before if begins else before and not after

    return holds


def _no_word_edge(context: Context) -> Assertion:
    begins, ends = _word_edge(context, True), _word_edge(context, False)
    return lambda place, at: not begins(place, at) and not ends(place, at)


def _grapheme(compiler: Compiler, context: Context) -> None:
    compiler.emit(SET, CharacterSet(str.isascii if context.ascii else lambda c: True))
    if context.ascii:
        return
    compiler.star(lambda: _extension(compiler), True)
    compiler.emit(HOLD, Place.is_boundary)


def _extension(compiler: Compiler) -> None:
    compiler.emit(HOLD, lambda place, at: not place.is_boundary(at))
    compiler.emit(SET, CharacterSet(lambda c: True))


def _whole_word(compiler: Compiler, context: Context) -> None:
    constituent = CharacterSet(_constituent(context))
    compiler.emit(HOLD, _word_edge(context, True))
    compiler.repeat(1, None, lambda: compiler.take(constituent), True)
    compiler.emit(HOLD, _word_edge(context, False))


Atom = Callable[[Compiler, Context], None]


def _assertion(make: Callable[[Context], Assertion]) -> Atom:
    def atom(compiler: Compiler, context: Context) -> None:
        compiler.emit(HOLD, make(context))

    return atom


def _always(place: Place, at: int) -> bool:
    return True


_ATOMS: dict[str, Atom] = {
    "bos": _assertion(lambda _: lambda place, at: at == place.start),
    "eos": _assertion(lambda _: lambda place, at: at == place.end),
    "bol": _assertion(lambda _: Place.is_line_start),
    "eol": _assertion(lambda _: Place.is_line_end),
    "bow": _assertion(lambda context: _word_edge(context, True)),
    "eow": _assertion(lambda context: _word_edge(context, False)),
    "nwb": _assertion(_no_word_edge),
    "bog": _assertion(lambda context: _always if context.ascii else lambda p, at: at < p.end and p.is_boundary(at)),
    "eog": _assertion(lambda context: _always if context.ascii else lambda p, at: at > p.start and p.is_boundary(at)),
    "grapheme": _grapheme,
    "word": _whole_word,
}


def sets_of(sre: Value) -> Iterator[str]:
    """The ends of the ranges of a set that an SRE denotes, two by two.  Raises the error of one that denotes none."""
    test = character_set(sre, Context(), set())
    if test is None:
        malformed("not a set of characters:", sre)
    else:
        for low, high in ranges_of(test):
            yield low + high
