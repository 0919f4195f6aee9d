"""What documents, docstrings and comments refer to is there: documents and their sections, modules, names, files, links.

The rules of citing that are held here:

* a document is cited by its file, and a section of it by its heading: ``docs/semantics.md, "Pin"``;
* a module of ours in backquotes is written from any package downwards (``lang.emit.loops``, ``emit.loops``), and so is a
  name in it (``meter.Meter``) or a file (``flow/journal.py``, ``emit/loops``); a method is written with its class;
* what follows ``see`` in backquotes is a module of ours or a name of the same file;
* a name with an underscore is one that the code has.

A name of one letter or in capitals (``NAME.scm``, ``a/b/c.sld``) stands for any.
"""

from __future__ import annotations

import ast
import io
import posixpath
import re
import sys
import tokenize
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parents[2]
FOLDERS = ("flowscheme", "prelude", "tests", "examples", ".ci")


class Passage(NamedTuple):
    """Text for people: a docstring, a comment, or the prose of a document; `line` is where it begins."""

    file: str
    line: int
    text: str


class Repository:
    """The files under a folder, by their paths from there, and what a reference can mean in them."""

    def __init__(self, root: Path) -> None:
        files = [path for path in root.iterdir() if path.is_file()]
        files += [path for folder in FOLDERS for path in (root / folder).rglob("*") if path.is_file()]
        self.paths: set[str] = set()
        self.texts: dict[str, str] = {}
        for path in files:
            name = path.relative_to(root).as_posix()
            if "__pycache__" not in name:
                self.paths.update((name, *map(str, PurePosixPath(name).parents)))
                if path.suffix in PASSAGES:
                    self.texts[name] = path.read_text(encoding="utf-8")
        if (root / ".gitignore").exists():  # what is made while testing may be spoken of, too
            self.paths.update((root / ".gitignore").read_text(encoding="utf-8").split())

    def passages(self) -> Iterator[Passage]:
        """All text for people, file by file."""
        for file, text in sorted(self.texts.items()):
            for line, part in PASSAGES[PurePosixPath(file).suffix](text):
                yield Passage(file, line, part)

    def resolve(self, path: str, file: str) -> str | None:
        """The file or folder that `path` means where `file` says it: from there, or the end of a path of ours."""
        near = posixpath.normpath(PurePosixPath(file).parent / path)
        for known in sorted(self.paths):
            bare = known.removesuffix(".py").removesuffix(".scm")
            if near in (known, bare) or any(f"/{name}".endswith(f"/{path}") for name in (known, bare)):
                return known
        return None

    @cached_property
    def trees(self) -> dict[str, ast.Module]:
        """The modules of the package: dotted name, without the package's, to tree."""
        found = {}
        for file, text in self.texts.items():
            path = PurePosixPath(file)
            if path.suffix == ".py" and path.parts[0] == "flowscheme":
                parts = path.with_suffix("").parts[1:]
                found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = ast.parse(text)
        return found

    @cached_property
    def modules(self) -> dict[str, list[str]]:
        """What a module may be called, `emit.loops` for `lang.emit.loops`: name to full names."""
        found: dict[str, list[str]] = {}
        for name in filter(None, self.trees):
            parts = name.split(".")
            for start in range(len(parts)):
                found.setdefault(".".join(parts[start:]), []).append(name)
        return found

    @cached_property
    def classes(self) -> dict[str, list[ast.ClassDef]]:
        """The classes of the package by name."""
        found: dict[str, list[ast.ClassDef]] = {}
        for tree in self.trees.values():
            for node in ast.walk(tree):
                if isinstance(node, ast.ClassDef):
                    found.setdefault(node.name, []).append(node)
        return found

    @cached_property
    def names(self) -> set[str]:
        """Every name that Python code of ours has, and every string that it has as a whole."""
        found = set(sys.stdlib_module_names)
        for file, text in self.texts.items():
            if file.endswith(".py"):
                found |= {name for node in ast.walk(ast.parse(text)) for name in names_of(node)}
        return found

    @cached_property
    def scheme_names(self) -> set[str]:
        """The names that the reference lists."""
        pages = [text for file, text in self.texts.items() if file.endswith("/reference.md")]
        return {name for text in pages for name in re.findall(r"`\(?([^\s()`]+)", text)}

    @cached_property
    def shown_files(self) -> set[str]:
        """The files that blocks of documents are."""
        pages = [text for file, text in self.texts.items() if file.endswith(".md")]
        return {name for text in pages for name in re.findall(r"^```\w+\n(?:;;|#) ([\w.]+)$", text, re.MULTILINE)}

    def headings(self, file: str) -> list[str]:
        """The headings of a document."""
        return re.findall(r"^#+ (.*?) *$", without_fences(self.texts[file]), re.MULTILINE)


