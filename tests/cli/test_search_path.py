"""Where libraries are found: -I, the program's folder, FLOWSCHEME_PATH; and how faults in them end a command."""

from __future__ import annotations

import os

import pytest

LIBRARY = "(define-library (my lib) (export where) (import (scheme base)) (begin (define where '{})))"


def write_library(cli, folder, name="my/lib.sld", text=LIBRARY):
    path = cli.folder / folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.format(folder.strip("./") or "here"))


@pytest.mark.parametrize("option", ["-I", "--include"])
def test_a_folder_of_the_command_line(cli, option):
    write_library(cli, "lib")
    assert cli.ok("eval", option, "lib", "(import (my lib)) where") == "lib"


def test_every_command_that_runs_programs_takes_it(cli):
    write_library(cli, "lib")
    cli.write("p.scm", "(import (scheme base) (scheme write) (my lib)) (write where)")
    cli.write("f.scm", "(import (scheme base) (flowscheme flow) (my lib)) (defflow f (lambda (x) (list x where)))")
    assert cli.ok("run", "-I", "lib", "p.scm") == "lib"
    assert cli.ok("start", "-I", "lib", "f.scm", "f", "1") == "(1 lib)"
    assert cli("repl", "-I", "lib", stdin="(import (my lib)) where").out.strip() == "lib"


def test_the_order_is_the_option_the_program_the_variable(cli):
    for folder in ("one", "two", ".", "three"):
        write_library(cli, folder)
    cli.write("p.scm", "(import (scheme base) (scheme write) (my lib)) (write where)")
    path = os.pathsep.join(["", "nowhere", "three"])
    assert cli("run", "-I", "one", "-I", "two", "p.scm", FLOWSCHEME_PATH=path).out == "one"
    assert cli("run", "p.scm", FLOWSCHEME_PATH=path).out == "here"
    (cli.folder / "my" / "lib.sld").unlink()
    assert cli("run", "p.scm", FLOWSCHEME_PATH=path).out == "three"


def test_a_library_that_is_nowhere(cli):
    ended = cli("eval", "(import (my lib))")
    assert (ended.status, "no library is called (my lib)" in ended.err) == (2, True)


def test_a_name_like_another_is_suggested(cli):
    assert "did you mean (scheme base)" in cli("eval", "(import (scheme bose))").err
    assert "did you mean caar, cadr, car?" in cli("eval", "(import (only (scheme base) carr))").err


def test_libraries_that_import_each_other_are_a_source_error(cli):
    for name, other in (("a", "b"), ("b", "a")):
        text = f"(define-library ({name}) (export x) (import (scheme base) ({other})) (begin (define x 1)))"
        write_library(cli, ".", f"{name}.sld", text)
    ended = cli("eval", "(import (a))")
    assert ended.status == 2
    assert "libraries import each other: (a) → (b) → (a)" in ended.err


def test_an_error_in_an_included_file_names_that_file(cli):
    (cli.folder / "sub").mkdir()
    cli.write("p.scm", '(define x 1)\n(include "sub/a.scm")')
    cli.write("sub/a.scm", '(define y 2)\n\n(include "b.scm")')
    cli.write("sub/b.scm", "(define z 3)\n\n  (if)")
    ended = cli("run", "p.scm")
    assert ended.status == 2
    assert ended.err.splitlines()[:2] == ["sub/b.scm:3:3: error: if: expected (if test consequent [alternate])", "      (if)"]


def test_a_fault_in_an_included_file_names_that_file(cli):
    (cli.folder / "sub").mkdir()
    cli.write("p.scm", '\n\n(include "sub/a.scm")\n(define (g x) (include "sub/b.scm"))\n(write (g \'(1)))\n(f (g 5))')
    cli.write("sub/a.scm", "(define (f x)\n  (car x))")
    cli.write("sub/b.scm", "\n(f x)")
    for _ in ("compiled", "cached"):
        ended = cli("run", "p.scm")
        assert (ended.status, ended.out) == (1, "1")
        assert ended.err.splitlines() == [
            "sub/a.scm:2:3: error: car: expected a pair, got 5",
            "      (car x))",
            "      ^",
            "where x = 5",
            "  in f at sub/a.scm:2",
            "  in g at sub/b.scm:2",
            "  in top level at p.scm:6",
        ]
