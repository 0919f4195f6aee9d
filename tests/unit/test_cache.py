"""A unit out of the cache does what compiling it does; what is damaged, foreign or out of date is not used."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from flowscheme.errors import SchemeError
from flowscheme.interp import ALL_GRANTS, PRELUDE, Interpreter
from flowscheme.lang.expand.environment import Environment
from flowscheme.lang.text.constants import Unstorable, flatten, restore
from flowscheme.lang.text.printer import write
from flowscheme.lang.text.reader import read_source
from flowscheme.lang.units import library
from flowscheme.lang.units.cache import LIMIT, Cache, digest, fingerprint
from flowscheme.lang.values.datum import Pair, String, cons, iterate, list_from, symbol
from flowscheme.lang.values.denotation import Global

SWAP = "(define-syntax swap! (syntax-rules () ((_ a b) (let ((t a)) (set! a b) (set! b t)))))"

CORPUS: dict[str, tuple[str, list[str]]] = {
    "a value": ("(+ 1 2)", ["(* 2 3)"]),
    "nothing": ("", ["1"]),
    "definitions": ("(define x 1) (define (f y) (+ x y)) (f 2)", ["(f 3)", "(set! x 10) (f 1)", "(define (f) x) (f)"]),
    "literals": (
        """(list 'a "s" #\\a 1/2 -0.0 1e300 '(1 (2 . "x") #(b #u8(1 2))) '() #t #f (if #f #f) 100000000000000000000)""",
        [],
    ),
    "a labelled cycle": ("(define c '#0=(1 2 . #0#)) (list-ref c 101)", ["(eq? c (cddr c))"]),
    "literals stay constant": ('(define s "abc") s', ['(guard (e (#t "refused")) (string-set! s 0 #\\x))']),
    "a macro": (f"{SWAP} (define a 1) (define b 2) (swap! a b) (list a b)", ["(swap! a b) (list a b)", "swap!"]),
    "a macro that uses another": (
        "(define-syntax twice (syntax-rules () ((_ e) (begin e e))))"
        "(define-syntax thrice (syntax-rules () ((_ e) (begin (twice e) e)))) (define n 0) (thrice (set! n (+ n 1))) n",
        ["(thrice (set! n (+ n 1))) n"],
    ),
    "a macro that makes macros": (
        "(define-syntax make (syntax-rules () ((_ name value) (begin (define hidden value)"
        " (define-syntax name (syntax-rules () ((_ x) (cons hidden (cons x '(hidden)))))))))) (make one 1) (one 'a)",
        ["(one 'b)", "(make two 2) (list (one 0) (two 0))"],
    ),
    "a macro with its own ellipsis and literals": (
        "(define-syntax my (syntax-rules ::: (=>) ((_ a => b :::) (list b ::: a)))) (my 1 => 2 3)",
        ["(my 1 => 2)", "(guard (e (#t 'no)) (eval '(my 1 2 3) (interaction-environment)))"],
    ),
    "a keyword under two names": (
        "(define-syntax when2 (syntax-rules () ((_ c e) (if c e 'no)))) (define-syntax also when2)"
        " (define-syntax my-if if) (my-if (also #t #t) 1 2)",
        ["(also #f 1)", "(my-if #f 1 2)"],
    ),
    "hidden names": (
        "(define-values (q r) (floor/ 7 2)) (list q r)",
        ["(define-values (a . b) (values 1 2 3)) (list q r a b)"],
    ),
    "records": (
        "(define-record-type point (make x y) point? (x px set-px!) (y py)) (define p (make 1 2)) (set-px! p 5) (px p)",
        ["(list (point? p) (point? 1) (py p))", "(define-record-type point (make z) point? (z pz)) (point? p)"],
    ),
    "imports": (
        "(import (scheme base) (prefix (only (scheme char) char-upcase) c:) (rename (scheme cxr) (caddr third)))"
        " (list (c:char-upcase #\\a) (third '(1 2 3)))",
        ["(third '(4 5 6))", "(import (scheme write)) (third '(1 2 3))"],
    ),
    "an import redefined": (
        "(import (scheme base)) (define (car x) 'mine) (list (car 1) (cadr '(1 2)))",
        ["(car 2)", "(define (f) (car 3)) (f)", "(import (scheme base)) (car '(1))"],
    ),
    "a primitive assigned": (
        "(define old car) (set! car (lambda (x) 'new)) (car '(1))",
        ["(list (car '(1)) (old '(1)))"],
    ),
    "used before it is imported": (
        "(define (up c) (char-upcase2 c)) (import (rename (scheme char) (char-upcase char-upcase2))) (up #\\b)",
        ["(up #\\c)"],
    ),
    "a library inside": (
        "(define-library (my lib) (import (scheme base)) (export f (rename g h) count m)"
        " (begin (define n 0) (define (f) (set! n (+ n 1)) n) (define (g) (* 10 (f))) (define (count) n)"
        "  (define-syntax m (syntax-rules () ((_ x) (+ n x))))))"
        " (import (scheme base) (my lib)) (f) (h) (list (count) (m 100))",
        ["(f) (count)", "(m 1)", "(import (prefix (my lib) l:)) (l:h)"],
    ),
    "two libraries inside": (
        "(define-library (a) (import (scheme base)) (export x) (begin (define x 1)))"
        "(define-library (b) (import (scheme base) (a)) (export y) (begin (define y (+ x 1)))) (import (b)) y",
        ["(import (a)) x"],
    ),
    "cond-expand": (
        "(cond-expand ((library (scheme char)) (import (scheme char)) (define r 1)) (else (define r 2)))"
        " (cond-expand ((library (no such)) (define s 1)) (else (define s 2))) (list r s)",
        ["(list r s)"],
    ),
    "a library that ends in a call": (
        "(define-library (c) (import (scheme base)) (export b) (begin (define b (list 1)) (define (go f) (f))"
        " (go (lambda () (set-car! b 2))))) (import (c)) b",
        [],
    ),
    "the flow language": ("(defflow f (sequence (step 'a (lambda (x) (+ x 1))))) (f 1)", ["(f 2)"]),
    "direct calls redefined": (
        "(define (f x) (+ x 1)) (define (g x) (* 2 (f x))) (g 1)",
        ["(define (k x) (lambda () x)) (define (f x) ((k x))) (g 5)"],
    ),
    "undefined names": ("(define (f) (g)) 1", ["(define (g) 2) (f)", "(guard (e (#t (condition? e))) (hh))"]),
}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty cache."""
    path = tmp_path / "cache"
    monkeypatch.setenv("FLOWSCHEME_CACHE", str(path))
    monkeypatch.chdir(tmp_path)
    return path


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The names of the sources that the front end has compiled."""
    names: list[str] = []
    front = library._front()

    class Spy:
        def compile_text(self, libraries: Any, text: str, name: str, *rest: Any) -> Any:
            if "flow.sld" not in name:  # which comes along with every first definition
                names.append(Path(name).name)
            return front.compile_text(libraries, text, name, *rest)

        def __getattr__(self, name: str) -> Any:
            return getattr(front, name)

    monkeypatch.setattr(library, "_front", Spy)
    yield names


