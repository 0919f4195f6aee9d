"""What there is: `describe` and `reference`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from ..errors import SchemeError
from ..lang.values.datum import Condition
from .options import json_option
from .output import say, say_json
from .session import Session

if TYPE_CHECKING:
    from ..catalog import Description


@click.command("describe")
@json_option
@click.argument("names", nargs=-1, required=True, metavar="NAME ...")
def describe_command(names: tuple[str, ...], as_json: bool) -> None:
    """Say what a name is: its signature, what it does, its library.

    Names of the libraries that come with flowscheme are known, whether a program would have to import them or not.

    \b
    Examples:
      flowscheme describe vector-map
      flowscheme describe let parallel flow/resume
    """
    from ..catalog import describe_name  # reads the libraries' sources

    session = Session("memory:")
    descriptions: list[Description] = []
    for name in names:
        description = describe_name(session.interpreter, name)
        if description is None:
            raise SchemeError(Condition(f"unbound variable: {name}", kind="unbound"))
        descriptions.append(description)
    if as_json:
        say_json([_data(description) for description in descriptions])
    else:
        say("\n\n".join(description.text() for description in descriptions))


def _data(description: Description) -> dict[str, Any]:
    """A description as `--json` shows it."""
    fields = description._asdict()
    return {**fields, "signatures": [*description.signatures], "libraries": [*description.libraries]}


@click.command("reference")
@click.argument("library", required=False)
def reference_command(library: str | None) -> None:
    """Print the reference page, in Markdown: every name of every library; or the part of one LIBRARY.

    \b
    Examples:
      flowscheme reference > reference.md
      flowscheme reference '(scheme char)'
    """
    from ..reference import page, section  # reads the libraries' sources

    interpreter = Session("memory:").interpreter
    if library is None:
        say(page(interpreter).rstrip("\n"))
        return
    part = section(interpreter, library.strip("() "))
    if part is None:
        raise SchemeError(Condition(f"no library is called {library}", kind="import"))
    say(part)
