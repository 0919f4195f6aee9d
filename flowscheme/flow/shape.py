"""The shape of a flow: what a combinator attaches to the procedure that it returns, so that it can be drawn.

A flow is a series-parallel tree, so its shape is one.  A node runs in a *frame*, named by a path that ends in `/`
(the root's is the empty string); `child_frame` gives the frame of each child, in the same words as the journal's
structural paths (see `journal`), so that a drawing can show where a run stands.
"""

from __future__ import annotations

from typing import NamedTuple


class Shape(NamedTuple):
    """One node of a flow's tree.

    `kind` is the combinator's name ("sequence", "parallel", "step", "await", ...) or "procedure"; `label` what a
    person reads beside it (a step's name, a wait's tag, a procedure's name; may be empty); `place` is "file:line" or
    empty; `children` are (segment, shape) in the order of the text.  A segment is a number ("0", "1": the child of a
    sequence), a number in brackets ("[0]": a parallel branch) or a role ("pred", "then", "else", "body", "handler").
    """

    kind: str
    label: str
    place: str
    children: tuple[tuple[str, Shape], ...]


def child_frame(frame: str, kind: str, segment: str) -> str:
    """The frame of a child: `""`, "sequence", "1" gives "sequence.0/1/"; branch "[1]" gives "parallel.0[1]/"."""
    joint = "" if segment.startswith("[") else "/"
    return f"{frame}{kind}.0{joint}{segment}/"
