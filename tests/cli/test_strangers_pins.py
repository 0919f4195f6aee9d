"""Questions about runs whose pinned code is hostile: each costs its own row, no answer lasts, and the other rows are whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from flowscheme import Engine, Limits
from flowscheme.cli import questions
from flowscheme.cli.commands import run
from flowscheme.engine.pinned_sources import Pin

SPENDS = {
    "time": "(let loop () (loop))",
    "memory": "(let loop ((l '())) (loop (cons (make-vector 10000 0) l)))",
    "integers": "(let loop ((x 3)) (loop (* x x)))",
    "expansion": "(let-syntax ((m (syntax-rules () ((_ x) (m (x x)))))) (m 1))",
    "depth": "(let loop () (+ 1 (loop)))",
}
"""What spends more than any answer is worth."""

PIN = """\
(define-record-type point (make-point x) point? (x point-x))
(define spent {top})
(flow-record-writer! point 'point (lambda (p) (list (point-x p))) (lambda (data) {reader} (make-point (car data))))
(defflow ends (lambda (x) {flow} (make-point x)))
(defflow waits (sequence (lambda (x) {flow} (make-point x)) (lambda (p) (suspend p))))
"""

HARMLESS = {"top": "0", "reader": "0", "flow": "0"}

PLACES = ("top", "reader")
"""Where code runs when a record is read."""


@pytest.fixture
def hostile(cli: Any, tmp_path: Path) -> Any:
    """A folder whose store has a run that ended with a record and one that waits with it, good ones and of each hostile pin."""
    engine = Engine(f"sqlite:///{tmp_path}/flowscheme.db")
    engine.interpreter.eval(PIN.format(**HARMLESS))
    pins = {"good-1": HARMLESS, "flow": HARMLESS | {"flow": SPENDS["time"]}}
    pins |= {f"{what}-{where}": HARMLESS | {where: spend} for what, spend in SPENDS.items() for where in PLACES}
    for id, parts in (pins | {"good-2": HARMLESS}).items():
        pin = Pin("f.scm", {"f.scm": PIN.format(**parts)})
        engine.store.put_source(pin.hash(), pin.text())
        for flow in ("ends", "waits"):
            engine.start(flow, 1, id=f"{id}-{flow}")
            engine.store.update(engine.policy.known(f"{id}-{flow}")._replace(source=pin.hash()))
    engine.close()
    return cli


def test_a_listing_tells_of_every_run(hostile: Any) -> None:
    rows = {row["id"]: row for row in hostile("list", "--json").json}
    assert len(rows) == 2 * (len(SPENDS) * len(PLACES) + 3)
    for id in ("good-1", "flow", "good-2"):
        assert rows[f"{id}-ends"]["result"] == "#<point x: 1>"
        assert rows[f"{id}-waits"]["waits"] == ["#<point x: 1>"]
    for what in ("time", "memory", "integers"):
        for where in PLACES:
            for flow in ("ends", "waits"):
                assert rows[f"{what}-{where}-{flow}"]["error"]["kind"] == "limit", (what, where, flow)


def test_the_open_waits_are_told_of_every_run(hostile: Any) -> None:
    ended = hostile("pending", "--json")
    tags = {row["id"]: row["tag"] for row in ended.json}
    assert len(tags) == len(SPENDS) * len(PLACES) + 3
    assert tags["good-1-waits"] == tags["good-2-waits"] == "#<point x: 1>"
    assert "point" in tags["time-reader-waits"]
    assert "time-reader-waits: a tag could not be read: the time limit of" in ended.err


@pytest.mark.parametrize("command", ["show", "result", "log"])
@pytest.mark.parametrize("id", ["time-top-ends", "memory-reader-ends", "integers-reader-ends", "flow-ends"])
def test_a_question_about_one_run_has_an_end(
    command: str, id: str, hostile: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(questions, "QUESTION", Limits(seconds=1.0, memory=questions.QUESTION.memory))
    status = run([command, id])
    out, err = capfd.readouterr()
    if command == "log" or (command, id) == ("result", "flow-ends"):
        assert (status, err) == (0, "")
    else:
        assert status == 1 and ("limit of" in err or "too large" in err) and not out
