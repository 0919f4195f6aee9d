"""Drawings: `graph`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import SOURCE, host_option, json_option, sandbox_option
from .output import say, say_json
from .runs import load_flow
from .session import Session

if TYPE_CHECKING:
    from ..flow.shape import Shape

FORMATS = ("text", "mermaid", "dot", "svg")


@click.command("graph")
@host_option
@sandbox_option
@json_option
@click.option(
    "--format", "format", type=click.Choice(FORMATS), default="text", show_default=True, help="How to draw it."
)
@click.argument("file", type=SOURCE)
@click.argument("flow")
def graph_command(file: Path, flow: str, format: str, as_json: bool, hosts: tuple[Path, ...], sandbox: bool) -> None:
    """Draw the tree of a flow.

    A plain procedure is shown by its name and its place in the source.  Nothing of the flow is run.

    \b
    Examples:
      flowscheme graph article.scm publish
      flowscheme graph --format svg article.scm publish > publish.svg
      flowscheme graph --host shop.py --format mermaid shop.scm order
    """
    from ..flow import drawing  # the pictures, see `cli.main`
    from ..flow.primitives import flows, shape_of  # likewise
    from .show import shape_data  # likewise

    session = Session("memory:", sandbox=sandbox, hosts=hosts, folder=file.parent)
    load_flow(session, file, flow)
    shape: Shape = shape_of(flows(session.interpreter)[flow].procedure)
    if as_json:
        say_json(shape_data(shape))
    else:
        say(getattr(drawing, format)(shape).rstrip("\n"))
