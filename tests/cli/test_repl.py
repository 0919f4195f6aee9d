"""`repl`, by pipe; tests/repl has the terminal."""

from __future__ import annotations

import pytest


def test_values_and_errors(cli):
    ended = cli("repl", stdin='(define x 20)\n(+ x\n 1) "two" (values 1 2)\n(car x)\n(if #f #f)\n\'done\n')
    assert ended.status == 0
    assert ended.out == '21\n"two"\n1\n2\ndone\n'
    assert "<repl 4>:1:1: error: car: expected a pair, got 20" in ended.err.replace("<repl 5>", "<repl 4>")
    assert list(cli.folder.iterdir()) == []


@pytest.mark.parametrize(("line", "status"), [("(exit)", 0), ("(exit 5)", 5), ("(exit #f)", 1)])
def test_exit(cli, line, status):
    ended = cli("repl", stdin=f"1\n{line}\n2\n")
    assert (ended.status, ended.out) == (status, "1\n")


FAULTS = ["(+ 1 2", ")", "(if)", "foo", "(raise 'x)", '(error "boom")', "#\\nosuch", '"abc', '(flow/result "no")']


@pytest.mark.parametrize("text", FAULTS)
def test_it_goes_on_after_a_fault(cli, text):
    ended = cli("repl", stdin=f"{text}\n")
    assert ended.status == 0
    assert ended.err.count("error: ") == 1
    if text not in ("(+ 1 2", '"abc'):
        assert cli("repl", stdin=f"{text}\n'on\n").out == "on\n"


def test_comments_and_blank_lines(cli):
    assert cli.ok("repl", stdin="\n; nothing\n#| a\nb |#\n#;(car 5)\n1 ; one\n") == "1"


def test_names_that_were_meant(cli):
    assert "did you mean my-counter?" in cli("repl", stdin="(define my-counter 1)\nmy-conter\n").err


def test_a_flow_started_here_is_resumed_from_the_shell_and_back(cli):
    started = cli.ok(
        "repl",
        stdin="""
        (define factor 3)
        (define (scale x) (* factor x))
        (defflow ask (sequence (await 'a) scale (await 'b)))
        (flow/start ask 1 'id "r")
    """,
    )
    assert started == '(flow-suspended "r" a)'
    assert cli.ok("resume", "r", "5") == '(flow-suspended "r" b)'
    assert cli.ok("repl", stdin='(flow/resume "r" (quote end)) (flow/status "r")') == "end\ndone"
    assert cli.ok("repl", stdin='(flow/log "r")') == "((a 5) (b end))"


def test_a_flow_started_in_the_shell_is_resumed_here(flows):
    flows.ok("start", "--id", "a", "f.scm", "ask")
    assert flows.ok("repl", stdin='(flow/pending) (flow/resume "a" 4)') == '(("a" go))\n8'


def test_host_functions(cli):
    cli.write("h.py", "import flowscheme\n@flowscheme.pure\ndef twice(x): return 2 * x\n")
    assert cli.ok("repl", "--host", "h.py", stdin="(twice 21)") == "42"


def test_a_store_that_cannot_be_used(cli):
    cli.write("flowscheme.db", "this is no database" * 100)
    ended = cli("repl", stdin="(flow/list)\n1\n")
    assert (ended.status, ended.out) == (0, "1\n")
    assert "not a SQLite database" in ended.err
