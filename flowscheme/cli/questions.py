"""Questions about runs: `status`, `result`, `log`, `show`, `list` and `pending`.

They make no store: one whose file is not there is empty.  What they may spend is bounded (`session.QUESTION`), since the code
that a run is pinned to may be a stranger's; in a listing it costs that run its row.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from ..errors import LimitExceeded, SchemeError
from ..lang.text.printer import ANSWER
from ..lang.values.datum import String, Value, list_from
from ..report import RAISED, clean, written
from .options import ID, DataCommand, json_option, store_option, world_options
from .output import ENDED_BADLY, Tree, error_data, kept, know_source, run_data, say, say_json, tell, time_text, times_data
from .session import QUESTION, Session, explained

if TYPE_CHECKING:
    from pathlib import Path

    from ..engine.policy import Policy
    from ..store import Run, Wait

STATUSES = ("running", "suspended", "done", "failed", "cancelled", "stuck", "damaged")


@click.command("status", cls=DataCommand)
@store_option
@json_option
@click.argument("id", type=ID)
def status_command(id: str, as_json: bool, store: str) -> None:
    """Print the status of a run in one word.

    It is running, suspended, done, failed, cancelled, stuck, or unknown.

    \b
    Example:
      flowscheme status post-7
    """
    session = Session(store, asks=True)
    status = session.policy.status(id)
    if as_json:
        say_json({"id": id, "status": status})
    else:
        say(status)


@click.command("result", cls=DataCommand)
@store_option
@json_option
@click.argument("id", type=ID)
def result_command(id: str, as_json: bool, store: str) -> int:
    """Print the result of a run that is done.

    If the run failed, what it raised is reported and the exit status is 1; if it is not done, 3.

    \b
    Example:
      flowscheme result post-7
    """
    session = Session(store, asks=True, limits=QUESTION)
    return session.evaluate(lambda: _result(session.policy, id, as_json))


def _result(policy: Policy, id: str, as_json: bool) -> int:
    run = policy.known(id)
    if run.status in ENDED_BADLY:
        payload = policy.value_of(run, run.outcome or "")
        if as_json:
            say_json({"id": id, "status": run.status, "error": error_data(payload)})
        know_source(policy, run)
        tell(explained(SchemeError(payload)))
        return RAISED
    value = policy.result_of(run)
    if as_json:
        say_json({"id": id, "status": run.status, "result": value})
    else:
        say(written(value, ANSWER))
    return 0


@click.command("log", cls=DataCommand)
@store_option
@json_option
@click.argument("id", type=ID)
def log_command(id: str, as_json: bool, store: str) -> None:
    """Print the answers that a run was given, as (TAG VALUE), oldest first.

    \b
    Example:
      flowscheme log post-7
    """
    session = Session(store, asks=True, limits=QUESTION)
    pairs = session.evaluate(lambda: session.policy.log_of(id))
    if as_json:
        say_json([{"tag": tag, "value": value} for tag, value in pairs])
        return
    for pair in pairs:
        say(written(list_from(pair)))


@click.command("pending")
@store_option
@json_option
def pending_command(as_json: bool, store: str) -> None:
    """Print the open waits of all runs, as ("ID" TAG).

    \b
    Examples:
      flowscheme pending
      flowscheme pending --json
    """
    session = Session(store, asks=True, limits=QUESTION)
    waits = [(run.id, run.flow, _tag(session, run, wait)) for run, wait in session.policy.pending()]
    if as_json:
        say_json([{"id": id, "flow": flow, "tag": tag} for id, flow, tag in waits])
        return
    for id, _, tag in waits:
        say(written(list_from([String(id), tag])))


def _tag(session: Session, run: Run, wait: Wait) -> Value:
    """The tag of a wait; its text, and why, if the run's own code takes too long to read it."""
    try:
        return session.ask(lambda: kept(session.policy, run, wait.tag))
    except LimitExceeded as error:
        tell(f"{clean(run.id)}: a tag could not be read: {clean(error.payload.message)}")
        return String(wait.tag)


@click.command("list")
@store_option
@json_option
@click.option("--status", type=click.Choice(STATUSES), help="Only runs with this status.")
def list_command(status: str | None, as_json: bool, store: str) -> None:
    """List the runs in the order in which they were started: id, status, flow, and when started.

    \b
    Examples:
      flowscheme list
      flowscheme list --status failed --json
    """
    session = Session(store, asks=True, limits=QUESTION)
    policy = session.policy
    if as_json:
        say_json([_data(session, run) for run in policy.runs(status)])
        return
    rows = [(clean(run.id), run.status, clean(run.flow) or "-", time_text(run.created)) for run in policy.runs(status)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        say("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _data(session: Session, run: Run) -> Tree:
    """A run of a listing; with an error in the place of its values if its own code takes too long to read them."""
    try:
        return session.ask(lambda: run_data(session.policy, run))
    except LimitExceeded as error:
        return {"id": run.id, "flow": run.flow, "status": run.status, "error": error_data(error.payload)} | times_data(run)


@click.command("show", cls=DataCommand)
@world_options
@json_option
@click.argument("id", type=ID)
def show_command(id: str, as_json: bool, store: str, hosts: tuple[Path, ...], sandbox: bool) -> None:
    """Show a run to a person: its flow's tree with each node done, waiting or not reached, its times, waits and log.

    In the tree ✓ is done, … waiting, ✗ raised, ▸ running, · not reached.  A flow whose source names host functions is
    drawn if they are given by --host.

    \b
    Examples:
      flowscheme show post-7
      flowscheme show --host mail.py post-7
    """
    from .show import show_data, show_text  # the view and the drawings, which the other questions do without

    session = Session(store, sandbox=sandbox, hosts=hosts, asks=True, limits=QUESTION)
    if as_json:
        say_json(session.evaluate(lambda: show_data(session.policy, id)))
    else:
        say(session.evaluate(lambda: show_text(session.policy, id)))
