"""The structure that ARCHITECTURE.md promises: layers, no circles, short functions, imports inside functions with a reason."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import flowscheme

ROOT = Path(flowscheme.__file__).parent
LAYERS = (
    "errors",
    "lang.values", "lang.machine", "lang.text", "lang.expand", "lang.analyse", "lang.faults", "lang.emit", "lang.units", "lang",
    "host", "catalog", "reference", "hints", "primitives", "asynchronous", "host_types", "python_values", "conversion", "raised",
    "interp",
    "flow", "store", "engine", "report", "repl", "cli", "suites", "pytest_plugin", "__main__", "",
)  # fmt: skip
"""The rooms from the lowest up.  Each imports from those before it, for typing, too; the package's own names come last."""

APART = {("lang.faults", "lang.analyse")}
"""Rooms side by side: neither imports the other, though one stands first in the list."""

LONGEST_FUNCTION, LONGEST_MODULE, MOST_MODULES = 40, 450, 20
WIDE_ROOMS = {"primitives"}  # a module for each area of R7RS


def modules(root: Path = ROOT) -> dict[str, ast.Module]:
    """Module name, without the package's, to its tree; a package has its own name."""
    return {name_of(path.relative_to(root)): ast.parse(path.read_text()) for path in sorted(root.rglob("*.py"))}


def name_of(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def packages(root: Path = ROOT) -> set[str]:
    return {name_of(path.relative_to(root)) for path in root.rglob("__init__.py")}


def imports(name: str, tree: ast.AST, known: set[str], rooms: set[str]) -> Iterator[tuple[ast.ImportFrom, str]]:
    """What a module imports of this package: the statement and the module, or package if only that is meant.

    `from .room import module` imports the module.
    """
    home = name.split(".") if name in rooms else name.split(".")[:-1]
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level:
            base = [*filter(None, home[: len(home) - node.level + 1]), *filter(None, (node.module or "").split("."))]
            for alias in node.names:
                inner = ".".join([*base, alias.name])
                yield node, inner if inner in known else ".".join(base)


def inside_functions(tree: ast.Module) -> set[int]:
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return {id(inner) for function in functions for inner in ast.walk(function)}


def circles(root: Path = ROOT) -> set[str]:
    """The modules whose imports at top level, those for typing among them, lead back to them."""
    trees, rooms = modules(root), packages(root)
    edges = {}
    for name, tree in trees.items():
        late = inside_functions(tree)
        edges[name] = {target for node, target in imports(name, tree, set(trees), rooms) if id(node) not in late} - {name}
    left = set(edges)
    while outside := {name for name in left if not edges[name] & left} | (left - set().union(*(edges[name] for name in left))):
        left -= outside
    return left


def layer(name: str) -> int:
    """The number of the room that a module is in."""
    return max(range(len(LAYERS)), key=lambda number: len(LAYERS[number]) if f"{name}.".startswith(f"{LAYERS[number]}.") else -1)


def test_layers_import_downwards_only() -> None:
    trees, rooms = modules(), packages()
    for name, tree in trees.items():
        for _, target in imports(name, tree, set(trees), rooms) if name else ():
            assert layer(target) <= layer(name), f"{name} imports {target}"
            assert (LAYERS[layer(name)], LAYERS[layer(target)]) not in APART, f"{name} imports {target}"


def test_the_package_names_its_layers_in_order() -> None:
    named = re.findall(r"`([\w.]+)`", flowscheme.__doc__ or "")
    assert named == [room for room in LAYERS if room not in ("lang", "__main__", "")]


def test_no_import_circles() -> None:
    assert not circles()


@pytest.mark.parametrize(
    "first",
    ["from .b import y", "from . import b", "if TYPE_CHECKING:\n    from .b import y", "if TYPE_CHECKING:\n    from . import b"],
)
def test_circles_are_found(tmp_path: Path, first: str) -> None:
    for name, text in {"__init__": "", "a": first, "b": "from .a import x", "c": "def f():\n    from .b import y"}.items():
        (tmp_path / f"{name}.py").write_text(text)
    assert circles(tmp_path) == {"a", "b"}


def test_modules_import_each_other_by_relative_names() -> None:
    """What is written otherwise would be seen neither by the layers nor by the circles."""
    for name, tree in modules().items():
        for node in ast.walk(tree):
            absolute = node.module if isinstance(node, ast.ImportFrom) and not node.level else ""
            assert (absolute or "").split(".")[0] != "flowscheme", f"{name} imports {absolute}"


def test_imports_inside_functions_say_why() -> None:
    for path in sorted(ROOT.rglob("*.py")):
        lines = path.read_text().splitlines()
        for node in ast.walk(ast.parse("\n".join(lines))):
            if isinstance(node, ast.FunctionDef):
                for inner in ast.walk(node):
                    if isinstance(inner, ast.Import | ast.ImportFrom):
                        assert "#" in lines[inner.lineno - 1], f"{path.name}:{inner.lineno} imports without a reason"


def test_no_message_depends_on_bytecode() -> None:
    readers = {name for name, tree in modules().items() if {"dis", "opcode"} & imported(tree)}
    assert readers == {"lang.values.equality", "repl.commands"}  # the prompt shows it, when asked


def imported(tree: ast.Module) -> set[str]:
    """The modules of others that a module imports."""
    nodes = list(ast.walk(tree))
    names = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return names | {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom) and not node.level}


def test_functions_are_short() -> None:
    for name, tree in modules().items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                assert length <= LONGEST_FUNCTION, f"{name}.{node.name} has {length} lines"


def test_modules_and_rooms_are_small() -> None:
    for path in ROOT.rglob("*.py"):
        length = len(path.read_text().splitlines())
        assert length <= LONGEST_MODULE, f"{path.relative_to(ROOT)} has {length} lines"
    for room in packages():
        count = len(list((ROOT / room.replace(".", "/")).glob("*.py")))
        assert count <= MOST_MODULES or room in WIDE_ROOMS, f"{room} has {count} modules"


def test_rooms_open_with_a_paragraph_and_nothing_else() -> None:
    for room in packages() - {"", "primitives", "store", "cli"}:
        tree = ast.parse((ROOT / room.replace(".", "/") / "__init__.py").read_text())
        assert len(tree.body) == 1, f"{room}/__init__.py does something"


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


def test_scheme_keeps_130_columns() -> None:
    """As ruff sees to for Python; the one exception is a test of what is shown of a long line."""
    folders = [ROOT.parent / name for name in ("tests", "prelude", "examples")]
    for file in [file for folder in folders for ending in ("scm", "sld") for file in folder.rglob(f"*.{ending}")]:
        if file.name != "long-line.scm":
            long = [number for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), 1) if len(line) > 130]
            assert not long, f"{file}: lines {long}"