def picture(environment: Environment) -> Any:
    """What can be told of an environment, but for the identity of things."""
    table = {}
    for key, denotation in environment.table.items():
        if hasattr(key, "scope"):
            continue
        if isinstance(denotation, Global):
            told: Any = (denotation.environment.name, denotation.name, denotation.symbol.name, denotation.defined)
        else:
            told = type(denotation).__name__.replace("Stored", "")
        table[key.name] = told
    return (
        table, set(environment.globals), environment.direct, environment.hidden,
        sorted(each.name for each in environment.exports), environment.sealed, environment.library,
        sorted(environment.known_names()),
    )  # fmt: skip


def attempt(interpreter: Interpreter, text: str, name: str) -> str:
    try:
        return write(interpreter.eval_datum(text, name))
    except SchemeError as error:
        return f"error: {error}"


def story(text: str, later: list[str]) -> tuple[list[str], Any]:
    """What a program and later forms give, and the pictures of the environments between."""
    interpreter = Interpreter(ALL_GRANTS)
    told = [attempt(interpreter, text, "<program>")]
    pictures = [picture(interpreter.environment)]
    loaded = interpreter.libraries.loaded
    libraries = {name: picture(each) for name, each in loaded.items() if not name.startswith("flowscheme flow")}
    for number, each in enumerate(later):
        told.append(attempt(interpreter, each, f"<later {number}>"))
    return told, (pictures, libraries)


