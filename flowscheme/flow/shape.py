"""The shape of a flow: what a combinator attaches to the procedure that it returns, so that it can be drawn.

A flow is a series-parallel tree, so its shape is one.  A node runs in a *frame*, named by a path that ends in `/`
(the root's is the empty string); `child_frame` gives the frame of each child, in the same words as the journal's
structural paths (see `journal`), so that a drawing can show where a run stands.
"""

from __future__ import annotations

import re
from typing import NamedTuple

Place = tuple[str, int, int]
"""File, line (from 1) and column (from 0)."""


class Shape(NamedTuple):
    """One node of a flow's tree.

    | field | meaning |
    | --- | --- |
    | `kind` | the combinator's name ("sequence", "parallel", "step", "await", ...) or "procedure" |
    | `label` | what a person reads beside it: a step's name, a wait's tag, a procedure's name; may be empty |
    | `place` | "file:line" of a procedure, or empty |
    | `children` | (segment, shape) of each child, in the order of the text |
    | `made` | "file:line" of the expression that made the node, for errors; or empty |

    A segment is a number ("0", "1": the child of a sequence), a number in brackets ("[0]": a parallel branch) or a role
    ("pred", "then", "else", "body", "handler").
    """

    kind: str
    label: str
    place: str
    children: tuple[tuple[str, Shape], ...]
    made: str = ""


def child_frame(frame: str, kind: str, segment: str) -> str:
    """The frame of a child: `""`, "sequence", "1" gives "sequence.0/1/"; branch "[1]" gives "parallel.0[1]/"."""
    joint = "" if segment.startswith("[") else "/"
    return f"{frame}{kind}.0{joint}{segment}/"


_TURNS = (
    (re.compile(r"(map-flow\.\d+)\[(?!0\])\d+\]"), r"\1[0]"),  # what is folded already matches not: a replacement costs
    (re.compile(r"(retry\.\d+)/(?!0/)\d+/"), r"\1/0/"),
    (re.compile(r"/body\.\d+/"), "/body/"),
    (re.compile(r"/pred\.\d+/"), "/pred/"),
)


def fold(frame: str) -> str:
    """The frame in the tree for a frame of a run: turns, attempts and items fall together."""
    for pattern, replacement in _TURNS:
        frame = pattern.sub(replacement, frame)
    return frame


def place_at(shape: Shape, path: str) -> Place | None:
    """The place in the source of the node that a path lies in, or of the nearest one around it that has a place."""
    path, frame = fold(path), ""
    place, inner = _place(shape), next_inside(shape, frame, path)
    while inner is not None:
        shape, frame = inner
        place, inner = _place(shape) or place, next_inside(shape, frame, path)
    return place


def next_inside(shape: Shape, frame: str, path: str) -> tuple[Shape, str] | None:
    """The child of a node in whose frame a path lies, and that frame."""
    for segment, child in shape.children:
        inner = child_frame(frame, shape.kind, segment)
        if path.startswith(inner):
            return child, inner
    return None


def _place(shape: Shape) -> Place | None:
    file, _, line = (shape.made or shape.place).rpartition(":")
    return (file, int(line), 0) if file and line.isdigit() else None
