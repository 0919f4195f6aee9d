"""`--steps`, `--seconds`, `--memory` and `--depth` of `run` and `eval`."""

from __future__ import annotations

import pytest

CASES = [
    ("--seconds", "0.2", "(let loop () (loop))", "the time limit of 0.2 s is spent"),
    ("--memory", "30", "(let loop ((l '())) (loop (cons 1 l)))", "the memory limit of 30000000 bytes is spent"),
    ("--depth", "100", "(let f () (+ 1 (f)))", "recursion too deep in f"),
    ("--steps", "50", "'(" + "1 " * 1000 + ")", "the limit of 50 steps is spent"),
]


@pytest.mark.parametrize(("option", "value", "program", "message"), CASES)
def test_a_limit_ends_a_program(cli, option, value, program, message):
    cli.write("p.scm", program)
    for words in (("run", option, value, "p.scm"), ("eval", option, value, program)):
        result = cli(*words)
        assert (result.status, message in result.err) == (1, True), result


def test_limits_leave_other_programs_alone(cli):
    limits = ("--steps", "10000", "--seconds", "60", "--memory", "500", "--depth", "10000")
    assert cli.ok("eval", *limits, "(let f ((n 500)) (if (= n 0) 0 (+ 1 (f (- n 1)))))") == "500"


@pytest.mark.parametrize(("option", "value"), [("--seconds", "0"), ("--steps", "-1"), ("--memory", "x"), ("--depth", "0")])
def test_a_limit_is_a_positive_number(cli, option, value):
    assert cli("eval", option, value, "1").status == 2
