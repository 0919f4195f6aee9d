"""The Python face: `Engine`, `RunRecord` and `Interpreter`, also from many threads."""

from __future__ import annotations

import asyncio
import sys
import threading
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from flowscheme import Engine, Interpreter, RunRecord, SchemeError
from flowscheme.errors import StoreError
from flowscheme.store import MemoryStore, open_store

FLOWS = """
(define total 0)
(defflow double (lambda (x) (* 2 x)))
(defflow ask (sequence (await 'w) (lambda (v) (list "got" v))))
(defflow two (parallel (await 'a) (await "b")))
(defflow fails (lambda (x) (error "no good:" x)))
(defflow raises (lambda (x) (raise (list 1 "two"))))
(defflow same flow-id)
"""


@pytest.fixture(params=["memory:", "sqlite"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    made = Engine(request.param if request.param == "memory:" else f"sqlite:///{tmp_path}/s.db")
    made.interpreter.eval(FLOWS)
    yield made
    made.close()


def kind_of(error: pytest.ExceptionInfo[SchemeError]) -> str:
    return str(error.value.payload.kind)


def test_start_runs_a_flow_to_its_end_and_returns_its_record(engine: Engine) -> None:
    before = datetime.now(UTC)
    run = engine.start("double", 21, id="d")
    assert isinstance(run, RunRecord)
    assert run[:7] == ("d", "double", "done", 21, 42, None, ())
    assert before <= run.created <= run.updated <= datetime.now(UTC)


def test_start_and_resume_stop_at_the_open_waits(engine: Engine) -> None:
    run = engine.start("two", 1, id="t")
    assert (run.status, run.waits[1:], run.result) == ("suspended", ("b",), None)
    assert run.waits[0].name == "a"
    assert engine.resume("t", 2, tag="b").waits == (run.waits[0],)
    assert engine.resume("t", 1, tag="a").result == [1, 2]


def test_a_new_start_makes_an_id_that_names_the_flow(engine: Engine) -> None:
    first, second = engine.start("double", 1), engine.start("double", 1)
    assert first.id != second.id
    assert first.id.startswith("double-")


def test_a_flow_that_raises_is_a_failed_record_and_result_raises(engine: Engine) -> None:
    run = engine.start("fails", 7, id="f")
    assert (run.status, run.result) == ("failed", None)
    assert (run.error.message, list(run.error.irritants)) == ("no good:", [7])
    with pytest.raises(SchemeError, match="no good: 7"):
        engine.result("f")
    assert engine.start("raises", 0, id="r").error == [1, "two"]


def test_status_is_a_word_and_result_is_the_value(engine: Engine) -> None:
    assert engine.status("nobody") == "unknown"
    engine.start("ask", 1, id="a")
    assert engine.status("a") == "suspended"
    with pytest.raises(SchemeError) as error:
        engine.result("a")
    assert kind_of(error) == "flow-not-done"
    engine.resume("a", {"k": [None, True]})
    assert engine.result("a") == ["got", {"k": [None, True]}]


@pytest.mark.parametrize(
    ("call", "kind"),
    [
        (lambda engine: engine.start("nobody", 1), "flow-unknown-flow"),
        (lambda engine: engine.start("ask", 2, id="a"), "flow-id-conflict"),
        (lambda engine: engine.start("ask", object()), "flow-not-plain"),
        (lambda engine: engine.resume("nobody", 1), "flow-unknown-id"),
        (lambda engine: engine.resume("a", 1, tag="v"), "flow-wrong-tag"),
        (lambda engine: engine.resume("d", 1), "flow-not-suspended"),
        (lambda engine: engine.resume("a", object()), "flow-not-plain"),
        (lambda engine: engine.retry("a"), "flow-not-suspended"),
        (lambda engine: engine.cancel("d"), "flow-not-suspended"),
        (lambda engine: engine.result("nobody"), "flow-unknown-id"),
        (lambda engine: engine.run("nobody"), "flow-unknown-id"),
        (lambda engine: engine.policy.forget_run("a"), "flow-not-suspended"),
    ],
)
def test_a_refused_call_raises_its_kind_and_changes_nothing(engine: Engine, call: Any, kind: str) -> None:
    engine.start("ask", 1, id="a")
    engine.start("double", 1, id="d")
    before = engine.runs()
    with pytest.raises(SchemeError) as error:
        engine.interpreter.evaluate(lambda: call(engine))
    assert kind_of(error) == kind
    assert engine.runs() == before


def test_runs_are_listed_in_the_order_of_their_start_and_by_status(engine: Engine) -> None:
    for id in ("x", "a", "m"):
        engine.start("ask", id, id=id)
    engine.resume("a", 1)
    assert [run.id for run in engine.runs()] == ["x", "a", "m"]
    assert [run.id for run in engine.runs("suspended")] == ["x", "m"]
    assert engine.runs("failed") == []
    assert engine.run("a").result == ["got", 1]


def test_cancel_and_retry_return_records(engine: Engine) -> None:
    engine.start("ask", 1, id="a")
    assert engine.cancel("a").status == "cancelled"
    engine.start("fails", 1, id="f")
    assert engine.retry("f").status == "failed"


def test_input_and_result_cross_the_border_both_ways(engine: Engine) -> None:
    value = {"list": [1, 2.5, "s", None, True], "vector": (1, b"\x01"), "nested": [{"a": {"b": []}}]}
    run = engine.start("same", value)
    assert run.input == run.result == value


# Host functions


def test_effect_and_pure_are_decorators_that_name_as_scheme_does(engine: Engine) -> None:
    calls: list[str] = []

    @engine.effect
    def send_mail(to: str) -> str:
        calls.append(to)
        return f"sent to {to}"

    @engine.pure
    def shout(text: str) -> str:
        calls.append("pure")
        return text.upper()

    engine.interpreter.eval("(defflow mail (lambda (x) (let ((r (shout (send-mail x)))) (suspend 'w) r)))")
    engine.start("mail", "me", id="m")
    assert engine.resume("m", 0).result == "SENT TO ME"
    assert calls == ["me", "pure", "pure"]
    assert send_mail("you") == "sent to you"


def test_a_host_exception_is_a_condition_that_keeps_it(engine: Engine) -> None:
    fault = KeyError("missing")

    @engine.pure
    def look_up() -> None:
        raise fault

    engine.interpreter.eval("(defflow f (lambda (x) (look-up)))")
    seen = engine.interpreter.eval("(guard (e (#t e)) (look-up))")
    assert seen.kind == "host" and seen.cause is fault
    error = engine.start("f", 1, id="f").error
    assert (error.message, error.cause.class_name, str(error.cause)) == ("KeyError: 'missing'", "KeyError", "'missing'")
    with pytest.raises(SchemeError, match="KeyError: 'missing'"):
        engine.result("f")


def test_a_host_function_may_use_the_engine(engine: Engine) -> None:
    engine.add_host("start-double", lambda x: engine.start("double", x, id=f"child-{x}").result, pure=False)
    engine.interpreter.eval("(defflow outer (lambda (x) (let ((r (start-double x))) (suspend 'w) r)))")
    engine.start("outer", 4, id="o")
    assert engine.resume("o", 0).result == 8
    assert [run.id for run in engine.runs()] == ["o", "child-4"]


def test_a_run_needs_the_host_functions_that_its_source_names() -> None:
    store = MemoryStore()
    first = Engine(store)
    first.effect(lambda x: x, "deliver")
    first.interpreter.eval("(defflow f (sequence (await 'w) (lambda (x) (deliver x))))")
    first.start("f", 1, id="f")
    second = Engine(store)
    with pytest.raises(SchemeError, match="deliver") as error:
        second.resume("f", 1)
    assert kind_of(error) == "flow-missing-host"
    assert second.status("f") == "suspended"
    second.effect(lambda x: ["delivered", x], "deliver")
    assert second.resume("f", 1).result == ["delivered", 1]


# Code


def test_load_reads_a_file_and_its_flows_go_on_in_a_fresh_engine(tmp_path: Path) -> None:
    file = tmp_path / "flows.scm"
    file.write_text(FLOWS, encoding="utf-8")
    store = MemoryStore()
    first = Engine(store)
    first.load(file)
    first.start("ask", 1, id="a")
    assert Engine(store).resume("a", 2).result == ["got", 2]


def test_a_flow_defined_at_a_prompt_is_pinned_with_all_that_it_reaches(tmp_path: Path) -> None:
    (tmp_path / "my").mkdir()
    (tmp_path / "my" / "lib.sld").write_text(
        "(define-library (my lib) (export lib) (import (scheme base)) (begin (define (lib x) (list \"lib\" x))))"
    )
    store = MemoryStore()
    first = Engine(store, Interpreter({"clock", "flows"}, [tmp_path]))
    for text in (
        "(import (my lib))",
        "(define-syntax wrap (syntax-rules () ((_ x) (list \"wrapped\" x))))",
        "(define (helper point) (lib (wrap point)))",
        "(define unrelated (current-second))",
        "(define-record-type point (make-point x) point? (x point-x))",
        "(flow-record-writer! point 'point point-x make-point)",
        "(defflow f (sequence make-point (await 'w) (lambda (v) (helper (point-x v)))))",
    ):
        first.interpreter.eval(text)
    first.interpreter.eval("(flow/start f 1 'id \"f\")")
    first.interpreter.eval("(define (helper x) 'redefined)")
    (tmp_path / "my" / "lib.sld").unlink()
    second = Engine(store)
    second.interpreter.eval(
        "(define-record-type point (make-point x) point? (x point-x))"
        "(flow-record-writer! point 'point point-x make-point)"
    )
    assert second.interpreter.eval("(flow/resume \"f\" (make-point 5))") == ["lib", ["wrapped", 5]]


def test_redefinition_at_a_prompt_leaves_a_parked_run_with_its_own_code(engine: Engine) -> None:
    engine.interpreter.eval("(define (finish v) (list \"old\" v))")
    engine.interpreter.eval("(defflow f (sequence (await 'w) (lambda (v) (finish v))))")
    engine.start("f", 1, id="old")
    engine.interpreter.eval("(define (finish v) (list \"new\" v))")
    engine.start("f", 1, id="new")
    assert engine.resume("old", 1).result == ["old", 1]
    assert engine.resume("new", 1).result == ["new", 1]


# Limits and faults


def test_runaway_recursion_fails_the_run_and_leaves_the_engine_usable() -> None:
    engine = Engine("memory:")
    engine.interpreter.eval(FLOWS)
    engine.interpreter.eval("(define (away x) (+ 1 (away x))) (defflow f (try-catch away list))")
    run = engine.start("f", 1, id="f")
    assert run.status == "failed"
    assert "recursion too deep in away" in run.error.message
    assert engine.start("double", 2).result == 4


def test_a_store_that_fails_leaves_the_run_to_be_taken_over(tmp_path: Path) -> None:
    store = open_store(f"sqlite:///{tmp_path}/s.db")
    engine = Engine(store)
    broken = [True]
    append = store.append

    def failing_append(*arguments: Any) -> bool:
        if broken[0]:
            raise StoreError("the disk is full")
        return append(*arguments)

    store.append = failing_append  # type: ignore[method-assign]
    engine.interpreter.eval("(defflow f (try-catch (step 's (lambda (x) (* x 2))) (lambda (e) 'caught)))")
    with pytest.raises(StoreError, match="disk is full"):
        engine.start("f", 4, id="f")
    assert engine.status("f") == "running"
    broken[0] = False
    assert engine.retry("f").result == 8


def test_an_interrupted_drive_is_an_orphan_that_goes_on(engine: Engine) -> None:
    interrupt = [True]

    def perhaps() -> str:
        if interrupt.pop():
            raise KeyboardInterrupt
        return "done"

    engine.add_host("perhaps", perhaps, pure=False)
    engine.interpreter.eval("(defflow f (lambda (x) (perhaps)))")
    with pytest.raises(KeyboardInterrupt):
        engine.start("f", 1, id="f")
    assert engine.status("f") == "running"
    interrupt.append(False)
    assert engine.start("f", 1, id="f").result == "done"


# Host functions that are `async def`


@pytest.mark.parametrize("raised", [SystemExit(3), GeneratorExit(), asyncio.CancelledError(), BaseException("odd")])
def test_whatever_a_host_function_raises_is_an_error_of_its_run(engine: Engine, raised: BaseException) -> None:
    @engine.effect
    def plain() -> None:
        raise raised

    @engine.effect
    async def waited() -> None:
        raise raised

    for name in ("plain", "waited"):
        engine.interpreter.eval(f"(defflow f-{name} (lambda (x) ({name})))")
        run = engine.start(f"f-{name}", 1, id=name)
        assert (run.status, run.error.kind) == ("failed", "host")
    assert "odd" in run.error.message or type(raised).__name__.removeprefix("asyncio.") in run.error.message


def test_ctrl_c_in_a_host_function_goes_on(engine: Engine) -> None:
    @engine.effect
    def interrupted() -> None:
        raise KeyboardInterrupt

    engine.interpreter.eval("(defflow f (lambda (x) (interrupted)))")
    with pytest.raises(KeyboardInterrupt):
        engine.start("f", 1, id="r")
    assert engine.status("r") == "running"


def test_async_effects_are_awaited_and_journaled(engine: Engine) -> None:
    calls: list[str] = []

    @engine.effect
    async def charge(text: str) -> str:
        await asyncio.sleep(0.001)
        calls.append(text)
        return f"charged {text}"

    @engine.pure
    async def upper(text: str) -> str:
        return text.upper()

    engine.interpreter.eval("(defflow f (sequence charge (lambda (v) (list v (suspend 'go) (upper v)))))")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert engine.start("f", "a", id="f").status == "suspended"
        assert engine.resume("f", 1).result == ["charged a", 1, "CHARGED A"]
    assert calls == ["a"]


def test_async_effects_share_a_loop_and_fail_as_others_do(engine: Engine) -> None:
    loops: set[Any] = set()

    @engine.effect
    async def fails(text: str) -> None:
        loops.add(asyncio.get_running_loop())
        raise LookupError(text)

    engine.interpreter.eval("(defflow f (lambda (x) (guard (e (#t (error-object-message e))) (fails x))))")
    assert in_threads(lambda index: engine.start("f", f"no {index}").result) == [f"LookupError: no {i}" for i in range(8)]
    assert len(loops) == 1
    assert in_threads(lambda index: asyncio.run(awaited(engine, "(fails \"no\")")), 3) == ["LookupError: no"] * 3
    assert len(loops) == 4


async def awaited(engine: Engine, source: str) -> str:
    try:
        return str(await engine.interpreter.eval_async(source))
    except SchemeError as error:
        return str(error)


def test_an_engine_that_is_closed_leaves_no_loop() -> None:
    engine = Engine("memory:")

    @engine.effect
    async def nothing(_: Any) -> None:
        await asyncio.sleep(0)

    engine.interpreter.eval("(defflow f nothing)")
    assert engine.start("f", 1).status == "done"
    names = [each.name for each in threading.enumerate()]
    engine.close()
    assert len([each for each in threading.enumerate() if each.name == "flowscheme-loop"]) < names.count("flowscheme-loop")


# Threads


def in_threads(work: Any, count: int = 8) -> list[Any]:
    """What `work(index)` returns in threads that begin at once."""
    barrier = threading.Barrier(count)

    def run(index: int) -> Any:
        barrier.wait()
        return work(index)

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


@pytest.fixture
def shared(engine: Engine) -> Iterator[Engine]:
    """An engine for threads that switch often."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield engine
    sys.setswitchinterval(interval)


def test_eight_threads_start_and_resume_their_own_runs(shared: Engine) -> None:
    def work(index: int) -> list[Any]:
        results = []
        for turn in range(10):
            id = f"{index}-{turn}"
            shared.start("ask", [index, turn], id=id)
            results.append(shared.resume(id, turn).result)
        return results

    assert in_threads(work) == [[["got", turn] for turn in range(10)]] * 8
    assert {run.status for run in shared.runs()} == {"done"}
    assert len(shared.runs()) == 80


def test_eight_threads_start_one_id_and_it_runs_once(shared: Engine) -> None:
    calls: list[int] = []
    shared.add_host("count", lambda: calls.append(1), pure=False)
    shared.interpreter.eval("(defflow once-only (sequence (step 's (lambda (x) (count) x)) (await 'w)))")
    for turn in range(5):
        records = in_threads(lambda index, turn=turn: shared.start("once-only", 1, id=f"run-{turn}"))
        assert {record.status for record in records} == {"suspended"}
    assert len(calls) == 5


def test_of_eight_answers_to_one_wait_one_wins(shared: Engine) -> None:
    def answer(index: int) -> Any:
        try:
            return shared.resume("a", index).result
        except SchemeError as error:
            return error.payload.kind

    for _ in range(5):
        shared.start("ask", 1, id="a")
        answers = in_threads(answer)
        assert answers.count("flow-not-suspended") == 7
        assert [each for each in answers if each != "flow-not-suspended"] == [shared.result("a")]
        shared.policy.forget_run("a")


def test_eight_answers_to_eight_waits_all_count(shared: Engine) -> None:
    shared.interpreter.eval("(defflow eight (map-flow (lambda (tag) (suspend tag))))")
    for turn in range(3):
        id = f"run-{turn}"
        shared.start("eight", list(range(8)), id=id)

        def answer(index: int, id: str = id) -> Any:
            return shared.interpreter.evaluate(lambda: shared.policy.resume_run(id, index * 10, index))

        records = in_threads(answer)
        assert shared.result(id) == [index * 10 for index in range(8)]
        assert len(records) == 8


def test_cancels_and_answers_at_once_leave_one_truth(shared: Engine) -> None:
    for turn in range(5):
        id = f"run-{turn}"
        shared.start("ask", 1, id=id)

        def work(index: int, id: str = id) -> str:
            try:
                return (shared.cancel(id) if index % 2 else shared.resume(id, index)).status
            except SchemeError as error:
                return str(error.payload.kind)

        words = set(in_threads(work))
        status = shared.status(id)
        assert status in ("done", "cancelled")
        assert words <= {status, "flow-not-suspended", "flow-cancelled"}, words


def test_a_cancel_stops_a_running_drive_before_its_next_effect(shared: Engine) -> None:
    begun, go, calls = threading.Event(), threading.Event(), []

    def hold() -> None:
        begun.set()
        go.wait(10)

    shared.add_host("hold", hold, pure=False)
    shared.add_host("effect", lambda: calls.append(1), pure=False)
    shared.interpreter.eval("(defflow f (lambda (x) (guard (e (#t 'caught)) (hold) (effect))))")
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(shared.start, "f", 1, "f")
        begun.wait(10)
        assert shared.cancel("f").status == "cancelled"
        go.set()
        assert running.result().status == "cancelled"
    assert calls == []


def test_a_wait_that_a_settled_parallel_closed_takes_no_answer_while_the_run_goes_on(shared: Engine) -> None:
    begun, go = threading.Event(), threading.Event()

    def hold() -> None:
        begun.set()
        go.wait(10)

    shared.add_host("hold", hold, pure=False)
    shared.interpreter.eval("""
      (defflow f (sequence
        (try-catch (parallel (await 'closed) (sequence (await 'w) raise)) (lambda (e) (hold) (list "caught" e)))
        (lambda (v) (list v (suspend 'end)))))""")
    shared.start("f", 1, id="f")
    with ThreadPoolExecutor(1) as pool:
        running = pool.submit(shared.resume, "f", 5, "w")
        begun.wait(10)
        with pytest.raises(SchemeError) as error:
            shared.resume("f", 6, tag="closed")
        assert kind_of(error) == "flow-not-suspended"
        go.set()
        assert [tag.name for tag in running.result().waits] == ["end"]
    assert shared.resume("f", 7).result == [["caught", 5], 7]


# Interpreter


def test_the_interpreter_evaluates_defines_calls_and_looks_up(tmp_path: Path) -> None:
    interpreter = Interpreter()
    assert interpreter.eval("(+ 1 2)") == 3
    interpreter.define("limit", [1, {"k": "v"}])
    interpreter.define("add", lambda x, y: x + y)
    assert interpreter.eval("(list (add 1 2) limit)") == [3, [1, {"k": "v"}]]
    file = tmp_path / "p.scm"
    file.write_text("(define (greet who) (string-append \"hello \" who))", encoding="utf-8")
    interpreter.load(file)
    assert interpreter.call("greet", "you") == "hello you"
    assert interpreter["limit"] == [1, {"k": "v"}]
    assert interpreter["greet"]("me") == "hello me"
    with pytest.raises(SchemeError, match="unbound variable: nothing"):
        interpreter["nothing"]
    with pytest.raises(SchemeError, match="unbound variable: nothing"):
        interpreter.call("nothing")


def test_an_interpreter_without_an_engine_says_so() -> None:
    interpreter = Interpreter()
    assert interpreter.eval("((parallel (lambda (x) x)) 1)") == [1]
    with pytest.raises(SchemeError, match="needs an engine"):
        interpreter.eval("(flow/list)")
