"""What the table of costs calls: every primitive with large values of its parameters' kinds.

`LARGEST` gives, for a kind (a parameter's name without its digits, see `lang.text.argument_types`), the Scheme expressions
that make its large values; `{bits}`, `{items/2}` and their like are sizes.  A parameter that takes any number of arguments is
given many small ones and many large ones besides.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice, product
from typing import NamedTuple

SIZES = {"bits": 1 << 20, "items": 1 << 21, "chars": 1 << 21, "pairs": 1 << 16}
"""Of exact integers, of vectors and bytevectors, of strings, and of lists."""

SAMPLES = {"bits": 1 << 16, "items": 1 << 14, "chars": 1 << 14, "pairs": 1 << 14}
"""Of those by which only steps are measured, and which take no time."""

PRELUDE = r"""
(import (scheme base) (scheme char) (scheme cxr) (scheme inexact) (scheme complex) (srfi 69) (srfi 115))
(define (bits n k) (let ((base (+ 3 (* 2 k)))) (- (expt base (exact (floor (/ (- n 8) (log base 2))))) 1)))
(define (several n make) (do ((i n (- i 1)) (l '() (cons (make i) l))) ((= i 0) l)))
(define (dag k) (do ((i k (- i 1)) (l '() (cons l l))) ((= i 0) l)))
(define (table k) (let ((t (make-hash-table))) (do ((i k (- i 1))) ((= i 0) t) (hash-table-set! t i i))))
"""

_INTEGERS = ("(bits {bits/2} 1)", "(bits {bits/4} 3)", "(- (bits {bits/2} 5))", "{items}")
_REALS = (*_INTEGERS[:2], "(/ (bits {bits/4} 1) (bits {bits/4} 7))", "1e300")
_NUMBERS = (*_REALS, "(make-rectangular (bits {bits/4} 1) (bits {bits/4} 3))")
_STRINGS = ("(make-string {chars} #\\a)", "(make-string {chars} #\\x1F600)", "(make-string {bits/8} #\\7)")
_LISTS = ("(several {pairs} values)", "(several 10 (lambda (i) (bits {bits/4} i)))", "(make-list {pairs} #\\x3A3)")
_ANY = ("(bits {bits/2} 1)", _STRINGS[1], "(make-vector {items} 1)", _LISTS[0], "(dag 60)", "(make-bytevector {items} 1)")
_REGEXPS = ("'(* (or \"a\" \"aa\" (* \"a\")))", "'(: (* any) (* any) (* any) \"b\")", "(make-string {chars/64} #\\a)")

LARGEST: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(["z", "real-or-complex"], _NUMBERS),
    **dict.fromkeys(["x", "y", "q"], _REALS),
    **dict.fromkeys(["n", "i", "bound"], _INTEGERS),
    **dict.fromkeys(["string", "from", "to", "message"], _STRINGS),
    **dict.fromkeys(["list", "args", "arg", "rest", "nonempty-list"], _LISTS),
    **dict.fromkeys(["obj", "key"], _ANY),
    **dict.fromkeys(["proc", "handler", "consumer", "converter", "updater", "success", "kons", "finish"], ("list",)),
    **dict.fromkeys(["start", "at"], ("0", _INTEGERS[0])),
    **dict.fromkeys(["end", "limit", "count"], ("{chars}",)),
    **dict.fromkeys(["char", "letter"], ("#\\x3A3", "#\\x1F600")),
    **dict.fromkeys(["fill", "init", "default", "knil", "byte"], ("7",)),
    "k": ("{items}", _INTEGERS[0], "3"),
    "code": _INTEGERS[:1],
    "radix": ("10", "36", "2"),
    "boolean": ("#f",),
    "symbol": ("(string->symbol (make-string {chars} #\\x3A3))",),
    "pair": _LISTS[:1],
    "alist": ("(several {pairs} list)",),
    "vector": ("(make-vector {items} 1)", "(make-vector {items} #\\a)"),
    "bytevector": ("(make-bytevector {items} 65)", "(make-bytevector {items} 255)"),
    "procedure": ("+", "list", "max", "string-append", "char-upcase"),
    "compare": ("equal?",),
    "equivalence": ("equal?",),
    "failure": ("(lambda () 1)",),
    "hash-table": ("(table {pairs/4})",),
    "re": _REGEXPS,
    "subst": (_STRINGS[0], "'(0 0 0)"),
    "regexp-match": ("(regexp-search '(* any) (make-string {chars/64} #\\a))",),
}
"""Large values by kind; a primitive with a parameter of another kind is not in the table."""


class Call(NamedTuple):
    """A call of a primitive: its operands, of which the last may be a list of many (`apply`)."""

    name: str
    operands: tuple[str, ...]
    spread: bool = False

    def __str__(self) -> str:
        return f"({'apply ' if self.spread else ''}{' '.join([self.name, *self.operands])})"


def calls(signature: str, most: int) -> Iterator[Call]:
    """At most so many calls of a primitive for each number of operands, by its signature."""
    name, *words = re.sub(r"[()\[\]]", "", signature).split()
    kinds = [word.rstrip("0123456789") for word in words if word != "..."]
    if not all(kind in LARGEST for kind in kinds):
        return
    required = len([word for word in signature.split("[", maxsplit=1)[0].strip("()").split()[1:] if word != "..."])
    if "..." in words:
        fixed = tuple(LARGEST[kind][0] for kind in kinds[: kinds.index(kinds[-1])])
        yield Call(name, (*fixed, f"(make-list {{pairs}} {LARGEST[kinds[-1]][-1]})"), True)
        for expression in LARGEST[kinds[-1]][:3]:
            yield Call(name, (*fixed, f"(several 10 (lambda (i) {expression}))"), True)
    for count in dict.fromkeys((required, len(kinds))):
        values = [LARGEST[kind] for kind in kinds[:count]]
        for operands in islice(product(*reversed(values)), most):
            yield Call(name, operands[::-1])


def parameters(signature: str) -> list[str]:
    """The names of a primitive's parameters."""
    return [word for word in re.sub(r"[()\[\]]", "", signature).split()[1:] if word != "..."]


def sized(text: str, sizes: dict[str, int] = SIZES, divisor: int = 1) -> str:
    """An operand with its sizes filled in, divided by `divisor`."""
    return re.sub(r"\{(\w+)(?:/(\d+))?\}", lambda match: str(sizes[match[1]] // divisor // int(match[2] or 1)), text)