@pytest.mark.parametrize("name", CORPUS)
def test_a_hit_does_what_a_miss_does(
    name: str, folder: Path, compiled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    program, later = CORPUS[name]
    monkeypatch.setenv("FLOWSCHEME_CACHE", "")
    without = story(program, later)
    monkeypatch.setenv("FLOWSCHEME_CACHE", str(folder))
    assert story(program, later) == without
    compiled.clear()
    assert story(program, later) == without
    assert "<program>" not in compiled
    assert not [each for each in compiled if each.endswith(".sld")]


def test_a_hit_keeps_the_places_of_errors(compiled: list[str]) -> None:
    def fail() -> tuple[str, Any]:
        with pytest.raises(SchemeError) as caught:
            Interpreter().eval_datum("(define (f x)\n  (+ (car x) 1))\n(define (g x) (* 2 (f x)))\n(g 5)", "<program>")
        return str(caught.value), caught.value.backtrace

    assert fail() == fail()
    assert compiled == ["<program>"]


def test_definitions_only_is_another_unit(compiled: list[str]) -> None:
    text = "(define v (vector 1)) (vector-set! v 0 2)"
    for expected in (2, 2):
        interpreter = Interpreter()
        interpreter.eval_datum(text, "<p>")
        assert interpreter["v"] == (expected,)
    for _ in range(2):
        interpreter = Interpreter()
        libraries, environment = interpreter.libraries, interpreter.environment
        interpreter.evaluate(lambda: libraries.run(text, "<p>", environment, definitions_only=True))  # noqa: B023
        assert interpreter["v"] == (1,)
    assert compiled == ["<p>", "<p>"]


def test_what_python_defined_is_part_of_the_key(compiled: list[str]) -> None:
    text = "(define (f) (car 5)) (f)"

    def run() -> str:
        interpreter = Interpreter()
        interpreter.define("car", lambda value: f"car of {value}")
        return write(interpreter.eval_datum(text, "<p>"))

    assert run() == run() == '"car of 5"'
    assert compiled == ["<p>"]
    with pytest.raises(SchemeError):
        Interpreter().eval_datum(text, "<p>")
    assert compiled == ["<p>", "<p>"]


def test_only_the_first_unit_of_an_environment_is_cached(folder: Path) -> None:
    interpreter = Interpreter()
    interpreter.eval_datum("(define x 1)", "<a>")
    before = len(list(folder.iterdir()))
    interpreter.eval_datum("(define y 1)", "<b>")
    interpreter.eval_datum("(eval '(define z 1) (interaction-environment))", "<c>")
    assert len(list(folder.iterdir())) == before


# What a unit depends on


def write_library(folder: Path, value: int) -> None:
    (folder / "dep.sld").write_text(
        f"(define-library (dep) (import (scheme base)) (export v m) (begin (define v {value})"
        f" (define-syntax m (syntax-rules () ((_) {value})))))"
    )


def run_main(folder: Path) -> Any:
    interpreter = Interpreter(ALL_GRANTS, path=[folder])
    interpreter.load(folder / "main.scm")
    return interpreter["result"]


def test_a_changed_library_is_noticed(tmp_path: Path, compiled: list[str]) -> None:
    (tmp_path / "main.scm").write_text("(import (scheme base) (dep)) (define result (list v (m)))")
    write_library(tmp_path, 1)
    assert run_main(tmp_path) == run_main(tmp_path) == [1, 1]
    assert sorted(compiled) == ["base.sld", "dep.sld", "main.scm"]
    write_library(tmp_path, 2)
    assert run_main(tmp_path) == run_main(tmp_path) == [2, 2]
    assert compiled[3:] == ["dep.sld", "main.scm"] or compiled[3:] == ["main.scm", "dep.sld"]
    (tmp_path / "dep.sld").unlink()
    with pytest.raises(SchemeError, match=r"no library is called \(dep\)"):
        run_main(tmp_path)


def test_a_library_changed_behind_another_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "main.scm").write_text("(import (scheme base) (mid)) (define result (w))")
    (tmp_path / "mid.sld").write_text(
        "(define-library (mid) (import (scheme base) (dep)) (export w) (begin (define (w) (list v (m)))))"
    )
    for value in (1, 1, 2, 2):
        write_library(tmp_path, value)
        assert run_main(tmp_path) == [value, value]


