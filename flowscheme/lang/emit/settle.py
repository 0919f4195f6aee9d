"""The last pass over a unit's Python tree before Python compiles it: places, and bounds on nesting.

Python's compiler walks the tree by recursion in C.  How deep that may go differs: CPython 3.11 counts it with its calls and
stops at 1000, 3.12 stops at 1500 and 3.13 at 10,000, where a thread with a small stack has crashed already.  And all of them
refuse a function in which more than 20 loops nest.  So that a program means the same on each, we count for ourselves and refuse
first.  The emitter keeps most sources far below these bounds (see `emitter`): by names that hold what nests, and by functions.
"""

from __future__ import annotations

import ast

from ..machine.meter import afford, charge
from ..machine.shield import poll
from ..values.datum import Span
from .emitter import TooDeep
from .python_ast import located

LEVELS = 900
"""How deep statements and expressions may nest, functions within functions counted together."""

LOOPS = 20
"""How deep loops may nest in one function."""

A_NODE = 1e-6
"""What Python's compiler takes about for a node of the tree, in seconds."""

NODES_OF_A_STEP = 8
"""How many nodes are charged as a step, for what it took to make them."""

_BATCH = 10_000
"""After so many nodes it is asked whether a limit has ended the work."""

_LOOPS = frozenset({ast.While, ast.For})

_INNER = frozenset({*ast.expr.__subclasses__(), *ast.stmt.__subclasses__(), ast.arguments, ast.arg})
"""The classes of the nodes that are walked: `ast.Load` and its like have no place and nothing inside."""


def settle(module: ast.Module) -> None:
    """Give each node that has no place that of the node around it.

    Raises `TooDeep` where the tree nests deeper than every CPython that we know of compiles, and the error of a limit where no
    time is left for that.
    """
    work: list[tuple[ast.AST, Span, int, int]] = [(statement, (1, 0, 1, 0), 1, 0) for statement in module.body]
    count = 0
    while work:
        node, at, level, loops = work.pop()
        count += 1
        if count % _BATCH == 0:
            poll()
        fields = node.__dict__
        if "lineno" in fields:
            at = fields["lineno"], fields["col_offset"], fields["end_lineno"], fields["end_col_offset"]
        else:
            located(node, at)
        kind = type(node)
        if kind in _LOOPS:
            loops += 1
        elif kind is ast.FunctionDef:
            loops = 0
        if level > LEVELS or loops > LOOPS:
            raise TooDeep(at)
        level += 1
        for child in fields.values():
            kind = type(child)
            if kind in _INNER:
                work.append((child, at, level, loops))
            elif kind is list:
                work += [(part, at, level, loops) for part in child if type(part) in _INNER]
    charge(count // NODES_OF_A_STEP)
    afford(count * A_NODE)
