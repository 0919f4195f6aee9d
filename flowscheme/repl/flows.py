"""The commands about flows and runs, and `why`: why a run is where it is, and what would move it on.

`why_text` says it in sentences: a run that waits names the tag, the place in the source where the flow waits, and the
line to type; one that failed shows the error as any error is shown, and the node that raised it; an orphan says that its
process died.  It asks the policy and draws on `engine.views`, and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from ..errors import SchemeError
from ..flow.primitives import flows
from ..flow.shape import Shape, child_frame, place_at
from ..lang.text.reader import read_source
from ..lang.text.source import excerpt, fresh_name, register
from ..lang.values.names import strip
from ..report import clean, explain, written
from .commands import command, refuse
from .prompt import Prompt

if TYPE_CHECKING:
    from ..engine.policy import Policy
    from ..engine.views import View
    from ..lang.values.datum import Value
    from ..store import Run


def _policy(prompt: Prompt) -> Policy:
    if prompt.policy is None:
        raise refuse("there is no store at this prompt")
    return prompt.policy()


@command("flows", "The flows that are defined here, and where.", ",flows")
def _flows(prompt: Prompt, argument: str) -> None:
    defined = flows(prompt.interpreter)
    width = max(map(len, defined), default=0)
    for name in sorted(defined):
        prompt.tell(f"{clean(name):<{width}}  {clean(defined[name].source)}")
    if not defined:
        prompt.tell("no flow is defined here; (defflow name node) defines one")


@command("runs [STATUS]", "The runs in the store: id, status, flow.", ",runs suspended")
def _runs(prompt: Prompt, argument: str) -> None:
    runs = _policy(prompt).runs(argument or None)
    width = max((len(clean(run.id)) for run in runs), default=0)
    for run in runs:
        prompt.tell(f"{clean(run.id):<{width}}  {run.status:<9}  {clean(run.flow) or '-'}")
    if not runs:
        prompt.tell(f"no run is {argument}" if argument else "there are no runs")


@command("show ID", "A run: its flow's tree, its waits, its log.", ",show post-7", "run")
def _show(prompt: Prompt, argument: str) -> None:
    _policy(prompt)
    if prompt.show_run is None:
        raise refuse("there is no store at this prompt")
    show_run = prompt.show_run
    prompt.tell(prompt.interpreter.evaluate(lambda: show_run(argument)))


@command("resume ID VALUE [TAG]", "Answer a wait with a datum, and drive the run on.", ",resume post-7 approved", "run")
def _resume(prompt: Prompt, argument: str) -> None:
    policy = _policy(prompt)
    id, _, rest = argument.partition(" ")
    data = _data(rest)
    if not 1 <= len(data) <= 2:
        raise refuse("usage: ,resume ID VALUE [TAG]")
    prompt.show(prompt.interpreter.evaluate(lambda: policy.answer(policy.resume_run(id, *data))))


def _data(text: str) -> list[Value]:
    name = fresh_name("data")
    register(name, text)
    return [strip(datum) for datum, _ in read_source(text, name)]


@command("why ID", "Why a run is parked or failed, where, and what would move it on.", ",why post-7", "run")
def _why(prompt: Prompt, argument: str) -> None:
    policy = _policy(prompt)
    prompt.tell(prompt.interpreter.evaluate(lambda: why_text(policy, argument)))


# Why


def why_text(policy: Policy, id: str) -> str:
    """Why a run is where it is, in plain words; called inside an evaluation.  Raises `flow-unknown-id`."""
    run = policy.listed(id)
    say = _WHY["orphan" if policy.is_orphan(run) else run.status]
    return "\n".join(say(policy, run, clean(run.id)))


def _suspended(policy: Policy, run: Run, id: str) -> Iterator[str]:
    waits = policy.open_waits(run.id)
    view = _view(policy, run)
    several = f"{len(waits)} answers, in any order" if len(waits) > 1 else "an answer"
    yield f"{id} is parked: it waits for {several}."
    for index, wait in enumerate(waits):
        tag = written(policy.shown(run, wait.tag))
        yield f"It waits for {tag}{_where(view.shape, wait.path)}"
        yield f"  ,resume {id} VALUE{f' {tag}' if index else ''} answers it"


def _view(policy: Policy, run: Run) -> View:
    from ..engine.views import view_of  # loads the store and SQLite, which a prompt seldom needs

    return view_of(policy, run)


def _where(shape: Shape | None, path: str) -> str:
    """The node that a path lies in, as the end of a sentence, and its line."""
    place = place_at(shape, path) if shape is not None else None
    if place is None:
        return "."
    line = excerpt(place).split("\n")[0]
    return f" at {clean(place[0])}:{place[1]}" + (f":\n{line}" if line else ".")


def _failed(policy: Policy, run: Run, id: str) -> Iterator[str]:
    yield f"{id} failed: its flow raised an error that nothing in it caught."
    yield explain(SchemeError(policy.shown(run, run.outcome or "")))
    view = _view(policy, run)
    node = _raised(view)
    if node is not None:
        yield f"The node that raised it is {node}."
    yield f"Mend what was wrong outside of the flow, then (flow/retry {write_id(id)}): it goes on from its journal, and repeats"
    yield "no step that is done.  To change the flow itself, start it again under another id."


def _raised(view: View) -> str | None:
    """The innermost node of the tree that raised."""
    innermost: str | None = None
    work: list[tuple[Shape, str]] = [(view.shape, "")] if view.shape is not None else []
    while work:
        shape, frame = work.pop()
        if view.states.get(frame) == "raised":
            place = f" at {shape.place or shape.made}" if shape.place or shape.made else ""
            innermost = clean((shape.label if shape.kind == "procedure" else f"{shape.kind} {shape.label}".strip()) + place)
            work += [(child, child_frame(frame, shape.kind, segment)) for segment, child in shape.children]
    return innermost


def _stuck(policy: Policy, run: Run, id: str) -> Iterator[str]:
    yield f"{id} is stuck: its code no longer does what its journal has recorded, so it was stopped before anything new."
    yield explain(SchemeError(policy.shown(run, run.outcome or "")))
    yield f"Give back the code that it was started with, then (flow/retry {write_id(id)})."


def _orphan(policy: Policy, run: Run, id: str) -> Iterator[str]:
    yield f"{id} is an orphan: the process that drove it has died.  What it recorded is kept."
    yield f"(flow/retry {write_id(id)}) goes on from there."


def _plain(text: str) -> Callable[[Policy, Run, str], Iterator[str]]:
    return lambda _policy, _run, id: iter([text.format(id=id)])


def _done(policy: Policy, run: Run, id: str) -> Iterator[str]:
    yield f"{id} is done; its result is {written(policy.shown(run, run.outcome or ''))}"


_WHY: dict[str, Callable[[Policy, Run, str], Iterator[str]]] = {
    "suspended": _suspended,
    "failed": _failed,
    "stuck": _stuck,
    "orphan": _orphan,
    "done": _done,
    "running": _plain("{id} is running: a living process drives it.  It ends or parks by itself."),
    "damaged": lambda policy, run, id: iter([f"{id} is damaged: {clean(run.fault)}.  It can only be forgotten."]),
    "cancelled": _plain("{id} was cancelled; nothing moves it on."),
}


def write_id(id: str) -> str:
    """A run's id as a form has it."""
    return f'"{id}"'