def test_a_library_that_is_loaded_already_counts_as_it_was_loaded(tmp_path: Path) -> None:
    write_library(tmp_path, 1)
    text = "(import (scheme base) (dep)) (list v (m))"
    first = Interpreter(path=[tmp_path])
    assert write(first.eval_datum(text, "<p>")) == "(1 1)"
    write_library(tmp_path, 2)
    other = first.new_environment("other")
    assert write(first.evaluate(lambda: first.libraries.run(text, "<p>", other))) == "(1 1)"
    assert write(Interpreter(path=[tmp_path]).eval_datum(text, "<p>")) == "(2 2)"


def test_a_changed_include_is_noticed(tmp_path: Path, compiled: list[str]) -> None:
    (tmp_path / "main.scm").write_text('(include "part.scm") (define result (f))')
    for value in (1, 1, 2, 2):
        (tmp_path / "part.scm").write_text(f"(define (f) {value})")
        assert run_main(tmp_path) == value
    assert compiled == ["main.scm", "main.scm"]
    (tmp_path / "part.scm").unlink()
    with pytest.raises(SchemeError, match="cannot read"):
        run_main(tmp_path)


def test_a_library_that_appears_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "main.scm").write_text(
        "(cond-expand ((library (dep)) (import (dep)) (define result v)) (else (define result 0)))"
    )
    assert run_main(tmp_path) == run_main(tmp_path) == 0
    write_library(tmp_path, 7)
    assert run_main(tmp_path) == run_main(tmp_path) == 7


def test_the_search_path_decides(tmp_path: Path) -> None:
    for name, value in (("one", 1), ("two", 2)):
        (tmp_path / name).mkdir()
        write_library(tmp_path / name, value)
    text = "(import (dep)) v"
    for name, value in (("one", 1), ("two", 2), ("one", 1)):
        assert Interpreter(path=[tmp_path / name]).eval_datum(text, "<p>") == value


def test_pinned_sources_are_told_from_the_files(tmp_path: Path) -> None:
    text = '(include "part.scm") (f)'
    part = str(tmp_path / "part.scm")
    (tmp_path / "part.scm").write_text("(define (f) 'disk)")
    for _ in range(2):
        assert write(Interpreter().eval_datum(text, str(tmp_path / "p.scm"))) == "disk"
        pinned = Interpreter(files={part: "(define (f) 'pinned)"})
        assert write(pinned.eval_datum(text, str(tmp_path / "p.scm"))) == "pinned"


def test_a_hit_knows_its_sources(tmp_path: Path) -> None:
    (tmp_path / "main.scm").write_text('(import (scheme base) (dep)) (include "part.scm") (define result v)')
    (tmp_path / "part.scm").write_text("(define (f) 1)")
    write_library(tmp_path, 1)
    seen = []
    for _ in range(2):
        interpreter = Interpreter(path=[tmp_path])
        interpreter.load(tmp_path / "main.scm")
        seen.append(interpreter.libraries.sources[str(tmp_path / "main.scm")])
    assert seen[0] == seen[1]
    assert {Path(each).name for each in seen[0]} == {"main.scm", "part.scm", "dep.sld"}


