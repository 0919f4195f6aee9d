"""`start` and `graph` load a file for its definitions: what they load, and what they say where a flow is missing."""

from __future__ import annotations

import pytest

MISSING = {
    "no import": ("(import (srfi 1))\n(defflow f list)", "f.scm:2:2: error: unbound variable: defflow", "(flowscheme flow)"),
    "misspelt": ("(define y 1)\n(defflwo f list)", "f.scm:2:2: error: unbound variable: defflwo", "did you mean defflow?"),
    "misspelt, with a head": ("(deflow (f x) x)", "f.scm:1:2: error: unbound variable: deflow", "defflow"),
    "beside others": ("(defflow g list)\n  (defflwo f list)", "f.scm:2:4: error: unbound variable: defflwo", "did you mean"),
    "in an expression": ("(define f-like 1)\n(list 'f f-like)", "it is named at f.scm:2", "it defines none"),
    "not at all": ("(defflow g list)", "f.scm defines no flow called f: it defines g", ""),
    "misspelt inside": ("(defflow f (sequnce list))", "unbound variable: sequnce", "did you mean sequence?"),
    "no such library": ("(import (no such))\n(defflow f list)", "no library is called (no such)", ""),
    "no such file": ("(load \"gone.scm\")\n(defflow f list)", "cannot read gone.scm", ""),
}  # fmt: skip


@pytest.mark.parametrize("case", MISSING)
@pytest.mark.parametrize("command", ["start", "graph"])
def test_what_kept_a_file_from_defining_the_flow_is_told(cli, command, case):
    text, *told = MISSING[case]
    ended = cli(command, cli.write("f.scm", text), "f")
    assert ended.status in (1, 2, 3) and not ended.out
    for each in told:
        assert each in ended.err


def test_loaded_files_are_part_of_the_source(cli):
    cli.write("more.scm", "(define (more x) (list 'more x))")
    cli.write("lib.scm", "(display \"never\") (load \"more.scm\") (define (helper x) (list 'lib x))")
    cli.write("f.scm", "(load \"lib.scm\") (display \"never\") (defflow f (sequence helper (await 'w) more))")
    assert cli.ok("start", "--id", "a", "f.scm", "f", "1") == '(flow-suspended "a" w)'
    for name in ("more.scm", "lib.scm", "f.scm"):
        (cli.folder / name).unlink()
    assert cli.ok("resume", "a", "2") == "(more 2)"


def test_a_sandboxed_file_loads_only_what_lies_beside_it(cli):
    cli.write("lib.scm", "(define (helper x) (list 'lib x))")
    cli.write("f.scm", "(load \"lib.scm\") (defflow f helper)")
    assert cli.ok("start", "--sandbox", "f.scm", "f", "1") == "(lib 1)"
    cli.write("g.scm", "(load \"/etc/hostname\") (defflow f list)")
    assert "only what lies beside" in cli("start", "--sandbox", "g.scm", "f").err


def test_a_file_that_loads_itself_ends(cli):
    cli.write("f.scm", "(load \"f.scm\") (defflow f list)")
    assert "does one include itself?" in cli("start", "f.scm", "f").err
