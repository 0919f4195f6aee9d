"""Real processes over one SQLite file: kills, take-overs, races, and code that is pinned to its runs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import flowscheme

ROOT = str(Path(flowscheme.__file__).parents[1])
PROGRAM = str(Path(__file__).parent / "support" / "process.py")

FLOWS = """
(define (noted name) (step name (lambda (x) (note (symbol->string name)) x)))
(defflow pipeline (sequence (noted 'first) (step 'second (lambda (x) (hold "second") x)) (noted 'third)))
(defflow ask (sequence (noted 'before) (await 'w) (lambda (v) (list 'got v))))
(defflow two (parallel (await 'a) (await 'b)))
(defflow slow (sequence (noted 'begin) (lambda (x) (hold "holding") x) (noted 'never)))
(defflow slow-two (parallel (await 'a) (sequence (await 'b) (lambda (x) (hold "holding") x))))
"""


class Process:
    """A running `support/process.py`."""

    def __init__(self, store: str, notes: Path, files: tuple[Path, ...]) -> None:
        self.popen = subprocess.Popen(
            [sys.executable, PROGRAM, store, str(notes), *map(str, files)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=dict(os.environ, PYTHONPATH=ROOT),
        )  # fmt: skip

    def tell(self, *command: Any) -> None:
        assert self.popen.stdin is not None
        self.popen.stdin.write(json.dumps(command) + "\n")
        self.popen.stdin.flush()

    def hear(self) -> Any:
        assert self.popen.stdout is not None
        return json.loads(self.popen.stdout.readline())

    def ask(self, *command: Any) -> Any:
        self.tell(*command)
        return self.hear()

    def kill(self) -> None:
        """End it with SIGKILL."""
        self.popen.kill()
        self.popen.wait()


class Place:
    """A store, a file of flows, what was noted, and the processes at work."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.store = f"sqlite:///{folder}/store.db"
        self.notes = folder / "notes"
        self.flows = folder / "flows.scm"
        self.flows.write_text(FLOWS, encoding="utf-8")
        self.processes: list[Process] = []

    def start(self, *files: Path) -> Process:
        """A process with files loaded; without any, it knows flows only from the store."""
        return self.start_all(1, *files)[0]

    def start_all(self, count: int, *files: Path) -> list[Process]:
        started = [Process(self.store, self.notes, files) for _ in range(count)]
        self.processes += started
        for process in started:
            assert process.hear() == "ready"
        return started

    def noted(self) -> list[str]:
        return self.notes.read_text(encoding="utf-8").split() if self.notes.exists() else []

    def wait_for(self, note: str) -> None:
        deadline = time.monotonic() + 20
        while note not in self.noted():
            assert time.monotonic() < deadline, f"{note} was never noted"
            time.sleep(0.005)

    def go(self) -> None:
        """Let what is held go on."""
        Path(f"{self.notes}.go").touch()


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    made = Place(tmp_path)
    yield made
    for process in made.processes:
        process.kill()


def test_a_run_killed_in_the_middle_of_a_step_is_taken_over_and_repeats_no_finished_step(place: Place) -> None:
    first = place.start(place.flows)
    first.tell("start", "pipeline", 1, "p")
    place.wait_for("second")
    second = place.start()
    assert second.ask("status", "p") == "running"
    assert second.ask("retry", "p")["error"] == "flow-not-suspended"
    first.kill()
    place.go()
    assert second.ask("retry", "p") == {"status": "done", "result": 1, "failed": None, "waits": []}
    assert place.noted() == ["first", "second", "second", "third"]


def test_a_start_with_its_id_takes_an_orphan_over(place: Place) -> None:
    first = place.start(place.flows)
    first.tell("start", "pipeline", 1, "p")
    place.wait_for("second")
    first.kill()
    place.go()
    assert place.start(place.flows).ask("start", "pipeline", 1, "p")["status"] == "done"
    assert place.noted() == ["first", "second", "second", "third"]


def test_an_answer_to_an_orphan_counts_and_drives_it_on(place: Place) -> None:
    first = place.start(place.flows)
    first.ask("start", "slow-two", 1, "s")
    first.tell("resume", "s", 2, "b")
    place.wait_for("holding")
    first.kill()
    place.go()
    assert place.start().ask("resume", "s", 1, "a")["result"] == [1, 2]


def test_a_start_attaches_to_a_run_that_another_process_drives(place: Place) -> None:
    first, second = place.start_all(2, place.flows)
    first.tell("start", "pipeline", 1, "p")
    place.wait_for("second")
    second.tell("start", "pipeline", 1, "p")
    time.sleep(0.1)
    place.go()
    assert first.hear() == second.hear()
    assert place.noted() == ["first", "second", "third"]


def test_a_start_that_attached_takes_over_when_the_driver_dies(place: Place) -> None:
    first, second = place.start_all(2, place.flows)
    first.tell("start", "pipeline", 1, "p")
    place.wait_for("second")
    second.tell("start", "pipeline", 1, "p")
    time.sleep(0.1)
    place.go()
    first.kill()
    assert second.hear()["result"] == 1


def test_of_two_simultaneous_answers_to_one_wait_exactly_one_wins(place: Place) -> None:
    pair = place.start_all(2, place.flows)
    for index in range(40):
        id = f"run-{index}"
        pair[0].ask("start", "ask", 1, id)
        for process, value in zip(pair, ("left", "right"), strict=True):
            process.tell("resume", id, value)
        answers = [process.hear() for process in pair]
        won = [answer for answer in answers if "error" not in answer]
        lost = [answer["error"] for answer in answers if "error" in answer]
        assert len(won) == 1 and lost == ["flow-not-suspended"], answers
        assert won[0]["result"][1] == ("left" if answers[0] is won[0] else "right")


def test_simultaneous_answers_to_different_waits_both_count(place: Place) -> None:
    pair = place.start_all(2, place.flows)
    for index in range(40):
        id = f"run-{index}"
        pair[0].ask("start", "two", 1, id)
        for process, tag in zip(pair, ("a", "b"), strict=True):
            process.tell("resume", id, tag.upper(), tag)
        answers = [process.hear() for process in pair]
        assert not any("error" in answer for answer in answers), answers
        assert {"status": "done", "result": ["A", "B"], "failed": None, "waits": []} in answers


def test_an_answer_that_comes_while_another_process_drives_is_taken_up(place: Place) -> None:
    first, second = place.start_all(2, place.flows)
    first.ask("start", "slow-two", 1, "s")
    first.tell("resume", "s", "B", "b")
    place.wait_for("holding")
    second.tell("resume", "s", "A", "a")
    time.sleep(0.1)
    place.go()
    assert first.hear()["result"] == second.hear()["result"] == ["A", "B"]


def test_an_id_started_from_four_processes_at_once_is_started_once(place: Place) -> None:
    processes = place.start_all(4, place.flows)
    for index in range(10):
        for process in processes:
            process.tell("start", "ask", index, f"run-{index}")
        answers = [process.hear() for process in processes]
        assert all(answer["waits"] == ["w"] for answer in answers), answers
    assert place.noted() == ["before"] * 10


def test_a_cancel_from_another_process_stops_a_drive_at_its_next_journaled_point(place: Place) -> None:
    first, second = place.start(place.flows), place.start()
    first.tell("start", "slow", 1, "s")
    place.wait_for("holding")
    assert second.ask("cancel", "s")["status"] == "cancelled"
    place.go()
    assert first.hear()["status"] == "cancelled"
    assert place.noted() == ["begin", "holding"]
    assert second.ask("resume", "s", 1)["error"] == "flow-cancelled"


def test_a_run_goes_on_with_its_pinned_source_when_the_file_has_changed_or_gone(place: Place) -> None:
    first = place.start(place.flows)
    first.ask("start", "ask", 1, "old")
    first.ask("start", "ask", 1, "older")
    place.flows.write_text(FLOWS.replace("'got", "'changed"), encoding="utf-8")
    second = place.start(place.flows)
    assert second.ask("resume", "old", 2)["result"][0] == "got"
    second.ask("start", "ask", 1, "new")
    assert second.ask("resume", "new", 2)["result"][0] == "changed"
    place.flows.unlink()
    assert place.start().ask("resume", "older", 2)["result"][0] == "got"


def test_a_process_that_loads_a_changed_file_again_keeps_old_runs_on_old_code(place: Place) -> None:
    first = place.start(place.flows)
    first.ask("start", "ask", 1, "old")
    place.flows.write_text(FLOWS.replace("'got", "'changed"), encoding="utf-8")
    first.ask("load", str(place.flows))
    first.ask("start", "ask", 1, "new")
    assert first.ask("resume", "old", 2)["result"][0] == "got"
    assert first.ask("resume", "new", 2)["result"][0] == "changed"


PROGRAM_TEXT = """
(note "loaded")
(define started 0)
(defflow ask (sequence (await 'w) (lambda (v) (list 'got v started))))
(set! started 1)
(flow/start ask 1 'id "from-the-program")
"""


def test_top_level_expressions_of_a_pinned_program_do_not_run_again(place: Place) -> None:
    file = place.folder / "program.scm"
    file.write_text(PROGRAM_TEXT, encoding="utf-8")
    first = place.start(file)
    assert place.noted() == ["loaded"]
    assert first.ask("status", "from-the-program") == "suspended"
    first.kill()
    second = place.start()
    assert second.ask("resume", "from-the-program", 5)["result"][1:] == [5, 0]
    assert place.noted() == ["loaded"]


@pytest.mark.parametrize("definition", ['(define x (note "again"))', "(define x (current-second))"])
def test_an_impure_definition_raises_when_its_pin_is_loaded_and_nothing_changes(place: Place, definition: str) -> None:
    file = place.folder / "program.scm"
    file.write_text(f"{definition} (defflow ask (await 'w))", encoding="utf-8")
    first = place.start(file)
    assert first.ask("start", "ask", 1, "f")["status"] == "suspended"
    second = place.start()
    assert second.ask("resume", "f", 1)["error"] == "impure"
    assert second.ask("status", "f") == "suspended"
    assert first.ask("resume", "f", 1)["status"] == "done"


def test_what_a_program_includes_and_imports_is_pinned_with_it(place: Place) -> None:
    library = place.folder / "my" / "words.sld"
    library.parent.mkdir()
    library.write_text(
        "(define-library (my words) (export word) (import (scheme base)) (include \"inner.scm\"))", encoding="utf-8"
    )
    (library.parent / "inner.scm").write_text("(define (word x) (list 'library x))", encoding="utf-8")
    part = place.folder / "part.scm"
    part.write_text("(define (included x) (list 'included (word x)))", encoding="utf-8")
    file = place.folder / "main.scm"
    file.write_text(
        "(import (scheme base) (flowscheme flow) (my words))\n(include \"part.scm\")\n"
        "(defflow ask (sequence (await 'w) (lambda (v) (included v))))", encoding="utf-8",
    )
    assert place.start(file).ask("start", "ask", 1, "f")["status"] == "suspended"
    for each in (file, part, library, library.parent / "inner.scm"):
        each.unlink()
    assert place.start().ask("resume", "f", 5)["result"] == ["included", ["library", 5]]


CHILDREN = """
(define-record-type point (make-point x) point? (x point-x))
(flow-record-writer! point 'point point-x make-point)
(defflow child (lambda (x) (note "child") (* 2 (point-x x))))
(defflow parent (sequence (step 's (lambda (x) (make-point x))) (parallel flow-id (await 'w))
  (lambda (l) (list (flow/start child (car l)) (flow/start 'child (car l))))))
"""


def test_a_flow_starts_its_children_and_reads_its_records_where_only_its_pin_is_known(place: Place) -> None:
    file = place.folder / "children.scm"
    file.write_text(CHILDREN, encoding="utf-8")
    place.start(file).ask("start", "parent", 21, "p")
    fresh = place.start()
    assert fresh.ask("resume", "p", 0)["result"] == [42, 42]
    assert place.noted() == ["child", "child"]


def test_a_flow_without_a_name_can_be_resumed_only_by_the_process_that_started_it(place: Place) -> None:
    file = place.folder / "unnamed.scm"
    file.write_text("(flow/start (lambda (x) (list x (suspend 'w))) 1 'id \"u\")", encoding="utf-8")
    first, second = place.start(file), place.start()
    assert second.ask("resume", "u", 2)["error"] == "flow-unknown-flow"
    assert second.ask("status", "u") == "suspended"
    assert first.ask("resume", "u", 2)["result"] == [1, 2]


HOSTLESS = """
import sys
from flowscheme import Engine, SchemeError
engine = Engine(sys.argv[1])
try:
    engine.resume("f", 1)
except SchemeError as error:
    print(error.payload.kind, engine.status("f"))
"""


def test_a_process_without_the_host_functions_is_refused(place: Place) -> None:
    place.start(place.flows).ask("start", "ask", 1, "f")
    run: Callable[..., Any] = subprocess.run
    done = run([sys.executable, "-c", HOSTLESS, place.store], env=dict(os.environ, PYTHONPATH=ROOT), capture_output=True)
    assert done.stdout.decode().split() == ["flow-missing-host", "suspended"], done.stderr
