"""A run for a person: what `show` prints."""

from __future__ import annotations

import os
import shlex
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

import click

from ..errors import SchemeError
from ..flow.drawing import text
from ..flow.shape import Shape, child_frame
from ..report import Painted, clean, explain, written
from .output import ENDED_BADLY, Tree, kept, know_source, run_data

if TYPE_CHECKING:
    from ..engine.policy import Policy
    from ..engine.views import View
    from ..store import Run

_ENDED = ("done", "failed", "cancelled")


def show_text(policy: Policy, id: str) -> Painted:
    """The whole page about a run, painted where a terminal shows it; called inside an evaluation.

    Raises `flow-unknown-id`.
    """
    run = policy.known(id)
    view = _view(policy, run)
    sections = (_header(policy, run), _tree(view, run), _waits(policy, run), _log(view), _error(policy, run))
    return Painted("\n\n".join("\n".join(lines) for lines in map(list, sections) if lines))


def show_data(policy: Policy, id: str) -> Tree:
    """The same as data."""
    run = policy.known(id)
    view = _view(policy, run)
    data = run_data(policy, run) | {"log": [{"tag": tag, "value": value} for tag, value in view.log]}
    return data | {"tree": shape_data(view.shape, view.states, view.notes) if view.shape is not None else False}


def shape_data(
    shape: Shape, states: Mapping[str, str] | None = None, notes: Mapping[str, str] | None = None
) -> dict[str, Tree]:
    """A flow's tree as data: kind, label, place and children of each node, and its state if that is given."""
    root: dict[str, Tree] = {}
    work = [(root, shape, "", "")]
    while work:
        target, node, segment, frame = work.pop()
        target |= {"segment": segment} if segment else {}
        target |= {"kind": node.kind, "label": node.label, "place": node.place}
        target |= {"state": states.get(frame, "not reached")} if states is not None else {}
        target |= {"note": notes[frame]} if notes and frame in notes else {}
        children: list[dict[str, Tree]] = [{} for _ in node.children]
        target["children"] = children
        for child, (name, below) in zip(children, node.children, strict=True):
            work.append((child, below, name, child_frame(frame, node.kind, name)))
    return root


def _view(policy: Policy, run: Run) -> View:
    from ..engine.views import view_of  # loads the store and SQLite, which `graph` does without

    return view_of(policy, run)


# Sections


def _header(policy: Policy, run: Run) -> Iterator[str]:
    yield f"{clean(run.id)}  {_orphaned(policy, run)}"
    yield f"  flow     {clean(run.flow) or '(without a name)'}"
    yield f"  started  {_time(run.created)}"
    yield f"  {'ended' if run.status in _ENDED else 'updated':<9}{_times(run)}"
    yield f"  input    {written(kept(policy, run, run.input))}"
    if run.status == "done":
        yield f"  result   {written(kept(policy, run, run.outcome or ''))}"


def _times(run: Run) -> str:
    if run.status in _ENDED:
        return f"{_time(run.updated)}, after {_span(run.updated - run.created)}"
    return f"{_time(run.updated)}, {_span(time.time() - run.updated)} ago"


def _orphaned(policy: Policy, run: Run) -> str:
    if not policy.is_orphan(run):
        return run.status
    return f"running, orphaned: its process died; `flowscheme retry {shell_word(run.id)}` goes on from its journal"


def _tree(view: View, run: Run) -> Iterator[str]:
    if view.shape is not None:
        colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        yield text(view.shape, view.states, view.notes, colour=colour).rstrip("\n")
        return
    yield "The flow's code is not at hand, so its tree cannot be drawn."
    if run.hosts:
        yield f"It needs the host functions {clean(', '.join(run.hosts))}: --host FILE.py"


def _waits(policy: Policy, run: Run) -> Iterator[str]:
    """The open tags, and how to answer each."""
    tags = [written(kept(policy, run, wait.tag)) for wait in policy.open_waits(run.id)]
    if tags:
        yield "waits for"
    width = max(map(len, tags), default=0)
    for index, tag in enumerate(tags):
        chosen = f"--tag {shlex.quote(tag)} " if index else ""
        store, hosts = _repeated("store", "--store"), _repeated("hosts", "--host")
        yield f"  {tag.ljust(width)}  flowscheme resume {store}{hosts}{chosen}{shell_word(run.id)} VALUE"


def shell_word(text: str) -> str:
    """A text as one word for the shell; one that cannot be printed as bash writes it, `$'a\\x1b'`."""
    if text.isprintable():
        return shlex.quote(text)
    escaped = "".join(c if c.isprintable() and c not in "\\'" else f"\\U{ord(c):08x}" for c in text)
    return f"$'{escaped}'"


def _repeated(parameter: str, option: str) -> str:
    """An option of this command line, so that the command that is shown works as this one did."""
    context = click.get_current_context()
    if context.get_parameter_source(parameter) is not click.core.ParameterSource.COMMANDLINE:
        return ""
    given = context.params[parameter]
    return "".join(f"{option} {shlex.quote(str(value))} " for value in (given if isinstance(given, tuple) else (given,)))


def _log(view: View) -> Iterator[str]:
    if view.log:
        yield "log"
    for tag, value in view.log:
        yield f"  {written(tag)}  {written(value)}"


def _error(policy: Policy, run: Run) -> Iterator[str]:
    if run.status in ENDED_BADLY:
        know_source(policy, run)
        yield explain(SchemeError(kept(policy, run, run.outcome or "")))
        yield f"`flowscheme retry {shell_word(run.id)}` goes on from its journal"


# Times


def _time(seconds: float) -> str:
    return datetime.fromtimestamp(seconds).astimezone().strftime("%Y-%m-%d %H:%M:%S")


_UNITS = ((86400, "d"), (3600, "h"), (60, "min"), (1, "s"))


def _span(seconds: float) -> str:
    """A span of time in its two largest units: "3 d 4 h"; below a minute with a fraction."""
    if seconds < 60:
        return f"{max(0.0, seconds):.3g} s"
    parts: list[str] = []
    rest = int(seconds)
    for size, unit in _UNITS:
        count, rest = divmod(rest, size)
        if count or parts:
            parts.append(f"{count} {unit}")
    return " ".join(parts[:2])