# Text for people


def python_passages(text: str) -> Iterator[tuple[int, str]]:
    """Docstrings, those of attributes too, and comments."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
            yield node.lineno, node.value.value
    yield from joined(
        (token.start[0], token.string.lstrip("# ")) for token in tokenize.generate_tokens(io.StringIO(text).readline)
        if token.type == tokenize.COMMENT
    )  # fmt: skip


def commented(mark: str) -> Callable[[str], Iterator[tuple[int, str]]]:
    """The finder of the lines that begin with a mark."""

    def passages(text: str) -> Iterator[tuple[int, str]]:
        lines = enumerate(text.splitlines(), 1)
        return joined((number, line.strip().lstrip(mark[0])) for number, line in lines if line.strip().startswith(mark))

    return passages


def joined(lines: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Comments that follow line upon line, as one."""
    first, last, parts = 0, 0, list[str]()
    for number, part in [*lines, (-1, "")]:
        if parts and number != last + 1:
            yield first, "\n".join(parts)
            parts = []
        first = first if parts else number
        last = number
        parts.append(part)


def prose(text: str) -> Iterator[tuple[int, str]]:
    """A document without its fenced blocks, as one passage."""
    yield 1, without_fences(text)


def without_fences(text: str) -> str:
    return re.sub(r"^```.*?^```$", lambda block: "\n" * block[0].count("\n"), text, flags=re.MULTILINE | re.DOTALL)


PASSAGES: dict[str, Callable[[str], Iterator[tuple[int, str]]]] = {
    ".py": python_passages,
    ".scm": commented(";"),
    ".sld": commented(";"),
    ".sql": commented("--"),
    ".sh": commented("#"),
    ".md": prose,
}
"""File suffix to what finds the text for people in it, each passage with its line."""


# References


DOCUMENT = re.compile(r"[\w./-]*\w\.md\b")
SECTIONS = re.compile(r'([\w./-]*\w\.md)((?:,?\s+(?:and\s+)?"[^"]+")+)')
NUMBERED = re.compile(r"[\w./-]*\w\.md,?\s+(?:section|sections|§)\s*\d\w*")
LINK = re.compile(r"\]\(([^)\s]+)\)")
QUOTED = re.compile(r"`([^`\n]+)`")
SEEN = re.compile(r"\bsee\s+`([A-Za-z_]\w*)`")
FILE = re.compile(r"(?:[\w.-]+/)*[\w.-]*\w\.(?:py|scm|sld|sql|sh|lark|toml|db)|[a-z_]+(?:/[a-z_]+)+")
BARE_FILE = re.compile(r"(?<![\w./-])(?:flowscheme|prelude|tests|examples)/[\w/-]+\.\w+")
STANDS_FOR_ANY = re.compile(r"(?:\w/)*(?:\w|[A-Z]+)\.\w+")
DOTTED = re.compile(r"[A-Za-z_]\w*(?:\.\w+)+")


def documents(repository: Repository, passage: Passage) -> Iterator[str]:
    """Documents that are not there."""
    for name in DOCUMENT.findall(passage.text):
        if repository.resolve(name, passage.file) is None:
            yield f"no document {name}"


def sections(repository: Repository, passage: Passage) -> Iterator[str]:
    """Sections that a document has not, or that are cited by a number."""
    for name, cited in SECTIONS.findall(passage.text):
        file = repository.resolve(name, passage.file)
        for heading in re.findall(r'"([^"]+)"', cited) if file in repository.texts else ():
            if " ".join(heading.split()) not in repository.headings(file):
                yield f'no section "{heading}" in {name}'
    yield from (f"cited by a number: {cited}" for cited in NUMBERED.findall(passage.text))


def links(repository: Repository, passage: Passage) -> Iterator[str]:
    """Links of documents to files or headings that are not there."""
    for link in LINK.findall(passage.text) if passage.file.endswith(".md") else ():
        target, _, anchor = link.partition("#")
        if "://" in link:
            continue
        file = posixpath.normpath(PurePosixPath(passage.file).parent / target) if target else passage.file
        if file not in repository.paths:
            yield f"no file for the link {link}"
        elif anchor and anchor not in map(slug, repository.headings(file)):
            yield f"no heading for the link {link}"


