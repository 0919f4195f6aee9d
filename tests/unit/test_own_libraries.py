"""Our libraries are ours: no program takes the name of one, and none imports the primitives beneath them.

Each library that we ship × each way in which a program can define a library; each library of primitives × each way in which
a program can import one.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from flowscheme import Interpreter, LimitExceeded, Limits, SchemeError
from flowscheme.catalog import library_files
from flowscheme.interp import ALL_GRANTS
from flowscheme.lang.units.files import SourceFiles
from flowscheme.lang.units.library import Libraries
from flowscheme.lang.units.standard import PRIVATE

SHIPPED = [*library_files(Interpreter().libraries), "srfi 128 implementation"]
RESERVED = [*SHIPPED, *sorted(PRIVATE), "scheme nosuch", "scheme", "flowscheme", "flowscheme mine", "scheme base mine"]
FREE = ["srfi 999", "srfi 1000 mine", "my scheme", "schemes base", "Scheme base", "mine"]

BODY = "(import (scheme base)) (export cons) (begin (define (cons a b) 'taken))"

Way = Callable[[Interpreter, str, Path], object]


def definition_of(name: str) -> str:
    return f"(define-library ({name}) {BODY})"


def by_load(interpreter: Interpreter, text: str, folder: Path) -> None:
    (folder / "loaded.scm").write_text(text)
    interpreter.load(folder / "loaded.scm")


def by_include(interpreter: Interpreter, text: str, folder: Path) -> None:
    (folder / "part.scm").write_text(text)
    by_load(interpreter, '(include "part.scm")', folder)


def by_library(interpreter: Interpreter, text: str, folder: Path) -> None:
    (folder / "other.sld").write_text(f"{text} (define-library (other) (export))")
    interpreter.eval("(import (other))")


def by_step(interpreter: Interpreter, text: str, folder: Path) -> None:
    """As a unit out of the cache would do it."""
    name = text.split("(", 2)[2].partition(")")[0].strip("|")
    interpreter.libraries._step(interpreter.environment, "library", name, None, ())


DEFINING: dict[str, Way] = {
    "at the top": lambda interpreter, text, folder: interpreter.eval(text),
    "in a begin": lambda interpreter, text, folder: interpreter.eval(f"(begin {text})"),
    "in a cond-expand": lambda interpreter, text, folder: interpreter.eval(f"(cond-expand (else {text}))"),
    "by eval": lambda interpreter, text, folder: interpreter.eval(f"(eval '{text} (interaction-environment))"),
    "by a macro": lambda interpreter, text, folder: interpreter.eval(
        f"(define-syntax defines (syntax-rules () ((_) {text}))) (defines)"
    ),
    "in a loaded file": by_load,
    "in an included file": by_include,
    "in the file of another library": by_library,
    "by a cached unit": by_step,
}


def spellings(names: list[str]) -> list[str]:
    """Names of libraries as their parts and as one symbol with blanks."""
    return [spelling for name in names for spelling in (name, f"|{name}|")]


def taken(way: Way, names: list[str], folder: Path) -> list[str]:
    """The names that a program can take in a way."""
    found = []
    interpreter = Interpreter(ALL_GRANTS, [folder])
    for name in spellings(names):
        try:
            way(interpreter, definition_of(name), folder)
            found.append(name)
        except SchemeError as error:
            assert "is the name of one of flowscheme's own libraries" in str(error)
    return found


@pytest.mark.parametrize("way", DEFINING)
def test_no_program_takes_the_name_of_a_library_of_ours(way: str, tmp_path: Path) -> None:
    assert taken(DEFINING[way], RESERVED, tmp_path) == []


@pytest.mark.parametrize("way", list(DEFINING)[:-1])
def test_other_names_are_free(way: str, tmp_path: Path) -> None:
    assert len(taken(DEFINING[way], FREE, tmp_path)) == 2 * len(FREE)


@pytest.mark.parametrize("way", list(DEFINING)[:-1])
def test_a_reservation_that_is_lost_is_found(way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Libraries, "may_define", lambda *_: True)
    assert taken(DEFINING[way], ["flowscheme mine"], tmp_path) == ["flowscheme mine", "|flowscheme mine|"]


@pytest.mark.parametrize("name", SHIPPED)
@pytest.mark.parametrize("pinned", [False, True], ids=["disk", "pinned"])
def test_a_file_of_that_name_in_the_search_path_is_not_read(name: str, pinned: bool, tmp_path: Path) -> None:
    file = tmp_path.joinpath(*name.split(" ")).with_suffix(".sld")
    if name == "flowscheme flow":
        file = tmp_path / "flow" / "flow.sld"
    files = {str(file): definition_of(name)} if pinned else None
    if not pinned:
        file.parent.mkdir(parents=True)
        file.write_text(definition_of(name))
    interpreter = Interpreter(path=[tmp_path], files=files)
    interpreter.eval(f"(import ({name}))")
    assert interpreter.libraries.loaded[name].ours
    assert interpreter.libraries.files.locate("scheme nosuch") is None


OWN_CHARGE = """
(define-library (mine) (import (scheme base)) (export let) (begin (define-syntax let (syntax-rules () ((_ . x) (loop))))))
(import (only (mine) let) (srfi {}))
"""


def test_what_we_load_free_of_charge_is_ours_alone() -> None:
    for number in (8, 2, 26, 41):
        Interpreter(limits=Limits(seconds=5)).eval(OWN_CHARGE.format(number))
    hostile = "(define-library (srfi 999) (import (scheme base)) (begin (let loop () (loop)))) (import (srfi 999))"
    with pytest.raises(LimitExceeded):
        Interpreter(limits=Limits(seconds=0.2)).eval(hostile)


IMPORTING: dict[str, Way] = {
    "at the top": lambda interpreter, text, folder: interpreter.eval(f"(import {text})"),
    "only": lambda interpreter, text, folder: interpreter.eval(f"(import (only {text}))"),
    "except, prefix": lambda interpreter, text, folder: interpreter.eval(f"(import (prefix (except {text}) my-))"),
    "rename": lambda interpreter, text, folder: interpreter.eval(f"(import (rename {text}))"),
    "by eval": lambda interpreter, text, folder: interpreter.eval(f"(eval '(import {text}) (interaction-environment))"),
    "by environment": lambda interpreter, text, folder: interpreter.eval(f"(eval 1 (environment '{text}))"),
    "by a macro": lambda interpreter, text, folder: interpreter.eval(
        f"(define-syntax imports (syntax-rules () ((_) (import {text})))) (imports)"
    ),
    "in a library": lambda interpreter, text, folder: interpreter.eval(f"(define-library (mine) (import {text}) (export))"),
    "in a library's file": lambda interpreter, text, folder: by_library(
        interpreter, f"(define-library (through) (import {text}) (export))", folder
    ),
    "in a loaded file": lambda interpreter, text, folder: by_load(interpreter, f"(import {text})", folder),
    "in an included file": lambda interpreter, text, folder: by_include(interpreter, f"(import {text})", folder),
    "if it is there": lambda interpreter, text, folder: interpreter.eval(
        f"(cond-expand ((library {text}) (import {text})) (else (error \"for flowscheme\")))"
    ),
    "by a cached unit": lambda interpreter, text, folder: interpreter.libraries._step(
        interpreter.environment, "import", text.strip("(|)"), None
    ),
}


def imported(way: Way, folder: Path) -> list[str]:
    """The libraries of primitives that a program can import in a way."""
    found = []
    for name in spellings(sorted(PRIVATE)):
        for _ in range(2):  # the second time it may come from the cache
            try:
                way(Interpreter(ALL_GRANTS, [folder]), f"({name})", folder)
                found.append(name)
            except SchemeError as error:
                assert "for flowscheme" in str(error)
    return found


@pytest.mark.parametrize("way", IMPORTING)
def test_no_program_imports_the_primitives(way: str, tmp_path: Path) -> None:
    assert imported(IMPORTING[way], tmp_path) == []


@pytest.mark.parametrize("way", IMPORTING)
def test_an_import_of_them_would_be_found(way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Libraries, "may_import", lambda *_: True)
    monkeypatch.setenv("FLOWSCHEME_CACHE", "")
    assert len(imported(IMPORTING[way], tmp_path)) == 4 * len(PRIVATE)


def test_names_that_begin_with_a_percent_sign_are_a_programs_own_and_our_macros_may_insert_theirs() -> None:
    interpreter = Interpreter()
    assert interpreter.eval("(define (%step x) (* 2 x)) (define %x 21) (%step %x)") == 42
    assert interpreter.eval("(import (flowscheme flow)) (once 'name (%step 1))") == 2
    assert interpreter.eval("(parameterize () (%step 2))") == 4
    with pytest.raises(SchemeError, match="unbound variable: %parameterize"):
        interpreter.eval("(%parameterize car)")


def test_a_program_does_not_write_what_our_libraries_read_from_the_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLOWSCHEME_CACHE", str(tmp_path / "cache"))
    own = Interpreter().libraries.files.locate("srfi 8")
    assert own is not None
    shadow = Interpreter(files={str(own): ""})
    with pytest.raises(SchemeError, match="no library"):
        shadow.eval(f"(import ({own.parts[-3]} srfi 8))")
    assert Interpreter().eval("(import (srfi 8)) (receive (a b) (values 1 2) (+ a b))") == 3


def test_the_names_are_those_of_the_files(tmp_path: Path) -> None:
    files = SourceFiles([], tmp_path)
    assert not files.reserved("srfi 8")
    (tmp_path / "srfi").mkdir()
    (tmp_path / "srfi" / "8.sld").write_text("")
    assert files.reserved("srfi 8") and files.locate("srfi 8") == tmp_path / "srfi" / "8.sld"
