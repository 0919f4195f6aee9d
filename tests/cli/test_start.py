"""What a start does, and what it leaves alone."""

from __future__ import annotations

import subprocess
import sys

UNWANTED = {
    "apsw", "asyncio", "base64", "hashlib", "json", "lark", "prompt_toolkit", "random",
    "flowscheme.catalog", "flowscheme.engine.drive", "flowscheme.engine.policy", "flowscheme.hints",
    "flowscheme.engine.python", "flowscheme.engine.scheme", "flowscheme.engine.views",
    "flowscheme.cli.data", "flowscheme.cli.runs", "flowscheme.cli.stores", "flowscheme.flow.codec",
    "flowscheme.flow.context", "flowscheme.flow.driver", "flowscheme.flow.primitives", "flowscheme.lang.emit.compiler",
    "flowscheme.lang.text.reader",
    "flowscheme.repl", "flowscheme.store",
}  # fmt: skip
"""What takes long to import, and what `eval` of a cached expression does without."""


def imported(cli, *arguments):
    """The modules that a command imports."""
    code = "import sys; from flowscheme.cli.commands import run; run(sys.argv[1:]); print(); print(*sys.modules)"
    command = [sys.executable, "-c", code, *arguments]
    done = subprocess.run(command, cwd=cli.folder, capture_output=True, text=True, check=True)
    return set(done.stdout.splitlines()[-1].split())


def test_eval_imports_what_it_needs(cli, monkeypatch):
    monkeypatch.setenv("FLOWSCHEME_CACHE", str(cli.folder / "cache"))
    first, second = imported(cli, "eval", "(+ 1 2)"), imported(cli, "eval", "(+ 1 2)")
    assert {"flowscheme.interp", "lark"} <= first
    assert "flowscheme.interp" in second
    assert not UNWANTED & second


def test_the_flow_language_comes_when_it_is_named(cli, monkeypatch):
    monkeypatch.setenv("FLOWSCHEME_CACHE", str(cli.folder / "cache"))
    for _ in range(2):
        assert "flowscheme.flow.primitives" in imported(cli, "eval", "(failed? (fail 1))")


def test_a_second_run_of_a_file_compiles_nothing(cli, monkeypatch):
    monkeypatch.setenv("FLOWSCHEME_CACHE", str(cli.folder / "cache"))
    cli.write("p.scm", "(import (scheme base) (srfi 1) (scheme write)) (define (f x) (* x x)) (display (map f (iota 3)))")
    first, second = imported(cli, "run", "p.scm"), imported(cli, "run", "p.scm")
    front = {"lark", "flowscheme.lang.emit.compiler", "flowscheme.lang.expand.expander"}
    assert front <= first
    assert not front & second


def test_the_collector_works_while_a_program_runs(cli):
    cli.write(
        "h.py", "import gc, flowscheme\n@flowscheme.effect\ndef collecting(): return gc.isenabled() and gc.get_threshold()[0]\n"
    )
    cli.write("p.scm", "(display (collecting))")
    assert cli.ok("run", "--host", "h.py", "p.scm") == "50000"


def test_the_names_of_the_package_are_there_when_asked_for():
    code = "import sys, flowscheme; print('flowscheme.lang' in sys.modules, flowscheme.Interpreter().eval('(+ 1 2)'))"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False 3\n"
    code = "import flowscheme; from flowscheme import *; print(set(flowscheme.__all__) <= {*dir(), *dir(flowscheme)}, cons)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout.startswith("True <function")
