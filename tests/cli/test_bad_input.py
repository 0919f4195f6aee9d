"""Bad input: one clear line, a caret where there is a place, the right exit status, and never a Python traceback."""

from __future__ import annotations

import subprocess
import sys

import pytest

from flowscheme.errors import InternalError
from flowscheme.report import exit_status, explain


@pytest.mark.parametrize("command", ["run", "start", "graph"])
@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("(defflow f\n  (lambda (x) x)", "p.scm:1:1: error: the text ends before this is closed"),
        ("(display 1))", "p.scm:1:12: error: this parenthesis closes nothing"),
        ('(display "abc', "p.scm:1:10: error: a string is not closed"),
        ("1\n #\\nosuch", "p.scm:2:2: error: unknown character #\\nosuch"),
        ("(quote 1x2)", "p.scm:1:8: error: not a number: 1x2"),
        ("#| a", "p.scm:1:1: error: a block comment is not closed"),
        ("(if)", "p.scm:1:1: error: if: expected"),
        ("(let ((x)) x)", "p.scm:1:"),
        (b"(display \xff)", "p.scm:1:10: error: not UTF-8: byte 0xff"),
        (None, "error: cannot read p.scm: No such file or directory"),
    ],
)
def test_source_that_cannot_be_read(cli, command, text, says):
    if text is not None:
        cli.write("p.scm", text)
    ended = cli(command, "p.scm", *(["f"] if command != "run" else []))
    assert (ended.status, ended.out) == (2, "")
    assert ended.err.startswith(says)
    place = text is not None and isinstance(text, str)
    assert any(line.strip() == "^" for line in ended.err.splitlines()) == place
    assert not list(cli.folder.glob("*.db"))


def test_a_folder_as_a_file(cli):
    assert cli("run", ".") == (2, "", "error: cannot read .: Is a directory\n")


def test_the_caret_stands_under_its_column(cli):
    lines = cli("eval", "(list 1 (car 5))").err.splitlines()
    assert lines[0] == "<command line>:1:9: error: car: expected a pair, got 5"
    assert lines[1].index("(car") == lines[2].index("^")


def test_an_unbound_variable_names_its_neighbours(cli):
    cli.write("p.scm", "(define (spell-check x) x)\n(spel-check 1)")
    ended = cli("run", "p.scm")
    assert ended.status == 1
    assert ended.err.splitlines()[:4] == [
        "p.scm:2:2: error: unbound variable: spel-check",
        "    (spel-check 1)",
        "     ^",
        "did you mean spell-check?",
    ]
    assert "did you mean call-with-values" in cli("eval", "(call-with-value 1 2)").err
    assert "did you mean map-flow" in cli("eval", "(map-flows 1)").err


def test_neighbours_are_only_what_the_program_sees(cli):
    cli.write("p.scm", "(import (only (scheme base) car))\n(cad 1)")
    assert "did you mean car?" in cli("run", "p.scm").err


def test_a_backtrace_in_the_users_source(cli):
    cli.write("p.scm", "(define (inner x)\n  (+ 1 (car x)))\n(define (outer x)\n  (+ 1 (inner x)))\n(+ 1 (outer 5))")
    lines = cli("run", "p.scm").err.splitlines()
    assert lines[3:] == ["where x = 5", "  in inner at p.scm:2", "  in outer at p.scm:4", "  in top level at p.scm:5"]


def test_a_deep_backtrace_is_cut_in_its_middle(cli):
    cli.write("p.scm", "(define (down n) (if (= n 0) (car n) (+ 1 (down (- n 1)))))\n(down 5000)")
    lines = cli("run", "p.scm").err.splitlines()
    assert len(lines) < 30
    assert any("more ..." in line for line in lines)


def test_runaway_recursion(cli):
    ended = cli("eval", "(let loop ((i 0)) (+ 1 (loop i)))")
    assert ended.status == 1
    assert "recursion too deep in loop" in ended.err
    assert len(ended.err) < 5000


