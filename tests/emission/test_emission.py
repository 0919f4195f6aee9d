"""This Scheme becomes this Python: each `*.md` here has cases, a heading, a block of Scheme and the block of Python made of it.

The Python is what `ast.unparse` shows of the module that the compiler makes of the Scheme.  Names that no Scheme program can
write have a quote: `'t'0` holds a value for a second use, `'p'0` is a new pair, `'l:car` the primitive `car` itself, `'d:f` the
direct entry of `f`; a number behind a quote tells apart what has one name in Scheme.  A word behind `scheme` says how the block
is compiled, see `MODES`.  Each block is also run, so that it is a program without faults.

`python tests/emission/test_emission.py` writes all the Python anew: read the difference before you commit it.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from unittest.mock import patch

import pytest

if __name__ == "__main__":  # `python FILE` finds the modules beside the file only
    sys.path.insert(0, str(Path(__file__).parents[2]))

from flowscheme import Interpreter, Limits
from flowscheme.lang.analyse.operators import OPERATORS as ALL_OPERATORS
from flowscheme.lang.emit import compiler
from flowscheme.lang.expand.core import Node
from flowscheme.lang.text.reader import read_source
from flowscheme.lang.units import toplevel
from flowscheme.lang.values.datum import Pair, Symbol

FOLDER = Path(__file__).parent
OPERATORS = "operators.md"
NAME = "case.scm"

MODES: dict[str, dict[str, Any]] = {
    "": {},
    "metered": {"metered": True},
    "bounded": {"limits": Limits(depth=100_000)},
    "plain": {"optimize": False},
}
"""How a block is compiled: to count its steps, to look how long integers get, without the optimizer."""

CASE = re.compile(
    r"^## (?P<title>.*)\n"
    r"(?:(?!## |```).*\n)*"
    r"```scheme ?(?P<mode>\w*)\n(?P<scheme>(?:(?!```).*\n)*)```\n\n"
    r"```python\n(?P<python>(?:(?!```).*\n)*)```\n",
    re.MULTILINE,
)


class Case(NamedTuple):
    """A program and the Python that is expected of it."""

    file: str
    title: str
    mode: str
    scheme: str
    python: str


class Emission(NamedTuple):
    """What compiling a program gave: its Python, and the nodes that it was made of."""

    python: str
    nodes: list[Node]


def cases(path: Path) -> Iterator[Case]:
    """The cases of a file."""
    for found in CASE.finditer(path.read_text(encoding="utf-8")):
        yield Case(path.name, found["title"], found["mode"], found["scheme"], found["python"])


CASES = [case for path in sorted(FOLDER.glob("*.md")) for case in cases(path)]


@cache
def emission(scheme: str, mode: str) -> Emission:
    """Compile a program, and run it."""
    found = Emission("", [])
    texts: list[str] = []

    def note_module(module: ast.Module, filename: str, *arguments: Any, **options: Any) -> Any:
        if filename == NAME:
            texts.append(readable(ast.unparse(module)) + "\n")
        return compile(module, filename, *arguments, **options)

    def note_nodes(nodes: list[Node], *arguments: Any) -> Any:
        found.nodes.extend(nodes)
        return compile_unit(nodes, *arguments)

    compile_unit = toplevel.compile_unit
    interpreter = Interpreter(**MODES[mode])
    interpreter.eval("1")  # the first unit of an interpreter may come from the cache
    with patch.object(compiler, "compile", note_module, create=True), patch.object(toplevel, "compile_unit", note_nodes):
        interpreter.eval_datum(scheme, NAME)
    return found._replace(python="\n".join(texts))


def readable(python: str) -> str:
    """Python whose linked names have no line breaks: `'l:car` for a primitive, `'l:counter:n` for a library's."""
    return re.sub(r"'l:([^\n]*)\n", r"'l:\1:", python).replace("'l:flowscheme primitive:", "'l:")


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.file}::{case.title}")
def test_the_python(case: Case) -> None:
    assert emission(case.scheme, case.mode).python == case.python


def test_every_block_belongs_to_a_case() -> None:
    for path in FOLDER.glob("*.md"):
        text = path.read_text(encoding="utf-8")
        assert text.count("\n```scheme") == text.count("\n```python") == text.count("\n## ") == len(list(cases(path))), path


def test_every_inlined_operator_has_a_case() -> None:
    shown = {name: case for case in CASES if case.file == OPERATORS for name in re.findall(r"`(.*?)`", case.title)}
    missing = set(shown) ^ ALL_OPERATORS.keys()
    assert not missing, f"wants a case in {OPERATORS} whose title has the name in backquotes: {missing}"
    for name, case in shown.items():
        assert name in called(case.scheme), case.title


def called(scheme: str) -> set[str]:
    """The names that stand first in a list of a program."""
    names = set()
    work = [datum for datum, _ in read_source(scheme, NAME)]
    while work:
        datum = work.pop()
        if isinstance(datum, Pair):
            work += [datum.car, datum.cdr]
            if isinstance(datum.car, Symbol):
                names.add(datum.car.name)
    return names


def test_every_class_of_nodes_has_a_case() -> None:
    classes = set()
    work: list[Any] = [emission(case.scheme, case.mode).nodes for case in CASES]
    while work:
        item = work.pop()
        classes.add(type(item))
        work += item if isinstance(item, list | tuple) else []
    assert classes >= set(Node.__args__)


def rewrite(path: Path) -> None:
    """Write the Python of a file's cases anew."""

    def renewed(found: re.Match[str]) -> str:
        whole, start = found.group(), found.start()
        python = emission(found["scheme"], found["mode"]).python
        return whole[: found.start("python") - start] + python + whole[found.end("python") - start :]

    path.write_text(CASE.sub(renewed, path.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    for each in FOLDER.glob("*.md"):
        rewrite(each)
