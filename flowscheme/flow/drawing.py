"""Drawings of a flow: its `Shape` as a tree of text, as Mermaid, as Graphviz and as SVG.

All four are pure functions of the shape and, if wanted, of an *overlay* that says where a run stands: a mapping from
a node's frame (see `shape`) to "done", "waiting", "raised" or "running" (another word is a ValueError).  A frame that
the overlay does not name was not reached; without an overlay nothing is marked.

`text`, here, follows the shape itself, in the order of the flow's text.  The other three are pictures of the plan
that `picture` makes of it.  Whatever the format, words are made one clean line and cut short, and below `DEPTH`
levels one node tells how many it stands for and takes the gravest of their states.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from .charts import dot, mermaid
from .picture import (
    DEPTH,
    LIMIT,
    UNREACHED,
    States,
    clean,
    clean_place,
    collapsed,
    gravest,
    heading,
    role,
    state_of,
)
from .shape import Shape, child_frame
from .svg import svg

__all__ = ["dot", "mermaid", "svg", "text"]

MARKS = {"done": "✓", "waiting": "…", "raised": "✗", "running": "▸", UNREACHED: "·", "": ""}


def text(
    shape: Shape, states: States | None = None, notes: Mapping[str, str] | None = None, *, colour: bool = False
) -> str:
    """A tree of lines, one a node: mark, role, kind, label and (place), then the note that `notes` has for its frame.

    With `colour`, marks and what is of less weight carry terminal codes.
    """
    stack = [_Line(shape, "", "", "", "", 0)]
    lines = []
    while stack:
        line = stack.pop()
        lines.append(_written(line, states, notes or {}, _PAINTED if colour else _PLAIN))
        stack.extend(reversed(list(_below(line))))
    return "\n".join(lines) + "\n"


class _Line(NamedTuple):
    shape: Shape
    frame: str
    role: str
    lead: str  # before the node
    hang: str  # before what is below it
    depth: int


_PLAIN = {"dim": "{}", **dict.fromkeys(MARKS, "{}")}
_PAINTED = _PLAIN | {
    "dim": "\x1b[2m{}\x1b[0m", "done": "\x1b[32m{}\x1b[0m", "waiting": "\x1b[33m{}\x1b[0m",
    "raised": "\x1b[31m{}\x1b[0m", "running": "\x1b[34m{}\x1b[0m", UNREACHED: "\x1b[2m{}\x1b[0m",
}  # fmt: skip


def _below(line: _Line) -> Iterator[_Line]:
    """The lines of a node's children; none where the node stands for all that is below it."""
    if line.depth >= DEPTH:
        return
    last = len(line.shape.children) - 1
    for index, (segment, child) in enumerate(line.shape.children):
        lead, hang = ("└── ", "    ") if index == last else ("├── ", "│   ")
        frame = child_frame(line.frame, line.shape.kind, segment)
        yield _Line(child, frame, role(segment), line.hang + lead, line.hang + hang, line.depth + 1)


def _written(line: _Line, states: States | None, notes: Mapping[str, str], paint: Mapping[str, str]) -> str:
    cut = bool(line.depth >= DEPTH and line.shape.children)
    state = (gravest if cut else state_of)(line.frame, states)
    place = clean_place(line.shape.place, 2 * LIMIT)
    words = [
        MARKS[state] and paint[state].format(MARKS[state]),
        line.role and paint["dim"].format(f"{line.role}:"),
        collapsed(line.shape) if cut else heading(line.shape),
        place and not cut and paint["dim"].format(f"({place})"),
    ]
    note = clean(notes.get(line.frame, ""), 3 * LIMIT)
    return line.lead + " ".join(word for word in words if word) + (f"  {note}" if note else "")
