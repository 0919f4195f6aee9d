"""The public face is typed: a user's program passes `mypy --strict`, and one that misuses it does not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAM = '''
from typing import Any

from flowscheme import (
    Char, Engine, Interpreter, LimitExceeded, Limits, NotGranted, Pair, SchemeError, SchemeExit, Symbol, char, cons, symbol,
)

scheme = Interpreter(grants=["console"], limits=Limits(seconds=1.0, steps=10_000))


@scheme.procedure
def add_tax(net: float, rate: float = 0.19) -> float:
    return net * (1 + rate)


@scheme.procedure("fetch!")
async def fetch(url: str) -> bytes:
    return url.encode()


def use() -> float:
    scheme.define("limit", 10)
    value: Any = scheme.eval("(add-tax limit)", limits=Limits(depth=100))
    pair: Pair = cons(symbol("a"), char("b"))
    return add_tax(scheme.call("add-tax", value, pair))


async def wait() -> Any:
    await fetch("x")
    return [await scheme.eval_async("(fetch! 1)"), await scheme.call_async("fetch!", "y", limits=Limits())]


def flows(engine: Engine) -> str:
    @engine.effect
    def send(to: str) -> None: ...

    send("me")
    return engine.start("flow", {"a": 1}, id="x").status


def describe(error: SchemeError) -> str | int:
    if isinstance(error, LimitExceeded):
        return error.limit
    return error.code if isinstance(error, SchemeExit) else "denied" if isinstance(error, NotGranted) else str(error)


kinds: tuple[type, ...] = (Symbol, Char, Pair)
'''

MISUSE = '''
from flowscheme import Interpreter, Limits
Interpreter().eval(5)
Interpreter(limits=5)
Limits(seconds="long")
@Interpreter().procedure
def f(x: int) -> int: return x
f("text")
'''


def check(folder: Path, text: str) -> str:
    file = folder / "program.py"
    file.write_text(text)
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(folder / "cache"), str(file)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True).stdout


def test_a_users_program_is_typed(tmp_path: Path) -> None:
    assert check(tmp_path, PROGRAM).startswith("Success")
    found = check(tmp_path, MISUSE)
    assert [f"program.py:{line}: error" in found for line in (3, 4, 5, 8)] == [True] * 4, found
