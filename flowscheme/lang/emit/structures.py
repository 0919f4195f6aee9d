"""Primitives that compile to statements: making pairs and short lists, and filling what exists.

    (cons a b)          =>  p = Pair(); p.car = a; p.cdr = b        made empty, a pair costs half of a call with arguments
    (vector-set! v i x) =>  v.items[i] = x
"""

from __future__ import annotations

import ast

from ..analyse.traversal import harmless
from ..expand.core import Call
from ..values.datum import UNSPECIFIED
from .calls import plain_call
from .dispatch import expressions
from .emitter import Emitter
from .operand_table import Note
from .operators import EMISSIONS, Emission, FromCall, Operand, index
from .python_ast import LOAD, STORE, locate_all, located

SHORT = 8
"""How many elements a list may have that is made in place."""


def _cons(emitter: Emitter, node: Call) -> ast.expr | None:
    if len(node.operands) != 2:
        return None
    first, second = expressions(emitter, node.operands)
    pair = emitter.new_pair(first, node.at, node.at)
    emitter.block.append(located(ast.Assign([emitter.slot(pair, "cdr")], second), node.at))
    return ast.Name(pair, LOAD)


def _short_list(emitter: Emitter, node: Call) -> ast.expr:
    """A list of few elements: its pairs, from the first to the last."""
    if not 0 < len(node.operands) <= SHORT:
        return plain_call(emitter, node)[0]
    first = last = ""
    for value, operand in zip(expressions(emitter, node.operands), node.operands, strict=True):
        pair = emitter.new_pair(value, node.at, operand.at)
        if last:
            emitter.block.append(located(ast.Assign([emitter.slot(last, "cdr")], ast.Name(pair, LOAD)), node.at))
        first, last = first or pair, pair
    emitter.block.append(located(ast.Assign([emitter.slot(last, "cdr")], emitter.name("'nil")), node.at))
    return ast.Name(first, LOAD)


def _set_slot(slot: str) -> FromCall:
    """`set-car!` or `set-cdr!`: the slot is read first, which refuses what is no pair but takes attributes."""

    def set_slot(emitter: Emitter, node: Call) -> ast.expr | None:
        if len(node.operands) != 2:
            return None
        pair, value = expressions(emitter, node.operands)
        if not isinstance(pair, ast.Name) or not harmless(node.operands[:1]):
            pair = emitter.hold(pair)
        value = value if harmless(node.operands[1:]) else emitter.hold(value)
        emitter.block.append(locate_all(ast.Expr(ast.Attribute(pair, slot, LOAD)), node.at))
        emitter.block.append(locate_all(ast.Assign([ast.Attribute(pair, slot, STORE)], value), node.at))
        return emitter.shared.constant(UNSPECIFIED)

    return set_slot


def _vector_set(emitter: Emitter, node: Call) -> ast.expr | None:
    if len(node.operands) != 3:
        return None
    vector, place, value = expressions(emitter, node.operands)
    if not harmless(node.operands[:2]):  # Python evaluates the value first
        vector, place = emitter.hold(vector), emitter.hold(place)
    subscript = index(emitter, Operand(place, emitter.shared.facts.of(node.operands[1])))
    target = ast.Subscript(ast.Attribute(vector, "items", LOAD), subscript, STORE)
    emitter.notes.append(Note(target, "vector-set!"))
    emitter.block.append(locate_all(ast.Assign([target], value), node.at))
    return emitter.shared.constant(UNSPECIFIED)


EMISSIONS.update({
    "cons": Emission(emit_call=_cons),
    "list": Emission(emit_call=_short_list),
    "set-car!": Emission(emit_call=_set_slot("car")),
    "set-cdr!": Emission(emit_call=_set_slot("cdr")),
    "vector-set!": Emission(emit_call=_vector_set),
})
