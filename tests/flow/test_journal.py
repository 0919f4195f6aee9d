"""Structural paths, divergence, and random flows against a direct model (docs/semantics.md, "Replay")."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flowscheme import Engine, Interpreter, SchemeError
from flowscheme.flow.events import Entry
from flowscheme.flow.journal import History, Mismatch, branch_of, concurrent, rewind
from flowscheme.flow.primitives import flows
from flowscheme.store import MemoryStore

FILE = "/flows/f.scm"


# Paths and reading back


def entry(path: str, kind: str = "step", name: str = '":s"', raised: bool = False) -> Entry:
    return Entry(path, kind, name, "1", raised, 0, 0.0)


def test_an_entry_belongs_to_the_innermost_branch_around_it() -> None:
    assert branch_of("sequence.0/1/step.0") == ""
    assert branch_of("parallel.0[1]/step.0") == "parallel.0[1]/"
    assert branch_of("parallel.0[1]/sequence.0/2/map-flow.0[12]/step.3") == "parallel.0[1]/sequence.0/2/map-flow.0[12]/"


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        ("", "", False),
        ("", "parallel.0[1]/", False),
        ("parallel.0[1]/", "parallel.0[1]/", False),
        ("parallel.0[1]/", "parallel.0[1]/parallel.0[0]/", False),
        ("parallel.0[0]/", "parallel.0[1]/", True),
        ("parallel.0[1]/", "parallel.0[10]/", True),
        ("parallel.0[0]/parallel.0[1]/", "parallel.0[2]/", True),
        ("sequence.0/0/parallel.0[0]/", "sequence.0/1/parallel.0[1]/", False),
    ],
)
def test_only_branches_of_one_parallel_are_concurrent(one: str, other: str, answer: bool) -> None:
    assert concurrent(one, other) is concurrent(other, one) is answer


def test_branches_are_read_apart_each_in_its_order() -> None:
    a, b, c = entry("parallel.0[1]/step.0"), entry("parallel.0[0]/step.0"), entry("parallel.0[1]/step.1")
    history = History([a, b, c])
    assert history.recall(b.path, "step", b.name) is b
    assert history.recall(a.path, "step", a.name) is a
    assert history.recall(c.path, "step", c.name) is c
    assert history.recall("step.0", "step", a.name) is None
    assert history.unread == 0


@pytest.mark.parametrize(
    "asked",
    [("step.0", "once", '":s"'), ("step.0", "step", '":t"'), ("step.1", "step", '":s"'), ("suspend.0", "suspend", '":s"')],
)
def test_an_entry_of_another_place_kind_or_name_is_a_mismatch(asked: tuple[str, str, str]) -> None:
    history = History([entry("step.0")])
    with pytest.raises(Mismatch):
        history.recall(*asked)
    assert history.unread == 1


def test_rewind_drops_in_every_branch_what_follows_its_last_value() -> None:
    kept = [entry("sequence.0/0/step.0"), entry("parallel.0[0]/step.0", raised=True), entry("parallel.0[0]/step.1")]
    dropped = [entry("parallel.0[0]/step.2", raised=True), entry("parallel.0[1]/step.0", raised=True)]
    assert rewind([kept[0], dropped[1], *kept[1:], dropped[0], entry("parallel.0", "settled", "", raised=True)]) == kept


def test_rewind_keeps_what_a_branch_recorded_if_the_flow_went_on_after_it() -> None:
    entries = [entry("parallel.0[0]/step.0", raised=True), entry("step.1")]
    assert rewind(entries) == entries


# Divergence


class Changing:
    """A run whose code is changed while it is parked."""

    def __init__(self) -> None:
        self.store = MemoryStore()
        self.performed: list[str] = []
        self.engine: Engine

    def code(self, flow: str) -> Changing:
        """Let a fresh process know this code, and move the run to it; (s 'name) is a step that notes its name."""
        self.engine = Engine(self.store, Interpreter())
        self.engine.add_host("note", self.note, pure=False)
        steps = re.sub(r"\(s '(\w+)\)", r"""(step '\1 (lambda (x) (note "\1") x))""", flow)
        text = f"\n(defflow f\n{steps})"
        interpreter = self.engine.interpreter
        interpreter.eval_datum(text, FILE)
        pin, hash = self.engine.policy.codebase.pin(flows(interpreter)["f"], interpreter)
        run = self.store.get("f")
        if run is not None:
            self.store.put_source(hash, pin.text())
            self.store.update(run._replace(source=hash))
        return self

    def note(self, text: str) -> None:
        self.performed.append(text)

    def stuck(self) -> str:
        """The message of the divergence; nothing was performed, and nothing is lost."""
        run = self.engine.run("f")
        assert run.status == "stuck"
        assert run.error.kind == "flow-nondeterminism"
        assert run.error.place[0] == FILE
        return str(run.error.message).removeprefix("the flow's code does not fit its journal at ")


@pytest.fixture
def changing() -> Changing:
    return Changing()


OLD = "(sequence\n (s 'a)\n (s 'b)\n (await 'w)\n (s 'end))"
CHANGES = [
    ("an extra step", "(sequence\n (s 'a)\n (s 'new)\n (s 'b)\n (await 'w)\n (s 'end))", 5,
     "sequence.0/1/step.0: expected step b, got step new"),
    ("a renamed step", "(sequence\n (s 'a)\n (s 'c)\n (await 'w)\n (s 'end))", 5,
     "sequence.0/1/step.0: expected step b, got step c"),
    ("a removed step", "(sequence\n (s 'a)\n (await 'w)\n (s 'end))", 5,
     "sequence.0/1/step.0: expected step b, got suspend w at sequence.0/1/suspend.0"),
    ("swapped steps", "(sequence\n (s 'b)\n (s 'a)\n (await 'w)\n (s 'end))", 4,
     "sequence.0/0/step.0: expected step a, got step b"),
    ("another tag", "(sequence\n (s 'a)\n (s 'b)\n (await 'v)\n (s 'end))", 6,
     "sequence.0/2/suspend.0: expected suspend w, got suspend v"),
    ("an end before its time", "(sequence\n (s 'a)\n (s 'b))", 3,
     "sequence.0/2/suspend.0: expected suspend w, got the end of the flow"),
    ("another combinator", "(attempt\n (s 'a)\n (s 'b)\n (await 'w)\n (s 'end))", 4,
     "sequence.0/0/step.0: expected step a, got step a at attempt.0/0/step.0"),
    ("no journaled point at all", "(lambda (x)\n x)", 3,
     "sequence.0/0/step.0: expected step a, got the end of the flow"),
]  # fmt: skip


@pytest.mark.parametrize(("flow", "line", "message"), [each[1:] for each in CHANGES], ids=[each[0] for each in CHANGES])
def test_changed_code_makes_the_run_stuck_before_anything_is_performed(
    changing: Changing, flow: str, line: int, message: str
) -> None:
    changing.code(OLD).engine.start("f", 1, "f")
    changing.code(flow).engine.resume("f", "answer")
    assert changing.stuck() == message
    assert changing.engine.run("f").error.place[1] == line
    assert changing.performed == ["a", "b"]
    assert len(changing.store.journal("f")) == 3


def test_it_goes_on_by_retry_when_the_code_fits_again(changing: Changing) -> None:
    changing.code(OLD).engine.start("f", 1, "f")
    changing.code("(sequence (s 'x) (await 'w))").engine.resume("f", "answer")
    assert changing.engine.retry("f").status == "stuck"
    with pytest.raises(SchemeError, match="does not fit"):
        changing.engine.result("f")
    assert changing.code(OLD).engine.retry("f").result == "answer"
    assert changing.performed == ["a", "b", "end"]


def test_code_may_change_behind_the_history_and_inside_finished_steps(changing: Changing) -> None:
    changing.code("(sequence (step 'outer (s 'a)) (await 'w) (s 'b))").engine.start("f", 1, "f")
    changed = changing.code("(sequence (step 'outer (sequence (s 'c) (s 'd))) (await 'w) (s 'e) (s 'g))")
    assert changed.engine.resume("f", 5).result == 5
    assert changing.performed == ["a", "e", "g"]


PARALLEL = "(parallel\n (sequence (s 'a) (await 'v))\n (sequence (s 'b) (await 'w)))"
BRANCHES = [
    ("swapped branches", "(parallel\n (sequence (s 'b) (await 'w))\n (sequence (s 'a) (await 'v)))",
     "parallel.0[0]/sequence.0/0/step.0: expected step a, got step b"),
    ("fewer branches", "(parallel\n (sequence (s 'a) (await 'v)))",
     "parallel.0[1]/sequence.0/0/step.0: expected step b, got a park"),
    ("a branch that ends early", "(parallel\n (sequence (s 'a) (await 'v))\n (s 'c))",
     "parallel.0[1]/sequence.0/0/step.0: expected step b, got step c at parallel.0[1]/step.0"),
    ("a branch without journaled points", "(parallel\n (sequence (s 'a) (await 'v))\n list)",
     "parallel.0[1]/sequence.0/0/step.0: expected step b, got the end of the branch"),
    ("a branch that raises early", "(parallel\n (sequence (s 'a) (await 'v))\n (lambda (x) (raise 'no)))",
     "parallel.0[1]/sequence.0/0/step.0: expected step b, got the end of the branch"),
    ("a branch that parks early", "(parallel\n (sequence (s 'a) (await 'v))\n (sequence (await 'u) (s 'b)))",
     "parallel.0[1]/sequence.0/0/step.0: expected step b, got suspend u at parallel.0[1]/sequence.0/0/suspend.0"),
    ("an empty parallel", "(parallel)", "parallel.0[0]/sequence.0/0/step.0: expected step a, got the end of the flow"),
    ("fewer branches that raise and wait", "(parallel\n (sequence (s 'a) (await 'v) (await 'u)))",
     "parallel.0[1]/sequence.0/0/step.0: expected step b, got a park"),
]  # fmt: skip


@pytest.mark.parametrize(("flow", "message"), [each[1:] for each in BRANCHES], ids=[each[0] for each in BRANCHES])
def test_changed_branches_make_the_run_stuck(changing: Changing, flow: str, message: str) -> None:
    changing.code(PARALLEL).engine.start("f", 1, "f")
    changing.code(flow).engine.resume("f", "answer", "w")
    assert changing.stuck() == message
    assert changing.performed == ["a", "b"]


def test_a_settled_parallel_whose_branches_raise_no_more_is_stuck_only_where_code_is_asked_again(changing: Changing) -> None:
    flow = "(sequence (try-catch (parallel (await 'v) (lambda (x) (raise 'no))) list) (await 'w))"
    changing.code(flow).engine.start("f", 1, "f")
    changed = changing.code(flow.replace("(raise 'no)", "(note \"driven\")"))
    assert changed.engine.resume("f", 2).result == 2
    assert changing.performed == []


def test_a_parked_run_with_changed_branches_keeps_its_other_answers(changing: Changing) -> None:
    changing.code(PARALLEL).engine.start("f", 1, "f")
    changing.code("(parallel (s 'x))").engine.resume("f", "W", "w")
    changing.stuck()
    changing.code(PARALLEL).engine.retry("f")
    assert changing.engine.resume("f", "V").result == ["V", "W"]


def test_divergence_is_seen_by_no_handler_of_the_flow(changing: Changing) -> None:
    changing.code("(sequence (s 'a) (await 'w))").engine.start("f", 1, "f")
    flow = """(try-catch (lambda (x) (guard (e (#t 'caught))
        (dynamic-wind (lambda () #f) (lambda () ((s 'x) x)) (lambda () ((s 'cleanup) x)))))
      (s 'handler))"""
    changing.code(flow).engine.resume("f", 1)
    assert "got step x" in changing.stuck()
    assert changing.performed == ["a"]


# Random flows against a model

Tree = tuple[Any, ...]


def trees() -> st.SearchStrategy[Tree]:
    leaves = st.sampled_from([("step",), ("await",), ("odd",), ("raise",), ("step",), ("await",)])

    def more(inner: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
        several = st.lists(inner, max_size=3).map(tuple)
        return st.one_of(
            st.tuples(st.sampled_from(["sequence", "parallel"]), several),
            st.tuples(st.sampled_from(["in-step", "try-catch", "map-flow"]), inner),
            st.tuples(st.just("retry"), st.integers(1, 3), inner),
        )

    return st.recursive(leaves, more, max_leaves=8)


def text_of(tree: Tree) -> str:
    """The flow in Scheme."""
    match tree:
        case ("step",):
            return '(step "s" (lambda (x) (list "s" x)))'
        case ("await",):
            return '(lambda (x) (list (suspend "w") x))'
        case ("odd",):
            return '(lambda (x) (let ((v (suspend "odd"))) (if (odd? v) (raise v) v)))'
        case ("raise",):
            return '(lambda (x) (raise (list "no" x)))'
        case ("sequence" | "parallel" as kind, nodes):
            return f"({kind} {' '.join(map(text_of, nodes))})"
        case ("in-step", node):
            return f'(step "outer" {text_of(node)})'
        case ("try-catch", node):
            return f'(try-catch {text_of(node)} (lambda (e) (list "caught" e)))'
        case ("map-flow", node):
            return f"(sequence (lambda (x) (list x 0)) (map-flow {text_of(node)}))"
        case ("retry", n, node):
            return f"(retry {n} {text_of(node)})"
    raise AssertionError(tree)


class Raise(Exception):
    """The model raised `args[0]`."""


class Wait(Exception):
    """The model waits."""


class Model:
    """What a flow means, said directly.  `answers` are by place; `settled` are the parallels that were settled."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.answers: dict[str, int] = {}
        self.settled: dict[str, Any] = {}
        self.open: list[tuple[str, str]] = []

    def run(self) -> tuple[str, Any]:
        self.open = []
        try:
            return "done", self.value(self.tree, 1, "")
        except Raise as raised:
            return "failed", raised.args[0]
        except Wait:
            return "suspended", None

    def value(self, tree: Tree, x: Any, at: str) -> Any:
        match tree:
            case ("step",):
                return ["s", x]
            case ("await",):
                return [self.suspend("w", at), x]
            case ("odd",):
                answer = self.suspend("odd", at)
                if answer % 2:
                    raise Raise(answer)
                return answer
            case ("raise",):
                raise Raise(["no", x])
            case ("sequence", nodes):
                for index, node in enumerate(nodes):
                    x = self.value(node, x, f"{at}/{index}")
                return x
            case ("parallel", nodes):
                return self.branches(nodes, [x] * len(nodes), at)
            case ("map-flow", node):
                return self.branches((node, node), [x, 0], at)
            case ("in-step", node):
                return self.value(node, x, f"{at}/s")
            case ("try-catch", node):
                try:
                    return self.value(node, x, f"{at}/t")
                except Raise as raised:
                    return ["caught", raised.args[0]]
            case ("retry", n, node):
                for attempt in range(n):
                    try:
                        return self.value(node, x, f"{at}/{attempt}")
                    except Raise as raised:
                        last = raised
                raise last
        raise AssertionError(tree)

    def suspend(self, tag: str, at: str) -> int:
        if at not in self.answers:
            self.open.append((at, tag))
            raise Wait
        return self.answers[at]

    def branches(self, nodes: tuple[Tree, ...], inputs: list[Any], at: str) -> list[Any]:
        if at in self.settled:
            raise Raise(self.settled[at])
        values, raised, waits = [], [], False
        before = len(self.open)
        for index, (node, x) in enumerate(zip(nodes, inputs, strict=True)):
            try:
                values.append(self.value(node, x, f"{at}[{index}]"))
            except Raise as each:
                raised.append(each)
            except Wait:
                waits = True
        if raised and waits:
            self.settled[at] = raised[0].args[0]
            del self.open[before:]
        if raised:
            raise raised[0]
        if waits:
            raise Wait
        return values


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(trees(), st.data())
def test_a_random_flow_does_what_the_model_says_whatever_the_order_of_answers(tree: Tree, data: st.DataObject) -> None:
    engine, model = Engine("memory:", RANDOM), Model(tree)
    RANDOM.eval(f"(defflow f {text_of(tree)})")
    run = engine.start("f", 1, "f")
    for answer in range(20):
        status, value = model.run()
        assert (run.status, list(run.waits)) == (status, [tag for _, tag in model.open])
        if status != "suspended":
            assert (run.result if status == "done" else run.error) == value
            return
        tag = data.draw(st.sampled_from(sorted({tag for _, tag in model.open})))
        at = next(place for place, each in model.open if each == tag)
        model.answers[at] = answer
        run = engine.resume("f", answer, tag)


RANDOM = Interpreter()
