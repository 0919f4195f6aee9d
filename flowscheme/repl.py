"""A prompt: reads forms, evaluates each, and prints its value.

A form may span lines: it is read when its parentheses are closed.  Each is a source of its own, `<repl 3>`; the engine
pins a flow that is defined here as the definitions that it reaches (see `pins`).  An error is reported, and the prompt
goes on.  When standard input is no terminal there is no prompt, and no line editing.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from contextlib import suppress

from .errors import SchemeExit
from .interp import Interpreter
from .lang.datum import Value
from .lang.reader import Incomplete, datum_end
from .lang.source import fresh_name
from .report import explain, known_names

PROMPT, CONTINUED = "> ", "  "

HISTORY = os.path.join("~", ".flowscheme_history")
_KEPT = 1000  # lines of history


class Repl:
    """A prompt on an interpreter; `show` prints a value, `tell` a message."""

    def __init__(self, interpreter: Interpreter, show: Callable[[Value], None], tell: Callable[[str], None]) -> None:
        self.interpreter = interpreter
        self.show = show
        self.tell = tell
        self.interactive = sys.stdin.isatty()
        self.pending = ""

    def loop(self) -> int:
        """Read and evaluate until the input ends or the program exits; the exit status."""
        if self.interactive:
            _edit_lines()
            self.tell("flowscheme: Ctrl-D or (exit) leaves")
        while True:
            try:
                line = self.read_line()
                if line is None:
                    return self.end()
                self.feed(line)
            except SchemeExit as leave:
                return leave.code
            except KeyboardInterrupt:
                self.pending = ""
                self.tell("" if self.interactive else "interrupted")

    def read_line(self) -> str | None:
        """The next line with its newline; None at the end of the input."""
        if not self.interactive:
            return sys.stdin.readline() or None
        try:
            return input(CONTINUED if self.pending.strip() else PROMPT) + "\n"
        except EOFError:
            self.tell("")
            return None

    def feed(self, line: str) -> None:
        """Take a line, and evaluate the forms that it completes."""
        self.pending += line
        while True:
            try:
                end = datum_end(self.pending)
            except Incomplete:
                return
            if end is None:
                self.pending = ""
                return
            form, self.pending = self.pending[:end], self.pending[end:]
            self.evaluate(form.lstrip())

    def evaluate(self, form: str) -> None:
        """Evaluate one form, and show its value or report what went wrong."""
        try:
            self.show(self.interpreter.eval_datum(form, fresh_name("repl")))
        except (SchemeExit, BrokenPipeError):
            raise
        except Exception as fault:
            sys.stdout.flush()
            self.tell(explain(fault, lambda: known_names(self.interpreter)))
        sys.stdout.flush()

    def end(self) -> int:
        """The input has ended: a form that is still open is reported as what it is."""
        if self.pending.strip():
            self.evaluate(self.pending)
        return 0


def _edit_lines() -> None:
    """Line editing with a history that is kept."""
    try:
        import atexit  # wanted only on a terminal
        import readline  # likewise, and not built into every Python
    except ImportError:
        return
    path = os.path.expanduser(HISTORY)
    with suppress(OSError):
        readline.read_history_file(path)
    readline.set_history_length(_KEPT)
    atexit.register(_keep_history, path)


def _keep_history(path: str) -> None:
    import readline  # see _edit_lines

    with suppress(OSError):
        readline.write_history_file(path)
