"""Source that nests: each special form, macro, datum and SRE inside of itself, at every place where something can stand.

A *nest* is a form with one place left open; the forms come from the shapes of the special forms, the patterns of the macros
that the libraries export, and tables of what a datum and an SRE can be.  A nest is put into itself in several ways: as text
that the reader reads, as data that a program builds and evaluates, and by a macro that expands to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from flowscheme.lang.text.printer import write
from flowscheme.lang.text.reader import read_source
from flowscheme.lang.values.datum import Pair, Symbol, list_from, symbol
from flowscheme.lang.values.denotation import SPECIALS, Global, Macro
from flowscheme.primitives.regexp_compile import _FORM_NAMES
from flowscheme.primitives.regexp_sets import _OPERATIONS


class Nest(NamedTuple):
    """A form with a hole: the text before and after it, and what stands in the innermost one."""

    before: str
    after: str
    core: str = "1"

    def text(self, depth: int) -> str:
        """The form in itself, so many times."""
        return self.before * depth + self.core + self.after * depth


HOLE = symbol("HOLE")

_FILLERS = {
    "variable": "x", "name": "x", "keyword": "k", "literal": "()", "formals": "(x)", "test": "1", "expression": "1", "key": "1",
    "message": '"m"', "filename": '"f"', "constructor": "make", "predicate": "p?", "accessor": "a", "modifier": "b!",
    "field": "c", "transformer": "(syntax-rules () ((_ a) 1))", "requirement": "else", "import-set": "(scheme base)",
    "declaration": "(begin)", "pattern": "(_ a)", "template": "a", "parameter": "p", "tag": "l", "clause": "(x 1)",
}  # fmt: skip
"""What stands at the other places, by the word of the shape; else 1."""


def _shapes(macro: Macro) -> Iterator[Any]:
    for pattern, _ in macro.rules.clauses:
        yield pattern


def _read(text: str) -> Any:
    ((datum, _),) = read_source(text.replace("[", " ").replace("]", " "), "<shape>")
    return datum


def places(datum: Any) -> int:
    """How many leaves a shape has, that is, operands and parts of operands."""
    if isinstance(datum, Pair):
        return sum(places(part) for part in _parts(datum))
    return int(isinstance(datum, Symbol) and datum.name != "...")


def _parts(datum: Any) -> list[Any]:
    parts = []
    while isinstance(datum, Pair):
        parts.append(datum.car)
        datum = datum.cdr
    return parts + ([datum] if isinstance(datum, Symbol) else [])


def _filled(datum: Any, place: int, counter: list[int]) -> Any:
    """The shape with a hole at the leaf of that number and fillers at the others."""
    if isinstance(datum, Pair):
        parts = [part for part in _parts(datum) if part is not symbol("...")]
        return list_from([_filled(part, place, counter) for part in parts])
    if not isinstance(datum, Symbol):
        return datum
    counter[0] += 1
    return HOLE if counter[0] == place else _read(_FILLERS.get(datum.name, "1"))


def nests_of(head: str, shape: Any) -> Iterator[tuple[str, Nest]]:
    """The nests of a form, with their names: a hole at each leaf of its shape, which begins with the keyword."""
    rest = shape.cdr
    for place in range(1, places(rest) + 1):
        form = Pair()
        form.car, form.cdr = symbol(head), _filled(rest, place, [0])
        before, after = write(form).split("HOLE")
        yield f"{head} {place}", Nest(before, after)


_BY_HAND = {
    "call operator": Nest("(", ")", "list"),
    "call operator with operand": Nest("(", " 1)", "list"),
    "call operand": Nest("(list ", ")"),
    "call last operand": Nest("(list 1 2 3 ", ")"),
    "inlined operator": Nest("(+ 1 ", ")"),
    "inlined test": Nest("(car (cons ", " 1))"),
    "let of lambda": Nest("((lambda (x) ", ") 1)"),
    "init of lambda": Nest("((lambda (x) x) ", ")"),
    "loop": Nest("(let loop ((i 0)) (if (< i 1) (loop (+ i 1)) ", "))"),
    "do body": Nest("(do ((i 0 (+ i 1))) ((= i 1) 1) ", ")"),
    "map of lambda": Nest("(map (lambda (x) ", ") '(1))"),
    "curried define": Nest("(let () (define (f x) ", ") (f 1))"),
    "named lambda": Nest("(define (f) ", ")"),
    "optional alternate": Nest("(if #f 1 ", ")"),
    "cond else": Nest("(cond (#f 1) (else ", "))"),
    "cond arrow": Nest("(cond (1 => (lambda (x) ", ")))"),
    "case else": Nest("(case 1 ((2) 1) (else ", "))"),
    "case arrow": Nest("(case 1 ((1) => (lambda (x) ", ")))"),
    "guard arrow": Nest("(guard (e (1 => (lambda (x) ", "))) 1)"),
    "and between": Nest("(and 1 ", " 1)"),
    "or between": Nest("(or #f ", " #f)"),
    "begin last": Nest("(begin 1 ", ")"),
    "unquote": Nest("`(1 ,", ")"),
    "unquote-splicing": Nest("`(1 ,@(list ", "))"),
    "unquote in vector": Nest("`#(1 ,", ")"),
    "quasi levels": Nest("`(1 ", ")"),
    "quasi levels down": Nest("`(1 ,", ")"),
    "let-syntax transformer": Nest("(let-syntax ((m (syntax-rules () ((_ a) ", ")))) (m 1))"),
    "let-syntax body": Nest("(let-syntax ((m (syntax-rules () ((_ a) a)))) ", ")"),
    "let-syntax in let-syntax": Nest("(let-syntax ((m (syntax-rules () ((_ a) a)))) (m ", "))"),
    "pattern list": Nest("(let-syntax ((m (syntax-rules () ((_ ", ") 1)))) (m 1))", "a"),
    "cond-expand and": Nest("(cond-expand ((and r7rs ", ") 1) (else 2))", "r7rs"),
    "import only": Nest("(import (only ", "))", "(scheme base)"),
    "nested define": Nest("(let () (define x ", ") x)"),
    "define-values in body": Nest("(let () (define-values (a b) ", ") 1)"),
    "dynamic-wind": Nest("(dynamic-wind (lambda () 1) (lambda () ", ") (lambda () 1))"),
    "call/cc": Nest("(call/cc (lambda (k) ", "))"),
    "with-exception-handler": Nest("(with-exception-handler (lambda (e) 1) (lambda () ", "))"),
}

_CORES = {
    "pattern": ("(let-syntax ((m (syntax-rules () ((_ ", ") 1)))) (m 1))", "a"),
    "pattern and template": ("(let-syntax ((m (syntax-rules () ((_ a) (quote ", "))))) (m 1))", "a"),
    "requirement": ("(cond-expand (", " 1) (else 2))", "r7rs"),
    "import set": ("(import ", ")", "(scheme base)"),
    "library name": ("(import (", "))", "x"),
    "formals": ("(lambda ", " 1)", "x"),
    "curried": ("(define ", " 1)", "f"),
    "case datum": ("(case 1 ((", ") 1) (else 2))", "1"),
    "quotation": ("(quote ", ")", "1"),
    "quasiquotation": ("(quasiquote ", ")", "1"),
    "vector literal": ("#(", ")", "1"),
    "begin": ("(let () ", " 1)", "1"),
    "match": ("(import (srfi 41)) (stream-match stream-null (", " 1))", "x"),
    "record field": ("(define-record-type p (m ", ") p?)", "x"),
    "program": ("", "", "1"),
    "symbol of a macro use": ("(let-syntax ((m (syntax-rules () ((_ a ...) 1)))) (m ", "))", "1"),
    "ellipses": ("(let-syntax ((m (syntax-rules () ((_ ", ") 1)))) (m))", "a"),
    "cxr": ("(import (srfi 26)) (cut ", ")", "<>"),
    "comment": ("1 #;", " 2", "1"),
    "string port": ("'", "", "1"),
}
"""Inside of what else data nest, and what stands in the middle."""

_INNER = {
    "lists": ("(", ")"), "second items": ("(a ", ")"), "tails": ("(a . ", ")"), "quotes": ("'", ""), "quasiquotes": ("`", ""),
    "unquotes": (",", ""), "splices": (",@", ""), "vectors": ("#(", ")"), "second vector items": ("#(1 ", " 2)"),
    "quote words": ("(quote ", ")"), "string neighbours": ('#("s" ', ' #u8(1))'), "levels": ("(quasiquote (unquote ", "))"),
    "datum comments": ("#; ", ""), "open lists": ("(", ""), "open vectors": ("#(", ""), "closed": ("", ")"),
    "block comments": ("#|", "|#"), "open comments": ("#|", ""), "ellipses": ("(", " ...)"), "escapes": ("(... ", ")"),
    "nots": ("(not ", ")"), "ors": ("(or ", ")"), "ands": ("(and r7rs ", ")"), "onlys": ("(only ", " car)"),
    "prefixes": ("(prefix ", " p)"), "excepts": ("(except ", " car)"), "renames": ("(rename ", " (car car))"),
    "libraries": ("(library ", ")"), "begins": ("(begin ", ")"), "bodies": ("(let () ", ")"), "lets": ("(let ((x ", ")) x)"),
    "uses": ("(m ", ")"), "defines": ("(begin (define x ", "))"),
}  # fmt: skip
"""What data nest in themselves."""

_THOROUGH = {"program", "quotation", "pattern and template", "requirement", "import set"}
"""Where all of these are tried; elsewhere `_SOME`."""

_SOME = ("lists", "second items", "tails", "quotes", "vectors")

_TOKENS = {
    "parts of a name": ("a|b|", "", ""), "strings": ('"a"', "", ""), "sharps": ("#", "", "t"), "signs": ("-", "", "1"),
    "radices": ("#x", "", "1"), "exponents": ("1e", "", "1"), "polar": ("1@", "", "1"), "ratios": ("1/", "", "1"),
    "labels": ("#0=", "", "1"), "label lists": ("#0=(", ")", "1"), "characters": ("#\\(", "", ""), "bytes": ("#u8(1 ", ")", "1"),
    "bars": ("|", "", ""), "dots": ("(a . (b . ", "))", "c"), "brackets": ("[", "]", "1"), "directives": ("#!fold-case ", "",
    "1"),
}  # fmt: skip
"""Tokens that repeat, or that are not allowed to."""


BAR = "|\\x7c;|"


def sre_nests() -> dict[str, Nest]:
    """Each operator of SREs in itself: as first, second and last operand."""
    heads = [name for names in (*_FORM_NAMES, *_OPERATIONS) for name in names.split()]
    counted = {"=": "2 ", "exactly": "2 ", ">=": "0 ", "at-least": "0 ", "->": "n ", "submatch-named": "n "}
    counted |= dict.fromkeys(("**", "repeated", "**?", "non-greedy-repeated"), "0 1 ")
    nests = {}
    for head in dict.fromkeys(heads):
        opening = f"({head.replace('|', BAR)} {counted.get(head, '')}"
        for place, (before, after) in {"only": ("", ")"), "first": ("", ' #\\a "bc")'), "last": ('#\\a "bc" ', ")")}.items():
            nests[f"{head} {place}"] = Nest(opening + before, after, '(/ "bz")')
    nests["bare lists"] = Nest("(", ")", '"x"')
    return nests


def form_nests(exports: dict[str, dict[str, Any]]) -> dict[str, Nest]:
    """The nests of every special form and of every macro that the libraries export, by name."""
    nests = dict(_BY_HAND)
    for keyword, entry in SPECIALS.items():
        if entry.shape.startswith("("):
            nests.update(nests_of(keyword, _read(entry.shape)))
    for library, names in exports.items():
        for name, denotation in names.items():
            if isinstance(denotation, Macro):
                for number, pattern in enumerate(_shapes(denotation)):
                    for each, nest in nests_of(name, pattern):
                        nests[f"({library}) {each} of pattern {number}"] = nest
    return nests


def datum_nests() -> dict[str, Callable[[int], str]]:
    """Texts of data that nest, by name, as functions of the depth."""
    texts: dict[str, Callable[[int], str]] = {}
    for outer, (before, after, core) in _CORES.items():
        for inner in _INNER if outer in _THOROUGH else _SOME:
            opening, closing = _INNER[inner]
            texts[f"{outer}: {inner}"] = lambda depth, parts=(before, opening, core, closing, after): (
                f"{parts[0]}{parts[1] * depth}{parts[2]}{parts[3] * depth}{parts[4]}"
            )
    for name, parts in _TOKENS.items():
        texts[f"tokens: {name}"] = Nest(*parts).text
    return texts


def library_names(exports: dict[str, dict[str, Any]]) -> dict[str, tuple[str, Any]]:
    """Every procedure that the libraries export: its library and itself, by name; each procedure once."""
    found: dict[int, tuple[str, str, Any]] = {}
    for library, names in exports.items():
        for name, denotation in names.items():
            if isinstance(denotation, Global):
                value = denotation.environment.globals.get(denotation.name)
                if callable(value):
                    found.setdefault(id(value), (name, library, value))
    return {f"({library}) {name}": (library, value) for name, library, value in found.values()}