def slug(heading: str) -> str:
    """The anchor that a heading gets."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def files(repository: Repository, passage: Passage) -> Iterator[str]:
    """Files and folders that are not there."""
    quoted = [name for name in QUOTED.findall(passage.text) if FILE.fullmatch(name) and not STANDS_FOR_ANY.fullmatch(name)]
    for name in [*quoted, *BARE_FILE.findall(passage.text)]:
        elsewhere = "." not in name and repository.resolve(name.split("/")[0], "") is None
        if elsewhere or name in repository.scheme_names | repository.shown_files or name.endswith(".db"):
            continue
        if repository.resolve(name, passage.file) is None:
            yield f"no file {name}"


def modules(repository: Repository, passage: Passage) -> Iterator[str]:
    """Modules and classes of ours that are not there, or have not what they are said to have."""
    for name in filter(DOTTED.fullmatch, QUOTED.findall(passage.text)):
        parts = name.removeprefix("flowscheme.").split(".")
        ours = name.startswith("flowscheme.") or parts[0] in repository.modules or parts[0] in repository.classes
        if FILE.fullmatch(name) or DOCUMENT.fullmatch(name) or not ours or parts[0] in sys.stdlib_module_names:
            continue
        if not known(repository, parts):
            yield f"no module or name {name}"


def known(repository: Repository, parts: list[str]) -> bool:
    """Whether a dotted name is that of a module or class, or of something in one."""
    if any(has(found, parts[1:]) for found in repository.classes.get(parts[0], ())):
        return True
    for length in range(len(parts), 0, -1):
        for module in repository.modules.get(".".join(parts[:length]), ()):
            if has(repository.trees[module], parts[length:]):
                return True
    return has(repository.trees[""], parts)


def has(tree: ast.AST, names: list[str]) -> bool:
    """Whether a module or class defines, imports or sets a name, and that name the next."""
    if not names:
        return True
    within = [node for node in members(tree) if names[0] in names_of(node)]
    return bool(within) and (len(names) == 1 or any(isinstance(node, ast.ClassDef) and has(node, names[1:]) for node in within))


def members(tree: ast.AST) -> Iterator[ast.AST]:
    """What gives a module or class its names: definitions, imports, targets, and in methods what they set of `self`."""
    for node in ast.iter_child_nodes(tree):
        yield node
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            inner = ast.walk(node) if isinstance(tree, ast.ClassDef) else ()
            yield from (each for each in inner if isinstance(each, ast.Attribute) and isinstance(each.ctx, ast.Store))
        elif not isinstance(node, ast.ClassDef):
            yield from ast.walk(node)


def names_of(node: ast.AST) -> tuple[str, ...]:
    """The names that a node itself has."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef():
            return (node.name,)
        case ast.Name():
            return (node.id,)
        case ast.Attribute():
            return (node.attr,)
        case ast.arg() | ast.keyword():
            return (node.arg or "",)
        case ast.alias():
            return (node.asname or node.name,)
        case ast.Constant(value=str()):
            return (node.value,)
    return ()


def seen(repository: Repository, passage: Passage) -> Iterator[str]:
    """What a reader is told to see, and that is neither a module of ours nor in the same file."""
    text = repository.texts[passage.file]
    for name in SEEN.findall(passage.text):
        if name not in repository.modules and not re.search(rf"(?<![`\w]){name}(?![`\w])", text):
            yield f"nothing to see: {name}"


def names(repository: Repository, passage: Passage) -> Iterator[str]:
    """Names with an underscore that no code has."""
    for name in QUOTED.findall(passage.text) if passage.file.endswith(".py") else ():
        if re.fullmatch(r"(?!__)\w*_\w*", name) and name not in repository.names and name not in repository.modules:
            yield f"no name {name}"


CHECKS = (documents, sections, links, files, modules, seen, names)


def faults(repository: Repository) -> list[str]:
    """Every reference to what is not there, with its place."""
    return [
        f"{passage.file}:{passage.line}: {fault}"
        for passage in repository.passages()
        for check in CHECKS
        for fault in check(repository, passage)
    ]


def test_every_reference_is_to_something_that_is_there() -> None:
    assert faults(Repository(ROOT)) == []


