"""Regular expressions (SRFI 115): searching, splitting, replacing.

The engine is our own and takes time in proportion to the text and the pattern: `regexp_compile` makes the program of an
SRE, `regexp_match` runs it.  They are imported when the first regexp is made.  A match keeps the text it was found in,
so that later changes of the string do not matter.

A repeated search goes on behind the last match, or one character further on if that was empty, and ends at the end of
the text: an empty match is found there only if the search began there.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from types import FunctionType
from typing import Any, NamedTuple

from ..errors import SchemeError
from ..lang.machine.machine import Procedure, call, force
from ..lang.machine.meter import charged_turns
from ..lang.machine.primitive import ABSENT, fail, out_of_range, primitive
from ..lang.machine.sizes import Texts
from ..lang.machine.stack import ordinary_recursion
from ..lang.text.argument_types import instance_of, register_argument_type
from ..lang.text.printer import register_writer
from ..lang.values.datum import Pair, String, Symbol, Value, boolean, is_list, iterate, list_from, symbol
from ..lang.values.foreign import guest_class
from .support import span


@guest_class
class Regexp:
    """A compiled regular expression and the SRE that it was made of."""

    __slots__ = ("program", "sre")

    def __init__(self, sre: Value) -> None:
        self.sre = sre
        self.program = _engine().compile_sre(sre)

    def __reduce__(self) -> tuple[Any, ...]:
        return (Regexp, (self.sre,))


@guest_class
class RegexpMatch:
    """A match.

    `match_text`: the text it was found in
    `bounds`: where the submatches begin and end, two for each; the first is the whole match
    `numbers`: the numbers of the submatches that a name has
    """

    __slots__ = ("bounds", "match_text", "numbers")

    def __init__(self, text: str, bounds: tuple[Any, ...], numbers: dict[str, list[int]]) -> None:
        self.match_text = text
        self.bounds = bounds
        self.numbers = numbers

    def span(self, number: int) -> tuple[Any, Any]:
        """The bounds of a submatch; None twice if it did not match."""
        start, end = self.bounds[2 * number], self.bounds[2 * number + 1]
        return (None, None) if end is None else (start, end)

    def submatch(self, number: int) -> str | None:
        """The text of a submatch, or None."""
        start, end = self.span(number)
        return None if start is None else self.match_text[start:end]


register_argument_type("re sre field subst knil", lambda _: True, "any object")
register_argument_type("kons finish", lambda obj: type(obj) is FunctionType, "a procedure")
register_argument_type("count", lambda obj: obj is None or (type(obj) is int and obj >= 0), "an exact non-negative integer")
register_argument_type("limit", lambda obj: obj is None or (type(obj) is int and obj >= 0), "an exact non-negative integer or #f")
register_argument_type("regexp", instance_of(Regexp), "a regexp")
register_argument_type("regexp-match", instance_of(RegexpMatch), "a regexp match")
register_writer(Regexp, lambda regexp: ["#<regexp ", regexp.sre, ">"])
register_writer(RegexpMatch, lambda match: ["#<regexp-match ", String(match.submatch(0) or ""), ">"])


class _Engine(NamedTuple):
    """What is called of the modules that make and run programs."""

    compile_sre: Any
    sets_of: Any
    run: Any
    Place: Any


@cache
def _engine() -> _Engine:
    with ordinary_recursion():  # their import makes classes with Python's compiler, which refuses to where calls nest deeply
        from . import regexp_compile, regexp_match, regexp_text  # with tables of characters: not needed until there is a regexp

    return _Engine(regexp_compile.compile_sre, regexp_compile.sets_of, regexp_match.run, regexp_text.Place)


def _compiled(re: Value) -> Regexp:
    return re if type(re) is Regexp else Regexp(re)


class _Subject:
    """A regexp with the part of a text that it is matched against."""

    __slots__ = ("place", "program")

    def __init__(self, re: Value, string: String, start: Any, end: Any) -> None:
        text = string.text
        first, last = span(len(text), start, ABSENT if end is None else end)
        self.place = _engine().Place(text, first, last)
        self.program = _compiled(re).program

    def match(self, at: int, whole: bool = False) -> RegexpMatch | None:
        """The first match from a place on, or the one of all that follows."""
        bounds = _engine().run(self.program, self.place, at, whole)
        return None if bounds is None else RegexpMatch(self.place.text, bounds, self.program.names)

    def matches(self) -> Iterator[tuple[int, RegexpMatch]]:
        """The matches from left to right, each with the end of the one before."""
        at = last = self.place.start
        while at < self.place.end and (match := self.match(at)) is not None:
            start, end = match.span(0)
            yield last, match
            at = end + 1 if start == end else end
            last = end


# Regexps


@primitive("(regexp re)")
def regexp(re: Value) -> Regexp:
    """The regexp that an SRE denotes; a regexp as it is."""
    return _compiled(re)


@primitive("(regexp? obj)")
def is_regexp(obj: Value) -> Value:
    """Whether obj is a regexp."""
    return boolean(type(obj) is Regexp)


@primitive("(valid-sre? obj)")
def is_valid_sre(obj: Value) -> Value:
    """Whether obj can be given to regexp."""
    try:
        _compiled(obj)
    except SchemeError as error:
        if getattr(error.payload, "kind", None) != "regexp":
            raise
        return None
    return ...


@primitive("(regexp->sre regexp)")
def regexp_to_sre(regexp: Regexp) -> Value:
    """The SRE that a regexp was made of."""
    return regexp.sre


@primitive("(char-set->sre obj)")
def char_set_to_sre(obj: Value) -> Value:
    """The SRE of ranges for a set of characters, which is here itself an SRE."""
    return list_from([symbol("/"), String("".join(_engine().sets_of(obj)))])


# Matching


@primitive("(regexp-matches re string [start [limit]])", cost="string limit")
def regexp_matches(re: Value, string: String, start: int = ABSENT, end: Value = ABSENT) -> Value:
    """The match of all of string, from start to before limit, or #f."""
    subject = _Subject(re, string, start, end)
    return subject.match(subject.place.start, whole=True)