def test_irritants_are_written(cli):
    ended = cli("eval", '(error "it broke:" "a\\nb" #\\space \'(1 . 2))')
    assert 'error: it broke: "a\\nb" #\\space (1 . 2)' in ended.err


def test_a_raised_object_that_is_no_condition(cli):
    assert "error: raised: (oops 1)" in cli("eval", "(raise '(oops 1))").err


DEPTH, LESS = 100_000, 10_000


@pytest.mark.parametrize(
    ("text", "statuses"),
    [
        ("(length (quote " + "(" * DEPTH + ")" * DEPTH + "))", (0,)),
        ("(car " * DEPTH + "5" + ")" * DEPTH, (1, 2)),
        ("(" * DEPTH, (2,)),
        ("(begin " * LESS + "1" + ")" * LESS, (0, 2)),
        ("(quasiquote " * LESS + "5" + ")" * LESS, (0, 2)),
        ("(" * LESS + ")" * LESS, (1, 2)),
        ("'" * LESS + "x", (0, 2)),
        ("#(" * LESS + ")" * LESS, (0, 2)),
    ],
    ids=["quoted", "calls", "open", "begin", "quasiquote", "lists", "quotes", "vectors"],
)
def test_very_deep_source(cli, text, statuses):
    cli.write("p.scm", text)
    ended = cli("run", "p.scm")
    assert ended.status in statuses
    assert len(ended.err) < 5000
    assert "Traceback" not in ended.err


def test_very_deep_data_through_a_flow(flows):
    depth = 20_000
    deep = "(" * depth + ")" * depth
    assert flows.ok("start", "--id", "a", "f.scm", "echo", deep) == deep
    assert flows.ok("result", "a") == deep
    assert flows.ok("show", "a")
    assert flows("list", "--json").status == 0


def test_a_closed_pipe_is_no_traceback(cli):
    process = cli.start("eval", "(let loop ((i 0)) (display i) (newline) (if (< i 100000) (loop (+ i 1))))")
    process.stdout.read(10)
    process.stdout.close()
    assert b"Traceback" not in process.stderr.read()
    process.stdin.close()
    process.wait(timeout=30)


def test_output_that_cannot_be_written(cli):
    with open("/dev/full", "wb") as full:
        command = [sys.executable, "-m", "flowscheme", "eval", "1"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, cwd=cli.folder, text=True)
    assert done.returncode != 0
    assert done.stderr.count("\n") == 1


def test_an_encoding_that_lacks_the_character(cli):
    ended = cli("eval", "(string #\\x3bb)", PYTHONIOENCODING="ascii")
    assert (ended.status, ended.err) == (0, "")
    assert cli("eval", "(string #\\x3bb)", PYTHONUTF8="1").out == '"λ"\n'


def test_a_bug_of_ours_says_so():
    fault = InternalError("unexpected KeyError: 'x'")
    assert exit_status(fault) == 70
    assert "bug in flowscheme" in explain(fault)
    assert "Traceback" not in explain(fault)


@pytest.mark.parametrize(
    ("command", "status", "says"),
    [
        ("list >&-", 0, ""),
        ("repl <&-", 0, ""),
        (r"eval $'\xff'", 2, "not UTF-8"),
        (r"""start --json-input '"\ud800"' p.scm f""", 1, "lone surrogate"),
        ("start p.scm f 1 >/dev/full", 1, "cannot write the output"),
    ],
)
def test_odd_streams_and_bytes(cli, command, status, says):
    cli.write("p.scm", "(defflow f (lambda (x) x))")
    line = f"{sys.executable} -m flowscheme {command}"
    done = subprocess.run(["bash", "-c", line], cwd=cli.folder, capture_output=True, text=True, timeout=60)
    assert done.returncode == status
    assert says in done.stderr and "Traceback" not in done.stderr and "internal" not in done.stderr
