"""Quasiquotation (R7RS 4.2.8): a template becomes constants and calls of `cons`, `append` and `list->vector`.

    `(a ,b ,@c d)   is   (cons 'a (cons b (append c '(d))))
"""

from __future__ import annotations

from ..machine.meter import charged_turns
from ..values.datum import NIL, Pair, Span, Value, Vector, cons, iterate, list_from, symbol
from ..values.names import strip
from .core import Const, Node
from .environment import Scope
from .expander import Expander
from .special import special


@special("(quasiquote template)", "4.2.8")
def _quasiquote(expander: Expander, form: Pair, at: Span | None, scope: Scope) -> Node:
    """A datum with holes: ,expression puts in a value, ,@expression the elements of a list."""
    ((template, place),) = expander.operands(form, at, 1, 1)
    return _quasi(expander, template, place, scope, 1)


_LEVELS = {"unquote": -1, "unquote-splicing": -1, "quasiquote": 1}
"""How many levels deeper the operand of such a form is."""


def _quasi(expander: Expander, template: Value, at: Span | None, scope: Scope, depth: int) -> Node:
    if isinstance(template, Vector):
        items = _quasi(expander, list_from(template.items), at, scope, depth)
        if isinstance(items, Const):
            return Const(Vector(list(iterate(items.value))), at)
        return expander.primitive("list->vector", at, items)
    if not isinstance(template, Pair):
        return Const(strip(template, charged_turns()), at)
    at = getattr(template, "at", None) or at
    if depth == 1 and expander.is_word(template.car, scope, "unquote-splicing"):
        raise expander.error("unquote-splicing: there is no list here to splice into", at)
    for word, change in _LEVELS.items():
        if expander.is_word(template.car, scope, word) and isinstance(template.cdr, Pair) and template.cdr.cdr is NIL:
            if word == "unquote" and depth == 1:
                return expander.expand((template.cdr.car, at), scope)
            return _quasi_cons(expander, at, Const(symbol(word), at), _quasi(expander, template.cdr, at, scope, depth + change))
    first = template.car
    if depth == 1 and isinstance(first, Pair) and expander.is_word(first.car, scope, "unquote-splicing"):
        rest = _quasi(expander, template.cdr, at, scope, depth)
        ((spliced, place),) = expander.operands(first, at, 1, 1)
        node = expander.expand((spliced, place), scope)
        return node if isinstance(rest, Const) and rest.value is NIL else expander.primitive("append", at, node, rest)
    return _quasi_cons(expander, at, _quasi(expander, first, at, scope, depth), _quasi(expander, template.cdr, at, scope, depth))


def _quasi_cons(expander: Expander, at: Span | None, first: Node, rest: Node) -> Node:
    if isinstance(first, Const) and isinstance(rest, Const):
        return Const(cons(first.value, rest.value), at)
    return expander.primitive("cons", at, first, rest)