def test_a_changed_flowscheme_is_another_key(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("1")
    first = fingerprint(str(tmp_path))
    assert fingerprint(str(tmp_path)) == first
    (tmp_path / "a.py").write_text("12")
    assert fingerprint(str(tmp_path), str(PRELUDE)) != first
    assert fingerprint(str(tmp_path / "none")) == ""


# The folder


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:20],
        lambda data: data[:-1],
        lambda data: data[:-10] + bytes(10),
        lambda data: bytes(len(data)),
        lambda data: b"x" + data[1:],
        lambda data: data[:18] + bytes(32) + data[50:],
    ],
)
def test_a_damaged_entry_is_ignored(damage: Any, folder: Path, compiled: list[str]) -> None:
    for _ in range(3):
        assert Interpreter().eval_datum("(+ 1 2)", "<p>") == 3
        for path in folder.iterdir():
            path.write_bytes(damage(path.read_bytes()))
    assert compiled == ["<p>"] * 3
    assert Interpreter().eval_datum("(+ 1 2)", "<p>") == 3


def test_an_entry_under_a_foreign_key_is_ignored(folder: Path) -> None:
    cache = Cache(str(folder))
    cache.store("a", (1, 2))
    assert cache.load("a") == (1, 2)
    (folder / "b").write_bytes((folder / "a").read_bytes())
    assert cache.load("b") is None


def test_the_folder_is_private(folder: Path, compiled: list[str]) -> None:
    Interpreter().eval_datum("1", "<p>")
    assert folder.stat().st_mode & 0o777 == 0o700
    assert len(list(folder.iterdir())) == 1
    folder.chmod(0o777)
    Interpreter().eval_datum("1", "<p>")
    assert compiled == ["<p>", "<p>"]


def test_a_folder_that_cannot_be_made_or_written_is_silent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("FLOWSCHEME_CACHE", str(tmp_path / "file" / "inside"))
    assert Interpreter().eval("(+ 1 2)") == 3
    monkeypatch.setenv("FLOWSCHEME_CACHE", str(tmp_path / "file"))
    assert Interpreter().eval("(+ 1 2)") == 3


