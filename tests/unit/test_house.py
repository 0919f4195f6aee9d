"""The structure that ARCHITECTURE.md promises: layers, no cycles, short functions, imports inside functions with a reason."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import flowscheme

ROOT = Path(flowscheme.__file__).parent
LAYERS = (
    "errors", "lang", "host", "catalog", "reference", "hints", "primitives", "asynchronous", "border", "interp", "flow",
    "store", "drive", "pins", "transfer", "view", "engine", "report", "repl", "cli", "suites",
    "pytest_plugin", "__main__",
)  # fmt: skip
LONGEST = 60


def modules() -> dict[str, ast.Module]:
    """Module name, without the package's, to its tree."""
    return {
        ".".join(path.relative_to(ROOT).with_suffix("").parts): ast.parse(path.read_text())
        for path in sorted(ROOT.rglob("*.py"))
    }


def imports(name: str, tree: ast.Module, top_only: bool) -> set[str]:
    """The modules of this package that a module imports."""
    package = name.split(".")[:-1]
    typing_only = {
        id(inner)
        for node in tree.body
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)
        for inner in ast.walk(node)
    }
    nodes = tree.body if top_only else ast.walk(tree)
    found = set()
    for node in nodes:
        if id(node) not in typing_only and isinstance(node, ast.ImportFrom) and node.level:
            base = package[: len(package) - node.level + 1]
            target = ".".join([*base, *([node.module] if node.module else [])])
            found |= {target} if node.module else {".".join([*base, alias.name]) for alias in node.names}
    return {each for each in found if each}


def layer(name: str) -> int:
    return LAYERS.index(name.split(".", maxsplit=1)[0])


def test_layers_import_downwards_only() -> None:
    for name, tree in modules().items():
        if name != "__init__":
            for target in imports(name, tree, top_only=False):
                assert layer(target) <= layer(name), f"{name} imports {target}"


def test_no_import_cycles() -> None:
    trees = modules()
    edges = {}
    for name, tree in trees.items():
        found = imports(name, tree, top_only=True)
        edges[name] = {each if each in trees else f"{each}.__init__" for each in found if each != name}
    done: set[str] = set()
    while ready := {name for name, targets in edges.items() if name not in done and targets & edges.keys() <= done}:
        done |= ready
    assert done == edges.keys(), f"in cycles: {sorted(edges.keys() - done)}"


def test_imports_inside_functions_say_why() -> None:
    for path in sorted(ROOT.rglob("*.py")):
        lines = path.read_text().splitlines()
        for node in ast.walk(ast.parse("\n".join(lines))):
            if isinstance(node, ast.FunctionDef):
                for inner in ast.walk(node):
                    if isinstance(inner, ast.Import | ast.ImportFrom):
                        assert "#" in lines[inner.lineno - 1], f"{path.name}:{inner.lineno} imports without a reason"


def test_functions_are_short() -> None:
    for name, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                assert length <= LONGEST, f"{name}.{node.name} has {length} lines"


def test_modules_open_with_a_docstring() -> None:
    for name, tree in modules().items():
        assert ast.get_docstring(tree), name


def test_public_functions_and_classes_have_docstrings() -> None:
    for name, tree in modules().items():
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                assert ast.get_docstring(node), f"{name}.{node.name} says nothing"


def test_the_package_knows_nothing_of_this_machine() -> None:
    for path in [*ROOT.rglob("*.py"), *(ROOT.parent / "prelude").rglob("*.s*")]:
        assert not re.search(r"/work/|/root/|/home/", path.read_text()), path
