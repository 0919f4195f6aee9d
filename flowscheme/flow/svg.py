"""A flow as a self-contained SVG picture, for which no layout engine is needed, as the plan is a series-parallel tree.

Every form of part (see `picture`) is measured from the measures of its parts and becomes a `Block`: a rectangle with
an *axis*, the height at which its wire comes in on the left and goes out on the right.

* A series aligns the axes of its blocks and joins them by arrows.
* A fork or a branch stacks its arms; its own axis is half-way between those of the first and the last.
* A frame is a region: wires end at its border, and what is inside begins anew.  So a loop need not draw its way out,
  nor a rescue where a raised object comes from: its alternatives stand below each other, tied by dashed arrows.

Coordinates are whole pixels from the block's own corner; a block is put in place by a translated group, so the
document is nested as the flow is.  Text is as wide as it is estimated to be in DejaVu Sans, the widest of the common
system fonts: a box can be roomy, but its words do not leave it.  Colours are CSS variables (`--fs-...`) that follow
the reader's light or dark scheme; each stands beside its plain light value, for renderers that know no variables.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from math import ceil
from typing import NamedTuple
from xml.sax.saxutils import escape

from .picture import COLOURS, UNREACHED, Part, States, plan
from .shape import Shape

MARGIN, GAP, ROW, BEND = 20, 34, 20, 40  # around the page, between blocks, between arms, for a curve
PAD, TITLE = 16, 26  # inside a frame, for its title
LABEL, SMALL = 13, 10  # font sizes


class Block(NamedTuple):
    """A laid out part: its size in pixels, the height of its wire, and its SVG elements, drawn at the origin."""

    width: int
    height: int
    axis: int
    body: str


def svg(shape: Shape, states: States | None = None) -> str:
    """The picture, as one XML document."""
    part = plan(shape, states)
    block = _draw(part)
    wire = GAP - 4
    width, height = block.width + 2 * (MARGIN + wire + 10), block.height + 2 * MARGIN
    left, y, right = MARGIN + 10 + wire, MARGIN + block.axis, width - MARGIN - 10 - wire
    ends = f'<circle class="fs-dot" cx="{MARGIN + 5}" cy="{y}" r="5"/>' + (
        f'<circle class="fs-end" cx="{right + wire + 5}" cy="{y}" r="5"/>'
    )
    wires = _arrow(f"M{MARGIN + 10} {y}H{left}", left, y) + _arrow(f"M{right} {y}H{right + wire}", right + wire, y)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" class="fs-flow" role="img" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}"><title>Flow</title><desc>{_description(part)}</desc>'
        f"<style>{_STYLE}</style>{ends}{wires}{_at(left, MARGIN, block)}</svg>\n"
    )


def _description(part: Part) -> str:
    """How many nodes the picture has, and how many of them are in which state."""
    nodes = [inner.state for inner in _all_parts(part) if inner.form in ("box", "diamond", "frame")]
    counts = Counter(state.replace(UNREACHED, "not reached") for state in nodes if state)
    summary = ", ".join(f"{count} {state}" for state, count in sorted(counts.items()))
    return f"A flow of {len(nodes)} nodes{': ' if summary else ''}{summary}"


def _all_parts(part: Part) -> Iterator[Part]:
    yield part
    for inner in part.parts:
        yield from _all_parts(inner)


def _draw(part: Part) -> Block:
    return _DRAWERS[part.form](part)


# Boxes and frames


def _box(part: Part) -> Block:
    width = max(64, text_width(part.title, LABEL) + 28, text_width(part.place, SMALL) + 24)
    height = 46 if part.place else 36
    rim = f'<rect class="fs-card{_state(part)}" width="{width}" height="{height}" rx="9"/>'
    title = _text(width // 2, 20 if part.place else 22, part.title, "fs-label", part)
    place = _text(width // 2, 35, part.place, "fs-small", part)
    return Block(width, height, height // 2, f'<g class="fs-node">{rim}{title}{place}{_badge(width - 4, 3, part)}</g>')


def _diamond(part: Part) -> Block:
    """A line of text of height t fits in a rhombus of width w and height h if (text width) / w + t / h <= 1."""
    tall, line = 60, 17
    width = max(84, ceil(text_width(part.title, LABEL) * tall / (tall - line)) + 16, text_width(part.place, SMALL))
    width += width % 2
    half = width // 2
    rim = f'<path class="fs-card{_state(part)}" d="M{half} 0L{width} 30L{half} 60L0 30Z" stroke-linejoin="round"/>'
    words = _text(half, 34, part.title, "fs-label", part) + _text(half, 74, part.place, "fs-small", part)
    badge = _badge(half, 2, part)
    return Block(width, 78 if part.place else tall, 30, f'<g class="fs-node">{rim}{words}{badge}</g>')


def _frame(part: Part) -> Block:
    inner = _draw(part.parts[0])
    label, place = text_width(part.title, LABEL), text_width(part.place, SMALL)
    width = max(inner.width, label + (place + 8 if place else 0)) + 2 * PAD
    top = PAD + (TITLE - 4 if part.title else 0)
    height = top + inner.height + PAD
    rim = f'<rect class="fs-frame{_state(part)}" width="{width}" height="{height}" rx="14"/>'
    words = _text(PAD, 21, part.title, "fs-title", part) + _text(PAD + label + 8, 21, part.place, "fs-note", part)
    body = rim + words + _badge(width - 8, 4, part) + _at((width - inner.width) // 2, top, inner)
    return Block(width, height, top + inner.axis, f'<g class="fs-node">{body}</g>')


# Wires


def _series(part: Part) -> Block:
    blocks = [_draw(inner) for inner in part.parts]
    axis = max(block.axis for block in blocks)
    body, x = [_at(0, axis - blocks[0].axis, blocks[0])], blocks[0].width
    for block in blocks[1:]:
        body.append(_arrow(f"M{x} {axis}H{x + GAP}", x + GAP, axis))
        body.append(_at(x + GAP, axis - block.axis, block))
        x += GAP + block.width
    below = max(block.height - block.axis for block in blocks)
    return Block(x, axis + below, axis, "".join(body))


def _fork(part: Part) -> Block:
    start = Block(8, 8, 4, f'<circle class="fs-dot{_state(part)}" cx="4" cy="4" r="4"/>')
    return _spread(start, part.parts, part.words, f"fs-dot{_state(part)}", 4)


def _branch(part: Part) -> Block:
    return _spread(_draw(part.parts[0]), part.parts[1:], part.words[1:], "fs-merge", 3)


def _spread(head: Block, parts: Sequence[Part], words: Sequence[str], tail: str, radius: int) -> Block:
    """Arms below each other, between the head from which they part and the dot where they meet."""
    arms = [_draw(part) for part in parts]
    tops = [sum(arm.height + ROW for arm in arms[:index]) for index in range(len(arms))]
    middle = (tops[0] + arms[0].axis + tops[-1] + arms[-1].axis) // 2
    axis = max(middle, head.axis)
    start = head.width + BEND + max(text_width(word, SMALL) + 12 if word else 6 for word in words)
    end = start + max(arm.width for arm in arms) + BEND
    body = [_at(0, axis - head.axis, head)]
    for arm, top, word in zip(arms, tops, words, strict=True):
        y = axis - middle + top + arm.axis
        body.append(_arrow(f"{_curve(head.width, axis, head.width + BEND, y)}H{start}", start, y))
        body.append(_text(head.width + BEND, y - 5, word, "fs-word"))
        body.append(_at(start, y - arm.axis, arm))
        body.append(_wire(f"M{start + arm.width} {y}H{end - BEND}{_curve(end - BEND, y, end, axis)}"))
    body.append(f'<circle class="{tail}" cx="{end + radius}" cy="{axis}" r="{radius}"/>')
    height = max(axis - middle + tops[-1] + arms[-1].height, axis + head.height - head.axis)
    return Block(end + 2 * radius, height, axis, "".join(body))


def _loop(part: Part) -> Block:
    """The test, the body, and the way back over both of them to the wire that enters the test."""
    test, inner, lane = _draw(part.parts[0]), _draw(part.parts[1]), 20
    gap = max(GAP, text_width(part.words[1], SMALL) + 16)
    axis = lane + max(test.axis, inner.axis)
    body_at = GAP + test.width + gap
    right = body_at + inner.width
    back = f"M{right} {axis}h4q10 0 10 -10V14q0 -10 -10 -10H14Q4 4 4 14V{axis - 10}q0 10 10 10H{GAP}"
    body = [
        _arrow(back, GAP, axis),
        _at(GAP, axis - test.axis, test),
        _arrow(f"M{GAP + test.width} {axis}H{body_at}", body_at, axis),
        _text(GAP + test.width + 3, axis - 5, part.words[1], "fs-word"),
        _at(body_at, axis - inner.axis, inner),
    ]
    below = max(test.height - test.axis, inner.height - inner.axis)
    return Block(right + 16, axis + below, axis, "".join(body))


def _rescue(part: Part) -> Block:
    """The alternatives below each other; one that has no border of its own gets one, for the arrows to end at."""
    blocks = [
        _draw(inner if inner.form in _BORDERED else Part("frame", state=inner.state, parts=(inner,))) for inner in part.parts
    ]
    body, y, x = [_at(0, 0, blocks[0])], blocks[0].height, 32
    for block, word in zip(blocks[1:], part.words[1:], strict=True):
        body.append(_wire(f"M{x} {y}v{GAP}", " fs-dashed") + _head(f"M{x - 4} {y + GAP - 7}h8l-4 7z"))
        body.append(_text(x + 9, y + GAP // 2 + 3, word, "fs-word"))
        body.append(_at(0, y + GAP, block))
        y += GAP + block.height
    width = max(x + 9 + max(text_width(word, SMALL) for word in part.words), *(block.width for block in blocks))
    return Block(width, y, blocks[0].axis, "".join(body))


_BORDERED = ("box", "frame")

_DRAWERS: dict[str, Callable[[Part], Block]] = {
    "box": _box,
    "diamond": _diamond,
    "series": _series,
    "fork": _fork,
    "branch": _branch,
    "loop": _loop,
    "rescue": _rescue,
    "frame": _frame,
}


# Marks on the page


def _at(x: int, y: int, block: Block) -> str:
    return f'<g transform="translate({x} {y})">{block.body}</g>'


def _text(x: int, y: int, words: str, style: str, part: Part | None = None) -> str:
    dim = " fs-dim" if part and part.state == UNREACHED else ""
    return f'<text class="{style}{dim}" x="{x}" y="{y}">{escape(words)}</text>' if words else ""


def _state(part: Part) -> str:
    return f" fs-{part.state}" if part.state else ""


def _wire(path: str, style: str = "") -> str:
    return f'<path class="fs-wire{style}" d="{path}"/>'


def _head(path: str) -> str:
    return f'<path class="fs-head" d="{path}"/>'


def _arrow(path: str, x: int, y: int) -> str:
    """A wire that ends, going right, at (x, y)."""
    return _wire(path) + _head(f"M{x - 7} {y - 4}v8l7 -4z")


def _curve(x: int, y: int, to_x: int, to_y: int) -> str:
    middle = (x + to_x) // 2
    return f"M{x} {y}C{middle} {y} {middle} {to_y} {to_x} {to_y}"


_BADGES = {
    "done": "M-3.5 .3L-1 2.8L3.6 -2.4",
    "waiting": "M-3.5 0h.01M0 0h.01M3.5 0h.01",
    "raised": "M-2.6 -2.6L2.6 2.6M2.6 -2.6L-2.6 2.6",
    "running": "M-1.4 -2.8L2.2 0L-1.4 2.8Z",
}


def _badge(x: int, y: int, part: Part) -> str:
    """The state as a sign on the border, for those who cannot tell it from the colour."""
    if part.state not in _BADGES:
        return ""
    disc = f'<circle class="fs-disc fs-{part.state}" r="7.5"/>'
    return f'<g transform="translate({x} {y})">{disc}<path class="fs-sign" d="{_BADGES[part.state]}"/></g>'


# The width of text

_EMS = {"ijlI'|.,:;!": 0.33, 'ftr()[]{}-/\\ "`': 0.42, "mwMW@%—…": 1.0, "ABCDEFGHKLNOPQRSTUVXYZ#&+=<>~^_": 0.79}
_EM = {character: em for characters, em in _EMS.items() for character in characters}


def _em(character: str) -> float:
    """The width of one character, in ems."""
    if character.isascii():
        return _EM.get(character, 0.64)
    if unicodedata.combining(character):
        return 0.0
    wide = unicodedata.east_asian_width(character) in "WF"
    return _EM.get(character, 1.1 if wide else 0.85)


def text_width(words: str, size: int) -> int:
    """An estimate, in pixels, of a line of text of a font size: rather too wide than too narrow."""
    return ceil(sum(map(_em, words)) * size)


# Style: each colour has a name, a value on a white page and one on a black page

_DARK = {
    "done": ("#4ade80", "#0f2a1c"),
    "waiting": ("#fbbf24", "#33260b"),
    "raised": ("#f87171", "#3a1416"),
    "running": ("#60a5fa", "#14233f"),
    UNREACHED: ("#475569", "#151d2b"),
}

_COLOURS = {
    "ink": ("#1f2937", "#e5e7eb"),
    "dim": ("#6b7280", "#9ca3af"),
    "wire": ("#94a3b8", "#64748b"),
    "card": ("#ffffff", "#1e293b"),
    "sign": ("#ffffff", "#0b1220"),
    **{state: (line, _DARK[state][0]) for state, (line, _) in COLOURS.items()},
    **{f"{state}-card": (fill, _DARK[state][1]) for state, (_, fill) in COLOURS.items()},
}

_RULES = f"""
.fs-flow text{{font-family:ui-sans-serif,system-ui,sans-serif;font-size:{SMALL}px;fill:@dim}}
.fs-flow .fs-label,.fs-flow .fs-title{{font-size:{LABEL}px;fill:@ink}}
.fs-label,.fs-small{{text-anchor:middle}}
.fs-flow .fs-dim{{fill:@dim}}
.fs-wire{{fill:none;stroke:@wire;stroke-width:1.5}}
.fs-dashed{{stroke-dasharray:4 3}}
.fs-head,.fs-dot,.fs-merge{{fill:@wire}}
.fs-end{{fill:none;stroke:@wire;stroke-width:2.5}}
.fs-card{{fill:@card;stroke:@wire;stroke-width:1.5}}
.fs-frame{{fill:#94a3b8;fill-opacity:.05;stroke:@wire;stroke-width:1.2}}
.fs-sign{{fill:none;stroke:@sign;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round}}
"""

_STATE_RULES = """
.fs-card.fs-{0}{{fill:@{0}-card;stroke:@{0}}}
.fs-frame.fs-{0}{{stroke:@{0}}}
.fs-dot.fs-{0},.fs-disc.fs-{0}{{fill:@{0}}}
"""


def _style() -> str:
    rules = _RULES + "".join(_STATE_RULES.format(state) for state in COLOURS)
    plain = re.sub(r"([a-z]+):@([\w-]+)", lambda m: f"{m[1]}:{_COLOURS[m[2]][0]};{m[1]}:var(--fs-{m[2]})", rules)
    light, dark = (";".join(f"--fs-{name}:{pair[i]}" for name, pair in _COLOURS.items()) for i in (0, 1))
    return f".fs-flow{{{light}}}\n@media (prefers-color-scheme:dark){{.fs-flow{{{dark}}}}}{plain}"


_STYLE = _style()
