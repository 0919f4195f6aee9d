"""A flow as a chart for a program that has a layout of its own: Mermaid and Graphviz.

Both are told the same graph, which is traced along the plan (see `picture`).  A traced part is entered by one node and
left by its *exits*; parts that follow each other are joined from all exits of the one to the entry of the other.
Frames become clusters and are no nodes: wires go to what is inside them.  Names are numbers, so no word of a flow's
author can be taken for one, and words are escaped until they cannot end the string that they stand in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from .picture import COLOURS, Part, States, plan
from .shape import Shape


def mermaid(shape: Shape, states: States | None = None) -> str:
    """A Mermaid flowchart."""
    graph = traced(plan(shape, states))
    edges = [f"  {edge.source} {_mermaid_wire(edge)} {edge.target}" for edge in graph.edges]
    named = {state: ",".join(graph.having(state)) for state in COLOURS}
    classes = [
        f"  classDef {state} {_mermaid_style(state)}\n  class {names} {state}"
        for state, names in named.items()
        if names
    ]
    return "\n".join(["flowchart LR", *_written(graph, _MERMAID_ITEMS, _mermaid_words), *edges, *classes]) + "\n"


def dot(shape: Shape, states: States | None = None) -> str:
    """A Graphviz digraph."""
    graph = traced(plan(shape, states))
    edges = [f"  {edge.source} -> {edge.target}{_dot_wire(edge)}" for edge in graph.edges]
    return "\n".join([_DOT_HEAD, *_written(graph, _DOT_ITEMS, _dot_words), *edges, "}"]) + "\n"


# The graph


class Edge(NamedTuple):
    """A wire between two nodes; `words` stand beside it."""

    source: str
    target: str
    words: str = ""
    dashed: bool = False


class Item(NamedTuple):
    """A node, or the beginning ("frame") or end ("end") of a cluster."""

    form: str
    name: str
    part: Part


Exits = list[tuple[str, str]]  # the nodes by which a part is left, each with the word at that wire


class Graph:
    """What Mermaid and Graphviz are told: items in the order of the text, and edges."""

    def __init__(self) -> None:
        self.items: list[Item] = []
        self.edges: list[Edge] = []

    def add(self, form: str, part: Part) -> str:
        self.items.append(Item(form, f"n{len(self.items)}", part))
        return self.items[-1].name

    def join(self, exits: Exits, target: str, words: str = "", dashed: bool = False) -> None:
        self.edges.extend(Edge(source, target, words or own, dashed) for source, own in exits)

    def having(self, state: str) -> list[str]:
        return [item.name for item in self.items if item.part.state == state and item.form != "end"]


def traced(part: Part) -> Graph:
    """The graph of a part."""
    graph = Graph()
    _trace(graph, part)
    return graph


def _trace(graph: Graph, part: Part) -> tuple[str, Exits]:
    """Draw a part; the node by which it is entered, and its exits."""
    return _TRACERS[part.form](graph, part)


def _trace_node(graph: Graph, part: Part) -> tuple[str, Exits]:
    name = graph.add(part.form, part)
    return name, [(name, "")]


def _trace_frame(graph: Graph, part: Part) -> tuple[str, Exits]:
    graph.add("frame", part)
    ends = _trace(graph, part.parts[0])
    graph.add("end", part)
    return ends


def _trace_series(graph: Graph, part: Part) -> tuple[str, Exits]:
    first, exits = _trace(graph, part.parts[0])
    for following in part.parts[1:]:
        entry, next_exits = _trace(graph, following)
        graph.join(exits, entry)
        exits = next_exits
    return first, exits


def _trace_fork(graph: Graph, part: Part) -> tuple[str, Exits]:
    fork = graph.add("dot", part)
    arms = _trace_arms(graph, [(fork, "")], part.parts, part.words)
    join = graph.add("dot", part)
    graph.join(arms, join)
    return fork, [(join, "")]


def _trace_branch(graph: Graph, part: Part) -> tuple[str, Exits]:
    first, exits = _trace(graph, part.parts[0])
    return first, _trace_arms(graph, exits, part.parts[1:], part.words[1:])


def _trace_arms(graph: Graph, source: Exits, parts: tuple[Part, ...], words: tuple[str, ...]) -> Exits:
    ends = []
    for arm, word in zip(parts, words, strict=True):
        entry, exits = _trace(graph, arm)
        graph.join(source, entry, word)
        ends.extend(exits)
    return ends


def _trace_loop(graph: Graph, part: Part) -> tuple[str, Exits]:
    first, tested = _trace(graph, part.parts[0])
    graph.join(_trace_arms(graph, tested, part.parts[1:], part.words[1:]), first)
    return first, [(name, part.words[0]) for name, _ in tested]


def _trace_rescue(graph: Graph, part: Part) -> tuple[str, Exits]:
    first, ends = _trace(graph, part.parts[0])
    failed = ends
    for following, word in zip(part.parts[1:], part.words[1:], strict=True):
        entry, exits = _trace(graph, following)
        graph.join(failed[:1], entry, word, dashed=True)
        failed, ends = exits, ends + exits
    return first, ends


_TRACERS: dict[str, Callable[[Graph, Part], tuple[str, Exits]]] = {
    "box": _trace_node,
    "diamond": _trace_node,
    "series": _trace_series,
    "fork": _trace_fork,
    "branch": _trace_branch,
    "loop": _trace_loop,
    "rescue": _trace_rescue,
    "frame": _trace_frame,
}


# How it is written


def _written(graph: Graph, forms: Mapping[str, str], words: Callable[[Part], str]) -> Iterator[str]:
    """The items, one a line, indented by their cluster."""
    depth = 1
    for item in graph.items:
        depth -= item.form == "end"
        style = _dot_style(item.part.state)
        yield "  " * depth + forms[item.form].format(name=item.name, words=words(item.part), style=style)
        depth += item.form == "frame"


_MERMAID_ITEMS = {
    "box": '{name}["{words}"]',
    "diamond": '{name}{{"{words}"}}',
    "dot": '{name}((" "))',
    "frame": 'subgraph {name}["{words}"]',
    "end": "end",
}

_MERMAID_UNSAFE = re.compile(r"^\d+\.|^[-+*]|[^\w .,:?…-]")


def _mermaid_text(words: str) -> str:
    """Whatever Mermaid, Markdown or HTML would read as its own becomes a character by number."""
    return _MERMAID_UNSAFE.sub(lambda unsafe: "".join(f"#{ord(c)};" for c in unsafe[0]), words)


def _mermaid_words(part: Part) -> str:
    return "<br/>".join(_mermaid_text(line) for line in (part.title, part.place) if line)


def _mermaid_wire(edge: Edge) -> str:
    return ("-.->" if edge.dashed else "-->") + (f'|"{_mermaid_text(edge.words)}"|' if edge.words else "")


def _mermaid_style(state: str) -> str:
    stroke, fill = COLOURS[state]
    return f"stroke:{stroke},fill:{fill},color:#1f2937"


_DOT_HEAD = """digraph flow {
  rankdir=LR
  graph [style=rounded color="#94a3b8" fontname="Helvetica" fontsize=11 labeljust=l]
  node [shape=box style="rounded,filled" color="#94a3b8" fillcolor="#ffffff" fontname="Helvetica" fontsize=11]
  edge [color="#94a3b8" fontname="Helvetica" fontsize=9 arrowsize=0.7]"""

_DOT_ITEMS = {
    "box": '{name} [label="{words}"{style}]',
    "diamond": '{name} [label="{words}" shape=diamond style=filled{style}]',
    "dot": '{name} [label="" shape=circle width=0.12{style}]',
    "frame": 'subgraph cluster_{name} {{ graph [label="{words}"{style}]',
    "end": "}}",
}


def _dot_text(words: str) -> str:
    """Graphviz reads backslashes and, in any label, HTML's entities."""
    return words.replace("&", "&amp;").replace("\\", "\\\\").replace('"', '\\"')


def _dot_words(part: Part) -> str:
    return "\\n".join(_dot_text(line) for line in (part.title, part.place) if line)


def _dot_style(state: str) -> str:
    return ' color="{}" fillcolor="{}"'.format(*COLOURS[state]) if state else ""


def _dot_wire(edge: Edge) -> str:
    attributes = {"label": f'"{_dot_text(edge.words)}"' if edge.words else "", "style": "dashed" if edge.dashed else ""}
    options = " ".join(f"{name}={value}" for name, value in attributes.items() if value)
    return f" [{options}]" if options else ""
