"""What is read and what happens to it.

An entry is a form or a command (a line that begins with a comma).  A form may span lines: it is taken when its
parentheses are closed.  Each form is a source of its own, `<repl 3>`; a flow that is defined here is pinned as the
definitions that it reaches (see `engine.pinned_sources`).

On a terminal an error opens a nested prompt, `2> `, at which `,bt` shows where it happened; Ctrl-D or `,q` goes back, and
so on outwards.  What was defined stays: levels hold faults, nothing else.  Ctrl-C drops the input, or stops the program
that runs.  From a pipe there is no prompt, and no level: an error is reported and the next form is read.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any

from ..errors import SchemeError, SchemeExit
from ..lang.text.reader import Incomplete, datum_end
from ..lang.text.source import fresh_name
from ..report import explain
from . import commands
from . import flows as flows  # declares the commands about flows
from .prompt import Prompt

WELCOME = "flowscheme: ,help lists the commands; Ctrl-D or (exit) leaves"


class Repl:
    """What reads entries at a prompt and does them; `pending` is the text of an entry that is not complete yet."""

    def __init__(self, prompt: Prompt) -> None:
        self.prompt = prompt
        self.pending = ""

    # Reading

    def loop(self) -> int:
        """Read and evaluate until the input ends or the program exits; the exit status."""
        read = self._reader()
        while not self.prompt.left:
            try:
                text = read()
                if text is not None:
                    self.feed(text)
                elif self.prompt.leave_level():
                    self.end()
                    break
            except SchemeExit as leave:
                return leave.code
            except KeyboardInterrupt:
                self.pending = ""
                self.prompt.tell("interrupted")
        return 0

    def _reader(self) -> Callable[[], str | None]:
        """What reads the next text: whole entries by line editing on a terminal, else lines."""
        if not self.prompt.interactive:
            return lambda: sys.stdin.readline() or None
        self.prompt.tell(WELCOME)
        if not sys.stdout.isatty() or os.environ.get("TERM", "dumb") == "dumb":
            return self._typed_line
        from .terminal import Terminal  # prompt_toolkit: heavy, and of use only on a terminal

        return Terminal(self.prompt).read

    def _typed_line(self) -> str | None:
        """The next line typed on a terminal that knows no line editing."""
        sign = self.prompt.sign()
        try:
            return input(" " * len(sign) if self.pending.strip() else sign) + "\n"
        except EOFError:
            self.prompt.tell("")
            return None

    def feed(self, text: str) -> None:
        """Take text, and do the entries that it completes."""
        self.pending += text
        while not self.prompt.left:
            entry = self._next_entry()
            if entry is None:
                return
            if entry.startswith(","):
                self.command(entry)
            else:
                self.evaluate(entry)

    def _next_entry(self) -> str | None:
        """The first whole entry of what is pending; None if it is not complete, or if nothing is left."""
        start = self.pending.lstrip()
        if start.startswith(","):
            end = commands.entry_end(start)
            if end is None:
                return None
            entry, self.pending = start[:end], start[end:]
            return entry.strip()
        try:
            form_end = datum_end(self.pending)
        except Incomplete:
            return None
        if form_end is None:
            self.pending = ""
            return None
        entry, self.pending = self.pending[:form_end], self.pending[form_end:]
        return entry.lstrip()

    def end(self) -> None:
        """The input has ended: a form that is still open is reported as what it is."""
        text, self.pending = self.pending.strip(), ""
        if text.startswith(","):
            self.command(text)
        elif text:
            self.evaluate(text)

    # Doing

    def evaluate(self, form: str) -> None:
        """Evaluate one form, and show its value or report what went wrong."""
        self.attempt(lambda: self.prompt.show(self.prompt.interpreter.eval_datum(form, fresh_name("repl"))))

    def command(self, entry: str) -> None:
        """Do one command."""
        self.attempt(lambda: commands.run(self.prompt, entry), is_command=True)

    def attempt(self, action: Callable[[], Any], is_command: bool = False) -> None:
        """Do something that may fail; a fault is reported and, on a terminal, opens a level.

        A command that was used wrongly opens none, a program that it ran does.
        """
        try:
            action()
        except (SchemeExit, BrokenPipeError):
            raise
        except Exception as fault:
            sys.stdout.flush()
            self.prompt.tell(explain(fault, self.prompt.interpreter))
            if isinstance(fault, SchemeError) and (fault.backtrace or not is_command):
                self.prompt.open_level(fault)
        sys.stdout.flush()
