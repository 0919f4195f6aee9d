"""The prompt on a terminal: what is typed and what the screen shows."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))
from screen import Emulated, Screen, Tmux  # a module beside this one

TERMINALS = [Emulated, *([Tmux] if shutil.which("tmux") else [])]
ENTER, CTRL_C, CTRL_D, UP, TAB, ESCAPE = "\r", "\x03", "\x04", "\x1b[A", "\t", "\x1b"


@pytest.fixture(params=TERMINALS, ids=lambda each: each.__name__.lower())
def screen(request: Any, tmp_path: Path) -> Iterator[Screen]:
    yield from opened(request.param(tmp_path, "repl"))


@pytest.fixture
def emulated(tmp_path: Path) -> Iterator[Screen]:
    yield from opened(Emulated(tmp_path, "repl"))


def opened(made: Screen) -> Iterator[Screen]:
    try:
        made.expect(">")
        yield made
    finally:
        made.close()


def test_a_session(screen: Screen) -> None:
    screen.type(f"(+ 1 2){ENTER}")
    screen.expect("> (+ 1 2)", "3", ">")
    screen.type(f"(define (square x){ENTER}(* x x)){ENTER}")  # the second line is indented
    screen.expect("> (define (square x)", "    (* x x))", ">")
    screen.type(f"(square 12){ENTER}")
    screen.expect("> (square 12)", "144", ">")
    screen.type(f"(car 5){ENTER}")
    screen.expect("    ^", "2>")
    assert "error: car: expected a pair, got 5" in screen.text()
    screen.type(f"(square 'a){ENTER}")
    screen.expect("3>")
    screen.type(f",bt{ENTER}")
    screen.expect("3> ,bt", "  in square at <repl 2>:2", "  in top level at <repl 5>:1", "3>")
    screen.type(f",q{ENTER}")
    screen.expect("3> ,q", "2>")
    screen.type(CTRL_D)
    screen.expect(">")
    screen.type(f"(begin (display 'running) (newline) (let loop () (loop))){ENTER}")
    screen.expect("running")
    screen.type(CTRL_C)
    screen.see("interrupted")
    screen.expect(">")
    screen.type(f"(square 5){ENTER}")
    screen.expect("25", ">")
    screen.type(CTRL_D)
    screen.wait_for_end()


def test_ctrl_c_drops_the_input(emulated: Screen) -> None:
    emulated.type("(display 'never")
    emulated.see("never")
    emulated.type(CTRL_C)
    emulated.expect("interrupted", ">")
    emulated.type(f"'on{ENTER}")
    emulated.expect("on", ">")


def test_names_are_completed(emulated: Screen) -> None:
    emulated.type(f"(define my-own-counter 41){ENTER}")
    emulated.expect(">")
    emulated.type(f"(+ 1 my-own-c{TAB}")
    emulated.see("(+ 1 my-own-counter")
    emulated.type(f"){ENTER}")
    emulated.expect("42", ">")
    emulated.type(f",disas{TAB}")
    emulated.see(",disassemble")


def test_files_are_completed(emulated: Screen) -> None:
    (emulated.folder / "program.scm").write_text("(define loaded 'from-the-file)\n")
    emulated.type(f",load prog{TAB}")
    emulated.see(",load program.scm")
    emulated.type(ENTER)
    emulated.expect("> ,load program.scm", ">")
    emulated.type(f"loaded{ENTER}")
    emulated.expect("from-the-file", ">")


def test_history_keeps_whole_forms_between_sessions(tmp_path: Path) -> None:
    first = Emulated(tmp_path, "repl")
    try:
        first.expect(">")
        first.type(f"(list 'one{ENTER}'two){ENTER}")
        first.expect("(one two)", ">")
        first.type(f"(exit 3){ENTER}")
        first.wait_for_end()
        assert first.process.returncode == 3
    finally:
        first.close()
    kept = tmp_path / ".local" / "state" / "flowscheme" / "history"
    assert "(list 'one" in kept.read_text() and kept.stat().st_mode & 0o077 == 0
    second = Emulated(tmp_path, "repl")
    try:
        second.expect(">")
        second.type(UP + UP)
        second.expect("> (list 'one", "        'two)")
        second.type(ENTER)
        second.expect("(one two)", ">")
    finally:
        second.close()


def test_a_pasted_text_is_taken_as_it_is(emulated: Screen) -> None:
    emulated.type(f"{ESCAPE}[200~(define (f x)\n(list x\nx)){ESCAPE}[201~")
    emulated.expect("> (define (f x)", "  (list x", "  x))")
    emulated.type(f"{ENTER}(f 1){ENTER}")
    emulated.expect("(1 1)", ">")


def test_colours_and_the_matching_parenthesis(emulated: Screen) -> None:
    emulated.type('(if "yes" 42)')
    emulated.see('(if "yes" 42)')
    row = next(number for number, line in enumerate(emulated.lines()) if '(if "yes" 42)' in line)
    cells = emulated.drawn.buffer[row]
    assert [cells[column].fg for column in (3, 6, 12)] == ["blue", "green", "cyan"]
    assert cells[2].bg != cells[3].bg and cells[14].bg == cells[2].bg


def test_a_terminal_that_can_only_print(tmp_path: Path) -> None:
    dumb = type("Dumb", (Emulated,), {"open": lambda self: (self.environment.update(TERM="dumb"), Emulated.open(self))})
    for screen in opened(dumb(tmp_path, "repl")):
        screen.type("(+ 1\n")
        screen.see("(+ 1")
        screen.type("41)\n(car 5)\n")
        screen.expect("2>")
        assert "42" in screen.text()
        screen.type(CTRL_D)
        screen.expect(">")
        screen.type(CTRL_D)
        screen.wait_for_end()
