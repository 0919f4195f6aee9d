"""What a picture of a flow consists of: its `Shape` turned into a *plan*, a tree of `Part`s.

The parts come in the few forms that every picture knows how to draw, whatever the combinators are called.

* A node without children is a box.  `sequence`, `parallel`, `map-flow` and `branch` are what their wires say, so they
  are not named, and get a frame only if they have a label of their own.
* Every other kind, known or not, is a frame with a title around its children, which stand in series; loops also get
  their test and the way back, and `try-catch` and its like a dashed wire to what takes over.
* Words come from a flow's author: `clean` makes one printable line of them, no longer than LIMIT, so that no control
  character reaches a terminal or a file; each format then escapes what is special to itself.
* Below DEPTH levels one box stands for a whole subtree.  A plan is made and drawn by recursion, and this bounds it:
  no level of a shape adds more than two levels of parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import islice
from typing import NamedTuple

from .shape import Shape, child_frame

States = Mapping[str, str]

DEPTH = 40  # levels that are drawn
LIMIT = 40  # characters of a label
_COUNTED = 9999  # nodes below DEPTH that are counted

UNREACHED = "unreached"
COLOURS = {  # the line of a node and what fills it, on a white page
    "done": ("#16a34a", "#f0fdf4"),
    "waiting": ("#d97706", "#fffbeb"),
    "raised": ("#dc2626", "#fef2f2"),
    "running": ("#2563eb", "#eff6ff"),
    UNREACHED: ("#cbd5e1", "#ffffff"),
}
_GRAVEST = ("raised", "waiting", "running", "done")


class Part(NamedTuple):
    """One part of a picture.

    | form | its parts |
    | --- | --- |
    | "box", "diamond" | none |
    | "series" | one after the other |
    | "fork" | all at once |
    | "branch" | a test, then its arms, of which one is taken |
    | "loop" | a test, and the body that leads back to it |
    | "rescue" | a node, then what takes over from it, and from that |
    | "frame" | one, inside |

    `words[i]` stands at the wire into `parts[i]`; a loop's first word is at its way out.
    """

    form: str
    title: str = ""
    place: str = ""
    state: str = ""
    parts: tuple[Part, ...] = ()
    words: tuple[str, ...] = ()


Children = list[tuple[str, Part]]


def plan(shape: Shape, states: States | None = None) -> Part:
    """What a picture of a shape consists of."""
    return _planned(shape, "", states, 0)


def _planned(shape: Shape, frame: str, states: States | None, depth: int) -> Part:
    if not shape.children:
        return Part("box", heading(shape), _file(shape.place), state_of(frame, states))
    if depth >= DEPTH:
        return Part("box", collapsed(shape), "", gravest(frame, states))
    children = [
        (segment, _planned(child, child_frame(frame, shape.kind, segment), states, depth + 1))
        for segment, child in shape.children
    ]
    return _PLANS.get(shape.kind, _frame)(shape, state_of(frame, states), children)


def _file(place: str) -> str:
    """A place without its folders, which are too long for a picture."""
    return clean_place(place.rpartition("/")[2], 28)


def _frame(shape: Shape, state: str, children: Children) -> Part:
    return _framed(shape, state, _in_series([part for _, part in children]))


def _framed(shape: Shape, state: str, inside: Part) -> Part:
    return Part("frame", heading(shape), _file(shape.place), state, (inside,))


def _framed_if_labelled(shape: Shape, state: str, inside: Part) -> Part:
    return _framed(shape, state, inside) if shape.label else inside


def _in_series(parts: list[Part]) -> Part:
    return parts[0] if len(parts) == 1 else Part("series", parts=tuple(parts), words=("",) * len(parts))


def _series(shape: Shape, state: str, children: Children) -> Part:
    return _framed_if_labelled(shape, state, _in_series([part for _, part in children]))


def _fork(shape: Shape, state: str, children: Children, *, word: str = "") -> Part:
    parts = tuple(part for _, part in children)
    return _framed_if_labelled(shape, state, Part("fork", "", "", state, parts, (word,) * len(parts)))


def _branch(shape: Shape, state: str, children: Children) -> Part:
    arms = [(role(segment), part) for segment, part in children if segment != "pred"]
    if not arms:
        return _frame(shape, state, children)
    words, parts = zip(*[("", _test(state, children)), *arms], strict=True)
    return _framed_if_labelled(shape, state, Part("branch", parts=parts, words=words))


def _test(state: str, children: Children) -> Part:
    """The diamond: the predicate itself if it is a plain node, else what follows it."""
    preds = [part for segment, part in children if segment == "pred"]
    if len(preds) == 1 and preds[0].form == "box":
        return preds[0]._replace(form="diamond", state=state if preds[0].state == UNREACHED else preds[0].state)
    return _in_series([*preds, Part("diamond", "?", state=state)])


def _loop(shape: Shape, state: str, children: Children, *, words: tuple[str, str]) -> Part:
    body = [part for segment, part in children if segment != "pred"]
    if not body:
        return _frame(shape, state, children)
    return _framed(shape, state, Part("loop", parts=(_test(state, children), _in_series(body)), words=words))


def _rescue(shape: Shape, state: str, children: Children, *, word: str) -> Part:
    parts = tuple(part for _, part in children)
    return _framed(shape, state, Part("rescue", parts=parts, words=("", *[word] * (len(parts) - 1))))


_PLANS: dict[str, Callable[[Shape, str, Children], Part]] = {
    "sequence": _series,
    "parallel": _fork,
    "map-flow": partial(_fork, word="each"),
    "branch": _branch,
    "flow-while": partial(_loop, words=("false", "true")),
    "flow-until": partial(_loop, words=("true", "false")),
    "try-catch": partial(_rescue, word="raised"),
    "recover": partial(_rescue, word="failed"),
    "remote-failover": partial(_rescue, word="unreachable"),
}


# Words


def clean(words: str, limit: int = LIMIT) -> str:
    """One line of printable characters, no longer than `limit`; what was cut off is shown as "…"."""
    line = " ".join("".join(c if c.isprintable() else " " for c in words[: 4 * limit]).split())
    return line if len(line) <= limit and len(words) <= 4 * limit else line[: limit - 1] + "…"


def clean_place(place: str, limit: int = LIMIT) -> str:
    """The same for a place, whose end tells more than its beginning."""
    line = clean(place[-limit:])
    return line if len(place) <= limit else "…" + line[1:]


def heading(shape: Shape) -> str:
    """What a person reads: "await review", or a procedure's own name."""
    if shape.kind == "procedure":
        return clean(shape.label) or "λ"
    return clean(f"{shape.kind} {shape.label}")


def role(segment: str) -> str:
    """The segment if it is a role, not a number."""
    return "" if segment.startswith("[") or segment.isdigit() else clean(segment)


def state_of(frame: str, states: States | None) -> str:
    """What an overlay says of a frame; "" without an overlay."""
    if states is None:
        return ""
    state = states.get(frame, UNREACHED)
    if state not in COLOURS:
        raise ValueError(f"not a state that a drawing shows: {state!r} (at {frame!r})")
    return state


def gravest(frame: str, states: States | None) -> str:
    """The state of a box that stands for all nodes at and below a frame."""
    if states is None:
        return ""
    within = {state for place, state in states.items() if place.startswith(frame)}
    return next((state for state in _GRAVEST if state in within), UNREACHED)


def collapsed(shape: Shape) -> str:
    """The words of such a box."""
    count = sum(1 for _ in islice(_nodes(shape), _COUNTED))
    return f"… {count}{'+' if count == _COUNTED else ''} nodes"


def _nodes(shape: Shape) -> Iterator[Shape]:
    stack = [shape]
    while stack:
        yield (node := stack.pop())
        stack.extend(child for _, child in node.children)
