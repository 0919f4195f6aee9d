"""The last pass over Python trees: places, and bounds that hold on every Python that is tested."""

from __future__ import annotations

import ast
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from flowscheme.lang.emit.emitter import TooDeep
from flowscheme.lang.emit.settle import LEVELS, LOOPS, settle
from flowscheme.lang.machine.stack import in_room, ordinary_recursion

LOAD = ast.Load()


def branches(body: list[ast.stmt]) -> list[ast.stmt]:
    return [ast.If(ast.Name("x", LOAD), body, [])]


def functions(body: list[ast.stmt]) -> list[ast.stmt]:
    return [ast.FunctionDef("f", ast.arguments([], [], None, [], [], None, []), body, [])]


def loops(body: list[ast.stmt]) -> list[ast.stmt]:
    return [ast.While(ast.Constant(True), body, [])]


def turns(body: list[ast.stmt]) -> list[ast.stmt]:
    return [ast.For(ast.Name("x", ast.Store()), ast.Name("y", LOAD), body, [])]


def nested(around: Callable[[list[ast.stmt]], list[ast.stmt]], count: int, inside: list[ast.stmt] | None = None) -> ast.Module:
    body = inside or [ast.Pass()]
    for _ in range(count):
        body = around(body)
    return ast.Module(body, [])


def sums(count: int) -> ast.Module:
    total: ast.expr = ast.Name("x", LOAD)
    for _ in range(count):
        total = ast.BinOp(total, ast.Add(), ast.Constant(1))
    return ast.Module([ast.Expr(total)], [])


def compiles(module: ast.Module) -> bool:
    """Whether a tree is not refused, from deep inside of other calls; Python must take every such tree."""

    def deep(calls: int) -> bool:
        if calls:
            return deep(calls - 1)
        with ordinary_recursion():
            compile(module, "test", "exec")
        return True

    try:
        settle(module)
    except TooDeep:
        return False
    return in_room(20_000, lambda: deep(10_000))


@pytest.mark.parametrize("around", [branches, functions])
def test_python_takes_what_is_not_refused(around: Callable[[list[ast.stmt]], list[ast.stmt]]) -> None:
    assert compiles(nested(around, LEVELS - 1))
    assert not compiles(nested(around, LEVELS))


def test_expressions_count_like_statements() -> None:
    assert compiles(sums(LEVELS - 2))
    assert not compiles(sums(LEVELS - 1))
    assert not compiles(nested(branches, LEVELS // 2, sums(LEVELS // 2).body))


@pytest.mark.parametrize("around", [loops, turns])
def test_loops_nest_as_deep_as_python_lets_them(around: Callable[[list[ast.stmt]], list[ast.stmt]]) -> None:
    assert compiles(nested(around, LOOPS))
    assert not compiles(nested(around, LOOPS + 1))
    assert compiles(nested(around, LOOPS, functions(nested(around, LOOPS).body)))


def test_a_thread_has_room_for_it() -> None:
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(lambda: compiles(nested(functions, LEVELS - 1)) and compiles(sums(LEVELS - 2))).result()


def test_a_node_without_a_place_has_that_of_the_node_around() -> None:
    around = ast.If(ast.Name("x", LOAD), [ast.Pass()], [], lineno=3, col_offset=4, end_lineno=5, end_col_offset=6)
    inner = ast.Constant(1, lineno=4, col_offset=0, end_lineno=4, end_col_offset=1)
    around.body = [ast.Expr(ast.UnaryOp(ast.USub(), inner)), *ast.parse("y").body]
    settle(ast.Module([around], []))
    places = {type(node).__name__: getattr(node, "lineno", 0) for node in ast.walk(around)}
    assert places == {"If": 3, "Name": 1, "Expr": 1, "UnaryOp": 3, "Constant": 4, "Load": 0, "USub": 0}
    assert around.test.lineno == 3