@primitive("(regexp-matches? re string [start [limit]])", cost="string limit")
def is_match(re: Value, string: String, start: int = ABSENT, end: Value = ABSENT) -> Value:
    """Whether all of string, from start to before limit, matches."""
    subject = _Subject(re, string, start, end)
    return boolean(subject.match(subject.place.start, whole=True) is not None)


@primitive("(regexp-search re string [start [limit]])", cost="string limit")
def regexp_search(re: Value, string: String, start: int = ABSENT, end: Value = ABSENT) -> Value:
    """The first match in string, from start to before limit, or #f."""
    subject = _Subject(re, string, start, end)
    return subject.match(subject.place.start)


@primitive("(regexp-fold re kons knil string [finish [start [limit]]])", cost="string limit")
def regexp_fold(
    re: Value, kons: Procedure, knil: Value, string: String, finish: Any = ABSENT, start: int = ABSENT, end: Value = ABSENT
) -> Value:
    """Call kons for each match: with the end of the last one, the match, string, and what the call before returned."""
    subject = _Subject(re, string, start, end)
    result = knil
    last = subject.place.start
    for before, match in subject.matches():
        result = kons(before, match, string, result)
        if type(result) is tuple:
            result = force(result)
        last = match.span(0)[1]
    return result if finish is ABSENT or finish is None else call(finish, last, None, string, result)


@primitive("(regexp-extract re string [start [limit]])", cost="string limit")
def regexp_extract(re: Value, string: String, start: int = ABSENT, end: Value = ABSENT) -> Value:
    """A list of the matches in string that are not empty."""
    texts = (match.submatch(0) for _, match in _Subject(re, string, start, end).matches())
    return list_from([String(text) for text in texts if text])


def _pieces(subject: _Subject) -> Iterator[str]:
    """What is before the first match, the match, what is between it and the next, and so on; empty matches are none."""
    last, text = subject.place.start, subject.place.text
    for _, match in subject.matches():
        start, end = match.span(0)
        if start < end:
            yield text[last:start]
            yield text[start:end]
            last = end
    yield text[last : subject.place.end]


@primitive("(regexp-split re string [start [limit]])", cost="string limit")
def regexp_split(re: Value, string: String, start: int = ABSENT, end: Value = ABSENT) -> Value:
    """A list of the parts of string between its matches."""
    return list_from([String(text) for text in list(_pieces(_Subject(re, string, start, end)))[::2]])


@primitive("(regexp-partition re string [start [limit]])", cost="string limit")
def regexp_partition(re: Value, string: String, start: int = ABSENT, end: Value = ABSENT) -> Value:
    """A list of the parts of string: unmatched, matched, unmatched and so on; the last is left out if it is empty."""
    parts = list(_pieces(_Subject(re, string, start, end)))
    if len(parts) > 1 and not parts[-1]:
        parts.pop()
    return list_from([String(text) for text in parts])


