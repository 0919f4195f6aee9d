"""No source reads a file that it may not: each way to name a file × each path that leads out × each kind of source.

A secret stands outside of all that a program without the grant for files may see.  Whatever the program says, the secret is
neither its value nor in the error.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flowscheme import Interpreter, SchemeError
from flowscheme.engine.pinned_sources import Pin, load_pin
from flowscheme.interp import ALL_GRANTS, PRELUDE
from flowscheme.lang.text.source import LONGEST_PATH
from flowscheme.lang.units.files import SourceFiles

SECRET = "hunter2"

FORMS = {
    "include": '(include "{}") password',
    "include-ci": '(include-ci "{}") password',
    "in a body": '(let () (include "{}") password)',
    "in a begin": '(begin (include "{}")) password',
    "by a macro": '(define-syntax get (syntax-rules () ((_ f) (include f)))) (get "{}") password',
    "by eval": '(eval (quote (include "{}")) (interaction-environment)) password',
    "in a library": '(define-library (l) (import (scheme base)) (export password) (include "{}")) (import (l)) password',
    "as declarations": '(define-library (l) (include-library-declarations "{}.sld")) (import (l)) password',
    "load": '(load "{}") password',
    "load elsewhere": '(load "{}" (environment (quote (scheme base)))) password',
    "in a cond-expand": '(cond-expand ((library (scheme base)) (include "{}"))) password',
    "in a definition": '(define (f) (include "{}") password) (f)',
}
"""Programs that use a file whose path stands in the braces."""

PATHS: dict[str, Callable[[Path, Path], str]] = {
    "absolute": lambda home, secret: str(secret),
    "upwards": lambda home, secret: os.path.relpath(secret, home),
    "up and down": lambda home, secret: f"./inner/.././{os.path.relpath(secret, home)}",
    "by way of ours": lambda home, secret: f"{PRELUDE}/{'../' * 30}{str(secret).lstrip('/')}",
    "by way of a folder of ours": lambda home, secret: f"{PRELUDE}/srfi/{'../' * 30}{str(secret).lstrip('/')}",
    "by a link": lambda home, secret: "link.scm",
    "by a link to the folder": lambda home, secret: f"outside/{secret.name}",
    "by a link to a link": lambda home, secret: "again.scm",
    "with slashes": lambda home, secret: f"/{secret}",
    "by the root": lambda home, secret: f"{home}/{'../' * 30}{str(secret).lstrip('/')}",
}

SOME_PATHS = ["absolute", "by way of ours", "by a link"]
"""Those for sources that look a path up in a table, and follow none."""

Run = Callable[[str, Path], Any]


def by_eval(program: str, home: Path) -> Any:
    return Interpreter(()).eval(program)


def by_file(program: str, home: Path) -> Any:
    """A text that has the name of a file, as one that is loaded has."""
    value = Interpreter(()).eval_datum(program, str(home / "main.scm"))
    return getattr(value, "text", value)


def by_import(program: str, home: Path) -> Any:
    (home / "shared.sld").write_text(
        f"(define-library (shared) (import (scheme base)) (export run) (begin (define (run) {program})))"
    )
    return Interpreter((), path=[home]).eval("(import (shared)) (run)")


def by_files(program: str, home: Path) -> Any:
    return Interpreter((), files={str(home / "main.scm"): "1"}).eval(program)


def by_pin(program: str, home: Path) -> Any:
    return load_pin(Pin("<repl>", {"<repl>": program}), Interpreter(()), {})["password"]


def by_pin_of_ours(program: str, home: Path) -> Any:
    """A pin says that its source is one of our own libraries."""
    name = str(PRELUDE / "srfi" / "8.scm")
    return load_pin(Pin(name, {name: program}), Interpreter(()), {})["password"]


def by_pin_with_files(program: str, home: Path) -> Any:
    """What is granted lets a program read files; a pin's sources are still those that it has."""
    return load_pin(Pin("<repl>", {"<repl>": program}), Interpreter(("files",)), {})["password"]


def by_cache(program: str, home: Path) -> Any:
    """A unit that a program with the grant has left in the cache, under the same name and text."""
    for grants in (ALL_GRANTS, frozenset[str]()):
        interpreter = Interpreter(grants)
        try:
            value = interpreter.eval_datum(program, str(home / "cached.scm"))
        except SchemeError:
            value = None
    return getattr(value, "text", value)


