"""The engine's Python face: typed records, host functions, threads."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from flowscheme import Engine, RunRecord, SchemeError
from flowscheme.lang.datum import symbol

FLOWS = """
(defflow double (lambda (n) (* 2 n)))
(defflow ask (sequence (await 'review) (lambda (answer) (list 'got answer))))
(defflow both (parallel (await 'left) (await "right")))
(defflow broken (lambda (n) (error "no way" n)))
"""


@pytest.fixture(params=["memory", "sqlite"])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    engine = Engine("memory:" if request.param == "memory" else f"sqlite:///{tmp_path}/flows.db")
    engine.interpreter.eval(FLOWS)
    yield engine
    engine.close()


def kind(error: pytest.ExceptionInfo[SchemeError]) -> str:
    return str(error.value.payload.kind)


def test_a_run_that_ends_is_a_record_with_its_result(engine: Engine) -> None:
    run = engine.start("double", 21, id="a")
    assert isinstance(run, RunRecord)
    assert (run.id, run.flow, run.status, run.input, run.result, run.error) == ("a", "double", "done", 21, 42, None)
    assert run.created <= run.updated and run.created.tzinfo is not None
    assert engine.result("a") == 42 and engine.status("a") == "done"


def test_start_runs_to_the_first_park_and_resume_goes_on(engine: Engine) -> None:
    run = engine.start("ask", None, id="a")
    assert run.status == "suspended" and run.waits == (symbol("review"),)
    assert engine.resume("a", {"ok": True}).result == [symbol("got"), {"ok": True}]


def test_a_text_tag_names_a_symbol_or_a_string(engine: Engine) -> None:
    engine.start("both", None, id="a")
    engine.resume("a", 2, tag="right")
    assert engine.resume("a", 1, tag="left").result == [1, 2]


def test_a_flow_that_raises_is_a_record_and_result_raises(engine: Engine) -> None:
    run = engine.start("broken", 7, id="a")
    assert run.status == "failed" and run.error.message == "no way" and run.error.irritants == [7]
    with pytest.raises(SchemeError, match="no way"):
        engine.result("a")


@pytest.mark.parametrize(
    ("verb", "expected"),
    [
        (lambda engine: engine.start("nobody", 1), "flow-unknown-flow"),
        (lambda engine: engine.resume("nobody", 1), "flow-unknown-id"),
        (lambda engine: engine.result("ask-1"), "flow-not-done"),
        (lambda engine: engine.resume("ask-1", 1, tag="other"), "flow-wrong-tag"),
        (lambda engine: engine.start("ask", "other input", id="ask-1"), "flow-id-conflict"),
        (lambda engine: engine.retry("ask-1"), "flow-not-suspended"),
        (lambda engine: engine.resume("double-1", 1), "flow-not-suspended"),
        (lambda engine: engine.cancel("double-1"), "flow-not-suspended"),
    ],
)
def test_a_rejected_call_says_its_kind_and_changes_nothing(engine: Engine, verb, expected: str) -> None:
    engine.start("ask", None, id="ask-1")
    engine.start("double", 1, id="double-1")
    before = engine.runs()
    with pytest.raises(SchemeError) as error:
        verb(engine)
    assert kind(error) == expected
    assert engine.runs() == before


def test_cancel_ends_a_parked_run(engine: Engine) -> None:
    engine.start("ask", None, id="a")
    assert engine.cancel("a").status == "cancelled"
    with pytest.raises(SchemeError) as error:
        engine.resume("a", 1)
    assert kind(error) == "flow-cancelled"


def test_runs_lists_in_order_and_by_status(engine: Engine) -> None:
    engine.start("double", 1, id="b")
    engine.start("ask", 1, id="a")
    assert [run.id for run in engine.runs()] == ["b", "a"]
    assert [run.id for run in engine.runs("suspended")] == ["a"]


def test_an_effect_is_journaled_and_a_pure_function_is_not(engine: Engine) -> None:
    calls: list[str] = []

    @engine.effect
    def send_mail(to: str) -> str:
        calls.append(to)
        return f"sent to {to}"

    @engine.pure
    def shout(text: str) -> str:
        calls.append("pure")
        return text.upper()

    engine.interpreter.eval("""
        (defflow mail (lambda (to) (let* ((r (send-mail to)) (s (shout r))) (suspend 'wait) s)))""")
    engine.start("mail", "ann", id="m")
    assert engine.resume("m", None).result == "SENT TO ANN"
    assert calls.count("ann") == 1 and calls.count("pure") == 2


def test_a_host_exception_fails_the_run_and_says_what_it_was(engine: Engine) -> None:
    @engine.effect
    def break_down() -> None:
        raise ConnectionError("no route")

    engine.interpreter.eval("(defflow breaks (lambda (x) (break-down)))")
    assert engine.start("breaks", None).error.message == "ConnectionError: no route"


def test_eight_threads_share_an_engine(engine: Engine) -> None:
    def work(number: int) -> tuple[object, object, str]:
        doubled = engine.start("double", number).result
        run = engine.start("ask", number, id=f"ask-{number}")
        answered = engine.resume(run.id, number).result
        cancelled = engine.cancel(engine.start("both", number, id=f"both-{number}").id).status
        return doubled, answered, cancelled

    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(work, range(64)))
    assert found == [(2 * n, [symbol("got"), n], "cancelled") for n in range(64)]


def test_an_id_started_from_eight_threads_starts_once(engine: Engine) -> None:
    calls: list[int] = []

    @engine.effect
    def count_me() -> int:
        calls.append(1)
        return len(calls)

    engine.interpreter.eval("(defflow counted (lambda (x) (count-me)))")
    with ThreadPoolExecutor(8) as pool:
        runs = list(pool.map(lambda _: engine.start("counted", 1, id="one"), range(16)))
    assert len(calls) == 1 and {run.result for run in runs} == {1}


def test_of_two_answers_to_one_wait_one_wins(engine: Engine) -> None:
    def answer(id: str, value: int) -> str:
        try:
            return str(engine.resume(id, value).result)
        except SchemeError as error:
            return str(error.payload.kind)

    for number in range(20):
        engine.start("ask", number, id=f"race-{number}")
        with ThreadPoolExecutor(2) as pool:
            found = sorted(pool.map(lambda value, n=number: answer(f"race-{n}", value), (1, 2)))
        assert found[1] == "flow-not-suspended" and found[0] in ("[got, 1]", "[got, 2]")


def test_infinite_recursion_fails_the_run_and_the_engine_goes_on(engine: Engine) -> None:
    engine.interpreter.eval("(defflow endless (lambda (n) (let deeper ((n n)) (+ 1 (deeper n)))))")
    run = engine.start("endless", 1)
    assert run.status == "failed" and "recursion" in run.error.message
    assert engine.start("double", 4).result == 8
