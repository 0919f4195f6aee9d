"""The Python loop around a body that delivers a value or jumps to the next turn, and where to go on after it.

A loop that builds a list counts its turns, as the recursion that it is would; in metered code every loop and every procedure
takes fuel (see `machine.meter`).
"""

from __future__ import annotations

import ast

from ..expand.core import Node
from .delivery import go, leave
from .dispatch import statement
from .emitter import Dest, Emitter, Loop
from .python_ast import LOAD, STORE, located


def turns(emitter: Emitter, loop: Loop, body: Node, dest: Dest) -> None:
    """Emit a loop whose body delivers the value."""
    block = loop_body(emitter, loop, body, dest)
    mark = len(emitter.block)
    emitter.block.append(located(_forever(emitter, loop, block), body.at))
    after_loop(emitter, loop, dest, mark)


def loop_body(emitter: Emitter, loop: Loop, body: Node, dest: Dest) -> list[ast.stmt]:
    """The statements of a loop's body, which leave the loop when they have delivered its value."""
    inner = dest if dest.kind == "return" else dest._replace(leave=loop)
    emitter.loops.append(loop)
    block = emitter.inside(lambda: statement(emitter, body, inner))
    emitter.loops.pop()
    return block


def _forever(emitter: Emitter, loop: Loop, block: list[ast.stmt]) -> ast.stmt:
    """A loop around a block."""
    if loop.list_loop:
        return _along_lists(emitter, loop, block)
    if emitter.shared.mode.metered and not loop.once:
        return counted(emitter, "'fuel", "'spent", block)
    return counted(emitter, "'turns", "'too_deep", block) if loop.builds else ast.While(ast.Constant(True), block, [])


def _along_lists(emitter: Emitter, loop: Loop, block: list[ast.stmt]) -> ast.stmt:
    """A loop along lists that asks after many turns whether it will end."""
    soon = emitter.shared.fresh("'soon")
    rests = [emitter.load(parameter) for parameter in loop.parameters]
    longer = emitter.runtime("longer", emitter.name(soon), ast.Constant(loop.list_loop), *rests)
    ask: list[ast.stmt] = [ast.Assign([ast.Name(soon, STORE)], longer), ast.Continue()]
    emitter.assign(soon, emitter.name("'soon"))
    each_turn = for_each_turn(emitter, "'n", emitter.name(soon), block, ask)
    return ast.While(ast.Constant(True), [each_turn, ast.Break()], [])


def for_each_turn(emitter: Emitter, name: str, supply: ast.expr, block: list[ast.stmt], rest: list[ast.stmt]) -> ast.stmt:
    """A `for` over turns, which in metered code take fuel, too."""
    target: ast.expr = ast.Name(name, STORE)
    if emitter.shared.mode.metered:
        target = ast.Tuple([target, ast.Name("'fuelled", STORE)], STORE)
        supply = emitter.runtime("zip", supply, emitter.name("'fuel"))
    return ast.For(target, supply, block, rest)


def counted(emitter: Emitter, supply: str, end: str, block: list[ast.stmt]) -> ast.stmt:
    """A loop that takes an item for each turn, and calls `end` when there are no more."""
    ended = ast.Expr(ast.Call(emitter.name(end), [], []))
    return ast.For(ast.Name("'n", STORE), emitter.name(supply), block, [ended])


def after_loop(emitter: Emitter, loop: Loop, dest: Dest, mark: int) -> None:
    """Emit where to go on after a loop was left: on, out of an outer loop, or to the next turn of one.

    The loop stands behind `mark` in the block.
    """
    if loop.exits and (loop.leaves or len(loop.exits) > 1):
        emitter.block.insert(mark, ast.Assign([ast.Name(loop.selector, STORE)], ast.Constant(0)))
        for number, (target, again) in enumerate(loop.exits, 1):
            if number == len(loop.exits) and not loop.leaves:
                go(emitter, target, again)
                return
            chosen = ast.Compare(ast.Name(loop.selector, LOAD), [ast.Eq()], [ast.Constant(number)])
            block = emitter.inside(lambda target=target, again=again: go(emitter, target, again))  # type: ignore[misc]
            emitter.block.append(ast.If(chosen, block, []))
    elif loop.exits:
        go(emitter, *loop.exits[0])
        return
    if loop.leaves and dest.leave is not None:
        leave(emitter, dest.leave)
