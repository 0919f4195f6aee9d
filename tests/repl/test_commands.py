"""The commands of the prompt, by pipe; and what each says of itself."""

from __future__ import annotations

import re
import sys
from typing import Any

import pytest

from flowscheme import Engine
from flowscheme.interp import Interpreter
from flowscheme.lang.text.printer import write
from flowscheme.repl.commands import ALIASES, COMMANDS, find
from flowscheme.repl.loop import Repl
from flowscheme.repl.prompt import Prompt

FLOWS = """
(define (draft title) (string-append title "!"))
(defflow publish
  (sequence (step 'write draft)
            (parallel (await 'review) (await 'check))))
(defflow bad (sequence (lambda (x) (car x))))
"""


class Session:
    """A prompt whose output is kept: values and messages, a line each."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.interpreter = Interpreter(grants={"console", "files", "clock", "flows"})
        self.engine = Engine("memory:", self.interpreter)
        show = lambda value: self.lines.append(write(value))  # noqa: E731
        self.prompt = Prompt(self.interpreter, show, self.lines.append, lambda: self.engine.policy)
        self.repl = Repl(self.prompt)

    def __call__(self, text: str) -> str:
        self.lines.clear()
        self.repl.feed(text + "\n")
        return "\n".join(self.lines)


@pytest.fixture
def say() -> Session:
    return Session()


def test_every_command_explains_itself(say: Session) -> None:
    page = say(",help")
    for name, each in COMMANDS.items():
        assert each.usage.startswith(name) and each.summary.endswith(".")
        assert f",{each.usage}" in page and each.summary in page
        assert each.example in say(f",help {name}") and find(each.example.split()[0]) is each
    assert all(alias not in COMMANDS for alias in ALIASES)


def test_what_the_page_promises_is_there() -> None:
    for name in ("help", "apropos", "describe", "expand", "disassemble", "time", "load", "trace", "bt", "quit", "import"):
        assert name in COMMANDS
    for name in ("flows", "runs", "show", "resume", "why"):
        assert name in COMMANDS


def test_unknown_commands_and_wrong_uses(say: Session) -> None:
    assert "there is no command ,hlp; did you mean ,help?" in say(",hlp")
    assert "usage: ,describe NAME" in say(",describe")
    assert "unbound variable: lenght\ndid you mean length?" in say(",describe lenght")
    assert "there is no error" in say(",bt")
    assert "there is no command nonsense" in say(",help nonsense")
    assert say("'on") == "on"


def test_describe_and_apropos(say: Session) -> None:
    assert say(",describe car").startswith("(car pair)\n  The first field of pair.")
    assert say(",describe '(1 2)") == "(1 2)\n  a pair"
    assert "(vector-map procedure vector1 vector2 ...)" in say(",apropos vector-m")
    assert "no bound name" in say(",apropos no-such-thing")


EXPANSIONS = [
    ("(when a b c)", "(if a (begin b c))"),
    ("(let* ((x 1) (y x)) y)", "(let* ((x 1) (y x)) y)"),
    ("(let loop ((i 0)) (loop i))", "(letrec* ((loop (lambda (i) (loop i)))) (loop 0))"),
    ("(cond (a => b) (else 'c))", "(let ((value a)) (if value (b value) 'c))"),
    ("(or a b)", "(or a b)"),
    ("(define (f . r) `(1 ,r))", "(define f (lambda r (cons 1 (cons r '()))))"),
    ("(define-values (x y) (values 1 2))", None),
    ("(let ((if list)) (if 1 2 3))", "(let ((if list)) (if 1 2 3))"),
    ("(swap! p q)", "(let ((tmp p)) (set! p q) (set! q tmp))"),
    ("(let ((tmp 1)) (swap! tmp q))", "(let ((tmp 1)) (let ((tmp.2 tmp)) (set! tmp q) (set! q tmp.2)))"),
]


@pytest.mark.parametrize(("form", "expected"), EXPANSIONS)
def test_expand(say: Session, form: str, expected: str | None) -> None:
    say("(define-syntax swap! (syntax-rules () ((_ a b) (let ((tmp a)) (set! a b) (set! b tmp)))))")
    text = say(f",expand {form}")
    assert expected is None or text == expected
    assert "error" not in text


def test_expanding_defines_nothing(say: Session) -> None:
    say(",expand (define fresh-name 1)")
    assert "unbound variable: fresh-name" in say("fresh-name")
    assert "nothing to expand" in say(",expand (import (scheme char))")
    assert "if: expected" in say(",expand (if)")


def test_expansions_mean_the_same(say: Session) -> None:
    """Evaluating an expansion gives what evaluating the form gives."""
    for form in ("(let loop ((i 0) (l '())) (if (= i 9) l (loop (+ i 1) (cons i l))))",
                 "(do ((i 0 (+ i 1)) (s 0 (+ s i))) ((= i 5) s))", "(let*-values (((a b) (values 1 2))) (list a b))",
                 "(case 3 ((1 2) 'low) ((3 4) 'high) (else 'none))", "((case-lambda ((a) 1) ((a b) 2)) 1 2)",
                 "(let ((x 'outer)) (let ((f (lambda () x))) (let ((x 'inner)) (f))))"):  # fmt: skip
        text = say(f",expand {form}")
        if "%" not in text:  # the hidden primitives cannot be named
            assert say(form) == say(text), text


def test_time_load_and_import(say: Session, tmp_path: Any) -> None:
    assert re.fullmatch(r"6\n; compiled in [0-9.e+-]+ m?s, ran in [0-9.e+-]+ m?s", say(",time (* 2\n 3)"))
    (tmp_path / "a.scm").write_text("(define from-file 'yes)")
    assert say(f",load {tmp_path / 'a.scm'}") == ""
    assert say("from-file") == "yes"
    assert "cannot read" in say(",load nowhere.scm")
    assert say(",import (prefix (scheme char) c:) (scheme lazy)") == ""
    assert say("(c:char-upcase #\\a)") == "#\\A"
    assert "did you mean (scheme char)" in say(",import (scheme chr)")


def test_disassemble(say: Session) -> None:
    say("(define (f x) (+ x 1))")
    assert "BINARY_OP" in say(",disassemble f") and "BINARY_OP" in say(",dis f")
    assert "x is not a procedure" in say("(define x 5)\n,disassemble x")


def test_trace(say: Session) -> None:
    say("(define (fact n) (if (= n 0) 1 (* n (fact (- n 1)))))")
    assert say(",trace fact") == ""
    assert say("(fact 2)") == "(fact 2)\n| (fact 1)\n| | (fact 0)\n| | => 1\n| => 1\n=> 2\n2"
    assert say(",trace") == "fact"
    say(",untrace fact")
    assert say("(fact 2)") == "2"
    assert "fact is not traced" in say(",untrace fact")


def test_a_traced_procedure_that_raises(say: Session) -> None:
    say("(define (f x) (car x))\n,trace f")
    assert "expected a pair" in say("(f 1)")
    assert say("(guard (e (#t 'caught)) (f 1))") == "(f 1)\ncaught"
    say("(define (f x) 'anew)\n,untrace f")
    assert say("(f 1)") == "anew"


def test_the_backtrace_of_the_last_error(say: Session) -> None:
    say("(define (inner x) (car x))\n(define (outer x) (+ 1 (inner x)))")
    say("(+ 1 (outer 5))")
    assert re.fullmatch(r"  in inner at .*:1\n  in outer at .*:1\n  in top level at .*:1", say(",bt"))


# Levels


def test_a_level_for_each_error(say: Session) -> None:
    say.prompt.interactive = True
    assert say.prompt.sign() == "> "
    say("(car 1)")
    say("(car 2)")
    say(",nonsense")
    assert say.prompt.sign() == "3> "
    say(",q")
    assert say.prompt.sign() == "2> " and "in top level" in say(",bt")
    say("(car 3)")
    say(",top")
    assert say.prompt.sign() == "> "
    say(",quit")
    assert say.prompt.left


def test_an_open_form_waits(say: Session) -> None:
    assert say("(list 1") == "" and say("2)") == "(1 2)"
    assert say(",time (list 1") == "" and say("2)").startswith("(1 2)\n; compiled")


# Flows


def test_flows_and_runs(say: Session) -> None:
    assert "no flow is defined" in say(",flows") and say(",runs") == "there are no runs"
    say(FLOWS)
    assert re.search(r"bad +<repl .*>\npublish +<repl ", say(",flows"))
    assert say("(flow/start publish \"cats\" 'id \"p\")") == '(flow-suspended "p" review)'
    assert say(",runs") == "p  suspended  publish" and say(",runs done") == "no run is done"


def test_why_a_run_is_parked(say: Session) -> None:
    say(FLOWS)
    say("(flow/start publish \"cats\" 'id \"p\")")
    text = say(",why p")
    assert "p is parked: it waits for 2 answers, in any order." in text
    assert re.search(r"It waits for review at <repl \d+>:3:\n +\(parallel \(await 'review\)", text)
    assert "  ,resume p VALUE answers it" in text and "  ,resume p VALUE check answers it" in text
    assert say(",resume p ok check") == '(flow-suspended "p" review)'
    assert say(",resume p yes") == "(yes ok)"
    assert say(",why p") == "p is done; its result is (yes ok)"
    assert "usage: ,resume" in say(",resume p")


def test_why_a_run_failed(say: Session) -> None:
    say(FLOWS)
    say("(flow/start bad 5 'id \"b\")")
    text = say(",why b")
    assert "b failed" in text and "car: expected a pair, got 5" in text and '(flow/retry "b")' in text
    assert "The node that raised it is lambda at <repl " in text
    assert "no run has the id nobody" in say(",why nobody")


def test_a_prompt_without_a_store(say: Session) -> None:
    say.prompt.policy = None
    for name in ("runs", "show x", "why x", "resume x 1"):
        assert "there is no store" in say(f",{name}")


def test_line_editing_is_loaded_on_a_terminal_only(say: Session) -> None:
    say("(+ 1 2)")
    assert "flowscheme.repl.terminal" not in sys.modules or "prompt_toolkit" in sys.modules
