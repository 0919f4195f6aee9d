"""Laws that hold for every drawing of a flow, whatever its shape and its words."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flowscheme.flow.drawing import dot, mermaid, svg, text
from flowscheme.flow.picture import DEPTH, LIMIT, clean, clean_place, plan
from flowscheme.flow.shape import Shape, child_frame, fold
from flowscheme.flow.svg import LABEL, SMALL, text_width

Draw = Callable[..., str]
FORMATS: list[Draw] = [text, mermaid, dot, svg]
PICTURES: list[Draw] = [mermaid, dot, svg]
SVG = "{http://www.w3.org/2000/svg}"


def proc(label: str, place: str = "flows/article.scm:3") -> Shape:
    return Shape("procedure", label, place, ())


def node(kind: str, *children: tuple[str, Shape], label: str = "", place: str = "") -> Shape:
    return Shape(kind, label, place, children)


def sequence(*nodes: Shape, label: str = "") -> Shape:
    return node("sequence", *((str(i), each) for i, each in enumerate(nodes)), label=label)


def parallel(*nodes: Shape, label: str = "") -> Shape:
    return node("parallel", *((f"[{i}]", each) for i, each in enumerate(nodes)), label=label)


def branch(pred: Shape, then: Shape, other: Shape) -> Shape:
    return node("branch", ("pred", pred), ("then", then), ("else", other))


ARTICLE = sequence(
    proc("write"),
    parallel(node("await", label="review"), proc("spell-check")),
    branch(proc("approved?"), sequence(proc("publish"), proc("federate")), proc("notify")),
)
STANDING = {
    "": "waiting",
    "sequence.0/0/": "done",
    "sequence.0/1/": "waiting",
    "sequence.0/1/parallel.0[0]/": "waiting",
    "sequence.0/1/parallel.0[1]/": "done",
}

WRAPPERS = ["retry", "timeout", "step", "tap", "attempt", "once", "some-new-kind", "remote-failover", "try-catch"]
LOOPS = ["flow-while", "flow-until"]
LEAVES = ["procedure", "await", "request", "flow-const", "flow-id", "remote-node", "some-new-leaf"]
HOSTILE = [
    "<script>alert(1)</script>",
    'a "quoted" \\" word\\',
    "]]> --> end",
    '"] --> n9["x',
    "two\nlines\r\nand\ttabs",
    "\x1b[31mred\x1b[0m\x00\x07",
    "`markdown` **bold** #35; &amp; {x} (y) |z|",
    "1. list",
    "- item",
    "％漢字🙂é",
    "\ud800\ufffe\u202e",
    "end",
    "%% comment",
    "$$x^2$$",
]


def nested(depth: int, kind: str = "sequence") -> Shape:
    shape = proc("innermost")
    for _ in range(depth):
        shape = node(kind, ("0", shape))
    return shape


def frames(shape: Shape, frame: str = "") -> Iterator[str]:
    yield frame
    for segment, child in shape.children:
        yield from frames(child, child_frame(frame, shape.kind, segment))


def shapes(words: st.SearchStrategy[str]) -> st.SearchStrategy[Shape]:
    """Any tree of the kinds there are, well formed or not."""
    leaves = st.builds(Shape, st.sampled_from(LEAVES), words, words, st.just(()))
    kinds = st.sampled_from([*WRAPPERS, *LOOPS, "sequence", "parallel", "map-flow", "branch", "recover"])
    segments = st.sampled_from(["0", "1", "[0]", "[1]", "pred", "then", "else", "body", "handler"])

    def wrap(inner: st.SearchStrategy[Shape]) -> st.SearchStrategy[Shape]:
        children = st.lists(st.tuples(segments, inner), max_size=4).map(tuple)
        return st.builds(Shape, kinds, words, words, children)

    return st.recursive(leaves, wrap, max_leaves=12)


# What the pictures say, read back


def boxes(document: str) -> Iterator[tuple[str, float, float, float, float]]:
    """(class, left, top, right, bottom) of all rectangles, rhombi and texts of an SVG document, on its page."""

    def walk(element: ElementTree.Element, x: float, y: float) -> Iterator[tuple[str, float, float, float, float]]:
        moved = re.match(r"translate\((\S+) (\S+)\)", element.get("transform", ""))
        x, y = (x + float(moved[1]), y + float(moved[2])) if moved else (x, y)
        yield from measure(element, x, y)
        for child in element:
            yield from walk(child, x, y)

    return walk(ElementTree.fromstring(document), 0, 0)


def measure(element: ElementTree.Element, x: float, y: float) -> Iterator[tuple[str, float, float, float, float]]:
    style = element.get("class", "").split(" ")[0]
    if element.tag == f"{SVG}rect":
        yield style, x, y, x + float(element.get("width", 0)), y + float(element.get("height", 0))
    if element.tag == f"{SVG}text":
        size = LABEL if style in ("fs-label", "fs-title") else SMALL
        width = text_width(element.text or "", size)
        left = x + float(element.get("x", 0)) - (width / 2 if style in ("fs-label", "fs-small") else 0)
        bottom = y + float(element.get("y", 0))
        yield style, left, bottom - size, left + width, bottom


def wires(document: str) -> list[str]:
    return [
        e.get("d", "") for e in ElementTree.fromstring(document).iter(f"{SVG}path") if "fs-wire" in e.get("class", "")
    ]


def mermaid_lines_are_well_formed(chart: str) -> None:
    item = r'n\d+(\["[^"\[\]<>`]*"\]|\{"[^"{}<>`]*"\}|\(\(" "\)\))|subgraph n\d+\["[^"\[\]<>`]*"\]|end'
    edge = r'n\d+ (-->|-\.->)(\|"[^"|]*"\|)? n\d+'
    style = r"classDef \w+ [\w:#,]+|class [n\d,]+ \w+"
    first, *lines = chart.replace("<br/>", "").splitlines()
    assert first == "flowchart LR"
    assert not [line for line in lines if not re.fullmatch(rf"\s*({item}|{edge}|{style})", line)]


def dot_lines_are_well_formed(graph: str) -> None:
    string = r'"([^"\\]|\\["\\n])*"'
    options = rf"\[(\w+=({string}|[\w.]+) ?)*\]"
    item = rf"n\d+ {options}|n\d+ -> n\d+( {options})?|subgraph cluster_n\d+ \{{ graph {options}"
    line_ = rf"\s*({item}|(graph|node|edge) {options}|rankdir=LR|\}})"
    first, *lines = graph.splitlines()
    assert first == "digraph flow {"
    assert graph.count("{ graph [") + 1 == sum(line.strip() == "}" for line in lines)
    assert not [line for line in lines if not re.fullmatch(line_, line)]


def degree(chart: str, name: str, *, out: bool) -> int:
    return len(re.findall(rf"^  {name} -" if out else rf" {name}$", chart, re.M))


# Words


@pytest.mark.parametrize("draw", FORMATS)
def test_every_label_appears_once(draw: Draw) -> None:
    drawn = draw(ARTICLE, STANDING)
    for label in ["write", "await review", "spell-check", "approved?", "publish", "federate", "notify"]:
        assert len(re.findall(rf"(?<![\w-]){re.escape(label)}", drawn)) == 1, label


@pytest.mark.parametrize("draw", FORMATS)
@pytest.mark.parametrize("kind", [*WRAPPERS, *LOOPS, "sequence", "parallel", "map-flow", "branch"])
def test_a_label_of_a_combinator_appears_once(draw: Draw, kind: str) -> None:
    shape = node(kind, ("pred", proc("p")), ("body", proc("b")), ("handler", proc("h")), label="marker")
    assert draw(shape).count(f"{kind} marker") == 1


@pytest.mark.parametrize("draw", FORMATS)
@pytest.mark.parametrize("label", HOSTILE)
def test_hostile_words_stay_words(draw: Draw, label: str) -> None:
    inside = sequence(proc(label, label), node("step", ("body", proc(label)), label=label, place=label))
    shape = node("branch", ("pred", proc(label)), (label, inside), label=label)
    drawn = draw(shape, {})
    drawn.encode()
    assert "<script" not in drawn or draw is not svg
    assert all(c.isprintable() or c == "\n" for c in drawn)
    well_formed(draw, drawn)


def well_formed(draw: Draw, drawn: str) -> None:
    checks: dict[Draw, Callable[[str], object]] = {
        mermaid: mermaid_lines_are_well_formed,
        dot: dot_lines_are_well_formed,
        svg: ElementTree.fromstring,
    }
    checks.get(draw, len)(drawn)


@pytest.mark.parametrize("draw", FORMATS)
def test_long_labels_are_cut(draw: Draw) -> None:
    drawn = draw(proc("x" * 10_000, "y" * 10_000))
    assert "x" * (LIMIT - 1) + "…" in drawn
    assert "x" * LIMIT not in drawn
    assert "y" * (2 * LIMIT + 1) not in drawn


def test_clean() -> None:
    assert clean(" a \n\t b\x00c ") == "a b c"
    assert clean("x" * LIMIT) == "x" * LIMIT
    assert clean(" " * 10_000 + "x") == "…"
    assert clean_place("a/very/long/folder/flow.scm:12", 12) == "…flow.scm:12"


@given(shapes(st.text(max_size=60)), st.booleans())
@settings(max_examples=150, deadline=None)
def test_any_shape_can_be_drawn(shape: Shape, overlaid: bool) -> None:
    states = {frame: "done" for frame in frames(shape)} if overlaid else None
    for draw in FORMATS:
        well_formed(draw, draw(shape, states))


# Text


def test_text_is_a_tree_with_marks_roles_places_and_notes() -> None:
    shape = sequence(
        proc("write"),
        branch(proc("ok?", ""), node("await", label="review"), node("step", label="tell", place="a.scm:9")),
    )
    states = {
        "": "running",
        "sequence.0/0/": "done",
        "sequence.0/1/": "waiting",
        "sequence.0/1/branch.0/else/": "raised",
    }
    assert text(shape, states, {"sequence.0/0/": "2 s"}) == (
        "▸ sequence\n"
        "├── ✓ write (flows/article.scm:3)  2 s\n"
        "└── … branch\n"
        "    ├── · pred: ok?\n"
        "    ├── · then: await review\n"
        "    └── ✗ else: step tell (a.scm:9)\n"
    )
    assert text(node("await", label="x")) == "await x\n"


def test_text_has_no_terminal_codes_unless_asked() -> None:
    assert "\x1b" not in text(ARTICLE, STANDING)
    plain = re.sub(r"\x1b\[\d+m", "", text(ARTICLE, STANDING, colour=True))
    assert plain == text(ARTICLE, STANDING)


@given(shapes(st.text("ab", max_size=3)))
@settings(deadline=None)
def test_text_has_a_line_for_each_node(shape: Shape) -> None:
    assert len(text(shape).splitlines()) == len(list(frames(shape)))


# Structure


def test_mermaid_forks_and_joins() -> None:
    chart = mermaid(sequence(proc("a"), parallel(proc("b"), proc("c"), proc("d")), proc("e")))
    fork, join = re.findall(r'(n\d+)\(\(" "\)\)', chart)
    assert (degree(chart, fork, out=False), degree(chart, fork, out=True)) == (1, 3)
    assert (degree(chart, join, out=False), degree(chart, join, out=True)) == (3, 1)
    assert chart.count("-->") == 8


def test_dot_has_the_edges_of_mermaid() -> None:
    def edges(drawn: str) -> list[tuple[str, str]]:
        return sorted(re.findall(r'^  (n\d+) (?:-[->.]+)(?:\|".*?"\|)? (n\d+)', drawn, re.M))

    assert edges(dot(ARTICLE)) == edges(mermaid(ARTICLE)) != []


def test_a_branch_is_a_diamond_with_two_labelled_edges_that_meet_at_what_follows() -> None:
    chart = mermaid(sequence(branch(proc("ok?"), proc("yes"), proc("no")), proc("after")))
    assert re.search(r'n0\{"ok\?', chart)
    assert '  n0 -->|"then"| n1' in chart and '  n0 -->|"else"| n2' in chart
    assert degree(chart, "n3", out=False) == 2


def test_a_predicate_that_is_a_flow_stands_before_its_diamond() -> None:
    chart = mermaid(branch(sequence(proc("a"), proc("b")), proc("yes"), proc("no")))
    assert '{"?"}' in chart and chart.count("-->") == 4


@pytest.mark.parametrize("kind", WRAPPERS[:7])
def test_wrappers_frame_their_body(kind: str) -> None:
    shape = sequence(proc("a"), node(kind, ("body", proc("b")), label="3"))
    assert re.search(rf'subgraph n\d+\["{kind} 3"\]\n    n2\["b.*\n  end\n', mermaid(shape))
    assert "subgraph cluster_n1 { graph [label=" in dot(shape)
    assert [style for style, *_ in boxes(svg(shape))].count("fs-frame") == 1


@pytest.mark.parametrize(("kind", "back", "out"), [("flow-while", "true", "false"), ("flow-until", "false", "true")])
def test_a_loop_leads_back_to_its_test(kind: str, back: str, out: str) -> None:
    chart = mermaid(sequence(node(kind, ("pred", proc("p")), ("body", proc("b"))), proc("after")))
    assert f'n1 -->|"{back}"| n2' in chart and "n2 --> n1" in chart and f'n1 -->|"{out}"| n4' in chart


@pytest.mark.parametrize(("kind", "word"), [("try-catch", "raised"), ("recover", "failed")])
def test_a_handler_hangs_on_a_dashed_wire(kind: str, word: str) -> None:
    shape = node(kind, ("body", proc("b")), ("handler", proc("h")))
    assert f'n1 -.->|"{word}"| n2' in mermaid(shape)
    assert f'n1 -> n2 [label="{word}" style=dashed]' in dot(shape)
    assert "fs-dashed" in svg(shape) and f">{word}</text>" in svg(shape)


def test_svg_has_a_wire_in_and_a_wire_out_for_each_arm() -> None:
    assert len(wires(svg(proc("a")))) == 2
    assert len(wires(svg(sequence(proc("a"), proc("b"))))) == 3
    for count in range(1, 6):
        assert len(wires(svg(parallel(*[proc("a")] * count)))) == 2 + 2 * count
    assert len(wires(svg(ARTICLE))) == 2 + 2 + 2 * 2 + 2 * 2 + 1


# Overlay


@pytest.mark.parametrize("draw", PICTURES)
def test_an_overlay_marks_each_node_by_its_own_state(draw: Draw) -> None:
    part = plan(ARTICLE, STANDING)
    assert [each.state for each in part.parts] == ["done", "waiting", ""]
    assert [each.state for each in part.parts[1].parts] == ["waiting", "done"]
    assert part.parts[2].parts[0].state == "unreached"
    assert draw(ARTICLE) != draw(ARTICLE, STANDING) != draw(ARTICLE, {})


def test_without_an_overlay_nothing_is_marked() -> None:
    assert "class" not in mermaid(ARTICLE)
    assert not re.search("[✓✗▸·]", text(ARTICLE))
    assert 'class="fs-card"' in svg(ARTICLE) and 'fs-unreached"' not in svg(ARTICLE)


@pytest.mark.parametrize("draw", FORMATS)
def test_an_unknown_state_is_an_error(draw: Draw) -> None:
    with pytest.raises(ValueError, match="sleeping"):
        draw(proc("a"), {"": "sleeping"})


# Depth


@pytest.mark.parametrize("draw", FORMATS)
@pytest.mark.parametrize("kind", ["sequence", "parallel", "retry", "try-catch", "flow-while", "branch"])
def test_a_deep_tree_is_cut_and_says_so(draw: Draw, kind: str) -> None:
    drawn = draw(nested(2000, kind), {})
    assert f"… {2001 - DEPTH} nodes" in drawn and "innermost" not in drawn
    assert len(drawn) < 100_000


def test_what_is_cut_shows_its_gravest_state() -> None:
    deep = "sequence.0/0/" * 100
    states = {"sequence.0/0/" * depth: "waiting" for depth in range(99)} | {deep: "raised"}
    assert "✗ … 61 nodes" in text(nested(100), states)
    assert plan(nested(100), states).state == "raised"


def test_a_wide_tree_is_not_cut() -> None:
    shape = sequence(*[proc(f"node-{i}") for i in range(1500)])
    for draw in FORMATS:
        assert "node-1499" in draw(shape)


# Geometry of the SVG


@given(shapes(st.text(st.characters(codec="utf-8"), max_size=50)))
@settings(max_examples=150, deadline=None)
def test_words_stay_within_their_box_and_everything_on_the_page(shape: Shape) -> None:
    document = svg(shape, {})
    root = ElementTree.fromstring(document)
    page = [0, 0, float(root.get("width", 0)), float(root.get("height", 0))]
    assert all(within(box, page) for _, *box in boxes(document))
    for group in root.iter(f"{SVG}g"):
        if (rim := group.find(f"{SVG}rect")) is not None:
            ((_, left, top, right, bottom),) = measure(rim, 0, 0)
            inside = [left + 8, top + 4, right - 8, bottom - 4]
            for words in group.findall(f"{SVG}text"):
                assert within(next(measure(words, 0, 0))[1:], inside), words.text


@given(shapes(st.text("ab m", max_size=30)))
@settings(max_examples=150, deadline=None)
def test_boxes_are_apart_or_one_within_the_other(shape: Shape) -> None:
    found = [box for style, *box in boxes(svg(shape)) if style in ("fs-card", "fs-frame")]
    for index, one in enumerate(found):
        for other in found[index + 1 :]:
            apart = one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]
            assert apart or within(other, one), (one, other)


def within(one: Sequence[float], other: Sequence[float]) -> bool:
    return other[0] < one[0] and other[1] < one[1] and one[2] < other[2] and one[3] < other[3]


def test_a_diamond_holds_its_words() -> None:
    for label in ["?", "approved?", "W" * 40]:
        document = ElementTree.fromstring(svg(branch(proc(label), proc("a"), proc("b"))))
        rhombus = next(e for e in document.iter(f"{SVG}path") if "fs-card" in e.get("class", ""))
        width = float(re.findall(r"L(\d+) 30", rhombus.get("d", ""))[0])
        assert text_width(label, LABEL) / width + 17 / 60 <= 1


def test_svg_is_described_and_stands_alone() -> None:
    document = svg(ARTICLE, STANDING)
    root = ElementTree.fromstring(document)
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "Flow"
    assert root.findtext(f"{SVG}desc") == "A flow of 7 nodes: 2 done, 4 not reached, 1 waiting"
    assert "prefers-color-scheme:dark" in document
    assert not re.search(r"href|url\(|@import|<script", document)


def test_turns_attempts_and_items_fall_together_in_the_tree() -> None:
    assert fold("sequence.0/2/map-flow.0[7]/step.0/body/") == "sequence.0/2/map-flow.0[0]/step.0/body/"
    assert fold("retry.0/3/step.1/") == "retry.0/0/step.1/"
    assert fold("flow-while.0/body.12/") == "flow-while.0/body/"
