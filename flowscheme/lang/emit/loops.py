"""`let`: bindings and a body, or a loop.

    (let loop ((i 0) (s 0))                    i, s = 0, 0
      (if (< i n)                       =>     while True:
          (loop (+ i 1) (+ s i))                   if i < n:
          s))                                          i, s = i + 1, s + i; continue
                                                   break

A loop that counts and calls nothing is a `for` over a `range` (`analyse.counted_loops`).
"""

from __future__ import annotations

import ast

from ..analyse.counted_loops import Counter
from ..analyse.loops import loop_lambda, loop_start
from ..analyse.operators import FLOAT, INTEGER, NUMBER
from ..analyse.traversal import walk
from ..expand.core import Let, Ref
from .bindings import bind_variables
from .delivery import start_building
from .dispatch import expression, expression_of, statement, statement_of, test, test_of, truth_of_expression
from .emitter import Dest, Emitter, Loop
from .python_ast import LOAD, joined, locate_all, located
from .turns import after_loop, for_each_turn, loop_body, turns

_COMPARISONS: dict[str, ast.cmpop] = {
    "=": ast.LtE(), "<": ast.Lt(), ">": ast.Gt(), "<=": ast.LtE(), ">=": ast.GtE(),
}  # fmt: skip


def _is_loop(emitter: Emitter, node: Let) -> bool:
    return node in emitter.shared.scope.loops.lets


@expression_of(Let)
def let(emitter: Emitter, node: Let) -> ast.expr:
    """The value of a `let`."""
    if _is_loop(emitter, node):
        temporary = emitter.shared.fresh("'t")
        _loop(emitter, node, Dest("bind", temporary))
        return ast.Name(temporary, LOAD)
    bind_variables(emitter, node)
    return expression(emitter, node.body)


@statement_of(Let)
def let_statement(emitter: Emitter, node: Let, dest: Dest) -> None:
    """Emit a `let` that delivers its value."""
    if _is_loop(emitter, node):
        _loop(emitter, node, dest)
    else:
        bind_variables(emitter, node)
        statement(emitter, node.body, dest)


@test_of(Let)
def let_test(emitter: Emitter, node: Let) -> ast.expr:
    """The truth of a `let`."""
    if _is_loop(emitter, node):
        return truth_of_expression(emitter, node)
    bind_variables(emitter, node)
    return test(emitter, node.body)


def _loop(emitter: Emitter, node: Let, dest: Dest) -> None:
    """Emit a loop."""
    lambda_, analysis = loop_lambda(node), emitter.shared.analysis
    if len(node.variables) > 1:
        bind_variables(emitter, node._replace(variables=node.variables[:-1], inits=node.inits[:-1]))
    for parameter, init in zip(lambda_.parameters, loop_start(node).operands, strict=True):
        value = expression(emitter, init)
        emitter.assign(emitter.shared.local(parameter), emitter.boxed_value(parameter, value), node.at)
    for number in analysis.facts.compared.get(node, ()):
        value = emitter.read(number.variable, number.at)
        itself = ast.Compare(value, [ast.LtE(), ast.LtE()], [value, value])
        emitter.block.append(locate_all(ast.Expr(itself), number.at))
    loop = Loop(lambda_.parameters, list_loop=analysis.list_loops.get(node, ""))
    emitter.active[lambda_] = loop
    if dest.build is None and dest.kind != "drop" and analysis.scope.builds(lambda_.body):
        dest = dest._replace(build=start_building(emitter))
    counter = analysis.counters.get(node) if not loop.list_loop and dest.build is None else None
    if counter is None or analysis.scope.boxed(counter.counter.variable):
        turns(emitter, loop, lambda_.body, dest)
    else:
        _counted_loop(emitter, loop, counter, dest)


# Loops that count


def _counted_loop(emitter: Emitter, loop: Loop, counter: Counter, dest: Dest) -> None:
    """Emit the `for` of a loop that counts; where it goes on stands in the `else`."""
    variable = loop.counter = counter.counter.variable
    name = emitter.shared.local(variable)
    supply = _supply(emitter, counter, name)
    block = loop_body(emitter, loop, counter.body, dest)
    mark = len(emitter.block)

    def end() -> None:
        if any(isinstance(node, Ref) and node.variable is variable for node in walk(counter.after)):
            emitter.assign(name, emitter.runtime("after", supply))
        statement(emitter, counter.after, dest)

    rest = emitter.inside(end)
    emitter.block.append(located(for_each_turn(emitter, name, supply, block, rest), counter.test.at))
    loop.leaves = loop.leaves or (dest.kind != "return" and dest.leave is None)
    after_loop(emitter, loop, dest, mark)


def _supply(emitter: Emitter, counter: Counter, name: str) -> ast.expr:
    """Emit what makes the turns of a loop that counts, once it is sure that its bound is a number; their name."""
    bound = expression(emitter, counter.bound)
    bound = bound if isinstance(bound, ast.Constant | ast.Name) else emitter.hold(bound)
    facts = emitter.shared.facts
    known = facts.of(counter.bound) & facts.of(counter.counter)
    if not known & (INTEGER | FLOAT) and not (counter.name == "=" and known & NUMBER):
        operator, again = _COMPARISONS[counter.name], [bound] if counter.name != "=" else [bound, emitter.name(name)]
        comparison = ast.Compare(emitter.name(name), [operator] * len(again), again)
        emitter.block.append(locate_all(ast.Expr(comparison), counter.test.at))
    return emitter.hold(locate_all(_range(emitter, counter, emitter.name(name), bound), counter.test.at))


def _range(emitter: Emitter, counter: Counter, first: ast.expr, bound: ast.expr) -> ast.expr:
    """The making of the turns: a `range` at once, if it is simple, for numbers that are found to be integers."""
    rest: list[ast.expr] = [ast.Constant(value) for value in (counter.step, counter.name, counter.ends)]
    made = emitter.runtime(counter.maker, first, bound, *rest)
    if counter.maker == "passed" or abs(counter.step) != 1:
        return made
    tests: list[ast.expr] = [
        ast.Compare(emitter.runtime("type", expr), [ast.Is()], [emitter.name("'int")])
        for expr, node in ((first, counter.counter), (bound, counter.bound))
        if not emitter.shared.facts.of(node) & INTEGER
    ]
    if counter.maker == "until":
        tests.append(ast.Compare(first, [ast.LtE() if counter.step > 0 else ast.GtE()], [bound]))
    simple = emitter.runtime("range", first, bound, *([] if counter.step > 0 else rest[:1]))
    return ast.IfExp(joined(ast.And(), tests), simple, made) if tests else simple
