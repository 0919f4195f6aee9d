"""What a person may have meant: a line below an error that says how to go on.

A hint is found from the condition alone (`HINTS`, by its kind): for an unbound name the names that are nearly spelled
so, or made of the same words, or the library that exports it, or what the word of another language is in Scheme; for a
library or a name in an import set the near ones; for a wrong number of arguments how the procedure is called; for a form
that does not fit what the form is for.

Near is a distance of one edit for each three characters, at most three; a transposition of neighbours is one edit.
Only the nearest are offered: a guess among many is no help.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

from .catalog import describe_name, exporters, library_files
from .lang.text.source import known_lines
from .lang.values.datum import Condition, Symbol, symbol
from .lang.values.denotation import SPECIALS, Global

OFFERED = 3

OTHER_WORDS = {
    "print": "(display obj), then (newline)", "println": "(display obj), then (newline)",
    "defun": "(define (name argument ...) body ...)", "def": "(define name value)",
    "function": "(lambda (argument ...) body ...)",
    "fn": "(lambda (argument ...) body ...)", "setq": "(set! name value)", "progn": "(begin expression ...)",
    "nil": "'(), the empty list, or #f", "null": "'(), the empty list", "None": "'(), the empty list, or #f",
    "true": "#t", "True": "#t", "false": "#f", "False": "#f", "t": "#t",
    "elif": "(cond (test expression ...) ... (else expression ...))",
    "while": "(let loop () (when test expression ... (loop)))", 
    "for": "(do ((i 0 (+ i 1))) ((= i n)) expression ...) or for-each",
    "return": "the value of the last expression of a body is its result", "1+": "(+ n 1)", "1-": "(- n 1)",
    "==": "= for numbers, equal? for other data", "!=": "(not (= a b)), or (not (equal? a b))",
    "&&": "and", "||": "or", "%": "modulo", "mod": "modulo", "**": "expt", "len": "length",
}  # fmt: skip
"""What words of other languages are in Scheme."""


def hint(payload: Any, interpreter: Any = None, bound: Callable[[], Iterable[str]] = tuple) -> str:
    """The hint for a raised object, or nothing.  `bound` gives the names that its program can use."""
    if not isinstance(payload, Condition) or interpreter is None:
        return ""
    find = HINTS.get(payload.kind)
    return find(payload, interpreter, bound) if find is not None else ""


# Near names


def near(name: str, names: Iterable[str]) -> list[str]:
    """The names that are nearest to a name, if any is near enough."""
    plain = _plain(name)
    most = len(plain) // 3 if len(plain) < 12 else 3
    distances: dict[str, int] = {}
    for candidate in dict.fromkeys(names):
        other = _plain(candidate)
        if abs(len(other) - len(plain)) <= most and candidate != name:
            distances[candidate] = _distance(plain, other, most + 1)
        if len(_words(plain)) > 1 and _words(plain) == _words(other) and candidate != name:
            distances[candidate] = 0
    best = min(distances.values(), default=most + 1)
    return [candidate for candidate, distance in distances.items() if distance == best <= most][:OFFERED]


def _plain(name: str) -> str:
    return name.lower().replace("_", "-")


def _words(name: str) -> list[str]:
    return sorted(re.split(r"[-/]", name))


def _distance(one: str, other: str, enough: int) -> int:
    """How many insertions, deletions, replacements and transpositions of neighbours lead from one text to the other."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, b in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) >= enough:
            return enough
    return row[-1]


# By kind

_UNBOUND = "unbound variable: "
_NO_LIBRARY = re.compile(r"no library is called \(?([^()]*)\)?\Z")
_NO_NAME = "the import set has no such name:"
_ARITY = re.compile(r"(.+): expects ")


def _offer(names: list[str]) -> str:
    return f"did you mean {', '.join(names)}?" if names else ""


def _unbound(payload: Condition, interpreter: Any, bound: Callable[[], Iterable[str]]) -> str:
    if not payload.message.startswith(_UNBOUND):
        return ""
    name = payload.message.removeprefix(_UNBOUND)
    libraries = exporters(interpreter.libraries).get(name)
    if libraries:
        return f"{name} is exported by {_either(libraries)}: (import ({libraries[0]}))"
    known = interpreter.environment.table.get(symbol(name))
    if isinstance(known, Global) and known.defined:
        return f"{name} is defined further on, and has no value yet"
    if name in OTHER_WORDS:
        return f"in Scheme: {OTHER_WORDS[name]}"
    return _offer(near(name, bound()))


def _either(libraries: tuple[str, ...]) -> str:
    return " and ".join(f"({library})" for library in libraries[:OFFERED])


_MISPLACED = re.compile(r"(\S+) has no meaning here\Z")
_MISFIT = re.compile(r"(\S+): expected \(")
_UNFIT = re.compile(r"no pattern of (\S+) matches this use\Z")


def _syntax(payload: Condition, interpreter: Any, bound: Callable[[], Iterable[str]]) -> str:
    """What a form or a word that was used wrongly is for, or how a macro is used."""
    for pattern in (_MISPLACED, _MISFIT):
        match = pattern.match(payload.message)
        if match is not None and match[1] in SPECIALS:
            from .lang.units import frontend  # noqa: F401  # fills the entries of special forms, if nothing was compiled here

            return f"{match[1]}: {SPECIALS[match[1]].doc}"
    unfit = _UNFIT.match(payload.message)
    description = describe_name(interpreter, unfit[1]) if unfit is not None else None
    if description is not None and description.kind == "macro":
        return f"it is used as {' or '.join(description.signatures)}"
    return _library(payload, interpreter, bound)


def _library(payload: Condition, interpreter: Any, bound: Callable[[], Iterable[str]]) -> str:
    if payload.message == _NO_NAME and payload.irritants and isinstance(payload.irritants[0], Symbol):
        return _offer(near(payload.irritants[0].name, exporters(interpreter.libraries)))
    missing = _NO_LIBRARY.match(payload.message)
    if missing is None:
        return ""
    known = [*library_files(interpreter.libraries), *interpreter.libraries.loaded]
    public = [library for library in known if " primitive" not in library]
    return _offer([f"({library})" for library in near(missing[1], public)])


def _called(payload: Condition, interpreter: Any, bound: Callable[[], Iterable[str]]) -> str:
    match = _ARITY.match(payload.message)
    description = describe_name(interpreter, match[1]) if match is not None else None
    if description is None or description.kind not in ("procedure", "host procedure"):
        return ""
    place = f", defined at {description.place}" if description.place else ""
    return f"it is called as {' or '.join(description.signatures)}{place}"


_UNCLOSED = "the text ends before this is closed"


def _margin(payload: Condition, interpreter: Any, bound: Callable[[], Iterable[str]]) -> str:
    """Where a parenthesis is likely to be missing: before the next form that begins at the margin."""
    if payload.message != _UNCLOSED or payload.place is None:
        return ""
    file, line, _ = payload.place
    for number, text in enumerate(known_lines(file)[line:], line + 1):
        if text.startswith("("):
            return f"line {number} begins a form at the margin: is a parenthesis missing before it?"
    return ""


def _hosts(payload: Condition, interpreter: Any, bound: Callable[[], Iterable[str]]) -> str:
    return "name the Python file that has them by --host FILE.py"


HINTS: dict[str, Callable[[Condition, Any, Callable[[], Iterable[str]]], str]] = {
    "unbound": _unbound,
    "syntax": _syntax,
    "import": _library,
    "arity": _called,
    "read": _margin,
    "flow-missing-host": _hosts,
}
"""What finds a hint, by the kind of the condition."""
