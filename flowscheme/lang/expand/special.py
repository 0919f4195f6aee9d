"""Declaring special forms: everything that is known of one, in one place.

    @special("(when test expression ...)", "4.2.1")
    def _when(expander: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
        \"""The expressions, if test is not #f.\"""
        ...

The keyword is the head of the shape, which the user sees when a use does not fit; the section is that of R7RS; the
docstring is the line that `describe` and the reference show.  All of it goes to the form's entry in
`denotation.SPECIALS`, where keywords stand beforehand: an environment knows its names while there is nothing to expand,
and a start from the cache imports none of this.

A form that stands for definitions in a program or body is declared with `definition`, one that only a top level has with
`top_level`; the functions that these decorate give source forms, not a node.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from ...errors import InternalError
from ..values.datum import Pair, Span, Value
from ..values.denotation import SPECIALS, Special
from ..values.names import base_name
from .core import Node
from .environment import Scope

Located = tuple[Value, Span | None]
"""A source datum and where it stands."""

Expand = Callable[[Any, Pair, Span | None, Scope], Node]
"""An expander, the form, its place and its scope, to a node."""

Splice = Callable[[Any, Located, Scope], list[Located]]
"""An expander, the form and its scope, to the forms that it stands for."""

E = TypeVar("E", bound=Expand)
S = TypeVar("S", bound=Splice)


def misplaced(expander: Any, form: Pair, at: Span | None, scope: Scope) -> Node:
    """Refuse a definition where an expression is expected."""
    raise expander.error(f"{base_name(form.car).name}: a definition has no place here", at)


def special(shape: str, section: str, doc: str = "") -> Callable[[E], E]:
    """Declare a special form by what makes a node of it; `doc` takes the place of the function's docstring."""

    def declare(expand: E) -> E:
        _entry(shape, section, doc or expand.__doc__).expand = expand
        return expand

    return declare


def definition(shape: str, section: str, doc: str = "", expression: Expand = misplaced) -> Callable[[S], S]:
    """Declare a form that stands for definitions, by what gives them; `expression` is for its use as an expression."""

    def declare(splice: S) -> S:
        entry = _entry(shape, section, doc or splice.__doc__)
        entry.splice, entry.expand = splice, expression
        return splice

    return declare


def top_level(shape: str, section: str, doc: str = "") -> Callable[[S], S]:
    """Declare a form that only a top level has."""

    def declare(splice: S) -> S:
        entry = _entry(shape, section, doc or splice.__doc__)
        entry.top, entry.expand = splice, misplaced
        return splice

    return declare


def word(name: str, section: str, doc: str) -> None:
    """Declare an auxiliary word, which has a meaning inside of other forms only."""
    _entry(name, section, doc)


def _entry(shape: str, section: str, doc: str | None) -> Special:
    keyword = shape.strip("()").split()[0]
    if keyword not in SPECIALS:
        raise InternalError(f"{keyword} has no keyword: add it to those in lang/values/denotation.py")
    entry = SPECIALS[keyword]
    entry.shape, entry.section, entry.doc = shape, section, doc or ""
    return entry


word("else", "4.2.1", "The last clause of cond, case and guard: when no other one is taken.")
word("=>", "4.2.1", "In a clause: pass the value of the test to the procedure behind it.")
word("...", "4.3.2", "In a pattern or template: any number of what stands before it.")
word("_", "4.3.2", "In a pattern: anything, not given a name.")
word("unquote", "4.2.8", "Inside quasiquote: a hole for one value.")
word("unquote-splicing", "4.2.8", "Inside quasiquote: a hole for the elements of a list.")