# Replacing


def _number(name: str, match: RegexpMatch, field: Value) -> int:
    """The number of the submatch that a field means: of those with one name, the first that matched."""
    if type(field) is Symbol and field.name in match.numbers:
        numbers = match.numbers[field.name]
        return next((number for number in numbers if match.span(number)[0] is not None), numbers[0])
    if type(field) is not int or not 0 <= field < len(match.bounds) // 2:
        raise out_of_range(name, "submatch", field)
    return field


def _expand(match: RegexpMatch, place: Any, subst: Value, texts: Texts) -> None:
    """Add the text of a substitution: a string, a submatch by number or name, `pre`, `post`, or a list of such."""
    work = [subst]
    for _ in charged_turns():
        if not work:
            break
        part = work.pop()
        if type(part) is String:
            texts.add(part.text)
        elif type(part) is Pair and is_list(part):
            work += reversed(list(iterate(part)))
        elif type(part) is Symbol and part.name in ("pre", "post") and part.name not in match.numbers:
            start, end = match.span(0)
            texts.add(place.text[place.start : start] if part.name == "pre" else place.text[end : place.end])
        elif type(part) in (int, Symbol):
            texts.add(match.submatch(_number("regexp-replace", match, part)) or "")
        elif is_list(part):
            continue
        else:
            fail("regexp-replace", "not a substitution:", part, kind="type")


def _replace(subject: _Subject, subst: Value, first: int, many: bool) -> String:
    """The text with matches replaced: all of them, or the one with that number."""
    place = subject.place
    texts, last = Texts("regexp-replace"), place.start
    for number, (_, match) in enumerate(subject.matches()):
        if many or number == first:
            start, end = match.span(0)
            texts.add(place.text[last:start])
            _expand(match, place, subst, texts)
            last = end
            if not many:
                break
    texts.add(place.text[last : place.end])
    return String(texts.joined())


@primitive("(regexp-replace re string subst [start [limit [count]]])", cost="string limit")
def regexp_replace(
    re: Value, string: String, subst: Value, start: int = ABSENT, end: Value = ABSENT, count: Any = ABSENT
) -> String:
    """A new string with subst in the place of the first match, or of the one that count others are before."""
    subject = _Subject(re, string, start, end)
    return _replace(subject, subst, 0 if count is ABSENT else count or 0, many=False)


@primitive("(regexp-replace-all re string subst [start [limit]])", cost="string limit")
def regexp_replace_all(re: Value, string: String, subst: Value, start: int = ABSENT, end: Value = ABSENT) -> String:
    """A new string with subst in the place of every match."""
    return _replace(_Subject(re, string, start, end), subst, 0, many=True)


# Matches


@primitive("(regexp-match? obj)")
def is_regexp_match(obj: Value) -> Value:
    """Whether obj is a match."""
    return boolean(type(obj) is RegexpMatch)


@primitive("(regexp-match-count regexp-match)")
def regexp_match_count(match: RegexpMatch) -> int:
    """The number of submatches, whether they matched or not."""
    return len(match.bounds) // 2 - 1


@primitive("(regexp-match-submatch regexp-match [field])")
def regexp_match_submatch(match: RegexpMatch, field: Value = ABSENT) -> Value:
    """The text of a submatch, told by its number or name, or #f if it did not match."""
    text = match.submatch(0 if field is ABSENT else _number("regexp-match-submatch", match, field))
    return None if text is None else String(text)


@primitive("(regexp-match-submatch-start regexp-match [field])")
def regexp_match_submatch_start(match: RegexpMatch, field: Value = ABSENT) -> Value:
    """Where a submatch begins, or #f if it did not match."""
    return match.span(0 if field is ABSENT else _number("regexp-match-submatch-start", match, field))[0]


@primitive("(regexp-match-submatch-end regexp-match [field])")
def regexp_match_submatch_end(match: RegexpMatch, field: Value = ABSENT) -> Value:
    """Where a submatch ends, or #f if it did not match."""
    return match.span(0 if field is ABSENT else _number("regexp-match-submatch-end", match, field))[1]


@primitive("(regexp-match->list regexp-match)")
def regexp_match_to_list(match: RegexpMatch) -> Value:
    """A list of the texts of the whole match and its submatches; #f for one that did not match."""
    texts = [match.submatch(number) for number in range(len(match.bounds) // 2)]
    return list_from([None if text is None else String(text) for text in texts])