LOOPS = '''"""Loops (docs/page.md, "The one, and only" and "Page"), see `turn_round`."""

class Loop:
    """`Loop.turn`, of `lang.loops.Loop`, runs as `lang/loops.py` says."""

    def turn(self) -> None:
        """Here."""

def turn_round() -> None:
    """`turn_round` is `loops.turn_round`."""
'''

RIGHT = {
    "README.md": """# Top

[The page](flowscheme/docs/page.md#the-one-and-only), [`prelude`](prelude/flow), [up](#top), `a/b.scm`.
""",
    "flowscheme/docs/page.md": "# Page\n\n## The one, and only\n\n```sh\n# no/such/file.py\n```\n",
    "flowscheme/docs/reference.md": "- `(flow/start flow)`\n",
    "flowscheme/__init__.py": '"""Nothing."""\n',
    "flowscheme/lang/__init__.py": '"""See `loops` and `docs/page.md`."""\n',
    "flowscheme/lang/loops.py": LOOPS,
    "prelude/flow/spec.scm": ';; Nodes (docs/page.md, "Page"): `flow/start`, `lang/loops`.\n(define (flow/start) 1)\n',
    "tests/run.sh": "# Runs `Loop.turn` of `flowscheme.lang.loops`, as README.md and tests/run.sh say.\n",
}


@pytest.fixture
def plant(tmp_path: Path) -> Callable[[dict[str, str]], list[str]]:
    """Write a small repository, some of its files anew, and find its faults."""

    def planted(anew: dict[str, str]) -> list[str]:
        for name, text in (RIGHT | anew).items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, encoding="utf-8")
        return faults(Repository(tmp_path))

    return planted


def test_references_that_are_right_are_no_faults(plant: Callable[[dict[str, str]], list[str]]) -> None:
    assert plant({}) == []


@pytest.mark.parametrize(
    ("file", "text", "fault"),
    [
        ("flowscheme/a.py", '"""Rules (rules.md)."""', "1: no document rules.md"),
        ("flowscheme/a.py", '"""Rules (docs/page.md, "Another")."""', '1: no section "Another" in docs/page.md'),
        ("flowscheme/a.py", '"""Rules (docs/page.md, "Page" and "Another")."""', '1: no section "Another" in docs/page.md'),
        ("flowscheme/a.py", "x = 1\n# Rules (docs/page.md section 2)\n", "2: cited by a number: docs/page.md section 2"),
        ("flowscheme/a.py", '"""Turns: `lang.walks`."""', "1: no module or name lang.walks"),
        ("flowscheme/a.py", '"""Turns: `loops.walk`."""', "1: no module or name loops.walk"),
        ("flowscheme/a.py", '"""Turns: `flowscheme.walks`."""', "1: no module or name flowscheme.walks"),
        ("flowscheme/a.py", '"""Turns: `Loop.walk`."""', "1: no module or name Loop.walk"),
        ("flowscheme/a.py", '"""Turns: `lang/walks.py`."""', "1: no file lang/walks.py"),
        ("flowscheme/a.py", '"""Turns: `lang/walks`."""', "1: no file lang/walks"),
        ("flowscheme/a.py", '"""Turns: see `walks`."""', "1: nothing to see: walks"),
        ("flowscheme/a.py", '"""Turns: `walk_round`."""', "1: no name walk_round"),
        ("flowscheme/a.py", 'x = 1\n"""As in tests/walks.txt."""', "2: no file tests/walks.txt"),
        ("prelude/flow/a.scm", "(define a 1)\n;; As\n;; `walks.scm` says\n", "2: no file walks.scm"),
        ("flowscheme/store/a.sql", "-- As `walks.py` says\n", "1: no file walks.py"),
        ("examples/a.sh", "# As `walks.py` says\n", "1: no file walks.py"),
        ("flowscheme/docs/a.md", "[a](../b.md)", "1: no file for the link ../b.md"),
        ("flowscheme/docs/a.md", "[a](page.md#two)", "1: no heading for the link page.md#two"),
        ("flowscheme/docs/a.md", "## One\n\n[a](#two)", "1: no heading for the link #two"),
    ],
)  # fmt: skip
def test_a_wrong_reference_is_found(plant: Callable[[dict[str, str]], list[str]], file: str, text: str, fault: str) -> None:
    assert f"{file}:{fault}" in plant({file: text})