def test_a_full_disk_is_silent(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    assert Interpreter().eval("(+ 1 2)") == 3
    assert list(folder.iterdir()) == []


def test_a_read_only_folder_is_silent(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder.mkdir(0o500)

    def refuse(*_: Any) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)  # root may write anywhere
    assert Interpreter().eval("(+ 1 2)") == 3
    assert list(folder.iterdir()) == []


def test_no_cache_is_wanted(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLOWSCHEME_CACHE", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert Interpreter().eval("(+ 1 2)") == 3
    monkeypatch.delenv("FLOWSCHEME_CACHE")
    assert not (tmp_path / "xdg").exists()
    assert Interpreter().eval("(+ 1 2)") == 3
    assert len(list((tmp_path / "xdg" / "flowscheme").iterdir())) == 1
    assert not folder.exists()


def test_old_entries_are_removed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flowscheme.lang.units.cache.LIMIT", 5 * 4096)
    cache = Cache(str(folder))
    for number in range(1, 6):
        cache.store(f"a{number}", number)
        os.utime(folder / f"a{number}", (number, number))
    cache.store("a9", b"-" * 5000)
    cache.store("0", 0)
    assert {path.name for path in folder.iterdir()} == {"a4", "a5", "a9", "0"}, "a9 is two blocks long"
    assert LIMIT > 10_000_000


def test_entries_of_ours_are_removed_last(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flowscheme.lang.units.cache.LIMIT", 3 * 4096)
    cache = Cache(str(folder))
    for age, key in enumerate(("ours-1-a", "ours-1-b", "ours-old", "b", "c", "d")):
        cache.store(key, age)
        os.utime(folder / key, (age, age))
    cache.store("0", 0, "ours-1-")
    assert {path.name for path in folder.iterdir()} == {"ours-1-a", "ours-1-b", "0"}


def test_programs_of_strangers_push_out_no_library_of_ours(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Interpreter().eval("(import (srfi 1))")
    ours = {path.name for path in folder.glob("ours-*")}
    assert len(ours) > 1
    monkeypatch.setattr("flowscheme.lang.units.cache.LIMIT", 20 * 4096 + len(ours) * 32768)
    for number in range(200):
        Interpreter(()).eval_datum(f"(define (f) {number})", f"<p {number}>")
    assert ours <= {path.name for path in folder.iterdir()}
    assert len(list(folder.iterdir())) < 150


def test_a_unit_that_is_very_large_is_not_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flowscheme.lang.units.cache.LARGEST", 1000)
    cache = Cache(str(folder))
    cache.store("small", b"-" * 900)
    cache.store("large", b"-" * 1100)
    assert [path.name for path in folder.iterdir()] == ["small"]


def test_processes_share_the_folder(folder: Path) -> None:
    code = (
        "from flowscheme.interp import Interpreter\n"
        "for n in range(40):\n"
        "    i = Interpreter()\n"
        "    assert i.eval_datum(f'(import (scheme base)) (define (f x) (* x {n % 8})) (f 2)', '<p>') == 2 * (n % 8)\n"
    )
    processes = [subprocess.Popen([sys.executable, "-c", code]) for _ in range(4)]
    assert [each.wait(60) for each in processes] == [0, 0, 0, 0]
    assert not [path for path in folder.iterdir() if "." in path.name]


@pytest.mark.parametrize("program", ["(+ 1 2)", "(define (f x) (if x 1 2)) (f #t)", "(import (scheme base)) (list 1)"])
def test_a_hit_imports_nothing_to_parse_with(program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FLOWSCHEME_CACHE", str(tmp_path))
    code = (
        "import sys\nfrom flowscheme.interp import Interpreter\n"
        f"Interpreter().eval_datum({program!r}, '<command line>')\n"
        "print(*sys.modules)"
    )
    outputs = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
        for _ in range(2)
    ]
    ours = (
        "emit.compiler", "expand.core", "expand.derived", "expand.expander", "units.frontend", "analyse.operators", "units.pack",
        "text.reader", "analyse.scope", "expand.syntax_rules",
    )  # fmt: skip
    heavy = {"lark", "ast"} | {f"flowscheme.lang.{name}" for name in ours}
    assert heavy <= set(outputs[0])
    assert not heavy & set(outputs[1])


# Constants


def test_deep_data_need_no_recursion() -> None:
    deep: Any = list_from([])
    for _ in range(100_000):
        deep = cons(deep, symbol("x"))
    (again,) = restore(flatten([deep]))
    depth = 0
    while isinstance(again, Pair):
        assert again.cdr is symbol("x")
        again, depth = again.car, depth + 1
    assert depth == 100_000


def test_a_deep_literal_is_cached(compiled: list[str]) -> None:
    measure = "(let loop ((d deep) (n 0)) (if (pair? d) (loop (car d) (+ n 1)) n))"
    text = f"(define deep '{'(' * 20_000}{')' * 20_000}) {measure}"
    assert [Interpreter().eval_datum(text, "<p>") for _ in range(2)] == [19_999, 19_999]
    assert compiled == ["<p>"]


def test_shared_data_stay_shared() -> None:
    ((datum, _),) = read_source("(#0=(1 2) #0# #1=#(a #1#))", "<p>")
    (again,) = restore(flatten([datum]))
    first, second, third = iterate(again)
    assert first is second
    assert third.items[1] is third


def test_what_is_no_literal_is_refused() -> None:
    with pytest.raises(Unstorable):
        flatten([cons(1, object())])
    assert restore(flatten([String("a", True)]))[0].literal


def test_a_digest_tells_parts_apart() -> None:
    assert len({digest("ab", "c"), digest("a", "bc"), digest("abc"), digest("abc", "")}) == 4
