"""`flowscheme`: the group of commands, and how each of them ends.

A command's module is imported when the command is wanted, and imports what is heavy (the engine, the store, the
drawings) when it gets there: `flowscheme eval '(+ 1 2)'` needs none of them.

A command returns its exit status, or None for 0.  What it raises ends here: a `SchemeError`, `StoreError` or
`HostError` is explained on stderr and gives the status that `report.exit_status` says; Ctrl-C gives one line and 130.
"""

from __future__ import annotations

import gc
import io
import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from ..lang.text.clean import clean

GROUPS: dict[str, dict[str, str]] = {
    "Programs": {"run": "programs", "eval": "programs", "repl": "programs"},
    "Runs": {"start": "runs", "resume": "runs", "retry": "runs", "cancel": "runs"},
    "Questions": {
        "status": "questions", "result": "questions", "log": "questions", "show": "questions",
        "list": "questions", "pending": "questions",
    },
    "The store": {
        "forget": "stores", "gc": "stores", "export": "stores", "import": "stores", "doctor": "doctor",
    },
    "Drawings": {"graph": "drawings"},
    "Descriptions": {"describe": "descriptions", "reference": "descriptions"},
}  # fmt: skip
"""Command name to the module in which it is defined, in the groups and the order in which `--help` lists them."""

COMMANDS = {name: module for group in GROUPS.values() for name, module in group.items()}

EPILOG = """\b
Exit status: 0 done or suspended; 1 the program or flow raised; 2 wrong usage, or source that cannot be read;
3 the store refused or cannot be used; what (exit n) says.

\b
A first flow:
  flowscheme start --id post-7 article.scm publish '"Cats"'
  flowscheme resume post-7 approved

\b
Completion of commands in bash (zsh and fish likewise):
  eval "$(_FLOWSCHEME_COMPLETE=bash_source flowscheme)"
"""


class Commands(click.Group):
    """The commands, imported one by one as they are wanted."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every command, in the order of the help."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, its module imported now."""
        module = COMMANDS.get(cmd_name)
        if module is None:
            return None
        command: click.Command = getattr(import_module(f"{__package__}.{module}"), f"{cmd_name}_command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, by group."""
        limit = formatter.width - 6 - max(map(len, COMMANDS))
        for title, names in GROUPS.items():
            commands = [(name, self.get_command(ctx, name)) for name in names]
            with formatter.section(title):
                formatter.write_dl([(name, command.get_short_help_str(limit)) for name, command in commands if command])


def _show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from .doctor import version  # reads the installed package's metadata

        click.echo(f"flowscheme {version('flowscheme')}")
        ctx.exit()


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog=EPILOG,
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the version and exit.",
)
def commands() -> None:
    """Durable workflows written in Scheme."""
    if not gc.isenabled():  # in a process of our own, see `cli.main`; the command's module is imported by now
        tune_collector()


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line (of this process, unless `arguments` are given) and end the process."""
    _open_closed_streams()
    _write_any_character()
    sys.exit(_flushed(run(arguments)))


def tune_collector() -> None:
    """Let Python look for circular garbage less often, and never in flowscheme itself.

    Every pair counts as a candidate: a program that builds lists would spend up to half of its time on looking.  Only a
    process of our own is tuned; an embedder decides for its own.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)
    gc.enable()


def run(arguments: Sequence[str] | None = None) -> int:
    """Run a command line; its exit status.  Whichever way it ends, its store is closed."""
    try:
        return _ended(arguments)
    finally:
        session = sys.modules.get(f"{__package__}.session")  # loaded by the commands that have one
        if session is not None and session.current is not None:
            session.current.close()


def _ended(arguments: Sequence[str] | None) -> int:
    """Run a command line to its end, whichever that is; its exit status."""
    try:
        return commands.main(arguments, prog_name="flowscheme", standalone_mode=False) or 0
    except click.ClickException as fault:
        return _refuse(fault)
    except (click.Abort, KeyboardInterrupt):
        click.echo("interrupted", err=True)
        return 130
    except BrokenPipeError:
        return _quiet()
    except Exception as fault:
        if isinstance(fault.__cause__, click.ClickException):  # raised while a program ran, as when its output fails
            return _refuse(fault.__cause__)
        return _fail(fault)


def _refuse(fault: click.ClickException) -> int:
    """Tell what click refuses, in words that a terminal can be sent; the exit status."""
    told = io.StringIO()
    fault.show(told)
    click.echo(clean(told.getvalue(), "\n"), err=True, nl=False)
    return fault.exit_code


def _fail(fault: Exception) -> int:
    """Explain a fault on stderr; the exit status."""
    from ..errors import SchemeExit  # the language, which --help and wrong usage do without
    from ..report import exit_status  # likewise
    from .session import explained  # likewise

    if not isinstance(fault, SchemeExit):
        _before_messages()
        click.echo(explained(fault), err=True)
    return exit_status(fault)


def _before_messages() -> None:
    """Let what a program has printed come before what is said of it."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        _quiet()


def _open_closed_streams() -> None:
    """Where the shell closed a standard stream, read nothing and write to nowhere."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            stream = open(os.devnull, mode, encoding="utf-8")  # noqa: SIM115 - it stays open as long as the process
            setattr(sys, name, stream)


def _write_any_character() -> None:
    """Where the terminal's encoding lacks a character, show its number instead of failing."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _flushed(status: int) -> int:
    """Flush what was printed: a full disk or a closed pipe is found out only then."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return status or _quiet()
    except OSError as fault:
        _quiet()
        if status == 0:
            click.echo(f"Error: cannot write the output: {fault.strerror}", err=True)
        return status or 1
    return status


def _quiet() -> int:
    """Drop what could not be written, so that Python does not try again when it ends; the status for it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1
