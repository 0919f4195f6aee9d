"""Runs: `start`, `resume`, `retry` and `cancel`."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import SchemeError
from ..lang.text.printer import ANSWER
from ..lang.text.source import read_file
from ..lang.values.datum import String, Value, list_from, symbol
from ..report import INTERRUPTED, RAISED, REFUSED, clean, exit_status, written
from .data import argument, read_datum
from .options import ID, SOURCE, DataCommand, json_input_option, json_option, store_option, world_options
from .output import ENDED_BADLY, error_data, know_source, run_data, say, say_json, tell
from .session import Session, explained

if TYPE_CHECKING:
    from ..engine.drive import Ended
    from ..engine.policy import Policy
    from ..store import Run


@click.command("start", cls=DataCommand)
@world_options
@json_option
@json_input_option
@click.option(
    "--id", "id", type=ID, metavar="ID", help="The run's id.  A start like one before, id included, attaches to that run."
)
@click.argument("file", type=SOURCE)
@click.argument("flow")
@click.argument("input", required=False)
def start_command(
    file: Path,
    flow: str,
    input: str | None,
    id: str | None,
    json_input: str | None,
    as_json: bool,
    store: str,
    hosts: tuple[Path, ...],
    sandbox: bool,
) -> int:
    """Start a flow of a source file, and run it to its end or its first park.

    Prints the result, or (flow-suspended "ID" TAG).  INPUT is one Scheme datum, which is not evaluated; without it the
    flow gets the symbol null.  FILE is loaded for its definitions: its top-level expressions are not run.

    \b
    Examples:
      flowscheme start article.scm publish '"Cats"'
      flowscheme start --id order-42 --host shop.py shop.scm order '((cents . 4200))'
      flowscheme start --json-input '{"cents": 4200}' shop.scm order
      flowscheme start sums.scm add -5
    """
    datum = argument(input, json_input, "INPUT")
    session = Session(store, sandbox=sandbox, hosts=hosts, folder=file.parent)
    load_flow(session, file, flow)
    return _drive(session, as_json, lambda policy: policy.start_flow(symbol(flow), datum, id))


def load_flow(session: Session, file: Path, flow: str) -> None:
    """Load the definitions of a source file.  If it defines no flow of that name, what kept it from that is raised."""
    from ..engine.pinned_sources import load_definitions, undefined  # the engine: not for commands that load no file
    from ..flow.primitives import flows  # likewise

    text = read_file(file)
    session.enter(text)
    load_definitions(session.interpreter, text, str(file))
    if flow not in flows(session.interpreter):
        raise undefined(session.interpreter, str(file), flow)


@click.command("resume", cls=DataCommand)
@world_options
@json_option
@json_input_option
@click.option("--tag", metavar="TAG", help="The tag of the wait that is answered, where several are open.")
@click.argument("id", type=ID)
@click.argument("value", required=False)
def resume_command(
    id: str,
    value: str | None,
    tag: str | None,
    json_input: str | None,
    as_json: bool,
    store: str,
    hosts: tuple[Path, ...],
    sandbox: bool,
) -> int:
    """Answer a wait of a run, and run it on to its end or its next park.

    Prints as start does.  VALUE is one Scheme datum, which is not evaluated; without it the answer is the symbol null.
    No source file is needed: the store keeps the one that the run was started with.

    \b
    Examples:
      flowscheme resume post-7 approved
      flowscheme resume --tag finance deal '(paid 4200)'
      flowscheme resume --json-input '{"approved": true}' post-7
      flowscheme resume sum-1 -3
    """
    datum = argument(value, json_input, "VALUE")
    tags = () if tag is None else (read_datum(tag, "--tag"),)
    session = Session(store, sandbox=sandbox, hosts=hosts, asks=True)
    return _drive(session, as_json, lambda policy: policy.resume_run(id, datum, *tags))


@click.command("retry", cls=DataCommand)
@world_options
@json_option
@click.option("--all", "every", is_flag=True, help="Every orphan: every run that was driven by a process that died.")
@click.argument("id", type=ID, required=False)
def retry_command(
    id: str | None, every: bool, as_json: bool, store: str, hosts: tuple[Path, ...], sandbox: bool
) -> int:
    """Let a failed, stuck or orphaned run go on from its journal.

    What the journal has recorded as done is not done again.  With --all every orphan goes on, and a line is printed
    for each: its id, its status, and its result, its first open tag or its error.

    \b
    Examples:
      flowscheme retry post-7
      flowscheme retry --all --host mail.py
    """
    if every == (id is not None):
        raise click.UsageError("give the ID of a run, or --all")
    session = Session(store, sandbox=sandbox, hosts=hosts, asks=True)
    if id is None:
        return _retry_all(session, as_json)
    return _drive(session, as_json, lambda policy: policy.retry_run(id))


@click.command("cancel", cls=DataCommand)
@store_option
@json_option
@click.argument("id", type=ID)
def cancel_command(id: str, as_json: bool, store: str) -> None:
    """Cancel a run that has not ended; whoever drives it stops at its next journaled point.

    \b
    Example:
      flowscheme cancel post-7
    """
    session = Session(store, asks=True)
    run = session.evaluate(lambda: session.policy.cancel_run(id))
    if as_json:
        say_json(session.evaluate(lambda: run_data(session.policy, run)))
    else:
        say(run.status)


# Driving


def _drive(session: Session, as_json: bool, verb: Callable[[Policy], Ended]) -> int:
    """Drive a run by a verb of the policy, and show how it ended; the exit status."""
    policy = session.policy
    try:
        ended = session.evaluate(lambda: verb(policy))
    except KeyboardInterrupt:
        tell("interrupted; what was recorded is kept, and `flowscheme retry --all` goes on from there")
        return INTERRUPTED
    return session.evaluate(lambda: show_ended(policy, session, ended, as_json))


def show_ended(policy: Policy, session: Session, ended: Ended, as_json: bool) -> int:
    """Print where a drive has brought a run; the exit status."""
    run = ended.run
    if as_json:
        say_json(run_data(policy, run))
    if run.status in ENDED_BADLY:
        error = SchemeError(raised(policy, ended))
        tell(explained(error))
        tell(f"the run {clean(run.id)} is {run.status}; `flowscheme retry {clean(run.id)}` goes on from its journal")
        return RAISED
    answer = policy.answer(ended)  # raises for a run that was cancelled, or that somebody else took over
    if not as_json:
        say(written(answer, ANSWER))
    return 0


def raised(policy: Policy, ended: Ended) -> Value:
    """What a run that ended badly has raised: the object itself if it did so just now."""
    if ended.raised is not None:
        return ended.raised[0]
    know_source(policy, ended.run)
    return policy.value_of(ended.run, ended.run.outcome or "")


# Retrying all


def _retry_all(session: Session, as_json: bool) -> int:
    """Retry every orphan; a line for each, or one JSON array; the worst exit status."""
    policy = session.policy
    orphans = session.evaluate(lambda: [run for run in policy.runs("running") if policy.is_orphan(run)])
    trees, worst = [], 0
    for number, run in enumerate(orphans, 1):
        tell(f"[{number}/{len(orphans)}] {clean(run.id)}")
        status, tree = _retry_one(session, run)
        worst = max(worst, status)
        trees.append(tree)
        if not as_json:
            say(line(tree))
    if as_json:
        say_json(trees)
    elif not orphans:
        tell("no run is orphaned")
    return worst


def _retry_one(session: Session, run: Run) -> tuple[int, dict[str, Value]]:
    """Retry one orphan: the exit status, and the run as `--json` shows it."""
    policy = session.policy
    try:
        ended = session.evaluate(lambda: policy.retry_run(run.id))
    except SchemeError as error:
        tell(explained(error))
        return exit_status(error), {"id": run.id, "status": run.status, "error": error_data(error.payload)}
    data = session.evaluate(lambda: run_data(policy, ended.run))
    return _STATUSES.get(ended.run.status, REFUSED), data


_STATUSES = {"done": 0, "suspended": 0, "failed": RAISED, "stuck": RAISED}


def line(data: dict[str, Value]) -> str:
    """A run on one line, as a datum: its id, its status, and its result, its first open tag or its error's message."""
    parts = [String(data["id"]), symbol(data["status"])]
    if "error" in data:
        parts.append(String(data["error"]["message"]))
    elif "result" in data:
        parts.append(data["result"])
    elif data.get("waits"):
        parts.append(data["waits"][0])
    return written(list_from(parts))
