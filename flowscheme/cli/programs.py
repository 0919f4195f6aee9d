"""Programs: `run`, `eval` and `repl`."""

from __future__ import annotations

from pathlib import Path

import click

from ..lang.machine.limits import Limits
from ..lang.text.source import read_file
from ..lang.values.datum import UNSPECIFIED, Value
from ..primitives.testing import results
from ..report import RAISED
from .options import (
    SOURCE,
    DataCommand,
    include_option,
    json_option,
    limit_options,
    sandbox_option,
    store_option,
    world_options,
)
from .output import say_json, say_value, tell
from .session import Session


@click.command("run", context_settings={"allow_interspersed_args": False})
@world_options
@limit_options
@click.argument("file", type=SOURCE)
@click.argument("args", nargs=-1, type=click.UNPROCESSED, metavar="[ARG ...]")
def run_command(
    file: Path, args: tuple[str, ...], store: str, hosts: tuple[Path, ...], sandbox: bool, limits: Limits
) -> int:
    """Run a Scheme program.

    Everything behind FILE belongs to the program: (command-line) is the list of FILE and the ARGs.  A program that
    begins with (import ...) sees what it imports; another sees all of R7RS-small and the flow language.

    The file may begin with a line for the system, #!/usr/bin/env -S flowscheme run.
    If tests of SRFI 64 ran and one failed, the exit status is 1.

    \b
    Examples:
      flowscheme run hello.scm
      flowscheme run report.scm --since 2026-01-01
      flowscheme run --sandbox --seconds 5 --memory 200 --store memory: unknown.scm
    """
    session = Session(store, sandbox=sandbox, hosts=hosts, folder=file.parent, limits=limits)
    text = read_file(file)
    session.enter(text)
    interpreter = session.interpreter
    interpreter.command_line = [str(file), *args]
    interpreter.evaluate(lambda: interpreter.libraries.run(text, str(file), interpreter.environment))
    return RAISED if any(result.failed for result in results(interpreter)) else 0


@click.command("eval", cls=DataCommand)
@store_option
@sandbox_option
@limit_options
@include_option
@json_option
@click.argument("expr")
def eval_command(expr: str, store: str, sandbox: bool, as_json: bool, limits: Limits) -> None:
    """Print the value of Scheme expressions, that of the last one.

    It is printed as write shows it: multiple values a line each, nothing if it is unspecified.  With --json, what JSON
    lacks (1/3, +inf.0, a dotted pair, a procedure) is a string, as write shows it.

    \b
    Examples:
      flowscheme eval '(+ 1 2)'
      flowscheme eval '(exact->inexact 1/3)'
      flowscheme eval --json "'((name . ann) (age . 41))"
    """
    session = Session(store, sandbox=sandbox, limits=limits)
    show_value(session.interpreter.eval_datum(expr.strip(" "), "<command line>"), as_json)


def show_value(value: Value, as_json: bool) -> None:
    """Print the value of an expression."""
    if not as_json:
        say_value(value)
    elif value is not UNSPECIFIED:
        say_json(value)


@click.command("repl")
@world_options
def repl_command(store: str, hosts: tuple[Path, ...], sandbox: bool) -> int:
    """A prompt: type an expression, see its value.  ,help lists its commands; Ctrl-D or (exit) leaves.

    It works over the same store as the other commands: a flow that is started here can be resumed from the shell, and
    back.  Reads from a pipe as well, and then shows no prompt.

    \b
    Examples:
      flowscheme repl
      flowscheme repl --host mail.py --store sqlite:///work.db
      echo '(flow/pending)' | flowscheme repl
    """
    from ..repl.loop import Repl  # loads the reader
    from ..repl.prompt import Prompt  # likewise

    session = Session(store, sandbox=sandbox, hosts=hosts)
    prompt = Prompt(session.interpreter, say_value, tell, lambda: session.policy, lambda id: _page(session, id))
    return Repl(prompt).loop()


def _page(session: Session, id: str) -> str:
    from .show import show_text  # the view and the drawings, which a prompt seldom needs

    return show_text(session.policy, id)