SOURCES: dict[str, Run] = {
    "a text": by_eval,
    "a file": by_file,
    "a library": by_import,
    "files in memory": by_files,
    "a pin": by_pin,
    "a pin in our name": by_pin_of_ours,
    "a pin with the grant": by_pin_with_files,
    "the cache": by_cache,
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the program: beside it the secret, in it links to that."""
    folder, outside = tmp_path / "home", tmp_path / "outside"
    (folder / "inner").mkdir(parents=True)
    outside.mkdir()
    (outside / "secret.scm").write_text(f'(define password "{SECRET}")')
    (outside / "secret.scm.sld").write_text(f'(import (scheme base)) (export password) (begin (define password "{SECRET}"))')
    (folder / "link.scm").symlink_to(outside / "secret.scm")
    (folder / "link.scm.sld").symlink_to(outside / "secret.scm.sld")
    (folder / "again.scm").symlink_to(folder / "link.scm")
    (folder / "again.scm.sld").symlink_to(folder / "link.scm.sld")
    (folder / "outside").symlink_to(outside)
    monkeypatch.setenv("FLOWSCHEME_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(folder)
    return folder


def leaks(source: str, home: Path, forms: list[str], paths: list[str]) -> list[tuple[str, str]]:
    """The forms and paths by which a source reads the secret."""
    found = []
    for form in forms:
        for path in paths:
            named = PATHS[path](home, home.parent / "outside" / "secret.scm")
            try:
                value = SOURCES[source](FORMS[form].format(named), home)
            except SchemeError as error:
                value = f"{error} {error.payload!r}"
            if SECRET in str(value):
                found.append((form, path))
    return found


@pytest.mark.parametrize("source", SOURCES)
def test_no_source_reads_what_it_may_not(source: str, home: Path) -> None:
    forms = [form for form in FORMS if source != "a pin with the grant" or not form.startswith("load")]
    paths = list(PATHS) if source in ("a text", "a file", "a library") else SOME_PATHS
    assert leaks(source, home, forms, paths) == []


@pytest.mark.parametrize("source", ["a text", "a file", "a library", "the cache"])
def test_a_hole_in_what_may_be_included_is_found(source: str, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SourceFiles, "may_include", lambda *_: True)
    for path in PATHS if source != "a text" else []:
        assert leaks(source, home, ["in a body"], [path]), path
    assert leaks(source, home, ["include", "in a body", "in a definition"], ["absolute"])


def test_a_pin_that_reads_the_disk_is_found(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(SourceFiles, "read", lambda self, path: SourceFiles.read_own(self, path))
    for source in ("a pin", "a pin in our name", "files in memory"):
        assert leaks(source, home, ["include", "include-ci", "in a body"], ["absolute", "by way of ours"])


def test_the_grant_opens_all_of_this(home: Path) -> None:
    for form, program in FORMS.items():
        if form != "load elsewhere":
            assert Interpreter(ALL_GRANTS).eval(program.format(home.parent / "outside" / "secret.scm")) == SECRET


def test_only_our_sources_include_ours(home: Path) -> None:
    ours = PRELUDE / "srfi" / "8.scm"
    for source, run in SOURCES.items():
        if source != "the cache":
            with pytest.raises(SchemeError):
                run(f'(include "{ours}") receive', home)


def test_a_link_to_the_folder_of_a_program_is_no_way_out(home: Path) -> None:
    (home / "beside.scm").write_text('(define password "mine")')
    (home / "main.scm").write_text('(include "beside.scm") (include "inner/../beside.scm")')
    (home.parent / "program").symlink_to(home)
    interpreter = Interpreter(())
    interpreter.load(home.parent / "program" / "main.scm")
    assert interpreter["password"] == "mine"


NAMES = {
    "NUL": "a\\x0;b", "one long name": "b" * 5000, "long names": "b" * 300 + "/x", "many folders": "b/" * (LONGEST_PATH // 2 + 1),
    "a very long name": "c" * 100_000, "nothing": "", "a folder": "/", "a line": "a\\nb", "a folder of folders": "../" * 2000,
}  # fmt: skip

USES = [
    '(include "{}")', '(include-ci "{}")', '(load "{}")', '(open-input-file "{}")', '(open-output-file "{}")',
    '(open-binary-input-file "{}")', '(open-binary-output-file "{}")', '(delete-file "{}")',
    '(call-with-input-file "{}" read)', '(with-output-to-file "{}" newline)', '(begin (file-exists? "{}") (car 1))',
    "(import (|{}|))", "(import (a |{}|))", "(import (only (|{}| b) c))", "(eval 1 (environment '(|{}|)))",
    '(define-library (l) (include-library-declarations "{}"))',
    "(cond-expand ((library (|{}|)) 1) (else (car 1)))",
    '(begin (get-environment-variable "{}") (car 1))',
]  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_a_name_that_the_system_refuses_is_an_error_of_the_program(name: str, home: Path) -> None:
    readable = {"a line"} if name == "a line" else set()
    for grants in (ALL_GRANTS, frozenset[str]()):
        for use in USES:
            program = use.format(NAMES[name])
            if readable and "output" in use:
                continue
            with pytest.raises(SchemeError) as error:
                Interpreter(grants, path=[home]).eval(f"{program} (car 1)" if "begin" in use else program)
            assert len(str(error.value)) < 5000 + len(NAMES[name])
