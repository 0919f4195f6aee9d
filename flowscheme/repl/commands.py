"""The commands of the prompt: lines that begin with a comma.

A command is declared with its usage, a line that says what it does, and an example; `,help` is made of these.  `wants`
says what its argument is, which steers completion and reading: a "form" may span lines like any other, the rest ends
with its line.  A command raises `SchemeError` for what is wrong with its use, as a program would.
"""

from __future__ import annotations

import dis
import io
import time
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from ..catalog import describe_name, describe_value
from ..errors import SchemeError
from ..lang.text.reader import Incomplete, datum_end
from ..lang.text.source import fresh_name
from ..lang.values.datum import Condition, Symbol
from ..report import clean, known_names, whole_backtrace
from .expansion import expanded
from .prompt import Prompt
from .tokens import is_complete
from .tracing import trace_calls, untrace

Action = Callable[[Prompt, str], None]


class Command(NamedTuple):
    """A command: `usage` begins with its name; `wants` is "", "form", "name", "file", "command", "run" or "import"."""

    name: str
    usage: str
    summary: str
    example: str
    wants: str
    action: Action


COMMANDS: dict[str, Command] = {}
ALIASES: dict[str, str] = {}


def command(usage: str, summary: str, example: str, wants: str = "", alias: str = "") -> Callable[[Action], Action]:
    """Declare a command."""

    def declare(action: Action) -> Action:
        name = usage.split(maxsplit=1)[0]
        COMMANDS[name] = Command(name, usage, summary, example, wants, action)
        if alias:
            ALIASES[alias] = name
        return action

    return declare


def find(name: str) -> Command | None:
    """The command of that name, with or without its comma."""
    bare = name.removeprefix(",")
    return COMMANDS.get(ALIASES.get(bare, bare))


def refuse(message: str) -> SchemeError:
    """The error for a wrong use of a command."""
    return SchemeError(Condition(message, kind="command"))


def entry_end(text: str) -> int | None:
    """Where the command that begins a text ends: with its line, or with its form; None if that is still open."""
    line = text.find("\n")
    name, _, _ = text.partition("\n")[0].partition(" ")
    known = find(name.strip())
    if known is not None and known.wants == "form":
        rest = text[len(name) :]
        try:
            end = datum_end(rest)
        except Incomplete:
            return None
        if end is not None:
            return len(name) + end
    return line + 1 if line >= 0 else None


def whole(text: str) -> bool:
    """Whether an entry that begins with a comma is complete."""
    return entry_end(text + "\n") is not None


def run(prompt: Prompt, entry: str) -> None:
    """Do the command of an entry."""
    name, _, rest = entry.partition("\n" if "\n" in entry.split(" ", 1)[0] else " ")
    known = find(name)
    if known is None:
        near = get_close_matches(name.removeprefix(","), COMMANDS, 1)
        hint = f"; did you mean ,{near[0]}?" if near else "; ,help lists them"
        raise refuse(f"there is no command {name}{hint}")
    argument = rest.strip()
    if not argument and "[" not in known.usage and known.usage != known.name:
        raise refuse(f"usage: ,{known.usage}")
    known.action(prompt, argument)


# Help


@command("help [COMMAND]", "List the commands, or explain one.", ",help time", "command")
def _help(prompt: Prompt, argument: str) -> None:
    known = find(argument) if argument else None
    if argument and known is None:
        raise refuse(f"there is no command {argument}")
    if known is not None:
        prompt.tell(f",{known.usage}\n  {known.summary}\n  Example: {known.example}")
        return
    width = max(len(listed.usage) for listed in COMMANDS.values()) + 1
    for listed in COMMANDS.values():
        prompt.tell(f"{',' + listed.usage:<{width}}  {listed.summary}")
    prompt.tell("Anything else is a form, which is evaluated.  Ctrl-C drops the input or stops the program.")


@command("apropos TEXT", "The bound names that have TEXT in them.", ",apropos vector", "name")
def _apropos(prompt: Prompt, argument: str) -> None:
    names = sorted({name for name in known_names(prompt.interpreter) if argument in name})
    for name in names:
        description = describe_name(prompt.interpreter, name)
        prompt.tell(clean(description.signatures[0] if description is not None else name))
    if not names:
        prompt.tell(f"no bound name has {argument!r} in it")


