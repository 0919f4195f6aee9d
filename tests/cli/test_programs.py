"""`run` and `eval`."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest


def test_run_prints_what_the_program_prints(cli):
    cli.write("p.scm", '(display "hello") (newline) (write (map (lambda (x) (* x x)) (list 1 2)))')
    assert cli.ok("run", "p.scm") == "hello\n(1 4)"


def test_run_passes_everything_behind_the_file(cli):
    cli.write("p.scm", "(write (command-line))")
    assert cli.ok("run", "p.scm", "a", "--json", "-5", "--", "--store") == '("p.scm" "a" "--json" "-5" "--" "--store")'


def test_run_that_uses_no_flow_makes_no_store(cli):
    cli.write("p.scm", "(display 1)")
    cli.ok("run", "p.scm")
    assert [path.name for path in cli.folder.iterdir()] == ["p.scm"]


def test_run_uses_the_store_for_flows(cli):
    cli.write("p.scm", "(defflow ask (await 'go)) (write (flow/start ask 1 'id \"a\"))")
    assert cli.ok("run", "p.scm") == '(flow-suspended "a" go)'
    assert cli.ok("resume", "a", "yes") == "yes"


def test_a_script(cli):
    """A first line that the system reads is a comment; positions behind it stay true."""
    cli.write("p.scm", "#!/usr/bin/env -S flowscheme run\n(import (scheme base) (scheme write))\n(display 'Abc)\n")
    (cli.folder / "p.scm").chmod(0o755)
    path = f"{os.path.dirname(sys.executable)}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(["./p.scm"], cwd=cli.folder, capture_output=True, text=True, env={**os.environ, "PATH": path})
    assert (done.stdout, done.stderr) == ("Abc", "")
    cli.write("q.scm", "#! flowscheme (\n  (car 5)")
    assert "q.scm:2:3" in cli("run", "q.scm").err


@pytest.mark.parametrize(
    ("program", "printed"),
    [
        ("#!fold-case\n(write 'Abc)", "abc"),
        ("#!/bin/no \"(\n(write (call-with-input-file \"p.scm\" read-char))", "#\\#"),
    ],
)
def test_only_a_line_for_the_system_is_a_comment(cli, program, printed):
    cli.write("p.scm", program)
    assert cli.ok("run", "p.scm") == printed


def test_such_a_line_is_a_comment_in_a_file_only(cli):
    cli.write("p.scm", "(write 1)\n#!/usr/bin/env flowscheme\n")
    assert cli("run", "p.scm").status == 2
    assert cli("eval", "#!/usr/bin/env flowscheme\n1").status == 2


@pytest.mark.parametrize(
    ("program", "status"),
    [
        ("(exit 7)", 7),
        ("(exit)", 0),
        ("(exit #f)", 1),
        ("(emergency-exit 3)", 3),
        ('(error "boom" 1 \'two)', 1),
        ("(raise 'oops)", 1),
        ("(undefined-thing)", 1),
        ("((lambda (x) x))", 1),
        ("(car 5)", 1),
        ("(if)", 2),
        ("(import (no such library))", 2),
        ("(display 1", 2),
        ("(display 1))", 2),
        ('(display "abc)', 2),
        ("#\\nosuchchar", 2),
        ("(1 . )", 2),
        ('(flow/result "nobody")', 3),
    ],
)
def test_exit_status_of_a_program(cli, program, status):
    cli.write("p.scm", program)
    ended = cli("run", "p.scm")
    assert ended.status == status
    assert "Traceback" not in ended.err
    assert ("error" in ended.err) == ("exit" not in program)


def test_exit_runs_the_afters_and_keeps_the_output(cli):
    cli.write("p.scm", '(dynamic-wind (lambda () #f) (lambda () (display "in") (exit 4)) (lambda () (display "out")))')
    assert cli("run", "p.scm") == (4, "inout", "")


def test_a_program_that_imports_sees_only_that(cli):
    cli.write("p.scm", "; a comment\n#| another |#\n(import (scheme base) (scheme write))\n(display (+ 1 2))")
    assert cli.ok("run", "p.scm") == "3"
    cli.write("q.scm", "(import (scheme base))\n(display 1)")
    ended = cli("run", "q.scm")
    assert (ended.status, ended.out) == (1, "")
    assert "q.scm:2:2: error: unbound variable: display" in ended.err


def test_libraries_are_sought_beside_the_file(cli):
    (cli.folder / "sub").mkdir()
    library = "(define-library (tools) (export twice) (import (scheme base)) (begin (define (twice x) (* 2 x))))"
    cli.write("sub/tools.sld", library)
    cli.write("sub/p.scm", "(import (scheme base) (scheme write) (tools)) (display (twice 21))")
    assert cli.ok("run", "sub/p.scm") == "42"


OUTSIDE = ['(get-environment-variable "HOME")', '(file-exists? "p.scm")', "(command-line)", "(current-second)", "(flow/list)",
           '(flow/status "a")']


@pytest.mark.parametrize("expression", OUTSIDE)
def test_sandbox_takes_the_outside_away(cli, expression):
    assert cli("eval", expression).status == 0
    cli.folder.joinpath("flowscheme.db").unlink(missing_ok=True)
    ended = cli("eval", "--sandbox", expression)
    assert ended.status == 1
    assert "grant" in ended.err
    assert not cli.folder.joinpath("flowscheme.db").exists()


@pytest.mark.parametrize(
    ("expression", "printed"),
    [
        ("(+ 1 2)", "3"),
        ("(define x 5) (* x x)", "25"),
        ('(list "a" #\\b (quote |c d|))', '("a" #\\b |c d|)'),
        ("(values 1 2)", "1\n2"),
        ("(values)", ""),
        ("(if #f #f)", ""),
        ("", ""),
        ("-5", "-5"),
        ("-1/2", "-1/2"),
        ("-.5", "-0.5"),
        ("-inf.0", "-inf.0"),
        ("(quote ())", "()"),
    ],
)
def test_eval_prints_the_value(cli, expression, printed):
    assert cli.ok("eval", expression) == printed


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("(list 1 2.5 #t #f)", [1, 2.5, True, False]),
        ("'((name . ann) (tags a b))", {"name": "ann", "tags": ["a", "b"]}),
        ("'((a . 1) (a . 2))", ["(a . 1)", "(a . 2)"]),
        ("(list 'sym \"s\" #\\c 'null)", ["sym", "s", "c", None]),
        ("(list 1/3 +inf.0 -inf.0 +nan.0)", ["1/3", "+inf.0", "-inf.0", "+nan.0"]),
        ("(expt 10 30)", 10**30),
        ("(vector 1 (bytevector 2 3))", [1, [2, 3]]),
        ("'(1 . 2)", "(1 . 2)"),
        ("'()", []),
        ("(values 1 2)", [1, 2]),
        ("(fail 'no)", {"fail": "no"}),
        ("(lambda (x) x)", "#<procedure>"),
        ("(let ((x (list 1))) (set-cdr! x x) x)", "#0=(1 . #0#)"),
        ('"a\\nb\\x1;\\x2028;é"', "a\nb\x01\u2028é"),
        ("1e22", 1e22),
    ],
)
def test_eval_json(cli, expression, expected):
    assert json.loads(cli.ok("eval", "--json", expression)) == expected


def test_json_of_a_condition(cli):
    value = cli("eval", "--json", '(guard (e (#t e)) (error "boom" 1 \'two))').json
    assert value == {"kind": "error", "message": "boom", "irritants": [1, "two"]}


def test_json_has_no_depth(cli):
    ended = cli("eval", "--json", "(let loop ((i 0) (x '())) (if (= i 100000) x (loop (+ i 1) (list x))))")
    assert ended.out == "[" * 100001 + "]" * 100001 + "\n"


def test_host_functions_in_a_program(cli):
    cli.write("h.py", "import flowscheme\n@flowscheme.effect\ndef shout_at(name): return name.upper()\n")
    cli.write("p.scm", '(display (shout-at "ann"))')
    assert cli.ok("run", "--host", "h.py", "p.scm") == "ANN"
    cli.write("q.scm", '(import (scheme base) (scheme write)) (display (shout-at "ann"))')
    assert cli.ok("run", "--host", "h.py", "q.scm") == "ANN"
    assert [path.name for path in cli.folder.glob("*.db")] == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("import nosuchmodule", "ModuleNotFoundError"),
        ("def f(): return 1", "marks no function"),
        ("def f(:", "SyntaxError"),
        (None, "no such Python file"),
    ],
)
def test_a_host_module_that_cannot_be_loaded(cli, text, says):
    cli.write("p.scm", "1")
    if text is not None:
        cli.write("h.py", text)
    ended = cli("run", "--host", "h.py", "p.scm")
    assert ended.status == 2
    assert says in ended.err
    assert "Traceback" not in ended.err
