"""Delivering values: returning, binding or dropping them, leaving loops, and ending the lists that loops build.

A loop that conses onto its next turn builds a list from the front: each turn hangs its pair onto the last one, and what
ends the loop becomes the tail.  A jump to an outer loop leaves the inner ones by `break`, and a selector says where to go
on (`turns.after_loop`).
"""

from __future__ import annotations

import ast

from ..values.datum import Span
from .emitter import Builder, Dest, Emitter, Loop
from .python_ast import LOAD, STORE, located


def deliver(emitter: Emitter, value: ast.expr, dest: Dest, at: Span | None) -> None:
    """Emit the delivery of a value."""
    if dest.build is not None:
        _deliver_tail(emitter, dest.build, value, dest._replace(build=None), at)
        return
    if dest.kind == "return":
        emitter.block.append(located(ast.Return(value), at))
        return
    if dest.kind == "bind":
        emitter.assign(dest.name, value, at)
    elif not isinstance(value, ast.Constant) and not (isinstance(value, ast.Name) and value.id.startswith("'")):
        emitter.block.append(located(ast.Expr(value), at))
    if dest.leave is not None:
        leave(emitter, dest.leave)


# Jumps


def go(emitter: Emitter, loop: Loop, again: bool) -> None:
    """Emit a jump to a loop's next turn, or out of it."""
    innermost = emitter.loops[-1]
    if loop is innermost:
        if not again:
            loop.leaves = True
        emitter.block.append(ast.Continue() if again else ast.Break())
        return
    if (loop, again) not in innermost.exits:
        innermost.exits.append((loop, again))
        innermost.selector = innermost.selector or emitter.shared.fresh("'go")
    number = innermost.exits.index((loop, again)) + 1
    emitter.block.append(ast.Assign([ast.Name(innermost.selector, STORE)], ast.Constant(number)))
    emitter.block.append(ast.Break())


def leave(emitter: Emitter, loop: Loop) -> None:
    """Emit the way out of a loop that has delivered its value."""
    go(emitter, loop, False)


# Lists being built


def start_building(emitter: Emitter) -> Builder:
    """Emit the start of a list to be built."""
    builder = Builder(emitter.shared.fresh("'first"), emitter.shared.fresh("'last"))
    emitter.assign(builder.last, ast.Constant(None))
    return builder


def add(emitter: Emitter, builder: Builder, value: ast.expr, at: Span | None) -> None:
    """Emit the pair of a value at the end of a list being built."""
    pair = emitter.new_pair(value, at, at)
    grow = located(ast.Assign([emitter.slot(builder.last, "cdr")], ast.Name(pair, LOAD)), at)
    start = located(ast.Assign([ast.Name(builder.first, STORE)], ast.Name(pair, LOAD)), at)
    emitter.block.append(located(ast.If(_started(builder), [grow], [start]), at))
    emitter.assign(builder.last, ast.Name(pair, LOAD), at)


def close(emitter: Emitter, builder: Builder, value: ast.expr, dest: Dest, at: Span | None) -> ast.If:
    """Emit: if the list has pairs, deliver it, ending in a value.  What is to be done if it has none is left open."""

    def whole() -> None:
        emitter.block.append(located(ast.Assign([emitter.slot(builder.last, "cdr")], value), at))
        deliver(emitter, ast.Name(builder.first, LOAD), dest, at)

    closing = located(ast.If(_started(builder), emitter.inside(whole), []), at)
    emitter.block.append(closing)
    return closing


def _deliver_tail(emitter: Emitter, builder: Builder, value: ast.expr, dest: Dest, at: Span | None) -> None:
    """Emit the delivery of the list that was built, ending in a value; of the value, if there is no pair."""
    value = value if isinstance(value, ast.Constant | ast.Name) else emitter.hold(value)
    closing = close(emitter, builder, value, dest, at)
    if dest.kind == "return":
        deliver(emitter, value, dest, at)
    else:
        closing.orelse = emitter.inside(lambda: deliver(emitter, value, dest, at))


def _started(builder: Builder) -> ast.expr:
    """A test whether a list being built has pairs."""
    return ast.Compare(ast.Name(builder.last, LOAD), [ast.IsNot()], [ast.Constant(None)])