@command("describe NAME", "What a name is: its signature, what it does, where it comes from.", ",describe map", "name")
def _describe(prompt: Prompt, argument: str) -> None:
    description = describe_name(prompt.interpreter, argument)
    if description is not None:
        prompt.tell(description.text())
    elif argument.startswith(("(", '"', "'", "#")) or argument[:1].isdigit():
        prompt.tell(describe_value(prompt.interpreter, prompt.interpreter.eval_datum(argument, fresh_name("repl"))))
    else:
        raise SchemeError(Condition(f"unbound variable: {argument}", kind="unbound"))


# Code


@command("expand FORM", "The form with its macros expanded, in core forms.", ",expand (when #t 1 2)", "form")
def _expand(prompt: Prompt, argument: str) -> None:
    for text in expanded(prompt.interpreter, argument):
        prompt.tell(text)


@command("disassemble NAME", "The Python bytecode of a procedure.", ",disassemble fib", "name", alias="dis")
def _disassemble(prompt: Prompt, argument: str) -> None:
    out = io.StringIO()
    dis.dis(_procedure(prompt, argument), file=out)
    prompt.tell(out.getvalue().rstrip("\n"))


@command("time FORM", "Evaluate the form, and say how long compiling and running took.", ",time (fib 25)", "form")
def _time(prompt: Prompt, argument: str) -> None:
    interpreter, environment = prompt.interpreter, prompt.interpreter.environment
    began = time.perf_counter()
    thunk = interpreter.evaluate(lambda: [interpreter.libraries.prepare(argument, fresh_name("repl"), environment)])[0]
    compiled = time.perf_counter()
    value = interpreter.evaluate(thunk)
    ended = time.perf_counter()
    prompt.show(value)
    prompt.tell(f"; compiled in {_span(compiled - began)}, ran in {_span(ended - compiled)}")


def _span(seconds: float) -> str:
    return f"{seconds:.3g} s" if seconds >= 1 else f"{seconds * 1000:.3g} ms"


@command("load FILE", "Evaluate the forms of a file.", ",load flows.scm", "file")
def _load(prompt: Prompt, argument: str) -> None:
    prompt.interpreter.load(Path(argument.strip('"')).expanduser())


@command("import SET ...", "Import libraries.", ",import (srfi 1) (only (scheme char) char-upcase)", "import")
def _import(prompt: Prompt, argument: str) -> None:
    sets = argument if argument.startswith("(") else f"({argument})"
    if not is_complete(sets):
        raise refuse("usage: ,import SET ...")
    prompt.interpreter.eval_datum(f"(import {sets})", fresh_name("repl"))


@command("trace [NAME]", "Print each call of a procedure and its value; without a name, list them.", ",trace fib", "name")
def _trace(prompt: Prompt, argument: str) -> None:
    if argument:
        trace_calls(prompt, argument, _procedure(prompt, argument))
    else:
        prompt.tell(" ".join(sorted(prompt.traced)) or "nothing is traced")


@command("untrace [NAME]", "Trace a procedure no more; without a name, none.", ",untrace fib", "name")
def _untrace(prompt: Prompt, argument: str) -> None:
    if argument and argument not in prompt.traced:
        raise refuse(f"{argument} is not traced")
    for name in [argument] if argument else list(prompt.traced):
        untrace(prompt, name)


def _procedure(prompt: Prompt, name: str) -> Callable[..., object]:
    value = prompt.interpreter.lookup(name)
    if isinstance(value, Symbol) or not callable(value):
        raise refuse(f"{name} is not a procedure")
    procedure: Callable[..., object] = value
    return procedure


# Errors and levels


@command("bt", "The backtrace of the error of this level, innermost frame first.", ",bt")
def _backtrace(prompt: Prompt, argument: str) -> None:
    if not prompt.faults:
        raise refuse("there is no error to show the backtrace of")
    for line in whole_backtrace(prompt.faults[-1]):
        prompt.tell(line)


@command("quit", "Back to the prompt before; at the first one, leave.", ",q", alias="q")
def _quit(prompt: Prompt, argument: str) -> None:
    prompt.quit()


@command("top", "Back to the first prompt.", ",top")
def _top(prompt: Prompt, argument: str) -> None:
    prompt.faults.clear()
